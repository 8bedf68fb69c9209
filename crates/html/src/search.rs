//! The search index: the book's text in sections, as a classic script that also loads from disk.
//!
//! A scan over text is what search does; an inverted index would be larger than the text itself.

use crate::body::Body;
use crate::book::{BookPages, Page};
use crate::link::url_path;
use serde::Serialize;

#[derive(Serialize)]
struct Index<'a> {
    pages: Vec<(String, &'a str, String)>,
    sections: Vec<(usize, &'a str, &'a str, String)>,
}

/// The index as a call of `window.COURSEBOOK_SEARCH`.
pub(crate) fn script(pages: &BookPages, bodies: &[Body]) -> String {
    let chapters = pages.chapters();
    let index = Index {
        pages: chapters
            .iter()
            .map(|page| (url_path(&page.path), page.name.as_str(), trail(pages, page)))
            .collect(),
        sections: bodies
            .iter()
            .take(chapters.len())
            .enumerate()
            .flat_map(|(page, body)| sections(page, body))
            .collect(),
    };
    // Strings and lists of strings always serialise.
    let json = serde_json::to_string(&index).unwrap_or_else(|_| "{}".to_owned());
    format!("window.COURSEBOOK_SEARCH({json});\n")
}

/// The titles above a page: `Part › Chapter`.
fn trail(pages: &BookPages, page: &Page) -> String {
    page.parents
        .iter()
        .map(|&entry| pages.title_of(entry))
        .collect::<Vec<_>>()
        .join(" › ")
}

fn sections(page: usize, body: &Body) -> impl Iterator<Item = (usize, &str, &str, String)> {
    let shown = body
        .sections
        .iter()
        .filter(|section| !section.title.is_empty() || !section.text.trim().is_empty());
    shown.map(move |section| {
        (
            page,
            section.id.as_str(),
            section.title.as_str(),
            squeezed(&section.text),
        )
    })
}

/// The text with runs of white space made one blank.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}
