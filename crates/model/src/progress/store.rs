//! The progress of one book in a storage: [`Store`].
//!
//! Invariant: a write touches its own name only and never writes back what it read elsewhere, so
//! two tabs lose nothing to each other. What the storage refuses is kept in memory and tried
//! again with the next write; where an outcome finds no room, drafts make it. A value that does not
//! parse is moved aside, where there is room.
//!
//! Every `ids` is an id, optionally followed by its former ids, parted by single blanks.

use std::mem;

use super::attempt::Attempt;
use super::key::{self, Key, TEXTS, is_draft};
use super::number;
use super::record::{ChapterState, Record, Time};
use super::records::Records;
use super::storage::Storage;
use super::text::words;

/// The records of one book.
#[derive(Debug)]
pub struct Store<S> {
    storage: S,
    unsaved: Records,
    quarantined: u32,
}

impl<S: Storage> Store<S> {
    /// The store of the book whose texts are in `storage`.
    pub const fn new(storage: S) -> Self {
        Self {
            storage,
            unsaved: Records::new(),
            quarantined: 0,
        }
    }

    /// Reads all records of the book as they are now.
    pub fn records(&mut self) -> Records {
        let mut records = self.unsaved.clone();
        for name in self.storage.names() {
            if let Some(record) = self.read(&name) {
                records.add(name, record);
            }
        }
        records
    }

    /// Ticks or unticks a task; false if `id` is not an id.
    pub fn set_ticked(&mut self, id: &str, ticked: bool, now: Time) -> bool {
        self.write_register(Key::Tick(id), ticked.into(), now)
    }

    /// Sets a chapter's state; false if `id` is not an id.
    pub fn set_chapter_state(&mut self, id: &str, state: ChapterState, now: Time) -> bool {
        self.write_register(Key::State(id), state as u64, now)
    }

    /// Lets the attempts made so far at a question no longer count.
    pub fn reset_question(&mut self, ids: &str, now: Time) -> bool {
        let mark = self.last_attempt(ids).max(now);
        self.set_reset_mark(ids, mark, now)
    }

    /// Sets up to when the attempts at a question do not count: undoes a reset.
    pub fn set_reset_mark(&mut self, ids: &str, mark: Time, now: Time) -> bool {
        self.write_register(Key::Reset(first(ids)), mark.min(number::MAX), now)
    }

    /// Adds an attempt at a question to its log; false if the question's name is not an id.
    ///
    /// It is later than all attempts and resets before it, whatever the clock says.
    pub fn record_attempt(&mut self, ids: &str, attempt: Attempt, now: Time, random: u64) -> bool {
        let key = Key::Attempt {
            question: first(ids),
            time: after(self.last_attempt(ids).max(self.reset_mark(ids)), now),
            random: random.min(number::MAX),
        };
        self.write(&key, Record::attempt(attempt.into_text()))
    }

    /// Keeps a text of the learner's, of a very long one the beginning; an empty text deletes it.
    /// False if it is not named by an id.
    pub fn set_text(&mut self, ids: &str, text: &str, now: Time) -> bool {
        let key = Key::Text(first(ids));
        let time = self.next_time(&key, now);
        self.write(&key, Record::written_at(time, text))
    }

    /// How many records are in memory only, because the storage refused them.
    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// How many values were moved aside since the store was opened, because they did not parse.
    pub fn quarantined(&self) -> u32 {
        self.quarantined
    }

    /// Hands over the name and text of everything that is kept of the book, for an export: the
    /// records, and what could not be read, and what a newer version of this code left.
    pub fn each_entry(&mut self, mut take: impl FnMut(&str, &str)) {
        // Reading them first moves aside what does not parse, so that the names tell.
        for (name, record) in self.records() {
            take(&name, record.text());
        }
        for name in self.storage.names() {
            if let (None, Some(text)) = (Key::parse(&name), self.storage.get(&name)) {
                take(&name, &text);
            }
        }
    }

