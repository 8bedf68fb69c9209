-- PostgreSQL 15 or later.
-- URL shortener ------------------------------------------------------------

-- ANCHOR: link
CREATE TABLE link (
  code       text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[0-9A-Za-z]{7}$'),
  target     text        NOT NULL CHECK (target ~ '^https?://' AND length(target) <= 2048),
  owner_id   bigint      NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  blocked_at timestamptz               -- set: answer 410, never delete the code
);
-- ANCHOR_END: link

-- Only for measure: the counter that the chapter warns about.
CREATE TABLE link_clicks (
  code   text COLLATE "C" PRIMARY KEY,
  clicks bigint NOT NULL DEFAULT 0
);

-- Payment system -----------------------------------------------------------

CREATE TABLE payment (
  id       uuid    PRIMARY KEY,
  order_id text    NOT NULL,
  cents    bigint  NOT NULL CHECK (cents > 0),
  currency char(3) NOT NULL,
  state    text    NOT NULL CHECK (state IN ('sent', 'unknown', 'captured', 'declined'))
);

-- ANCHOR: payment
CREATE UNIQUE INDEX one_payment_per_order ON payment (order_id) WHERE state <> 'declined';

CREATE TABLE account (
  id       bigint  PRIMARY KEY,
  name     text    NOT NULL UNIQUE,
  currency char(3) NOT NULL,
  UNIQUE (id, currency)
);

CREATE TABLE transfer (                -- insert only; a mistake is moved back
  payment_id uuid    NOT NULL REFERENCES payment,
  step       text    NOT NULL,         -- 'capture', 'fee', 'refund-1'
  debit      bigint  NOT NULL,
  credit     bigint  NOT NULL CHECK (credit <> debit),
  currency   char(3) NOT NULL,
  cents      bigint  NOT NULL CHECK (cents > 0),
  PRIMARY KEY (payment_id, step),      -- each step happens once
  FOREIGN KEY (debit, currency)  REFERENCES account (id, currency),
  FOREIGN KEY (credit, currency) REFERENCES account (id, currency)
);
-- ANCHOR_END: payment

-- Chat ---------------------------------------------------------------------

CREATE TABLE conversation (
  id       bigint PRIMARY KEY,
  last_seq bigint NOT NULL DEFAULT 0
);

CREATE TABLE message (
  conversation_id bigint NOT NULL REFERENCES conversation,
  seq             bigint NOT NULL,
  sender_id       bigint NOT NULL,
  client_id       uuid   NOT NULL,
  body            text   NOT NULL CHECK (length(body) <= 4000),
  PRIMARY KEY (conversation_id, seq),
  UNIQUE (conversation_id, sender_id, client_id)
);
