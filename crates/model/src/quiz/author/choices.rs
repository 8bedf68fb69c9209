//! Reads and checks questions with choices.
//!
//! [`read_single`], [`read_multiple`] and [`read_true_false`] are the entry points. Invariant:
//! every choice has a reason, and no two choices say the same.

use super::fields::{Fields, as_flag};
use super::platform::StdPlatform;
use super::problem::Report;
use super::question::{check_id, prose};
use super::schema::{Choice, Kind, Pin, Text};
use super::yaml::Node;
use crate::quiz::encode::choice_key;
use crate::quiz::key::Scoring;
use crate::quiz::{Flags, normalize};
use std::ops::RangeInclusive;

/// Differences that do not make two choices different.
const LOOSELY: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: true,
    quotes: true,
};

/// One of three to five.
pub(super) fn read_single(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let choices = read_choices(fields, 3..=5)?;
    let report = fields.report();
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
    let choices = read_choices(fields, 2..=10)?;
    let partial = read_scoring(fields);
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
    let answer = as_flag(fields.required("answer")?, "answer", report);
    let feedback = Fields::open(fields.required("feedback")?, "`feedback`", report)?;
    let (when_true, when_false) = (prose(&feedback, "true"), prose(&feedback, "false"));
    feedback.close();
    let answer = answer?;
    let key = choice_key(Scoring::One, &[("true", answer), ("false", !answer)]);
    let kind = Kind::TrueFalse {
        answer,
        when_true: when_true?,
        when_false: when_false?,
    };
    Some((kind, key))
}

fn encode(scoring: Scoring, choices: &[Choice]) -> String {
    let choices = choices.iter();
    let choices: Vec<_> = choices
        .map(|choice| (choice.id.value.as_str(), choice.correct))
        .collect();
    choice_key(scoring, &choices)
}

fn read_scoring(fields: &Fields<'_, '_>) -> bool {
    let Some(score) = fields.text("score") else {
        return false;
    };
    match score.value.as_str() {
        "partial" => true,
        "exact" => false,
        _ => {
            let report = fields.report();
            let message = "`score` is `exact` or `partial`";
            report.error("quiz-wrong-type", &score.range, message, "");
            false
        }
    }
}

fn read_choices(fields: &Fields<'_, '_>, count: RangeInclusive<usize>) -> Option<Vec<Choice>> {
    let report = fields.report();
    fields.required("choices")?;
    let nodes = fields.list("choices")?;
    if !count.contains(&nodes.len()) {
        let (low, high) = (count.start(), count.end());
        let message = format!("{} choices; this type has {low} to {high}", nodes.len());
        report.error("quiz-choice-count", &fields.place(), message, "");
    }
    let read = nodes.iter().map(|node| read_choice(node, report));
    let choices = read
        .collect::<Vec<_>>()
        .into_iter()
        .collect::<Option<Vec<_>>>()?;
    check_different(&choices, report);
    Some(choices)
}

fn read_choice(node: &Node, report: &Report<'_>) -> Option<Choice> {
    let fields = Fields::open(node, "a choice", report)?;
    let id = fields
        .required_text("id")
        .filter(|id| check_id(id, 1..=40, report));
    let text = prose(&fields, "text");
    let correct = fields.flag("correct").unwrap_or(false);
    let feedback = prose(&fields, "feedback");
    let feedback_missed = fields.text("feedback_missed");
    let pin = read_pin(&fields);
    fields.close();
    Some(Choice {
        id: id?,
        text: text?,
        correct,
        feedback: feedback?,
        feedback_missed,
        pin,
    })
}

fn read_pin(fields: &Fields<'_, '_>) -> Option<Pin> {
    let pin = fields.text("pin")?;
    match pin.value.as_str() {
        "first" => Some(Pin::First),
        "last" => Some(Pin::Last),
        _ => {
            let report = fields.report();
            report.error(
                "quiz-wrong-type",
                &pin.range,
                "`pin` is `first` or `last`",
                "",
            );
            None
        }
    }
}

fn check_different(choices: &[Choice], report: &Report<'_>) {
    let mut seen: Vec<(&str, String)> = Vec::new();
    for choice in choices {
        let says = normalize(&choice.text.value, LOOSELY, &StdPlatform);
        if seen.iter().any(|(id, _)| *id == choice.id.value) {
            double(&choice.id, "two choices have the id", report);
        }
        if seen.iter().any(|(_, said)| *said == says) {
            double(&choice.text, "two choices say", report);
        }
        seen.push((&choice.id.value, says));
    }
}

fn double(text: &Text, what: &str, report: &Report<'_>) {
    let message = format!("{what} `{}`", text.value.trim());
    report.error(
        "quiz-double-choice",
        &text.range,
        message,
        "make them different",
    );
}
