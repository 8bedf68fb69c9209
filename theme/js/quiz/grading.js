/**
 * @file What counts as right: the grader, and what works without it.
 *
 * `grade` and `module` are the entry points. Invariant: picks are graded the same with the module
 * and without.
 */

const WRONG = 0;
const PART = 1;
const RIGHT = 2;
const RETRY = 3;
/** In a record: right, but with a hint or on a later try. */
const RIGHT_WITH_HELP = 3;
/** In a record: the reader had the answer shown. */
const SHOWN = 4;

const BY_RULE = 1;
const BLANK = 2;
const UNIT_UNKNOWN = 6;
const NO_GRADER = 7;
/** Texts for what the grader does not count, by the number of its reason. */
const RETRIES = ["", "", "answer_first", "near", "no_number", "unit_missing", "unit_unknown", "no_grader", "fill_first"];

/** Where this script is: the grader is beside it. */
const here = document.currentScript && document.currentScript.src;

let loading = null;
/** The module's functions, once they are there. */
let loaded = null;

/** The module's functions, or null where the browser refuses it; loaded when first needed. */
function module() {
  loading = loading || loadScript().then(() => window.coursebookGrader()).catch(() => null);
  return loading.then((run) => {
    loaded = run;
    // What the network refused, it may give next time.
    loading = run && loading;
    return run;
  });
}

/** Loads the grader's script, unless it came with this one. */
function loadScript() {
  return new Promise((resolve, reject) => {
    if (window.coursebookGrader) {
      resolve();
    } else {
      const script = make("script", { src: new URL(graderName, here), onload: resolve, onerror: reject });
      document.head.append(script);
    }
  });
}

function unpack(verdict) {
  return { outcome: verdict & 15, reason: (verdict >> 4) & 15, score: (verdict >> 8) & 255, rule: verdict >>> 16 };
}

/** A key's records, without its head. */
function records(key) {
  return key.split("␞").slice(1);
}

/** The parts of those records that begin with a sign, without it. */
function partsOf(key, sign) {
  const found = records(key).filter((record) => record[0] === sign);
  return found.map((record) => record.slice(1).split("␟"));
}

/** Grades picks without the module. */
function gradePicks(key, response) {
  const picked = response.split(" ");
  const right = partsOf(key, "+").map(([id]) => id);
  const hits = picked.filter((id) => right.includes(id)).length;
  const misses = picked.length - hits;
  if (hits === right.length && misses === 0) {
    return { outcome: RIGHT, score: 100 };
  }
  const score = key.startsWith("part") ? Math.max(0, Math.floor(((hits - misses) * 100) / right.length)) : 0;
  return { outcome: score > 0 ? PART : WRONG, score };
}

/** A verdict on an answer; with `bits`, of which each says whether one part is right, and `factor`,
    which says how far an estimate is off. */
async function grade(key, answer) {
  const picks = /^(one|all|part)/.test(key);
  if (picks && answer === "") {
    return { outcome: RETRY, reason: BLANK };
  }
  // Picks need not wait.
  const run = picks ? loaded : await module();
  try {
    if (run) {
      const verdict = unpack(run.grade(key, answer));
      return { ...verdict, bits: run.rightParts(key, answer), factor: factorOf(run.ratio(key, answer), verdict.outcome) };
    }
  } catch (error) {
    console.warn("Coursebook: the grader stopped.", error);
  }
  return picks ? gradePicks(key, answer) : { outcome: RETRY, reason: NO_GRADER };
}

/** In words, by which factor an estimate is off, if it is. */
function factorOf(ratio, outcome) {
  const n = Number(Math.max(ratio, 1 / ratio).toPrecision(2));
  return ratio > 0 && n > 1 ? say("quiz_" + (outcome === RIGHT ? "factor" : ratio < 1 ? "too_low" : "too_high"), { n }) : "";
}

/** The items in an order that the seed alone decides. */
function shuffled(items, seed) {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619), 2166136261);
  const below = (bound) => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 1013904223;
    return ((state ^ (state >>> 13)) >>> 8) % bound;
  };
  const rest = [...items];
  return items.map(() => rest.splice(below(rest.length), 1)[0]);
}
