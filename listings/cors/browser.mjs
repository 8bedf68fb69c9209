// The browser's side: a headless Chromium opens pages of *.shop.example, which it finds on
// one HTTPS server on a free loopback port, and runs scripts there. Prints what reached the
// server, what the script got and what the console said. Driven over the DevTools pipe.

import { execFileSync, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger, createHandler, sessionKey } from './api.mjs';
import { needsPreflight } from './browser-rules.mjs';
import { createCareless } from './careless.mjs';
import { createCors } from './cors.mjs';

const APP = 'https://app.shop.example';
const API = 'https://api.shop.example';
const SESSION_ID = 'the-session-of-this-run';
const work = mkdtempSync(join(tmpdir(), 'cors-'));
const sessions = new Map([[sessionKey(SESSION_ID), 'acct-1']]);
const cors = createCors({
  origins: [APP],
  methods: ['GET', 'POST'],
  requestHeaders: ['content-type', 'idempotency-key'],
  exposedHeaders: ['location', 'retry-after', 'x-request-id'],
  maxAgeSeconds: 600,
});

// A certificate for this run only. The browser is told its public key and trusts nothing else.
function certificate() {
  const [key, cert] = [join(work, 'key.pem'), join(work, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1',
    '-nodes', '-days', '1', '-keyout', key, '-out', cert, '-subj', '/CN=shop.example',
    '-addext', 'subjectAltName=DNS:*.shop.example'], { stdio: 'ignore' });
  const pem = readFileSync(cert);
  const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
  return { key: readFileSync(key), cert: pem, hash: createHash('sha256').update(spki).digest('base64') };
}

