//! Sections that should be asked about and are not.
//!
//! [`bare`] is the entry point. A section is what a `##` heading begins, with all below it. It
//! should be asked about if its heading has the class `learn` (`## Title {.learn}`), which says that
//! it is a goal of the chapter, or if it is long. Invariant: a question counts for the section that
//! it stands in, and for the one that its `ref` names.

use coursebook_html::outline::{Section, outline};
use coursebook_preprocessors::course::{ChapterFacts, Course};
use coursebook_preprocessors::markdown::events;
use coursebook_preprocessors::pulldown_cmark::{Event, Tag};
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::{Document, Span};
use mdbook_preprocessor::book::Chapter;
use serde::Serialize;
use std::collections::HashSet;
use std::fmt;

/// The class of a heading that is a goal.
const GOAL: &str = "learn";
/// So many words are too many without a question.
const LONG: usize = 600;

/// A section without a question.
#[derive(Debug, Serialize)]
pub(super) struct Bare {
    file: String,
    line: usize,
    id: String,
    title: String,
    words: usize,
    goal: bool,
}

impl fmt::Display for Bare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let goal = if self.goal { ", a goal" } else { "" };
        let Bare {
            file,
            line,
            title,
            words,
            ..
        } = self;
        let s = if *words == 1 { "" } else { "s" };
        write!(f, "{file}:{line}: {title} ({words} word{s}{goal})")
    }
}

/// All of a book.
pub(super) fn bare(course: &Course, chapters: &[&Chapter], session: &Session) -> Vec<Bare> {
    let named: HashSet<&str> = super::questions(course)
        .filter_map(|question| question.reference.as_deref())
        .collect();
    let mut found = Vec::new();
    for chapter in chapters {
        let Some(path) = &chapter.source_path else {
            continue;
        };
        let text = Text {
            path: path.display().to_string(),
            document: session.document(path, &chapter.content),
            quizzes: course.chapters.get(path).map(places).unwrap_or_default(),
        };
        found.extend(text.bare(&named));
    }
    found
}

/// Where the quizzes of a chapter are used, as (file, offset), if they ask anything.
fn places(facts: &ChapterFacts) -> Vec<&Span> {
    let quizzes = facts.quizzes.iter();
    let asking = quizzes.filter(|quiz| quiz.asks());
    asking.map(|quiz| &quiz.span).collect()
}

/// A chapter as the renderer gets it.
struct Text<'a> {
    path: String,
    document: Document,
    quizzes: Vec<&'a Span>,
}

impl Text<'_> {
    fn bare(&self, named: &HashSet<&str>) -> Vec<Bare> {
        let sections = outline(self.document.text());
        let quizzes = self.quiz_offsets();
        let starts: Vec<usize> = (0..sections.len())
            .filter(|at| sections.get(*at).is_some_and(|section| section.level <= 2))
            .collect();
        let mut bare = Vec::new();
        for (index, start) in starts.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(sections.len());
            let Some([head, below @ ..]) = sections.get(*start..end) else {
                continue;
            };
            let until = sections.get(end).map_or(usize::MAX, |next| next.start);
            let holds_quiz = quizzes.iter().any(|at| (head.start..until).contains(at));
            let all = || std::iter::once(head).chain(below);
            let is_named = all().any(|section| self.is_named(section, named));
            let words = all().map(|section| section.words).sum();
            let goal = head.classes.iter().any(|class| class == GOAL);
            if head.level == 2 && (goal || words > LONG) && !holds_quiz && !is_named {
                bare.push(self.described(head, words, goal));
            }
        }
        bare
    }

    fn is_named(&self, section: &Section, named: &HashSet<&str>) -> bool {
        named.contains(format!("{}#{}", self.path, section.id).as_str())
    }

    fn described(&self, head: &Section, words: usize, goal: bool) -> Bare {
        let span = self.document.span(head.start..head.start);
        Bare {
            file: span.file.path.display().to_string(),
            line: span.line(),
            id: head.id.clone(),
            title: head.title.clone(),
            words,
            goal,
        }
    }

    /// Where the quizzes stand in the text. Each is a block of HTML by now, in the place of what the
    /// author wrote.
    fn quiz_offsets(&self) -> Vec<usize> {
        let blocks = events(self.document.text()).filter_map(|(event, range)| match event {
            Event::Start(Tag::HtmlBlock) => Some(range.start),
            _ => None,
        });
        blocks.filter(|start| self.is_quiz(*start)).collect()
    }

    fn is_quiz(&self, start: usize) -> bool {
        let place = self.document.span(start..start);
        let mut quizzes = self.quizzes.iter();
        quizzes
            .any(|quiz| quiz.file.path == place.file.path && quiz.range.start == place.range.start)
    }
}
