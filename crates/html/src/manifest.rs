//! What the learner runtime must know of the book, as scripts that also load from disk.
//!
//! [`site`] is on every page and holds no ids, so that it stays small; [`items`] has them, a part
//! of the book at a time; [`questions`] and [`quizzes`] serve the pages about all questions.
//! Invariant: totals of progress come from here, never from what a browser has stored.

pub(crate) mod items;
pub(crate) mod questions;
pub(crate) mod quizzes;
pub(crate) mod roadmap;
#[cfg(test)]
mod tests;

use crate::book::{BookPages, Page};
use crate::link::url_path;
use items::Items;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Manifest<'a> {
    book: &'a str,
    title: &'a str,
    chapters: Vec<ChapterEntry<'a>>,
    strings: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct ChapterEntry<'a> {
    id: &'a str,
    path: String,
    title: &'a str,
    /// The number of its part: chapters of one part share a script of ids.
    part: usize,
    /// How many tasks and questions it has.
    items: usize,
}

/// The script that sets `window.COURSEBOOK`.
pub(crate) fn site(
    pages: &BookPages,
    book: &str,
    title: &str,
    strings: &BTreeMap<String, String>,
) -> String {
    let chapters = if pages.has_progress() {
        learnt(pages).map(entry).collect()
    } else {
        Vec::new()
    };
    let manifest = Manifest {
        book,
        title,
        chapters,
        strings,
    };
    format!("window.COURSEBOOK={};\n", json(&manifest))
}

/// The chapters but for those that only show the book's roadmap: there is nothing to learn there.
pub(crate) fn learnt(pages: &BookPages) -> impl Iterator<Item = &Page> {
    let chapters = pages.chapters().iter();
    chapters.filter(|page| !page.facts.is_roadmap)
}

fn entry(page: &Page) -> ChapterEntry<'_> {
    ChapterEntry {
        id: &page.id,
        path: url_path(&page.path),
        title: &page.name,
        part: page.section,
        items: Items::of(&page.facts).count(),
    }
}

/// A value as JSON, which is JavaScript too.
fn json(value: &impl Serialize) -> String {
    // Strings, numbers, and lists and maps of them always serialise.
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}
