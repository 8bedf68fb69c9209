//! Grades what a reader found in their own answer.
//!
//! [`grade`] is the entry point. Invariant: what was written is not looked at; only the criteria
//! that the reader ticked count.

use super::key::{FreeKey, UNIT};
use super::number::read_number;
use super::pieces::{Pieces, has_word};
use super::tally::share;
use super::verdict::Verdict;

/// The most that a criterion counts.
const MAX_POINTS: u32 = 100;

/// What was ticked, without what was written.
pub(super) fn ticked(response: &str) -> &str {
    Pieces::of(response, UNIT).next().unwrap_or("")
}

/// Grades ids of ticked criteria.
pub(super) fn grade(key: FreeKey<'_>, response: &str) -> Verdict {
    let (mut got, mut of) = (0, 0);
    for (id, points) in key.rubric() {
        let points = read_number(points).map_or(0, |points| (points as u32).min(MAX_POINTS));
        of += points;
        got += if has_word(response, id) { points } else { 0 };
    }
    if got == of && of > 0 {
        Verdict::RIGHT
    } else {
        share(got, 0, of)
    }
}
