/**
 * @file The words that `page.js` shows, and what its parts share.
 *
 * A part of the script `page.js`, after the common `words.js`.
 */

const ENGLISH = {
  part_done: "{done} of {total} chapters done",
  copy: "Copy",
  copied: "Copied",
  copy_failed: "The browser does not let the page copy. Select the code instead.",
  tabs: "The same in several languages",
  mark_of: "Note or bookmark: {heading}",
  mark_bookmarked: "bookmarked",
  mark_bookmark: "Bookmark this place",
  mark_note: "Your note",
  mark_keep: "Keep",
  mark_cancel: "Cancel",
  mark_edit: "Edit",
  mark_kept: "Kept.",
  mark_not_kept: "This cannot be kept: the name of the heading is too long.",
  mark_deleted: "Deleted.",
};

/** The state of a chapter that is done. */
const DONE = 2;

/** Before what this browser notes for itself of this book. */
const localName = (name) => `cbl:${book}:${name}`;

/** All elements of a selector, as an array. */
function all(selector, within = document) {
  return [...within.querySelectorAll(selector)];
}

/** Does `action` with the storage; where it is blocked, nothing. */
function withStorage(action) {
  try {
    return action(localStorage);
  } catch (error) {
    return null;
  }
}

/** Tells a reader who does not see it; the same words twice are told twice. */
function announce(words) {
  let region = document.querySelector(".announcements");
  if (!region) {
    region = make("p", { className: "announcements" });
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => {
    region.textContent = words;
  }, 50);
}
