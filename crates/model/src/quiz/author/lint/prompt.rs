//! Weak prompts.
//!
//! [`check`] is the entry point.

use super::super::problem::Report;
use super::super::schema::{Kind, Question};
use super::choices_of;

/// With which words a question begins that is answered by yes or no.
const YES_NO: [&str; 22] = [
    "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might",
    "must", "shall", "should", "was", "were", "will", "would", "isn't", "doesn't",
];

/// Looks at what is asked.
pub(super) fn check(question: &Question, report: &Report<'_>) {
    check_negation(question, report);
    match &question.kind {
        Kind::Single(_) => check_yes_no(question, report),
        Kind::TrueFalse { .. } => check_claim(question, report),
        _ => {}
    }
}

fn check_negation(question: &Question, report: &Report<'_>) {
    let prompt = &question.prompt;
    let mut words = prompt.value.split(|c: char| !c.is_alphanumeric());
    // In code it is a word of SQL.
    let code = prompt.value.contains('`') || matches!(question.kind, Kind::Cloze(_));
    if !code && words.any(|word| word == "NOT") {
        let message = "a prompt that asks for what is NOT so";
        let help = "ask for what holds; readers overlook the NOT";
        report.lint("quiz-not-in-prompt", &prompt.range, message, help);
    }
}

fn check_yes_no(question: &Question, report: &Report<'_>) {
    let answers = choices_of(&question.kind).iter();
    let answers =
        answers.filter(|choice| matches!(first_word(&choice.text.value).as_str(), "yes" | "no"));
    if asks_yes_or_no(&question.prompt.value) && answers.count() >= 2 {
        let message = "a question of yes or no: half of all guesses are right";
        let help = "ask which, why or what happens, or make it a claim with `type: truefalse`";
        report.lint("quiz-yes-no", &question.prompt.range, message, help);
    }
}

fn check_claim(question: &Question, report: &Report<'_>) {
    let prompt = &question.prompt;
    if asks_yes_or_no(&prompt.value) {
        let message = "true and false answer a claim, here stands a question";
        report.lint(
            "quiz-yes-no",
            &prompt.range,
            message,
            "write the claim itself",
        );
    }
}

/// Whether the last sentence, which is the one that asks, asks for yes or no.
fn asks_yes_or_no(prompt: &str) -> bool {
    let text = prompt.trim();
    let Some(asks) = text.strip_suffix('?') else {
        return false;
    };
    let sentence = asks.rsplit(['.', '!', '?', ':', '\n']).next();
    let begins = first_word(sentence.unwrap_or(""));
    YES_NO.contains(&begins.as_str())
}

fn first_word(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    word.into_iter().next().unwrap_or("").to_lowercase()
}
