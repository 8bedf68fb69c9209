//! What counts as right, as the page carries it.
//!
//! [`Key`] is the entry point. Its text is a head and records, separated by `␞`; a record's parts
//! are separated by `␟`. Both signs are pictures of separators, printable in HTML and never part
//! of an answer, so nothing needs escaping. `encode` (behind the feature `build`) writes keys.
//! Invariant: reading is lazy and takes no memory; a record that is none is passed over.
//!
//! | head | records |
//! |---|---|
//! | `one`, `all`, `part` | `+id` a right choice, `-id` a wrong one |
//! | `text␟flags` | `=text` and `~regex` accepted, `!=text` and `!~regex` foreseen as wrong |
//! | `number␟answer␟abs␟rel␟required` | `@unit␟factor` (the first is the expected one), `!low␟high` foreseen as wrong |

use super::normalize::Flags;

/// Separates records.
pub const RECORD: char = '␞';
/// Separates the parts of a record.
pub const UNIT: char = '␟';

/// What counts as right.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// Choices to pick from.
    Choice(ChoiceKey<'a>),
    /// A short text.
    Text(TextKey<'a>),
    /// A number.
    Number(NumberKey<'a>),
}

/// How picked choices are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scoring {
    /// One is right.
    One,
    /// All right ones and no other.
    All,
    /// By the share of right ones, less the wrong ones.
    Part,
}

/// The key of a question with choices.
#[derive(Debug, Clone, Copy)]
pub struct ChoiceKey<'a> {
    /// How picks are scored.
    pub scoring: Scoring,
    records: Pieces<'a>,
}

/// What a rule compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern<'a> {
    /// This text, after normalising.
    Literal(&'a str),
    /// A regular expression for the whole text.
    Regex(&'a str),
}

/// The key of a question with a short text.
#[derive(Debug, Clone, Copy)]
pub struct TextKey<'a> {
    /// How texts are made comparable.
    pub flags: Flags,
    records: Pieces<'a>,
}

/// The key of a question with a number. Numbers stay as the author wrote them, so that both sides
/// of a comparison go through the same reader.
#[derive(Debug, Clone, Copy)]
pub struct NumberKey<'a> {
    /// The right number, in the expected unit.
    pub answer: &'a str,
    /// How far off it may be; empty for not at all.
    pub abs: &'a str,
    /// How far off it may be, as a share of the answer; empty for not at all.
    pub rel: &'a str,
    /// Whether the unit must be given.
    pub unit_required: bool,
    records: Pieces<'a>,
}

impl<'a> Key<'a> {
    /// Reads a key's text; `None` if it is none.
    pub fn parse(text: &'a str) -> Option<Key<'a>> {
        let mut records = Pieces::of(text, RECORD);
        let mut head = Pieces::of(records.next()?, UNIT);
        let scoring = match head.next()? {
            "one" => Scoring::One,
            "all" => Scoring::All,
            "part" => Scoring::Part,
            "text" => {
                let flags = Flags::parse(head.next()?);
                return Some(Key::Text(TextKey { flags, records }));
            }
            "number" => {
                return Some(Key::Number(NumberKey {
                    answer: head.next()?,
                    abs: head.next()?,
                    rel: head.next()?,
                    unit_required: !head.next()?.is_empty(),
                    records,
                }));
            }
            _ => return None,
        };
        Some(Key::Choice(ChoiceKey { scoring, records }))
    }
}

impl<'a> ChoiceKey<'a> {
    /// Each choice's id, and whether it is right.
    pub fn choices(self) -> impl Iterator<Item = (&'a str, bool)> {
        self.records
            .filter_map(|record| match record.strip_prefix('+') {
                Some(id) => Some((id, true)),
                None => Some((record.strip_prefix('-')?, false)),
            })
    }
}

impl<'a> TextKey<'a> {
    /// What is right.
    pub fn accept(self) -> impl Iterator<Item = Pattern<'a>> {
        self.records.filter_map(Pattern::of)
    }

    /// What is foreseen as wrong.
    pub fn wrong(self) -> impl Iterator<Item = Pattern<'a>> {
        self.records
            .filter_map(|record| Pattern::of(record.strip_prefix('!')?))
    }
}

impl<'a> Pattern<'a> {
    fn of(record: &'a str) -> Option<Pattern<'a>> {
        match record.strip_prefix('=') {
            Some(text) => Some(Pattern::Literal(text)),
            None => record.strip_prefix('~').map(Pattern::Regex),
        }
    }
}

impl<'a> NumberKey<'a> {
    /// Units with the factor that turns one into expected units; the expected one comes first.
    pub fn units(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs('@')
    }

    /// Ranges foreseen as wrong, both ends included.
    pub fn wrong(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs('!')
    }

    fn pairs(self, sign: char) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.records.filter_map(move |record| {
            let mut parts = Pieces::of(record.strip_prefix(sign)?, UNIT);
            Some((parts.next()?, parts.next()?))
        })
    }
}

/// The pieces of a text between separators. The standard library's `split` does the same with
/// twice the code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces<'a> {
    rest: Option<&'a str>,
    separator: char,
}

impl<'a> Pieces<'a> {
    /// The pieces of `text`; at least one.
    pub(super) fn of(text: &'a str, separator: char) -> Pieces<'a> {
        Pieces {
            rest: Some(text),
            separator,
        }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let mut letters = text.chars();
        self.rest = loop {
            match letters.next() {
                None => break None,
                Some(letter) if letter == self.separator => break Some(letters.as_str()),
                Some(_) => {}
            }
        };
        let after = self
            .rest
            .map_or(0, |rest| rest.len() + self.separator.len_utf8());
        text.get(..text.len() - after)
    }
}
