/**
 * @file Taking a copy of progress along and bringing one in, on the page Progress: `startCopies`.
 *
 * A part of the script `learner.js`. Invariant: nothing is written before the learner has seen what
 * would change; nothing of a copy reaches the page but as text.
 */

const [ADDED, NEWER_THERE, KEPT, INVALID] = [0, 1, 2, 3];

/** What bringing the entries in would do, and what of it in each chapter. */
function preview(entries) {
  const here = new Map(progress.entries());
  const results = progress.importEntries(entries, false);
  const counts = { added: 0, newer: 0, older: 0, same: 0, invalid: 0 };
  const byChapter = new Map();
  let letters = 0;
  entries.forEach(([key, text], place) => {
    const kind = kindOf(results[place], here.get(key) === text);
    counts[kind] += 1;
    const chapter = chapterOfKey(key);
    const own = byChapter.get(chapter) || { added: 0, newer: 0, older: 0 };
    if (kind in own) {
      own[kind] += 1;
      byChapter.set(chapter, own);
    }
    letters += kind === "added" || kind === "newer" ? key.length + text.length : 0;
  });
  return { counts, byChapter, letters, entries };
}

function kindOf(result, isSame) {
  if (result === KEPT) {
    return isSame ? "same" : "older";
  }
  return { [ADDED]: "added", [NEWER_THERE]: "newer", [INVALID]: "invalid" }[result];
}

/** Stands in the table for what is about no chapter: plan and place. */
const WHOLE_BOOK = { title: say("import_settings") };

/** The chapter that a storage key is about; none if it is not in this edition. */
function chapterOfKey(key) {
  const [kind, id] = key.split(":").slice(2);
  if (kind === "d" && id.startsWith("s/")) {
    return WHOLE_BOOK;
  }
  // Notes and bookmarks are named by their kind, chapter and heading.
  const [, chapter] = /^[nb]\/([^#]*)/.exec(kind === "d" ? id : "") || [];
  return kind === "p" || chapter ? chapterById.get(chapter || id) : chapterOfId.get(id);
}

class Copies {
  constructor(page) {
    const part = (name) => find(`[data-${name}]`, page);
    this.parts = {
      kept: part("storage-kept"),
      last: part("last-copy"),
      file: part("copy-file"),
      text: part("copy-text"),
      askToKeep: part("ask-to-keep"),
      copied: part("copied-text"),
      copyStatus: part("copy-status"),
      form: part("import"),
      status: part("import-status"),
      preview: part("import-preview"),
      counts: part("import-counts"),
      bringIn: part("import-do"),
      cancel: part("import-cancel"),
    };
    this.listen();
    this.showStorage();
    this.showLast();
  }

  listen() {
    const { file, text, askToKeep, form, bringIn, cancel } = this.parts;
    file.addEventListener("click", () => progress.download());
    text.addEventListener("click", () => this.offerText());
    // Where the browser lets no script do it, the reader does.
    find("textarea", this.parts.copied).addEventListener("copy", () => this.noteCopied());
    askToKeep.addEventListener("click", () => this.askToKeep());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.look();
    });
    // What is shown must be what is brought in.
    form.addEventListener("input", () => this.closePreview(""));
    bringIn.addEventListener("click", () => this.bringIn());
    cancel.addEventListener("click", () => this.closePreview(""));
    progress.onChange(() => this.showLast());
  }

  /** Says whether the browser has promised to keep what is stored. */
  async showStorage() {
    const { storage } = navigator;
    const isKept = storage && storage.persisted ? await storage.persisted().catch(() => false) : false;
    tell(this.parts.kept, say(isKept ? "storage_kept" : "storage_may_go"));
    this.parts.askToKeep.hidden = isKept || !(storage && storage.persist);
  }

  async askToKeep() {
    const isKept = await navigator.storage.persist().catch(() => false);
    await this.showStorage();
    tell(this.parts.copyStatus, say(isKept ? "storage_kept" : "storage_asked"));
    if (isKept) {
      this.parts.file.focus();
    }
  }

  showLast() {
    const time = Number(progress.notes.get("copied").split(",")[0]);
    tell(this.parts.last, time > 0 ? say("last_copy", { date: dayOf(time) }) : say("no_copy"));
  }

  /** Shows a copy as text, selected, and puts it on the clipboard where the browser lets us. */
  async offerText() {
    const { copied, copyStatus } = this.parts;
    const entries = progress.entries();
    if (entries.length === 0) {
      tell(copyStatus, say("copy_empty"));
      return;
    }
    const field = find("textarea", copied);
    field.value = await packed(entries);
    copied.hidden = false;
    field.focus();
    field.select();
    const isWritten = navigator.clipboard ? await navigator.clipboard.writeText(field.value).then(() => true, () => false) : false;
    tell(copyStatus, say(isWritten ? "copy_done" : "copy_by_hand"));
    if (isWritten) {
      this.noteCopied();
    }
  }

  noteCopied() {
    progress.notes.copied();
    this.showLast();
  }

  /** Reads what was chosen or pasted, and shows what it would change. */
  async look() {
    const { file, text } = this.parts.form.elements;
    this.closePreview("");
    if (file.files.length === 0 && !text.value.trim()) {
      this.say("import_nothing_chosen");
      return;
    }
    const turn = {};
    this.turn = turn;
    // What is read may have been exchanged meanwhile.
    const isCurrent = () => this.turn === turn;
    try {
      const entries = file.files.length > 0 ? await readCopyFile(file.files[0]) : await readCopy(text.value);
      if (isCurrent()) {
        this.show(preview(entries));
      }
    } catch (error) {
      if (isCurrent()) {
        this.say(error.key || "import_broken", error.values);
      }
    }
  }

  say(key, values) {
    tell(this.parts.status, say(key, values));
  }

  show(found) {
    const { counts } = found;
    if (counts.invalid === found.entries.length) {
      this.say("import_broken");
    } else if (counts.added + counts.newer === 0) {
      this.say("import_nothing");
    } else if (!progress.notes.hasRoom(found.letters)) {
      this.say("import_no_room");
    } else {
      this.found = found;
      this.parts.counts.textContent = say("import_counts", counts);
      find("tbody", this.parts.preview).replaceChildren(...previewRows(found.byChapter));
      this.parts.preview.hidden = false;
      find("[tabindex]", this.parts.preview).focus();
    }
  }

  bringIn() {
    const { counts, entries } = this.found;
    progress.importEntries(entries, true);
    this.parts.form.reset();
    this.closePreview(say("import_done", { n: counts.added + counts.newer }));
  }

  closePreview(words) {
    const hadFocus = this.parts.preview.contains(document.activeElement);
    this.found = null;
    this.turn = null;
    this.parts.preview.hidden = true;
    tell(this.parts.status, words);
    if (hadFocus) {
      find("button", this.parts.form).focus();
    }
  }
}

/** The lines of the preview's table, in the order of the chapters. */
function previewRows(byChapter) {
  const inOrder = [WHOLE_BOOK, ...chapters, undefined].filter((chapter) => byChapter.has(chapter));
  return inOrder.map((chapter) => {
    const { added, newer, older } = byChapter.get(chapter);
    const textContent = chapter ? chapter.title : say("import_elsewhere");
    const cells = [added, newer, older].map((n) => make("td", { textContent: String(n) }));
    return make("tr", {}, make("th", { scope: "row", textContent }), ...cells);
  });
}

function startCopies(page) {
  return new Copies(page);
}

