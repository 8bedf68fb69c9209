//! Texts as string literals of Typst.
//!
//! Invariant: whatever the text, the result is one literal on one line, and evaluates to the text
//! without what cannot be printed.

use crate::fonts::Coverage;
use crate::letters::{is_invisible, is_unprintable};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for a letter of which no face has a picture.
const STAND_IN: char = '□';

/// The literal of a text of the book. Letters that no face has are replaced and noted in `missing`.
pub(crate) fn literal(text: &str, coverage: &Coverage, missing: &mut BTreeSet<char>) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let lonely = lonely_marks(text);
    for (place, c) in text.char_indices() {
        match c {
            c if lonely.contains(&place) => {
                missing.insert(c);
                literal.push(STAND_IN);
            }
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            c if is_unprintable(c) || c == '\r' => {}
            c if c.is_ascii() || coverage.has(c) => literal.push(c),
            c if is_invisible(c) => {}
            c => {
                missing.insert(c);
                literal.push(STAND_IN);
            }
        }
    }
    literal.push('"');
    literal
}

/// The places of marks that would combine with a sign of ASCII, such as an accent in quotation
/// marks: no face has both, and PDF/UA wants a picture for each.
fn lonely_marks(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    if text.is_ascii() {
        return places;
    }
    for (start, cluster) in text.grapheme_indices(true) {
        let mut letters = cluster.char_indices();
        let base = letters.next().map_or(' ', |(_, base)| base);
        let is_sign = base.is_ascii_punctuation() && !matches!(base, '#' | '*');
        if is_sign || base.is_whitespace() {
            let marks = letters.filter(|&(_, c)| !c.is_ascii() && !is_invisible(c));
            places.extend(marks.map(|(place, _)| start + place));
        }
    }
    places
}

/// The literal of a name of ours, every letter of it.
pub(crate) fn exact(name: &str) -> String {
    let mut literal = String::with_capacity(name.len() + 2);
    literal.push('"');
    for c in name.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            c if c.is_control() || is_unprintable(c) => {
                literal.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A text in which words of more than `longest` letters may be broken: behind signs, and where
/// there are none every so many letters. A zero-width space marks the places.
pub(crate) fn breakable(text: &str, longest: usize) -> String {
    const BREAK: char = '\u{200b}';
    let is_short = |word: &str| word.len() <= longest || word.chars().count() <= longest;
    if text.split_whitespace().all(is_short) {
        return text.to_owned();
    }
    let mut broken = String::with_capacity(text.len() + text.len() / 8);
    for word in text.split_inclusive(char::is_whitespace) {
        if is_short(word.trim_end()) {
            broken.push_str(word);
            continue;
        }
        let mut since = 0;
        let mut letters = word.chars().peekable();
        while let Some(c) = letters.next() {
            broken.push(c);
            since += 1;
            let is_sign = "/._-:,;=&?+|)]}>%@".contains(c);
            let next_is_mark = letters.peek().is_none_or(|&next| joins(next));
            if (is_sign && since > 3 || since >= longest.max(4) - 1) && !next_is_mark {
                broken.push(BREAK);
                since = 0;
            }
        }
    }
    broken
}

/// Letters that belong to the one before, in any script that we can tell.
fn joins(c: char) -> bool {
    is_invisible(c)
        || c.is_whitespace()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        literal(text, &Coverage::everything(), &mut BTreeSet::new())
    }

    #[test]
    fn nothing_ends_a_literal_early() {
        assert_eq!(of("\"); #panic() //"), "\"\\\"); #panic() //\"");
        assert_eq!(of("a\\\"b"), "\"a\\\\\\\"b\"");
        assert_eq!(of("a\r\n\tb\u{0}\u{2028}"), "\"a\\n\\tb\"");
    }

    #[test]
    fn letters_without_a_face_are_noted() {
        let mut missing = BTreeSet::new();
        let text = literal("a 中", &Coverage::default(), &mut missing);
        assert_eq!(text, "\"a □\"");
        assert_eq!(missing.into_iter().collect::<String>(), "中");
    }

    #[test]
    fn long_words_break_behind_signs() {
        assert_eq!(breakable("a/b c", 10), "a/b c");
        assert_eq!(
            breakable("see content/phase/a", 10),
            "see content/\u{200b}phase/\u{200b}a"
        );
        let long = "x".repeat(40);
        assert_eq!(breakable(&long, 10).replace('\u{200b}', ""), long);
    }
}
