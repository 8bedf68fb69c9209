//! Ids for what had none, or none that can be one.
//!
//! [`quiz_id`] is the entry point. Invariant: an id depends on the text that it stands for and on
//! nothing else, so that a learner's progress outlives another import.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// The longest id of a quiz.
const MAX_QUIZ: usize = 60;
/// The longest id of a question or of one of its parts.
const MAX_PART: usize = 40;

/// A quiz's id, made of its file's name: `Networks 1.gift` is `networks-1`.
pub fn quiz_id(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let stem = stem.strip_suffix(".quiz").unwrap_or(&stem);
    of_name(stem, MAX_QUIZ).unwrap_or_else(|| hashed("quiz", stem))
}

/// An id that reads like the name; `None` if the name has next to no letters that an id may have.
pub(crate) fn of_question_name(name: &str) -> Option<String> {
    of_name(name, MAX_PART)
}

/// An id made of a text's hash.
pub(crate) fn hashed(prefix: &str, text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let digits = digest.iter().take(4).map(|byte| format!("{byte:02x}"));
    format!("{prefix}-{}", digits.collect::<String>())
}

/// The name in the letters of an id. One that is cut is told from its like by a hash.
fn of_name(name: &str, longest: usize) -> Option<String> {
    let mut id = String::new();
    let name = name.trim();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => id.push(letter),
            // `don't` is `dont`, everything else parts words.
            '\'' | '’' => {}
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    let id = id.trim_end_matches('-');
    if id.len() < 2 {
        return None;
    }
    if id.len() <= longest {
        return Some(id.to_owned());
    }
    let kept = id.get(..longest - 9).unwrap_or(id).trim_end_matches('-');
    Some(hashed(kept, name))
}

/// The id of a quiz that is the further part of another one.
pub(crate) fn of_part_of_quiz(id: &str, number: usize) -> String {
    numbered_id(id, number, MAX_QUIZ)
}

/// An id with a number at its end, for which it makes room.
fn numbered_id(id: &str, number: usize, longest: usize) -> String {
    let room = longest - 1 - number.to_string().len();
    // An id is of ASCII letters.
    let kept = id.get(..room).unwrap_or(id).trim_end_matches('-');
    format!("{kept}-{number}")
}

/// The ids of one list, each different.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// Those that were given, with the number that the next one like it gets.
    taken: BTreeMap<String, usize>,
}

impl Ids {
    /// Keeps an id from being given again.
    pub(crate) fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned(), 2);
    }

    /// `id`, or the next one like it that is free.
    pub(crate) fn unique(&mut self, id: String) -> String {
        let Some(next) = self.taken.get(&id) else {
            self.take(&id);
            return id;
        };
        let mut numbered = (*next..).map(|number| (number, numbered_id(&id, number, MAX_PART)));
        let free = numbered.find(|(_, like)| !self.taken.contains_key(like));
        let Some((number, free)) = free else {
            return id;
        };
        self.taken.insert(id, number + 1);
        self.take(&free);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_ids_are_no_longer_than_others() {
        let long = "a".repeat(MAX_PART);
        let mut ids = Ids::default();
        let given: Vec<String> = (0..12).map(|_| ids.unique(long.clone())).collect();
        assert!(given.iter().all(|id| id.len() <= MAX_PART), "{given:?}");
        assert_eq!(given[11], format!("{}-12", "a".repeat(MAX_PART - 3)));
        assert_eq!(of_part_of_quiz(&"b".repeat(MAX_QUIZ), 2).len(), MAX_QUIZ);
    }

    #[test]
    fn a_file_name_becomes_an_id() {
        for (name, id) in [
            ("ch01-01-installation.toml", "ch01-01-installation"),
            ("Networks 1 (draft).gift", "networks-1-draft"),
            ("a/b/tcp.quiz.yaml", "tcp"),
            ("网络.gift", "quiz-97b31b5d"),
        ] {
            assert_eq!(quiz_id(Path::new(name)), id, "{name}");
        }
        let long = format!("{}.gift", "word ".repeat(30));
        let id = quiz_id(Path::new(&long));
        assert!(id.len() <= MAX_QUIZ && id.starts_with("word-word"), "{id}");
    }

    #[test]
    fn ids_of_a_list_differ() {
        let mut ids = Ids::default();
        ids.take("a-2");
        let given = ["a", "a", "a"].map(|id| ids.unique(id.to_owned()));
        assert_eq!(given, ["a", "a-3", "a-4"]);
    }
}
