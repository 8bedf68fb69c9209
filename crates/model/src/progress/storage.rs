//! What a store needs of the place where it keeps its texts: [`Storage`].
//!
//! Invariant: a write may be refused, at any time; a refusal changes nothing.

use std::error::Error;
use std::fmt;

/// A place for the texts of one book, such as its part of the browser's `localStorage`.
pub trait Storage {
    /// The text under `name`; none also where the storage may not be read.
    fn get(&self, name: &str) -> Option<String>;
    /// Puts `text` under `name`.
    fn set(&mut self, name: &str, text: &str) -> Result<(), Refused>;
    /// Takes `name` away.
    fn remove(&mut self, name: &str) -> Result<(), Refused>;
    /// All names, in any order; none also where the storage may not be read.
    fn names(&self) -> Vec<String>;
}

/// The storage is blocked or full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the browser refuses to store")
    }
}

impl Error for Refused {}
