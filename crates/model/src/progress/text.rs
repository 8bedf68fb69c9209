//! Taking texts apart and joining them, in the few ways that records need: [`cut`], [`join`].
//!
//! The standard library's splitting is general, and two kilobytes in the browser.

use std::iter;

/// The parts of `text` before and after the first byte `at`, an ASCII character.
pub(super) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == at)?;
    text.get(..place).zip(text.get(place + 1..))
}

/// The words of `text`, parted by single blanks.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    iter::from_fn(move || {
        let text = rest?;
        let (word, next) = match cut(text, b' ') {
            Some((word, next)) => (word, Some(next)),
            None => (text, None),
        };
        rest = next;
        Some(word)
    })
}

/// Both texts in one.
pub(super) fn join(first: &str, second: &str) -> String {
    let mut text = first.to_owned();
    text.push_str(second);
    text
}
