//! `questions.js`: what the pages about all questions must know of each.
//!
//! [`script`] is the entry point. Invariant: it holds what is needed of every question at once, to
//! find out what is due and how well a chapter or topic is known, and nothing else: what the page
//! All questions filters by is in that page's list, and the questions themselves are in the scripts
//! of [`quizzes`](super::quizzes), which load when one is asked.

use super::items::question_ids;
use super::json;
use crate::book::{BookPages, Page};
use coursebook_preprocessors::course::{QuestionFacts, QuizFacts};
use serde::Serialize;
use std::collections::HashMap;

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
    questions: Vec<QuestionEntry<'a>>,
}

#[derive(Serialize)]
struct QuestionEntry<'a> {
    /// Its key in records, followed by its former ones.
    ids: String,
    tags: &'a [String],
    uses: &'a [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    variants: Option<&'a str>,
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
            quizzes: quizzes(page),
        });
    }
    format!("window.COURSEBOOK_QUESTIONS={};\n", json(&questions))
}

fn quizzes(page: &Page) -> Vec<QuizEntry<'_>> {
    let quizzes = page.facts.quizzes.iter();
    quizzes
        .map(|quiz| QuizEntry {
            id: &quiz.id,
            questions: quiz.asked().map(|question| entry(quiz, question)).collect(),
        })
        .collect()
}

fn entry<'a>(quiz: &'a QuizFacts, question: &'a QuestionFacts) -> QuestionEntry<'a> {
    QuestionEntry {
        ids: question_ids(quiz, question),
        tags: &question.tags,
        uses: &question.uses,
        variants: question.variants.as_deref(),
    }
}
