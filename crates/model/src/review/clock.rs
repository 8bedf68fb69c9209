//! The learner's days: [`Clock::day_of`], [`Clock::start_of`].
//!
//! Invariant: a day begins at midnight of the learner's present time zone, for attempts made
//! elsewhere too, so that two reviews cannot change places by travelling.

use crate::progress::Time;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// What time it is for the learner.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time now.
    pub now: Time,
    /// How many minutes local time is ahead of UTC.
    pub zone: i32,
}

impl Clock {
    /// The number of the day of a time. What a wrong clock dated in the future happened today.
    pub(super) fn day_of(self, time: Time) -> i64 {
        let local = time.min(self.now) as i64 + self.ahead();
        local.div_euclid(DAY)
    }

    /// The time at which a day begins.
    pub(super) fn start_of(self, day: i64) -> Time {
        (day * DAY - self.ahead()) as Time
    }

    fn ahead(self) -> i64 {
        i64::from(self.zone) * MINUTE
    }
}
