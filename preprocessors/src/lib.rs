//! The mdBook preprocessors of Coursebook.
//!
//! Each is a [`Construct`]: it reads one chapter's [`Document`] and answers
//! with edits, mistakes and facts. [`Adapter`] makes it an mdBook [`Preprocessor`] that works on
//! all cores. Invariant: a construct leaves every byte alone that is not its own, and touches
//! nothing inside code blocks that are not its own.

pub mod address;
pub mod checks;
pub mod course;
pub mod diagnostic;
pub mod diagram;
mod fence_words;
pub mod frontmatter;
pub mod git;
pub mod glossary;
pub mod highlight;
pub mod link;
pub mod links;
pub mod lock;
pub mod markdown;
pub mod math;
pub mod part;
pub mod progress;
pub mod quiz;
pub mod roadmap;
pub mod session;
pub mod slug;
pub mod source;
pub mod summary;
pub mod tags;
pub mod templates;

use course::ChapterFacts;
use diagnostic::Diagnostic;
pub use mdbook_markdown::pulldown_cmark;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use rayon::prelude::*;
use session::{ChapterContext, Session};
use source::{Document, Edit};
use std::path::Path;
use std::sync::Arc;
use summary::Summary;

/// What a construct has to say about one chapter.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Changes of the text.
    pub edits: Vec<Edit>,
    /// Mistakes found.
    pub diagnostics: Vec<Diagnostic>,
    /// What the rest of the build should know.
    pub facts: ChapterFacts,
}

/// One thing that a preprocessor adds to Markdown.
pub trait Construct: Send + Sync {
    /// Its name in `[preprocessor.NAME]`.
    fn name(&self) -> &'static str;

    /// Reads one chapter.
    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome;
}

/// All constructs, in the order in which they run unless `book.toml` says otherwise.
pub fn constructs() -> Vec<Box<dyn Construct>> {
    vec![
        Box::new(frontmatter::FrontMatterPreprocessor),
        Box::new(links::LinksPreprocessor),
        Box::new(quiz::QuizPreprocessor),
        Box::new(diagram::DiagramPreprocessor),
        Box::new(progress::ProgressPreprocessor),
        Box::new(roadmap::RoadmapPreprocessor),
        Box::new(glossary::GlossaryPreprocessor),
        Box::new(math::MathPreprocessor),
        Box::new(highlight::HighlightPreprocessor),
    ]
}

/// A construct as mdBook sees it.
pub struct Adapter {
    construct: Box<dyn Construct>,
    session: Arc<Session>,
}

impl Adapter {
    /// Runs `construct` as part of `session`.
    pub fn new(construct: Box<dyn Construct>, session: Arc<Session>) -> Adapter {
        Adapter { construct, session }
    }

    /// Works on every chapter of the book that has a file, on all cores.
    pub fn apply(&self, book: &mut Book) {
        self.session.set_summary(Summary::of(&book.items));
        let mut leaves = Vec::new();
        collect(&mut book.items, &mut leaves);
        let total = leaves.len();
        leaves.into_par_iter().for_each(|leaf| {
            self.apply_to(leaf);
            self.session.advance(self.construct.name(), total);
        });
    }

    fn apply_to(&self, leaf: Leaf<'_>) {
        let Leaf {
            name,
            path,
            content,
        } = leaf;
        let document = self.session.document(path, content);
        let context = ChapterContext {
            session: &self.session,
            path,
            name,
        };
        let outcome = self.construct.process(context, &document);
        self.session.report(outcome.diagnostics);
        self.session.note(path, outcome.facts);
        let document = document.apply(outcome.edits);
        if content != document.text() {
            document.text().clone_into(content);
        }
        self.session.keep(path, document);
    }
}

impl Preprocessor for Adapter {
    fn name(&self) -> &str {
        self.construct.name()
    }

    fn run(&self, _: &PreprocessorContext, mut book: Book) -> Result<Book> {
        self.apply(&mut book);
        Ok(book)
    }
}

/// The parts of a chapter that a construct works on, borrowed apart from its sub-chapters.
struct Leaf<'a> {
    name: &'a str,
    path: &'a Path,
    content: &'a mut String,
}

/// Every chapter below `items` that has a file, as leaves that threads can share out among them.
fn collect<'a>(items: &'a mut [BookItem], leaves: &mut Vec<Leaf<'a>>) {
    for item in items {
        let BookItem::Chapter(Chapter {
            name,
            content,
            sub_items,
            source_path,
            ..
        }) = item
        else {
            continue;
        };
        if let Some(path) = source_path {
            leaves.push(Leaf {
                name,
                path,
                content,
            });
        }
        collect(sub_items, leaves);
    }
}
