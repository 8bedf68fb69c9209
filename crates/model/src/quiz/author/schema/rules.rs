//! What counts as right in the types that have no choices.
//!
//! Invariant: a rule keeps its text as the author wrote it; the key is what is graded by.

use super::Text;
use std::ops::Range;

/// What is accepted as a text, and what is foreseen as wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRules {
    /// The answer that is shown.
    pub answer: Text,
    /// Other accepted answers that are worth showing (not the regular expressions).
    pub accept: Vec<Text>,
    /// Foreseen wrong answers, in the order of the key's wrong rules.
    pub wrong: Vec<WrongRule>,
}

/// What is accepted as a number, and what is foreseen as wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumericRules {
    /// The right number as written.
    pub answer: Text,
    /// The expected unit.
    pub unit: Option<Text>,
    /// Other units that are understood.
    pub other_units: Vec<Text>,
    /// How far off an answer may be, in words of the kind `5 %` or `1`; empty for not at all.
    pub tolerance: String,
    /// Foreseen wrong answers, in the order of the key's wrong rules.
    pub wrong: Vec<WrongRule>,
}

/// A foreseen wrong answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRule {
    /// What it catches, as shown: a text, a range, or a regular expression's example.
    pub shown: Option<String>,
    /// Markdown: what the reader has mixed up.
    pub feedback: Text,
    /// Where the rule stands in the file.
    pub range: Range<usize>,
}

/// What is near enough to a number of which the order of magnitude counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateRules {
    /// The number as written, above 0.
    pub answer: Text,
    /// The expected unit.
    pub unit: Option<Text>,
    /// Other units that are understood.
    pub other_units: Vec<Text>,
    /// What is how near, the narrowest first.
    pub bands: Vec<Band>,
    /// Foreseen wrong answers, in the order of the key's wrong rules.
    pub wrong: Vec<WrongRule>,
}

/// What is worth some share of the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The factor, above 1, by which an answer may be off, as written.
    pub within: String,
    /// The share of the points, in percent: 1 to 100.
    pub score: u8,
}

/// Things in their right order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRules {
    /// What is to be ordered, in the right order.
    pub items: Vec<Item>,
    /// What does not belong there.
    pub distractors: Vec<Distractor>,
    /// Whether right neighbours give a part of the points.
    pub partial: bool,
    /// Ids of items next to each other that may stand in any order.
    pub groups: Vec<Vec<Text>>,
}

/// One of several things to be ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id, unique in the question.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: what it says.
    pub text: Text,
}

/// What only seems to belong in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distractor {
    /// Its id, unique in the question.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: what it says.
    pub text: Text,
    /// Markdown: why it does not belong there.
    pub feedback: Option<Text>,
}

/// What belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchRules {
    /// What belongs together.
    pub pairs: Vec<Pair>,
    /// Right sides that belong to nothing.
    pub extra: Vec<RightSide>,
}

/// Two things that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Its id, unique in the question; also that of its right side, unless an earlier pair has the
    /// same right side.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: the side that is given.
    pub left: Text,
    /// Markdown: the side that is to be found.
    pub right: Text,
    /// The id of the first pair with the same right side: mostly its own.
    pub right_id: String,
    /// Markdown: why they belong together.
    pub feedback: Option<Text>,
}

/// A right side that belongs to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightSide {
    /// Its id, unique in the question.
    pub id: String,
    /// Markdown: what it says.
    pub text: Text,
}

/// A blank of a cloze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Its name, which stands in the text as `{{name}}`.
    pub name: Text,
    /// The answer that is shown.
    pub answer: Text,
    /// Other accepted answers that are worth showing.
    pub accept: Vec<Text>,
    /// What there is to pick from; empty if it is to be typed.
    pub choices: Vec<Text>,
}

/// What a program does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputRules {
    /// The program.
    pub code: Text,
    /// Its language, as after a fence's back-ticks.
    pub lang: Text,
    /// Whether it fails, if the reader is asked that too.
    pub fails: Option<bool>,
    /// What it prints, unless it fails.
    pub answer: Option<Text>,
    /// Other accepted outputs that are worth showing.
    pub accept: Vec<Text>,
    /// How it fails, if it does and more is asked than that.
    pub error: Option<ErrorRule>,
    /// Foreseen wrong answers, in the order of the key's wrong rules.
    pub wrong: Vec<WrongOutput>,
    /// Whether the answer is to be proven by running the program, when asked to.
    pub verify: bool,
}

/// A foreseen wrong answer about a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongOutput {
    /// Whether it says that the program fails.
    pub fails: bool,
    /// What it says that the program prints; or the line, or words of the message, with which it
    /// would fail, empty if it does not matter how.
    pub text: String,
    /// Markdown: what the reader has mixed up.
    pub feedback: Text,
    /// Where the rule stands in the file.
    pub range: Range<usize>,
}

impl WrongOutput {
    /// What it catches, as shown where there is little room: a failure has a cross before it.
    pub fn shown(&self) -> String {
        match self.fails {
            true => format!("✗ {}", self.text).trim_end().to_owned(),
            false => self.text.clone(),
        }
    }
}

/// How a program fails. One of the two is asked for: the line, if it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRule {
    /// The line that is at fault, counted from 1.
    pub line: Option<u32>,
    /// What the message contains.
    pub contains: Option<Text>,
}

/// What a free answer is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeRules {
    /// How many characters are to be written before the model is shown.
    pub min_chars: u32,
    /// Markdown: a good answer.
    pub model: Text,
    /// What to look for in an answer.
    pub rubric: Vec<Criterion>,
}

/// One thing to look for in a free answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its id, unique in the question.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: what a good answer has.
    pub text: Text,
    /// What it is worth: 1 to 10.
    pub points: u8,
}
