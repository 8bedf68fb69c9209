//! Ranges of numbers that are foreseen as wrong.
//!
//! [`read`] is the entry point. Invariant: no range touches what counts as right, and each is
//! reached at both its ends.

use super::fields::Fields;
use super::limits;
use super::numbers::{Number, number};
use super::problem::Report;
use super::prose::prose;
use super::schema::{Text, WrongRule};
use super::selftest;
use super::tree::Node;

/// A foreseen wrong range.
pub(super) struct Range {
    low: Number,
    high: Number,
    feedback: Text,
}

/// Reads `wrong`, if the question has it.
pub(super) fn read(question: &Fields<'_, '_>) -> Option<Vec<Range>> {
    let nodes = question.list("wrong", limits::WRONG).unwrap_or_default();
    let ranges = nodes.iter().map(|node| read_one(node, question.report()));
    ranges.collect::<Vec<_>>().into_iter().collect()
}

fn read_one(node: &Node, report: &Report<'_>) -> Option<Range> {
    let fields = Fields::open(node, "a wrong answer", report)?;
    let single = fields.optional("match").map(|node| (node, node));
    let pair = fields
        .optional("range")
        .map(|_| fields.list("range", 2).unwrap_or_default());
    let feedback = prose(&fields, "feedback");
    let place = fields.place();
    fields.close();
    let ends = match (single, pair) {
        (Some(ends), None) => Some(ends),
        (None, Some([low, high])) => Some((low, high)),
        _ => {
            let message = "a wrong answer has either `match` or `range` with two numbers";
            let help = "write `range: [low, high]`";
            report.error("quiz-missing-field", &place, message, help);
            None
        }
    };
    let (low, high) = ends?;
    Some(Range {
        low: number(low, "range", report)?,
        high: number(high, "range", report)?,
        feedback: feedback?,
    })
}

/// Their ends, as the key has them.
pub(super) fn ends(ranges: &[Range]) -> Vec<(&str, &str)> {
    let ranges = ranges.iter();
    ranges
        .map(|range| (range.low.written(), range.high.written()))
        .collect()
}

/// Reports ranges that touch what counts as right, which lies between `low` and `high`, and those
/// that an earlier one has taken.
pub(super) fn check(
    ranges: &[Range],
    (low, high): (f64, f64),
    narrow: &str,
    key: &str,
    report: &Report<'_>,
) {
    for (index, range) in ranges.iter().enumerate() {
        let place = &range.low.text.range;
        if range.low.value > range.high.value {
            let message = "the range ends before it begins";
            report.error(
                "quiz-bad-range",
                place,
                message,
                "put the smaller number first",
            );
            continue;
        }
        if range.low.value <= high && range.high.value >= low {
            let message = "this range touches what counts as right";
            let help = format!("narrow it, or {narrow}");
            report.error("quiz-bad-range", place, message, help);
        }
        let ends = [&range.low.text, &range.high.text];
        let different = if ends[0] == ends[1] { 1 } else { 2 };
        for end in ends.into_iter().take(different) {
            selftest::expect_rule(key, &end.value, index, &end.range, report);
        }
    }
}

/// As the reader is shown them.
pub(super) fn rules(ranges: Vec<Range>) -> Vec<WrongRule> {
    let ranges = ranges.into_iter();
    let rules = ranges.map(|range| {
        let (low, high) = (&range.low.text, &range.high.text);
        let single = low.value == high.value;
        let shown = if single {
            low.value.clone()
        } else {
            format!("{} – {}", low.value, high.value)
        };
        WrongRule {
            shown: Some(shown),
            feedback: range.feedback,
            range: low.range.clone(),
        }
    });
    rules.collect()
}
