-- One payment, in one transaction, as a script for psql. A service sends the same
-- statements through its driver, with parameters instead of :'variables'.
-- Variables: account, key, order_id, amount; optional: wait (lock timeout), isolation,
-- and hold (seconds to sleep before COMMIT, so that the experiments can overlap).
\if :{?wait}
\else
  \set wait 5s
\endif
\if :{?isolation}
\else
  \set isolation 'READ COMMITTED'
\endif
\if :{?hold}
\else
  \set hold 0
\endif
-- The service computes this from the checked request.
SELECT encode(sha256(convert_to(jsonb_build_array('v1', :'order_id', :amount)::text, 'UTF8')), 'hex')
  AS fingerprint \gset

-- ANCHOR: payment
BEGIN ISOLATION LEVEL :isolation;
SET LOCAL lock_timeout = :'wait';

-- 1. Claim the key. If another transaction has inserted it and not committed, this waits.
WITH claimed AS (
  INSERT INTO idempotency_keys (account, operation, key, fingerprint)
  VALUES (:'account', 'POST /payments', :'key', decode(:'fingerprint', 'hex'))
  ON CONFLICT DO NOTHING
  RETURNING 1
)
SELECT count(*) = 1 AS claimed FROM claimed \gset

\if :claimed
  -- 2. The first time: the effect and the answer.
  WITH debited AS (
    UPDATE wallets SET balance_cents = balance_cents - :amount
    WHERE account = :'account' AND balance_cents >= :amount
    RETURNING account
  ), paid AS (
    INSERT INTO payments (account, order_id, amount_cents)
    SELECT account, :'order_id', :amount FROM debited
    RETURNING id
  )
  UPDATE idempotency_keys SET
    status = CASE WHEN EXISTS (SELECT FROM paid) THEN 201 ELSE 402 END,
    body = coalesce((SELECT jsonb_build_object('id', 'pay_' || id) FROM paid),
                    jsonb_build_object('problem', 'insufficient-funds'))
  WHERE account = :'account' AND operation = 'POST /payments' AND key = :'key';
\endif

-- 3. Every time: answer from the record, if it belongs to this request.
SELECT concat_ws(' ', CASE WHEN :'claimed' THEN 'ran' ELSE 'replayed' END,
                 CASE WHEN same THEN status ELSE 422 END,
                 CASE WHEN same THEN body END) AS answer
FROM idempotency_keys, LATERAL (SELECT fingerprint = decode(:'fingerprint', 'hex') AS same) AS f
WHERE account = :'account' AND operation = 'POST /payments' AND key = :'key' \gset
-- ANCHOR_END: payment
SELECT pg_sleep(:hold) \g /dev/null
-- ANCHOR: commit
COMMIT;
\echo :answer
-- ANCHOR_END: commit
