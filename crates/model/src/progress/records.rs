//! What one look at a store found: [`Records`].
//!
//! Invariant: entries are sorted by name and no name occurs twice.

use super::key::Key;
use super::record::Record;

/// The readable records of a book, by name.
///
/// A sorted vector: two kilobytes less in the browser than a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    entries: Vec<(String, Record)>,
}

impl Records {
    /// No records.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// Reads pairs of key and text; what does not parse is left out, and of a key that occurs
    /// twice the merged record is kept.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut records = Self::new();
        for (key, text) in pairs {
            if let Some(record) = Key::parse(key).and_then(|key| Record::parse(&key, text)) {
                records.add(key.to_owned(), record);
            }
        }
        records
    }

    /// Adds a record, merged with the one already there.
    pub fn add(&mut self, key: String, record: Record) {
        match self.position(&key) {
            Ok(place) => {
                let kept = &mut self.entries[place].1;
                if record > *kept {
                    *kept = record;
                }
            }
            Err(place) => self.entries.insert(place, (key, record)),
        }
    }

    /// Both stores' records, each key's two merged.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        for (key, record) in other.entries {
            self.add(key, record);
        }
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The record under `name`.
    pub fn get(&self, key: &str) -> Option<&Record> {
        let place = self.position(key).ok()?;
        self.entries.get(place).map(|(_, record)| record)
    }

    /// All entries whose key begins with `prefix`, in the order of their keys.
    pub fn starting_with<'a, 'p>(
        &'a self,
        prefix: &'p str,
    ) -> impl Iterator<Item = (&'a str, &'a Record)> + use<'a, 'p> {
        let start = self.position(prefix).unwrap_or_else(|place| place);
        let rest = self.entries.get(start..).unwrap_or_default().iter();
        rest.map(|(key, record)| (key.as_str(), record))
            .take_while(move |(key, _)| key.starts_with(prefix))
    }

    fn position(&self, key: &str) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
    }
}

impl IntoIterator for Records {
    type Item = (String, Record);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}
