//! What the grader says of a response.
//!
//! [`Verdict`] is the entry point. Invariant: [`Verdict::pack`] loses nothing, and the numbers of
//! the outcomes are those that a record of progress keeps.

/// How good a response is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Not right.
    Wrong = 0,
    /// Right in part.
    Part = 1,
    /// Right.
    Right = 2,
    /// Not graded: the reader should look again, and has lost no attempt.
    Retry = 3,
}

/// Why, where there is more to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing more to say.
    None,
    /// The author foresaw this wrong answer: the rule's index.
    Rule(u16),
    /// Nothing was answered.
    Blank,
    /// One slip of the finger away from a right answer.
    Near,
    /// A number was asked for.
    NotANumber,
    /// The number needs its unit.
    UnitMissing,
    /// The unit is none that the question knows.
    UnitUnknown,
    /// The key itself cannot be read.
    BadKey,
    /// A part of the answer is still empty.
    Incomplete,
}

/// The grader's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// How good the response is.
    pub outcome: Outcome,
    /// Share of the points, in percent.
    pub score: u8,
    /// Why.
    pub reason: Reason,
}

impl Verdict {
    /// All right.
    pub const RIGHT: Verdict = Verdict {
        outcome: Outcome::Right,
        score: 100,
        reason: Reason::None,
    };

    /// Wrong, with nothing to say to it.
    pub const WRONG: Verdict = Verdict {
        outcome: Outcome::Wrong,
        score: 0,
        reason: Reason::None,
    };

    /// Wrong in a way that the author foresaw.
    pub fn wrong_by_rule(index: usize) -> Verdict {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        Verdict {
            reason: Reason::Rule(index),
            ..Verdict::WRONG
        }
    }

    /// Not graded, for `reason`.
    pub fn retry(reason: Reason) -> Verdict {
        Verdict {
            outcome: Outcome::Retry,
            score: 0,
            reason,
        }
    }

    /// The verdict as one number, for the browser: the outcome in the lowest four bits, then four
    /// bits of the reason's kind, eight of the score, sixteen of the rule's index.
    pub fn pack(self) -> u32 {
        let (kind, index) = match self.reason {
            Reason::None => (0, 0),
            Reason::Rule(index) => (1, u32::from(index)),
            Reason::Blank => (2, 0),
            Reason::Near => (3, 0),
            Reason::NotANumber => (4, 0),
            Reason::UnitMissing => (5, 0),
            Reason::UnitUnknown => (6, 0),
            Reason::BadKey => (7, 0),
            Reason::Incomplete => (8, 0),
        };
        self.outcome as u32 | kind << 4 | u32::from(self.score) << 8 | index << 16
    }
}
