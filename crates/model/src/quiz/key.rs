//! What counts as right, as the page carries it.
//!
//! [`Key`] is the entry point. Its text is a head and records, separated by `␞`; a record's parts
//! are separated by `␟`. Both signs are pictures of separators, printable in HTML and never part
//! of an answer, so nothing needs escaping. `encode` (behind the feature `build`) writes keys.
//! Invariant: reading is lazy and takes no memory; a record that is none is passed over, and a part
//! that is missing is empty.
//!
//! | head | records | response |
//! |---|---|---|
//! | `one`, `all`, `part` | `+id` a right choice, `-id` a wrong one | ids, blanks between |
//! | `text␟flags` | `=text` and `~regex` accepted, `!=text` and `!~regex` foreseen as wrong | the text |
//! | `number␟answer␟abs␟rel␟required` | `@unit␟factor` (the first is the expected one), `!low␟high` foreseen as wrong | number and unit |
//! | `estimate␟answer␟required` | `<within␟score` in percent, and those of `number` | number and unit |
//! | `order␟exact`, `order␟part` | `+id` in the right order, `+id␟group` where items may swap, `-id` what does not belong | ids, blanks between |
//! | `match` | `+left␟right`, `-right` what belongs to nothing | `left=right`, blanks between |
//! | `cloze` | `_name␟flags` opens a blank, then its `=text` and `~regex`; flags `!`: picked, compared letter by letter | `name␟value␞name␟value` |
//! | `output␟flags␟mode` | `=text` accepted, `#line`, `~text` of the error, `!=text` foreseen as wrong, `!~text` a failure foreseen as wrong | `prints␟text` or `fails␟text` |
//! | `free␟min_chars` | `+id␟points` | ids, blanks between; what follows a `␟` is not graded |

use super::normalize::Flags;
use super::pieces::Pieces;
use std::iter;

/// Separates records.
pub const RECORD: char = '␞';
/// Separates the parts of a record.
pub const UNIT: char = '␟';
/// The flags of a blank whose answer is picked from a list.
pub const PICKED: &str = "!";

/// What counts as right.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// Choices to pick from.
    Choice(ChoiceKey<'a>),
    /// A short text.
    Text(TextKey<'a>),
    /// A number.
    Number(NumberKey<'a>),
    /// A number of the right order of magnitude.
    Estimate(NumberKey<'a>),
    /// Things to be put in order.
    Order(OrderKey<'a>),
    /// Things that belong together.
    Match(MatchKey<'a>),
    /// Blanks to be filled in.
    Cloze(ClozeKey<'a>),
    /// What a program does.
    Output(OutputKey<'a>),
    /// What to look for in a free answer.
    Free(FreeKey<'a>),
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

/// The key of a question about an order.
#[derive(Debug, Clone, Copy)]
pub struct OrderKey<'a> {
    /// Whether right neighbours give a part of the points.
    pub partial: bool,
    records: Pieces<'a>,
}

/// The key of a question about what belongs together.
#[derive(Debug, Clone, Copy)]
pub struct MatchKey<'a> {
    records: Pieces<'a>,
}

/// The key of a text with blanks.
#[derive(Debug, Clone, Copy)]
pub struct ClozeKey<'a> {
    records: Pieces<'a>,
}

/// One blank.
#[derive(Debug, Clone, Copy)]
pub struct BlankKey<'a> {
    /// Its name, by which the response calls it.
    pub name: &'a str,
    /// How texts are made comparable, as letters; [`PICKED`] if they are compared as they are.
    pub flags: &'a str,
    records: Pieces<'a>,
}

/// What is asked about a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// What it prints.
    Output,
    /// Whether it fails, and what it prints: it does print.
    Prints,
    /// Whether it fails, and how: it does fail.
    Fails,
}

/// The key of a question about what a program does.
#[derive(Debug, Clone, Copy)]
pub struct OutputKey<'a> {
    /// How outputs are made comparable.
    pub flags: Flags,
    /// What is asked.
    pub mode: Mode,
    records: Pieces<'a>,
}

/// The key of a question that is answered freely.
#[derive(Debug, Clone, Copy)]
pub struct FreeKey<'a> {
    /// How many characters are to be written.
    pub min_chars: &'a str,
    records: Pieces<'a>,
}

impl<'a> Key<'a> {
    /// Reads a key's text; `None` if it is none.
    pub fn parse(text: &'a str) -> Option<Key<'a>> {
        let mut records = Pieces::of(text, RECORD);
        let mut head = Pieces::of(records.next()?, UNIT);
        let choice = |scoring| Key::Choice(ChoiceKey { scoring, records });
        Some(match head.part() {
            "one" => choice(Scoring::One),
            "all" => choice(Scoring::All),
            "part" => choice(Scoring::Part),
            "text" => Key::Text(TextKey {
                flags: Flags::parse(head.part()),
                records,
            }),
            "number" => Key::Number(NumberKey {
                answer: head.part(),
                abs: head.part(),
                rel: head.part(),
                unit_required: !head.part().is_empty(),
                records,
            }),
            "estimate" => Key::Estimate(NumberKey {
                answer: head.part(),
                abs: "",
                rel: "",
                unit_required: !head.part().is_empty(),
                records,
            }),
            "order" => Key::Order(OrderKey {
                partial: head.part() == "part",
                records,
            }),
            "match" => Key::Match(MatchKey { records }),
            "cloze" => Key::Cloze(ClozeKey { records }),
            "output" => Key::Output(OutputKey {
                flags: Flags::parse(head.part()),
                mode: match head.part() {
                    "p" => Mode::Prints,
                    "f" => Mode::Fails,
                    _ => Mode::Output,
                },
                records,
            }),
            "free" => Key::Free(FreeKey {
                min_chars: head.part(),
                records,
            }),
            _ => return None,
        })
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
        pairs(self.records, '@')
    }

    /// Ranges foreseen as wrong, both ends included.
    pub fn wrong(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        pairs(self.records, '!')
    }

    /// By which factor an estimate may be off, and for how many percent of the points.
    pub fn bands(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        pairs(self.records, '<')
    }
}

impl<'a> OrderKey<'a> {
    /// The items in their right order, each with the number of its place. Items that may swap share
    /// one.
    pub fn items(self) -> impl Iterator<Item = (&'a str, u32)> {
        let (mut place, mut group) = (0, "");
        pairs(self.records, '+').map(move |(id, of)| {
            place += u32::from(of.is_empty() || of != group);
            group = of;
            (id, place)
        })
    }

    /// What does not belong in the order.
    pub fn distractors(self) -> impl Iterator<Item = &'a str> {
        tagged(self.records, '-')
    }
}

impl<'a> MatchKey<'a> {
    /// The ids of each left side and of the right side that belongs to it.
    pub fn pairs(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        pairs(self.records, '+')
    }

    /// Right sides that belong to nothing.
    pub fn extra(self) -> impl Iterator<Item = &'a str> {
        tagged(self.records, '-')
    }
}

impl<'a> ClozeKey<'a> {
    /// The blanks.
    pub fn blanks(self) -> impl Iterator<Item = BlankKey<'a>> {
        let mut records = self.records;
        iter::from_fn(move || {
            let (name, flags) = next_pair(&mut records, '_')?;
            Some(BlankKey {
                name,
                flags,
                records,
            })
        })
    }
}

