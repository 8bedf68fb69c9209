/**
 * @file Where the reader is: chapter and heading, so that the home page leads back there.
 *
 * A part of the script `page.js`. The place is a record of the progress store, `s/place`, so that it
 * goes along with a copy to another device, where the later place counts. Invariant: it is kept when
 * the reader leaves or hides the page, not at every heading that passes by; and only once they have
 * come to a heading, or stayed.
 */

/** Whoever looks at a page for less is only passing. */
const STAY = 8000;
const PLACE = "s/place";

/** Chapter, heading's id, heading's words, parted by tabs; empty as long as there is nothing to keep. */
let place = "";
let hasStayed = false;

function notePlace(link) {
  const { chapter } = root.dataset;
  if (!chapter || document.querySelector(".home, .glossary") || (!link && !hasStayed)) {
    return;
  }
  const heading = link ? decodeURIComponent(link.hash.slice(1)) : "";
  const words = link ? link.textContent.replace(/\s+/g, " ") : "";
  place = [chapter, heading, words].join("\t");
}

function keepPlace() {
  if (place && progress && progress.works()) {
    progress.notes.keep(PLACE, place);
  }
}

setTimeout(() => {
  hasStayed = true;
  notePlace(outline && outline.querySelector("[aria-current]"));
  // A browser that ends without a word takes the place of a few minutes, not of an evening.
  keepPlace();
}, STAY);
window.addEventListener("pagehide", keepPlace);
document.addEventListener("visibilitychange", () => document.hidden && keepPlace());
