//! Reads and checks questions with a number.
//!
//! [`read`] is the entry point. Invariant: every number of the key is one that the grader's own
//! reader takes, and no foreseen wrong range touches what counts as right.

use super::fields::Fields;
use super::numbers::{Number, number};
use super::problem::Report;
use super::ranges;
use super::schema::{Kind, NumericRules};
use super::tree::Node;
use super::units;
use crate::quiz::encode::{NumberParts, number_key};

/// How far off an answer may be.
#[derive(Default)]
struct Tolerance {
    abs: Option<Number>,
    rel: Option<Number>,
}

/// A number to be typed.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields.required("answer");
    let answer = answer.and_then(|node| number(node, "answer", report));
    let tolerance = match fields.optional("tolerance") {
        Some(node) => read_tolerance(node, report),
        None => Some(Tolerance::default()),
    };
    let units = units::read(fields);
    let wrong = ranges::read(fields);
    let (answer, tolerance, units, wrong) = (answer?, tolerance?, units?, wrong?);
    let key = number_key(&NumberParts {
        answer: answer.written(),
        abs: tolerance.abs.as_ref().map_or("", Number::written),
        rel: tolerance.rel.as_ref().map_or("", Number::written),
        unit_required: units.required,
        units: &units.with_factors(),
        wrong: &ranges::ends(&wrong),
    });
    let around = tolerance.around(answer.value);
    let right = (answer.value - around, answer.value + around);
    ranges::check(&wrong, right, "the tolerance", &key, report);
    let rules = NumericRules {
        answer: answer.text,
        unit: units.expected.clone(),
        other_units: units.into_others(),
        tolerance: tolerance.shown(),
        wrong: ranges::rules(wrong),
    };
    Some((Kind::Numeric(rules), key))
}

impl Tolerance {
    fn around(&self, answer: f64) -> f64 {
        let abs = self.abs.as_ref().map_or(0.0, |number| number.value);
        let rel = self.rel.as_ref().map_or(0.0, |number| number.value);
        abs.max(rel * answer.abs())
    }

    fn shown(&self) -> String {
        match (&self.abs, &self.rel) {
            (Some(abs), None) => abs.text.value.clone(),
            (_, Some(rel)) => format!("{} %", shortest(rel.value * 100.0)),
            (None, None) => String::new(),
        }
    }
}

/// A number without the noise of binary fractions.
fn shortest(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn read_tolerance(node: &Node, report: &Report<'_>) -> Option<Tolerance> {
    let fields = Fields::open(node, "`tolerance`", report)?;
    let read = |name| {
        let number = number(fields.optional(name)?, name, report)?;
        if number.value <= 0.0 || (name == "rel" && number.value >= 1.0) {
            let message = format!(
                "`{name}` is more than 0{}",
                if name == "rel" {
                    " and less than 1"
                } else {
                    ""
                }
            );
            let help = "leave the tolerance out if only the exact number is right";
            report.error("quiz-bad-tolerance", &number.text.range, message, help);
            return None;
        }
        Some(number)
    };
    let tolerance = Tolerance {
        abs: read("abs"),
        rel: read("rel"),
    };
    let (place, empty) = (
        fields.place(),
        tolerance.abs.is_none() && tolerance.rel.is_none(),
    );
    let given = fields.optional("abs").or(fields.optional("rel")).is_some();
    fields.close();
    if empty && !given {
        report.error(
            "quiz-missing-field",
            &place,
            "`tolerance` needs `abs` or `rel`",
            "",
        );
    }
    (!empty).then_some(tolerance)
}
