//! The names under which the records of a book are stored: [`Key::parse`], [`Key::encode`].
//!
//! Invariant: `parse` accepts exactly the texts that `encode` makes from valid ids; everything
//! else belongs to somebody else and is left alone.

use super::number;
use super::record::Time;
use super::text::{cut, join};

/// The beginning of the names of all texts.
pub(super) const TEXTS: &str = "d:";

const MAX_ID_BYTES: usize = 200;

/// What a record is about. Its text follows the book's own prefix in the browser's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// Whether the box of a task is ticked.
    Tick(&'a str),
    /// Where the learner stands with a chapter.
    State(&'a str),
    /// Up to when the attempts at a question no longer count.
    Reset(&'a str),
    /// A text of the learner's: what is written in answer to a question, before it is checked, named
    /// by the question; or one that is named by a letter and a slash, which no question is: a note
    /// (`n/chapter#heading`), a bookmark (`b/…`), a setting (`s/plan`).
    Text(&'a str),
    /// One attempt at a question.
    Attempt {
        /// The question, as `quiz/question`.
        question: &'a str,
        /// When it was made.
        time: Time,
        /// Keeps apart attempts that two tabs make in the same millisecond.
        random: u64,
    },
}

impl<'a> Key<'a> {
    /// Reads a name.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (kind, id) = cut(name, b':')?;
        match kind {
            "a" => Self::parse_attempt(id),
            _ if !is_id(id) => None,
            "x" => Some(Self::Tick(id)),
            "p" => Some(Self::State(id)),
            "r" => Some(Self::Reset(id)),
            "d" => Some(Self::Text(id)),
            _ => None,
        }
    }

    /// The name that [`Key::parse`] reads.
    pub fn encode(&self) -> String {
        match self {
            Self::Tick(id) => join("x:", id),
            Self::State(id) => join("p:", id),
            Self::Reset(id) => join("r:", id),
            Self::Text(id) => join(TEXTS, id),
            Self::Attempt {
                question,
                time,
                random,
            } => {
                let mut name = attempts_of(question);
                number::write(&mut name, *time);
                name.push('-');
                number::write(&mut name, *random);
                name
            }
        }
    }

    fn parse_attempt(text: &'a str) -> Option<Self> {
        let (question, entry) = cut(text, b':')?;
        let (time, random) = cut(entry, b'-')?;
        is_id(question).then_some(Self::Attempt {
            question,
            time: number::parse(time, number::MAX)?,
            random: number::parse(random, number::MAX)?,
        })
    }
}

/// Whether this is the name of a draft: the only text that can be written again if it must be.
pub(super) fn is_draft(name: &str) -> bool {
    name.starts_with(TEXTS) && name.as_bytes().get(TEXTS.len() + 1) != Some(&b'/')
}

/// Under which name a value is kept that could not be read. It is no record's.
pub(super) fn quarantine(name: &str) -> String {
    join("bad:", name)
}

/// The beginning of the names of all attempts at `question`.
pub(super) fn attempts_of(question: &str) -> String {
    let mut name = join("a:", question);
    name.push(':');
    name
}

/// Whether `text` can name a task, a chapter or a question: short, without the colon that parts a
/// name and without the blank that parts an id from its former ids.
fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte > b' ' && byte != b':' && byte != 0x7f;
    !text.is_empty() && text.len() <= MAX_ID_BYTES && text.bytes().all(allowed)
}
