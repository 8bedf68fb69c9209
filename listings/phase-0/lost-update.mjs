// Ten buyers, one thread, one counter. Run: node lost-update.mjs
import { setTimeout as sleep } from 'node:timers/promises';

let stock = 10; // stands for a row in a database

async function readStock() {
  await sleep(5); // a round trip
  return stock;
}

async function writeStock(value) {
  await sleep(5);
  stock = value;
}

async function buyOne() {
  const seen = await readStock();
  await writeStock(seen - 1); // nine other buyers have read the same number
}

await Promise.all(Array.from({ length: 10 }, buyOne));
console.log(`sold 10 of 10, the counter says ${stock}`);
