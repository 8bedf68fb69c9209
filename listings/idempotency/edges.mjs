// The edges that the transcript does not show. Prints nothing; throws if one is wrong.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import http from 'node:http';
import { NotApplied, RetryBudget, UnknownOutcome, judge, parseRetryAfter, postJson, withRetry } from './client.mjs';
import { createService } from './service.mjs';
import { LostClaim, Store } from './store.mjs';

const sha = (text) => createHash('sha256').update(text).digest('hex');
const store = new Store({ wallets: [['a', 10_000], ['b', 10_000]], maxRecords: 3 });
const server = createService({
  store, tokens: new Map([[sha('token-a'), 'a'], [sha('token-b'), 'b']]), riskCheck: async () => {}, log: () => {},
});
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const { port } = server.address();

// Sends exactly these bytes and headers.
function raw(body, headers = {}, { method = 'POST', path = '/payments' } = {}) {
  return new Promise((resolve, reject) => {
    const req = http.request({
      host: '127.0.0.1', port, method, path, agent: false,
      headers: {
        Authorization: 'Bearer token-a', 'Content-Type': 'application/json', 'Idempotency-Key': 'k'.repeat(16), ...headers,
      },
    }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part) => { text += part; });
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers, text }));
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}
const good = { order_id: 'o-1', amount_cents: 100, currency: 'EUR' };
const status = async (...args) => (await raw(...args)).status;

try {
  // Refused before the key is claimed.
  assert.equal(await status('{}', { Authorization: 'Bearer wrong' }), 401);
  assert.equal(await status('{}', { Authorization: '' }), 401);
  assert.equal(await status('{}', {}, { path: '/elsewhere' }), 404);
  assert.equal(await status('{}', {}, { path: '//' }), 404);
  assert.equal(await status('', {}, { method: 'GET' }), 405);
  assert.equal(await status('{}', { 'Content-Type': 'text/plain' }), 415);
  assert.equal(await status('{'), 400);
  assert.equal(await status(Buffer.from([0x22, 0xff, 0x22])), 400);
  assert.equal(await status('null'), 400);
  assert.equal(await status('[]'), 400);
  assert.equal(await status(JSON.stringify({ ...good, tip: 1 })), 400);
  for (const amount of [0, -1, 1.5, '100', 1_000_001, null]) {
    assert.equal(await status(JSON.stringify({ ...good, amount_cents: amount })), 400);
  }
  assert.equal(await status(JSON.stringify({ ...good, currency: 'USD' })), 400);
  assert.equal(await status(JSON.stringify({ ...good, order_id: 'x'.repeat(65) })), 400);
  assert.equal(await status('x'.repeat(17 * 1024)), 413);
  for (const key of ['short', 'x'.repeat(129), `"${'k'.repeat(16)}`, `${'k'.repeat(16)}, ${'k'.repeat(16)}`]) {
    assert.equal(await status(JSON.stringify(good), { 'Idempotency-Key': key }), 400);
  }
  assert.deepEqual(store.summary('a'), { charges: 0, balanceCents: 10_000, records: 0 });

  // A quoted and a bare key are the same; the order of fields and white space do not matter.
  const first = await raw(JSON.stringify(good));
  assert.equal(first.status, 201);
  const again = await raw('{ "currency":"EUR", "amount_cents":100,"order_id":"o-1"}', { 'Idempotency-Key': `"${'k'.repeat(16)}"` });
  assert.equal(again.status, 201);
  assert.equal(again.text, first.text);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  assert.equal(again.headers.location, first.headers.location);

  // The same key of another caller is another key, whatever the body.
  const other = await raw(JSON.stringify({ ...good, amount_cents: 200 }), { Authorization: 'Bearer token-b' });
  assert.equal(other.status, 201);
  assert.equal(other.headers['idempotent-replayed'], undefined);

  // A full store refuses new keys and still knows the old ones.
  assert.equal(await status(JSON.stringify(good), { 'Idempotency-Key': 'third-key-0123456789' }), 201);
  const full = await raw(JSON.stringify(good), { 'Idempotency-Key': 'fourth-key-0123456789' });
  assert.equal(full.status, 503);
  assert.equal(full.headers['retry-after'], '30');
  assert.equal((await raw(JSON.stringify(good))).headers['idempotent-replayed'], 'true');
} finally {
  server.close();
  server.closeAllConnections();
}

