//! Groups of questions of which one is asked.
//!
//! [`check`] is the entry point. Invariant: one question of a group can stand for any other.

use super::problem::Report;
use super::schema::{Question, Text, Use};

/// Reports groups of one question, and groups whose questions are asked at different times.
pub(super) fn check(questions: &[Question], report: &Report<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for group in questions
        .iter()
        .filter_map(|question| question.variants.as_ref())
    {
        if !seen.contains(&group.value.as_str()) {
            check_group(group, questions, report);
            seen.push(&group.value);
        }
    }
}

fn check_group(group: &Text, questions: &[Question], report: &Report<'_>) {
    let of_group = |question: &&Question| {
        let name = question.variants.as_ref();
        name.is_some_and(|name| name.value == group.value)
    };
    let mut of_group = questions.iter().filter(of_group);
    let Some(first) = of_group.next() else {
        return;
    };
    let others: Vec<_> = of_group.collect();
    if others.is_empty() {
        let message = format!("`{}` is the only question of its group", first.id.value);
        let help = "give a second question the same `variants`, or take it out";
        report.error("quiz-variants", &group.range, message, help);
    }
    for other in others {
        if !same_uses(&first.uses, &other.uses) {
            let place = other
                .variants
                .as_ref()
                .map_or(&other.id.range, |name| &name.range);
            let message = format!("this question is not asked when `{}` is", first.id.value);
            let help = "give all questions of a group the same `use`";
            report.error("quiz-variants", place, message, help);
        }
    }
}

fn same_uses(a: &[Use], b: &[Use]) -> bool {
    a.len() == b.len() && a.iter().all(|one| b.contains(one))
}
