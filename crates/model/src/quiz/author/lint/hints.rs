//! Hints that say too much.
//!
//! [`check`] is the entry point. Invariant: what the prompt or another choice says as well is given
//! away by no hint.

use super::super::problem::Report;
use super::super::prose::loosely;
use super::super::schema::{Kind, Question, Text};
use super::choices_of;

/// The shortest answer, in characters, that is looked for.
const SHORTEST: usize = 3;

/// Looks at each hint.
pub(super) fn check(question: &Question, report: &Report<'_>) {
    let prompt = loosely(&question.prompt.value);
    let answers = answers(&question.kind).into_iter();
    let answers: Vec<String> = answers
        .map(|answer| loosely(&answer.value))
        .filter(|answer| answer.chars().count() >= SHORTEST && !has_words(&prompt, answer))
        .collect();
    for hint in &question.hints {
        let says = loosely(&hint.value);
        if answers.iter().any(|answer| has_words(&says, answer)) && !names_others(question, &says) {
            let message = "this hint contains the answer";
            let help = "lead to it: say what to look at, or what to compare";
            report.lint("quiz-hint-tells", &hint.range, message, help);
        }
    }
}

/// The answers that a reader has to find.
fn answers(kind: &Kind) -> Vec<&Text> {
    match kind {
        Kind::Single(choices) => {
            let right = choices.iter().filter(|choice| choice.correct);
            right.map(|choice| &choice.text).collect()
        }
        Kind::Text(rules) => vec![&rules.answer],
        Kind::Numeric(rules) => vec![&rules.answer],
        Kind::Estimate(rules) => vec![&rules.answer],
        Kind::Cloze(blanks) => {
            let typed = blanks.iter().filter(|blank| blank.choices.is_empty());
            typed.map(|blank| &blank.answer).collect()
        }
        Kind::Output(rules) => rules.answer.iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a hint compares the right choice with others.
fn names_others(question: &Question, hint: &str) -> bool {
    let wrong = choices_of(&question.kind)
        .iter()
        .filter(|choice| !choice.correct);
    let mut says = wrong.map(|choice| loosely(&choice.text.value));
    says.any(|choice| has_words(hint, &choice))
}

/// Whether `words` stand in `text` as whole words.
fn has_words(text: &str, words: &str) -> bool {
    if words.is_empty() {
        return false;
    }
    let mut places = text.match_indices(words);
    places.any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
