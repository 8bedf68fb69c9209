// Starts server.mjs on a free loopback port, sends what a browser would send for a page's
// request, and prints both sides. No dates, ports or secrets. The browser's decisions come
// from browser-rules.mjs.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { corsCheck, needsPreflight, preflightCheck, readableNames, unsafeNames } from './browser-rules.mjs';

const APP = 'https://app.shop.example';
const BLOG = 'https://blog.shop.example';
const SESSION_ID = 'the-session-of-this-run';
const COOKIE = ['cookie', `__Host-session=${SESSION_ID}`];
const SHOWN = /^(access-control-|vary$|location$|allow$)/i;

const print = (line) => console.log(line);
const order = JSON.stringify({ order_id: 'o-17', amount_cents: 2500 });
const jsonPost = {
  method: 'POST',
  path: '/payments',
  headers: [
    ['content-type', 'application/json'],
    ['idempotency-key', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
  ],
  body: order,
};
// What fetch(url, { method: 'POST', body: JSON.stringify(order) }) sends.
const stringPost = { ...jsonPost, headers: [['content-type', 'text/plain;charset=UTF-8']] };
// What a form with enctype="text/plain" and one field sends.
const formPost = {
  ...jsonPost,
  headers: [['origin', BLOG], ['content-type', 'text/plain'], COOKIE],
  body: '{"order_id":"o-17","amount_cents":2500,"x":"="}\r\n',
};

let port;

async function anchored(name, title, play) {
  print(`== ${title}`);
  print(`# ANCHOR: ${name}`);
  await play();
  print(`# ANCHOR_END: ${name}\n`);
}

async function scene(name, title, variant, play) {
  const server = spawn(process.execPath, [fileURLToPath(new URL('server.mjs', import.meta.url)), variant], {
    env: { ...process.env, PORT: '0', SESSION_ID },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  try {
    const [line] = await Promise.race([
      once(createInterface({ input: server.stdout }), 'line', { signal: AbortSignal.timeout(10_000) }),
      exited.then(() => { throw new Error(`the server did not start: ${variant}`); }),
    ]);
    port = Number(/^listening on (\d+)$/.exec(line)[1]);
    await anchored(name, title, play);
  } finally {
    server.kill('SIGTERM'); // this child, by its own pid
    await exited;
  }
}

function send({ method, path, headers, body }, { quiet = false } = {}) {
  const show = quiet ? () => {} : print;
  show(`> ${method} ${path}`);
  for (const [name, value] of headers) show(`> ${name}: ${name === 'cookie' ? '__Host-session=...' : value}`);
  return new Promise((resolve, reject) => {
    const req = http.request({
      host: '127.0.0.1', port, method, path, agent: false, timeout: 5_000,
      headers: { ...Object.fromEntries(headers), ...(body && { 'content-length': Buffer.byteLength(body) }) },
    }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (chunk) => { text += chunk; });
      res.on('error', reject);
      res.on('end', () => {
        show(`< ${res.statusCode}`);
        for (let i = 0; i < res.rawHeaders.length; i += 2) {
          if (SHOWN.test(res.rawHeaders[i])) show(`< ${res.rawHeaders[i].toLowerCase()}: ${res.rawHeaders[i + 1]}`);
        }
        resolve({ status: res.statusCode, headers: res.headers, body: text });
      });
    });
    req.on('timeout', () => req.destroy(new Error('no answer in 5 s')));
    req.on('error', reject);
    req.end(body);
  });
}

// A script on a page of `origin` calls fetch() with credentials: 'include'.
async function fetchFrom(origin, request, cookie = COOKIE) {
  const asked = { ...request, origin, credentials: 'include' };
  if (needsPreflight(asked)) {
    const names = unsafeNames(request.headers);
    const answer = await send({
      method: 'OPTIONS',
      path: request.path,
      headers: [
        ['origin', origin],
        ['access-control-request-method', request.method],
        ...(names.length > 0 ? [['access-control-request-headers', names.join(',')]] : []),
      ],
    });
    const failure = preflightCheck(asked, answer);
    if (failure) {
      print(`browser: does not send the ${request.method} (${failure})`);
      return;
    }
  }
  const response = await send({ ...request, headers: [['origin', origin], ...request.headers, cookie] });
  const failure = corsCheck(asked, response);
  if (failure) {
    print(`browser: TypeError for the script (${failure})`);
  } else {
    print(`browser: script reads ${response.status}, ${readableNames(asked, response).join(', ')}`);
    print(`         ${response.body}`);
  }
}

// Asked without an Origin, as curl would.
async function count() {
  const { body } = await send({ method: 'GET', path: '/payments', headers: [COOKIE] }, { quiet: true });
  print(`server:  payments made: ${JSON.parse(body).length}`);
}

await scene('careless', 'A string as body, careless API', 'careless', async () => {
  await fetchFrom(APP, stringPost);
  await count();
});

await scene('careful', 'JSON with a key, careful API', 'careful', async () => {
  await fetchFrom(APP, jsonPost);
  await count();
});

await scene('string', 'A string as body, careful API', 'careful', async () => {
  await fetchFrom(APP, stringPost);
  await count();
});

await scene('unlisted', 'A page that is not on the list', 'careful', async () => {
  await fetchFrom(BLOG, jsonPost);
  await count();
});

await scene('form-careless', 'A form of that page, careless API', 'careless', async () => {
  await send(formPost);
  await count();
});

await scene('form-careful', 'A form of that page, careful API', 'careful', async () => {
  await send(formPost);
  await count();
});

await scene('expired', 'An expired session', 'careful', async () => {
  await fetchFrom(APP, jsonPost, ['cookie', '__Host-session=expired']);
});

await scene('broken', 'A failure behind the policy', 'broken', async () => {
  await fetchFrom(APP, jsonPost);
});

await scene('origins', 'GET /payments, by many origins', 'careful', async () => {
  const origins = [APP, undefined, 'http://app.shop.example', `${APP}:8443`, `${APP}.evil.example`,
    'https://evil-app.shop.example', 'null'];
  for (const origin of origins) {
    const headers = [COOKIE, ...(origin ? [['origin', origin]] : [])];
    const got = await send({ method: 'GET', path: '/payments', headers }, { quiet: true });
    const allowed = got.headers['access-control-allow-origin'] === origin && origin ? 'may read' : '-';
    print(`${(origin ?? '(none: curl)').padEnd(38)} ${got.status}  vary: ${got.headers.vary ?? '-'}  ${allowed}`);
  }
});

// Ways to check an origin that are in production somewhere. None of them is in cors.mjs.
await anchored('matchers', 'Checks that accept too much', () => {
  const checks = [
    ["origin.endsWith('shop.example')", (origin) => origin.endsWith('shop.example')],
    ['/^https:\\/\\/app.shop.example/', (origin) => /^https:\/\/app.shop.example/.test(origin)],
    ['/shop\\.example/', (origin) => /shop\.example/.test(origin)],
  ];
  const strangers = ['https://evilshop.example', 'https://app.shop.example.evil.example',
    'https://app-shop.example', 'http://app.shop.example', 'https://forgotten.shop.example'];
  for (const [text, accepts] of checks) {
    print(text);
    for (const origin of strangers.filter(accepts)) print(`    accepts ${origin}`);
  }
});
