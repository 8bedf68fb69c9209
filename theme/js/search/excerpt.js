/**
 * @file The piece of a section's text that shows what was found, with the words marked.
 *
 * A part of the script `search.js`, after `index.js`. Invariant: found text enters the page only as
 * text, never as HTML.
 */

const EXCERPT = 200;
const LEAD = 40;
const MOST_MARKS = 400;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

/** The folded text, and for each of its letters where in the original it stands; none if it is there, too. */
function foldWithPlaces(text) {
  if (/^[\x00-\x7f]*$/.test(text)) {
    return { folded: text.toLowerCase(), places: null };
  }
  const places = [];
  let folded = "";
  for (let at = 0; at < text.length; at += 1) {
    const letter = bare(text[at]).toLowerCase();
    folded += letter;
    for (let i = 0; i < letter.length; i += 1) {
      places.push(at);
    }
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

/** The stretches of the folded text that begin a word with one of the words: from, to, and which; in order. */
function stretches(folded, words) {
  const found = [];
  words.forEach((word, which) => {
    for (let at = find(folded, word); at >= 0 && found.length < MOST_MARKS; at = find(folded, word, at + word.length)) {
      found.push([at, at + word.length, which]);
    }
  });
  return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
}

/** Appends a text with the words in it marked. */
function appendMarked(parent, text, words) {
  const { folded, places } = foldWithPlaces(text);
  let done = 0;
  for (const [from, to] of stretches(folded, words)) {
    const start = places ? places[from] : from;
    const end = places ? places[to - 1] + 1 : to;
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

/** Where the piece of the text begins that holds the most different words; the first of several. */
function richest(found) {
  let [best, most] = [0, 0];
  found.forEach(([from], at) => {
    const which = new Set();
    for (let i = at; i < found.length && found[i][1] <= from + EXCERPT - LEAD; i += 1) {
      which.add(found[i][2]);
    }
    if (which.size > most) {
      [best, most] = [from, which.size];
    }
  });
  return best;
}

/** The piece of a text that says the most of the words. */
function excerpt(text, words) {
  const { folded, places } = foldWithPlaces(text);
  const best = richest(stretches(folded, words));
  const at = places ? places[best] : best;
  const start = at > LEAD ? text.indexOf(" ", at - LEAD) + 1 : 0;
  const from = start > at ? at : start;
  const rest = text.slice(from);
  const end = rest.length > EXCERPT ? rest.lastIndexOf(" ", EXCERPT) : rest.length;
  const piece = rest.slice(0, end > 0 ? end : EXCERPT);
  return `${from > 0 ? "… " : ""}${piece}${piece.length < rest.length ? " …" : ""}`;
}

