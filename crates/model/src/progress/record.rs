//! One record: a text that is valid under its key: [`Record::parse`], [`Record::merge`].
//!
//! Records stay texts, and what they say is read when it is asked for: that is rare, and in the
//! browser smaller than a type for each kind. Invariant: the order of records is total; merging is
//! taking the greater, hence commutative, associative, idempotent.

use std::cmp::Ordering;

use super::attempt;
use super::key::Key;
use super::number;
use super::text::{beginning, cut, join};

/// How much of a draft or a note is kept: two pages of writing.
pub const MAX_DRAFT_BYTES: usize = 8000;

/// Milliseconds since 1970, as the learner's clock told them.
pub type Time = u64;

/// Where the learner stands with a chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChapterState {
    /// Nothing known.
    Unseen,
    /// Begun.
    Learning,
    /// Done, as the learner says.
    Done,
    /// Left out on purpose; does not count in totals.
    Skipped,
}

impl ChapterState {
    const ALL: [Self; 4] = [Self::Unseen, Self::Learning, Self::Done, Self::Skipped];

    /// 0 unseen, 1 learning, 2 done, 3 skipped.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(number as usize).copied()
    }
}

/// What is stored under one key.
///
/// An attempt is an entry of a log and never written twice. All others are replaced by every later
/// write, and begin with its time: `time,value` is a register, whose value is 1 or 0 for ticked or
/// not, the number of a [`ChapterState`], or the time up to which attempts do not count;
/// `time,text` is a draft or another text of the learner's. "Not ticked", "unseen" and an empty
/// text are dated like everything else, or an old copy would undo them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    text: String,
}

impl Record {
    /// Reads the text stored under `key`.
    pub fn parse(key: &Key<'_>, text: &str) -> Option<Self> {
        let valid = match key {
            Key::Attempt { .. } => attempt::fields(text).is_some(),
            Key::Text(_) => is_dated(text, |draft| draft.len() <= MAX_DRAFT_BYTES),
            Key::Tick(_) => is_register(text, 1),
            Key::State(_) => is_register(text, ChapterState::Skipped as u64),
            Key::Reset(_) => is_register(text, number::MAX),
        };
        valid.then(|| Self {
            text: text.to_owned(),
        })
    }

    /// A register with this value, written at this time.
    pub(super) fn register(time: Time, value: u64) -> Self {
        let mut text = dated(time);
        number::write(&mut text, value);
        Self { text }
    }

    /// A text, or the beginning of a very long one, written at this time.
    pub(super) fn written_at(time: Time, text: &str) -> Self {
        Self {
            text: join(&dated(time), beginning(text, MAX_DRAFT_BYTES)),
        }
    }

    /// An attempt with this text.
    pub(super) fn attempt(text: String) -> Self {
        Self { text }
    }

    /// The text that [`Record::parse`] reads.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// When a register or a text was written.
    pub(super) fn time(&self) -> Time {
        number::parse(self.parts().0, number::MAX).unwrap_or_default()
    }

    /// The value of a register.
    pub(super) fn value(&self) -> u64 {
        number::parse(self.parts().1, number::MAX).unwrap_or_default()
    }

    /// What was written in a text.
    pub(super) fn written(&self) -> &str {
        self.parts().1
    }

    /// The one of two records of a key that both sides keep.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        self.max(other)
    }

    /// What is before and after the first comma.
    fn parts(&self) -> (&str, &str) {
        cut(&self.text, b',').unwrap_or_default()
    }
}

impl Ord for Record {
    /// By time, then by what was written: of two numbers, each in its only spelling, the one with
    /// more digits is the greater.
    fn cmp(&self, other: &Self) -> Ordering {
        let digits = |record: &Self| record.parts().0.len();
        digits(self)
            .cmp(&digits(other))
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Record {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The beginning of the text of a register or a draft.
fn dated(time: Time) -> String {
    let mut text = String::new();
    number::write(&mut text, time);
    text.push(',');
    text
}

fn is_dated(text: &str, is_valid: impl Fn(&str) -> bool) -> bool {
    cut(text, b',')
        .is_some_and(|(time, rest)| number::parse(time, number::MAX).is_some() && is_valid(rest))
}

fn is_register(text: &str, greatest: u64) -> bool {
    is_dated(text, |value| number::parse(value, greatest).is_some())
}
