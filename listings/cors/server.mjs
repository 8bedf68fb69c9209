// node server.mjs [careful|careless|broken]
// Serves the API on 127.0.0.1. PORT: 0 or unset for a free one, which is printed.
// SESSION_ID: the one session that is valid (an API has them in a store).

import http from 'node:http';
import { Ledger, createHandler, sessionKey } from './api.mjs';
import { createCareless } from './careless.mjs';
import { createCors } from './cors.mjs';

const { PORT = '0', SESSION_ID } = process.env;
if (!SESSION_ID) throw new Error('SESSION_ID is not set');
const sessions = new Map([[sessionKey(SESSION_ID), 'acct-1']]);

// ANCHOR: configure
const cors = createCors({
  origins: ['https://app.shop.example'],
  methods: ['GET', 'POST'],
  requestHeaders: ['content-type', 'idempotency-key'],
  exposedHeaders: ['location', 'retry-after', 'x-request-id'],
  maxAgeSeconds: 600,
});
// ANCHOR_END: configure

const ledger = new Ledger();
const variants = {
  careful: () => createHandler({ cors, sessions, ledger }),
  careless: () => createCareless({ sessions, ledger }),
  broken: () => {
    ledger.pay = () => { throw new Error('disk full'); };
    return createHandler({ cors, sessions, ledger });
  },
};

const variant = variants[process.argv[2] ?? 'careful'];
if (!variant) throw new Error(`no such variant: ${process.argv[2]}`);
const server = http.createServer(variant());
server.requestTimeout = 10_000;
server.headersTimeout = 5_000;
server.maxHeadersCount = 50;
server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.on('SIGTERM', () => {
  server.close(); // no new connections; those that are busy may finish
  server.closeIdleConnections();
});
