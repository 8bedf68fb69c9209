/**
 * @file Notices at the foot of the window: `notify` and `warn`.
 *
 * A part of the script `progress.js`, after `words.js`. Invariant: a trouble has one notice, and
 * one that was dismissed does not come back on this page.
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
  storage_per_file: "From disk, this browser keeps the progress of each page apart. The zip’s whole-book.html keeps all of it.",
  runtime_failed: "Your progress is not being saved: this browser does not run the page's WebAssembly.",
  due_count: "{n} due",
  copy_nudge: "This browser may clear what it keeps for a page that is not visited for a week. Answers that are in no copy yet: {n}.",
};

const dismissed = new Set();
/** What had the focus before it came into the notices. */
let focusedBefore = null;

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
    region.addEventListener("focusin", ({ relatedTarget }) => {
      focusedBefore = region.contains(relatedTarget) ? focusedBefore : relatedTarget;
    });
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

/** Takes a notice away. The focus goes on to the next one, or back to where it was before. */
function takeAway(notice) {
  const hadFocus = notice.contains(document.activeElement);
  const other = notice.nextElementSibling || notice.previousElementSibling;
  const next = other ? other.querySelector("button") : focusedBefore;
  notice.remove();
  if (hadFocus && next) {
    next.focus();
  }
}

/** Shows a message until it is dismissed, with buttons before the one that dismisses it. */
function notify(message, buttons = [], key = "", onDismiss = () => {}) {
  const dismiss = button("dismiss", () => {
    dismissed.add(key);
    takeAway(notice);
    onDismiss();
  });
  const actions = make("div", { className: "notice-actions" }, ...buttons, dismiss);
  const notice = make("div", { className: "notice" }, make("p", { textContent: message }), actions);
  notice.dataset.notice = key;
  notices().append(notice);
}

/** Shows the one notice of a trouble, or takes it away where there is none any more. */
function warn(key, troubled, buttons = [], values = {}, onDismiss = undefined) {
  const shown = document.querySelector(`.notice[data-notice="${key}"]`);
  if (!troubled && shown) {
    takeAway(shown);
  } else if (troubled && shown) {
    shown.querySelector("p").textContent = say(key, values);
  } else if (troubled && !dismissed.has(key)) {
    notify(say(key, values), buttons, key, onDismiss);
  }
}

