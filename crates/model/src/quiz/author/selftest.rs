//! Grades every question with its own answers, by the grader that the browser runs.
//!
//! [`check`] is the entry point; [`expect_right`], [`expect_not_right`] and [`expect_rule`] serve the types whose rules
//! have answers of their own. Invariant: a question whose answer the grader does not take for
//! right is an error.

use super::platform::StdPlatform;
use super::problem::Report;
use super::schema::{Choice, Kind, OrderRules, OutputRules, Question};
use crate::quiz::key::{RECORD, UNIT};
use crate::quiz::{Outcome, Reason, Verdict, grade};
use std::ops::Range;

/// Grades the question's answer, and each wrong choice.
pub(super) fn check(question: &Question, report: &Report<'_>) {
    let (key, place) = (question.key.as_str(), &question.id.range);
    match &question.kind {
        Kind::Single(choices) => check_choices(key, choices, report),
        Kind::Multiple { choices, .. } => check_choices(key, choices, report),
        Kind::TrueFalse { answer, .. } => {
            let (right, wrong) = if *answer {
                ("true", "false")
            } else {
                ("false", "true")
            };
            expect_right(key, right, place, report);
            expect_not_right(key, wrong, place, report);
        }
        Kind::Text(rules) => expect_right(key, &rules.answer.value, &rules.answer.range, report),
        Kind::Numeric(rules) => {
            let unit = rules.unit.as_ref().map_or("", |unit| unit.value.as_str());
            let answer = format!("{} {unit}", rules.answer.value);
            expect_right(key, &answer, &rules.answer.range, report);
        }
        Kind::Estimate(rules) => {
            let unit = rules.unit.as_ref().map_or("", |unit| unit.value.as_str());
            let answer = format!("{} {unit}", rules.answer.value);
            expect_right(key, &answer, &rules.answer.range, report);
        }
        Kind::Order(rules) => check_order(key, rules, place, report),
        Kind::Match(rules) => {
            let pairs = rules.pairs.iter();
            let pairs = pairs.map(|pair| format!("{}={}", pair.id.value, pair.right_id));
            expect_right(key, &pairs.collect::<Vec<_>>().join(" "), place, report);
        }
        Kind::Cloze(blanks) => {
            let blanks = blanks.iter();
            let blanks =
                blanks.map(|blank| format!("{}{UNIT}{}", blank.name.value, blank.answer.value));
            let answer = blanks.collect::<Vec<_>>().join(&RECORD.to_string());
            expect_right(key, &answer, place, report);
        }
        Kind::Output(rules) => check_output(key, rules, place, report),
        Kind::Free(rules) => {
            let criteria = rules.rubric.iter().map(|item| item.id.value.as_str());
            expect_right(key, &criteria.collect::<Vec<_>>().join(" "), place, report);
            expect_not_right(key, "", place, report);
        }
    }
}

/// The right order is right, and with something that does not belong there it is not.
fn check_order(key: &str, rules: &OrderRules, place: &Range<usize>, report: &Report<'_>) {
    let items = rules.items.iter().map(|item| item.id.value.as_str());
    let right: Vec<_> = items.collect();
    expect_right(key, &right.join(" "), place, report);
    for wrong in &rules.distractors {
        let too_many = format!("{} {}", right.join(" "), wrong.id.value);
        expect_not_right(key, &too_many, &wrong.id.range, report);
    }
}

fn check_output(key: &str, rules: &OutputRules, place: &Range<usize>, report: &Report<'_>) {
    if let Some(answer) = &rules.answer {
        let response = format!("prints{UNIT}{}", answer.value.trim_end_matches('\n'));
        expect_right(key, &response, &answer.range, report);
        expect_not_right(key, &format!("fails{UNIT}1"), place, report);
        return;
    }
    let error = rules.error.as_ref();
    let line = error.and_then(|error| error.line);
    let words = error.and_then(|error| error.contains.as_ref());
    let how = match (line, words) {
        (Some(line), _) => line.to_string(),
        (None, words) => words.map_or(String::new(), |words| words.value.clone()),
    };
    expect_right(key, &format!("fails{UNIT}{how}"), place, report);
    expect_not_right(key, &format!("prints{UNIT}{how}"), place, report);
}

fn check_choices(key: &str, choices: &[Choice], report: &Report<'_>) {
    let right = choices.iter().filter(|choice| choice.correct);
    let right: Vec<&str> = right.map(|choice| choice.id.value.as_str()).collect();
    if let Some(first) = choices.first() {
        expect_right(key, &right.join(" "), &first.id.range, report);
    }
    for choice in choices.iter().filter(|choice| !choice.correct) {
        expect_not_right(key, &choice.id.value, &choice.id.range, report);
    }
}

fn graded(key: &str, response: &str) -> Verdict {
    grade(key, response, &StdPlatform)
}

/// Reports a right answer that is not graded so.
pub(super) fn expect_right(key: &str, response: &str, place: &Range<usize>, report: &Report<'_>) {
    if graded(key, response).outcome != Outcome::Right {
        let message = format!("the grader does not take `{response}` for right");
        let help = "compare it with `answer`, `accept` and `normalize`";
        report.error("quiz-selftest", place, message, help);
    }
}

/// Reports a wrong answer that is graded as right.
pub(super) fn expect_not_right(
    key: &str,
    response: &str,
    place: &Range<usize>,
    report: &Report<'_>,
) {
    if graded(key, response).outcome == Outcome::Right {
        let message = format!("the grader takes `{response}` for right");
        report.error("quiz-selftest", place, message, "");
    }
}

/// Reports a foreseen wrong answer that does not reach its rule.
pub(super) fn expect_rule(
    key: &str,
    response: &str,
    index: usize,
    place: &Range<usize>,
    report: &Report<'_>,
) {
    let verdict = graded(key, response);
    let (message, help) = match (verdict.outcome, verdict.reason) {
        (Outcome::Wrong | Outcome::Part, Reason::Rule(rule)) if usize::from(rule) == index => {
            return;
        }
        (Outcome::Right, _) => (
            format!("`{response}` is foreseen as wrong, but the grader takes it for right"),
            "make the rule narrower, or `accept`",
        ),
        (_, Reason::Rule(rule)) => (
            format!(
                "`{response}` never gets here: wrong answer {} takes it",
                u32::from(rule) + 1
            ),
            "put the narrower rule first",
        ),
        _ => (
            format!("the grader does not find `{response}` by this rule"),
            "compare it with `normalize`",
        ),
    };
    report.error("quiz-selftest", place, message, help);
}
