//! `questions.js`: what the pages about all questions must know of each.
//!
//! [`script`] is the entry point. Invariant: it holds what a list shows; the questions themselves
//! are in the scripts of [`quizzes`](super::quizzes), which load when one is asked.

use super::items::question_ids;
use super::json;
use crate::book::{BookPages, Page};
use crate::link::{LinkMap, View};
use coursebook_preprocessors::course::{QuestionFacts, QuizFacts};
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;

#[derive(Serialize)]
struct Questions<'a> {
    /// The titles of the book's phases; what stands in none belongs to none of them.
    phases: Vec<&'a str>,
    chapters: Vec<ChapterEntry<'a>>,
}

#[derive(Serialize)]
struct ChapterEntry<'a> {
    id: &'a str,
    /// The place in `phases`.
    phase: Option<usize>,
    /// Where its quizzes are.
    script: &'a str,
    quizzes: Vec<QuizEntry<'a>>,
}

#[derive(Serialize)]
struct QuizEntry<'a> {
    id: &'a str,
    title: Option<&'a str>,
    questions: Vec<QuestionEntry<'a>>,
}

#[derive(Serialize)]
struct QuestionEntry<'a> {
    /// Its key in records, followed by its former ones.
    ids: String,
    rev: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    difficulty: Option<u8>,
    uses: &'a [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    variants: Option<&'a str>,
    /// The place that answers it, from the site's root.
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// The script that sets `window.COURSEBOOK_QUESTIONS`. `scripts` are the names of the chapters'
/// scripts of quizzes, by the chapters' ids.
pub(crate) fn script(pages: &BookPages, scripts: &HashMap<&str, String>) -> String {
    let mut questions = Questions {
        phases: Vec::new(),
        chapters: Vec::new(),
    };
    for page in pages.chapters() {
        let Some(script) = scripts.get(page.id.as_str()) else {
            continue;
        };
        let phase = pages.phase_of(page).map(|title| {
            if questions.phases.last() != Some(&title) {
                questions.phases.push(title);
            }
            questions.phases.len() - 1
        });
        questions.chapters.push(ChapterEntry {
            id: &page.id,
            phase,
            script,
            quizzes: quizzes(page, &pages.links),
        });
    }
    format!("window.COURSEBOOK_QUESTIONS={};\n", json(&questions))
}

fn quizzes<'a>(page: &'a Page, links: &LinkMap) -> Vec<QuizEntry<'a>> {
    let quizzes = page.facts.quizzes.iter();
    quizzes
        .map(|quiz| QuizEntry {
            id: &quiz.id,
            title: quiz.title.as_deref(),
            questions: quiz
                .asked()
                .map(|question| entry(quiz, question, links))
                .collect(),
        })
        .collect()
}

fn entry<'a>(
    quiz: &'a QuizFacts,
    question: &'a QuestionFacts,
    links: &LinkMap,
) -> QuestionEntry<'a> {
    let root = View::Page(Path::new("index.html"));
    let reference = question.reference.as_ref();
    QuestionEntry {
        ids: question_ids(quiz, question),
        rev: &question.revision,
        kind: question.kind,
        tags: &question.tags,
        difficulty: question.difficulty,
        uses: &question.uses,
        variants: question.variants.as_deref(),
        reference: reference.map(|to| links.resolve(to, Path::new("index.md"), root).url),
    }
}
