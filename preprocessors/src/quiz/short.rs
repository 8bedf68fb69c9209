//! The right answers in a few letters and words, for the foot of a printed page.
//!
//! [`answers`] is the entry point. Invariant: choices and items go by the letters that the page
//! without script gives them, and questions stand in the page's order.

use super::shown::{self, letter, letter_of};
use super::view::in_place;
use coursebook_model::quiz::author::{
    Blank, Choice, Kind, MatchRules, OrderRules, OutputRules, Question, Quiz, Text,
};

/// The longest answer, in characters.
const MOST: usize = 80;

/// One for each question, as it is numbered; empty where nothing short can be said.
pub(super) fn answers(quiz: &Quiz) -> Vec<String> {
    let (asked, more) = in_place(quiz);
    let questions = asked.into_iter().chain(more);
    questions
        .map(|question| cut(&answer(&quiz.id.value, question)))
        .collect()
}

fn answer(quiz: &str, question: &Question) -> String {
    let id = format!("{quiz}/{}", question.id.value);
    match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => of_choices(choices),
        Kind::TrueFalse { answer, .. } => letter(usize::from(!answer)),
        Kind::Text(rules) => rules.answer.value.clone(),
        Kind::Numeric(rules) => with_unit(&rules.answer, rules.unit.as_ref()),
        Kind::Estimate(rules) => {
            format!("≈ {}", with_unit(&rules.answer, rules.unit.as_ref()))
        }
        Kind::Order(rules) => of_order(rules, &id),
        Kind::Match(rules) => of_pairs(rules, &id),
        Kind::Cloze(blanks) => of_blanks(blanks),
        Kind::Output(rules) => of_output(rules),
        Kind::Free(_) => String::new(),
    }
}

fn of_choices(choices: &[Choice]) -> String {
    let right = choices
        .iter()
        .enumerate()
        .filter(|(_, choice)| choice.correct);
    joined(right.map(|(place, _)| letter(place)))
}

/// An answer with its unit.
pub(super) fn with_unit(answer: &Text, unit: Option<&Text>) -> String {
    match unit {
        Some(unit) if unit.value.starts_with('/') => format!("{}{}", answer.value, unit.value),
        Some(unit) => format!("{} {}", answer.value, unit.value),
        None => answer.value.clone(),
    }
}

fn of_order(rules: &OrderRules, id: &str) -> String {
    let shown = shown::items(rules, id);
    joined(
        rules
            .items
            .iter()
            .map(|item| letter_of(&shown, &item.id.value)),
    )
}

fn of_pairs(rules: &MatchRules, id: &str) -> String {
    let shown = shown::right_sides(rules, id);
    let pairs = rules.pairs.iter().zip(1..);
    joined(pairs.map(|(pair, number)| format!("{number} {}", letter_of(&shown, &pair.right_id))))
}

fn of_blanks(blanks: &[Blank]) -> String {
    joined(blanks.iter().map(|blank| blank.answer.value.clone()))
}

/// What it prints, on one line; behind a cross, the line or the words with which it fails.
fn of_output(rules: &OutputRules) -> String {
    let error = rules.error.as_ref();
    let line = error.and_then(|error| error.line);
    let message = error.and_then(|error| error.contains.as_ref());
    match (&rules.answer, line, message) {
        (Some(printed), ..) => printed.value.lines().collect::<Vec<_>>().join(" ⏎ "),
        (None, Some(line), _) => format!("✗ {line}"),
        (None, None, Some(text)) => format!("✗ {}", text.value),
        (None, None, None) => "✗".to_owned(),
    }
}

fn joined(answers: impl Iterator<Item = String>) -> String {
    answers.collect::<Vec<_>>().join(", ")
}

fn cut(answer: &str) -> String {
    match answer.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", answer.get(..end).unwrap_or_default()),
        None => answer.to_owned(),
    }
}
