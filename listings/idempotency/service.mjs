// POST /payments: charges the caller's wallet. node:http only, no packages.

import { createHash } from 'node:crypto';
import http from 'node:http';
import { LostClaim, problem } from './store.mjs';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_AMOUNT_CENTS = 1_000_000;
const RISK_TIMEOUT_MS = 2_000; // well below the store's lease

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

class Refused extends Error {
  constructor(...args) {
    super(args[2]);
    this.response = problem(...args);
  }
}

// `tokens`: Map from the SHA-256 (hex) of a bearer token to the account it belongs to.
// `riskCheck(payment, signal)`: async, throws when it cannot decide.
export function createService({ store, tokens, riskCheck, requireKey = true, log = console.error }) {
  const server = http.createServer((req, res) => {
    route(req).catch((err) => {
      if (err instanceof Refused) return err.response;
      if (err instanceof LostClaim) { // slower than the lease: another attempt has taken over
        return problem(409, 'in-progress', 'Another attempt with this key runs', { 'Retry-After': '1' });
      }
      log(`payment failed: ${err.name}`); // neither the body nor the token
      return problem(500, 'internal', 'The payment failed; retry with the same key');
    }).then((response) => send(req, res, response));
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 5_000;
  server.maxHeadersCount = 50;
  return server;

  async function route(req) {
    if (req.url.split('?', 1)[0] !== '/payments') throw new Refused(404, 'not-found', 'No such resource');
    if (req.method !== 'POST') {
      throw new Refused(405, 'method', 'Only POST is supported here', { Allow: 'POST' });
    }
    return createPayment(req);
  }

  async function createPayment(req) {
    // What these three lines refuse never touches the key: 401, 400, 413, 415.
    const account = authenticate(req);
    const key = parseKey(req.headers['idempotency-key']);
    const payment = { ...validate(await readJson(req)), account };

    let claim;
    if (key !== undefined) {
      const operation = 'POST /payments';
      const fingerprint = sha256(JSON.stringify(
        ['v1', operation, payment.orderId, payment.amountCents, payment.currency],
      ));
      const found = store.claim({ account, operation, key, fingerprint });
      if (found.outcome === 'mismatch') {
        throw new Refused(422, 'key-reused', 'This key was used for another request');
      }
      if (found.outcome === 'in-flight') {
        throw new Refused(409, 'in-progress', 'The first request is still running', { 'Retry-After': '1' });
      }
      if (found.outcome === 'full') {
        throw new Refused(503, 'busy', 'No room for another key', { 'Retry-After': '30' });
      }
      if (found.outcome === 'replay') {
        const { status, headers, body } = found.response;
        return { status, headers: { ...headers, 'Idempotent-Replayed': 'true' }, body };
      }
      claim = found.claim;
    }
    // ANCHOR: work
    try {
      await riskCheck(payment, AbortSignal.timeout(RISK_TIMEOUT_MS));
      return store.commitPayment(claim, payment); // nothing may fail after this line
    } catch (err) {
      if (claim) store.release(claim);
      throw err;
    }
    // ANCHOR_END: work
  }

  function authenticate(req) {
    const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,200})$/i.exec(req.headers.authorization ?? '');
    const account = match && tokens.get(sha256(match[1]));
    if (!account) {
      throw new Refused(401, 'unauthenticated', 'A valid bearer token is required', {
        'WWW-Authenticate': 'Bearer',
      });
    }
    return account;
  }

  // The draft asks for a quoted Structured Fields string; most clients today send it bare.
  function parseKey(value) {
    if (value === undefined) {
      if (requireKey) throw new Refused(400, 'key-missing', 'Idempotency-Key is required');
      return undefined;
    }
    const match = /^(?:"([A-Za-z0-9_-]{16,128})"|([A-Za-z0-9_-]{16,128}))$/.exec(value);
    if (!match) {
      throw new Refused(400, 'key-invalid', 'Idempotency-Key must be 16 to 128 letters, digits, - or _');
    }
    return match[1] ?? match[2];
  }
}

function validate(input) {
  const refuse = (why) => { throw new Refused(400, 'invalid-payment', why); };
  if (input === null || typeof input !== 'object' || Array.isArray(input)) refuse('An object is expected');
  // An unknown field is refused: it would not be in the fingerprint.
  const known = ['order_id', 'amount_cents', 'currency'];
  if (Object.keys(input).some((name) => !known.includes(name))) refuse('Unknown field');
  const { order_id: orderId, amount_cents: amountCents, currency } = input;
  if (typeof orderId !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(orderId)) refuse('order_id is invalid');
  if (!Number.isSafeInteger(amountCents) || amountCents < 1 || amountCents > MAX_AMOUNT_CENTS) {
    refuse('amount_cents must be an integer from 1 to 1000000');
  }
  if (currency !== 'EUR') refuse('currency must be EUR');
  return { orderId, amountCents, currency };
}

function readJson(req) {
  const type = (req.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refused(415, 'media-type', 'Content-Type must be application/json');
  }
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    req.on('data', (chunk) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        req.removeAllListeners('data').pause();
        reject(new Refused(413, 'too-large', 'The body is too large', { Connection: 'close' }));
        return;
      }
      chunks.push(chunk);
    });
    req.on('error', reject);
    req.on('end', () => {
      try {
        resolve(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))));
      } catch {
        reject(new Refused(400, 'invalid-json', 'The body is not valid JSON'));
      }
    });
  });
}

// The client may be gone by now; what was committed stays committed.
function send(req, res, { status, headers, body }) {
  res.on('error', () => {});
  res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  res.end(body);
}
