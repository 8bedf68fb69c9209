//! Missing and repeated reasons.
//!
//! [`check`] is the entry point. A free answer needs no explanation: its model stands for it.

use super::super::problem::Report;
use super::super::prose::loosely;
use super::super::schema::{Kind, Question, Text};
use super::choices_of;
use std::ops::Range;

/// Looks at what the reader is told after the answer.
pub(super) fn check(question: &Question, report: &Report<'_>) {
    if question.explanation.is_none() && !matches!(question.kind, Kind::Free(_)) {
        let message = "this question does not say why its answer is right";
        let help = "add `explanation: …`";
        report.lint("quiz-no-explanation", &question.id.range, message, help);
    }
    for place in without_reason(question) {
        let message = "whoever picks this is not told why it is wrong";
        report.lint("quiz-no-reason", place, message, "add `feedback: …`");
    }
    let Some(explanation) = &question.explanation else {
        return;
    };
    let says = loosely(&explanation.value);
    if feedback(&question.kind).any(|feedback| loosely(&feedback.value) == says) {
        let message = "the explanation only repeats a feedback";
        let help =
            "say in one why this choice is right or wrong, in the other how it hangs together";
        report.lint("quiz-repeated-reason", &explanation.range, message, help);
    }
}

/// Where a wrong pick has no reason.
fn without_reason(question: &Question) -> Vec<&Range<usize>> {
    match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => {
            let wrong = choices.iter().filter(|choice| !choice.correct);
            let silent = wrong.filter(|choice| choice.feedback.is_none());
            silent.map(|choice| &choice.id.range).collect()
        }
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => {
            let to_wrong = if *answer { when_false } else { when_true };
            let silent = to_wrong.is_none().then_some(&question.id.range);
            silent.into_iter().collect()
        }
        Kind::Order(rules) => {
            let distractors = rules.distractors.iter();
            let silent = distractors.filter(|item| item.feedback.is_none());
            silent.map(|item| &item.id.range).collect()
        }
        _ => Vec::new(),
    }
}

/// All that is said to single parts of an answer.
fn feedback(kind: &Kind) -> Box<dyn Iterator<Item = &Text> + '_> {
    let of_choices = choices_of(kind)
        .iter()
        .filter_map(|choice| choice.feedback.as_ref());
    match kind {
        Kind::TrueFalse {
            when_true,
            when_false,
            ..
        } => Box::new(when_true.iter().chain(when_false)),
        Kind::Order(rules) => {
            let distractors = rules.distractors.iter();
            Box::new(distractors.filter_map(|item| item.feedback.as_ref()))
        }
        Kind::Match(rules) => {
            let pairs = rules.pairs.iter();
            Box::new(pairs.filter_map(|pair| pair.feedback.as_ref()))
        }
        _ => Box::new(of_choices),
    }
}
