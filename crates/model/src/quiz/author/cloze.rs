//! Reads and checks texts with blanks.
//!
//! [`read`] is the entry point; [`blanks_in`] finds the blanks of a text. Invariant: every blank
//! stands in the text once, and every `{{…}}` of the text is a blank.

use super::answers::{self, LINE_FLAGS, Rule};
use super::fields::Fields;
use super::ids::check_id;
use super::limits;
use super::problem::Report;
use super::prose;
use super::schema::{Blank, Kind, Text};
use super::selftest;
use super::suggest::nearest;
use super::text::DEFAULT;
use super::tree::Node;
use crate::quiz::Flags;
use crate::quiz::encode::{BlankParts, cloze_key};
use crate::quiz::key::{Pattern, RECORD, UNIT};
use std::ops::Range;

/// A blank with what the key needs of it.
struct Read {
    blank: Blank,
    accept: Vec<Rule>,
    /// `None` if it is picked from a list.
    flags: Option<Flags>,
}

/// The blanks of a cloze's text: where each `{{name}}` stands, and its name.
pub fn blanks_in(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, name)) = next_blank(text, from) {
        from = start + name.len() + "{{}}".len();
        found.push((start..from, name));
    }
    found
}

fn next_blank(text: &str, from: usize) -> Option<(usize, &str)> {
    let start = from + text.get(from..)?.find("{{")?;
    let inside = text.get(start + "{{".len()..)?;
    let end = inside.find("}}")?;
    Some((start, inside.get(..end)?))
}

/// A text with blanks.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let text = fields.text("text");
    let named = fields
        .required("blanks")
        .and_then(|_| fields.named("blanks", limits::BLANKS.1))?;
    let read = named
        .into_iter()
        .map(|(name, node)| read_blank(name, node, report));
    let mut read = answers::all(read)?;
    if read.is_empty() {
        let message = "a cloze needs at least one blank";
        let help = "write `{{name}}` in the text, and `name: { answer: … }` under `blanks`";
        report.error("quiz-count", &fields.place(), message, help);
    }
    let text = text?;
    check_names(&text, &read, report);
    let places = blanks_in(&text.value);
    read.sort_by_key(|read| {
        places
            .iter()
            .position(|(_, name)| *name == read.blank.name.value)
    });
    let key = cloze_key(&read.iter().map(parts).collect::<Vec<_>>());
    check_rules(&key, &read, report);
    let blanks = read.into_iter().map(|read| Blank {
        accept: answers::literals(read.accept),
        ..read.blank
    });
    Some((Kind::Cloze(blanks.collect()), key))
}

fn read_blank(name: Text, node: &Node, report: &Report<'_>) -> Option<Read> {
    let legal = check_id(&name, 1..=40, report);
    let fields = Fields::open(node, "a blank", report)?;
    let answer = fields
        .required_text("answer")
        .filter(|answer| answers::check_answer(answer, report));
    let accept = answers::read_accept(&fields);
    let picked = fields.optional("choices").is_some();
    let choices = if picked {
        read_choices(&fields)
    } else {
        Vec::new()
    };
    let flags = if picked {
        refuse_flags(&fields);
        None
    } else {
        Some(answers::read_flags(&fields, LINE_FLAGS, DEFAULT))
    };
    fields.close();
    let (answer, accept) = (answer?, accept?);
    if picked {
        let right = accept.iter().filter_map(Rule::sample);
        check_picked(std::iter::once(&answer).chain(right), &choices, report);
    }
    legal.then(|| Read {
        blank: Blank {
            name,
            answer,
            accept: Vec::new(),
            choices,
        },
        accept,
        flags,
    })
}

fn read_choices(fields: &Fields<'_, '_>) -> Vec<Text> {
    let report = fields.report();
    fields.counted("choices", limits::BLANK_CHOICES);
    let mut choices = fields.texts("choices", limits::BLANK_CHOICES.1);
    choices.retain(|choice| answers::check_answer(choice, report));
    prose::check_different(&choices, "choices", report);
    choices
}

