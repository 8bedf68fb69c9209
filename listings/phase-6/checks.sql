-- What the tables refuse and what they let through. Played by run.
\set p '''8e03978e-40d5-43e8-bc93-6894a57f9324'''
\set q '''53b9c3a8-5a8e-4c58-9d0c-0a2f6ab2f0a1'''
\set r '''0f4c2f0e-9a55-4f3e-8d6b-6d2f3f6f7c11'''
\echo == ledger
INSERT INTO account VALUES (1, 'provider EUR', 'EUR'), (2, 'sales EUR', 'EUR'), (3, 'provider USD', 'USD');
INSERT INTO payment VALUES (:p, 'order-7', 2500, 'EUR', 'captured');
\echo second open payment of the order:
INSERT INTO payment VALUES (:q, 'order-7', 2500, 'EUR', 'sent');
\echo new payment after a declined one:
INSERT INTO payment VALUES (:q, 'order-8', 900, 'EUR', 'declined'), (:r, 'order-8', 900, 'EUR', 'sent');
\echo capture:
INSERT INTO transfer VALUES (:p, 'capture', 1, 2, 'EUR', 2500);
\echo capture again:
INSERT INTO transfer VALUES (:p, 'capture', 1, 2, 'EUR', 2500);
\echo refund into an account of another currency:
INSERT INTO transfer VALUES (:p, 'refund-1', 2, 3, 'EUR', 1000);
\echo refund of nothing:
INSERT INTO transfer VALUES (:p, 'refund-1', 2, 1, 'EUR', 0);
\echo refund:
INSERT INTO transfer VALUES (:p, 'refund-1', 2, 1, 'EUR', 1000);
\echo balances, and their sum:
SELECT name, sum(CASE WHEN debit = id THEN cents ELSE -cents END)
FROM account JOIN transfer ON id IN (debit, credit) GROUP BY name ORDER BY name;
SELECT sum(CASE WHEN debit = id THEN cents ELSE -cents END)
FROM account JOIN transfer ON id IN (debit, credit);
\echo == links
\echo a code of six characters, and a target that is no web address:
INSERT INTO link (code, target, owner_id) VALUES ('abc123', 'https://shop.example/', 1);
INSERT INTO link (code, target, owner_id) VALUES ('abc1234', 'javascript:alert(1)', 1);
\echo == chat
INSERT INTO conversation VALUES (1);
\set conversation 1
\set sender 7
\set body 'See you at six'
\set client_id 3d6a1f5e-52d6-4c5e-8c57-6a4f0a6b1d01
\ir send.sql
\set client_id 3d6a1f5e-52d6-4c5e-8c57-6a4f0a6b1d02
\ir send.sql
\echo the same message again:
\ir send.sql
SELECT last_seq FROM conversation;
