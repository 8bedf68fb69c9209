//! Quizzes from and for other programs.
//!
//! [`import`](import::import) turns mdbook-quiz's TOML, Moodle's GIFT and Aiken into quiz files of
//! ours; [`mdbook_quiz::read`] reads the first as it is, for books that keep it. With the feature
//! `export`, `export::export` writes GIFT, a QTI package and an Anki deck.
//! Invariant: what a format cannot hold is listed with its place, never dropped in silence, and
//! nothing panics on any input.

mod aiken;
#[cfg(feature = "export")]
mod anki;
#[cfg(feature = "export")]
mod archive;
mod bank;
#[cfg(feature = "export")]
pub mod export;
mod gift;
pub mod ids;
pub mod import;
mod markdown;
pub mod mdbook_quiz;
mod node;
mod notes;
#[cfg(feature = "export")]
mod qti;
pub mod yaml;
