/**
 * @file The progress module's side of the page: the browser's storage, which it is lent, and the
 * entries that go into a file and come from one.
 *
 * A part of the script `progress.js`, between `notices.js` and `progress.js`. Invariant: whatever
 * the storage throws ends here; the module learns only that it was refused.
 */

/** In bytes: more than a browser lets one site store. */
const LONGEST_IMPORT = 8 << 20;
/** Before all keys of this book and this version of the format. */
const prefix = `cb1:${book}:`;

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

/** The storage keys and texts of an exported file; none if it is not one. */
function entriesOf(text) {
  try {
    const entries = Object.entries(JSON.parse(text));
    return entries.filter(([, value]) => typeof value === "string");
  } catch {
    return [];
  }
}

/** Merges this book's entries, or only counts what that would do, by the module's numbers. */
function importEntries(entries, write) {
  const counts = [0, 0, 0, 0];
  for (const [key, value] of entries.filter(([name]) => name.startsWith(prefix))) {
    counts[store.importEntry(key.slice(prefix.length), value, write)] += 1;
  }
  return counts;
}
