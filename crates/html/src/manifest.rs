//! `site.js`: what the learner runtime must know of the whole book.
//!
//! Invariant: totals of progress come from here, never from what a browser has stored.

use crate::book::{BookPages, Page};
use crate::link::url_path;
use coursebook_preprocessors::course::TaskFacts;
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
    /// Each id, followed by its former ids.
    tasks: Vec<String>,
    questions: Vec<String>,
}

/// The script that sets `window.COURSEBOOK`.
pub(crate) fn script(
    pages: &BookPages,
    book: &str,
    title: &str,
    strings: &BTreeMap<String, String>,
) -> String {
    let chapters = if pages.has_progress() {
        pages.chapters().iter().map(entry).collect()
    } else {
        Vec::new()
    };
    let manifest = Manifest {
        book,
        title,
        chapters,
        strings,
    };
    // Strings and lists of strings always serialise.
    let json = serde_json::to_string(&manifest).unwrap_or_else(|_| "{}".to_owned());
    format!("window.COURSEBOOK={json};\n")
}

fn entry(page: &Page) -> ChapterEntry<'_> {
    let asked = page.facts.quizzes.iter().flat_map(|quiz| {
        let questions = quiz.questions.iter().filter(|question| !question.retired);
        questions.map(move |question| format!("{}/{}", quiz.id, question.id))
    });
    ChapterEntry {
        id: &page.id,
        path: url_path(&page.path),
        title: &page.name,
        tasks: page.facts.tasks.iter().map(ids_of).collect(),
        questions: asked.collect(),
    }
}

fn ids_of(task: &TaskFacts) -> String {
    std::iter::once(&task.id)
        .chain(&task.was)
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}
