//! A quiz once it has been read.
//!
//! [`Quiz`] is the entry point. Invariant: texts keep their places in the author's file, so that a
//! later check (a link's target, say) can point at them.

mod rules;

pub use rules::{
    Band, Blank, Criterion, Distractor, ErrorRule, EstimateRules, FreeRules, Item, MatchRules,
    NumericRules, OrderRules, OutputRules, Pair, RightSide, TextRules, WrongOutput, WrongRule,
};
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
    /// The only page that may use it, relative to the content folder; with the heading that it
    /// belongs to, where the author names one.
    pub section: Option<Text>,
    /// Stems that several questions share.
    pub contexts: Vec<Context>,
    /// What is asked, in order.
    pub questions: Vec<Question>,
    /// What used to be asked; kept for old progress.
    pub retired: Vec<Retired>,
}

/// What several questions are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its name, unique in the quiz.
    pub name: Text,
    /// Markdown: shown once, above the first of its questions.
    pub text: Text,
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
    /// Ids of parts that it no longer has, never to be used again.
    pub retired_ids: Vec<Text>,
    /// The name of the quiz's context that it belongs to.
    pub context: Option<Text>,
    /// The group of which one question is asked.
    pub variants: Option<Text>,
    /// Markdown: what is asked. The text with the blanks of a cloze.
    pub prompt: Text,
    /// How it is answered.
    pub kind: Kind,
    /// Markdown: steps towards the answer, each given after a wrong try.
    pub hints: Vec<Text>,
    /// Markdown: why the right answer is right.
    pub explanation: Option<Text>,
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
        when_true: Option<Text>,
        /// Markdown: what is to be said to "false".
        when_false: Option<Text>,
    },
    /// By typing a short text.
    Text(TextRules),
    /// By typing a number.
    Numeric(NumericRules),
    /// By typing a number of the right order of magnitude.
    Estimate(EstimateRules),
    /// By putting things in order.
    Order(OrderRules),
    /// By finding what belongs together.
    Match(MatchRules),
    /// By filling in blanks.
    Cloze(Vec<Blank>),
    /// By saying what a program prints.
    Output(OutputRules),
    /// By writing, and comparing with a model.
    Free(FreeRules),
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
            Kind::Estimate(_) => "estimate",
            Kind::Order(_) => "order",
            Kind::Match(_) => "match",
            Kind::Cloze(_) => "cloze",
            Kind::Output(_) => "output",
            Kind::Free(_) => "free",
        }
    }

    /// The ids of what it consists of, each with those it had before: choices, items, pairs and
    /// further right sides, blanks, criteria.
    pub fn parts(&self) -> Vec<(&str, &[Text])> {
        match self {
            Kind::Single(choices) | Kind::Multiple { choices, .. } => {
                let parts = choices.iter();
                parts.map(|choice| part(&choice.id, &choice.was)).collect()
            }
            Kind::Order(rules) => {
                let items = rules.items.iter().map(|item| part(&item.id, &item.was));
                let distractors = rules.distractors.iter();
                items
                    .chain(distractors.map(|item| part(&item.id, &item.was)))
                    .collect()
            }
            Kind::Match(rules) => {
                let pairs = rules.pairs.iter().map(|pair| part(&pair.id, &pair.was));
                let extra = rules.extra.iter();
                pairs
                    .chain(extra.map(|side| (side.id.as_str(), [].as_slice())))
                    .collect()
            }
            Kind::Cloze(blanks) => {
                let blanks = blanks.iter();
                blanks.map(|blank| part(&blank.name, &[])).collect()
            }
            Kind::Free(rules) => {
                let criteria = rules.rubric.iter();
                criteria
                    .map(|criterion| part(&criterion.id, &criterion.was))
                    .collect()
            }
            Kind::TrueFalse { .. }
            | Kind::Text(_)
            | Kind::Numeric(_)
            | Kind::Estimate(_)
            | Kind::Output(_) => Vec::new(),
        }
    }
}

fn part<'a>(id: &'a Text, was: &'a [Text]) -> (&'a str, &'a [Text]) {
    (&id.value, was)
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
    /// Ids it had before.
    pub was: Vec<Text>,
    /// Markdown: what it says.
    pub text: Text,
    /// Whether it is right.
    pub correct: bool,
    /// Markdown: why it is right or wrong.
    pub feedback: Option<Text>,
    /// Markdown: what to say instead to somebody who did not pick it although it is right.
    pub feedback_missed: Option<Text>,
    /// Where it stays when the others are shuffled.
    pub pin: Option<Pin>,
}
