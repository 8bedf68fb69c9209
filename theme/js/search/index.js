/**
 * @file The index: which sections a query finds, the best first. `readIndex` and `search`.
 *
 * A part of the script `search.js`, after `words.js`. A section's score is the sum of what its
 * words score by BM25 in its text, and more in its heading and its page's title; what lacks a word
 * of the query falls back steeply. Invariant: nothing here touches the page.
 */

/** How much a word counts that is not the query's own: of its stem, longer, or without a slip. */
const OF_STEM = 0.9;
const LONGER = 0.6;
const SLIPPED = 0.5;
/** What a word in a section's heading, and in its page's title, counts beside one in the text. */
const IN_HEADING = 2.4;
const IN_TITLE = 0.9;
/** How much more a heading counts that is its page's title: the page is about that. */
const AS_TITLE = 1.4;
/** What the query's own words in a row in the heading count. */
const AS_HEADING = 1;
/** How much less each further section of a page counts, so that one page does not fill the list. */
const NEXT_OF_PAGE = 0.85;
/** A section that has less of the query than this share of what the best has is not shown. */
const LEAST_SHARE = 0.6;
/** BM25: how soon more of a word counts no more, and how much longer sections need. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
/** What the four classes of frequency stand for. */
const FREQUENCIES = [1, 2, 3.5, 7];
const MOST_WORDS = 10;
/** No more words that only begin like the query's are looked up. */
const MOST_LONGER = 300;
const BASE = 45;

/** The index as the build wrote it, made ready. */
function readIndex({ pages, sections, words, found }) {
  const total = sections.reduce((sum, [, , , length]) => sum + length, 0);
  const firsts = new Map();
  sections.forEach(([page], number) => firsts.has(page) || firsts.set(page, number));
  const page = ([path, title, trail, script], number) => ({
    path,
    title,
    trail,
    script,
    first: firsts.get(number),
    words: wordsOf(title),
    above: wordsOf(trail),
  });
  return {
    pages: pages.map(page),
    sections,
    words: words.split(" "),
    found: found.split(" "),
    mean: total / sections.length || 1,
    /** The letters of each word, and the words of headings, once they are asked for. */
    letters: null,
    headings: new Map(),
    stems: /^en\b/.test(document.documentElement.lang),
  };
}

/** The sections of a word, by its place among the words: pairs of number and frequency. */
function placesOf(index, word) {
  const places = [];
  const text = index.found[word];
  let number = 0;
  let section = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const digit = code - (code > 92 ? 36 : 35);
    number = number * BASE + (digit < BASE ? digit : digit - BASE);
    if (digit < BASE) {
      section += number >> 2;
      places.push([section, FREQUENCIES[number & 3]]);
      number = 0;
    }
  }
  return places;
}

/** The place of the first word that does not come before this one. */
function placeOf(words, word) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = words[middle] < word ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** The index's words that begin like this one, or have its stem: pairs of place and weight. */
function alike(index, word) {
  const { words } = index;
  const root = index.stems ? stem(word) : word;
  const found = new Map();
  let longer = 0;
  for (let at = placeOf(words, root); at < words.length && words[at].startsWith(root); at += 1) {
    if (words[at] === word) {
      found.set(at, 1);
    } else if (index.stems && stem(words[at]) === root) {
      found.set(at, OF_STEM);
    } else if (words[at].startsWith(word) && (longer += 1) <= MOST_LONGER) {
      found.set(at, LONGER * Math.sqrt(word.length / words[at].length));
    }
  }
  return found;
}

/** The words that are nearest to one that the index does not have. */
function nearest(index, word) {
  let found = new Map();
  let fewest = slipsOf(word.length);
  if (fewest === 0) {
    return found;
  }
  index.letters = index.letters || index.words.map(lettersOf);
  const letters = lettersOf(word);
  index.words.forEach((other, at) => {
    // A slip changes one letter at most: most words are out of question at a glance.
    const others = index.letters[at];
    if (missing(letters, others) > fewest || missing(others, letters) > fewest) {
      return;
    }
    const count = slips(word, other, fewest);
    if (count < fewest) {
      [fewest, found] = [count, new Map()];
    }
    if (count === fewest) {
      found.set(at, SLIPPED / count);
    }
  });
  return found;
}

/** The words of a query that the index can find: a stretch as a whole if it has it so, or else its parts. */
function wordsOfQuery(index, query) {
  const has = (word) => alike(index, word).size > 0;
  const ofToken = ({ whole, parts }) => (whole.every(has) || parts.length === 0 ? whole : parts);
  const ofStretch = ({ whole, tokens }) => (whole && has(whole) ? [whole] : tokens.flatMap(ofToken));
  return [...new Set(cut(query).flatMap(ofStretch))].slice(0, MOST_WORDS);
}

