//! The PDF renderer: a preprocessed book, typeset through embedded Typst.
//!
//! [`PdfRenderer`] is the entry point, an mdBook renderer for `[output.pdf]`. Chapters (`book`)
//! become trees (`tree`); for each PDF that is asked for (`volume`) trees become Typst source of
//! which every text is a string literal (`emit`, `assemble`), and that a PDF (`typeset`), packed
//! (`pack`); what went wrong is told (`report`). Invariants: whatever the text
//! says, it is printed as it stands or reported with its place, and never executed; what Typst
//! refuses costs a block its form, not the reader the book; the same source gives the same bytes.

mod assemble;
mod book;
mod emit;
mod fonts;
mod imprint;
mod index;
mod letters;
mod links;
mod options;
mod pack;
mod report;
mod tree;
mod typeset;
mod volume;

pub use fonts::FontError;
pub use options::{Options, Paper};

use assemble::{Assembled, Title, assemble};
use book::Chapters;
use coursebook_preprocessors::address::absolute_url;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use emit::{Origin, Shared};
use fonts::Fonts;
use imprint::Edition;
use links::Links;
use mdbook_renderer::config::HtmlConfig;
use mdbook_renderer::{RenderContext, Renderer};
use rayon::prelude::*;
use report::Reporter;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use typeset::{Job, Problem, Typeset, typeset};
use volume::{Volume, volumes};

/// Writes the PDF of a book.
pub struct PdfRenderer {
    session: Arc<Session>,
    options: Options,
    folder: Option<PathBuf>,
    written: Arc<Mutex<Vec<Written>>>,
}

/// A PDF that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// The part of the book that it is; empty if it is the whole.
    pub part: String,
    /// How many pages it has.
    pub pages: usize,
    /// How many bytes it has.
    pub size: u64,
    /// Whether it conforms to PDF/UA-1.
    pub accessible: bool,
}

/// Why no PDF was written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The content or the settings have mistakes; they are in the session.
    #[error("the content has mistakes")]
    Content,
    /// There is nothing to print.
    #[error("the book has no chapter that could be printed")]
    Empty,
    /// The chapter that was asked for is not in the book.
    #[error("there is no chapter `{}` in SUMMARY.md", .0.display())]
    NoChapter(PathBuf),
    /// The part that was asked for is not in the book.
    #[error("there is no part `{0}`; the parts are: {1}")]
    NoPart(String, String),
    /// The fonts cannot be used.
    #[error(transparent)]
    Fonts(#[from] FontError),
    /// Typst refuses what no block of the text is to blame for.
    #[error("the book could not be typeset: {0}")]
    Typeset(String),
    /// The PDF cannot be written.
    #[error("cannot write `{}`", .0.display())]
    Write(PathBuf, #[source] std::io::Error),
}

impl PdfRenderer {
    /// A renderer that ends the run of `session`, whose target is
    /// [`Typed`](coursebook_preprocessors::session::Target::Typed).
    pub fn new(session: Arc<Session>, options: Options) -> PdfRenderer {
        PdfRenderer {
            session,
            options,
            folder: None,
            written: Arc::default(),
        }
    }

    /// Writes into this folder, not into the one that mdBook names.
    #[must_use]
    pub fn into_folder(mut self, folder: PathBuf) -> PdfRenderer {
        self.folder = Some(folder);
        self
    }

    /// Notes what it writes in this list, too.
    #[must_use]
    pub fn noting_in(mut self, written: Arc<Mutex<Vec<Written>>>) -> PdfRenderer {
        self.written = written;
        self
    }

    fn write(&self, context: &RenderContext) -> Result<(), PdfError> {
        let is_error = Diagnostic::is_error;
        if self.session.diagnostics().iter().any(is_error) {
            return Err(PdfError::Content);
        }
        let mut book = Chapters::of(context, &self.session);
        if book.all.is_empty() {
            return Err(PdfError::Empty);
        }
        let markdown = options::markdown(&context.config);
        let total = book.all.len();
        book.all.par_iter_mut().for_each(|chapter| {
            chapter.tree = tree::build::read(&chapter.markdown, &markdown, &self.session.templates);
            self.session.advance("Reading", total);
        });
        let reporter = Reporter {
            session: &self.session,
            book: &book,
        };
        reporter.losses();
        let own = self
            .options
            .fonts
            .as_ref()
            .map(|folder| context.root.join(folder));
        let press = Press {
            context,
            reporter,
            fonts: Fonts::load(own.as_deref())?,
            edition: Edition::of(
                &context.root,
                self.options.version.as_deref(),
                self.options.date.as_deref(),
            ),
        };
        let title = context.config.book.title.as_deref().unwrap_or_default();
        let volumes = volumes(&self.options, &book, title, &self.session.src)?;
        let folder = self.folder.as_deref().unwrap_or(&context.destination);
        let count = volumes.len();
        for volume in volumes {
            let made = self.make(&press, &volume, count)?;
            let path = folder.join(&volume.file);
            let bytes = pack::pack(made.bytes);
            save(&path, &bytes)?;
            let written = Written {
                path,
                part: volume.subtitle,
                pages: made.pages,
                size: bytes.len() as u64,
                accessible: made.barriers.is_empty(),
            };
            let mut all = self.written.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(written);
        }
        Ok(())
    }

    /// Typesets a volume. A block that Typst refuses is set as it was written in the next try.
    fn make(&self, press: &Press<'_>, volume: &Volume, count: usize) -> Result<Typeset, PdfError> {
        const TRIES: usize = 6;
        let Press {
            context,
            reporter,
            fonts,
            ..
        } = press;
        let links = Links::new(reporter.book, &volume.chapters, site(context));
        let title = self.title(press, volume);
        let mut refused: BTreeSet<Origin> = BTreeSet::new();
        let (mut last, mut without_pictures) = (String::new(), false);
        for _ in 0..TRIES {
            let shared = Shared {
                book: reporter.book,
                links: &links,
                options: &self.options,
                measures: self.options.paper.measures(self.options.two_sided),
                coverage: &fonts.coverage,
                session: &self.session,
                refused: &refused,
                without_pictures,
            };
            let mut assembled = assemble(&shared, &volume.chapters, &title);
            let has_pictures = assembled.has_pictures();
            self.session.advance("Typesetting", count);
            match typeset(job(&mut assembled, fonts, &title)) {
                Ok(made) => {
                    reporter.made(&assembled.sheets, &made);
                    return Ok(made);
                }
                Err(problems) => {
                    last = problems
                        .first()
                        .map_or_else(String::new, Problem::to_string);
                    let before = refused.len();
                    refused.extend(reporter.refused(&assembled.sheets, &problems));
                    if refused.len() > before {
                        continue;
                    }
                    // What has no place may be a picture: Typst does not say which.
                    if without_pictures || !has_pictures {
                        break;
                    }
                    reporter.warn(format!("the PDF has no pictures: {last}"));
                    without_pictures = true;
                }
            }
        }
        Err(PdfError::Typeset(last))
    }

    fn title(&self, press: &Press<'_>, volume: &Volume) -> Title {
        let book = &press.context.config.book;
        Title {
            title: book.title.clone().unwrap_or_else(|| "Untitled".to_owned()),
            subtitle: volume.subtitle.clone(),
            description: book.description.clone().unwrap_or_default(),
            authors: book.authors.clone(),
            language: book.language.clone().unwrap_or_default(),
            edition: press.edition.clone(),
            families: press.fonts.own.clone(),
        }
    }
}

impl Renderer for PdfRenderer {
    fn name(&self) -> &str {
        "pdf"
    }

    fn render(&self, context: &RenderContext) -> mdbook_renderer::errors::Result<()> {
        Ok(self.write(context)?)
    }
}

/// What all volumes of a run share.
struct Press<'a> {
    context: &'a RenderContext,
    reporter: Reporter<'a>,
    fonts: Fonts,
    edition: Edition,
}