let api; // the handler of the scene
let seen; // the requests that reached it
const tls = certificate();
function answer(req, res) {
  const { host, origin } = req.headers;
  if (req.url === '/page' || req.url === '/favicon.ico') {
    res.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>');
    return;
  }
  const names = req.headers['access-control-request-headers'];
  const details = [origin && `origin: ${origin}`, names && `asks: ${names}`,
    req.headers.cookie && 'with cookie'].filter(Boolean).join(', ');
  seen.push({ method: req.method, text: `server:  ${req.method} ${host}${req.url}`, details });
  api(req, res);
}
async function listen() {
  const server = https.createServer(tls, answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const server = await listen(); // the browser takes its address for a public one
const printer = await listen(); // and this one for what it is, an address of this machine

const browser = spawn(process.env.CHROMIUM ?? 'chromium', ['--headless', '--no-sandbox', '--disable-gpu',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', `--user-data-dir=${join(work, 'profile')}`, '--remote-debugging-pipe',
  `--ignore-certificate-errors-spki-list=${tls.hash}`,
  `--ip-address-space-overrides=127.0.0.1:${server.address().port}=public`,
  `--host-resolver-rules=MAP printer.shop.example 127.0.0.1:${printer.address().port}, `
    + `MAP *.shop.example 127.0.0.1:${server.address().port}`, 'about:blank',
], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const exited = new Promise((resolve, reject) => browser.once('exit', resolve).once('error', reject));
exited.catch((err) => { console.error(`no browser: ${err.message}`); process.exit(2); });

const waiting = new Map();
let said = [];
let received = '';
browser.stdio[4].setEncoding('utf8').on('data', (chunk) => {
  received += chunk;
  for (let end; (end = received.indexOf('\0')) >= 0;) {
    const message = JSON.parse(received.slice(0, end));
    received = received.slice(end + 1);
    if (message.method === 'Log.entryAdded') said.push(message.params.entry.text);
    if (!waiting.has(message.id)) continue;
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) reject(new Error(message.error.message));
    else resolve(message.result);
  }
});
let lastId = 0;
let sessionId;
function devtools(method, params = {}) {
  lastId += 1;
  browser.stdio[3].write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`);
  return new Promise((resolve, reject) => waiting.set(lastId, { resolve, reject }));
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function evaluate(script) {
  const { result } = await devtools('Runtime.evaluate', {
    expression: `(async () => { try { ${script} } catch (err) { return String(err); } })()`,
    awaitPromise: true,
    returnByValue: true,
  });
  return result.value;
}

async function open(url) {
  await devtools('Page.navigate', { url });
  for (let tries = 0; await evaluate('return location.href + document.readyState') !== `${url}complete`; tries += 1) {
    if (tries === 100) throw new Error(`did not open: ${url}`);
    await pause(50);
  }
}

const WIDTH = 76;
const INDENT = ' '.repeat(9);
function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (line.length <= WIDTH) lines[lines.length - 1] = line;
    else lines.push(INDENT + word);
  }
  return lines.join('\n');
}

async function scene(name, title, handler, script) {
  api = handler;
  seen = [];
  said = [];
  const got = await evaluate(script);
  await pause(300); // the console's message follows the script's
  console.log(`== ${title}`);
  console.log(`# ANCHOR: ${name}`);
  for (const { text, details } of seen) {
    const line = `${text}, ${details}`;
    console.log(line.length <= WIDTH ? line : `${text}\n${INDENT}${details}`);
  }
  if (got !== undefined) console.log(`script:  ${got}`);
  const lines = said.filter((text) => text.startsWith('Access to'));
  for (const text of lines) console.log(wrap(`console: ${text}`));
  if (name.endsWith('-pay')) console.log(`server:  payments made: ${ledger.list('acct-1').length}`);
  console.log(`# ANCHOR_END: ${name}\n`);
}

let ledger;
const careless = () => createCareless({ sessions, ledger: (ledger = new Ledger()) });
const careful = () => createHandler({ cors, sessions, ledger: (ledger = new Ledger()), log: () => {} });
// Answers every request with these headers; the preflight with `preflight` as its status.
const fixed = (headers, { status = 200, preflight = 204 } = {}) => (req, res) => {
  res.writeHead(req.method === 'OPTIONS' ? preflight : status, headers).end();
};
const result = 'return `${r.type} ${r.status} ${[...r.headers.keys()].join(", ")}`.trim()';
const get = (path, init = {}) => `const r = await fetch('${API}${path}', ${JSON.stringify(init)}); ${result}`;
const order = { order_id: 'o-17', amount_cents: 2500 };
const jsonPost = {
  method: 'POST',
  credentials: 'include',
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '8e03978e-40d5-43e8-bc93-6894a57f9324' },
  body: JSON.stringify(order),
};
const own = { 'Access-Control-Allow-Origin': APP };

async function play() {
  const { product } = await devtools('Browser.getVersion');
  console.error(product);
  const { targetId } = await devtools('Target.createTarget', { url: 'about:blank' });
  ({ sessionId } = await devtools('Target.attachToTarget', { targetId, flatten: true }));
  for (const domain of ['Log', 'Page', 'Network']) await devtools(`${domain}.enable`);
  await devtools('Network.setCookie', {
    name: '__Host-session', value: SESSION_ID, url: API, path: '/', secure: true, httpOnly: true, sameSite: 'Strict',
  });

  await open(`${APP}/page`);
  await scene('opening-pay', 'A string as body, careless API', careless(),
    get('/payments', { method: 'POST', credentials: 'include', body: JSON.stringify(order) }));
  await scene('careful-pay', 'JSON with a key, careful API', careful(), get('/payments', jsonPost));

  await scene('bare-500', 'A 500 without the headers', fixed({}, { status: 500 }), get('/bare-500'));
  await scene('full-500', 'A 500 with the headers', fixed(own, { status: 500 }), get('/full-500'));
  await scene('preflight-401', 'Authentication before the preflight', fixed({ ...own,
    'Access-Control-Allow-Credentials': 'true' }, { preflight: 401 }), get('/preflight-401', jsonPost));
  await scene('header', 'A header that is not listed', fixed(own), get('/header', { headers: { 'X-Trace': '1' } }));
  await scene('patch', 'patch instead of PATCH', fixed({ ...own, 'Access-Control-Allow-Methods': 'PATCH' }),
    get('/patch', { method: 'patch' }));
  await scene('twice', 'The header added twice', fixed({ 'Access-Control-Allow-Origin': [APP, APP] }), get('/twice'));
  await scene('wildcard', 'A wildcard with credentials', fixed({ 'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true' }), get('/wildcard', { credentials: 'include' }));
  await scene('slash', 'A trailing slash', fixed({ 'Access-Control-Allow-Origin': `${APP}/` }), get('/slash'));
  await scene('preflight-redirect', 'A preflight that is redirected', (req, res) => {
    res.writeHead(307, { ...own, Location: `${req.url}/` }).end();
  }, get('/orders', { method: 'DELETE' }));

  await scene('redirect', 'A redirect to a third origin', (req, res) => {
    if (req.headers.host === 'api.shop.example') res.writeHead(307, { ...own, Location: 'https://pay.shop.example/r' }).end();
    else res.writeHead(200, own).end();
  }, get('/r'));
  await scene('sandbox', 'A sandboxed frame', fixed(own), `
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-scripts';
    frame.srcdoc = '<script>fetch("${API}/sandbox").catch((e) => parent.postMessage(String(e), "*"))</scr' + 'ipt>';
    const answer = new Promise((resolve) => addEventListener('message', (e) => resolve(e.data), { once: true }));
    document.body.append(frame);
    return await answer;`);
  await scene('no-cors', 'Mode no-cors', fixed({}), get('/no-cors', { ...jsonPost, mode: 'no-cors' }));
  await scene('expose', 'Headers that are not exposed', fixed({ ...own, 'Retry-After': '1', 'X-Request-Id': 'r1',
    'Content-Type': 'text/plain' }), get('/expose'));

  const preflightCache = fixed({ ...own, 'Access-Control-Allow-Headers': 'X-Trace', 'Access-Control-Max-Age': '600' });
  await scene('max-age', 'Which preflights are remembered', preflightCache, `
    for (const path of ['/orders/1', '/orders/1', '/orders/2']) {
      await fetch('${API}' + path, { headers: { 'X-Trace': '1' } });
    }`);

  // An image asks without Origin, then a script asks for the same URL with it.
  const cached = (vary) => (req, res) => {
    res.writeHead(200, { 'Cache-Control': 'max-age=60', ...vary, ...(req.headers.origin ? own : {}) }).end();
  };
  const imageThenFetch = (path) => `
    await new Promise((resolve) => {
      const image = new Image();
      image.onload = image.onerror = resolve;
      image.src = '${API}${path}';
    });
    ${get(path)}`;
  await scene('no-vary', 'Cached without Vary', cached({}), imageThenFetch('/logo'));
  await scene('vary', 'Cached with Vary', cached({ Vary: 'Origin' }), imageThenFetch('/logo2'));

  await scene('local', 'A public page asks a local address', fixed(own), `
    const r = await fetch('https://printer.shop.example/jobs', { headers: { 'X-Trace': '1' } }); ${result}`);

  // Which requests are preflighted: browser-rules.mjs against the browser.
  const cases = [
    ['GET'], ['HEAD'], ['POST'], ['PUT'], ['DELETE'], ['PATCH'],
    ['GET', 'accept', 'application/json'], ['GET', 'accept', 'a'.repeat(128)], ['GET', 'accept', 'a'.repeat(129)],
    ['GET', 'accept', 'text/html;q="1"'], ['GET', 'accept-language', 'de-DE,de;q=0.9'],
    ['GET', 'accept-language', 'de_DE'], ['GET', 'content-language', 'de'],
    ['POST', 'content-type', 'text/plain;charset=UTF-8'], ['POST', 'content-type', 'TEXT/PLAIN ; a=b'],
    ['POST', 'content-type', 'text/plain;charset="utf-8"'], ['POST', 'content-type', 'application/json'],
    ['POST', 'content-type', 'application/x-www-form-urlencoded'],
    ['POST', 'content-type', 'multipart/form-data; boundary=x'],
    ['POST', 'content-type', 'text/plain, application/json'],
    ['GET', 'authorization', 'Bearer t'], ['GET', 'x-requested-with', 'XMLHttpRequest'],
    ['POST', 'idempotency-key', 'k'], ['GET', 'cache-control', 'no-cache'], ['GET', 'if-none-match', '"a"'],
    ['GET', 'traceparent', '00-1-1-00'], ['GET', 'range', 'bytes=0-99'], ['GET', 'range', 'bytes=5-'],
    ['GET', 'range', 'bytes=-500'], ['GET', 'range', 'bytes=9-5'],
  ];
  let agreed = 0;
  for (const [index, [method, name, value]] of cases.entries()) {
    seen = [];
    api = fixed({ ...own, 'Access-Control-Allow-Methods': 'PUT, DELETE, PATCH',
      'Access-Control-Allow-Headers': name ?? 'x' });
    const headers = name ? [[name, value]] : [];
    const body = name === 'content-type' ? 'new Uint8Array(1)' : 'null'; // bytes bring no type of their own
    await evaluate(`await fetch('${API}/case/${index}', { method: '${method}', body: ${body}, headers: ${JSON.stringify(headers)} })`);
    const asked = seen[0].method === 'OPTIONS';
    if (asked === needsPreflight({ method, headers })) agreed += 1;
    else console.log(`differs: ${method} ${name}: ${value}, browser ${asked}`);
  }
  console.log(`browser-rules.mjs and the browser agree on ${agreed} of ${cases.length} requests\n`);

  // The body that this form sends is JSON, and its type is text/plain.
  const form = `
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', enctype: 'text/plain', action: '${API}/payments' });
    const field = document.createElement('input');
    field.name = '{"order_id":"o-17","amount_cents":2500,"x":"';
    field.value = '"}';
    form.append(field);
    document.body.append(form);
    setTimeout(() => form.submit(), 20);`;
  for (const [name, makeApi] of [['careless', careless], ['careful', careful]]) {
    await open('https://blog.shop.example/page');
    await scene(`form-${name}-pay`, `A form on blog.shop.example, ${name} API`, makeApi(), form);
  }
}

const limit = setTimeout(() => { console.error('no end after 90 s'); browser.kill(); process.exitCode = 1; }, 90_000);
try {
  await play();
} finally {
  clearTimeout(limit);
  sessionId = undefined;
  devtools('Browser.close').catch(() => {});
  await exited;
  for (const each of [server, printer]) {
    each.closeAllConnections();
    each.close();
  }
  rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
