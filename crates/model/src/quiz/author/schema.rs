//! A quiz once it has been read.
//!
//! [`Quiz`] is the entry point. Invariant: texts keep their places in the author's file, so that a
//! later check (a link's target, say) can point at them.

use std::ops::Range;

/// A text with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Byte offsets in the file, of the text as written (quotes included).
    pub range: Range<usize>,
}

/// A quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// Its id, unique in the book.
    pub id: Text,
    /// The line above it.
    pub title: Option<Text>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    /// What used to be asked; kept for old progress.
    pub retired: Vec<Retired>,
}

/// A question that is no longer asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// Its id, never to be used again.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
}

/// When a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// Before the text that answers it, as a guess.
    Pre,
    /// In its place in the text.
    Inline,
    /// Later again, mixed with others.
    Review,
    /// In an examination only.
    Exam,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id, unique in the quiz.
    pub id: Text,
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: what is asked.
    pub prompt: Text,
    /// How it is answered.
    pub kind: Kind,
    /// Markdown: steps towards the answer, each given after a wrong try.
    pub hints: Vec<Text>,
    /// Markdown: why the right answer is right.
    pub explanation: Text,
    /// The page and heading that answer it, relative to the content folder.
    pub reference: Option<Text>,
    /// Topics.
    pub tags: Vec<Text>,
    /// 1 to 5, where given.
    pub difficulty: Option<u8>,
    /// When it is asked.
    pub uses: Vec<Use>,
    /// How many tries there are before the answer is shown.
    pub attempts: u8,
    /// Whether choices come in another order at each try.
    pub shuffle: bool,
    /// Whether the reader is asked how sure they are.
    pub confidence: bool,
    /// What counts as right, as the page carries it.
    pub key: String,
    /// Six hexadecimal digits that change when what is asked or what counts as right does.
    pub revision: String,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// By picking one of several choices.
    Single(Vec<Choice>),
    /// By picking all that apply.
    Multiple {
        /// What there is to pick from.
        choices: Vec<Choice>,
        /// Whether a part of the right ones gives a part of the points.
        partial: bool,
    },
    /// By judging a claim.
    TrueFalse {
        /// Whether the claim holds.
        answer: bool,
        /// Markdown: what is to be said to "true".
        when_true: Text,
        /// Markdown: what is to be said to "false".
        when_false: Text,
    },
    /// By typing a short text.
    Text(TextRules),
    /// By typing a number.
    Numeric(NumericRules),
}

impl Kind {
    /// The type's name in YAML.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Single(_) => "single",
            Kind::Multiple { .. } => "multiple",
            Kind::TrueFalse { .. } => "truefalse",
            Kind::Text(_) => "text",
            Kind::Numeric(_) => "numeric",
        }
    }
}

/// Where a choice stays when the others are shuffled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// Before all others.
    First,
    /// After all others.
    Last,
}

/// One of several answers to pick from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id, unique in the question.
    pub id: Text,
    /// Markdown: what it says.
    pub text: Text,
    /// Whether it is right.
    pub correct: bool,
    /// Markdown: why it is right or wrong.
    pub feedback: Text,
    /// Markdown: what to say instead to somebody who did not pick it although it is right.
    pub feedback_missed: Option<Text>,
    /// Where it stays when the others are shuffled.
    pub pin: Option<Pin>,
}

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
