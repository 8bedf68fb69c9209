/**
 * @file Keeping the whole book in this browser: saving, updating, removing.
 *
 * The script `offline.js`, after `words.js`. It runs on the page `offline.html`, which has the
 * controls, and on every page of a saved book, where it only says that a new edition is ready.
 * Invariant: nothing is registered, stored or replaced unless the reader asks for it.
 */

const ENGLISH = {
  offline_saving: "Saving: {done} of {total} files.",
  offline_saved: "Saved. The whole book opens without a network now.",
  offline_kept: "The whole book is saved in this browser.",
  offline_removed: "Removed. Your progress is still here.",
  offline_lost: "Not saved: a file could not be loaded, or the site was being renewed. Try again.",
  offline_full: "Not saved: this browser has no room for it.",
  offline_refused: "Not saved: this browser does not allow it here. A private window often does not.",
  offline_unable: "This browser cannot keep a site, or the address is not a secure one (https).",
  offline_from_disk: "You are reading from a disk: everything is here already.",
  offline_update: "A new edition of this book is ready.",
  offline_use: "Use it now",
  offline_other: "Another tab uses a new edition of this book. Reload this page when it suits you.",
};

const element = document.documentElement;
const scope = new URL(element.dataset.root || "./", location);
const panel = document.querySelector("[data-offline]");
const workers = navigator.serviceWorker;
const find = (name) => panel && panel.querySelector(`[data-offline-${name}]`);
/** Whether this tab has asked for the new edition. */
let swapping = false;
/** Why the last attempt to save failed, as the worker told it. */
let reason = "lost";

function tell(text) {
  const status = find("status");
  if (status) {
    status.textContent = text;
  }
}

function show(name, visible) {
  const part = find(name);
  if (part) {
    part.hidden = !visible;
  }
}

/** Shows which of the controls make sense. */
function showControls(saved, saving = false) {
  const focused = panel && panel.contains(document.activeElement) && document.activeElement;
  show("save", !saved && !saving);
  show("remove", saved);
  show("bar", saving);
  // What is pressed may go: the focus must not fall back to the top of the page.
  if (focused && focused.hidden) {
    find("status").focus();
  }
}

/** Asks a waiting edition to take over; the page loads anew when it has. */
function swap(registration) {
  if (!registration.waiting) {
    // Another tab has let it take over.
    window.location.reload();
    return;
  }
  swapping = true;
  registration.waiting.postMessage("coursebook swap");
}

/** One notice is enough: its button takes whichever edition waits when it is pressed. */
let isOffered = false;

/** Offers an edition that is stored and waits. */
function offer(registration) {
  if (isOffered) {
    return;
  }
  isOffered = true;
  const use = make("button", { type: "button", textContent: say("offline_use") });
  use.addEventListener("click", () => swap(registration));
  if (panel) {
    tell(`${say("offline_update")} `);
    find("status").append(use);
  } else if (window.coursebookProgress) {
    window.coursebookProgress.notify(say("offline_update"), [use]);
  }
}

/** Attends to an edition that comes while the page is open. */
function attend(registration) {
  const follow = (worker) => {
    if (!worker) {
      return;
    }
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller) {
        offer(registration);
      } else if (worker.state === "activated" && !swapping) {
        showControls(true);
        tell(say("offline_saved"));
      } else if (worker.state === "redundant" && worker !== registration.active) {
        showControls(Boolean(registration.active));
        tell(say(`offline_${reason}`));
      }
    });
  };
  if (registration.waiting) {
    offer(registration);
  }
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}

async function save() {
  showControls(false, true);
  if (navigator.storage && navigator.storage.persist) {
    // Who saves a book does not want the browser to clear it away.
    navigator.storage.persist().catch(() => {});
  }
  const bar = find("bar");
  bar.removeAttribute("value");
  try {
    attend(await workers.register(new URL("sw.js", scope), { scope: scope.pathname, updateViaCache: "none" }));
  } catch (error) {
    showControls(false);
    tell(say(error.name === "SecurityError" ? "offline_refused" : "offline_lost"));
  }
}

async function remove() {
  const registration = await workers.getRegistration(scope);
  const family = `coursebook ${book} ${scope.pathname} `;
  if (registration) {
    await registration.unregister();
  }
  const names = (await caches.keys()).filter((name) => name.startsWith(family));
  await Promise.all(names.map((name) => caches.delete(name)));
  showControls(false);
  tell(say("offline_removed"));
}

/** What the worker tells of its work. */
function onMessage({ data }) {
  if (!data || data.coursebook !== book || !panel) {
    return;
  }
  if (data.failed) {
    reason = data.failed;
    return;
  }
  const bar = find("bar");
  if (bar.hidden) {
    // It is done with already: messages and changes of state come in no order.
    return;
  }
  Object.assign(bar, { max: data.total, value: data.done });
  bar.textContent = say("offline_saving", data);
  // Not every file: whoever listens would hear nothing else.
  if (data.done === data.total || data.done % 25 === 1) {
    tell(say("offline_saving", data));
  }
}

function onControllerChange() {
  if (swapping) {
    location.reload();
  } else if (hadController && window.coursebookProgress) {
    window.coursebookProgress.notify(say("offline_other"));
  }
  hadController = true;
}

let hadController = Boolean(workers && workers.controller);

async function start() {
  if (location.protocol === "file:") {
    tell(say("offline_from_disk"));
    return;
  }
  if (!workers || !window.caches) {
    tell(say("offline_unable"));
    return;
  }
  workers.addEventListener("message", onMessage);
  workers.addEventListener("controllerchange", onControllerChange);
  workers.startMessages();
  const registration = await workers.getRegistration(scope);
  const saved = Boolean(registration && registration.active && registration.scope === scope.href);
  showControls(saved, Boolean(registration && registration.installing && !saved));
  if (saved) {
    tell(say("offline_kept"));
  }
  if (registration && registration.scope === scope.href) {
    attend(registration);
  }
  if (panel) {
    find("save").addEventListener("click", save);
    find("remove").addEventListener("click", remove);
  }
}

start();

/** Where the browser can install the site as an app, it says so with an event. */
window.addEventListener("beforeinstallprompt", (event) => {
  const install = find("install");
  if (install) {
    event.preventDefault();
    install.hidden = false;
    install.querySelector("button").addEventListener("click", () => event.prompt(), { once: true });
  }
});
