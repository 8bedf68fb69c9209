//! The book as `SUMMARY.md` has it: parts and their chapters, written and planned.
//!
//! [`Summary::of`] is the entry point. Invariant: chapters are in reading order, and a chapter
//! without a file (mdBook's draft: `- [Title]()`) is one that is planned.

use mdbook_preprocessor::book::{BookItem, Chapter};
use std::path::PathBuf;

/// All parts of a book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// In order; the chapters before the first title, if there are any, are a part without one.
    pub parts: Vec<Part>,
}

/// The chapters below one title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The title, if they stand below one.
    pub title: Option<String>,
    /// The chapters with those nested in them, in reading order.
    pub chapters: Vec<Entry>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in `SUMMARY.md`.
    pub name: String,
    /// Its source file, relative to the content folder; none if it is only planned.
    pub source: Option<PathBuf>,
}

impl Summary {
    /// The summary of a book that mdBook has read. A line between parts ends a part.
    pub fn of(items: &[BookItem]) -> Summary {
        let mut summary = Summary::default();
        for item in items {
            match item {
                BookItem::PartTitle(title) => summary.parts.push(Part {
                    title: Some(title.clone()),
                    chapters: Vec::new(),
                }),
                BookItem::Separator => summary.parts.push(Part::default()),
                BookItem::Chapter(chapter) => summary.add(chapter),
            }
        }
        summary.parts.retain(|part| !part.chapters.is_empty());
        summary
    }

    fn add(&mut self, chapter: &Chapter) {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        if let Some(part) = self.parts.last_mut() {
            push(&mut part.chapters, chapter);
        }
    }
}

fn push(chapters: &mut Vec<Entry>, chapter: &Chapter) {
    chapters.push(Entry {
        name: chapter.name.clone(),
        source: chapter.source_path.clone(),
    });
    for item in &chapter.sub_items {
        if let BookItem::Chapter(chapter) = item {
            push(chapters, chapter);
        }
    }
}
