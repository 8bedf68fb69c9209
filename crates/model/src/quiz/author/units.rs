//! Units of numbers.
//!
//! [`read`] is the entry point. Invariant: no two units are written alike, and every factor is
//! more than 0.

use super::fields::Fields;
use super::limits;
use super::numbers::number;
use super::problem::Report;
use super::schema::Text;
use crate::quiz::key::{RECORD, UNIT};

/// The units that are understood.
#[derive(Default)]
pub(super) struct Units {
    /// The one that is meant where none is given.
    pub(super) expected: Option<Text>,
    /// Others, with the number of expected units that one of each is.
    others: Vec<(Text, Text)>,
    /// Whether one must be given.
    pub(super) required: bool,
}

impl Units {
    /// All units with their factors, the expected one first.
    pub(super) fn with_factors(&self) -> Vec<(&str, &str)> {
        let expected = self.expected.iter().map(|unit| (unit.value.as_str(), "1"));
        let others = self.others.iter();
        let others = others.map(|(unit, factor)| (unit.value.as_str(), factor.value.as_str()));
        expected.chain(others).collect()
    }

    /// The expected unit, or nothing.
    pub(super) fn shown(&self) -> &str {
        let expected = self.expected.as_ref();
        expected.map_or("", |unit| unit.value.as_str())
    }

    /// The units beside the expected one.
    pub(super) fn into_others(self) -> Vec<Text> {
        self.others.into_iter().map(|(unit, _)| unit).collect()
    }
}

/// Reads `unit`, if the question has it; `None` if it cannot be understood.
pub(super) fn read(question: &Fields<'_, '_>) -> Option<Units> {
    let report = question.report();
    let Some(node) = question.optional("unit") else {
        return Some(Units::default());
    };
    let fields = Fields::open(node, "`unit`", report)?;
    let expected = fields
        .required_text("expect")
        .filter(|unit| check_unit(unit, report));
    let required = fields.flag("required").unwrap_or(false);
    let others = match fields.optional("accept") {
        Some(_) => read_factors(&fields),
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

/// How many expected units one of each is.
fn read_factors(fields: &Fields<'_, '_>) -> Option<Vec<(Text, Text)>> {
    let report = fields.report();
    let pairs = fields.named("accept", limits::ACCEPT)?;
    let read = pairs.into_iter().map(|(unit, factor)| {
        let unit = Some(unit).filter(|unit| check_unit(unit, report));
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
        && text.chars().count() <= limits::UNIT
        && !text.contains([RECORD, UNIT, '\n'])
        && !text.starts_with(|c: char| c.is_ascii_digit());
    if !legal {
        let message = format!("`{text}` cannot be a unit");
        let help = "at most 20 characters, no digit first";
        report.error("quiz-bad-unit", &unit.range, message, help);
    }
    legal
}

fn check_different(units: &Units, report: &Report<'_>) {
    let mut seen: Vec<&str> = vec![units.shown()];
    for (unit, _) in &units.others {
        if seen.contains(&unit.value.as_str()) {
            let message = format!("the unit `{}` is given twice", unit.value);
            report.error("quiz-bad-unit", &unit.range, message, "");
        }
        seen.push(&unit.value);
    }
}
