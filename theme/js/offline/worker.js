/**
 * @file The service worker: the whole site in the browser, one edition at a time.
 *
 * The build puts before it `COURSEBOOK_EDITION`: the book's id, the edition's version, and for each
 * file its path and its SHA-256. It is registered only by a reader who asks for it. Invariants:
 *
 * - An edition is whole or not there: each file is compared with its hash, and the worker is not
 *   installed before all are stored. What has not changed is taken from the edition before.
 * - An edition stays as long as a tab runs it: a tab that loads something late finds its own file,
 *   because names carry hashes, after the next edition has come, too.
 * - Only caches of this book at this address are touched.
 */

const { book, version, files } = self.COURSEBOOK_EDITION;
const scope = new URL("./", self.location);
const family = `coursebook ${book} ${scope.pathname} `;
const own = family + version;
const hashes = new Map(files);
/** Under these addresses an edition's cache keeps its own list, and which tabs run older editions. */
const LIST = `${scope}?coursebook-list`;
const TABS = `${scope}?coursebook-tabs`;
const AT_ONCE = 6;
const START_PAGE = "index.html";
const NOT_FOUND = "404.html";

/** The address under which a file of the site is stored. */
function keyOf(path) {
  return scope + path.split("/").map(encodeURIComponent).join("/");
}

/** The path in the site that an address means; null if it is none of this site. */
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== scope.origin || !pathname.startsWith(scope.pathname)) {
    return null;
  }
  try {
    const path = decodeURIComponent(pathname.slice(scope.pathname.length));
    return path === "" || path.endsWith("/") ? path + START_PAGE : path;
  } catch {
    return null;
  }
}

async function tell(message) {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  tabs.forEach((tab) => tab.postMessage({ coursebook: book, ...message }));
}

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The names of this book's other editions, and of what is left of them. */
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(family) && name !== own);
}

/** What a cache keeps under one of our own addresses. */
async function kept(cache, address, otherwise) {
  const stored = await cache.match(address);
  return stored ? stored.json() : otherwise;
}

/** The files that other editions have already, by their hash. */
async function known() {
  const found = new Map();
  for (const name of await others()) {
    const cache = await caches.open(name);
    for (const [path, hash] of await kept(cache, LIST, [])) {
      found.set(hash, { cache, path });
    }
  }
  return found;
}

/** A file from the server. It must be the one that this edition was built with. */
async function fetched(path, hash) {
  const response = await fetch(keyOf(path), { cache: "no-cache", redirect: "follow" });
  const bytes = response.ok ? await response.arrayBuffer() : null;
  if (!bytes || (await hashOf(bytes)) !== hash) {
    throw new Error(`${path} is not that of this edition`);
  }
  const type = response.headers.get("content-type") || "application/octet-stream";
  // A new response: one that was redirected may not answer a navigation.
  return new Response(bytes, { headers: { "content-type": type } });
}

/** Stores all files of the edition; those that an interrupted attempt has stored are not loaded again. */
async function store() {
  const cache = await caches.open(own);
  const older = await known();
  const queue = [...files];
  let done = 0;
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [path, hash] = next;
      if (!(await cache.match(keyOf(path)))) {
        const same = older.get(hash);
        const copy = same && (await same.cache.match(keyOf(same.path)));
        await cache.put(keyOf(path), copy || (await fetched(path, hash)));
      }
      done += 1;
      await tell({ done, total: files.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(LIST, new Response(JSON.stringify(files)));
  // What never ran has been overtaken by this.
  for (const name of await others()) {
    const older = await caches.open(name);
    if (!(await older.match(TABS))) {
      await caches.delete(name);
    }
  }
}

async function install() {
  try {
    await store();
  } catch (error) {
    if (!self.registration.active) {
      // Nothing is kept of a book that was not saved. Of an update, what is there saves time later.
      await caches.delete(own);
    }
    await tell({ failed: error.name === "QuotaExceededError" ? "full" : "lost" });
    throw error;
  }
}

/** Notes which tabs run older editions: their files stay for them. */
async function takeOver() {
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const ids = tabs.map(({ id }) => id);
  const running = Object.fromEntries((await others()).map((name) => [name, ids]));
  const cache = await caches.open(own);
  await cache.put(TABS, new Response(JSON.stringify(running)));
  await self.clients.claim();
  await tidy();
}

/** Removes the editions that no tab runs any more. An edition that is still being stored is none of them. */
async function tidy() {
  // The files of one that is about to take over may be those of an older one: after a way back.
  if (self.registration.installing || self.registration.waiting) {
    return;
  }
  const cache = await caches.open(own);
  const running = await kept(cache, TABS, {});
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const alive = new Set(tabs.map(({ id }) => id));
  const left = Object.entries(running).filter(([, ids]) => !ids.some((id) => alive.has(id)));
  for (const [name] of left) {
    await caches.delete(name);
    delete running[name];
  }
  if (left.length > 0) {
    await cache.put(TABS, new Response(JSON.stringify(running)));
  }
}

/** A file of this edition, or of an older one that a tab still runs. */
async function stored(path) {
  for (const name of [own, ...(await others())]) {
    const cache = await caches.open(name);
    const response = await cache.match(keyOf(path));
    if (response) {
      return response;
    }
  }
  return null;
}

/** From the edition first, then from the network; a page that is in neither is the page for what is not there. */
async function answer(request, path) {
  const found = await stored(path);
  if (found) {
    return found;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === "navigate" && (await stored(NOT_FOUND));
    if (page) {
      return new Response(page.body, { status: 404, headers: page.headers });
    }
    throw error;
  }
}

function onFetch(event) {
  const { request } = event;
  const path = request.method === "GET" && !request.headers.has("range") ? pathOf(request.url) : null;
  if (path === null) {
    return;
  }
  if (request.mode !== "navigate") {
    event.respondWith(answer(request, path));
    return;
  }
  event.waitUntil(tidy());
  // Hosts show `page.html` under `page`, too, and lead from a folder's name to the folder.
  if (!hashes.has(path) && hashes.has(`${path}/${START_PAGE}`)) {
    event.respondWith(Response.redirect(`${keyOf(path)}/`, 302));
  } else {
    const page = !hashes.has(path) && hashes.has(`${path}.html`) ? `${path}.html` : path;
    event.respondWith(answer(request, page));
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", onFetch);
self.addEventListener("message", ({ data }) => data === "coursebook swap" && self.skipWaiting());
