//! Habits of a whole quiz from which a reader can guess.
//!
//! [`check`] is the entry point. Invariant: a habit is only told where chance alone would not make
//! it likely.

use super::super::problem::Report;
use super::super::schema::{Choice, Kind, Quiz};

/// From how many questions on a habit of length can be told from chance.
const ENOUGH_FOR_LENGTH: usize = 4;
/// From how many questions on a habit of letters can be told from chance.
const ENOUGH_FOR_LETTERS: usize = 6;

/// Looks at all questions with one right choice.
pub(super) fn check(quiz: &Quiz, report: &Report<'_>) {
    check_lengths(quiz, report);
    check_letters(quiz, report);
}

fn singles(quiz: &Quiz, shuffled: Option<bool>) -> Vec<&[Choice]> {
    let questions = quiz.questions.iter();
    let questions = questions.filter(|question| shuffled.is_none_or(|on| on == question.shuffle));
    let singles = questions.filter_map(|question| match &question.kind {
        Kind::Single(choices) => Some(choices.as_slice()),
        _ => None,
    });
    singles.collect()
}

/// Readers learn that the longest choice is the right one, if it is.
fn check_lengths(quiz: &Quiz, report: &Report<'_>) {
    let singles = singles(quiz, None);
    let telling = singles.iter().filter(|choices| longest_is_right(choices));
    let telling = telling.count();
    if singles.len() >= ENOUGH_FOR_LENGTH && telling * 4 > singles.len() * 3 {
        let message = format!(
            "in {telling} of {} questions the right choice is clearly the longest",
            singles.len()
        );
        let help = "shorten the right ones, or give the others as much to say";
        report.lint("quiz-longest-is-right", &quiz.id.range, message, help);
    }
}

fn longest_is_right(choices: &[Choice]) -> bool {
    let length = |choice: &Choice| choice.text.value.chars().count();
    let longest = |right: bool| {
        let some = choices.iter().filter(|choice| choice.correct == right);
        some.map(length).max().unwrap_or(0)
    };
    longest(true) * 5 > longest(false) * 6
}

/// Readers learn that B is right, if it mostly is. Where choices are shuffled there is no letter
/// to learn.
fn check_letters(quiz: &Quiz, report: &Report<'_>) {
    let singles = singles(quiz, Some(false));
    let right = |choices: &&[Choice]| choices.iter().position(|choice| choice.correct);
    let places: Vec<usize> = singles.iter().filter_map(right).collect();
    for (letter, place) in ('A'..='Z').zip(0..places.len()) {
        let count = places.iter().filter(|right| **right == place).count();
        if places.len() >= ENOUGH_FOR_LETTERS && count * 5 > places.len() * 3 {
            let message = format!(
                "in {count} of {} questions that are not shuffled, {letter} is right",
                places.len()
            );
            let help = "move the right choices about, or take `shuffle: false` out";
            report.lint("quiz-skewed-letters", &quiz.id.range, message, help);
        }
    }
}
