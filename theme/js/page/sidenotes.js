/**
 * @file Footnotes beside the lines that refer to them, where the page is wide enough.
 *
 * A part of the script `page.js`. The notes stay where they are in the document, at its end: only
 * their place on the screen changes. Invariant: a note never covers another, nor what is wider than
 * the text; on paper and on narrow pages all stand at the end.
 */

/** In CSS pixels: the narrowest and the widest column of notes, and the blanks around it. */
const NARROWEST = 150;
const WIDEST = 260;
const GAP = 28;
const BETWEEN = 14;

const content = document.querySelector(".content");
const notes = content && content.querySelector(":scope > .footnotes");

/** The first reference to a note. */
function referenceTo(note) {
  const back = note.querySelector("[role=doc-backlink]");
  return back && document.getElementById(decodeURIComponent(back.hash.slice(1)));
}

/** Where on the page things stand that are wider than the text, from top to bottom. */
function wideParts(edge, top) {
  const boxes = [...content.children].filter((child) => child !== notes).map((child) => child.getBoundingClientRect());
  return boxes.filter(({ right, height }) => height > 0 && right > edge + 1).map((box) => [box.top - top, box.bottom - top]);
}

/** The place nearest to `wanted` that is free for a note of this height; `taken` is in order. */
function freePlace(wanted, height, taken) {
  let [from, best] = [0, Infinity];
  for (const [start, end] of [...taken, [Infinity, Infinity]]) {
    const last = start - BETWEEN - height;
    const place = Math.max(from, Math.min(wanted, last));
    if (place <= last && Math.abs(place - wanted) < Math.abs(best - wanted)) {
      best = place;
    }
    from = Math.max(from, end + BETWEEN);
  }
  return best;
}

function layOutNotes() {
  const paragraph = content.querySelector(":scope > p");
  const items = all(":scope > ol > li", notes);
  const page = content.parentElement.getBoundingClientRect();
  const edge = paragraph ? paragraph.getBoundingClientRect().right : page.right;
  const width = Math.min(WIDEST, page.right - edge - GAP);
  const isBeside = window.matchMedia("screen and (min-width: 64rem)").matches && root.dir !== "rtl" && width >= NARROWEST;
  notes.classList.toggle("are-beside", isBeside);
  if (!isBeside) {
    items.forEach((item) => item.removeAttribute("style"));
    return;
  }
  const { top, left } = content.getBoundingClientRect();
  const taken = wideParts(edge, top);
  for (const item of items) {
    const reference = referenceTo(item);
    const wanted = reference ? reference.getBoundingClientRect().top - top : 0;
    Object.assign(item.style, { left: `${edge - left + GAP}px`, width: `${width}px` });
    const { height } = item.getBoundingClientRect();
    const place = freePlace(wanted, height, taken);
    Object.assign(item.style, { top: `${place}px` });
    taken.push([place, place + height]);
    taken.sort(([a], [b]) => a - b);
  }
}

if (notes) {
  let isWaiting = false;
  const layOutSoon = () => {
    if (!isWaiting) {
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        layOutNotes();
      });
    }
  };
  new ResizeObserver(layOutSoon).observe(content);
  window.addEventListener("resize", layOutSoon);
  window.addEventListener("afterprint", layOutSoon);
  layOutSoon();
}
