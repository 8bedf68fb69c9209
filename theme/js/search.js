/**
 * @file Search: a dialog that finds sections in which every word of the query begins a word.
 *
 * page.js loads this file when the reader first searches. The index is a classic script that calls
 * `window.COURSEBOOK_SEARCH`, so that it works from disk too. Invariant: found text enters the page only
 * as text, never as HTML.
 */

const MOST_SHOWN = 30;
const MOST_WORDS = 8;
const LEAD = 60;
const EXCERPT = 220;
/** What a word scores in each of a section's fields; `receive` makes them. */
const WEIGHTS = [40, 12, 2, 1];
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

const button = document.querySelector("[data-search-index]");
const dialog = document.getElementById("ui.search");
const input = dialog && dialog.querySelector("input");
const status = dialog && dialog.querySelector("[role=status]");
const results = dialog && dialog.querySelector("ol");

/** The sections of the book; null until the index is there. */
let sections = null;
let asked = false;

/** A text without case and accents. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The folded text, and for each of its letters where in the original it stands. */
function foldWithPlaces(text) {
  const places = [];
  let folded = "";
  for (let at = 0; at < text.length; at += 1) {
    const letter = fold(text[at]);
    folded += letter;
    places.push(...Array(letter.length).fill(at));
  }
  return { folded, places: [...places, text.length] };
}

/** Where in the folded text a word begins with `word`, at or after `from`; -1 if nowhere. */
function find(folded, word, from = 0) {
  let at = folded.indexOf(word, from);
  while (at > 0 && !UNSPACED.test(word[0]) && IN_WORD.test(folded[at - 1])) {
    at = folded.indexOf(word, at + 1);
  }
  return at;
}

/** What a word scores in a field: more at its beginning and if it is the whole word there. */
function scoreIn(folded, word, weight) {
  const at = find(folded, word);
  if (at < 0) {
    return 0;
  }
  const whole = !IN_WORD.test(folded[at + word.length] || " ");
  return weight * (1 + (whole ? 0.5 : 0) + (at === 0 ? 0.25 : 0));
}

/** The score of a section; 0 if a word is missing. */
function score({ fields }, words) {
  let sum = 0;
  for (const word of words) {
    const found = fields.reduce((total, field, i) => total + scoreIn(field, word, WEIGHTS[i]), 0);
    if (found === 0) {
      return 0;
    }
    sum += found;
  }
  return sum;
}

/** The best sections first; those of equal score in the book's order. */
function search(words) {
  const scored = sections.map((section) => ({ section, points: score(section, words) }));
  const found = scored.filter(({ points }) => points > 0);
  return found.sort((a, b) => b.points - a.points).map(({ section }) => section);
}

/** The index as the build wrote it, made ready for searching. */
function receive({ pages, sections: rows }) {
  sections = rows.map(([page, anchor, heading, text]) => {
    const [path, title, trail] = pages[page];
    const opens = !heading || heading === title;
    // A title counts fully for the section that opens its page; the page's others would drown it.
    const fields = [opens ? title : "", opens ? "" : heading, `${title} ${trail}`, text].map(fold);
    return { path, anchor, title, trail, heading: heading || title, text, fields };
  });
  show();
}

/** Loads the index, once. */
function load() {
  if (asked) {
    return;
  }
  asked = true;
  status.textContent = dialog.dataset.loading;
  window.COURSEBOOK_SEARCH = receive;
  const script = document.createElement("script");
  script.src = button.dataset.searchIndex;
  script.onerror = () => {
    status.textContent = dialog.dataset.failed;
  };
  document.head.append(script);
}

/** The stretches of the folded text that begin a word with one of the words, in order. */
function stretches(folded, words) {
  const found = [];
  for (const word of words) {
    for (let at = find(folded, word); at >= 0; at = find(folded, word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/** Appends the text between two places, with the words in it marked. */
function appendMarked(parent, text, words) {
  const { folded, places } = foldWithPlaces(text);
  let done = 0;
  for (const [from, to] of stretches(folded, words)) {
    const start = places[from];
    const end = places[to - 1] + 1;
    if (start >= done) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parent.append(text.slice(done, start), mark);
      done = end;
    }
  }
  parent.append(text.slice(done));
  return parent;
}

/** A piece of the text around the first place where a word is found. */
function excerpt(text, words) {
  const { folded, places } = foldWithPlaces(text);
  const [first] = stretches(folded, words);
  const at = first ? places[first[0]] : 0;
  const start = at > LEAD ? text.indexOf(" ", at - LEAD) + 1 : 0;
  const from = start > at ? at : start;
  const piece = text.slice(from, from + EXCERPT);
  return `${from > 0 ? "… " : ""}${piece}${from + EXCERPT < text.length ? " …" : ""}`;
}

/** A result: heading, where it stands, and an excerpt. */
function item({ path, anchor, title, trail, heading, text }, words) {
  const link = document.createElement("a");
  link.href = document.documentElement.dataset.root + path + (anchor ? `#${anchor}` : "");
  const place = [trail, heading === title ? "" : title].filter(Boolean).join(" › ");
  const parts = [["b", heading], ["small", place], ["span", excerpt(text, words)]];
  link.append(...parts.map(([tag, part]) => appendMarked(document.createElement(tag), part, words)));
  const row = document.createElement("li");
  row.append(link);
  return row;
}

/** How many were found, in words. */
function counted(found) {
  const { none, one, many, some } = dialog.dataset;
  const text = found > MOST_SHOWN ? some : [none, one][found] || many;
  return text.replace("{n}", found).replace("{shown}", MOST_SHOWN);
}

/** Shows what the query in the field finds. */
function show() {
  if (!sections) {
    return;
  }
  const words = fold(input.value).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const found = words.length > 0 ? search(words) : [];
  results.replaceChildren(...found.slice(0, MOST_SHOWN).map((section) => item(section, words)));
  results.scrollTop = 0;
  status.textContent = words.length > 0 ? counted(found.length) : "";
}

/** Opens the dialog, which page.js has opened already if this file was only just loaded. */
function open() {
  if (!dialog.open) {
    dialog.showModal();
    input.select();
  }
  load();
  show();
}

/** Moves the focus among field and results, and opens the first result from the field. */
function onKeyInDialog(event) {
  event.stopPropagation();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...results.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (step && at >= 0) {
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  } else if (event.key === "Enter" && at === 0 && stops[1] && !event.isComposing) {
    event.preventDefault();
    stops[1].click();
  }
}

/** Closes on a click beside the dialog, on its button, and on a result that stays on this page. */
function onClickInDialog(event) {
  const { target } = event;
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (target === dialog || target.closest(".search-close") || (target.closest("a") && !opensElsewhere)) {
    dialog.close();
  }
}

if (button && dialog) {
  button.addEventListener("click", open);
  dialog.addEventListener("click", onClickInDialog);
  dialog.addEventListener("keydown", onKeyInDialog);
  input.addEventListener("input", show);
  open();
}
