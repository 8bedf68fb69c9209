//! Reads and checks questions with a number.
//!
//! [`read`] is the entry point. Invariant: every number of the key is one that the grader's own
//! reader takes, and no foreseen wrong range touches what counts as right.

use super::fields::{Fields, as_text};
use super::problem::Report;
use super::question::prose;
use super::schema::{Kind, NumericRules, Text, WrongRule};
use super::selftest;
use super::yaml::{Node, Value};
use crate::quiz::encode::{NumberParts, number_key};
use crate::quiz::key::{RECORD, UNIT};
use crate::quiz::read_quantity;

/// A number as written and as read.
struct Number {
    text: Text,
    value: f64,
}

impl Number {
    fn written(&self) -> &str {
        &self.text.value
    }
}

/// How far off an answer may be.
#[derive(Default)]
struct Tolerance {
    abs: Option<Number>,
    rel: Option<Number>,
}

/// The units that are understood.
#[derive(Default)]
struct Units {
    expected: Option<Text>,
    others: Vec<(Text, Text)>,
    required: bool,
}

/// A foreseen wrong range.
struct Range {
    low: Number,
    high: Number,
    feedback: Text,
}

/// A number to be typed.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields.required("answer");
    let answer = answer.and_then(|node| number(node, "answer", report));
    let tolerance = fields.optional("tolerance");
    let tolerance = tolerance.map(|node| read_tolerance(node, report));
    let unit = fields.optional("unit").map(|node| read_units(node, report));
    let wrong = fields.list("wrong").unwrap_or_default();
    let wrong: Vec<_> = wrong.iter().map(|node| read_wrong(node, report)).collect();
    let wrong = wrong.into_iter().collect::<Option<Vec<_>>>();
    let (answer, wrong) = (answer?, wrong?);
    let tolerance = tolerance.unwrap_or(Some(Tolerance::default()))?;
    let units = unit.unwrap_or(Some(Units::default()))?;
    let key = encode(&answer, &tolerance, &units, &wrong);
    check_ranges(&answer, &tolerance, &wrong, report);
    check_rules(&key, &wrong, report);
    Some((Kind::Numeric(rules(answer, &tolerance, units, wrong)), key))
}

fn encode(answer: &Number, tolerance: &Tolerance, units: &Units, wrong: &[Range]) -> String {
    let expected = units.expected.iter().map(|unit| (unit.value.as_str(), "1"));
    let others = units.others.iter();
    let others = others.map(|(unit, factor)| (unit.value.as_str(), factor.value.as_str()));
    let units_with_factors: Vec<_> = expected.chain(others).collect();
    let wrong = wrong.iter();
    let wrong: Vec<_> = wrong
        .map(|range| (range.low.written(), range.high.written()))
        .collect();
    number_key(&NumberParts {
        answer: answer.written(),
        abs: tolerance.abs.as_ref().map_or("", Number::written),
        rel: tolerance.rel.as_ref().map_or("", Number::written),
        unit_required: units.required,
        units: &units_with_factors,
        wrong: &wrong,
    })
}

