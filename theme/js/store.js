/**
 * @file The progress module's side of the page: the browser's storage, which it is lent, and what
 * this browser notes for itself.
 *
 * A part of the script `progress.js`, between `notices.js` and `items.js`. Invariant: whatever
 * the storage throws ends here; the module learns only that it was refused. Notes are facts that
 * can be found out again: whoever loses them loses no progress.
 */

/** Before all keys of this book and this version of the format. */
const prefix = `cb1:${book}:`;
/** Before what this browser notes for itself: facts that no copy takes along. */
const localPrefix = `cbl:${book}:`;

/** The module's functions, once it runs; null if it cannot. */
let store = null;
let names = [];
let taken = [];

/** Gives what `action` gives, or `otherwise` where the browser refuses its storage. */
function tryStorage(action, otherwise) {
  try {
    return action(window.localStorage);
  } catch {
    return otherwise;
  }
}

/** What the module calls, by these names. A name is a storage key without the book's prefix. */
const page = {
  getItem: (name) => tryStorage((storage) => storage.getItem(prefix + name), null),
  setItem: (name, text) => tryStorage((storage) => (storage.setItem(prefix + name, text), true), false),
  removeItem: (name) => tryStorage((storage) => (storage.removeItem(prefix + name), true), false),
  nameAt(place) {
    if (place === 0) {
      const keys = tryStorage(Object.keys, []).filter((key) => key.startsWith(prefix));
      // Sorted, the names are quickly put in order by the module.
      names = keys.map((key) => key.slice(prefix.length)).sort();
    }
    return names[place];
  },
  takeAttempt(time, rev, outcome, tries, confidence, answer) {
    taken.push({ time, rev, outcome, tries, confidence, answer });
  },
  takeEntry(name, text) {
    taken.push([prefix + name, text]);
  },
};

/** What a function of the module that lists things hands over. */
function listed(list) {
  taken = [];
  list();
  return taken;
}

/** All progress of this book as the text of a JSON file. */
function exportText() {
  return JSON.stringify(Object.fromEntries(listed(store.listEntries)), null, 1);
}

/** What this browser noted under a name; an empty text if nothing. */
function local(name) {
  return tryStorage((storage) => storage.getItem(localPrefix + name), null) || "";
}

/** Notes something under a name, or forgets it where the text is empty. */
function setLocal(name, text) {
  if (local(name) !== text) {
    tryStorage((storage) => (text ? storage.setItem(localPrefix + name, text) : storage.removeItem(localPrefix + name)), null);
  }
}

/** The names under which something is noted that begin with `start`. */
function localNames(start) {
  const keys = tryStorage(Object.keys, []).filter((key) => key.startsWith(localPrefix + start));
  return keys.map((key) => key.slice(localPrefix.length));
}

/** Whether the storage takes so many letters more. */
function hasRoom(letters) {
  const key = `${localPrefix}room`;
  return tryStorage((storage) => {
    storage.setItem(key, " ".repeat(letters));
    storage.removeItem(key);
    return true;
  }, false);
}
