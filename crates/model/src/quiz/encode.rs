//! Writes keys.
//!
//! [`choice_key`], [`text_key`] and [`number_key`] are the entry points. Invariant: what is
//! written reads back as the same, for parts without the two separators.

use super::key::{Pattern, RECORD, Scoring, UNIT};
use super::normalize::Flags;

/// The parts of a number's key; see [`NumberKey`](super::key::NumberKey).
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberParts<'a> {
    /// The right number, in the expected unit.
    pub answer: &'a str,
    /// How far off it may be; empty for not at all.
    pub abs: &'a str,
    /// How far off it may be, as a share of the answer; empty for not at all.
    pub rel: &'a str,
    /// Whether the unit must be given.
    pub unit_required: bool,
    /// Units with their factors, the expected one first.
    pub units: &'a [(&'a str, &'a str)],
    /// Ranges foreseen as wrong.
    pub wrong: &'a [(&'a str, &'a str)],
}

/// The key of a question with choices: ids, and whether they are right.
pub fn choice_key(scoring: Scoring, choices: &[(&str, bool)]) -> String {
    let mut key = String::from(match scoring {
        Scoring::One => "one",
        Scoring::All => "all",
        Scoring::Part => "part",
    });
    for (id, right) in choices {
        push(&mut key, RECORD, if *right { "+" } else { "-" });
        key.push_str(id);
    }
    key
}

/// The key of a question with a short text.
pub fn text_key(flags: Flags, accept: &[Pattern<'_>], wrong: &[Pattern<'_>]) -> String {
    let mut key = String::from("text");
    push(&mut key, UNIT, &flags.encode());
    let accept = accept.iter().map(|pattern| ("", pattern));
    let wrong = wrong.iter().map(|pattern| ("!", pattern));
    for (sign, pattern) in accept.chain(wrong) {
        push(&mut key, RECORD, sign);
        let (kind, text) = match pattern {
            Pattern::Literal(text) => ('=', text),
            Pattern::Regex(regex) => ('~', regex),
        };
        push(&mut key, kind, text);
    }
    key
}

/// The key of a question with a number.
pub fn number_key(parts: &NumberParts<'_>) -> String {
    let mut key = String::from("number");
    let required = if parts.unit_required { "1" } else { "" };
    for part in [parts.answer, parts.abs, parts.rel, required] {
        push(&mut key, UNIT, part);
    }
    let units = parts.units.iter().map(|pair| ("@", pair));
    let wrong = parts.wrong.iter().map(|pair| ("!", pair));
    for (sign, (first, second)) in units.chain(wrong) {
        push(&mut key, RECORD, sign);
        key.push_str(first);
        push(&mut key, UNIT, second);
    }
    key
}

fn push(key: &mut String, before: char, text: &str) {
    key.push(before);
    key.push_str(text);
}
