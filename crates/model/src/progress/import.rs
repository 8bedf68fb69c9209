//! Progress from a file, entry by entry: [`Store::import`].
//!
//! The file is a JSON object of storage keys and texts, made from [`Store::each_entry`]; the browser
//! reads and writes it, and takes the book's prefix from the keys. Invariant: importing merges
//! record by record, so an old file never undoes newer work, and importing a file twice is
//! importing it once. What is not understood only fills gaps.

use super::key::Key;
use super::record::Record;
use super::storage::Storage;
use super::store::Store;

/// Whether an import is only looked at or carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// Tell what would happen.
    Inspect,
    /// Do it.
    Write,
}

/// What importing an entry did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imported {
    /// It was not there.
    Added,
    /// It is later than what was there.
    Updated,
    /// What was there is the same or later.
    Kept,
    /// It cannot be read, or is of an unknown kind and there is no room for it.
    Invalid,
}

impl<S: Storage> Store<S> {
    /// Merges an entry of an exported file into the store, or tells what that would do.
    pub fn import(&mut self, name: &str, text: &str, mode: ImportMode) -> Imported {
        let writes = mode == ImportMode::Write;
        let Some(key) = Key::parse(name) else {
            return self.import_foreign(name, text, writes);
        };
        let Some(record) = Record::parse(&key, text) else {
            return Imported::Invalid;
        };
        let known = self.read(name);
        let imported = match &known {
            None => Imported::Added,
            Some(known) if record > *known => Imported::Updated,
            Some(_) => return Imported::Kept,
        };
        if writes {
            self.put(name, record);
        }
        imported
    }

    fn import_foreign(&mut self, name: &str, text: &str, writes: bool) -> Imported {
        if self.holds(name) {
            Imported::Kept
        } else if !writes || self.put_foreign(name, text) {
            Imported::Added
        } else {
            Imported::Invalid
        }
    }
}
