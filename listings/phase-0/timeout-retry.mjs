// A client that gives up too early, and retries. Run: node timeout-retry.mjs
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const charges = [];

const server = createServer(async (req, res) => {
  charges.push(4200); // the effect, in cents: it is done before the answer is sent
  await sleep(1500); // a slow disk, a paused process, a full queue
  res.end('charged');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const url = `http://127.0.0.1:${server.address().port}/payments`;

async function pay() {
  const response = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(500) });
  return response.text();
}

for (let attempt = 1; attempt <= 3; attempt += 1) {
  try {
    console.log(`attempt ${attempt}: ${await pay()}`);
    break;
  } catch (error) {
    console.log(`attempt ${attempt}: ${error.name}`);
  }
}
console.log(`charges made by the server: ${charges.length}`);
process.exit(0); // do not wait for the answers that nobody reads any more
