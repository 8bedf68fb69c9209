//! What a page shows, derived from [`Records`]: nothing here is stored.
//!
//! Every `ids` is an id, optionally followed by its former ids, parted by single blanks.
//! Invariant: a former id's record counts only where the ids before it have none, so that what the
//! learner does after the renaming wins.

use super::attempt::{self, AttemptFields};
use super::key::{self, Key};
use super::record::{ChapterState, Record, Time};
use super::records::Records;
use super::text::words;

impl Records {
    /// Whether the box of a task is ticked.
    pub fn is_ticked(&self, ids: &str) -> bool {
        self.value(ids, Key::Tick) == 1
    }

    /// Where the learner stands with a chapter.
    pub fn chapter_state(&self, ids: &str) -> ChapterState {
        let number = self.value(ids, Key::State) as u32;
        ChapterState::from_number(number).unwrap_or(ChapterState::Unseen)
    }

    /// Up to when the attempts at a question do not count; 0 if it was never reset.
    pub fn reset_mark(&self, ids: &str) -> Time {
        self.value(ids, Key::Reset)
    }

    /// The attempts at a question that count, with their times, oldest first.
    pub fn attempts(&self, ids: &str) -> Vec<(Time, AttemptFields<'_>)> {
        let mark = self.reset_mark(ids);
        let mut attempts = Vec::new();
        for id in words(ids) {
            for (name, record) in self.starting_with(&key::attempts_of(id)) {
                if let Some((time, fields)) = timed(name, record)
                    && time > mark
                {
                    let place = attempts.partition_point(|(known, _)| *known <= time);
                    attempts.insert(place, (time, fields));
                }
            }
        }
        attempts
    }

    /// A text of the learner's; empty if there is none.
    pub fn text(&self, ids: &str) -> &str {
        match self.first(ids, Key::Text) {
            Some(record) => record.written(),
            None => "",
        }
    }

    /// Whether a question is done with: once right, or its answer shown.
    pub fn is_settled(&self, ids: &str) -> bool {
        let attempts = self.attempts(ids);
        attempts.iter().any(|(_, fields)| fields.outcome.settles())
    }

    /// The value of the register of the first of these ids that has one, else 0.
    fn value<'a>(&self, ids: &'a str, key: fn(&'a str) -> Key<'a>) -> u64 {
        match self.first(ids, key) {
            Some(record) => record.value(),
            None => 0,
        }
    }

    /// The record of the first of these ids that has one.
    fn first<'a>(&self, ids: &'a str, key: fn(&'a str) -> Key<'a>) -> Option<&Record> {
        words(ids).find_map(|id| self.get(&key(id).encode()))
    }
}

/// An attempt with the time from its name.
fn timed<'a>(name: &str, record: &'a Record) -> Option<(Time, AttemptFields<'a>)> {
    match Key::parse(name)? {
        Key::Attempt { time, .. } => Some((time, attempt::fields(record.text())?)),
        _ => None,
    }
}
