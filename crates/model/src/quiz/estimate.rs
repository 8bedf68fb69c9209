//! Grades a number of which the order of magnitude counts.
//!
//! [`grade`] is the entry point; [`ratio`] says how far off an answer is. Invariant: what gets all points is right, whatever the wrong rules
//! say; a foreseen wrong answer is wrong, also where its neighbours would get a part of the points.

use super::key::NumberKey;
use super::number::read_number;
use super::numeric::{between, foreseen, quantity};
use super::tally::part;
use super::verdict::{Reason, Verdict};

/// What is worth all points.
const ALL: f64 = 100.0;

/// Grades what was typed.
pub(super) fn grade(key: NumberKey<'_>, response: &str) -> Verdict {
    match quantity(key, response) {
        Ok(value) => judge(key, value),
        Err(reason) => Verdict::retry(reason),
    }
}

/// How many times the answer it is.
pub(super) fn ratio(key: NumberKey<'_>, response: &str) -> Result<f64, Reason> {
    let answer = read_number(key.answer).ok_or(Reason::BadKey)?;
    Ok(quantity(key, response)? / answer)
}

fn judge(key: NumberKey<'_>, value: f64) -> Verdict {
    let Some(answer) = read_number(key.answer) else {
        return Verdict::retry(Reason::BadKey);
    };
    let score = score(key, value / answer);
    if score >= ALL {
        return Verdict::RIGHT;
    }
    let otherwise = part(score as u32);
    foreseen(key, value).map_or(otherwise, Verdict::wrong_by_rule)
}

/// The score of the first band that reaches as far as the answer is off.
fn score(key: NumberKey<'_>, ratio: f64) -> f64 {
    let band = key.bands().find(|(within, _)| {
        let within = read_number(within);
        within.is_some_and(|within| between(ratio, 1.0 / within, within))
    });
    let score = band.and_then(|(_, score)| read_number(score));
    score.unwrap_or(0.0)
}
