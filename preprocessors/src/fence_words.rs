//! The words that an author writes behind the language of a fence: `wide title="A = b" {2,4-6}`.
//!
//! [`fence_words`] is the entry point. Invariant: every letter is passed over or part of one word,
//! whatever stands there; what a word means is for who asks.

use crate::markdown::language_of;

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FenceWord<'a> {
    /// `wide`.
    Bare(&'a str),
    /// `title="…"`, its name and the text in the quotes.
    Valued(&'a str, &'a str),
    /// The name of a word behind whose `=` no text in double quotes stands.
    Unquoted(&'a str),
    /// What stands in braces.
    Braced(&'a str),
}

/// The words of a fence's info string, without its language.
pub(crate) fn fence_words(info: &str) -> Words<'_> {
    Words(&info[language_of(info).len()..])
}

/// The words of a text that has no language.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words(text)
}

/// Words, in order.
pub(crate) struct Words<'a>(&'a str);

const SEPARATORS: [char; 4] = [' ', '\t', ',', '}'];

impl<'a> Iterator for Words<'a> {
    type Item = FenceWord<'a>;

    fn next(&mut self) -> Option<FenceWord<'a>> {
        let text = self.0.trim_start_matches(SEPARATORS);
        if let Some(braced) = text.strip_prefix('{') {
            let (inside, after) = braced.split_once('}').unwrap_or((braced, ""));
            self.0 = after;
            return Some(FenceWord::Braced(inside));
        }
        if text.is_empty() {
            return None;
        }
        let end = text.find(|c: char| c == '=' || c == '{' || SEPARATORS.contains(&c));
        let (name, after) = text.split_at(end.unwrap_or(text.len()));
        let Some(value) = after.strip_prefix('=') else {
            self.0 = after;
            return Some(FenceWord::Bare(name));
        };
        let quoted = value.strip_prefix('"');
        match quoted.and_then(|value| value.split_once('"')) {
            Some((value, after)) => {
                self.0 = after;
                Some(FenceWord::Valued(name, value))
            }
            // What stands there is a word of its own.
            None => {
                self.0 = value;
                Some(FenceWord::Unquoted(name))
            }
        }
    }
}
