//! The pages that the site has besides the chapters: the contents, those about the learner, and
//! those about the site itself.
//!
//! [`Generated::of`] says which a book has, [`taken`] finds chapters of the same names. Invariant:
//! a page about questions exists only where some are asked, one about progress only where there is
//! something to do.

use crate::book::{BookPages, Page};
use coursebook_preprocessors::course::{ChapterFacts, Course, QuizFacts};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::{SourceFile, Span};
use std::path::{Path, PathBuf};

/// A page that no chapter makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generated {
    /// All contents on one page.
    Contents,
    /// Questions that are due again.
    Review,
    /// The list of all questions.
    Questions,
    /// Where the learner stands.
    Progress,
    /// How to read without a network.
    Offline,
    /// What is stored where.
    Privacy,
}

impl Generated {
    /// Those of a book, which may be one that is to be kept in browsers.
    pub(crate) fn of(course: &Course, offline: bool) -> Vec<Generated> {
        let mut pages = vec![Generated::Contents];
        let has = |found: fn(&ChapterFacts) -> bool| course.chapters.values().any(found);
        let asks = has(asks);
        if asks {
            pages.extend([Generated::Review, Generated::Questions]);
        }
        if asks || has(|facts| !facts.tasks.is_empty()) {
            pages.push(Generated::Progress);
        }
        if offline {
            pages.push(Generated::Offline);
        }
        pages.push(Generated::Privacy);
        pages
    }

    /// Its path in the site; its template has the same name.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Generated::Contents => "toc.html",
            Generated::Review => "review.html",
            Generated::Questions => "questions.html",
            Generated::Progress => "progress.html",
            Generated::Offline => "offline.html",
            Generated::Privacy => "privacy.html",
        }
    }

    /// The key of its title in the interface's words.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Generated::Contents => "contents",
            Generated::Review => "review",
            Generated::Questions => "questions",
            Generated::Progress => "progress_page",
            Generated::Offline => "offline",
            Generated::Privacy => "privacy",
        }
    }

    /// Whether it is about the learner, so that every page links to it beside the contents.
    pub(crate) fn is_learners(self) -> bool {
        matches!(
            self,
            Generated::Review | Generated::Questions | Generated::Progress
        )
    }

    /// Whether it is about the site, so that the foot of every page links to it.
    pub(crate) fn is_about_site(self) -> bool {
        matches!(self, Generated::Offline | Generated::Privacy)
    }
}

/// Whether a chapter asks anything.
pub(crate) fn asks(facts: &ChapterFacts) -> bool {
    facts.quizzes.iter().any(QuizFacts::asks)
}

/// The chapters that would have the path of a generated page.
pub(crate) fn taken(
    pages: &BookPages,
    generated: &[Generated],
    session: &Session,
) -> Vec<Diagnostic> {
    let chapters = pages.chapters().iter();
    let taken = chapters.filter(|page| {
        generated
            .iter()
            .any(|other| page.path == Path::new(other.path()))
    });
    taken.map(|page| mistake(page, session)).collect()
}

fn mistake(page: &Page, session: &Session) -> Diagnostic {
    let path = session.src.join(&page.source);
    let file = session
        .read(&path)
        .unwrap_or_else(|_| SourceFile::new(PathBuf::from(&path), ""));
    let message = format!(
        "this chapter would be `{}`, a page that Coursebook itself makes",
        page.path.display()
    );
    Diagnostic::error("page-name", Span::new(file, 0..0), message).help(format!(
        "give its file another name; if it was published before, `id: {}` in its front matter \
         keeps what readers did there",
        page.id
    ))
}
