//! The book as a list of pages in reading order, and as a contents list.
//!
//! [`BookPages`] is the entry point. Invariant: page paths are mdBook's: the source path with
//! `.html`, and the first chapter once more as `index.html`.

use crate::generated::asks;
use crate::link::LinkMap;
use coursebook_preprocessors::course::{ChapterFacts, Course};
use coursebook_preprocessors::session::Session;
use mdbook_renderer::RenderContext;
use mdbook_renderer::book::{BookItem, Chapter};
use std::path::{Path, PathBuf};

/// All pages of a book.
pub(crate) struct BookPages {
    /// In reading order; the `index.html` that repeats the first chapter is the last one.
    pub(crate) all: Vec<Page>,
    /// How many of them are chapters.
    pub(crate) chapters: usize,
    /// The contents list.
    pub(crate) contents: Vec<Entry>,
    /// Where links lead.
    pub(crate) links: LinkMap,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// Its path in the site.
    pub(crate) path: PathBuf,
    /// Its source file, relative to the content folder.
    pub(crate) source: PathBuf,
    /// The Markdown after all preprocessors.
    pub(crate) markdown: String,
    /// The chapter's name in `SUMMARY.md`.
    pub(crate) name: String,
    /// The page's title.
    pub(crate) title: String,
    /// `1.2.`, or nothing.
    pub(crate) number: String,
    /// The chapter's id for life.
    pub(crate) id: String,
    /// The part of the book and the chapters above it, as places in the contents list.
    pub(crate) parents: Vec<usize>,
    /// Its place in the contents list.
    pub(crate) entry: usize,
    /// Its place in reading order.
    pub(crate) order: usize,
    /// The number of the top-level chapter that it is, or that it stands below.
    pub(crate) section: usize,
    /// What the preprocessors know of it.
    pub(crate) facts: ChapterFacts,
}

/// A line of the contents list.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// 0 for the top.
    pub(crate) depth: usize,
    /// The title.
    pub(crate) title: String,
    /// What it is.
    pub(crate) kind: EntryKind,
}

impl Entry {
    /// Whether it is a chapter that is still to be written.
    pub(crate) fn is_planned(&self) -> bool {
        matches!(self.kind, EntryKind::Chapter { page: None, .. })
    }
}

/// What a line of the contents list is.
#[derive(Debug, Clone)]
pub(crate) enum EntryKind {
    /// The title of a part.
    Part,
    /// A line between parts.
    Separator,
    /// A chapter; without a page if it is a draft.
    Chapter {
        number: String,
        page: Option<(PathBuf, String)>,
    },
}

impl BookPages {
    /// The pages of a preprocessed book. Links may also lead to `others`, which are published too.
    pub(crate) fn new(
        context: &RenderContext,
        course: &Course,
        session: &Session,
        others: Vec<PathBuf>,
    ) -> BookPages {
        let mut walk = Walk {
            context,
            course,
            session,
            pages: Vec::new(),
            contents: Vec::new(),
            above: Vec::new(),
            sections: 0,
        };
        walk.items(&context.book.items, 0);
        let Walk {
            pages: mut all,
            contents,
            ..
        } = walk;
        let chapters = all.len();
        let index = Path::new("index.html");
        if let Some(first) = all
            .first()
            .filter(|_| all.iter().all(|page| page.path != index))
        {
            let page = Page {
                path: index.to_owned(),
                ..first.clone()
            };
            all.push(page);
        }
        let links = LinkMap::new(
            all.iter()
                .map(|page| (page.source.clone(), page.path.clone())),
            others,
        );
        BookPages {
            all,
            chapters,
            contents,
            links,
        }
    }

    /// The chapters in reading order, without the repeated first one.
    pub(crate) fn chapters(&self) -> &[Page] {
        &self.all[..self.chapters]
    }

    /// The title of a line of the contents list.
    pub(crate) fn title_of(&self, entry: usize) -> &str {
        self.contents
            .get(entry)
            .map_or("", |entry| entry.title.as_str())
    }

    /// The title of the part of the book that a page stands in.
    pub(crate) fn phase_of(&self, page: &Page) -> Option<&str> {
        let mut parents = page
            .parents
            .iter()
            .filter_map(|&line| self.contents.get(line));
        parents
            .find(|entry| matches!(entry.kind, EntryKind::Part))
            .map(|entry| entry.title.as_str())
    }

    /// Whether there is anything that a learner can tick or answer.
    pub(crate) fn has_progress(&self) -> bool {
        self.chapters()
            .iter()
            .any(|page| !page.facts.tasks.is_empty() || asks(&page.facts))
    }
}

struct Walk<'a> {
    context: &'a RenderContext,
    course: &'a Course,
    session: &'a Session,
    pages: Vec<Page>,
    contents: Vec<Entry>,
    /// The part and the chapters that hold the items being walked, as places in the contents list.
    above: Vec<usize>,
    /// How many top-level chapters have been walked.
    sections: usize,
}

impl Walk<'_> {
    fn items(&mut self, items: &[BookItem], depth: usize) {
        for item in items {
            match item {
                BookItem::PartTitle(title) => {
                    self.above = vec![self.contents.len()];
                    self.contents.push(Entry {
                        depth,
                        title: title.clone(),
                        kind: EntryKind::Part,
                    });
                }
                BookItem::Separator => {
                    if depth == 0 {
                        self.above.clear();
                    }
                    self.contents.push(Entry {
                        depth,
                        title: String::new(),
                        kind: EntryKind::Separator,
                    });
                }
                BookItem::Chapter(chapter) => {
                    let entry = self.contents.len();
                    self.chapter(chapter, depth);
                    self.above.push(entry);
                    self.items(&chapter.sub_items, depth + 1);
                    self.above.pop();
                }
            }
        }
    }

    fn chapter(&mut self, chapter: &Chapter, depth: usize) {
        self.sections += usize::from(depth == 0);
        let number = chapter
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let page = self.page(chapter, number.clone());
        let kind = EntryKind::Chapter {
            number,
            page: page
                .as_ref()
                .map(|page| (page.path.clone(), page.id.clone())),
        };
        self.contents.push(Entry {
            depth,
            title: chapter.name.clone(),
            kind,
        });
        self.pages.extend(page);
    }

    fn page(&self, chapter: &Chapter, number: String) -> Option<Page> {
        let path = chapter.path.as_ref()?;
        let source = chapter.source_path.clone().unwrap_or_else(|| path.clone());
        let facts = self
            .course
            .chapters
            .get(&source)
            .cloned()
            .unwrap_or_default();
        let title = facts
            .title
            .clone()
            .or_else(|| self.context.chapter_titles.get(path).cloned());
        Some(Page {
            path: path.with_extension("html"),
            id: self.session.chapter_id(&source),
            markdown: chapter.content.clone(),
            name: chapter.name.clone(),
            title: title.unwrap_or_else(|| chapter.name.clone()),
            number,
            parents: self.above.clone(),
            entry: self.contents.len(),
            order: self.pages.len(),
            section: self.sections,
            facts,
            source,
        })
    }
}
