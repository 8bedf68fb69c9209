/**
 * @file The interface's texts and the notices at the foot of the window: `say` and `notify`.
 *
 * The first half of the script `progress.js`, which follows it in the same function. Invariant: a
 * trouble has one notice, and one that was dismissed does not come back on this page.
 */

/** Texts, where the site brings none of its own. */
const ENGLISH = {
  state_unseen: "not started",
  state_learning: "learning",
  state_done: "done",
  state_skipped: "skipped",
  count: "{done} of {total}",
  done_of_total: "{done} of {total} done",
  all_done: "All {total} done.",
  dismiss: "Dismiss",
  download_progress: "Download my progress",
  storage_blocked: "Your progress is not being saved: this browser blocks storage for this page. What you do here is kept until you leave the page.",
  storage_full: "The browser's storage is full. Changes that are kept only until you leave the page: {n}.",
  storage_unreadable: "Stored entries that could not be read were set aside: {n}. Everything else is as it was. The download holds them too.",
  storage_per_file: "From disk, this browser keeps the progress of each page apart. It is saved, but other pages do not see it.",
  runtime_failed: "Your progress is not being saved: this browser does not run the page's WebAssembly.",
  import_question: "Items added by this file: {added}, updated: {updated}, unchanged: {kept}. Import it?",
  import_done: "Items imported: {n}.",
  import_nothing: "There is nothing new for this book in that file.",
  import_failed: "That file does not hold exported progress of this book.",
  import_newer: "That file was made by a newer version of this book. Reload the page, then import it again.",
};

const host = document.querySelector("[data-book]");
const book = host ? host.dataset.book : "";
const site = window.COURSEBOOK && window.COURSEBOOK.book === book ? window.COURSEBOOK : null;
const dismissed = new Set();

/** A text of the interface, with `{name}` replaced by the value of that name. */
function say(key, values = {}) {
  const text = (site && site.strings && site.strings[key]) || ENGLISH[key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** A new element with properties and children. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Keeps keys pressed in our controls from the shortcuts of the page around them. */
function keepKeysInside(element) {
  element.addEventListener("keydown", (event) => event.stopPropagation());
}

/** The region that tells of new notices; it must be there before the first. */
function notices() {
  let region = document.querySelector(".notices");
  if (!region) {
    region = make("div", { className: "notices" });
    region.setAttribute("role", "status");
    keepKeysInside(region);
    document.body.append(region);
  }
  return region;
}

/** A button that does `action`. */
function button(label, action) {
  const made = make("button", { type: "button", textContent: say(label) });
  made.addEventListener("click", action);
  return made;
}

/** Shows a message until it is dismissed, with buttons before the one that dismisses it. */
function notify(message, buttons = [], key = "") {
  const dismiss = button("dismiss", () => {
    dismissed.add(key);
    notice.remove();
  });
  const actions = make("div", { className: "notice-actions" }, ...buttons, dismiss);
  const notice = make("div", { className: "notice" }, make("p", { textContent: message }), actions);
  notice.dataset.notice = key;
  notices().append(notice);
}

/** Shows the one notice of a trouble, or takes it away where there is none any more. */
function warn(key, troubled, buttons = [], values = {}) {
  const shown = document.querySelector(`.notice[data-notice="${key}"]`);
  if (!troubled && shown) {
    shown.remove();
  } else if (troubled && shown) {
    shown.querySelector("p").textContent = say(key, values);
  } else if (troubled && !dismissed.has(key)) {
    notify(say(key, values), buttons, key);
  }
}

