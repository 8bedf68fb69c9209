/**
 * @file The reader's own notes and bookmarks at the headings of a chapter.
 *
 * A part of the script `page.js`; they are records of the progress store, kept under
 * `n/chapter#heading` and `b/chapter#heading`. Invariant: a note reaches the page as text, and with the words of its heading,
 * so that it can be found again when a later edition has no such heading.
 */

const { coursebookProgress: progress } = window;

/** Signs that a record's name cannot hold, percent-encoded. */
function placeOf(heading) {
  return `${root.dataset.chapter}#${heading.id.replace(/[\s:%]/g, encodeURIComponent)}`;
}

/** What is kept at each place: bookmarks and notes. */
function keptMarks() {
  return { bookmarks: new Map(ownTexts(progress, BOOKMARKS)), notes: new Map(ownTexts(progress, NOTES)) };
}

/** The note of a text that begins with its heading's words. */
function noteIn(text) {
  return text ? text.slice(text.indexOf("\n") + 1) : "";
}

/** The button of a heading, the form that it opens, and the note as it is read. */
class Mark {
  constructor(heading) {
    this.heading = heading;
    this.words = heading.textContent.trim().replace(/\s+/g, " ");
    this.button = make("button", { type: "button", className: "mark-button" });
    this.button.setAttribute("aria-expanded", "false");
    this.button.addEventListener("click", () => (this.form ? this.close(this.written()) : this.open()));
    this.row = make("div", { className: "mark-row" }, this.button);
    heading.after(this.row);
  }

  show({ bookmarks, notes }) {
    const place = placeOf(this.heading);
    this.isBookmarked = bookmarks.has(place);
    this.note = noteIn(notes.get(place));
    const label = say("mark_of", { heading: this.words });
    this.button.setAttribute("aria-label", this.isBookmarked ? `${label} (${say("mark_bookmarked")})` : label);
    this.button.classList.toggle("is-marked", this.isBookmarked);
    if (this.shown) {
      this.shown.remove();
      this.shown = null;
    }
    if (this.note && !this.form) {
      const text = make("p", { textContent: this.note });
      const edit = make("button", { type: "button", textContent: say("mark_edit") });
      edit.setAttribute("aria-label", `${say("mark_edit")}: ${this.words}`);
      edit.addEventListener("click", () => this.open());
      this.shown = make("div", { className: "mark-note" }, text, edit);
      this.shown.setAttribute("role", "note");
      this.shown.setAttribute("aria-label", say("mark_note"));
      this.row.after(this.shown);
    }
  }

  open() {
    if (this.form) {
      return;
    }
    const bookmark = make("input", { type: "checkbox", checked: this.isBookmarked });
    const note = make("textarea", { rows: 4, value: this.unfinished || this.note, maxLength: 2000 });
    const keep = make("button", { type: "submit", className: "primary", textContent: say("mark_keep") });
    const cancel = make("button", { type: "button", textContent: say("mark_cancel") });
    this.form = make(
      "form",
      { className: "mark-form" },
      make("label", { className: "mark-choice" }, bookmark, ` ${say("mark_bookmark")}`),
      make("label", {}, `${say("mark_note")} `, note),
      make("div", { className: "mark-actions" }, keep, cancel),
    );
    this.form.setAttribute("aria-label", say("mark_of", { heading: this.words }));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep(bookmark.checked, note.value.trim());
    });
    cancel.addEventListener("click", () => this.close());
    this.form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" && !event.isComposing) {
        this.close(this.written());
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        this.keep(bookmark.checked, note.value.trim());
      }
    });
    this.row.after(this.form);
    this.button.setAttribute("aria-expanded", "true");
    if (this.shown) {
      this.shown.remove();
      this.shown = null;
    }
    note.focus();
  }

  keep(isBookmarked, note) {
    const place = placeOf(this.heading);
    const before = Boolean(this.note || this.isBookmarked);
    const isKept =
      (isBookmarked === this.isBookmarked || progress.setDraft(BOOKMARKS + place, isBookmarked ? this.words : "")) &&
      (note === this.note || progress.setDraft(NOTES + place, note ? `${this.words}\n${note}` : ""));
    if (!isKept) {
      progress.notify(say("mark_not_kept"));
      return;
    }
    this.close();
    announce(say(before && !note && !isBookmarked ? "mark_deleted" : "mark_kept"));
  }

  /** What stands in the form. */
  written() {
    return this.form.querySelector("textarea").value.trim();
  }

  /** Closes the form; what is unfinished stands in it when it is opened again. */
  close(unfinished = "") {
    this.unfinished = unfinished === this.note ? "" : unfinished;
    this.form.remove();
    this.form = null;
    this.button.setAttribute("aria-expanded", "false");
    this.show(keptMarks());
    this.button.focus();
  }
}

async function startMarks() {
  const headings = all(":is(h2, h3)[id]", content).filter((heading) => heading.parentElement === content);
  await progress.ready;
  if (!progress.works()) {
    return;
  }
  const marks = headings.map((heading) => new Mark(heading));
  const show = () => {
    const kept = keptMarks();
    marks.filter(({ form }) => !form).forEach((mark) => mark.show(kept));
  };
  show();
  progress.onChange(show);
  // What stands above the place at which the reader was sent has grown.
  const target = window.location.hash && document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (target && marks.some(({ shown }) => shown)) {
    target.scrollIntoView();
  }
}

// Where there is no page Progress, nobody could list or take along what is kept here.
const isListed = document.querySelector(".colophon a[href$='progress.html']");
if (progress && content && root.dataset.chapter && isListed && !content.matches(".home")) {
  startMarks();
}
