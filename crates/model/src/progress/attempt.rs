//! An entry of the log of a question: [`Attempt::new`], [`Attempt::fields`].
//!
//! Its text is `revision,outcome,tries,confidence,answer`, its time and its question are in its
//! key. Invariant: an [`Attempt`] holds a text whose fields are all valid, each in its only
//! spelling.

use super::number;
use super::text::{beginning, cut};

/// How much of an answer is kept; the page's fields take no more than fits.
pub const MAX_ANSWER_BYTES: usize = 8000;
const MAX_REVISION_BYTES: usize = 64;

/// How an attempt at a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Wrong.
    Wrong,
    /// Partly right.
    Partly,
    /// Right at once.
    Right,
    /// Right with a hint or on a later try.
    RightWithHelp,
    /// The learner had the answer shown.
    Shown,
}

impl Outcome {
    const ALL: [Self; 5] = [
        Self::Wrong,
        Self::Partly,
        Self::Right,
        Self::RightWithHelp,
        Self::Shown,
    ];

    /// 0 wrong, 1 partly right, 2 right, 3 right with help, 4 answer shown.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }

    /// Whether nothing is left to do: right at last, or the answer was shown.
    pub fn settles(self) -> bool {
        self >= Self::Right
    }
}

/// How sure the learner was before checking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Not asked, or not said.
    Unstated,
    /// Unsure.
    Unsure,
    /// Sure.
    Sure,
}

impl Confidence {
    const ALL: [Self; 3] = [Self::Unstated, Self::Unsure, Self::Sure];

    /// 0 unstated, 1 unsure, 2 sure.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }
}

/// One attempt at a question, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    text: String,
}

/// What is in an [`Attempt`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptFields<'a> {
    /// The hash of the question's text at the time: letters and digits.
    pub revision: &'a str,
    /// How it ended.
    pub outcome: Outcome,
    /// How many tries it took.
    pub tries: u32,
    /// How sure the learner was.
    pub confidence: Confidence,
    /// What the learner answered, in the quiz's own notation.
    pub answer: &'a str,
}

impl Attempt {
    /// An attempt with these fields, if the revision is one; of a very long answer only the
    /// beginning is kept.
    pub fn new(fields: &AttemptFields<'_>) -> Option<Self> {
        let mut text = fields.revision.to_owned();
        let numbers = [
            fields.outcome as u32,
            fields.tries,
            fields.confidence as u32,
        ];
        for number in numbers {
            text.push(',');
            number::write(&mut text, number.into());
        }
        text.push(',');
        text.push_str(beginning(fields.answer, MAX_ANSWER_BYTES));
        is_revision(fields.revision).then_some(Self { text })
    }

    /// What is in it.
    pub fn fields(&self) -> Option<AttemptFields<'_>> {
        fields(&self.text)
    }

    /// The text that is stored.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// What is in the text of an attempt; `None` if it is none.
pub(super) fn fields(text: &str) -> Option<AttemptFields<'_>> {
    let (revision, rest) = cut(text, b',')?;
    let (outcome, rest) = cut(rest, b',')?;
    let (tries, rest) = cut(rest, b',')?;
    let (confidence, answer) = cut(rest, b',')?;
    let valid = is_revision(revision) && answer.len() <= MAX_ANSWER_BYTES;
    valid.then_some(AttemptFields {
        revision,
        outcome: Outcome::from_number(small_number(outcome)?)?,
        tries: small_number(tries)?,
        confidence: Confidence::from_number(small_number(confidence)?)?,
        answer,
    })
}

fn small_number(text: &str) -> Option<u32> {
    number::parse(text, u32::MAX.into()).map(|number| number as u32)
}

fn is_revision(text: &str) -> bool {
    let hash_only = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    hash_only && !text.is_empty() && text.len() <= MAX_REVISION_BYTES
}
