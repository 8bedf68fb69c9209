//! What a learner did: boxes ticked, chapters' states, attempts at questions, drafts of answers,
//! notes, bookmarks and settings.
//!
//! A [`Record`] lives under its own [`Key`] in the browser's storage; [`Store`] reads and writes
//! them there, [`Records`] is what one look at the storage found, and answers what a page shows.
//! Invariant: two records of one key merge to the greater of the two in a total order, so copies
//! of a store may meet in any order, any number of times, and agree.
//!
//! This module is compiled for the browser, where every kilobyte is loaded on every page: it uses
//! neither formatting macros nor float parsing nor maps, which would cost more than all its rules.

mod attempt;
mod import;
mod key;
mod number;
mod record;
mod records;
mod storage;
mod store;
pub(crate) mod text;
mod view;

#[cfg(test)]
mod tests;

pub use attempt::{Attempt, AttemptFields, Confidence, MAX_ANSWER_BYTES, Outcome};
pub use import::{ImportMode, Imported};
pub use key::Key;
pub use number::MAX as MAX_TIME;
pub use record::{ChapterState, MAX_DRAFT_BYTES, Record, Time};
pub use records::Records;
pub use storage::{Refused, Storage};
pub use store::Store;
