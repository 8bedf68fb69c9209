//! Reads and checks questions with choices.
//!
//! [`read_single`], [`read_multiple`] and [`read_true_false`] are the entry points. Invariant:
//! no two choices have one id or say the same.

use super::fields::{Fields, as_flag};
use super::ids::{self, former_ids, part_id};
use super::problem::Report;
use super::prose::{self, optional_prose, prose};
use super::schema::{Choice, Kind, Pin, Text};
use super::tree::Node;
use crate::quiz::encode::choice_key;
use crate::quiz::key::Scoring;
use std::ops::RangeInclusive;

/// How many choices a question has, of which one is right; fewer invite to guess, more tire.
const OF_SINGLE: RangeInclusive<usize> = 3..=5;
/// How many it may have that was written for another tool.
const OF_FOREIGN: RangeInclusive<usize> = 2..=10;
/// How many a question has, of which several are right.
const OF_MULTIPLE: RangeInclusive<usize> = 2..=10;

/// One of several.
pub(super) fn read_single(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let count = if report.foreign() {
        OF_FOREIGN
    } else {
        OF_SINGLE
    };
    let choices = read_choices(fields, count)?;
    let mut right = choices.iter().filter(|choice| choice.correct);
    match (right.next(), right.next()) {
        (Some(_), None) => {}
        (None, _) => {
            let message = "no choice is right";
            let help = "add `correct: true` to one choice";
            report.error("quiz-no-right-choice", &fields.place(), message, help);
        }
        (_, Some(second)) => {
            let message = "more than one choice is right";
            let help = "take one `correct: true` away, or use `type: multiple`";
            report.error("quiz-two-right-choices", &second.id.range, message, help);
        }
    }
    let key = encode(Scoring::One, &choices);
    Some((Kind::Single(choices), key))
}

/// All that apply.
pub(super) fn read_multiple(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let partial = fields.word("score", &["exact", "partial"]) == Some("partial");
    let choices = read_choices(fields, OF_MULTIPLE)?;
    if !choices.iter().any(|choice| choice.correct) {
        let report = fields.report();
        let help = "add `correct: true` to at least one choice";
        report.error(
            "quiz-no-right-choice",
            &fields.place(),
            "no choice is right",
            help,
        );
    }
    let scoring = if partial { Scoring::Part } else { Scoring::All };
    let key = encode(scoring, &choices);
    Some((Kind::Multiple { choices, partial }, key))
}

/// A claim.
pub(super) fn read_true_false(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields.required("answer");
    let answer = answer.and_then(|node| as_flag(node, "answer", report));
    let (when_true, when_false) = read_judgements(fields);
    let answer = answer?;
    let key = choice_key(Scoring::One, &[("true", answer), ("false", !answer)]);
    let kind = Kind::TrueFalse {
        answer,
        when_true,
        when_false,
    };
    Some((kind, key))
}

/// What is to be said to "true" and to "false".
fn read_judgements(fields: &Fields<'_, '_>) -> (Option<Text>, Option<Text>) {
    let node = fields.optional("feedback");
    let feedback = node.and_then(|node| Fields::open(node, "`feedback`", fields.report()));
    let Some(feedback) = feedback else {
        return (None, None);
    };
    let both = ["true", "false"].map(|name| optional_prose(&feedback, name));
    feedback.close();
    let [when_true, when_false] = both;
    (when_true, when_false)
}

fn encode(scoring: Scoring, choices: &[Choice]) -> String {
    let choices = choices.iter();
    let choices: Vec<_> = choices
        .map(|choice| (choice.id.value.as_str(), choice.correct))
        .collect();
    choice_key(scoring, &choices)
}

fn read_choices(fields: &Fields<'_, '_>, count: RangeInclusive<usize>) -> Option<Vec<Choice>> {
    let report = fields.report();
    fields.required("choices")?;
    let nodes = fields.list("choices", usize::MAX)?;
    if !count.contains(&nodes.len()) {
        let (low, high) = (count.start(), count.end());
        let message = format!("{} choices; this type has {low} to {high}", nodes.len());
        report.error("quiz-choice-count", &fields.place(), message, "");
    }
    let read = nodes.iter().take(*OF_FOREIGN.end());
    let read = read.map(|node| read_choice(node, report));
    let choices = read
        .collect::<Vec<_>>()
        .into_iter()
        .collect::<Option<Vec<_>>>()?;
    ids::check_different(choices.iter().map(|choice| &choice.id), "choices", report);
    prose::check_different(choices.iter().map(|choice| &choice.text), "choices", report);
    Some(choices)
}

fn read_choice(node: &Node, report: &Report<'_>) -> Option<Choice> {
    let fields = Fields::open(node, "a choice", report)?;
    let (id, was) = (part_id(&fields), former_ids(&fields, "was"));
    let text = prose(&fields, "text");
    let correct = fields.flag("correct").unwrap_or(false);
    let feedback = optional_prose(&fields, "feedback");
    let feedback_missed = optional_prose(&fields, "feedback_missed");
    let pin = fields.word("pin", &["first", "last"]);
    fields.close();
    Some(Choice {
        id: id?,
        was,
        text: text?,
        correct,
        feedback,
        feedback_missed,
        pin: pin.map(|pin| match pin {
            "first" => Pin::First,
            _ => Pin::Last,
        }),
    })
}
