//! Grades a number with its unit.
//!
//! [`grade`] is the entry point; [`quantity`], [`foreseen`] and [`between`] serve estimates. Invariant: both ends of a tolerance and of a range belong to it,
//! whatever binary fractions make of them.

use super::key::NumberKey;
use super::normalize::is_blank;
use super::number::{read_number, read_quantity};
use super::verdict::{Reason, Verdict};

/// Two numbers this close to each other, as a share of the larger, are equal.
const ROUNDING: f64 = 1e-9;

/// Grades what was typed.
pub(super) fn grade(key: NumberKey<'_>, response: &str) -> Verdict {
    match quantity(key, response) {
        Ok(value) => judge(key, value),
        Err(reason) => Verdict::retry(reason),
    }
}

/// What was typed, in expected units.
pub(super) fn quantity(key: NumberKey<'_>, response: &str) -> Result<f64, Reason> {
    if response.chars().all(is_blank) {
        return Err(Reason::Blank);
    }
    let given = read_quantity(response).ok_or(Reason::NotANumber)?;
    Ok(given.value * factor(key, given.unit)?)
}

/// The index of the first range foreseen as wrong that has the value.
pub(super) fn foreseen(key: NumberKey<'_>, value: f64) -> Option<usize> {
    key.wrong().position(|(low, high)| {
        let ends = read_number(low).zip(read_number(high));
        ends.is_some_and(|(low, high)| between(value, low, high))
    })
}

fn judge(key: NumberKey<'_>, value: f64) -> Verdict {
    let Some(answer) = read_number(key.answer) else {
        return Verdict::retry(Reason::BadKey);
    };
    let tolerance = tolerance(key, answer);
    if between(value, answer - tolerance, answer + tolerance) {
        return Verdict::RIGHT;
    }
    foreseen(key, value).map_or(Verdict::WRONG, Verdict::wrong_by_rule)
}

/// The larger of the two tolerances.
fn tolerance(key: NumberKey<'_>, answer: f64) -> f64 {
    let abs = read_number(key.abs).unwrap_or(0.0);
    let rel = read_number(key.rel).unwrap_or(0.0);
    abs.max(rel * answer.abs())
}

/// Whether a value lies between two others; see [`ROUNDING`].
pub(super) fn between(value: f64, low: f64, high: f64) -> bool {
    let slack = ROUNDING * low.abs().max(high.abs());
    value >= low - slack && value <= high + slack
}

/// How many expected units one of `unit` is. Of units that only look like it, one alone will do.
fn factor(key: NumberKey<'_>, unit: &str) -> Result<f64, Reason> {
    if unit.is_empty() && key.unit_required {
        return Err(Reason::UnitMissing);
    }
    if unit.is_empty() {
        return Ok(1.0);
    }
    let (mut found, mut like) = (None, 0);
    for (name, factor) in key.units() {
        if name == unit {
            (found, like) = (Some(factor), 1);
            break;
        }
        if alike(name, unit) {
            (found, like) = (Some(factor), like + 1);
        }
    }
    let factor = found.filter(|_| like == 1).and_then(read_number);
    factor.ok_or(Reason::UnitUnknown)
}

/// Whether two writings mean the same unit. Case does not count, except that of `b`, where it
/// tells bits from bytes; the two micro signs are one.
fn alike(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars().map(one_micro), b.chars().map(one_micro));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) if x.eq_ignore_ascii_case(&y) && !matches!(x, 'b' | 'B') => {}
            _ => return false,
        }
    }
}

fn one_micro(c: char) -> char {
    if c == 'μ' { 'µ' } else { c }
}
