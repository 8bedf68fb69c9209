//! One record and its text: [`Record::parse`], [`Record::encode`], [`Record::merge`].
//!
//! Invariant: a text that parses is the text that encoding its record gives, and the order of
//! records is total; merging is taking the greater, hence commutative, associative, idempotent.

use super::attempt::Attempt;
use super::key::Key;
use super::number;
use super::text::cut;

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

/// A value that the last write wins. The order compares times first, then values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Register {
    /// When it was written.
    pub time: Time,
    /// What was written: 1 or 0 for ticked or not, the number of a [`ChapterState`], the time up
    /// to which attempts do not count. "Not ticked" and "unseen" are dated like everything else,
    /// or an old copy would undo them.
    pub value: u64,
}

/// What is stored under one key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// Replaced by every later write. Its text is `time,value`.
    Register(Register),
    /// An entry of a log; never written twice.
    Attempt(Attempt),
}

impl Record {
    /// Reads the text stored under `key`.
    pub fn parse(key: &Key<'_>, text: &str) -> Option<Self> {
        let Some(greatest) = key.greatest_value() else {
            return Attempt::parse(text).map(Self::Attempt);
        };
        let (time, value) = cut(text, b',')?;
        Some(Self::Register(Register {
            time: number::parse(time, number::MAX)?,
            value: number::parse(value, greatest)?,
        }))
    }

    /// The text that [`Record::parse`] reads.
    pub fn encode(&self) -> String {
        match self {
            Self::Register(register) => {
                let mut text = String::new();
                number::write(&mut text, register.time);
                text.push(',');
                number::write(&mut text, register.value);
                text
            }
            Self::Attempt(attempt) => attempt.text().to_owned(),
        }
    }

    /// The one of two records of a key that both sides keep.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        self.max(other)
    }
}
