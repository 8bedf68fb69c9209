//! The index: where the book speaks of a topic or defines a term.
//!
//! Topics are the tags of chapters' front matter; terms are those that the text marks with `<dfn>`
//! or a definition list. Invariant: entries are sorted without regard to case, and each is there
//! once.

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
    for (term, labels) in entries.into_values() {
        emitter.line();
        emitter.code("index-entry(");
        emitter.text(&term);
        emitter.code(", (");
        for label in labels {
            emitter.name(&label);
            emitter.code(",");
        }
        emitter.code("));");
    }
    emitter.code("})})");
    Some(emitter.finish())
}

/// An index of fewer entries helps nobody.
const LEAST: usize = 5;

/// By the term in lower case: the term as it is printed, and where it stands.
type Entries = BTreeMap<String, (String, Vec<String>)>;

fn entries(shared: &Shared<'_>, chosen: &[usize], sheets: &[Sheet]) -> Entries {
    let mut entries = Entries::new();
    let mut add = |term: &str, label: String| {
        let key = term.to_lowercase();
        let entry = entries
            .entry(key)
            .or_insert_with(|| (term.to_owned(), Vec::new()));
        if !entry.1.contains(&label) {
            entry.1.push(label);
        }
    };
    for &place in chosen {
        let chapter = shared.book.all.get(place);
        for tag in chapter.iter().flat_map(|chapter| &chapter.tags) {
            add(&tag.replace('-', " "), format!("{place}#"));
        }
    }
    for (term, label) in sheets.iter().flat_map(|sheet| &sheet.terms) {
        add(term, label.clone());
    }
    entries
}
