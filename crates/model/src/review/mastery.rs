//! How well a learner knows a question: [`Standing`].
//!
//! Right answers raise the mastery, beyond the first only with time between them; a miss lowers it.
//! Invariant: a right answer with help shows neither, and leaves it.

use super::runs::Run;

const DAYS_TO_PROFICIENT: i64 = 1;
const DAYS_TO_MASTERED: i64 = 7;

/// How well a question is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Mastery {
    /// Never answered.
    #[default]
    New,
    /// Answered, not known.
    Attempted,
    /// Right once.
    Familiar,
    /// Right on two days.
    Proficient,
    /// Right again at least seven days later.
    Mastered,
}

/// What a learner's log says of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// How well it is known.
    pub mastery: Mastery,
    /// Whether the learner was sure of a wrong answer in the last run.
    pub confident_error: bool,
    /// How many runs in a row ended right, with help or without.
    pub streak: u32,
    /// The day on which the mastery came to what it is.
    since: i64,
}

impl Standing {
    /// In one number: mastery in bits 0 to 2, confident error in bit 3, streak in bits 8 to 15.
    pub fn pack(self) -> u32 {
        self.mastery as u32 | u32::from(self.confident_error) << 3 | self.streak.min(255) << 8
    }

    /// Takes in the next run, which was decided on this day.
    pub(super) fn add(&mut self, run: &Run<'_>, day: i64) {
        self.confident_error = run.has_confident_error();
        self.streak = if run.is_missed() { 0 } else { self.streak + 1 };
        let level = self.mastery.max(Mastery::Attempted);
        let waited = day - self.since;
        let now = if run.is_missed() {
            level.after_miss()
        } else if run.is_right() {
            level.after_right(waited)
        } else {
            level
        };
        if now != self.mastery {
            self.mastery = now;
            self.since = day;
        }
    }
}

impl Mastery {
    fn after_miss(self) -> Self {
        match self {
            Self::Mastered => Self::Proficient,
            Self::Proficient => Self::Familiar,
            _ => Self::Attempted,
        }
    }

    /// After a right answer without help, so many days after coming to this mastery.
    fn after_right(self, waited: i64) -> Self {
        match self {
            Self::New | Self::Attempted => Self::Familiar,
            Self::Familiar if waited >= DAYS_TO_PROFICIENT => Self::Proficient,
            Self::Proficient if waited >= DAYS_TO_MASTERED => Self::Mastered,
            _ => self,
        }
    }
}
