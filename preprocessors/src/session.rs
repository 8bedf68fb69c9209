//! One run over a book: what the preprocessors share.
//!
//! [`Session`] carries documents with their origins from one preprocessor to the next, collects
//! all mistakes, and gathers the [`Course`] facts that the renderer and the manifest need.
//! Invariant: a chapter is worked on by one thread at a time; chapters are independent.

use crate::course::{ChapterFacts, Course};
use crate::diagnostic::Diagnostic;
use crate::source::{Document, SourceFile};
use crate::templates::Templates;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the preprocessed book is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Our own site.
    Site,
    /// Another renderer's HTML: the stock `mdbook`.
    StockHtml,
}

/// What the preprocessors of one run share.
#[derive(Debug)]
pub struct Session {
    /// The book's root folder: where `book.toml` is.
    pub root: PathBuf,
    /// The content folder, relative to the root.
    pub src: PathBuf,
    /// The book's id: the name of its progress in the reader's browser.
    pub book_id: String,
    /// What the result is for.
    pub target: Target,
    /// Markup of quizzes, tasks and figures.
    pub templates: Templates,
    documents: Mutex<HashMap<PathBuf, Document>>,
    diagnostics: Mutex<Vec<Diagnostic>>,
    course: Mutex<Course>,
    progress: Option<Box<dyn Progress>>,
}

/// Is told how far a run has come.
pub trait Progress: std::fmt::Debug + Send + Sync {
    /// One more of `total` pieces of `stage` is done.
    fn advance(&self, stage: &'static str, total: usize);
}

/// One chapter in the hands of a preprocessor.
#[derive(Debug, Clone, Copy)]
pub struct ChapterContext<'a> {
    /// The run.
    pub session: &'a Session,
    /// The chapter's source file, relative to the content folder.
    pub path: &'a Path,
    /// The chapter's name in `SUMMARY.md`.
    pub name: &'a str,
}

impl Session {
    /// A run over the book at `root` with its texts in `src`.
    pub fn new(
        root: PathBuf,
        src: PathBuf,
        book_id: String,
        target: Target,
        templates: Templates,
    ) -> Session {
        Session {
            root,
            src,
            book_id,
            target,
            templates,
            documents: Mutex::default(),
            diagnostics: Mutex::default(),
            course: Mutex::default(),
            progress: None,
        }
    }

    /// Tells `progress` how far the run has come.
    #[must_use]
    pub fn with_progress(mut self, progress: Box<dyn Progress>) -> Session {
        self.progress = Some(progress);
        self
    }

    /// One more of `total` pieces of `stage` is done.
    pub fn advance(&self, stage: &'static str, total: usize) {
        if let Some(progress) = &self.progress {
            progress.advance(stage, total);
        }
    }

    /// The document of a chapter whose text is now `text`: with the origins that earlier
    /// preprocessors of this run left, or else found again in the file itself.
    pub fn document(&self, path: &Path, text: &str) -> Document {
        match lock(&self.documents).remove(path) {
            Some(document) if document.text() == text => document,
            _ => self.read_document(path, text),
        }
    }

    /// Keeps a chapter's document for the next preprocessor.
    pub fn keep(&self, path: &Path, document: Document) {
        lock(&self.documents).insert(path.to_owned(), document);
    }

    /// Adds mistakes to the report.
    pub fn report(&self, diagnostics: Vec<Diagnostic>) {
        lock(&self.diagnostics).extend(diagnostics);
    }

