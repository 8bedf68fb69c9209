//! A question's log as text: [`read`].
//!
//! Invariant: attempts come in the order of time, in whatever order they were in the text, and no
//! more than [`MAX_ATTEMPTS`] of them.

use crate::progress::{Confidence, MAX_TIME, Outcome, Time, text::pieces};

/// How many attempts count, the latest ones: far more than anybody makes.
pub(super) const MAX_ATTEMPTS: usize = 1000;

const CONFIDENCE_BITS: u32 = 2;
const OUTCOME_BITS: u32 = 3;
const TRIES_BITS: u32 = 6;

/// An attempt at a question, in one number: time, tries, outcome and confidence, from the highest
/// bit to the lowest. So its order is that of time, and a log takes little of the browser's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Attempt(u64);

/// The attempts of a log, oldest first, without guesses made before the text was read.
pub(super) fn read(log: &str) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for attempt in pieces(log, b';').filter_map(Attempt::parse) {
        let place = attempts.partition_point(|known| *known <= attempt);
        attempts.insert(place, attempt);
        if attempts.len() > MAX_ATTEMPTS {
            attempts.remove(0);
        }
    }
    attempts
}

impl Attempt {
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = pieces(text, b',').map(number);
        let time = numbers.next()??;
        let outcome = numbers.next()??;
        let tries = numbers.next()??.min((1 << TRIES_BITS) - 1);
        let confidence = numbers.next()??;
        let is_guess = tries == 0;
        let is_known = outcome <= Outcome::Shown as u64 && confidence <= Confidence::Sure as u64;
        let number = ((time << TRIES_BITS | tries) << OUTCOME_BITS | outcome) << CONFIDENCE_BITS;
        (is_known && !is_guess && numbers.next().is_none()).then_some(Self(number | confidence))
    }

    pub(super) fn time(self) -> Time {
        self.0 >> (TRIES_BITS + OUTCOME_BITS + CONFIDENCE_BITS)
    }

    pub(super) fn tries(self) -> u64 {
        self.bits(OUTCOME_BITS + CONFIDENCE_BITS, TRIES_BITS)
    }

    pub(super) fn outcome(self) -> Outcome {
        let number = self.bits(CONFIDENCE_BITS, OUTCOME_BITS);
        Outcome::from_number(number as u32).unwrap_or(Outcome::Shown)
    }

    pub(super) fn confidence(self) -> Confidence {
        let number = self.bits(0, CONFIDENCE_BITS);
        Confidence::from_number(number as u32).unwrap_or(Confidence::Unstated)
    }

    fn bits(self, lowest: u32, count: u32) -> u64 {
        self.0 >> lowest & ((1 << count) - 1)
    }
}

fn number(text: &str) -> Option<u64> {
    let mut number = 0;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        number = number * 10 + u64::from(digit);
        if digit > 9 || number > MAX_TIME {
            return None;
        }
    }
    (!text.is_empty()).then_some(number)
}
