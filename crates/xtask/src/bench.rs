//! `cargo xtask bench`: how fast the tool builds, and how heavy its pages are.
//!
//! [`build`] measures building beside the stock mdBook, [`page`] weighs a built site, [`quiz`] tells
//! what quizzes cost, [`search`] what the search finds, [`interaction`] how soon a page answers,
//! [`pdf`] what a PDF costs beside Chromium's. The budgets are those of the design; a figure is
//! printed beside its budget, never alone.

mod browser;
pub(crate) mod build;
mod generated;
mod generated_pictures;
mod generated_quizzes;
mod generated_words;
pub(crate) mod interaction;
mod measure;
pub(crate) mod page;
pub(crate) mod pdf;
mod plain;
pub(crate) mod quiz;
mod references;
pub(crate) mod search;
mod table;
mod verdict;