    /// All mistakes so far, sorted.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all = lock(&self.diagnostics).clone();
        crate::diagnostic::sort(&mut all);
        all
    }

    /// Adds to what is known of a chapter.
    pub fn note(&self, path: &Path, facts: ChapterFacts) {
        lock(&self.course)
            .chapters
            .entry(path.to_owned())
            .or_default()
            .merge(facts);
    }

    /// What is known of the book so far.
    pub fn course(&self) -> Course {
        lock(&self.course).clone()
    }

    /// The id under which a learner's state of a chapter is kept: the front matter's, or one made
    /// of the chapter's path.
    pub fn chapter_id(&self, path: &Path) -> String {
        let known = lock(&self.course)
            .chapters
            .get(path)
            .map(|facts| facts.front_matter.clone());
        let front_matter = match known {
            Some(front_matter) => front_matter,
            // Another process took the front matter out of the text we were given.
            None => self
                .read(&self.src.join(path))
                .ok()
                .and_then(|file| crate::frontmatter::of_text(&file.text)),
        };
        front_matter
            .and_then(|front_matter| front_matter.id)
            .unwrap_or_else(|| id_of_path(path))
    }

    /// Reads a text file of the book by its path relative to the root, refusing one outside the
    /// book (symbolic links included) and one of more than [`MAX_FILE`] bytes.
    pub fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        let path = crate::source::normalize_inside(path).ok_or(ReadError::Outside)?;
        let real = self
            .root
            .join(&path)
            .canonicalize()
            .map_err(|_| ReadError::Missing(path.clone()))?;
        let root = self.root.canonicalize().map_err(|_| ReadError::Outside)?;
        if !real.starts_with(&root) {
            return Err(ReadError::Outside);
        }
        if real.metadata().map_or(0, |meta| meta.len()) > MAX_FILE {
            return Err(ReadError::TooLarge(path));
        }
        let text = std::fs::read_to_string(&real)
            .map_err(|error| ReadError::Unreadable(path.clone(), error.kind()))?;
        Ok(SourceFile::new(path, text))
    }

    fn read_document(&self, path: &Path, text: &str) -> Document {
        let shown = self.src.join(path);
        let written = std::fs::read_to_string(self.root.join(&shown)).unwrap_or_default();
        let written = written
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(written);
        let same = written == text;
        let file = SourceFile::new(shown, written);
        if same {
            Document::of_file(file)
        } else {
            Document::realigned(file, text.to_owned())
        }
    }
}

impl ChapterContext<'_> {
    /// The file a link in this chapter means, as a path relative to the book's root; `None` if it
    /// leaves the book.
    pub fn resolve(&self, link: &str) -> Option<PathBuf> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        crate::source::normalize_inside(&self.session.src.join(folder).join(link))
    }

    /// Reads a file that this chapter names by a path relative to itself; see [`Session::read`].
    pub fn read(&self, link: &str) -> Result<Arc<SourceFile>, ReadError> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.session.read(&self.session.src.join(folder).join(link))
    }
}

/// The largest file that a chapter may name: 4 MiB.
pub const MAX_FILE: u64 = 4 << 20;

/// Why a file that a chapter names was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The path leads out of the book.
    #[error("this path leaves the book")]
    Outside,
    /// There is no such file.
    #[error("there is no file `{}`", .0.display())]
    Missing(PathBuf),
    /// It is larger than [`MAX_FILE`].
    #[error("`{}` is larger than 4 MiB", .0.display())]
    TooLarge(PathBuf),
    /// It exists and cannot be read as UTF-8 text.
    #[error("`{}` cannot be read as text ({})", .0.display(), .1)]
    Unreadable(PathBuf, std::io::ErrorKind),
}

/// A poisoned lock only says that another thread panicked; the data are still whole, because
/// every change under these locks is a single insertion.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `phase-1/README.md` gives `phase-1`, `a/b c.md` gives `a-b-c`.
fn id_of_path(path: &Path) -> String {
    let path = path.with_extension("").to_string_lossy().to_lowercase();
    let words: Vec<&str> = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let words = match words.as_slice() {
        [folder @ .., "index" | "readme"] if !folder.is_empty() => folder,
        words => words,
    };
    if words.is_empty() {
        "page".to_owned()
    } else {
        words.join("-")
    }
}