// The store alone: a lost claim commits nothing and cannot release the new owner's claim.
let now = 0;
const small = new Store({ wallets: [['a', 500]], now: () => now, leaseMs: 10, retentionMs: 100 });
const ask = { account: 'a', operation: 'pay', key: 'k', fingerprint: 'f' };
const payment = { account: 'a', orderId: 'o', amountCents: 500, currency: 'EUR' };
const old = small.claim(ask);
now = 10;
const taken = small.claim(ask);
assert.equal(taken.outcome, 'claimed');
assert.throws(() => small.commitPayment(old.claim, payment), LostClaim);
small.release(old.claim);
assert.equal(small.claim(ask).outcome, 'in-flight');
assert.equal(small.commitPayment(taken.claim, payment).status, 201);
assert.equal(small.claim({ ...ask, fingerprint: 'g' }).outcome, 'mismatch');
small.release(taken.claim); // too late: it has an answer
assert.equal(small.claim(ask).outcome, 'replay');
assert.deepEqual(small.summary('a'), { charges: 1, balanceCents: 0, records: 1 });
now = 200;
assert.equal(small.claim(ask).outcome, 'claimed');

// The client.
assert.equal(parseRetryAfter('120'), 120_000);
assert.equal(parseRetryAfter('Fri, 31 Dec 1999 23:59:59 GMT', Date.UTC(1999, 11, 31, 23, 59, 49)), 10_000);
assert.equal(parseRetryAfter('soon'), undefined);
assert.equal(parseRetryAfter('Fri, 31 Dec 1999 23:59:59 GMT'), 0);
for (const [outcome, verdict] of [
  [{ error: { code: 'TIMEOUT' } }, 'unknown'],
  [{ error: { code: 'ECONNRESET' } }, 'unknown'],
  [{ error: { code: 'ECONNREFUSED' } }, 'not-applied'],
  [{ response: { status: 201 } }, 'answer'],
  [{ response: { status: 400 } }, 'answer'],
  [{ response: { status: 401 } }, 'refused'],
  [{ response: { status: 402 } }, 'answer'],
  [{ response: { status: 409, problem: 'in-progress' } }, 'unknown'],
  [{ response: { status: 409 } }, 'answer'],
  [{ response: { status: 422 } }, 'answer'],
  [{ response: { status: 429 } }, 'not-applied'],
  [{ response: { status: 503 } }, 'unknown'],
]) assert.equal(judge(outcome), verdict, JSON.stringify(outcome));

// Plays these outcomes, the last one for ever; tells what came out and after how many attempts.
async function play(outcomes, options = {}) {
  let sent = 0;
  const send = async () => {
    const step = outcomes[Math.min(sent, outcomes.length - 1)];
    sent += 1;
    return typeof step === 'string' ? { error: Object.assign(new Error(step), { code: step }) }
      : { response: typeof step === 'number' ? { status: step } : step };
  };
  const settings = { repeatable: true, budget: new RetryBudget(), sleep: async () => {}, random: () => 0.5, ...options };
  return withRetry(send, settings).then((r) => [r.status, sent], (err) => [err.constructor, sent]);
}
const unkeyed = { repeatable: false };
assert.deepEqual(await play(['TIMEOUT', 201]), [201, 2]);
assert.deepEqual(await play(['TIMEOUT', 201], unkeyed), [UnknownOutcome, 1]);
assert.deepEqual(await play(['TIMEOUT']), [UnknownOutcome, 4]);
assert.deepEqual(await play(['ECONNREFUSED', 201], unkeyed), [201, 2]);
assert.deepEqual(await play(['ECONNREFUSED']), [NotApplied, 4]);
assert.deepEqual(await play([429, 503], unkeyed), [UnknownOutcome, 2]);
assert.deepEqual(await play(['TIMEOUT', 'ECONNREFUSED']), [UnknownOutcome, 4]); // the first may have been applied
assert.deepEqual(await play(['TIMEOUT', 401]), [UnknownOutcome, 2]);            // so may this one
assert.deepEqual(await play([401]), [401, 1]);
assert.deepEqual(await play([422]), [422, 1]);
assert.deepEqual(await play([503], { budget: new RetryBudget({ burst: 0 }) }), [UnknownOutcome, 1]);
assert.deepEqual(await play([{ status: 503, retryAfterMs: 60_000 }]), [UnknownOutcome, 1]); // past the deadline

// An answer without end is cut off.
const endless = http.createServer((req, res) => {
  const timer = setInterval(() => res.write('x'.repeat(32 * 1024)), 1);
  res.on('close', () => clearInterval(timer));
});
await new Promise((resolve) => { endless.listen(0, '127.0.0.1', resolve); });
const cut = await postJson(`http://127.0.0.1:${endless.address().port}/`, { body: {}, headers: {}, timeoutMs: 5_000 });
assert.equal(cut.error.code, 'TOO_LARGE');
endless.close();
endless.closeAllConnections();
