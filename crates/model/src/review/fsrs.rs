//! FSRS-6, the model of memory behind the schedule: [`Memory`].
//!
//! The algorithm and its default weights are those of the Open Spaced Repetition project: the page
//! "The Algorithm" of <https://github.com/open-spaced-repetition/awesome-fsrs/wiki>, and the crate
//! `fsrs` 6.6.2 (BSD-3-Clause), against which the tests hold this port. Left out is what a
//! schedule of whole days never asks for: reviews on one day, other weights, other retentions.
//! Invariant: stability and difficulty stay within their bounds.

use super::math::{exp, ln};

/// The default weights, by the numbers that the algorithm's description gives them.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
/// The chance of recalling that a review is scheduled for.
const RETENTION: f64 = 0.9;

const LEAST_STABILITY: f64 = 0.001;
const GREATEST_STABILITY: f64 = 36_500.0;
const LEAST_DIFFICULTY: f64 = 1.0;
const GREATEST_DIFFICULTY: f64 = 10.0;

/// The longest interval: a course is read in months, not in years.
const LONGEST_INTERVAL: i64 = 180;

/// How a review went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    /// Not recalled.
    Again = 1,
    /// Recalled with trouble.
    Hard,
    /// Recalled.
    Good,
    /// Recalled without effort.
    Easy,
}

/// What is left in a memory after a review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Memory {
    /// After how many days the chance of recalling falls to [`RETENTION`].
    pub(super) stability: f64,
    /// How hard it is to make it more stable, from 1 to 10.
    pub(super) difficulty: f64,
}

impl Memory {
    /// The memory after a first review.
    pub(super) fn first(grade: Grade) -> Self {
        Self {
            stability: match grade {
                Grade::Again => W[0],
                Grade::Hard => W[1],
                Grade::Good => W[2],
                Grade::Easy => W[3],
            },
            difficulty: within_difficulty(first_difficulty(grade)),
        }
    }

    /// The memory after a further review, at least a day after the last one.
    pub(super) fn after(self, days: i64, grade: Grade) -> Self {
        let forgotten = 1.0 - self.recall(days as f64);
        let stability = match grade {
            Grade::Again => self.stability_if_forgotten(forgotten),
            _ => self.stability_if_recalled(forgotten, grade),
        };
        Self {
            stability: stability.clamp(LEAST_STABILITY, GREATEST_STABILITY),
            difficulty: self.next_difficulty(grade),
        }
    }

    /// After how many whole days to review.
    pub(super) fn interval(self) -> i64 {
        let days = (self.stability + 0.5) as i64;
        days.clamp(1, LONGEST_INTERVAL)
    }

    /// The chance of recalling after so many days.
    fn recall(self, days: f64) -> f64 {
        // Makes the chance `RETENTION` where as many days have passed as the stability says.
        let factor = exp(-ln(RETENTION) / W[20]) - 1.0;
        exp(-W[20] * ln(1.0 + factor * days / self.stability))
    }

    fn stability_if_recalled(self, forgotten: f64, grade: Grade) -> f64 {
        let ease = match grade {
            Grade::Hard => W[15],
            Grade::Easy => W[16],
            _ => 1.0,
        };
        let base = exp(W[8] - W[9] * ln(self.stability)) * (11.0 - self.difficulty);
        self.stability * (1.0 + base * (exp(W[10] * forgotten) - 1.0) * ease)
    }

    fn stability_if_forgotten(self, forgotten: f64) -> f64 {
        let growth = exp(W[13] * ln(self.stability + 1.0)) - 1.0;
        let left = W[11] * growth * exp(W[14] * forgotten - W[12] * ln(self.difficulty));
        left.min(self.stability * exp(-W[17] * W[18]))
    }

    fn next_difficulty(self, grade: Grade) -> f64 {
        let change = W[6] * (3.0 - rating(grade));
        // The nearer to the greatest difficulty, the less it changes.
        let damped = self.difficulty + change * (GREATEST_DIFFICULTY - self.difficulty) / 9.0;
        // A little is drawn back to that of an easy first review.
        within_difficulty(damped + W[7] * (first_difficulty(Grade::Easy) - damped))
    }
}

fn first_difficulty(grade: Grade) -> f64 {
    W[4] + 1.0 - exp(W[5] * (rating(grade) - 1.0))
}

fn within_difficulty(difficulty: f64) -> f64 {
    difficulty.clamp(LEAST_DIFFICULTY, GREATEST_DIFFICULTY)
}

fn rating(grade: Grade) -> f64 {
    f64::from(grade as u8)
}
