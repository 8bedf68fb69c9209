// The API of the opening, wrong on purpose: written for pages of its own origin, it takes
// any body that parses as JSON, and knows nothing of CORS.

import { randomUUID } from 'node:crypto';
import { sessionKey } from './api.mjs';

export function createCareless({ sessions, ledger }) {
  return async function handler(req, res) {
    const session = /(?:^|; )__Host-session=([^;]+)/.exec(req.headers.cookie ?? '')?.[1] ?? '';
    const account = sessions.get(sessionKey(session));
    if (!account) {
      res.writeHead(401).end();
      return;
    }
    if (req.method !== 'POST') {
      res.end(JSON.stringify(ledger.list(account)));
      return;
    }
    let body = '';
    for await (const chunk of req) body += chunk;
    const { order_id: orderId, amount_cents: amountCents } = JSON.parse(body);
    const { id } = ledger.pay({ account, key: randomUUID(), orderId, amountCents });
    res.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id }));
  };
}
