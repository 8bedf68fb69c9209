//! `cargo xtask bench`: how fast the tool builds, and how heavy its pages are.
//!
//! [`build`] measures building beside the stock mdBook, [`page`] weighs a built site, [`quiz`] tells
//! what quizzes cost, [`pdf`] what a PDF does beside Chromium's. The budgets are those of the design; a figure is printed beside its budget,
//! never alone.

pub(crate) mod build;
mod generated;
mod generated_quizzes;
mod generated_words;
mod measure;
pub(crate) mod page;
pub(crate) mod pdf;
mod plain;
pub(crate) mod quiz;
mod references;
mod table;
mod verdict;
