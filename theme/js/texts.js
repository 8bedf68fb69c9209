/**
 * @file The learner's own texts besides answers: notes, bookmarks, settings. `ownTexts` lists them.
 *
 * A part of the scripts `page.js` and `learner.js`. They are records like the drafts
 * of answers, under names that no question has: a letter, a slash, and what they are about
 * (`n/chapter#heading`, `b/chapter#heading`, `s/plan`, `s/place`); `coursebookProgress.draft` reads one, and
 * `setDraft` keeps or, with an empty text, deletes it.
 */

/** How the names of notes and of bookmarks begin. */
const [NOTES, BOOKMARKS] = ["n/", "b/"];

/** The texts whose names begin with `start`: pairs of the rest of the name and the text. */
function ownTexts(progress, start) {
  const begin = `cb1:${book}:d:${start}`;
  const own = progress.entries().filter(([key]) => key.startsWith(begin));
  // Before the first comma of a record is its time; one without a text was deleted.
  const texts = own.map(([key, record]) => [key.slice(begin.length), record.slice(record.indexOf(",") + 1)]);
  return texts.filter(([, text]) => text);
}
