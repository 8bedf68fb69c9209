/**
 * @file What a page shows of the learner's progress, and `window.coursebookProgress` for quizzes.
 *
 * The rules (what counts, what merges, what is stored) are in the WebAssembly module; here is the
 * page only. The build puts before this text, in one function: `runtime`, the module's glue, and
 * `runtimeBytes`, which makes the module; `words.js`; `files.js`; `notices.js`; `store.js`;
 * `items.js`; `reminders.js`. Invariant: nothing read from the store is written back, and whatever
 * fails, the page stays usable and says what is not saved.
 */

const STATES = ["unseen", "learning", "done", "skipped"];
const UNSEEN = 0;
const LEARNING = 1;
const DONE = 2;
const SKIPPED = 3;
const MARKS = ["", "", "✓", "–"];

const listeners = new Set();

let started = false;
let refreshing = false;
let askedToPersist = false;

function showBoxes() {
  for (const box of all(".task-box[data-task]")) {
    box.checked = store ? store.isTicked(idsOf(box, "task")) : box.checked;
    box.disabled = false;
  }
}

function showChapterState(control) {
  const { state, done, total } = tally(control.dataset.chapterState);
  const suggests = total > 0 && done === total && state !== DONE && state !== SKIPPED;
  for (const choice of control.querySelectorAll("input")) {
    choice.checked = choice.value === STATES[state];
  }
  const count = total > 0 ? say(suggests ? "all_done" : "done_of_total", { done, total }) : "";
  const status = control.querySelector("[role=status]");
  if (status.textContent !== count) {
    status.textContent = count;
  }
  control.querySelector("button").hidden = !suggests;
  control.hidden = false;
}

/** Fills a place beside a chapter's link: text, a class, and words for those who do not see it. */
function showNavigation(place, { state, done, total }) {
  const count = total > 0 ? `${done}/${total}` : "";
  const words = [total > 0 ? say("count", { done, total }) : "", say(`state_${STATES[state]}`)];
  place.textContent = [MARKS[state], count].filter(Boolean).join(" ");
  place.className = `nav-progress state-${STATES[state]}`;
  if (place.textContent) {
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", words.filter(Boolean).join(", "));
  } else {
    place.removeAttribute("role");
    place.removeAttribute("aria-label");
  }
}

/** Shows the navigation's counts and the whole book's: what the learner skips counts in neither. */
function showTotals() {
  const tallies = new Map([...chapters.keys()].map((id) => [id, tally(id)]));
  for (const id of Object.keys(known).filter((each) => tallies.has(each))) {
    setLocal(`done:${id}`, String(tallies.get(id).done || ""));
  }
  for (const place of all("[data-progress-for]")) {
    const found = tallies.get(place.dataset.progressFor);
    if (found) {
      showNavigation(place, found);
    }
  }
  const counted = [...tallies.values()].filter(({ state }) => state !== SKIPPED);
  const sum = (name) => counted.reduce((number, each) => number + each[name], 0);
  const total = sum("total");
  const text = total > 0 ? say("done_of_total", { done: sum("done"), total }) : "";
  for (const place of all("[data-progress-total]").filter(({ textContent }) => textContent !== text)) {
    place.textContent = text;
  }
}

function show() {
  showBoxes();
  if (store) {
    all("[data-chapter-state]").forEach(showChapterState);
    showTotals();
    showDue();
  }
  showTroubles();
}

/** Shows everything anew, once for however many changes come together. */
function refresh() {
  if (refreshing || !started) {
    return;
  }
  refreshing = true;
  setTimeout(() => {
    refreshing = false;
    show();
    listeners.forEach((callback) => callback());
  }, 0);
}

/** Another tab may have written: what was read is no longer sure. */
function rereadAndRefresh() {
  if (store) {
    store.forget();
  }
  refresh();
}

/** Shows what is not saved, or was not readable. */
function showTroubles() {
  if (!store) {
    warn("runtime_failed", hasItems());
    return;
  }
  const blocked = tryStorage((storage) => storage.length < 0, true);
  const unsaved = store.unsaved();
  const unreadable = store.quarantined();
  const save = () => [button("download_progress", download)];
  warn("storage_blocked", blocked && (unsaved > 0 || hasItems()), save());
  warn("storage_full", !blocked && unsaved > 0, save(), { n: unsaved });
  warn("storage_unreadable", unreadable > 0, save(), { n: unreadable });
}

/** Whether the page has anything to save, or is about what is saved. */
function hasItems() {
  return document.querySelector("[data-task], [data-question], .learner") !== null;
}

/** Hands the learner all progress of this book as a file. */
function download() {
  if (!store) {
    return;
  }
  const day = new Date().toISOString().slice(0, 10);
  saveFile(`${book}-progress-${day}.json`, "application/json", exportText());
  noteCopy();
  refresh();
}

/** A chapter in which the learner did something is begun, if nothing was said of it before. */
function begin(chapter) {
  if (chapter && store && store.chapterState(chapter) === UNSEEN) {
    store.setChapterState(chapter, LEARNING);
  }
}

/** What every write by the learner brings with it. */
function wrote() {
  askToPersist();
  const perFile = location.protocol === "file:" && /Firefox\//.test(navigator.userAgent);
  warn("storage_per_file", perFile && chapters.size > 1 && document.querySelectorAll("[data-chapter]").length < 2);
  refresh();
}

/** Asks the browser not to clear the storage. Firefox would bother the reader with a question. */
function askToPersist() {
  const { storage } = navigator;
  if (askedToPersist || location.protocol !== "https:" || /Firefox\//.test(navigator.userAgent)) {
    return;
  }
  askedToPersist = true;
  if (storage && storage.persist) {
    storage.persist().catch(() => {});
  }
}

