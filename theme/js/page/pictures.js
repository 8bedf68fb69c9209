/**
 * @file Pictures that are wider than the column: in full size over the page.
 *
 * A part of the script `page.js`. Invariant: without it a picture scrolls in its place; a button is shown only where it
 * would help.
 */

/** Whether the reader sees only a part of the picture, or smaller letters than it has. */
function isCramped(figure) {
  const scroller = figure.querySelector(".diagram-scroll");
  const picture = scroller.querySelector(".diagram");
  const shown = picture.getBoundingClientRect().width;
  return scroller.scrollWidth > scroller.clientWidth + 1 || shown < picture.getAttribute("width") - 1;
}

/** All are measured before the first is changed, so that the page is laid out once. */
function offerFullSize(figures) {
  for (const [figure, cramped] of figures.map((figure) => [figure, isCramped(figure)])) {
    figure.classList.toggle("diagram-cramped", cramped);
    figure.querySelector(".diagram-enlarge").hidden = !cramped;
  }
}

/** A copy of the picture under no id, because an id belongs to one element. */
function copyOf(picture, title) {
  const copy = picture.cloneNode(true);
  copy.querySelectorAll("[id]").forEach((named) => named.removeAttribute("id"));
  copy.removeAttribute("aria-labelledby");
  copy.setAttribute("aria-label", title);
  return copy;
}

function showInFullSize(figure) {
  const scroller = figure.querySelector(".diagram-scroll");
  const title = scroller.getAttribute("aria-label");
  const dialog = document.createElement("dialog");
  const close = document.createElement("button");
  const room = document.createElement("div");
  dialog.className = "diagram-dialog";
  dialog.setAttribute("aria-label", title);
  close.type = "button";
  close.textContent = figure.querySelector(".diagram-enlarge").dataset.close;
  close.addEventListener("click", () => dialog.close());
  room.className = "diagram-room";
  room.tabIndex = 0;
  room.append(copyOf(scroller.querySelector(".diagram"), title));
  dialog.append(close, room);
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const sizes = new ResizeObserver((entries) => offerFullSize(entries.map(({ target }) => target)));
// A book whose template has no such button does without.
for (const button of document.querySelectorAll(".diagram-figure .diagram-enlarge")) {
  const figure = button.closest(".diagram-figure");
  const scroller = figure.querySelector(".diagram-scroll");
  button.addEventListener("click", () => showInFullSize(figure));
  scroller.addEventListener("click", () => isCramped(figure) && showInFullSize(figure));
  sizes.observe(figure);
}
