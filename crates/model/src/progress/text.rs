//! Taking texts apart and joining them, in the few ways that records need: [`cut`], [`pieces`],
//! [`beginning`], [`join`].
//!
//! The standard library's splitting is general, and two kilobytes in the browser.

use std::iter;

/// The parts of `text` before and after the first byte `at`, an ASCII character.
pub(crate) fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.bytes().position(|byte| byte == at)?;
    text.get(..place).zip(text.get(place + 1..))
}

/// The pieces of `text`, parted by the byte `at`, an ASCII character.
pub(crate) fn pieces(text: &str, at: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    iter::from_fn(move || {
        let text = rest?;
        let (piece, next) = match cut(text, at) {
            Some((piece, next)) => (piece, Some(next)),
            None => (text, None),
        };
        rest = next;
        Some(piece)
    })
}

/// The words of `text`, parted by single blanks.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    pieces(text, b' ')
}

/// The longest beginning of `text` in whole characters that takes at most so many bytes.
pub(super) fn beginning(text: &str, most_bytes: usize) -> &str {
    let mut end = most_bytes.min(text.len());
    loop {
        if let Some(beginning) = text.get(..end) {
            return beginning;
        }
        end -= 1;
    }
}

/// Both texts in one.
pub(super) fn join(first: &str, second: &str) -> String {
    let mut text = first.to_owned();
    text.push_str(second);
    text
}
