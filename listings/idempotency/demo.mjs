// Runs the service, a network that loses responses, and the client, and prints what
// happened. The output is the same on every run: ports and times are not printed, random
// numbers come from a seed, and what must overlap is held by a gate, not by a delay.

import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { RetryBudget, UnknownOutcome, postJson, withRetry } from './client.mjs';
import { createLossyProxy } from './lossy-proxy.mjs';
import { createService } from './service.mjs';
import { Store } from './store.mjs';

const ACCOUNT = 'acct_ada';
const TOKEN = 'demo-token-not-a-secret';
const TOKENS = new Map([[createHash('sha256').update(TOKEN).digest('hex'), ACCOUNT]]);
const PAYMENT = { order_id: 'order-7', amount_cents: 2500, currency: 'EUR' };
const ATTEMPT_TIMEOUT_MS = 1_000;

const say = (line = '') => process.stdout.write(`${line}\n`);
const euros = (cents) => `${(cents / 100).toFixed(2)} EUR`;

// A small seeded generator (mulberry32), only so that the transcript can be compared.
function seeded(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const listen = (server) => new Promise((resolve, reject) => {
  server.on('error', reject);
  server.listen(0, '127.0.0.1', () => resolve(server.address().port));
});

const close = (server) => new Promise((resolve) => {
  server.close(resolve);
  server.closeAllConnections();
});

// One world for each scene: a wallet with 100.00 EUR, a service, a network.
async function scene(title, { lose = 0, riskCheck = async () => {}, requireKey = true, ...storeOptions }, play) {
  say(`== ${title}`);
  const store = new Store({ wallets: [[ACCOUNT, 10_000]], ...storeOptions });
  const service = createService({
    store, tokens: TOKENS, riskCheck, requireKey, log: (line) => say(`service   log: ${line}`),
  });
  const servicePort = await listen(service);
  const network = createLossyProxy({ targetPort: servicePort, lose });
  const networkPort = await listen(network);
  const url = `http://127.0.0.1:${networkPort}/payments`;
  try {
    await play({ store, url });
    const { charges, balanceCents } = store.summary(ACCOUNT);
    say(`ledger    ${charges} charge${charges === 1 ? '' : 's'}, ${euros(balanceCents)} left`);
    say();
  } finally {
    await close(network);
    await close(service);
  }
}

function outcomeText({ error, response }) {
  if (error) return error.code === 'TIMEOUT' ? `no answer within ${ATTEMPT_TIMEOUT_MS} ms` : error.code;
  const what = response.problem ?? response.json?.id ?? '';
  return `${response.status} ${what}${response.replayed ? ' (replayed)' : ''}`;
}

// The key belongs to the operation: the caller makes it once, before the first attempt.
function pay(url, { name = 'client', key, payment = PAYMENT, ...options }) {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  if (key !== undefined) headers['Idempotency-Key'] = `"${key}"`;
  const send = (remainingMs) => postJson(url, {
    body: payment, headers, timeoutMs: Math.min(ATTEMPT_TIMEOUT_MS, remainingMs),
  });
  return withRetry(send, {
    repeatable: key !== undefined,
    budget: new RetryBudget(),
    random: seeded(3),
    onEvent: (event) => {
      if (event.type === 'attempt') say(`${name.padEnd(9)} attempt ${event.attempt}: ${outcomeText(event)}`);
      else {
        const asked = event.asked ? `${event.asked} ms asked by Retry-After, plus ` : '';
        say(`${name.padEnd(9)} waits ${event.wait} ms (${asked}a random part of ${event.ceiling} ms)`);
      }
    },
    ...options,
  });
}

// Holds the risk check of the first request until it is opened.
function gate() {
  let open;
  let entered;
  const opened = new Promise((resolve) => { open = resolve; });
  const inside = new Promise((resolve) => { entered = resolve; });
  let first = true;
  return {
    open,
    inside,
    check: async () => {
      if (!first) return;
      first = false;
      entered();
      await opened;
    },
  };
}

await scene('1. No key, and a client that retries anyway', { lose: 1, requireKey: false }, async ({ url }) => {
  await pay(url, { repeatable: true }); // the bug: this POST is not repeatable
});

await scene('2. No key, and a client that knows it must not', { lose: 1, requireKey: false }, async ({ url }) => {
  try {
    await pay(url, {});
  } catch (err) {
    if (!(err instanceof UnknownOutcome)) throw err;
    say('client    gives up: outcome unknown');
  }
});

await scene('3. The same loss, with a key', { lose: 1 }, async ({ url }) => {
  await pay(url, { key: 'pay-order-7-3f9a61c2' });
});

const held = gate();
await scene('4. Two requests with one key at the same time', { riskCheck: held.check }, async ({ url }) => {
  const key = 'pay-order-7-3f9a61c2';
  const first = pay(url, { name: 'client A', key });
  await held.inside; // A holds the claim now
  await pay(url, {
    name: 'client B',
    key,
    sleep: async (ms) => { // while B waits, A gets its answer
      held.open();
      await first;
      await delay(ms);
    },
  });
  held.open();
  await first;
});

await scene('5. One key, two different requests', {}, async ({ url }) => {
  const key = 'pay-order-7-3f9a61c2';
  await pay(url, { key });
  await pay(url, { key, payment: { ...PAYMENT, amount_cents: 9900 } });
});

await scene('6. Which errors are remembered', {}, async ({ url, store }) => {
  const key = 'pay-order-8-b07d44e1';
  say('-- refused before the key was claimed: not remembered');
  await pay(url, { key, payment: { ...PAYMENT, amount_cents: '25' } });
  say('-- the corrected request, same key: runs, and is declined');
  const big = { ...PAYMENT, amount_cents: 50_000 };
  await pay(url, { key, payment: big });
  store.topUp(ACCOUNT, 50_000);
  say('-- 500.00 EUR added to the wallet; same key: the old answer');
  await pay(url, { key, payment: big });
  say('-- a new decision to pay is a new operation, with a new key');
  await pay(url, { key: 'pay-order-8-2c5e90aa', payment: big });
});

let failures = 1;
const failOnce = async () => {
  if (failures > 0) {
    failures -= 1;
    throw new Error('risk service is down');
  }
};
await scene('7. A failure before the commit', { riskCheck: failOnce }, async ({ url }) => {
  await pay(url, { key: 'pay-order-9-71d0c3f8' });
});

let clock = 0;
const stuck = gate();
await scene('8. A worker slower than its lease', { riskCheck: stuck.check, now: () => clock, leaseMs: 10_000 }, async ({ url }) => {
  const key = 'pay-order-10-e4b1960d';
  const slow = pay(url, { name: 'client A', key });
  await stuck.inside;
  clock += 10_001; // the lease runs out while A's worker hangs
  await pay(url, { name: 'client B', key });
  stuck.open(); // A's worker wakes up and tries to commit
  await slow;
});

let day = 0;
await scene('9. A retry older than the memory', { now: () => day }, async ({ url }) => {
  const key = 'pay-order-11-05fa7b36';
  await pay(url, { key });
  day += 24 * 60 * 60 * 1000 + 1;
  say('-- 24 hours and 1 ms later');
  await pay(url, { key });
});

say('== 10. 100 calls to a service that answers 503 to everything, at most 4 attempts each');
for (const [label, budget] of [
  ['no budget', { deposit() {}, withdraw: () => true }],
  ['10% budget, burst 10', new RetryBudget({ ratio: 0.1, burst: 10 })],
]) {
  let seen = 0;
  for (let call = 0; call < 100; call += 1) {
    await withRetry(async () => { seen += 1; return { response: { status: 503 } }; }, {
      repeatable: true, budget, sleep: async () => {},
    }).catch((err) => { if (!(err instanceof UnknownOutcome)) throw err; });
  }
  say(`${label.padEnd(22)} ${seen} requests reach the service`);
}
say();

say('== 11. 1,000 clients fail at the same moment: most retries in any 10 ms');
say('retry    ceiling    no jitter    full jitter');
const random = seeded(11);
const plain = Array(1000).fill(0);
const jittered = Array(1000).fill(0);
const peak = (times) => {
  const bins = new Map();
  for (const t of times) bins.set(Math.floor(t / 10), (bins.get(Math.floor(t / 10)) ?? 0) + 1);
  return Math.max(...bins.values());
};
for (let retry = 1; retry <= 5; retry += 1) {
  const ceiling = 100 * 2 ** (retry - 1);
  for (let c = 0; c < 1000; c += 1) {
    plain[c] += ceiling;
    jittered[c] += random() * ceiling;
  }
  say(`${String(retry).padEnd(8)} ${`${ceiling} ms`.padEnd(10)} ${String(peak(plain)).padEnd(12)} ${peak(jittered)}`);
}