impl<'a> BlankKey<'a> {
    /// What is right in the blank.
    pub fn accept(self) -> impl Iterator<Item = Pattern<'a>> {
        let own = self.records.take_while(|record| !record.starts_with('_'));
        own.filter_map(Pattern::of)
    }
}

impl<'a> OutputKey<'a> {
    /// Outputs that are right.
    pub fn accept(self) -> impl Iterator<Item = &'a str> {
        tagged(self.records, '=')
    }

    /// What is foreseen as wrong: whether it is said to fail, and how, or else what it prints.
    pub fn wrong(self) -> impl Iterator<Item = (bool, &'a str)> {
        tagged(self.records, '!').filter_map(|record| match record.strip_prefix('=') {
            Some(printed) => Some((false, printed)),
            None => Some((true, record.strip_prefix('~')?)),
        })
    }

    /// How it fails: the line that is at fault, or what the error's message contains.
    pub fn how(self) -> impl Iterator<Item = &'a str> {
        self.records
            .filter_map(|record| record.strip_prefix(['#', '~']))
    }
}

impl<'a> FreeKey<'a> {
    /// What to look for, and what it is worth.
    pub fn rubric(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        pairs(self.records, '+')
    }
}

/// What follows a sign in the records that begin with it.
fn tagged(mut records: Pieces<'_>, sign: char) -> impl Iterator<Item = &str> {
    iter::from_fn(move || next_tagged(&mut records, sign))
}

/// The two parts of the records that begin with a sign.
fn pairs(mut records: Pieces<'_>, sign: char) -> impl Iterator<Item = (&str, &str)> {
    iter::from_fn(move || next_pair(&mut records, sign))
}

// Inlined, as they would be, these two are in the browser's download a dozen times.

#[inline(never)]
fn next_tagged<'a>(records: &mut Pieces<'a>, sign: char) -> Option<&'a str> {
    records.find_map(|record| record.strip_prefix(sign))
}

#[inline(never)]
fn next_pair<'a>(records: &mut Pieces<'a>, sign: char) -> Option<(&'a str, &'a str)> {
    let mut parts = Pieces::of(next_tagged(records, sign)?, UNIT);
    Some((parts.part(), parts.part()))
}
