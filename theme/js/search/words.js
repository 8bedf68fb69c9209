/**
 * @file Cuts texts into words, as `crates/html/src/search/words.rs` does, and says which words are
 * alike: by their stem, or but for a slip of the fingers.
 *
 * The first part of the script `search.js`.
 */

const LONGEST = 40;
const TOKEN = /[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*/gu;
const UNSPACED = /[\u{e00}-\u{e7f}\u{3040}-\u{30ff}\u{31f0}-\u{31ff}\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}]/u;
const RUN = new RegExp(`(?:${UNSPACED.source})+|(?:(?!${UNSPACED.source}).)+`, "gsu");
/** Where a capital letter begins a part of a name. */
const CAPITAL = /(?<=\p{Ll})(?=\p{Lu})/u;

/** A text without accents. */
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

/** A word as the index has it. */
function small(word) {
  return word.replace(/['’]/g, "").toLowerCase();
}

/** Each two neighbours of a text without blanks between words. */
function pairs(run) {
  const letters = [...run];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
}

/** The words of a token: in front those that are it as a whole, and then its parts. */
function cutToken(token) {
  if (UNSPACED.test(token)) {
    const runs = token.match(RUN).flatMap((run) => (UNSPACED.test(run) ? pairs(run) : run));
    return { whole: runs.map(small), parts: [] };
  }
  const parts = token.split("_").flatMap((part) => part.split(CAPITAL));
  const own = parts.filter((part) => part.length > 1 && part !== token);
  return { whole: [small(token)], parts: own.map(small) };
}

/**
 * The words of a text: for each stretch that hyphens join the `whole` word, if it is one, and its
 * `tokens`, each again with the words that are it as a `whole`, and its `parts`.
 */
function cut(text) {
  const stretches = [];
  let end = -1;
  const plain = bare(text);
  for (const { 0: token, index } of plain.matchAll(TOKEN)) {
    const last = stretches[stretches.length - 1];
    if (last && index === end + 1 && /[-+]/.test(plain[end])) {
      last.tokens.push(cutToken(token));
      last.whole = small(plain.slice(last.from, index + token.length));
    } else {
      stretches.push({ from: index, whole: "", tokens: [cutToken(token)] });
    }
    end = index + token.length;
  }
  return stretches;
}

/** All words under which a text is found. */
function wordsOf(text) {
  const words = cut(text).flatMap(({ whole, tokens }) => [
    ...(whole ? [whole] : []),
    ...tokens.flatMap((token) => [...token.whole, ...token.parts]),
  ]);
  return new Set(words);
}

/** The endings that words of one stem have in English; the longest that fits is taken off. */
const ENDING = /(?:ational|ations?|ingly|ments?|ness|ables?|ings?|ions?|ers?|ors?|edly|ed|ly|es|s|e)$/;

/** A word's stem: `caching`, `cached` and `caches` have the same. Words of four letters and less are short enough. */
function stem(word) {
  if (word.length < 5 || !/^[a-z]+$/.test(word) || /ss$/.test(word)) {
    return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
  }
  const shorter = word.replace(/ies$/, "y").replace(ENDING, "");
  const root = shorter.length < 3 || !/[aeiouy]/.test(shorter) ? word.replace(/s$/, "") : shorter;
  return root.replace(/([bdfgmnprt])\1$/, "$1").replace(/[ey]$/, "");
}

/** How many slips are forgiven in a word of so many letters. */
function slipsOf(length) {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/** The Latin letters of a word as a set of bits. */
function lettersOf(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) {
    bits |= 1 << (word.charCodeAt(at) & 31);
  }
  return bits;
}

/** How many letters one set has that the other has not. */
function missing(one, other) {
  let bits = one & ~other;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) {
    count += 1;
  }
  return count;
}

/**
 * How many slips part two words, or `most + 1` if there are more: letters left out, put in, taken
 * for another, or swapped with their neighbour (the optimal string alignment distance).
 */
function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) {
      return most + 1;
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length], most + 1);
}

