//! Choices that are about other choices.
//!
//! [`check`] is the entry point.

use super::super::problem::Report;
use super::super::schema::{Choice, Question};
use super::choices_of;

const ABOUT_ALL: [&str; 6] = [
    "all of the above",
    "none of the above",
    "all of these",
    "none of these",
    "all of the below",
    "none of the below",
];
const ABOUT_PLACES: [&str; 8] = [
    "the above",
    "mentioned above",
    "listed above",
    "the below",
    "the other two",
    "the other choice",
    "the other answer",
    "both answers",
];

/// Looks at each choice.
pub(super) fn check(question: &Question, report: &Report<'_>) {
    for choice in choices_of(&question.kind) {
        check_choice(choice, question.shuffle, report);
    }
}

fn check_choice(choice: &Choice, shuffled: bool, report: &Report<'_>) {
    let text = choice.text.value.to_lowercase();
    let says = |phrase: &str| text.contains(phrase);
    let (code, place) = ("quiz-choice-about-choices", &choice.text.range);
    if ABOUT_ALL.into_iter().any(says) {
        let message = "a choice about the other choices";
        let help = "name what it stands for, or use `type: multiple`";
        report.lint(code, place, message, help);
    } else if shuffled && choice.pin.is_none() && ABOUT_PLACES.into_iter().any(says) {
        let message = "a choice that points at others, which are shuffled";
        report.lint(code, place, message, "add `pin: last`");
    }
}
