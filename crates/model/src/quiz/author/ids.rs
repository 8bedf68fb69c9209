//! Ids of questions and of their parts.
//!
//! [`check_id`] is the entry point. Invariant: an id that was given up (`was`, `retired_ids`) is
//! taken for ever.

use super::fields::Fields;
use super::limits;
use super::problem::Report;
use super::schema::{Kind, Text};
use std::ops::RangeInclusive;

/// Whether an id is one, which is reported if not.
pub(super) fn check_id(id: &Text, length: RangeInclusive<usize>, report: &Report<'_>) -> bool {
    let letters = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let legal = length.contains(&id.value.len()) && id.value.bytes().all(letters);
    if !legal {
        let message = format!("`{}` cannot be an id", id.value);
        let (low, high) = (length.start(), length.end());
        let help = format!("{low} to {high} of a-z, 0-9 and `-`");
        report.error("quiz-bad-id", &id.range, message, help);
    }
    legal
}

/// The id of a part of a question.
pub(super) fn part_id(fields: &Fields<'_, '_>) -> Option<Text> {
    let id = fields.required_text("id");
    id.filter(|id| check_id(id, 1..=40, fields.report()))
}

/// A list of ids that are no longer in use.
pub(super) fn former_ids(fields: &Fields<'_, '_>, name: &'static str) -> Vec<Text> {
    let mut ids = fields.texts(name, limits::FORMER_IDS);
    ids.retain(|id| check_id(id, 1..=40, fields.report()));
    ids
}

/// The ids that a question had before; with its quiz's before it if that was another one.
pub(super) fn former_questions(fields: &Fields<'_, '_>) -> Vec<Text> {
    let mut ids = fields.texts("was", limits::FORMER_IDS);
    ids.retain(|id| match id.value.split_once('/') {
        None => check_id(id, 1..=40, fields.report()),
        Some((quiz, question)) => {
            let part = |value: &str| Text {
                value: value.to_owned(),
                range: id.range.clone(),
            };
            check_id(&part(quiz), 2..=60, fields.report())
                && check_id(&part(question), 1..=40, fields.report())
        }
    });
    ids
}

/// Reports ids that two parts share.
pub(super) fn check_different<'a>(
    ids: impl IntoIterator<Item = &'a Text>,
    what: &str,
    report: &Report<'_>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for id in ids {
        if seen.contains(&id.value.as_str()) {
            let message = format!("two {what} have the id `{}`", id.value);
            report.error(
                "quiz-double-part",
                &id.range,
                message,
                "make them different",
            );
        }
        seen.push(&id.value);
    }
}

/// Reports former ids that are in use, or were another part's.
pub(super) fn check_former(kind: &Kind, retired: &[Text], report: &Report<'_>) {
    let parts = kind.parts();
    let mut taken: Vec<&str> = parts.iter().map(|(id, _)| *id).collect();
    for id in parts.iter().flat_map(|(_, was)| was.iter()).chain(retired) {
        if taken.contains(&id.value.as_str()) {
            let message = format!("the id `{}` is used twice in this question", id.value);
            let help = "an id belongs to one part for life, also after it is given up";
            report.error("quiz-double-part", &id.range, message, help);
        }
        taken.push(&id.value);
    }
}
