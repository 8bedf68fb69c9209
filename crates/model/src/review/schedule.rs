//! When the next review is: [`Schedule`].
//!
//! Invariant: only the first run of a day is a review. What is practised on the same day, when the
//! answer is still fresh, says nothing about memory.

use crate::progress::Confidence;

use super::fsrs::{Grade, Memory};
use super::runs::Run;

/// From how many reviews on an easy answer counts as such.
const REVIEWS_BEFORE_EASY: u32 = 2;

/// What the reviews so far left in memory.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Schedule {
    last: Option<(Memory, i64)>,
    reviews: u32,
}

impl Schedule {
    /// Takes in the next run, which was decided on this day.
    pub(super) fn add(&mut self, run: &Run<'_>, day: i64) {
        let grade = self.grade(run);
        let memory = match self.last {
            None => Memory::first(grade),
            Some((memory, last_day)) if day > last_day => memory.after(day - last_day, grade),
            Some(_) => return,
        };
        self.last = Some((memory, day));
        self.reviews += 1;
    }

    /// The day of the next review; `None` if there was none.
    pub(super) fn due(&self) -> Option<i64> {
        self.last.map(|(memory, day)| day + memory.interval())
    }

    fn grade(&self, run: &Run<'_>) -> Grade {
        if run.is_missed() {
            return Grade::Again;
        }
        if !run.is_right() || run.confidence() == Confidence::Unsure {
            return Grade::Hard;
        }
        let is_sure = run.confidence() == Confidence::Sure;
        if run.is_right_at_once() && is_sure && self.reviews >= REVIEWS_BEFORE_EASY {
            Grade::Easy
        } else {
            Grade::Good
        }
    }
}
