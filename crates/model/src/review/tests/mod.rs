//! What the review engine promises, over random logs and against the crate `fsrs`.

mod logs;
mod mastering;
mod oracle;
mod scheduling;
mod series;

use proptest::prelude::*;

use super::{Clock, Mastery, Standing, due, standing};

const DAY: u64 = 86_400_000;
/// Later than all attempts of the tests.
const LATE: Clock = Clock {
    now: 9_000 * DAY,
    zone: 0,
};

const WRONG: u64 = 0;
const PART: u64 = 1;
const RIGHT: u64 = 2;
const HELPED: u64 = 3;
const SHOWN: u64 = 4;

const UNSTATED: u64 = 0;
const UNSURE: u64 = 1;
const SURE: u64 = 2;

/// Time, outcome, tries, confidence.
type Attempt = (u64, u64, u64, u64);

fn text(attempts: &[Attempt]) -> String {
    let entries = attempts.iter();
    let entries = entries
        .map(|(time, outcome, tries, confidence)| format!("{time},{outcome},{tries},{confidence}"));
    entries.collect::<Vec<_>>().join(";")
}

/// A log of runs of one attempt each, in this order, without confidence.
fn first_tries(days_and_outcomes: &[(u64, u64)]) -> String {
    let attempts = (0..)
        .zip(days_and_outcomes)
        .map(|(place, (day, outcome))| (day * DAY + place, *outcome, 1, UNSTATED));
    text(&attempts.collect::<Vec<_>>())
}

/// Attempts within a few weeks, so that many meet on one day.
fn attempt() -> impl Strategy<Value = Attempt> {
    (0..30 * DAY, 0..5_u64, 0..4_u64, 0..3_u64)
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    prop::collection::vec(attempt(), 0..20)
}

/// Minutes ahead of UTC as they occur, and some more.
fn zone() -> impl Strategy<Value = i32> {
    -900..=900
}

/// Whether it is more than a guess before the text.
fn counts((_, _, tries, _): &Attempt) -> bool {
    *tries > 0
}

fn mastery(log: &str) -> Mastery {
    standing(log, LATE).mastery
}
