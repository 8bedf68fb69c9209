//! Writes keys.
//!
//! There is one function for each kind of [`Key`](super::Key). Invariant: what is written reads
//! back as the same, for parts without the two separators.

use super::key::{Mode, PICKED, Pattern, RECORD, Scoring, UNIT};
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

/// A blank of a cloze; see [`BlankKey`](super::key::BlankKey).
#[derive(Debug, Clone)]
pub struct BlankParts<'a> {
    /// Its name.
    pub name: &'a str,
    /// How texts are made comparable; `None` if the answer is picked from a list.
    pub flags: Option<Flags>,
    /// What is right.
    pub accept: Vec<Pattern<'a>>,
}

/// The parts of an output's key; see [`OutputKey`](super::key::OutputKey).
#[derive(Debug, Clone)]
pub struct OutputParts<'a> {
    /// How outputs are made comparable.
    pub flags: Flags,
    /// What is asked.
    pub mode: Mode,
    /// Outputs that are right.
    pub accept: Vec<&'a str>,
    /// The line that is at fault.
    pub line: Option<u32>,
    /// What the error's message contains.
    pub contains: Option<&'a str>,
    /// What is foreseen as wrong: whether it is said to fail, and how, or else what it prints.
    pub wrong: Vec<(bool, &'a str)>,
}

/// The key of a question with choices: ids, and whether they are right.
pub fn choice_key(scoring: Scoring, choices: &[(&str, bool)]) -> String {
    let mut key = String::from(match scoring {
        Scoring::One => "one",
        Scoring::All => "all",
        Scoring::Part => "part",
    });
    for (id, right) in choices {
        record(&mut key, if *right { "+" } else { "-" }, &[id]);
    }
    key
}

/// The key of a question with a short text.
pub fn text_key(flags: Flags, accept: &[Pattern<'_>], wrong: &[Pattern<'_>]) -> String {
    let mut key = head(&["text", &flags.encode()]);
    patterns(&mut key, "", accept);
    patterns(&mut key, "!", wrong);
    key
}

/// The key of a question with a number.
pub fn number_key(parts: &NumberParts<'_>) -> String {
    let required = flag(parts.unit_required);
    let mut key = head(&["number", parts.answer, parts.abs, parts.rel, required]);
    pairs(&mut key, "@", parts.units);
    pairs(&mut key, "!", parts.wrong);
    key
}

/// The key of an estimate: a number without tolerances, and how many percent of the points there
/// are within which factor.
pub fn estimate_key(parts: &NumberParts<'_>, bands: &[(&str, u8)]) -> String {
    let mut key = head(&["estimate", parts.answer, flag(parts.unit_required)]);
    pairs(&mut key, "@", parts.units);
    for (within, score) in bands {
        record(&mut key, "<", &[within, &score.to_string()]);
    }
    pairs(&mut key, "!", parts.wrong);
    key
}

/// The key of an order: ids in the right order, each with the number of the group within which
/// items may swap, and the ids of what does not belong.
pub fn order_key(partial: bool, items: &[(&str, Option<usize>)], distractors: &[&str]) -> String {
    let mut key = head(&["order", if partial { "part" } else { "exact" }]);
    for (id, group) in items {
        match group {
            Some(group) => record(&mut key, "+", &[id, &group.to_string()]),
            None => record(&mut key, "+", &[id]),
        }
    }
    records(&mut key, "-", distractors);
    key
}

/// The key of a match: the ids of left and right sides that belong together, and of right sides
/// that belong to nothing.
pub fn match_key(together: &[(&str, &str)], extra: &[&str]) -> String {
    let mut key = String::from("match");
    pairs(&mut key, "+", together);
    records(&mut key, "-", extra);
    key
}

/// The key of a text with blanks.
pub fn cloze_key(blanks: &[BlankParts<'_>]) -> String {
    let mut key = String::from("cloze");
    for blank in blanks {
        let flags = blank.flags.map(Flags::encode);
        let flags = flags.as_deref().unwrap_or(PICKED);
        record(&mut key, "_", &[blank.name, flags]);
        patterns(&mut key, "", &blank.accept);
    }
    key
}

/// The key of a question about what a program does.
pub fn output_key(parts: &OutputParts<'_>) -> String {
    let mode = match parts.mode {
        Mode::Output => "",
        Mode::Prints => "p",
        Mode::Fails => "f",
    };
    let mut key = head(&["output", &parts.flags.encode(), mode]);
    records(&mut key, "=", &parts.accept);
    if let Some(line) = parts.line {
        record(&mut key, "#", &[&line.to_string()]);
    }
    records(&mut key, "~", parts.contains.as_slice());
    for (fails, text) in &parts.wrong {
        record(&mut key, if *fails { "!~" } else { "!=" }, &[text]);
    }
    key
}

/// The key of a question that is answered freely: criteria and their points.
pub fn free_key(min_chars: u32, rubric: &[(&str, u8)]) -> String {
    let mut key = head(&["free", &min_chars.to_string()]);
    for (id, points) in rubric {
        record(&mut key, "+", &[id, &points.to_string()]);
    }
    key
}

fn flag(set: bool) -> &'static str {
    if set { "1" } else { "" }
}

fn head(parts: &[&str]) -> String {
    parts.join(UNIT.encode_utf8(&mut [0; 4]))
}

fn record(key: &mut String, sign: &str, parts: &[&str]) {
    key.push(RECORD);
    key.push_str(sign);
    key.push_str(&head(parts));
}

fn records(key: &mut String, sign: &str, texts: &[&str]) {
    for text in texts {
        record(key, sign, &[text]);
    }
}

fn pairs(key: &mut String, sign: &str, pairs: &[(&str, &str)]) {
    for (first, second) in pairs {
        record(key, sign, &[first, second]);
    }
}

fn patterns(key: &mut String, sign: &str, patterns: &[Pattern<'_>]) {
    for pattern in patterns {
        record(key, sign, &[&written(pattern)]);
    }
}

fn written(pattern: &Pattern<'_>) -> String {
    match pattern {
        Pattern::Literal(text) => format!("={text}"),
        Pattern::Regex(regex) => format!("~{regex}"),
    }
}
