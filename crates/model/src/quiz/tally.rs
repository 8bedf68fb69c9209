//! Counts how many parts of an answer are right.
//!
//! [`Tally`] is the entry point; [`share`] turns counts into points. Invariant: what is right only
//! in part never gets all points.

use super::verdict::{Outcome, Reason, Verdict};

/// How the parts of an answer stand.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// One bit for each part that is right; parts beyond the 32nd have none.
    pub(super) right: u32,
    of: u32,
    hits: u32,
    near: u32,
    empty: u32,
}

/// How one part of an answer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Not answered.
    Empty,
    /// Wrong.
    Wrong,
    /// A slip of the finger away from right.
    Near,
    /// Right.
    Right,
}

impl Tally {
    /// Takes the next part.
    pub(super) fn add(&mut self, part: Part) {
        let right = u32::from(part == Part::Right);
        self.right |= right.checked_shl(self.of).unwrap_or(0);
        self.of += 1;
        self.hits += right;
        self.near += u32::from(part == Part::Near);
        self.empty += u32::from(part == Part::Empty);
    }

    /// What is to be said of all parts together.
    pub(super) fn verdict(&self) -> Verdict {
        let answered = self.of - self.empty;
        if answered == 0 {
            Verdict::retry(Reason::Blank)
        } else if self.empty > 0 {
            Verdict::retry(Reason::Incomplete)
        } else if self.hits == self.of {
            Verdict::RIGHT
        } else if self.hits + self.near == self.of {
            Verdict::retry(Reason::Near)
        } else {
            share(self.hits, 0, self.of)
        }
    }
}

/// The verdict of a share of hits, of which misses are taken off.
pub(super) fn share(hits: u32, misses: u32, of: u32) -> Verdict {
    let percent = (hits.saturating_sub(misses) * 100).checked_div(of);
    part(percent.unwrap_or(0))
}

/// Right in part.
pub(super) fn part(percent: u32) -> Verdict {
    match percent.min(99) {
        0 => Verdict::WRONG,
        score => Verdict {
            outcome: Outcome::Part,
            score: score as u8,
            reason: Reason::None,
        },
    }
}
