/**
 * @file Files for the reader to keep: `saveFile`.
 *
 * A part of the scripts `progress.js` and `learner.js`, after `words.js`.
 */

/** Hands the reader a text as a file. */
function saveFile(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}
