// A client that knows what it may repeat, and how often.

import http from 'node:http';

const MAX_RESPONSE_BYTES = 64 * 1024;

class GaveUp extends Error {
  constructor({ error, response }) {
    super(error ? error.code ?? error.message : `status ${response.status}`, { cause: error });
    this.response = response;
  }
}
// Some attempt may have been applied: ask, reconcile, or repeat later with the same key.
export class UnknownOutcome extends GaveUp {}
// No attempt was applied.
export class NotApplied extends GaveUp {}

// Shared by all calls to one service: retries may add at most `ratio` to the load,
// plus a small burst. Counted in thousandths, so that no rounding error piles up.
export class RetryBudget {
  #milli;
  #max;
  #perCall;

  constructor({ ratio = 0.1, burst = 10 } = {}) {
    this.#max = burst * 1000;
    this.#milli = this.#max;
    this.#perCall = Math.round(ratio * 1000);
  }

  deposit() { // once for each call, not for each attempt
    this.#milli = Math.min(this.#max, this.#milli + this.#perCall);
  }

  withdraw() { // once for each retry
    if (this.#milli < 1000) return false;
    this.#milli -= 1000;
    return true;
  }
}

// ANCHOR: judge
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

// What one attempt tells us. Only 'answer' settles the matter.
export function judge({ error, response }) {
  if (error) return NEVER_SENT.has(error.code) ? 'not-applied' : 'unknown';
  switch (response.status) {
    case 408: case 429: return 'not-applied'; // and worth another try
    case 401: case 403: return 'refused';     // this attempt; it says nothing of an earlier one
    case 500: case 502: case 503: case 504: return 'unknown';
    case 409: return response.problem === 'in-progress' ? 'unknown' : 'answer';
    default: return 'answer';
  }
}
// ANCHOR_END: judge

// `send(remainingMs)` makes one attempt and resolves to { response } or { error }.
// `repeatable`: the method is idempotent, or the request carries an idempotency key.
export async function withRetry(send, {
  repeatable,
  budget,
  maxAttempts = 4,
  baseMs = 100,
  capMs = 5_000,
  deadlineMs = 20_000,
  random = Math.random,
  sleep = (ms) => new Promise((done) => { setTimeout(done, ms); }),
  now = () => performance.now(),
  onEvent = () => {},
}) {
  // ANCHOR: retry
  const giveUpAt = now() + deadlineMs;
  let unsure = false; // may any attempt so far have been applied?
  budget.deposit();
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send(giveUpAt - now());
    onEvent({ type: 'attempt', attempt, ...outcome });
    const verdict = judge(outcome);
    if (verdict === 'answer' || (verdict === 'refused' && !unsure)) return outcome.response;
    if (verdict === 'unknown') unsure = true;

    const ceiling = Math.min(capMs, baseMs * 2 ** (attempt - 1));
    const asked = outcome.response?.retryAfterMs ?? 0;
    const wait = asked + Math.floor(random() * ceiling); // full jitter, never before Retry-After
    const again = verdict !== 'refused'
      && (repeatable || !unsure)
      && attempt < maxAttempts
      && now() + wait < giveUpAt
      && budget.withdraw();
    if (!again) throw new (unsure ? UnknownOutcome : NotApplied)(outcome);
    onEvent({ type: 'wait', wait, asked, ceiling });
    await sleep(wait);
  }
  // ANCHOR_END: retry
}

// One attempt. It never throws: the error is part of the outcome.
export function postJson(url, { body, headers, timeoutMs }) {
  return new Promise((resolve) => {
    const payload = Buffer.from(JSON.stringify(body));
    const req = http.request(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': payload.length },
    });
    // One timer for the whole attempt: connecting, sending, waiting and reading.
    const timer = setTimeout(
      () => req.destroy(Object.assign(new Error('timeout'), { code: 'TIMEOUT' })),
      Math.max(1, timeoutMs),
    );
    const settle = (outcome) => { clearTimeout(timer); resolve(outcome); };
    req.on('error', (error) => settle({ error }));
    req.on('response', (res) => {
      const chunks = [];
      let size = 0;
      res.on('data', (chunk) => {
        size += chunk.length;
        if (size > MAX_RESPONSE_BYTES) res.destroy(Object.assign(new Error('too large'), { code: 'TOO_LARGE' }));
        else chunks.push(chunk);
      });
      res.on('error', (error) => settle({ error }));
      res.on('end', () => settle({ response: readResponse(res, Buffer.concat(chunks).toString('utf8')) }));
    });
    req.end(payload);
  });
}

function readResponse(res, text) {
  let json;
  try { json = JSON.parse(text); } catch { json = undefined; }
  const type = typeof json?.type === 'string' ? json.type : '';
  return {
    status: res.statusCode,
    json,
    problem: type.slice(type.lastIndexOf('/') + 1) || undefined,
    replayed: res.headers['idempotent-replayed'] === 'true',
    retryAfterMs: parseRetryAfter(res.headers['retry-after']),
  };
}

// RFC 9110, section 10.2.3: a number of seconds, or a date.
export function parseRetryAfter(value, nowMs = Date.now()) {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
