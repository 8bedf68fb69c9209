//! What makes a question weak although nothing in it is wrong.
//!
//! [`check`] is the entry point; [`super::levels::lints`] lists what it finds. Invariant: it looks
//! at what was read and changes nothing.

mod choices;
mod habits;
mod hints;
mod prompt;
mod reasons;

use super::problem::Report;
use super::schema::{Choice, Kind, Question, Quiz};

/// Looks at a quiz as a whole and at each of its questions.
pub(super) fn check(quiz: &Quiz, report: &Report<'_>) {
    for question in &quiz.questions {
        prompt::check(question, report);
        choices::check(question, report);
        reasons::check(question, report);
        hints::check(question, report);
        check_bands(question, report);
    }
    habits::check(quiz, report);
    check_contexts(quiz, report);
}

/// What there is to pick from.
fn choices_of(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => choices,
        _ => &[],
    }
}

/// From this factor on, a band takes guesses that show no idea of the size.
const WIDE: f64 = 100.0;

fn check_bands(question: &Question, report: &Report<'_>) {
    let Kind::Estimate(rules) = &question.kind else {
        return;
    };
    let factor = |within: &str| crate::quiz::read_quantity(within).map_or(0.0, |read| read.value);
    let wide = rules.bands.iter().find(|band| factor(&band.within) >= WIDE);
    if let Some(band) = wide {
        let message = format!(
            "a band of the factor {} takes nearly any guess",
            band.within
        );
        let help = "readers should come within a factor of ten";
        report.lint("quiz-wide-band", &rules.answer.range, message, help);
    }
}

fn check_contexts(quiz: &Quiz, report: &Report<'_>) {
    for context in &quiz.contexts {
        let mut names = quiz
            .questions
            .iter()
            .filter_map(|question| question.context.as_ref());
        if !names.any(|name| name.value == context.name.value) {
            let message = format!("no question names the context `{}`", context.name.value);
            let help = "write `context: …` at its questions, or take it out";
            report.lint("quiz-unused-context", &context.name.range, message, help);
        }
    }
}
