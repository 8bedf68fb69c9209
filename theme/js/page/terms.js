/**
 * @file Terms of the glossary: the definition beside the word, for pointer, keyboard and touch.
 *
 * A part of the script `page.js`. A screen reader has the definition from the link itself.
 * Invariant: what is shown can be reached by the pointer and goes away with Escape; the link leads
 * to the glossary.
 */

/** So that the pointer may cross the gap between word and definition. */
const LINGER = 200;

let tip = null;
let tipOf = null;
let tipTimer = 0;

function definitionOf(term) {
  const definition = document.getElementById(term.getAttribute("aria-describedby"));
  return definition ? definition.textContent : "";
}

function showTip(term) {
  clearTimeout(tipTimer);
  if (tipOf === term || !definitionOf(term)) {
    return;
  }
  hideTip();
  tipOf = term;
  tip = make("div", { className: "term-shown", textContent: definitionOf(term) });
  // The link is described by the same words already.
  tip.setAttribute("aria-hidden", "true");
  tip.addEventListener("pointerenter", () => clearTimeout(tipTimer));
  tip.addEventListener("pointerleave", leaveTip);
  document.body.append(tip);
  placeTip(term.getClientRects()[0] || term.getBoundingClientRect());
}

/** Below the word, or above it where there is more room, and always inside the window. */
function placeTip({ left, top, bottom }) {
  const { width, height } = tip.getBoundingClientRect();
  const margin = 8;
  const { clientWidth, clientHeight } = root;
  const x = Math.max(margin, Math.min(left, clientWidth - width - margin));
  const isBelow = bottom + height + margin < clientHeight || top < clientHeight - bottom;
  Object.assign(tip.style, { left: `${x}px`, top: `${isBelow ? bottom + 4 : top - height - 4}px` });
}

function hideTip() {
  clearTimeout(tipTimer);
  if (tip) {
    tip.remove();
  }
  tip = null;
  tipOf = null;
}

function leaveTip() {
  clearTimeout(tipTimer);
  tipTimer = setTimeout(hideTip, LINGER);
}

function attendTerm(term) {
  let isTouch = false;
  term.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && showTip(term));
  term.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && leaveTip());
  term.addEventListener("pointerdown", ({ pointerType }) => {
    isTouch = pointerType === "touch";
  });
  term.addEventListener("focus", () => !isTouch && showTip(term));
  term.addEventListener("blur", hideTip);
  // The first touch shows the definition, the second follows the link.
  term.addEventListener("click", (event) => {
    if (isTouch && tipOf !== term) {
      event.preventDefault();
      showTip(term);
    }
  });
}

const terms = all(".content a.term");
if (terms.length > 0) {
  terms.forEach(attendTerm);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hideTip());
  // The keyboard may have scrolled to the term.
  document.addEventListener("scroll", () => tipOf !== document.activeElement && hideTip(), { passive: true });
  document.addEventListener("pointerdown", ({ target }) => !target.closest(".term, .term-shown") && hideTip());
}
