//! One run over a book: what the preprocessors share.
//!
//! [`Session`] carries documents with their origins from one preprocessor to the next, collects
//! all mistakes, and gathers the [`Course`] facts that the renderer and the manifest need.
//! Invariant: a chapter is worked on by one thread at a time; chapters are independent.

use crate::course::{ChapterFacts, Course};
use crate::diagnostic::Diagnostic;
pub use crate::diagram::cache::PictureCache;
use crate::frontmatter::FrontMatter;
use crate::glossary::Glossary;
use crate::quiz::settings::QuizSettings;
use crate::source::{Document, SourceFile};
use crate::summary::Summary;
use crate::templates::Templates;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// What the preprocessed book is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Our own site.
    Site,
    /// Another renderer's HTML: the stock `mdbook`.
    StockHtml,
    /// A renderer that takes no HTML.
    Typed,
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
    /// What the book sets for its quizzes.
    pub quiz: QuizSettings,
    /// Pictures of earlier builds.
    pub pictures: PictureCache,
    /// Whether dollar signs enclose formulas.
    pub math: bool,
    has_glossary: bool,
    summary: OnceLock<Summary>,
    glossary: OnceLock<Option<Glossary>>,
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
            quiz: QuizSettings::default(),
            pictures: PictureCache::default(),
            math: true,
            has_glossary: true,
            summary: OnceLock::new(),
            glossary: OnceLock::new(),
            documents: Mutex::default(),
            diagnostics: Mutex::default(),
            course: Mutex::default(),
            progress: None,
        }
    }

    /// Reads quizzes as the book's settings say.
    #[must_use]
    pub fn with_quiz_settings(mut self, settings: QuizSettings) -> Session {
        self.quiz = settings;
        self
    }

    /// Keeps pictures from build to build.
    #[must_use]
    pub fn with_pictures(mut self, pictures: PictureCache) -> Session {
        self.pictures = pictures;
        self
    }

    /// Knows the file `glossary.md` as a glossary, or as a chapter like all others.
    #[must_use]
    pub fn with_glossary(mut self, has_glossary: bool) -> Session {
        self.has_glossary = has_glossary;
        self
    }

    /// Reads formulas between dollar signs, or leaves the signs alone.
    #[must_use]
    pub fn with_math(mut self, math: bool) -> Session {
        self.math = math;
        self
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
        let mut course = lock(&self.course).clone();
        for (path, facts) in &mut course.chapters {
            let front_matter = noted(facts).unwrap_or_else(|| self.written(path));
            facts.id = id_of(path, front_matter);
        }
        course
    }

    /// The id under which a learner's state of a chapter is kept: the front matter's, or one made
    /// of the chapter's path.
    pub fn chapter_id(&self, path: &Path) -> String {
        id_of(path, self.front_matter(path))
    }

    /// What a chapter says of itself.
    pub fn front_matter(&self, path: &Path) -> Option<FrontMatter> {
        let known = lock(&self.course).chapters.get(path).and_then(noted);
        known.unwrap_or_else(|| self.written(path))
    }

    /// Whether a chapter has the line that becomes the roadmap.
    pub fn is_roadmap(&self, path: &Path) -> bool {
        self.read(&self.src.join(path))
            .is_ok_and(|file| crate::roadmap::is_on(&file.text))
    }

    /// The book's parts and chapters; none before the first preprocessor runs.
    pub fn summary(&self) -> Option<&Summary> {
        self.summary.get()
    }

    /// Says which parts and chapters the book has. What was said first stays.
    pub fn set_summary(&self, summary: Summary) {
        let _ = self.summary.set(summary);
    }

    /// The book's glossary, read once; none if it has no such chapter, or wants none.
    pub fn glossary(&self) -> Option<&Glossary> {
        if !self.has_glossary {
            return None;
        }
        self.glossary.get_or_init(|| Glossary::read(self)).as_ref()
    }

    /// The front matter that stands in a chapter's file.
    fn written(&self, path: &Path) -> Option<FrontMatter> {
        let file = self.read(&self.src.join(path)).ok()?;
        crate::frontmatter::of_text(&file.text)
    }

    /// The real place of a file of the book, named by its path relative to the root. Refuses what
    /// lies outside the book (symbolic links included) and what is no regular file: opening a
    /// named pipe would wait for ever.
    pub fn locate(&self, path: &Path) -> Result<PathBuf, ReadError> {
        let path = crate::source::normalize_inside(path).ok_or(ReadError::Outside)?;
        let real = self
            .root
            .join(&path)
            .canonicalize()
            .map_err(|error| ReadError::of_io(&path, &error))?;
        let root = self.root.canonicalize().map_err(|_| ReadError::Outside)?;
        if !real.starts_with(&root) {
            return Err(ReadError::Outside);
        }
        let meta = real
            .metadata()
            .map_err(|error| ReadError::of_io(&path, &error))?;
        match meta.is_file() {
            true => Ok(real),
            false if meta.is_dir() => Err(ReadError::Unreadable(
                path,
                std::io::ErrorKind::IsADirectory,
            )),
            false => Err(ReadError::Unreadable(path, std::io::ErrorKind::Unsupported)),
        }
    }

    /// The book's `book.toml`; an empty file of that name if it cannot be read.
    pub fn settings_file(&self) -> Arc<SourceFile> {
        let path = Path::new("book.toml");
        self.read(path)
            .unwrap_or_else(|_| SourceFile::new(path, ""))
    }

    /// Reads a text file of the book by its path relative to the root, without a byte order mark.
    /// Refuses what [`Session::locate`] refuses and a file of more than [`MAX_FILE`] bytes.
    pub fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        let real = self.locate(path)?;
        let path = crate::source::normalize_inside(path).ok_or(ReadError::Outside)?;
        let read = |error| ReadError::of_io(&path, &error);
        if real.metadata().map_err(read)?.len() > MAX_FILE {
            return Err(ReadError::TooLarge(path));
        }
        let bytes = std::fs::read(&real).map_err(read)?;
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let lines = error.as_bytes().iter().take(good);
            ReadError::NotUtf8 {
                path: path.clone(),
                line: 1 + lines.filter(|&&byte| byte == b'\n').count(),
            }
        })?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.remove(0);
        }
        Ok(SourceFile::new(path, text))
    }

    fn read_document(&self, path: &Path, text: &str) -> Document {
        let shown = self.src.join(path);
        let file = self
            .read(&shown)
            .unwrap_or_else(|_| SourceFile::new(shown, ""));
        if file.text == text {
            Document::of_file(file)
        } else {
            Document::realigned(file, text.to_owned())
        }
    }
}

