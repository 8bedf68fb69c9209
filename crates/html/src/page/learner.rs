//! What the pages about the learner list: chapters, quizzes, questions, topics.
//!
//! [`Lists::of`] is the entry point. Invariant: it holds what the book has, never anything of a
//! learner; a script adds that in the reader's browser.

use super::PageMaker;
use crate::book::Page;
use crate::generated;
use crate::link::url_path;
use crate::manifest::items::Items;
use crate::manifest::learnt;
use coursebook_preprocessors::course::{QuestionFacts, QuizFacts};
use serde::Serialize;
use std::collections::BTreeMap;

/// All lists.
#[derive(Debug, Serialize)]
pub(super) struct Lists<'a> {
    phases: Vec<Phase<'a>>,
    tags: Vec<Tag<'a>>,
    /// How many questions are asked at all.
    questions: usize,
}

/// Chapters that stand in one part of the book.
#[derive(Debug, Serialize)]
struct Phase<'a> {
    /// The part's title; none before the first and in a book without parts.
    title: Option<&'a str>,
    /// Whether any of its chapters asks something.
    asks: bool,
    chapters: Vec<Chapter<'a>>,
}

#[derive(Debug, Serialize)]
struct Chapter<'a> {
    id: &'a str,
    title: &'a str,
    href: String,
    /// How many tasks there are to tick.
    tasks: usize,
    /// How many questions are asked in the chapter's text.
    counted: usize,
    /// Whether it asks anything, there or elsewhere.
    asks: bool,
    quizzes: Vec<Quiz<'a>>,
}

#[derive(Debug, Serialize)]
struct Quiz<'a> {
    id: &'a str,
    title: Option<&'a str>,
    questions: Vec<Question<'a>>,
}

#[derive(Debug, Serialize)]
struct Question<'a> {
    /// Its key in records: `quiz/question`.
    key: String,
    /// What its revision is now; an answer's tells whether it changed since.
    revision: &'a str,
    href: String,
    prompt: &'a str,
    kind: &'a str,
    /// The type in words.
    kind_title: &'a str,
    tags: &'a [String],
    difficulty: Option<u8>,
    /// Whether it is not asked in reviews, only when somebody practises.
    exam: bool,
}

#[derive(Debug, Serialize)]
struct Tag<'a> {
    name: &'a str,
    questions: usize,
}

impl<'a> Lists<'a> {
    pub(super) fn of(maker: &'a PageMaker<'a>) -> Lists<'a> {
        let mut lists = Lists {
            phases: Vec::new(),
            tags: tags(maker.pages.chapters()),
            questions: 0,
        };
        for page in learnt(maker.pages) {
            lists.add(page, maker);
        }
        lists
    }

    fn add(&mut self, page: &'a Page, maker: &'a PageMaker<'a>) {
        let title = maker.pages.phase_of(page);
        let chapter = chapter(page, maker);
        let questions: usize = chapter
            .quizzes
            .iter()
            .map(|quiz| quiz.questions.len())
            .sum();
        self.questions += questions;
        match self.phases.last_mut().filter(|phase| phase.title == title) {
            Some(phase) => {
                phase.asks |= chapter.asks;
                phase.chapters.push(chapter);
            }
            None => self.phases.push(Phase {
                title,
                asks: chapter.asks,
                chapters: vec![chapter],
            }),
        }
    }
}

fn chapter<'a>(page: &'a Page, maker: &'a PageMaker<'a>) -> Chapter<'a> {
    let items = Items::of(&page.facts);
    let quizzes = page.facts.quizzes.iter();
    Chapter {
        id: &page.id,
        title: &page.name,
        href: url_path(&page.path),
        tasks: items.tasks(),
        counted: items.questions(),
        asks: generated::asks(&page.facts),
        quizzes: quizzes.map(|quiz| of_quiz(quiz, page, maker)).collect(),
    }
}

fn of_quiz<'a>(quiz: &'a QuizFacts, page: &'a Page, maker: &'a PageMaker<'a>) -> Quiz<'a> {
    Quiz {
        id: &quiz.id,
        title: quiz.title.as_deref(),
        questions: quiz
            .asked()
            .map(|question| of_question(question, quiz, page, maker))
            .collect(),
    }
}

fn of_question<'a>(
    question: &'a QuestionFacts,
    quiz: &'a QuizFacts,
    page: &'a Page,
    maker: &'a PageMaker<'a>,
) -> Question<'a> {
    let word = format!("kind_{}", question.kind);
    let words = &maker.assets.page_strings;
    Question {
        key: format!("{}/{}", quiz.id, question.id),
        revision: &question.revision,
        href: format!("{}#q-{}-{}", url_path(&page.path), quiz.id, question.id),
        prompt: &question.prompt,
        kind: question.kind,
        kind_title: words.get(&word).map_or(question.kind, String::as_str),
        tags: &question.tags,
        difficulty: question.difficulty,
        exam: question.uses == ["exam"],
    }
}

/// The topics of all questions, in the order of their names.
fn tags(pages: &[Page]) -> Vec<Tag<'_>> {
    let mut counts = BTreeMap::<&str, usize>::new();
    let quizzes = pages.iter().flat_map(|page| &page.facts.quizzes);
    for tag in quizzes
        .flat_map(QuizFacts::asked)
        .flat_map(|question| &question.tags)
    {
        *counts.entry(tag).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts
        .map(|(name, questions)| Tag { name, questions })
        .collect()
}