/// A browser takes the blanks at a choice's ends away, so that it would never equal its answer.
fn check_picked<'a>(right: impl Iterator<Item = &'a Text>, choices: &[Text], report: &Report<'_>) {
    for choice in choices
        .iter()
        .filter(|choice| choice.value.trim() != choice.value)
    {
        let message = "a choice begins or ends with a blank";
        report.error("quiz-bad-answer", &choice.range, message, "take it out");
    }
    for answer in right {
        if !choices.iter().any(|choice| choice.value == answer.value) {
            let message = format!("`{}` is none of the choices", answer.value);
            let help = "write it exactly as under `choices`";
            report.error("quiz-bad-answer", &answer.range, message, help);
        }
    }
}

fn refuse_flags(fields: &Fields<'_, '_>) {
    if let Some(node) = fields.optional("normalize") {
        let message = "a blank with `choices` has nothing to normalise";
        let report = fields.report();
        report.error("quiz-unknown-field", &node.range, message, "take it out");
    }
}

fn check_names(text: &Text, read: &[Read], report: &Report<'_>) {
    let places = blanks_in(&text.value);
    let names: Vec<&str> = read
        .iter()
        .map(|read| read.blank.name.value.as_str())
        .collect();
    for (at, (_, name)) in places.iter().enumerate() {
        let again = places.iter().take(at).any(|(_, other)| other == name);
        let (message, help) = if !names.contains(name) {
            let help = match nearest(name, names.iter().copied()) {
                Some(known) => format!("did you mean `{{{{{known}}}}}`?"),
                None => format!(
                    "describe it under `blanks`; there are: {}",
                    names.join(", ")
                ),
            };
            (
                format!("the text has a blank `{{{{{name}}}}}`, which `blanks` has not"),
                help,
            )
        } else if again {
            let help = "a blank is filled in once: give each its own name".to_owned();
            (
                format!("the blank `{{{{{name}}}}}` stands in the text twice"),
                help,
            )
        } else {
            continue;
        };
        report.error("quiz-cloze-names", &text.range, message, help);
    }
    for name in read.iter().map(|read| &read.blank.name) {
        if !places.iter().any(|(_, other)| *other == name.value) {
            let message = format!("the blank `{}` does not stand in the text", name.value);
            let help = format!("write `{{{{{}}}}}` where it belongs", name.value);
            report.error("quiz-cloze-names", &name.range, message, help);
        }
    }
}

fn parts(read: &Read) -> BlankParts<'_> {
    let answer = Pattern::Literal(read.blank.answer.value.as_str());
    let others = read.accept.iter().map(Rule::pattern);
    BlankParts {
        name: &read.blank.name.value,
        flags: read.flags,
        accept: std::iter::once(answer).chain(others).collect(),
    }
}

/// Each accepted answer, and each wrong choice, in its blank with the other blanks right.
fn check_rules(key: &str, read: &[Read], report: &Report<'_>) {
    for (at, Read { blank, accept, .. }) in read.iter().enumerate() {
        let filled = |answer: &str| {
            let others = read.iter().enumerate();
            let values = others.map(|(other, read)| {
                let value = if other == at {
                    answer
                } else {
                    &read.blank.answer.value
                };
                format!("{}{UNIT}{value}", read.blank.name.value)
            });
            values.collect::<Vec<_>>().join(&RECORD.to_string())
        };
        for right in accept.iter().filter_map(Rule::sample) {
            selftest::expect_right(key, &filled(&right.value), &right.range, report);
        }
        let is_right = |choice: &Text| {
            let mut right = accept.iter().filter_map(Rule::sample);
            choice.value == blank.answer.value || right.any(|right| right.value == choice.value)
        };
        for wrong in blank.choices.iter().filter(|choice| !is_right(choice)) {
            selftest::expect_not_right(key, &filled(&wrong.value), &wrong.range, report);
        }
    }
}
