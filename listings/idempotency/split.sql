-- The defect: the effect commits first, the record of it in a second transaction.
-- Variables as for payment.sql; `hold` sleeps between the two.
SELECT count(*) = 0 AS is_new FROM idempotency_keys
WHERE account = :'account' AND operation = 'POST /payments' AND key = :'key' \gset
\if :is_new
  BEGIN;
  UPDATE wallets SET balance_cents = balance_cents - :amount
  WHERE account = :'account' AND balance_cents >= :amount;
  INSERT INTO payments (account, order_id, amount_cents)
  VALUES (:'account', :'order_id', :amount) RETURNING 'pay_' || id AS id \gset
  COMMIT;
  SELECT pg_sleep(:hold) \g /dev/null
  INSERT INTO idempotency_keys (account, operation, key, fingerprint, status)
  VALUES (:'account', 'POST /payments', :'key', sha256('not compared here'), 201);
  \echo ran 201 :id
\endif
