//! Reads and checks questions with a short text.
//!
//! [`read`] is the entry point. Invariant: each accepted answer is right, and each foreseen wrong
//! one reaches its rule.

use super::answers::{self, LINE_FLAGS, Rule};
use super::fields::Fields;
use super::problem::Report;
use super::schema::{Kind, Text, TextRules};
use super::selftest;
use crate::quiz::Flags;
use crate::quiz::encode::text_key;
use crate::quiz::key::Pattern;

/// How texts are compared if the question does not say.
pub(super) const DEFAULT: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: false,
    quotes: true,
    eol: false,
    trailing: false,
};

/// A text to be typed.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields
        .required_text("answer")
        .filter(|answer| answers::check_answer(answer, report));
    let accept = answers::read_accept(fields);
    let flags = answers::read_flags(fields, LINE_FLAGS, DEFAULT);
    let wrong = answers::read_wrong(fields);
    let (answer, accept, wrong) = (answer?, accept?, wrong?);
    let mut accepted = vec![Pattern::Literal(answer.value.as_str())];
    accepted.extend(accept.iter().map(Rule::pattern));
    let foreseen: Vec<_> = wrong.iter().map(|(rule, _)| rule.pattern()).collect();
    let key = text_key(flags, &accepted, &foreseen);
    check_rules(&key, &accept, &wrong, report);
    let rules = TextRules {
        answer,
        accept: answers::literals(accept),
        wrong: answers::wrong_rules(wrong),
    };
    Some((Kind::Text(rules), key))
}

/// The rules among each other, by way of the grader.
fn check_rules(key: &str, accept: &[Rule], wrong: &[(Rule, Text)], report: &Report<'_>) {
    for sample in accept.iter().filter_map(Rule::sample) {
        selftest::expect_right(key, &sample.value, &sample.range, report);
    }
    for (index, (rule, _)) in wrong.iter().enumerate() {
        if let Some(sample) = rule.sample() {
            selftest::expect_rule(key, &sample.value, index, &sample.range, report);
        }
    }
}
