//! What makes a question weak although nothing in it is wrong.
//!
//! [`check`] is the entry point. Invariant: it only warns.

use super::problem::Report;
use super::schema::{Choice, Kind, Question, Quiz};

/// From how many questions with choices on a habit can be told from chance.
const ENOUGH_QUESTIONS: usize = 4;

/// Looks at a quiz as a whole and at each of its questions.
pub(super) fn check(quiz: &Quiz, report: &Report<'_>) {
    for question in &quiz.questions {
        check_prompt(question, report);
        for choice in choices(&question.kind) {
            check_choice(choice, question.shuffle, report);
        }
    }
    check_lengths(quiz, report);
}

fn choices(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => choices,
        Kind::TrueFalse { .. } | Kind::Text(_) | Kind::Numeric(_) => &[],
    }
}

fn check_prompt(question: &Question, report: &Report<'_>) {
    let mut words = question.prompt.value.split(|c: char| !c.is_alphanumeric());
    let code = question.prompt.value.contains('`');
    if !code && words.any(|word| word == "NOT") {
        let help = "ask for what holds; readers overlook the NOT";
        report.warning(
            "quiz-not-in-prompt",
            &question.prompt.range,
            "a prompt that asks for what is NOT so",
            help,
        );
    }
}

fn check_choice(choice: &Choice, shuffled: bool, report: &Report<'_>) {
    let text = choice.text.value.to_lowercase();
    let says = |phrase: &str| text.contains(phrase);
    let place = &choice.text.range;
    if [
        "all of the above",
        "none of the above",
        "all of these",
        "none of these",
    ]
    .into_iter()
    .any(says)
    {
        let message = "a choice about the other choices";
        let help = "name what it stands for, or use `type: multiple`";
        report.warning("quiz-choice-about-choices", place, message, help);
    } else if shuffled
        && choice.pin.is_none()
        && [
            "the above",
            "the other two",
            "the other choice",
            "the other answer",
            "both answers",
        ]
        .into_iter()
        .any(says)
    {
        let message = "a choice that points at others, which are shuffled";
        report.warning(
            "quiz-choice-about-choices",
            place,
            message,
            "add `pin: last`",
        );
    }
}

/// Readers learn that the longest choice is the right one, if it is.
fn check_lengths(quiz: &Quiz, report: &Report<'_>) {
    let singles = quiz
        .questions
        .iter()
        .filter_map(|question| match &question.kind {
            Kind::Single(choices) => Some(choices),
            _ => None,
        });
    let singles: Vec<_> = singles.collect();
    let telling = singles
        .iter()
        .filter(|choices| longest_is_right(choices))
        .count();
    if singles.len() >= ENOUGH_QUESTIONS && telling * 4 > singles.len() * 3 {
        let message = format!(
            "in {telling} of {} questions the right choice is clearly the longest",
            singles.len()
        );
        let help = "shorten the right ones, or give the others as much to say";
        report.warning("quiz-longest-is-right", &quiz.id.range, message, help);
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
