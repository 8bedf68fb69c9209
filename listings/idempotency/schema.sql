-- PostgreSQL 15 or later.
CREATE TABLE wallets (
  account        text   PRIMARY KEY,
  balance_cents  bigint NOT NULL CHECK (balance_cents >= 0)
);

CREATE TABLE payments (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account       text   NOT NULL REFERENCES wallets,
  order_id      text   NOT NULL,
  amount_cents  bigint NOT NULL CHECK (amount_cents > 0),
  created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE idempotency_keys (
  account      text     NOT NULL REFERENCES wallets,
  operation    text     NOT NULL,
  key          text     NOT NULL CHECK (length(key) BETWEEN 16 AND 128),
  fingerprint  bytea    NOT NULL CHECK (length(fingerprint) = 32),
  status       smallint CHECK (status BETWEEN 200 AND 499),
  body         jsonb,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account, operation, key)
);

CREATE INDEX ON idempotency_keys (created_at); -- for the deletion of old keys

INSERT INTO wallets VALUES ('acct_ada', 10000);
