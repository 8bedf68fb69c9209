/**
 * @file The texts of the pages Review, All questions and Progress that hold numbers or names, and
 * what their scripts share.
 *
 * A part of the script `learner.js`, after the common `words.js`. What never changes on these
 * pages is in their templates.
 */

const ENGLISH = {
  chapter_unseen: "Not started",
  chapter_learning: "Learning",
  chapter_done: "Done",
  chapter_skipped: "Skipped",
  state_of: "State of {chapter}",
  of_total: "{done} of {total}",
  percent: "{n} %",
  no_runtime: "This browser does not run the page's WebAssembly, so nothing is known of your progress here.",

  review_due: "Due: {n}.",
  review_errors: "Wrong though you were sure: {n}.",
  review_fresh: "New, in chapters that you have begun: {n}.",
  review_none_due: "Nothing is due now. Next: {date}.",
  review_nothing: "Nothing is due. Once you have answered questions in the chapters, they come back here.",
  review_start: "Review {n}",
  review_new: "Take {n} new ones",
  practise_none: "No question is like that.",
  session_count: "Question {at} of {total}",
  session_next: "Next question",
  session_skip: "Leave this one out",
  session_finish: "Finish",
  session_failed: "This question could not be loaded. Its place in the chapter has it: follow the link above.",
  summary_counts: "Right: {right}. Wrong: {wrong}. Left out: {left}.",
  summary_due_now: "Due now: {n}.",
  summary_next: "The next question is due on {date}.",

  list_shown: "Questions shown: {n} of {total}",
  question_new: "Not answered yet",
  question_wrong: "Last answer wrong",
  question_due: "Due",
  question_mastered: "Mastered",
  question_changed: "Changed since answered",

  next_due: "Review what is due: {n}",
  next_wrong: "Look again at what went wrong: {n}",
  next_continue: "Go on with {chapter}",
  next_begin: "Begin with {chapter}",
  next_all_done: "Every chapter is done. The page Review keeps it that way.",

  plan_none: "There is no plan yet.",
  plan_this_week: "This week",
  plan_next: "After that",
  plan_until: "until {date}",
  marks_none: "There are none yet.",
  mark_bookmark: "Bookmark",
  mark_delete: "Delete",
  mark_delete_of: "Delete note and bookmark: {heading}",
  mark_deleted: "Deleted: {heading}.",

  storage_kept: "This browser has promised not to clear this site's storage by itself.",
  storage_may_go: "This browser may clear this site's storage by itself, for want of room or because you have not come for a while. A copy is safe from that.",
  storage_asked: "The browser did not promise it. Most do once a page is visited often, bookmarked or installed.",
  last_copy: "Last copy taken in this browser: {date}.",
  no_copy: "No copy has been taken in this browser yet.",
  copy_done: "The text is on the clipboard, and below.",
  copy_by_hand: "The text is selected below: copy it.",
  copy_empty: "There is nothing to copy yet.",
  import_nothing_chosen: "Choose a file or paste a text first.",
  import_counts: "Added: {added}. Newer there, which replace what is here: {newer}. Newer here, which stay: {older}. The same: {same}. Unreadable, left out: {invalid}.",
  import_nothing: "There is nothing new for this book in it.",
  import_done: "Items brought in: {n}.",
  import_elsewhere: "Not in this edition",
  import_settings: "Your plan, and where you read last",
  import_broken: "That is no whole copy of progress: it may be cut off, or something else. Nothing was changed.",
  import_newer: "That copy was made by a newer version of this book. Reload the page, then bring it in again. Nothing was changed.",
  import_other_book: "That is a copy of another book, \u201c{book}\u201d. Nothing was changed.",
  import_too_large: "That is larger than 10 MB, which no copy of progress is. Nothing was changed.",
  import_too_many: "That holds more than 200,000 entries, which no copy of progress does. Nothing was changed.",
  import_cannot_unpack: "This browser cannot unpack that text. Use a downloaded file instead. Nothing was changed.",
  import_no_room: "This browser has no room for all of that. Nothing was changed.",

  reset_done: "Reset: {what}. Ticks: {ticks}, questions: {questions}.",
  reset_nothing: "There is nothing to reset in it.",
  reset_undone: "Everything is as it was.",
};

const { coursebookProgress: progress, coursebookQuiz: quiz } = window;
const STATES = ["unseen", "learning", "done", "skipped"];
const [UNSEEN, LEARNING, DONE, SKIPPED] = [0, 1, 2, 3];

/** The first element of a selector. */
function find(selector, within = document) {
  return within.querySelector(selector);
}

/** All elements of a selector, as an array. */
function all(selector, within = document) {
  return [...within.querySelectorAll(selector)];
}

/** Shows a text, and leaves a region alone that already says it: it would be read out again. */
function tell(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** What the address says after `#`, as names and values; nothing if it leads to a place. */
function wanted() {
  const said = window.location.hash.slice(1);
  return new URLSearchParams(said.includes("=") ? said : "");
}

