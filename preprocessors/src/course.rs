//! What is known of the whole course once every chapter has been read.
//!
//! [`Course`] is the entry point. Invariant: it holds ids and counts from the content, never
//! anything of a learner.

use crate::frontmatter::FrontMatter;
use crate::source::Span;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// All chapters' facts, by source path relative to the content folder.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// The chapters.
    pub chapters: BTreeMap<PathBuf, ChapterFacts>,
}

impl Course {
    /// Whether something of a question may be in a quiz that could not be read; `id` begins with
    /// `quiz/`.
    pub fn may_hide(&self, id: &str) -> bool {
        let quiz = id.split('/').next();
        let mut unread = self
            .chapters
            .values()
            .flat_map(|facts| &facts.unread_quizzes);
        unread.any(|unread| unread.is_none() || unread.as_deref() == quiz)
    }
}

/// What is known of one chapter.
#[derive(Debug, Clone, Default)]
pub struct ChapterFacts {
    /// The id under which a learner's state is kept: the front matter's, or one made of the path.
    /// [`Session::course`](crate::session::Session::course) fills it.
    pub id: String,
    /// The YAML at its head.
    pub front_matter: Option<FrontMatter>,
    /// Where the front matter stands, for messages about the chapter as a whole.
    pub head: Option<Span>,
    /// The page's title, where `{{#title}}` sets one.
    pub title: Option<String>,
    /// Its tickable items, in order.
    pub tasks: Vec<TaskFacts>,
    /// Its quizzes, in order.
    pub quizzes: Vec<QuizFacts>,
    /// Quizzes with mistakes, which are not published: their ids, as far as they could be read.
    pub unread_quizzes: Vec<Option<String>>,
    /// Links that a preprocessor wrote on the author's behalf, to be checked with all others.
    pub links: Vec<LinkFacts>,
    /// How many diagrams it shows.
    pub diagrams: usize,
    /// Whether it shows the roadmap: it is a page about the book, and nothing to be learnt.
    pub is_roadmap: bool,
    /// The anchors of the terms of the glossary that it leads to.
    pub terms: Vec<String>,
}

/// A tickable item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskFacts {
    /// Its id for life.
    pub id: String,
    /// Ids it had before.
    pub was: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// A quiz on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizFacts {
    /// Its id, unique in the book.
    pub id: String,
    /// The line above it, as plain text.
    pub title: Option<String>,
    /// What its page shows of it: finished HTML, its links relative to the page. Empty for a
    /// renderer that gets no HTML.
    pub html: String,
    /// Where it is used.
    pub span: Span,
    /// Its questions, in order.
    pub questions: Vec<QuestionFacts>,
    /// The right answers in a few letters or words, in the order in which the page numbers its
    /// questions, for the foot of a printed page; empty where nothing short can be said.
    pub answers: Vec<String>,
    /// The quiz for paper: HTML without answers, hints and script.
    pub print_html: String,
    /// The answers and reasons that go with it.
    pub key_html: String,
}

/// A question of a quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionFacts {
    /// Its id, unique in the quiz.
    pub id: String,
    /// Ids under which its progress was kept before, each with its quiz: `quiz/question`.
    pub was: Vec<String>,
    /// Hash of what the reader is asked and what counts as right.
    pub revision: String,
    /// Its type's name, as in YAML.
    pub kind: &'static str,
    /// Kept for old progress, no longer asked.
    pub retired: bool,
    /// Topics.
    pub tags: Vec<String>,
    /// 1 to 5, where given.
    pub difficulty: Option<u8>,
    /// When it is asked, by the names in YAML: `pre`, `inline`, `review`, `exam`.
    pub uses: Vec<&'static str>,
    /// The group of which one question is asked.
    pub variants: Option<String>,
    /// The page and heading that answer it, relative to the content folder.
    pub reference: Option<String>,
    /// How what is asked begins, as plain text: at most 140 characters, cut after a word.
    pub prompt: String,
    /// What it consists of: choices, items, pairs, blanks, criteria.
    pub parts: Vec<PartFacts>,
    /// Ids of parts that it no longer has, never to be used again.
    pub retired_parts: Vec<String>,
    /// How to prove the answer, where the author asks for that.
    pub run: Option<RunFacts>,
    /// Where it was written.
    pub span: Span,
}

/// A part of a question that has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFacts {
    /// Its id, unique in the question.
    pub id: String,
    /// Ids it had before.
    pub was: Vec<String>,
}

/// A program whose output a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFacts {
    /// The program.
    pub code: String,
    /// Its language, as after a fence's back-ticks.
    pub language: String,
    /// What counts as right, as the page carries it.
    pub key: String,
    /// Whether it is said to fail.
    pub fails: bool,
    /// The line said to be at fault, from 1.
    pub error_line: Option<u32>,
    /// What the error's message is said to contain.
    pub error_text: Option<String>,
    /// Where the language was written.
    pub language_span: Span,
    /// Where the answer was written, or what is said of the error.
    pub answer_span: Span,
}

/// A link to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFacts {
    /// The target: a page relative to the content folder, with its anchor (`a/b.md#c`).
    pub target: String,
    /// Where the author wrote it.
    pub span: Span,
}

impl QuizFacts {
    /// The questions that are still asked, in order.
    pub fn asked(&self) -> impl Iterator<Item = &QuestionFacts> {
        self.questions.iter().filter(|question| !question.retired)
    }

    /// Whether any is.
    pub fn asks(&self) -> bool {
        self.asked().next().is_some()
    }
}

impl ChapterFacts {
    /// Adds what another preprocessor found.
    pub fn merge(&mut self, other: ChapterFacts) {
        self.front_matter = other.front_matter.or(self.front_matter.take());
        self.head = other.head.or(self.head.take());
        self.title = other.title.or(self.title.take());
        self.tasks.extend(other.tasks);
        self.quizzes.extend(other.quizzes);
        self.unread_quizzes.extend(other.unread_quizzes);
        self.links.extend(other.links);
        self.diagrams += other.diagrams;
        self.is_roadmap |= other.is_roadmap;
        self.terms.extend(other.terms);
    }
}
