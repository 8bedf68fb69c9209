//! How large things in a quiz may be.
//!
//! The readers and the JSON Schema take the same numbers from here. Invariant: an answer within
//! these bounds fits into what the grader reads and what a record of progress holds.

/// The longest Markdown text, in bytes.
pub(super) const PROSE: usize = 20_000;
/// The longest title, in characters.
pub(super) const TITLE: usize = 200;
/// The longest answer, in characters.
pub(super) const ANSWER: usize = 200;
/// The longest number, in characters.
pub(super) const NUMBER: usize = 60;
/// The longest output of a program, in bytes.
pub(super) const OUTPUT: usize = 1_500;
/// The longest unit, in characters.
pub(super) const UNIT: usize = 20;
/// The longest tag, in characters.
pub(super) const TAG: usize = 40;
/// The longest name of a language, in characters.
pub(super) const LANG: usize = 40;
/// The longest path, in characters.
pub(super) const PATH: usize = 300;

/// The most questions in one quiz.
pub(super) const QUESTIONS: usize = 100;
/// The most shared stems in one quiz.
pub(super) const CONTEXTS: usize = 20;
/// The most hints of one question.
pub(super) const HINTS: usize = 10;
/// The most tags of one question.
pub(super) const TAGS: usize = 20;
/// The most former ids of one thing, or retired ones of one question.
pub(super) const FORMER_IDS: usize = 100;
/// The most accepted answers of one question, and the most units.
pub(super) const ACCEPT: usize = 50;
/// The most foreseen wrong answers of one question.
pub(super) const WRONG: usize = 50;
/// The most bands of an estimate.
pub(super) const BANDS: usize = 5;
/// The largest factor of a band.
pub(super) const WITHIN: f64 = 1e6;

/// How many things are put in order. With the distractors they are at most as many as the grader
/// marks.
pub(super) const ITEMS: (usize, usize) = (3, 12);
/// The most things that do not belong in an order.
pub(super) const DISTRACTORS: usize = 8;
/// How many pairs a match has.
pub(super) const PAIRS: (usize, usize) = (2, 12);
/// The most right sides that belong to nothing.
pub(super) const EXTRA: usize = 8;
/// How many blanks a cloze has.
pub(super) const BLANKS: (usize, usize) = (1, 12);
/// How much there is to pick from in a blank.
pub(super) const BLANK_CHOICES: (usize, usize) = (2, 10);
/// How many criteria a free answer is compared by.
pub(super) const RUBRIC: (usize, usize) = (1, 12);
/// What a criterion is worth.
pub(super) const POINTS: (u8, u8) = (1, 10);
/// The most characters that a free answer may have to have.
pub(super) const MIN_CHARS: u32 = 2_000;
/// The most lines of a program.
pub(super) const LINES: u32 = 1_000;