    /// The record under a name; `None` also where a value that did not parse was moved aside.
    pub(super) fn read(&mut self, name: &str) -> Option<Record> {
        let key = Key::parse(name)?;
        let unsaved = self.unsaved.get(name).cloned();
        let Some(text) = self.storage.get(name) else {
            return unsaved;
        };
        let stored = Record::parse(&key, &text);
        if stored.is_none() {
            self.quarantine(name, &text);
        }
        // `None` is less than any record.
        stored.max(unsaved)
    }

    /// Puts a record under a name, and tries again what was refused before. Texts come last: where
    /// there is little room, it is for outcomes.
    pub(super) fn put(&mut self, name: &str, record: Record) {
        self.retry(false);
        self.keep(name, record);
        self.retry(true);
    }

    /// Puts a text, which is no record, under a name, if the storage takes it.
    pub(super) fn put_foreign(&mut self, name: &str, text: &str) -> bool {
        self.storage.set(name, text).is_ok()
    }

    /// Whether there is a text under a name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.storage.get(name).is_some()
    }

    /// Tries again what was refused: either texts or all else.
    fn retry(&mut self, texts: bool) {
        for (name, record) in mem::take(&mut self.unsaved) {
            if name.starts_with(TEXTS) != texts {
                self.unsaved.add(name, record);
            } else if self.read(&name).is_none_or(|stored| stored < record) {
                // No other tab has stored a later record meanwhile.
                self.keep(&name, record);
            }
        }
    }

    /// Puts a record into the storage, or into memory where that refuses.
    fn keep(&mut self, name: &str, record: Record) {
        let mut stored = self.storage.set(name, record.text()).is_ok();
        if !stored && !name.starts_with(TEXTS) {
            self.drive_out_drafts();
            stored = self.storage.set(name, record.text()).is_ok();
        }
        if !stored {
            self.unsaved.add(name.to_owned(), record);
        }
    }

    /// Moves all drafts from the storage into memory.
    fn drive_out_drafts(&mut self) {
        for name in self.storage.names() {
            if is_draft(&name)
                && let Some(draft) = self.read(&name)
                && self.storage.remove(&name).is_ok()
            {
                self.unsaved.add(name, draft);
            }
        }
    }

    fn write_register(&mut self, key: Key<'_>, value: u64, now: Time) -> bool {
        let time = self.next_time(&key, now);
        self.write(&key, Record::register(time, value))
    }

    /// A time for what is written under a key: later than what is there, whatever the clock says.
    fn next_time(&mut self, key: &Key<'_>, now: Time) -> Time {
        match self.read(&key.encode()) {
            Some(stored) => after(stored.time(), now),
            None => now.min(number::MAX),
        }
    }

    fn write(&mut self, key: &Key<'_>, record: Record) -> bool {
        let name = key.encode();
        // A name that does not read back was made of something that is not an id.
        let valid = Key::parse(&name).is_some_and(|read| read == *key);
        if valid {
            self.put(&name, record);
        }
        valid
    }

    fn reset_mark(&mut self, ids: &str) -> Time {
        match words(ids).find_map(|id| self.read(&Key::Reset(id).encode())) {
            Some(record) => record.value(),
            None => 0,
        }
    }

    /// The time of the last attempt at a question, 0 if there is none. Names tell it: no value is
    /// read.
    fn last_attempt(&self, ids: &str) -> Time {
        let mut last = 0;
        let mut look_at = |name: &str| {
            if let Some(Key::Attempt { question, time, .. }) = Key::parse(name)
                && words(ids).any(|id| id == question)
            {
                last = time.max(last);
            }
        };
        for name in self.storage.names() {
            look_at(&name);
        }
        for (name, _) in self.unsaved.starting_with("a:") {
            look_at(name);
        }
        last
    }

    /// Moves a value aside, unless another tab has replaced it since, or there is no room.
    fn quarantine(&mut self, name: &str, text: &str) {
        let copied = self.storage.set(&key::quarantine(name), text);
        let moved = copied.is_ok()
            && self.storage.get(name).is_some_and(|now| now == text)
            && self.storage.remove(name).is_ok();
        self.quarantined += u32::from(moved);
    }
}

/// A time later than `last`, and not before `now`.
fn after(last: Time, now: Time) -> Time {
    now.max(last + 1).min(number::MAX)
}

fn first(ids: &str) -> &str {
    words(ids).next().unwrap_or_default()
}
