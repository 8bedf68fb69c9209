//! What it takes to prove the answer of a question about a program's output.
//!
//! [`of`] is the entry point. Invariant: nothing is run here, nor by any build.

use super::Locate;
use crate::course::RunFacts;
use coursebook_model::quiz::author::{Kind, OutputRules, Question};

/// The program and what it should do, if the author wants that proven.
pub(super) fn of(question: &Question, locate: &Locate<'_>) -> Option<RunFacts> {
    let Kind::Output(rules) = &question.kind else {
        return None;
    };
    rules.verify.then(|| facts(question, rules, locate))
}

fn facts(question: &Question, rules: &OutputRules, locate: &Locate<'_>) -> RunFacts {
    let error = rules.error.as_ref();
    let error_text = error.and_then(|error| error.contains.as_ref());
    let answer = rules.answer.as_ref().or(error_text);
    RunFacts {
        code: rules.code.value.clone(),
        language: rules.lang.value.clone(),
        key: question.key.clone(),
        fails: rules.fails == Some(true),
        error_line: error.and_then(|error| error.line),
        error_text: error_text.map(|text| text.value.clone()),
        language_span: locate(&rules.lang.range),
        answer_span: locate(&answer.unwrap_or(&question.id).range),
    }
}