/// The job of setting the sheets, whose code and pictures it takes out of them.
fn job<'a>(assembled: &mut Assembled, fonts: &'a Fonts, title: &Title) -> Job<'a> {
    let own = [
        ("/main.typ", std::mem::take(&mut assembled.main)),
        ("/config.typ", std::mem::take(&mut assembled.config)),
        ("/template.typ", TEMPLATE.to_owned()),
    ];
    let files = [
        ("/code.tmTheme", CODE_THEME),
        ("/console.sublime-syntax", CONSOLE),
    ];
    let mut job = Job {
        sources: own.map(|(path, text)| (path.to_owned(), text)).into(),
        files: files
            .map(|(path, text)| (path.to_owned(), Cow::Borrowed(text.as_bytes())))
            .into(),
        fonts,
        identity: format!("{}\n{}", title.title, title.subtitle),
        day: title.edition.day,
    };
    for sheet in &mut assembled.sheets {
        let text = std::mem::take(&mut sheet.text);
        job.sources.insert(sheet.path.clone(), text);
        let pictures = std::mem::take(&mut sheet.pictures).into_iter();
        job.files
            .extend(pictures.map(|(path, bytes)| (path, Cow::Owned(bytes))));
    }
    job
}

const TEMPLATE: &str = include_str!("template.typ");
const CODE_THEME: &str = include_str!("code.tmTheme");
const CONSOLE: &str = include_str!("console.sublime-syntax");

/// The site's address with a slash at its end, if it is known.
fn site(context: &RenderContext) -> Option<String> {
    let html: Option<HtmlConfig> = context.config.get("output.html").ok().flatten();
    let url = absolute_url(&html?, "")?;
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    is_address.then_some(url)
}

/// Writes beside the file and moves in place, so that nobody reads half a PDF.
fn save(path: &Path, bytes: &[u8]) -> Result<(), PdfError> {
    let failed = |error| PdfError::Write(path.to_owned(), error);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let staged = path.with_extension("pdf.new");
    std::fs::write(&staged, bytes).map_err(failed)?;
    std::fs::rename(&staged, path).map_err(failed)
}
