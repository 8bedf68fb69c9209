/**
 * @file Where the reader is: chapter and heading, so that the home page leads back there.
 *
 * A part of the script `page.js`. Invariant: it is a note of this browser, which no copy takes
 * along; it is written only once the reader has come to a heading, or stays on a page.
 */

/** Whoever looks at a page for less is only passing. */
const STAY = 8000;

/** Notes the place as chapter, heading's id, heading's words, parted by tabs. */
function notePlace(link) {
  const { chapter } = root.dataset;
  if (!chapter || document.querySelector(".home, .glossary") || (!link && !hasStayed)) {
    return;
  }
  const heading = link ? decodeURIComponent(link.hash.slice(1)) : "";
  const words = link ? link.textContent.replace(/\s+/g, " ") : "";
  withStorage((storage) => storage.setItem(localName("place"), [chapter, heading, words].join("\t")));
}

let hasStayed = false;
setTimeout(() => {
  hasStayed = true;
  notePlace(outline && outline.querySelector("[aria-current]"));
}, STAY);
