//! When a question is due again, and how well the learner knows it, derived from its log.
//!
//! [`due`] and [`standing`] are the entry points. A log's attempts make runs (`runs`), the first run
//! of a day is a review, and FSRS-6 makes of the reviews so far a memory whose stability is the
//! interval to the next (`fsrs`). Invariant: the answer is a function of the set of attempts and
//! the clock; nothing is stored, and no log makes it panic.
//!
//! This module is compiled for the browser: it uses neither formatting macros nor float parsing nor
//! maps, and exponentials of its own (`math`): the others would cost more than all its rules.
//!
//! A log is a text: attempts joined by `;`, each `time,outcome,tries,confidence` in decimal digits,
//! with the numbers of [`Outcome`](crate::progress::Outcome) and
//! [`Confidence`](crate::progress::Confidence). What is none is passed over.

mod clock;
mod fsrs;
mod log;
mod mastery;
mod math;
mod runs;
mod schedule;

#[cfg(test)]
mod tests;

use crate::progress::Time;

pub use clock::Clock;
pub use mastery::{Mastery, Standing};

/// From when a question is due: the start of a day of the learner's; `None` if it was never
/// answered.
pub fn due(log: &str, clock: Clock) -> Option<Time> {
    review(log, clock).0
}

/// How well the learner knows a question.
pub fn standing(log: &str, clock: Clock) -> Standing {
    review(log, clock).1
}

/// Both in one: the browser then carries the way there once.
fn review(log: &str, clock: Clock) -> (Option<Time>, Standing) {
    let attempts = log::read(log);
    let mut schedule = schedule::Schedule::default();
    let mut standing = Standing::default();
    for run in runs::runs(&attempts) {
        let day = clock.day_of(run.time());
        schedule.add(&run, day);
        standing.add(&run, day);
    }
    let due = schedule.due().map(|day| clock.start_of(day));
    (due, standing)
}
