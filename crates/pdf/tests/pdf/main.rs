//! Books through the renderer, read back out of their PDFs by poppler's `pdftotext`.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod bad_input;
mod book;
mod constructs;
mod options;
mod pages;
mod random_text;