impl ChapterContext<'_> {
    /// Reads a file that this chapter names by a path relative to itself; see [`Session::read`].
    pub fn read(&self, link: &str) -> Result<Arc<SourceFile>, ReadError> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.session.read(&self.session.src.join(folder).join(link))
    }
}

/// The largest file that a chapter may name: 4 MiB.
pub const MAX_FILE: u64 = 4 << 20;

/// What some editors put before the text of a file; it is no part of the text.
const BYTE_ORDER_MARK: char = '\u{feff}';

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
    /// It is in another encoding, or no text at all.
    #[error("`{}` is not UTF-8, from line {line} on", .path.display())]
    NotUtf8 {
        /// Which file.
        path: PathBuf,
        /// The line of the first byte that is not UTF-8, from 1.
        line: usize,
    },
    /// It exists and cannot be read, or is no regular file.
    #[error("`{}` cannot be read ({})", .0.display(), .1)]
    Unreadable(PathBuf, std::io::ErrorKind),
}

impl ReadError {
    /// How to mend it; `otherwise` is what to say of a path that leads nowhere.
    pub fn help(&self, otherwise: &'static str) -> &'static str {
        match self {
            ReadError::NotUtf8 { .. } => "let your editor save the file as UTF-8",
            ReadError::TooLarge(_) => "cut it into several files",
            ReadError::Outside => "a file must lie in the folder of `book.toml` or below it",
            ReadError::Missing(_) | ReadError::Unreadable(..) => otherwise,
        }
    }

    /// Only what the system says is not there counts as missing.
    fn of_io(path: &Path, error: &std::io::Error) -> ReadError {
        match error.kind() {
            std::io::ErrorKind::NotFound => ReadError::Missing(path.to_owned()),
            kind => ReadError::Unreadable(path.to_owned(), kind),
        }
    }
}

/// A poisoned lock only says that another thread panicked; the data are still whole, because
/// every change under these locks is a single insertion.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the run has noted of a chapter's front matter; none if it is still in the file, because
/// another process took it out of the text that we were given.
fn noted(facts: &ChapterFacts) -> Option<Option<FrontMatter>> {
    facts.head.is_some().then(|| facts.front_matter.clone())
}

/// The id that the front matter says, or one made of the chapter's path.
fn id_of(path: &Path, front_matter: Option<FrontMatter>) -> String {
    let own = front_matter.and_then(|front_matter| front_matter.id);
    own.unwrap_or_else(|| id_of_path(path))
}

/// `phase-1/README.md` gives `phase-1`, `a/b c.md` gives `a-b-c`. Letters of any script count, so
/// that two chapters with Chinese names have two ids.
fn id_of_path(path: &Path) -> String {
    let path = path.with_extension("").to_string_lossy().to_lowercase();
    let words: Vec<&str> = path
        .split(|c: char| !c.is_alphanumeric())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn session(root: &Path) -> Session {
        let templates = Templates::load(None).unwrap();
        Session::new(root.into(), "".into(), "x".into(), Target::Site, templates)
    }

    #[test]
    fn a_path_in_any_script_has_an_id_of_its_own() {
        let id = |path: &str| id_of_path(Path::new(path));
        assert_eq!(id("导言.md"), "导言");
        assert_ne!(id("导言.md"), id("網路.md"));
        assert_eq!(id("phase-1/README.md"), "phase-1");
        assert_eq!(id("a/b c.md"), "a-b-c");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "\u{feff}# T\n").unwrap();
        let file = session(folder.path()).read(Path::new("a.md")).unwrap();
        assert_eq!(file.text, "# T\n");
    }

    #[test]
    fn another_encoding_is_found_at_its_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), b"# T\n\nf\xfcr\n").unwrap();
        let error = session(folder.path()).read(Path::new("a.md")).unwrap_err();
        assert_eq!(error.to_string(), "`a.md` is not UTF-8, from line 3 on");
        assert!(error.help("").contains("UTF-8"));
    }

    #[cfg(unix)]
    #[test]
    fn only_regular_files_of_the_book_are_located() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link.md")).unwrap();
        std::fs::create_dir(folder.path().join("folder")).unwrap();
        let pipe = folder.path().join("pipe.md");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        let session = session(folder.path());
        let locate = |path: &str| session.locate(Path::new(path)).unwrap_err();
        assert_eq!(locate("link.md"), ReadError::Outside);
        assert_eq!(locate("../a.md"), ReadError::Outside);
        assert_eq!(locate("no.md"), ReadError::Missing("no.md".into()));
        assert!(matches!(locate("folder"), ReadError::Unreadable(..)));
        if made.is_ok_and(|status| status.success()) {
            assert!(matches!(locate("pipe.md"), ReadError::Unreadable(..)));
        }
    }
}
