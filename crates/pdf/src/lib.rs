//! The PDF renderer: a preprocessed book, typeset through embedded Typst.
//!
//! [`PdfRenderer`] is the entry point, an mdBook renderer for `[output.pdf]`. Chapters become trees
//! (`tree`), trees Typst source of which every text is a string literal (`emit`,
//! `assemble`), and that a PDF (`typeset`), packed (`pack`). Invariants: whatever the text
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
mod tree;
mod typeset;

pub use fonts::FontError;
pub use options::{Options, Paper};

use assemble::{Assembled, Title, assemble};
use book::Chapters;
use coursebook_preprocessors::address::absolute_url;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use emit::{Origin, Remark, Shared, Sheet};
use fonts::Fonts;
use imprint::Edition;
use links::Links;
use mdbook_renderer::config::HtmlConfig;
use mdbook_renderer::{RenderContext, Renderer};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use typeset::{Job, Problem, Typeset, typeset};

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
        self.report_losses(&book);
        let own = self
            .options
            .fonts
            .as_ref()
            .map(|folder| context.root.join(folder));
        let fonts = Fonts::load(own.as_deref())?;
        let folder = self.folder.as_deref().unwrap_or(&context.destination);
        let volumes = self.volumes(&book, context)?;
        let count = volumes.len();
        for volume in volumes {
            let made = self.make(context, &book, &volume, &fonts, count)?;
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

    fn report_losses(&self, book: &Chapters) {
        for chapter in book
            .all
            .iter()
            .filter(|chapter| !chapter.tree.losses.is_empty())
        {
            let document = self.session.document(&chapter.source, &chapter.markdown);
            let losses = chapter.tree.losses.iter();
            let found = losses.map(|loss| {
                let span = document.span(loss.at.clone());
                Diagnostic::warning("pdf-lost", span, loss.message.as_str())
                    .help("what stands here is on the page only")
            });
            self.session.report(found.collect());
            self.session.keep(&chapter.source, document);
        }
    }

    /// The PDFs to make, and the chapters of each.
    fn volumes(&self, book: &Chapters, context: &RenderContext) -> Result<Vec<Volume>, PdfError> {
        let title = context.config.book.title.as_deref().unwrap_or_default();
        let stem = file_stem(title);
        let of_part = |part: usize| {
            let title = book.parts.get(part).cloned().unwrap_or_default();
            let chapters = book.all.iter().enumerate();
            let chapters = chapters.filter(|(_, chapter)| chapter.part == Some(part));
            Volume {
                file: format!("{stem}-{}.pdf", file_stem(&title)),
                chapters: chapters.map(|(place, _)| place).collect(),
                subtitle: title,
            }
        };
        if let Some(path) = &self.options.chapter {
            let src = &self.session.src;
            let path = path.strip_prefix("./").unwrap_or(path);
            let wanted = path.strip_prefix(src).unwrap_or(path);
            let mut chapters = book.all.iter();
            let place = chapters
                .position(|chapter| chapter.source == wanted || chapter.source == path)
                .ok_or_else(|| PdfError::NoChapter(path.to_owned()))?;
            let name = book.all.get(place).map(|chapter| chapter.name.clone());
            let name = name.unwrap_or_default();
            return Ok(vec![Volume {
                file: format!("{stem}-{}.pdf", file_stem(&name)),
                chapters: vec![place],
                subtitle: name,
            }]);
        }
        if let Some(wanted) = &self.options.phase {
            let part = book
                .find_part(wanted)
                .ok_or_else(|| PdfError::NoPart(wanted.clone(), book.parts.join("; ")))?;
            let volume = of_part(part);
            if volume.chapters.is_empty() {
                return Err(PdfError::Empty);
            }
            return Ok(vec![volume]);
        }
        let whole = Volume {
            file: format!("{stem}.pdf"),
            chapters: (0..book.all.len()).collect(),
            subtitle: String::new(),
        };
        let parts = (0..book.parts.len()).map(of_part);
        let parts: Vec<_> = parts.filter(|volume| !volume.chapters.is_empty()).collect();
        if !self.options.split || parts.is_empty() {
            return Ok(vec![whole]);
        }
        let without = |chapter: &book::Chapter| chapter.part.is_none();
        let rest = book
            .all
            .iter()
            .enumerate()
            .filter(|(_, chapter)| without(chapter));
        let rest: Vec<_> = rest.map(|(place, _)| place).collect();
        let rest = Some(Volume {
            chapters: rest,
            ..whole
        });
        let rest = rest.filter(|volume| !volume.chapters.is_empty());
        let mut volumes: Vec<Volume> = rest.into_iter().chain(parts).collect();
        let mut taken = BTreeSet::new();
        for volume in &mut volumes {
            volume.file = unlike(&volume.file, &taken);
            taken.insert(volume.file.clone());
        }
        Ok(volumes)
    }

    /// Typesets a volume. A block that Typst refuses is set as it was written in the next try.
    fn make(
        &self,
        context: &RenderContext,
        book: &Chapters,
        volume: &Volume,
        fonts: &Fonts,
        count: usize,
    ) -> Result<Typeset, PdfError> {
        const TRIES: usize = 6;
        let links = Links::new(book, &volume.chapters, site(context));
        let title = self.title(context, volume, fonts);
        let mut refused: BTreeSet<Origin> = BTreeSet::new();
        let (mut last, mut without_pictures) = (String::new(), false);
        for _ in 0..TRIES {
            let shared = Shared {
                book,
                links: &links,
                options: &self.options,
                measures: self.options.paper.measures(self.options.two_sided),
                coverage: &fonts.coverage,
                session: &self.session,
                refused: &refused,
                without_pictures,
            };
            let assembled = assemble(&shared, &volume.chapters, &title);
            self.session.advance("Typesetting", count);
            match typeset(job(&assembled, fonts, &title, &volume.subtitle)) {
                Ok(made) => {
                    self.report(book, &assembled.sheets, &made);
                    return Ok(made);
                }
                Err(problems) => {
                    last = problems
                        .first()
                        .map_or_else(String::new, Problem::to_string);
                    let to_blame = self.blame(book, &assembled.sheets, &problems);
                    let before = refused.len();
                    refused.extend(to_blame);
                    if refused.len() > before {
                        continue;
                    }
                    // What has no place may be a picture: Typst does not say which.
                    let mut sheets = assembled.sheets.iter();
                    if without_pictures || sheets.all(|sheet| sheet.pictures.is_empty()) {
                        break;
                    }
                    let message = format!("the PDF has no pictures: {last}");
                    self.session
                        .report(vec![options::warning(message, &self.session)]);
                    without_pictures = true;
                }
            }
        }
        Err(PdfError::Typeset(last))
    }

    /// The blocks that Typst refuses, which are reported.
    fn blame(&self, book: &Chapters, sheets: &[Sheet], problems: &[Problem]) -> Vec<Origin> {
        let mut to_blame = Vec::new();
        for problem in problems {
            if let Some(origin) = origin_of(sheets, problem) {
                let message = format!("this cannot be typeset: {}", problem.message);
                let remark = Remark {
                    code: "pdf-refused",
                    origin: origin.clone(),
                    message,
                    help: "it is printed as it was written".to_owned(),
                };
                self.report_remarks(book, [&remark]);
                to_blame.push(origin);
            }
        }
        to_blame
    }

    fn report(&self, book: &Chapters, sheets: &[Sheet], made: &Typeset) {
        self.report_remarks(book, sheets.iter().flat_map(|sheet| &sheet.remarks));
        let remark = |problem: &Problem, code: &'static str| {
            let origin = origin_of(sheets, problem)?;
            let hints = problem.hints.join("; ");
            Some(Remark {
                code,
                origin,
                message: problem.message.clone(),
                help: if hints.is_empty() {
                    "the PDF is written all the same".to_owned()
                } else {
                    hints
                },
            })
        };
        let barriers = made.barriers.iter();
        let barriers = barriers.filter_map(|problem| remark(problem, "pdf-accessibility"));
        let warnings = made.warnings.iter();
        let warnings = warnings.filter_map(|problem| remark(problem, "pdf-typst"));
        let remarks: Vec<_> = barriers.chain(warnings).collect();
        self.report_remarks(book, &remarks);
        // What no block is to blame for is told where the PDF is asked for.
        let mut barriers = made.barriers.iter();
        if let Some(barrier) = barriers.find(|problem| origin_of(sheets, problem).is_none()) {
            let message = format!("this PDF does not conform to PDF/UA-1: {barrier}");
            self.session
                .report(vec![options::warning(message, &self.session)]);
        }
    }

    fn report_remarks<'a>(&self, book: &Chapters, remarks: impl IntoIterator<Item = &'a Remark>) {
        for remark in remarks {
            let Some(chapter) = book.all.get(remark.origin.chapter) else {
                continue;
            };
            let document = self.session.document(&chapter.source, &chapter.markdown);
            let span = document.span(remark.origin.start..remark.origin.end);
            let found = Diagnostic::warning(remark.code, span, remark.message.as_str());
            self.session.report(vec![found.help(remark.help.as_str())]);
            self.session.keep(&chapter.source, document);
        }
    }

    fn title(&self, context: &RenderContext, volume: &Volume, fonts: &Fonts) -> Title {
        let book = &context.config.book;
        let options = &self.options;
        Title {
            title: book.title.clone().unwrap_or_else(|| "Untitled".to_owned()),
            subtitle: volume.subtitle.clone(),
            description: book.description.clone().unwrap_or_default(),
            authors: book.authors.clone(),
            language: book.language.clone().unwrap_or_default(),
            edition: Edition::of(
                &context.root,
                options.version.as_deref(),
                options.date.as_deref(),
            ),
            families: fonts.own.clone(),
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

/// One PDF.
#[derive(Debug)]
struct Volume {
    file: String,
    /// The chapters, by their places in the book.
    chapters: Vec<usize>,
    /// What part of the book it is; empty if it is the whole.
    subtitle: String,
}

fn job<'a>(assembled: &Assembled, fonts: &'a Fonts, title: &Title, subtitle: &str) -> Job<'a> {
    let sheets = assembled.sheets.iter();
    let sources = sheets.map(|sheet| (sheet.path.clone(), sheet.text.clone()));
    let own = [
        ("/main.typ", assembled.main.clone()),
        ("/config.typ", assembled.config.clone()),
        ("/template.typ", TEMPLATE.to_owned()),
    ];
    let own = own.map(|(path, text)| (path.to_owned(), text));
    let files = [
        ("/code.tmTheme", CODE_THEME),
        ("/console.sublime-syntax", CONSOLE),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let pictures = assembled
        .sheets
        .iter()
        .flat_map(|sheet| sheet.pictures.clone());
    Job {
        sources: sources.chain(own).collect(),
        files: pictures.chain(files).collect(),
        fonts,
        identity: format!("{}\n{subtitle}", title.title),
        day: title.edition.day,
    }
}

const TEMPLATE: &str = include_str!("template.typ");
const CODE_THEME: &str = include_str!("code.tmTheme");
const CONSOLE: &str = include_str!("console.sublime-syntax");

/// The block that a problem comes from: the innermost place that the author has written.
fn origin_of(sheets: &[Sheet], problem: &Problem) -> Option<Origin> {
    problem.places.iter().find_map(|(path, line)| {
        let sheet = sheets.iter().find(|sheet| sheet.path == *path)?;
        let lines = sheet.lines.get(..=*line)?;
        lines.iter().rev().find_map(Option::clone)
    })
}

/// The site's address with a slash at its end, if it is known.
fn site(context: &RenderContext) -> Option<String> {
    let html: Option<HtmlConfig> = context.config.get("output.html").ok().flatten();
    let url = absolute_url(&html?, "")?;
    let is_address = url.starts_with("https://") || url.starts_with("http://");
    is_address.then_some(url)
}

/// The name of a file, with a number where another part of the same title has it.
fn unlike(name: &str, taken: &BTreeSet<String>) -> String {
    let stem = name.trim_end_matches(".pdf");
    let numbered = (2..).map(|number| format!("{stem}-{number}.pdf"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// `Phase 1 — Core (months 1–2)` gives `phase-1-core-months-1-2`.
fn file_stem(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(60).collect();
    match stem.trim_end_matches('-') {
        "" => "book".to_owned(),
        stem => stem.to_owned(),
    }
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
