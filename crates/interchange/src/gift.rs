//! Moodle's GIFT: questions as plain text.
//!
//! [`bank`] reads, `write` writes. Invariant: what is written reads back as the same questions, as
//! far as GIFT holds them; and what either side cannot hold is listed.

mod answers;
mod blocks;
mod glyphs;
mod meta;
mod parse;
mod prose;
mod read;
#[cfg(feature = "export")]
mod write;

pub(crate) use read::bank;
#[cfg(feature = "export")]
pub(crate) use write::write;
