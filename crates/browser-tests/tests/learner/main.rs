//! What a learner sees of a built site, in Chromium and, where it is installed, in Firefox.
//!
//! One module for each thing that a learner does. The functions that take a browser are what every
//! browser must do; `firefox` runs them once more. Invariant: no test is left out without a word.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot do without fails it, also in functions that tests share"
)]

#[path = "../support/mod.rs"]
mod support;

mod accessibility;
mod boxes;
mod broken_storage;
mod chapter_state;
mod copy_of_progress;
mod edited_book;
mod firefox;
mod from_disk;
mod grading;
mod keyboard;
mod marks;
mod more_types;
mod offline;
mod own_book;
mod paper;
mod pictures;
mod progress_page;
mod questions;
mod reading;
mod review;
mod roadmap;
mod search;
mod search_finds;
mod single_clicks;
mod stock;
mod theme;
mod two_tabs;
mod uses;
mod without_script;