function onChange(event) {
  const { target } = event;
  const control = target.closest("[data-chapter-state]");
  if (store && target.matches(".task-box[data-task]")) {
    store.setTicked(target.dataset.task, target.checked);
    begin(chapterOf(target));
  } else if (store && control) {
    store.setChapterState(control.dataset.chapterState, STATES.indexOf(target.value));
  } else {
    return;
  }
  wrote();
}

function onClick(event) {
  const pressed = event.target.closest("button");
  if (store && pressed && pressed.matches(".chapter-state-done")) {
    const control = pressed.closest("[data-chapter-state]");
    store.setChapterState(control.dataset.chapterState, DONE);
    // The button goes: the focus must not fall back to the top of the page.
    control.querySelector("input[value=done]").focus();
    wrote();
  }
}

function listen() {
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  all(".task-box, [data-chapter-state]").forEach(keepKeysInside);
  window.addEventListener("storage", (event) => {
    const { key } = event;
    // Where another tab is being read, and which tabs of code it shows, concerns this one nothing.
    const isOwn = [`${prefix}d:s/place`, `${localPrefix}tabs`].includes(key);
    if (key === null || ((key.startsWith(prefix) || key.startsWith(localPrefix)) && !isOwn)) {
      rereadAndRefresh();
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      rereadAndRefresh();
    }
  });
}

/** Runs `action` on the module and shows what it changed; gives `otherwise` where none runs. */
function change(action, otherwise) {
  if (!store) {
    return otherwise;
  }
  const result = action(store);
  wrote();
  return result;
}

async function start() {
  if (!host) {
    return;
  }
  try {
    await runtime({ module_or_path: runtimeBytes() });
    store = runtime;
  } catch (error) {
    console.warn("Coursebook: the progress module does not run.", error);
  }
  notices();
  listen();
  show();
  started = true;
}

/**
 * The learner's progress, for the quizzes of the page and the pages about the learner. A question
 * key is `quiz/question`, optionally followed by the question's former keys, parted by blanks; a
 * task's id likewise.
 */
window.coursebookProgress = {
  /** Settled when everything below works; also where nothing can be saved. */
  ready: start(),

  /** Whether there is a store at all: without WebAssembly every call does nothing. */
  works: () => store !== null,

  /** Whether a task is ticked. */
  isTicked: (ids) => store !== null && store.isTicked(ids),

  /** Ticks or unticks a task. */
  setTicked: (id, ticked) => change((module) => module.setTicked(id, ticked), false),

  /** Where the learner stands with a chapter: 0 unseen, 1 learning, 2 done, 3 skipped. */
  chapterState: (id) => (store ? store.chapterState(id) : UNSEEN),

  /** Says where the learner stands with a chapter. */
  setChapterState: (id, state) => change((module) => module.setChapterState(id, state), false),

  /** Whether a question was once right, or its answer shown; of several parted by `|`, one. */
  isSettled: (item) => store !== null && isDone(item),

  /**
   * Adds an attempt to a question's log: outcome 0 wrong, 1 partly right, 2 right, 3 right with
   * help, 4 answer shown; confidence 0 not said, 1 unsure, 2 sure. False if a value is not valid.
   */
  recordAttempt(key, rev, outcome, tries, confidence, answer) {
    const recorded = change((module) => {
      const valid = module.recordAttempt(key, rev, outcome, tries, confidence, answer);
      begin(chapterOfQuestion(key.split(" ")[0]));
      return valid;
    }, false);
    noteDue(key);
    nudge();
    return recorded;
  },

  /** The attempts at a question since its last reset, newest last. */
  attempts: (key) => (store ? listed(() => store.listAttempts(key)) : []),

  /** Lets a question's attempts no longer count; returns what `undoReset` needs. */
  resetQuestion(key) {
    const mark = change((module) => module.resetQuestion(key), 0);
    noteDue(key);
    return mark;
  },

  /** Undoes a reset. */
  undoReset(key, mark) {
    const undone = change((module) => module.setResetMark(key, mark), false);
    noteDue(key);
    return undone;
  },

  /** What the learner is writing in answer to a question; or another text, see `texts.js`. */
  draft: (key) => (store ? listed(() => store.listDraft(key))[0][1] : ""),

  /** Keeps what the learner is writing; an empty text deletes it. */
  setDraft: (key, text) => change((module) => module.setDraft(key, text), false),

  /** All that is kept of this book: pairs of storage key and text. */
  entries: () => (store ? listed(store.listEntries) : []),

  /**
   * Merges such pairs, or only says for each what that would do: 0 it is added, 1 it is later than
   * ours, 2 ours is kept, 3 it is no record of this book.
   */
  importEntries(entries, write) {
    const take = ([key, text]) => (key.startsWith(prefix) ? store.importEntry(key.slice(prefix.length), text, write) : 3);
    if (!store) {
      return entries.map(() => 3);
    }
    return write ? change(() => entries.map(take), []) : entries.map(take);
  },

  /** Calls back after every change, by this tab or another; returns a function that ends it. */
  onChange(callback) {
    listeners.add(callback);
    return () => listeners.delete(callback);
  },

  /** Shows a message that can be dismissed, with buttons. */
  notify: (message, buttons) => notify(message, buttons),

  /** Hands over all progress as a file. */
  download,

  /** Facts that this browser notes for itself, guarded like everything that is stored. */
  notes: {
    get: local,
    set: setLocal,
    names: localNames,
    hasRoom,
    copied: noteCopy,
    showDue,
    /** Keeps a text that the learner did not write, so that it neither shows nor asks anything. */
    keep: (key, text) => store !== null && store.setDraft(key, text),
  },
};