/** A word of the query: the index's words that it stands for, and what each section has of them. */
function lookUp(index, word) {
  const found = alike(index, word);
  const meant = found.size > 0 ? new Map() : nearest(index, word);
  // What is meant is looked up as if it had been typed, but counts less.
  for (const [at, weight] of meant) {
    for (const [other, share] of alike(index, index.words[at])) {
      found.set(other, Math.max(found.get(other) || 0, weight * share));
    }
  }
  const points = new Map();
  for (const [at, weight] of found) {
    for (const [section, frequency] of placesOf(index, at)) {
      const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * index.sections[section][3]) / index.mean;
      const score = (weight * frequency * (SATURATION + 1)) / (frequency + SATURATION * length);
      points.set(section, Math.max(points.get(section) || 0, score));
    }
  }
  const weights = new Map([...found].map(([at, weight]) => [index.words[at], weight]));
  const rarity = Math.log(1 + (index.sections.length - points.size + 0.5) / (points.size + 0.5));
  const instead = [...meant.keys()].map((at) => index.words[at]);
  return { word, weights, points, rarity, instead };
}

/** The heaviest weight that a word of the query has among these words; 0 if none is there. */
function weightIn({ word, weights }, words) {
  if (words.has(word)) {
    return weights.get(word) || 0;
  }
  let heaviest = 0;
  for (const other of words) {
    heaviest = Math.max(heaviest, weights.get(other) || 0);
  }
  return heaviest;
}

/** What is shown of a section: where it is, and the `place` of its text in its page's `script`. */
function shownOf(index, { number, page }) {
  const [, anchor, own, length] = index.sections[number];
  const { path, title, trail, script, first } = index.pages[page];
  return { path, anchor, title, trail, heading: own || title, script, place: number - first, length };
}

/** The words of a section's own heading. */
function headingOf({ sections, headings }, number) {
  if (!headings.has(number)) {
    headings.set(number, wordsOf(sections[number][2]));
  }
  return headings.get(number);
}

/** What a section scores, and how much of the query it has. */
function score(index, number, looked, query) {
  const [page, , own] = index.sections[number];
  const { title, words, above } = index.pages[page];
  const heading = own ? headingOf(index, number) : words;
  let [points, has, all] = [0, 0, 0];
  for (const word of looked) {
    const inHeading = weightIn(word, heading);
    const inTitle = Math.max(weightIn(word, words), 0.5 * weightIn(word, above));
    const inText = word.points.get(number) || 0;
    all += word.rarity;
    has += inText > 0 || inHeading > 0 ? word.rarity : inTitle > 0 ? 0.8 * word.rarity : 0;
    points += word.rarity * (inText + IN_HEADING * (own ? 1 : AS_TITLE) * inHeading + IN_TITLE * inTitle);
  }
  const share = all > 0 ? has / all : 0;
  const isHeading = looked.length > 0 && bare(own || title).toLowerCase().includes(query);
  const bonus = isHeading ? 1 + AS_HEADING / looked.length : 1;
  return { number, page, share, points: points * share ** 3 * bonus };
}

/** The best of each page first, then its others among those of other pages. */
function spread(scored) {
  const seen = new Map();
  for (const result of scored.sort((a, b) => b.points - a.points || a.number - b.number)) {
    const before = seen.get(result.page) || 0;
    seen.set(result.page, before + 1);
    result.points *= NEXT_OF_PAGE ** before;
  }
  return scored.sort((a, b) => b.points - a.points || a.number - b.number);
}

/**
 * What a query finds: the `results`, the best first; the `words` that are to be marked in them;
 * the mistyped words with what was looked for `instead` (`slipped`); and whether no section has all
 * of the query (`partial`).
 */
function search(index, text) {
  const looked = wordsOfQuery(index, text).map((word) => lookUp(index, word));
  const known = looked.filter(({ points }) => points.size > 0);
  const query = bare(text).toLowerCase().trim();
  const numbers = new Set(known.flatMap(({ points }) => [...points.keys()]));
  const scored = [...numbers].map((number) => score(index, number, looked, query));
  const best = Math.max(0, ...scored.map(({ share }) => share));
  const marked = known.flatMap(({ word, weights, instead }) => {
    const roots = instead.length > 0 ? instead : [word];
    // What begins with these is found with them.
    const others = [...weights.keys()].filter((other) => !roots.some((root) => other.startsWith(root)));
    return [...roots, ...others];
  });
  return {
    results: spread(scored.filter(({ share }) => share >= best * LEAST_SHARE)),
    words: [...new Set(marked)],
    slipped: known.filter(({ instead }) => instead.length > 0),
    partial: best < 1 && looked.length > 1,
  };
}

