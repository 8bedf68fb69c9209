//! The book as a list of chapters in reading order, and what of it goes into one PDF.
//!
//! [`Chapters::of`] is the entry point. Invariant: page paths are those of the site, so that links
//! mean the same on both.

use crate::tree::Tree;
use coursebook_preprocessors::frontmatter;
use coursebook_preprocessors::part::meant;
use coursebook_preprocessors::session::Session;
use mdbook_renderer::RenderContext;
use mdbook_renderer::book::{BookItem, Chapter as BookChapter};
use std::path::{Path, PathBuf};

/// All chapters that have a text.
#[derive(Debug, Default)]
pub(crate) struct Chapters {
    /// In reading order.
    pub(crate) all: Vec<Chapter>,
    /// The titles of the book's parts.
    pub(crate) parts: Vec<String>,
}

/// A chapter.
#[derive(Debug, Default)]
pub(crate) struct Chapter {
    /// Its file, relative to the content folder.
    pub(crate) source: PathBuf,
    /// Its page in the site.
    pub(crate) page: PathBuf,
    /// Its name in `SUMMARY.md`.
    pub(crate) name: String,
    /// `1.2`, or nothing.
    pub(crate) number: String,
    /// How many chapters it stands below.
    pub(crate) depth: usize,
    /// The part that it stands in.
    pub(crate) part: Option<usize>,
    /// The Markdown after all preprocessors.
    pub(crate) markdown: String,
    /// Its topics.
    pub(crate) tags: Vec<String>,
    /// What the Markdown says.
    pub(crate) tree: Tree,
}

impl Chapters {
    /// The chapters of a preprocessed book, their trees not yet made.
    pub(crate) fn of(context: &RenderContext, session: &Session) -> Chapters {
        let mut walk = Walk {
            chapters: Chapters::default(),
            part: None,
            session,
        };
        walk.items(&context.book.items, 0);
        walk.chapters
    }

    /// The part that a chapter opens, if it is the first of it.
    pub(crate) fn opens_part(&self, chosen: &[usize], place: usize) -> Option<usize> {
        let part = self.all.get(*chosen.get(place)?)?.part?;
        let before = place.checked_sub(1).and_then(|before| chosen.get(before));
        let before = before.and_then(|&before| self.all.get(before)?.part);
        (before != Some(part)).then_some(part)
    }

    /// The part that is meant by its number, or by how its title or its chapters' folder begins.
    pub(crate) fn find_part(&self, wanted: &str) -> Option<usize> {
        let none = Path::new("");
        let titles = self.parts.iter().enumerate();
        let by_title = titles.filter_map(|(part, title)| Some((meant(wanted, title, none)?, part)));
        let chapters = self.all.iter();
        let by_path = chapters
            .filter_map(|chapter| Some((meant(wanted, "", &chapter.source)?, chapter.part?)));
        by_title.chain(by_path).min().map(|(_, part)| part)
    }
}

struct Walk<'a> {
    chapters: Chapters,
    part: Option<usize>,
    session: &'a Session,
}

impl Walk<'_> {
    fn items(&mut self, items: &[BookItem], depth: usize) {
        for item in items {
            match item {
                BookItem::PartTitle(title) => {
                    self.part = Some(self.chapters.parts.len());
                    self.chapters.parts.push(title.clone());
                }
                BookItem::Separator => {
                    if depth == 0 {
                        self.part = None;
                    }
                }
                BookItem::Chapter(chapter) => {
                    self.chapter(chapter, depth);
                    self.items(&chapter.sub_items, depth + 1);
                }
            }
        }
    }

    /// A chapter without a path is a draft, and has no page either.
    fn chapter(&mut self, chapter: &BookChapter, depth: usize) {
        let Some(path) = &chapter.path else {
            return;
        };
        let source = chapter.source_path.clone().unwrap_or_else(|| path.clone());
        let number = chapter.number.as_ref().map(ToString::to_string);
        self.chapters.all.push(Chapter {
            page: path.with_extension("html"),
            name: chapter.name.clone(),
            number: number.unwrap_or_default().trim_end_matches('.').to_owned(),
            depth,
            part: self.part,
            markdown: chapter.content.clone(),
            tags: self.tags(&source),
            source,
            tree: Tree::default(),
        });
    }

    /// The front matter's; read from the file where another process took it out of the text.
    fn tags(&self, source: &Path) -> Vec<String> {
        let known = self.session.course();
        let facts = known.chapters.get(source);
        let own = facts.and_then(|facts| facts.front_matter.clone());
        let of_file = || {
            let file = self.session.read(&self.session.src.join(source)).ok()?;
            frontmatter::of_text(&file.text)
        };
        own.or_else(of_file).unwrap_or_default().tags
    }
}
