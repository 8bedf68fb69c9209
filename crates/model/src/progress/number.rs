//! Whole numbers as base-36 text: [`write`] and its strict inverse [`parse`].
//!
//! Invariant: `parse` accepts exactly the texts that `write` makes, so a number has one spelling
//! only and equal records have equal texts.

/// The greatest number that is stored: the greatest that JavaScript's numbers hold exactly.
pub const MAX: u64 = (1 << 53) - 1;

const RADIX: u64 = 36;

/// Appends `number`.
pub(super) fn write(out: &mut String, number: u64) {
    if number >= RADIX {
        write(out, number / RADIX);
    }
    let digit = (number % RADIX) as u8;
    let before_first = if digit < 10 { b'0' } else { b'a' - 10 };
    out.push((before_first + digit) as char);
}

/// The number that `text` spells, if it is the one spelling that [`write`] makes and at most
/// `greatest`.
pub(super) fn parse(text: &str, greatest: u64) -> Option<u64> {
    let mut number = 0_u64;
    for (place, byte) in text.bytes().enumerate() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            _ => return None,
        };
        // A zero may stand first only where it stands alone.
        if place > 0 && number == 0 {
            return None;
        }
        number = number * RADIX + u64::from(digit);
        if number > greatest.min(MAX) {
            return None;
        }
    }
    (!text.is_empty()).then_some(number)
}
