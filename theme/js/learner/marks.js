/**
 * @file The list of notes and bookmarks on the page Progress: `startMarks`.
 *
 * A part of the script `learner.js`. Each is named `chapter#heading`; what it stands at may be gone
 * in this edition, and is listed all the same. Invariant: what was deleted last can be
 * brought back while the page stays open.
 */

/** Notes and bookmarks by place, each with the words of its heading. */
function allMarks() {
  const marks = new Map();
  for (const [place, words] of ownTexts(progress, BOOKMARKS)) {
    marks.set(place, { place, words, bookmark: words });
  }
  for (const [place, text] of ownTexts(progress, NOTES)) {
    const [words, ...note] = text.split("\n");
    marks.set(place, { place, words, ...marks.get(place), text, note: note.join("\n") });
  }
  return [...marks.values()];
}

/** A mark as a line of the list. */
function markItem(mark, chapter, remove) {
  const heading = mark.place.slice(mark.place.indexOf("#") + 1);
  const href = chapter ? `${chapter.href}#${heading}` : "";
  const title = href ? make("a", { href, textContent: mark.words }) : mark.words;
  const kind = mark.bookmark ? [make("span", { className: "mark-kind", textContent: say("mark_bookmark") })] : [];
  const note = mark.note ? [make("p", { className: "mark-text", textContent: mark.note })] : [];
  const button = make("button", { type: "button", textContent: say("mark_delete") });
  button.setAttribute("aria-label", say("mark_delete_of", { heading: mark.words }));
  button.addEventListener("click", () => remove(mark));
  return make("li", {}, title, " ", ...kind, ...note, button);
}

function startMarks(page) {
  const section = find("[data-marks]", page);
  const list = find("[data-marks-list]", section);
  const status = find("[data-marks-status]", section);
  const undo = find("[data-marks-undo]", section);
  let undoLast = () => {};
  const put = ({ place, bookmark, text }) => {
    progress.setDraft(BOOKMARKS + place, bookmark || "");
    progress.setDraft(NOTES + place, text || "");
  };
  const remove = (mark) => {
    undoLast = () => put(mark);
    put({ place: mark.place });
    status.textContent = say("mark_deleted", { heading: mark.words });
    undo.hidden = false;
    undo.focus();
  };
  undo.addEventListener("click", () => {
    undoLast();
    undo.hidden = true;
    status.textContent = say("reset_undone");
    find("h2", section).tabIndex = -1;
    find("h2", section).focus();
  });
  let shown = "";
  const show = () => {
    const marks = allMarks();
    // A list that is the same stays, or a link in it would lose the focus.
    const now = JSON.stringify(marks);
    if (now === shown) {
      return;
    }
    shown = now;
    const of = ({ place }) => chapterById.get(place.slice(0, place.indexOf("#")));
    const groups = [...chapters, undefined].map((chapter) => [chapter, marks.filter((mark) => of(mark) === chapter)]);
    const lists = groups
      .filter(([, own]) => own.length > 0)
      .map(([chapter, own]) => [
        make("h3", { textContent: chapter ? chapter.title : say("import_elsewhere") }),
        make("ul", { className: "mark-list" }, ...own.map((mark) => markItem(mark, chapter, remove))),
      ]);
    list.replaceChildren(...(lists.length > 0 ? lists.flat() : [make("p", { textContent: say("marks_none") })]));
  };
  show();
  progress.onChange(show);
}
