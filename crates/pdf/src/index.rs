//! The index: where the book speaks of a topic, and where it uses and defines a term.
//!
//! Topics are the tags of chapters' front matter; terms are those that the text marks with `<dfn>`
//! or a definition list, and those of the glossary where a chapter first links to them. [`sheet`] is
//! the entry point. Invariant: entries are sorted without regard to case, and each is there once,
//! with its places in the order of the book.

use crate::assemble::{Running, open};
use crate::emit::{Emitter, Shared, Sheet};
use std::collections::BTreeMap;

/// The sheet of the index, if there is something to list.
pub(crate) fn sheet(shared: &Shared<'_>, chosen: &[usize], sheets: &[Sheet]) -> Option<Sheet> {
    let entries = entries(shared, chosen, sheets);
    if entries.len() < LEAST {
        return None;
    }
    let mut emitter = Emitter::new(shared, "/sheet-index.typ".to_owned());
    let title = shared.say("pdf_index", &[]);
    let page = Running {
        pattern: "1",
        opening: None,
        left: &title,
        right: &title,
    };
    open(&mut emitter, 1, &page, false);
    emitter.code("index-of(");
    emitter.text(&title);
    emitter.code(", {");
    let mut letter = None;
    for (key, entry) in &entries {
        let first = key.chars().next().filter(|c| c.is_alphabetic());
        if first != letter
            && let Some(first) = first
        {
            letter = Some(first);
            emitter.line();
            emitter.code("index-letter(");
            emitter.text(&first.to_uppercase().to_string());
            emitter.code(");");
        }
        emitter.line();
        emitter.code("index-entry(");
        emitter.text(&entry.term);
        emitter.code(", (");
        for (label, defines) in &entry.places {
            emitter.code("(");
            emitter.name(label);
            emitter.code(&format!(", {defines}),"));
        }
        emitter.code("));");
    }
    emitter.code("})})");
    Some(emitter.finish())
}

/// An index of fewer entries helps nobody.
const LEAST: usize = 5;

/// What is looked up, and where it stands.
struct Entry {
    /// As it is printed.
    term: String,
    /// Labels, and whether it is defined there.
    places: Vec<(String, bool)>,
}

/// By the term in lower case.
fn entries(shared: &Shared<'_>, chosen: &[usize], sheets: &[Sheet]) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    let mut add = |term: &str, label: String, defines: bool| {
        let entry = entries.entry(term.to_lowercase()).or_insert_with(|| Entry {
            term: term.to_owned(),
            places: Vec::new(),
        });
        // Where it is defined it is written as it should be.
        if defines {
            entry.term = term.to_owned();
        }
        entry.places.push((label, defines));
    };
    let marks: Vec<_> = sheets.iter().flat_map(|sheet| &sheet.terms).collect();
    for &place in chosen {
        let chapter = shared.book.all.get(place);
        for tag in chapter.iter().flat_map(|chapter| &chapter.tags) {
            add(&tag.replace('-', " "), format!("{place}#"), false);
        }
        for mark in marks.iter().filter(|mark| mark.chapter == place) {
            add(&mark.term, mark.label.clone(), mark.defines);
        }
    }
    entries
}
