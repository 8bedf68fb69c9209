// A payments API for browsers on another origin. node:http only, no packages.

import { createHash, randomUUID } from 'node:crypto';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_AMOUNT_CENTS = 1_000_000;
const SESSION_COOKIE = '__Host-session';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

export class KeyReused extends Error {}

// Payments of one process, in memory. Synchronous, so each call is one critical section.
export class Ledger {
  #payments = new Map();
  #byKey = new Map();

  pay({ account, key, orderId, amountCents }) {
    const scoped = JSON.stringify([account, key]);
    const known = this.#byKey.get(scoped);
    if (known) {
      if (known.orderId !== orderId || known.amountCents !== amountCents) throw new KeyReused();
      return known;
    }
    const payment = { id: `pay_${this.#payments.size + 1}`, account, orderId, amountCents };
    this.#payments.set(payment.id, payment);
    this.#byKey.set(scoped, payment);
    return payment;
  }

  find(id, account) {
    const payment = this.#payments.get(id);
    return payment?.account === account ? payment : undefined;
  }

  list(account) {
    return [...this.#payments.values()].filter((payment) => payment.account === account);
  }
}

class Refused extends Error {
  constructor(status, title, headers = {}) {
    super(title);
    Object.assign(this, { status, headers });
  }
}

// `sessions`: Map from the SHA-256 (hex) of a session id to its account.
// ANCHOR: handler
export function createHandler({ cors, sessions, ledger, log = console.error }) {
  return function handler(req, res) {
    const requestId = randomUUID();
    res.setHeader('X-Request-Id', requestId);
    res.setHeader('Cache-Control', 'no-store');
    if (cors.handle(req, res)) return;

    route(req).catch((err) => {
      if (err instanceof Refused) return problem(err.status, err.message, err.headers);
      log(`request ${requestId} failed: ${err.name}`); // no body, no cookie
      return problem(500, 'The request failed');
    }).then(({ status, headers, body }) => {
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      res.writeHead(status).end(body); // keeps what cors.handle has set
    });
  };
  // ANCHOR_END: handler

  async function route(req) {
    if (cors.refusesWrite(req)) throw new Refused(403, 'This page may not write here');
    const path = req.url.split('?', 1)[0];
    if (path === '/payments') {
      allow(req, ['GET', 'HEAD', 'POST']);
      if (req.method === 'POST') return createPayment(req);
      return json(200, ledger.list(authenticate(req)).map(view));
    }
    const match = /^\/payments\/(pay_[0-9]{1,9})$/.exec(path);
    if (match) {
      allow(req, ['GET', 'HEAD']);
      const payment = ledger.find(match[1], authenticate(req));
      if (!payment) throw new Refused(404, 'No such payment');
      return json(200, view(payment));
    }
    throw new Refused(404, 'No such resource');
  }

  async function createPayment(req) {
    const account = authenticate(req);
    const type = (req.headers['content-type'] ?? '').split(';', 1)[0].trim().toLowerCase();
    if (type !== 'application/json') throw new Refused(415, 'Send application/json');
    const key = /^[\w-]{16,128}$/.exec(req.headers['idempotency-key'] ?? '')?.[0];
    if (!key) throw new Refused(400, 'Idempotency-Key must be 16 to 128 letters, digits, - or _');
    const { orderId, amountCents } = validate(await readJson(req));
    try {
      const payment = ledger.pay({ account, key, orderId, amountCents });
      return json(201, view(payment), { Location: `/payments/${payment.id}` });
    } catch (err) {
      if (err instanceof KeyReused) throw new Refused(422, 'This key was used for another request');
      throw err;
    }
  }

  function authenticate(req) {
    for (const pair of (req.headers.cookie ?? '').split(';')) {
      const [name, value] = pair.trim().split('=', 2);
      const account = name === SESSION_COOKIE && value && sessions.get(sha256(value));
      if (account) return account;
    }
    // HTTP wants a challenge with every 401; browsers ignore a scheme that they do not know.
    throw new Refused(401, 'No valid session', { 'WWW-Authenticate': 'Session' });
  }
}

export function sessionKey(id) {
  return sha256(id);
}

function allow(req, methods) {
  if (methods.includes(req.method)) return;
  throw new Refused(405, `Use ${methods.join(' or ')}`, { Allow: methods.join(', ') });
}

function validate(input) {
  const { order_id: orderId, amount_cents: amountCents } = input ?? {};
  if (typeof orderId !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(orderId)) {
    throw new Refused(400, 'order_id is invalid');
  }
  if (!Number.isSafeInteger(amountCents) || amountCents < 1 || amountCents > MAX_AMOUNT_CENTS) {
    throw new Refused(400, 'amount_cents must be an integer from 1 to 1000000');
  }
  return { orderId, amountCents };
}

function readJson(req) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    req.on('data', (chunk) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        req.removeAllListeners('data').pause();
        reject(new Refused(413, 'The body is too large', { Connection: 'close' }));
        return;
      }
      chunks.push(chunk);
    });
    req.on('error', reject);
    req.on('end', () => {
      try {
        resolve(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))));
      } catch {
        reject(new Refused(400, 'The body is not valid JSON'));
      }
    });
  });
}

function view({ id, orderId, amountCents }) {
  return { id, order_id: orderId, amount_cents: amountCents };
}

function json(status, value, headers = {}) {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

function problem(status, title, headers = {}) {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: JSON.stringify({ title, status }),
  };
}
