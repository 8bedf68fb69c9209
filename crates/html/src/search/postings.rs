//! In which sections each word stands, written small: [`Postings`].
//!
//! Invariant: `theme/js/search/index.js` reads back what [`Postings::written`] writes.

use std::collections::{BTreeMap, HashMap};

/// Of the characters in which numbers are written, so many end a number; as many go on.
const BASE: usize = 45;
/// How many classes of frequency there are: once, twice, up to four times, more often.
const CLASSES: usize = 4;

/// The sections of all words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    /// For each word the numbers of its sections, ascending, and how often it is there.
    words: BTreeMap<String, Vec<(usize, u32)>>,
}

impl Postings {
    /// Adds the words of a page whose first section has the number `first`; pages come in order.
    pub(super) fn add(&mut self, first: usize, words: HashMap<String, Vec<(u32, u32)>>) {
        for (word, places) in words {
            let places = places
                .into_iter()
                .map(|(section, count)| (first + section as usize, count));
            self.words.entry(word).or_default().extend(places);
        }
    }

    /// All words, and for each its sections: a blank stands between two words, and between the
    /// sections of two words.
    ///
    /// A section is one number: the distance to the word's last one times [`CLASSES`], plus the
    /// class of its frequency; numbers are written in base [`BASE`], the last digit in the first
    /// half of the alphabet, the others in the second. Such text needs no escapes, and compresses
    /// to less than lists of decimals.
    pub(super) fn written(&self) -> (String, String) {
        let mut names = String::new();
        let mut found = String::new();
        for (word, places) in &self.words {
            if !names.is_empty() {
                names.push(' ');
                found.push(' ');
            }
            names.push_str(word);
            let mut last = 0;
            for &(section, count) in places {
                write_number((section - last) * CLASSES + class(count), &mut found);
                last = section;
            }
        }
        (names, found)
    }
}

fn class(count: u32) -> usize {
    match count {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        _ => 3,
    }
}

fn write_number(number: usize, text: &mut String) {
    let mut digits = vec![number % BASE];
    let mut rest = number / BASE;
    while rest > 0 {
        digits.push(BASE + rest % BASE);
        rest /= BASE;
    }
    text.extend(digits.into_iter().rev().map(letter));
}

/// The characters from `#` to `~` without the backslash, which a string would have to escape.
fn letter(digit: usize) -> char {
    let code = 35 + digit + usize::from(digit >= 57);
    u8::try_from(code).map_or('~', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The other way round, as the page does it.
    fn read(found: &str) -> Vec<(usize, usize)> {
        let (mut places, mut number, mut section) = (Vec::new(), 0, 0);
        for code in found.bytes().map(usize::from) {
            let digit = code - if code > 92 { 36 } else { 35 };
            if digit >= BASE {
                number = number * BASE + digit - BASE;
            } else {
                number = number * BASE + digit;
                section += number / CLASSES;
                places.push((section, number % CLASSES));
                number = 0;
            }
        }
        places
    }

    #[test]
    fn sections_are_read_back_as_they_were_written() {
        let mut postings = Postings::default();
        let words =
            |word: &str, places: &[(u32, u32)]| HashMap::from([(word.to_owned(), places.to_vec())]);
        postings.add(0, words("b", &[(0, 1), (7, 2)]));
        postings.add(9, words("a", &[(0, 5)]));
        postings.add(9, words("b", &[(1, 3), (100_000, 4)]));
        let (names, found) = postings.written();
        assert_eq!(names, "a b");
        let found: Vec<_> = found.split(' ').map(read).collect();
        assert_eq!(found[0], [(9, 3)]);
        assert_eq!(found[1], [(0, 0), (7, 1), (10, 2), (100_009, 2)]);
    }

    #[test]
    fn the_alphabet_needs_no_escapes() {
        let alphabet: Vec<char> = (0..2 * BASE).map(letter).collect();
        assert!(alphabet.iter().all(|letter| letter.is_ascii_graphic()));
        assert!(!alphabet.contains(&'"') && !alphabet.contains(&'\\'));
        let different: std::collections::BTreeSet<_> = alphabet.iter().collect();
        assert_eq!(different.len(), 2 * BASE);
    }
}
