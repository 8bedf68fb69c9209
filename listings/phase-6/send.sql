-- One message: number it and store it, in one statement and so in one transaction.
-- Run with :conversation, :sender, :client_id and :'body'. A repeated client_id fails with 23505;
-- the service then looks up the number that this message already has.
-- ANCHOR: send
WITH next AS (
  UPDATE conversation SET last_seq = last_seq + 1
  WHERE id = :conversation RETURNING last_seq)
INSERT INTO message (conversation_id, seq, sender_id, client_id, body)
SELECT :conversation, last_seq, :sender, :'client_id', :'body' FROM next
RETURNING seq;
-- ANCHOR_END: send