fn rules(answer: Number, tolerance: &Tolerance, units: Units, wrong: Vec<Range>) -> NumericRules {
    let wrong = wrong.into_iter().map(|range| {
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
    NumericRules {
        answer: answer.text,
        unit: units.expected,
        other_units: units.others.into_iter().map(|(unit, _)| unit).collect(),
        tolerance: tolerance.shown(),
        wrong: wrong.collect(),
    }
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

fn number(node: &Node, name: &str, report: &Report<'_>) -> Option<Number> {
    let text = as_text(node, name, report)?;
    let quantity = read_quantity(&text.value);
    match quantity.filter(|quantity| quantity.unit.is_empty()) {
        Some(quantity) => Some(Number {
            value: quantity.value,
            text,
        }),
        None => {
            let message = format!("`{name}` is a number, here stands `{}`", text.value);
            report.error(
                "quiz-wrong-type",
                &text.range,
                message,
                "units go under `unit`",
            );
            None
        }
    }
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

fn read_units(node: &Node, report: &Report<'_>) -> Option<Units> {
    let fields = Fields::open(node, "`unit`", report)?;
    let expected = fields
        .required_text("expect")
        .filter(|unit| check_unit(unit, report));
    let required = fields.flag("required").unwrap_or(false);
    let others = match fields.optional("accept") {
        Some(node) => read_factors(node, report),
        None => Some(Vec::new()),
    };
    fields.close();
    let units = Units {
        expected: Some(expected?),
        others: others?,
        required,
    };
    check_different(&units, report);
    Some(units)
}

fn read_factors(node: &Node, report: &Report<'_>) -> Option<Vec<(Text, Text)>> {
    let Value::Map(pairs) = &node.value else {
        let message = format!(
            "`accept` maps units to factors, here stands {}",
            node.kind()
        );
        let help = "write `MB: 1000`: how many expected units one of it is";
        report.error("quiz-wrong-type", &node.range, message, help);
        return None;
    };
    let read = pairs.iter().map(|(unit, factor)| {
        let unit = as_text(unit, "unit", report).filter(|unit| check_unit(unit, report));
        let factor = number(factor, "factor", report)?;
        if factor.value <= 0.0 {
            let message = "a factor is more than 0";
            report.error("quiz-bad-unit", &factor.text.range, message, "");
            return None;
        }
        Some((unit?, factor.text))
    });
    read.collect::<Vec<_>>().into_iter().collect()
}

fn check_unit(unit: &Text, report: &Report<'_>) -> bool {
    let text = &unit.value;
    let legal = !text.is_empty()
        && text.trim() == text
        && text.chars().count() <= 20
        && !text.contains([RECORD, UNIT, '\n'])
        && !text.starts_with(|c: char| c.is_ascii_digit());
    if !legal {
        let message = format!("`{text}` cannot be a unit");
        report.error(
            "quiz-bad-unit",
            &unit.range,
            message,
            "at most 20 characters, no digit first",
        );
    }
    legal
}

fn check_different(units: &Units, report: &Report<'_>) {
    let mut seen: Vec<&str> = units
        .expected
        .iter()
        .map(|unit| unit.value.as_str())
        .collect();
    for (unit, _) in &units.others {
        if seen.contains(&unit.value.as_str()) {
            let message = format!("the unit `{}` is given twice", unit.value);
            report.error("quiz-bad-unit", &unit.range, message, "");
        }
        seen.push(&unit.value);
    }
}

fn read_wrong(node: &Node, report: &Report<'_>) -> Option<Range> {
    let fields = Fields::open(node, "a wrong answer", report)?;
    let single = fields.optional("match").map(|node| (node, node));
    let pair = fields
        .optional("range")
        .map(|_| fields.list("range").unwrap_or_default());
    let feedback = prose(&fields, "feedback");
    let place = fields.place();
    fields.close();
    let ends = match (single, pair) {
        (Some(ends), None) => Some(ends),
        (None, Some([low, high])) => Some((low, high)),
        _ => {
            let message = "a wrong answer has either `match` or `range` with two numbers";
            report.error(
                "quiz-missing-field",
                &place,
                message,
                "write `range: [low, high]`",
            );
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

fn check_ranges(answer: &Number, tolerance: &Tolerance, wrong: &[Range], report: &Report<'_>) {
    let around = tolerance.around(answer.value);
    for range in wrong {
        let (low, high) = (range.low.value, range.high.value);
        if low > high {
            let message = "the range ends before it begins";
            report.error(
                "quiz-bad-range",
                &range.low.text.range,
                message,
                "put the smaller number first",
            );
        } else if low <= answer.value + around && high >= answer.value - around {
            let message = "this range touches what counts as right";
            report.error(
                "quiz-bad-range",
                &range.low.text.range,
                message,
                "narrow it, or the tolerance",
            );
        }
    }
}

/// Both ends of each range must reach it; an earlier range may not have taken them.
fn check_rules(key: &str, wrong: &[Range], report: &Report<'_>) {
    for (index, range) in wrong.iter().enumerate() {
        if range.low.value > range.high.value {
            continue;
        }
        for end in [&range.low.text, &range.high.text] {
            selftest::expect_rule(key, &end.value, index, &end.range, report);
        }
    }
}
