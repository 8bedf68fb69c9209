//! What belongs together in a log: [`runs`].
//!
//! A run is one go at a question: its tries rise until one is right or the answer is shown, and the
//! last one decides. Invariant: every attempt is in one run, and runs keep the order of time.

use crate::progress::{Confidence, Outcome, Time};

use super::log::Attempt;

/// One go at a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    last: Attempt,
    all: &'a [Attempt],
}

/// The runs of a log.
pub(super) fn runs(attempts: &[Attempt]) -> impl Iterator<Item = Run<'_>> {
    let chunks = attempts.chunk_by(|attempt, next| attempt.is_followed_by(next));
    chunks.filter_map(|all| {
        let last = *all.last()?;
        Some(Run { last, all })
    })
}

impl Run<'_> {
    /// When it was decided.
    pub(super) fn time(&self) -> Time {
        self.last.time()
    }

    /// Whether the learner did not get there.
    pub(super) fn is_missed(&self) -> bool {
        !matches!(self.last.outcome(), Outcome::Right | Outcome::RightWithHelp)
    }

    /// Whether it was right without help.
    pub(super) fn is_right(&self) -> bool {
        self.last.outcome() == Outcome::Right
    }

    /// Whether it was right on the first try, without help.
    pub(super) fn is_right_at_once(&self) -> bool {
        self.is_right() && self.last.tries() == 1
    }

    /// How sure the learner was in the end.
    pub(super) fn confidence(&self) -> Confidence {
        self.last.confidence()
    }

    /// Whether the learner was sure of an answer that was wrong, or wrong in part.
    pub(super) fn has_confident_error(&self) -> bool {
        let mut attempts = self.all.iter();
        attempts.any(|attempt| {
            attempt.outcome() <= Outcome::Partly && attempt.confidence() == Confidence::Sure
        })
    }
}

impl Attempt {
    /// Whether the next attempt is of the same run.
    fn is_followed_by(&self, next: &Self) -> bool {
        next.tries() > self.tries() && !self.outcome().settles()
    }
}
