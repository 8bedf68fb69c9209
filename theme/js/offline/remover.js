/**
 * @file The service worker that takes the site out of the browser again: the remote switch.
 *
 * Published in the place of `worker.js` where the book does not want to be kept; browsers that have
 * it fetch the new worker by themselves. The build puts `COURSEBOOK_EDITION` before it. Invariant:
 * only caches of this book at this address are touched, and nothing of the reader's progress.
 */

const scope = new URL("./", self.location);
const family = `coursebook ${self.COURSEBOOK_EDITION.book} ${scope.pathname} `;

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith(family));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
