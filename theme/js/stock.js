/**
 * @file Taking progress along and bringing it in on pages that the stock mdBook made, which have no
 * page Progress: a line at the foot of each.
 *
 * The last part of the script `stock.js`, after the whole of `progress.js` and `quiz.js`, and in a
 * function of its own with `words.js` and `learner/copy.js`. Invariant: nothing is written before
 * the learner has agreed.
 */

const ENGLISH = {
  stock_kept: "Your progress is kept in this browser only.",
  stock_download: "Download a copy",
  stock_import: "Bring in a copy:",
  import_question: "Items added by this copy: {added}, updated: {updated}, unchanged: {kept}. Bring it in?",
  import_done: "Items brought in: {n}.",
  import_nothing: "There is nothing new for this book in it.",
  import_broken: "That is no whole copy of progress: it may be cut off, or something else. Nothing was changed.",
  import_newer: "That copy was made by a newer version of this book. Reload the page, then bring it in again. Nothing was changed.",
  import_other_book: "That is a copy of another book, \u201c{book}\u201d. Nothing was changed.",
  import_too_large: "That is larger than 10 MB, which no copy of progress is. Nothing was changed.",
  import_too_many: "That holds more than 200,000 entries, which no copy of progress does. Nothing was changed.",
  import_cannot_unpack: "This browser cannot unpack that text. Use a downloaded file instead. Nothing was changed.",
  import_no_room: "This browser has no room for all of that. Nothing was changed.",
};

const { coursebookProgress: progress } = window;

/** Brings in the file that the learner chose, after telling what it would change. */
async function importFile(input) {
  const [file] = input.files;
  input.value = "";
  if (!file) {
    return;
  }
  try {
    bringIn(await readCopyFile(file));
  } catch (error) {
    progress.notify(say(error.key || "import_broken", error.values));
  }
}

function bringIn(entries) {
  const results = progress.importEntries(entries, false);
  const [added, updated, kept] = [0, 1, 2].map((kind) => results.filter((result) => result === kind).length);
  const letters = entries.reduce((sum, [key, text], place) => sum + (results[place] < 2 ? key.length + text.length : 0), 0);
  if (added + updated === 0) {
    progress.notify(say("import_nothing"));
  } else if (!progress.notes.hasRoom(letters)) {
    progress.notify(say("import_no_room"));
  } else if (window.confirm(say("import_question", { added, updated, kept }))) {
    progress.importEntries(entries, true);
    progress.notify(say("import_done", { n: added + updated }));
  }
}

/** The line at the foot of the page. */
function addCopies() {
  const download = make("button", { type: "button", textContent: say("stock_download") });
  const input = make("input", { type: "file", accept: "application/json,.json" });
  const label = make("label", {}, `${say("stock_import")} `, input);
  const line = make("div", { className: "keep-progress" }, make("p", { textContent: say("stock_kept") }), download, label);
  download.addEventListener("click", () => progress.download());
  input.addEventListener("change", () => importFile(input));
  // The shortcuts of mdBook's pages listen further up.
  line.addEventListener("keydown", (event) => event.stopPropagation());
  (document.querySelector("main") || document.body).append(line);
}

if (progress && document.querySelector("[data-task], [data-question]")) {
  addCopies();
}
