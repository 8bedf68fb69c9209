//! `coursebook export`: a book's quizzes for other programs.
//!
//! [`export()`] is the entry point. Invariant: a book with a mistake is not exported, and what the
//! other format does not hold is printed to stderr, question by question.

mod source;

use crate::arguments::ExportTo;
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, bail};
use coursebook_html::Mode;
use coursebook_interchange::export::{self, Book, Exported, Placed, Target};
use coursebook_interchange::ids::quiz_id;
use coursebook_preprocessors::address::absolute_url;
use coursebook_preprocessors::course::Course;
use coursebook_preprocessors::link::url_path;
use coursebook_preprocessors::part::{Meant, meant};
use coursebook_preprocessors::session::Session;
use mdbook_driver::MDBook;
use mdbook_driver::config::HtmlConfig;
use mdbook_preprocessor::book::BookItem;
use source::Source;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Export<'a> {
    /// The folder of the book.
    pub(crate) folder: &'a Path,
    /// The format.
    pub(crate) to: ExportTo,
    /// The file; `-` for stdout.
    pub(crate) output: Option<&'a Path>,
    /// The quizzes to be exported; all, if there are none.
    pub(crate) quizzes: &'a [String],
    /// The part of the book to be exported.
    pub(crate) phase: Option<&'a str>,
}

/// Checks the book and writes the file.
pub(crate) fn export(asked: &Export<'_>) -> Result<ExitCode> {
    let project = Project::open(asked.folder)?;
    let outcome = project.run(Mode::Check)?;
    let session = outcome.session.clone();
    let code = report::print(&outcome.diagnostics()?);
    if code != ExitCode::SUCCESS {
        report::tell(format_args!("Nothing was written."));
        return Ok(code);
    }
    let loaded = MDBook::load_with_config(&project.root, project.config.clone())?;
    let sources = chosen(asked, sources(&loaded, &session, &session.course())?)?;
    let title = project.config.book.title.as_deref();
    let book = Book {
        id: &session.book_id,
        title: title.unwrap_or("Book"),
        quizzes: sources.iter().map(Source::placed).collect(),
        modified: modified(&session.root, &sources),
        addresses: addresses(&project.html()?, &loaded),
    };
    let exported = export::export(&book, target(asked.to))?;
    let file = write(asked, &session.book_id, &exported.bytes)?;
    tell_losses(&exported);
    if let Some(file) = file {
        let (questions, quizzes) = (exported.questions, book.quizzes.len());
        let file = file.display();
        report::say(format_args!(
            "{file}: {questions} questions of {quizzes} quizzes"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn target(to: ExportTo) -> Target {
    match to {
        ExportTo::Gift => Target::Gift,
        ExportTo::Qti => Target::Qti,
        ExportTo::Anki => Target::Anki,
    }
}

/// All quizzes, in the order of the book.
fn sources(book: &MDBook, session: &Session, course: &Course) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let mut part = None;
    for item in book.iter() {
        let chapter = match item {
            BookItem::PartTitle(title) => {
                part = Some(title.clone());
                continue;
            }
            BookItem::Chapter(chapter) => chapter,
            BookItem::Separator => continue,
        };
        let Some(path) = &chapter.source_path else {
            continue;
        };
        let mut titles: Vec<String> = part.iter().chain(&chapter.parent_names).cloned().collect();
        titles.push(chapter.name.clone());
        let facts = course.chapters.get(path);
        for quiz in facts.map_or(&[][..], |facts| &facts.quizzes) {
            sources.push(Source::read(quiz, path, &titles, session)?);
        }
    }
    Ok(sources)
}

/// Where the book's pages are on the web, if `book.toml` says where the site is.
fn addresses(html: &HtmlConfig, book: &MDBook) -> BTreeMap<String, String> {
    let chapters = book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => chapter.source_path.as_ref(),
        _ => None,
    });
    let addresses = chapters.filter_map(|source| {
        let address = absolute_url(html, &url_path(&page_of(source)))?;
        Some((source.to_string_lossy().replace('\\', "/"), address))
    });
    addresses.collect()
}

/// The page that is made of a chapter's file: a folder's README is its index, as mdBook has it.
fn page_of(source: &Path) -> PathBuf {
    let is_readme = source
        .file_stem()
        .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    match is_readme {
        true => source.with_file_name("index.html"),
        false => source.with_extension("html"),
    }
}

/// Those that were asked for.
fn chosen(asked: &Export<'_>, mut sources: Vec<Source>) -> Result<Vec<Source>> {
    for id in asked.quizzes {
        if !sources.iter().any(|source| source.quiz.id.value == *id) {
            bail!("there is no quiz `{id}`; `coursebook ids` lists them");
        }
    }
    if !asked.quizzes.is_empty() {
        sources.retain(|source| asked.quizzes.contains(&source.quiz.id.value));
    }
    if let Some(phase) = asked.phase {
        let names = sources.iter().flat_map(Source::phase_names);
        let names: std::collections::BTreeSet<String> = names.collect();
        let best = sources
            .iter()
            .filter_map(|source| source.meant_by(phase))
            .min();
        sources.retain(|source| best.is_some() && source.meant_by(phase) == best);
        if sources.is_empty() {
            let names: Vec<String> = names.into_iter().collect();
            bail!("no quiz is in `{phase}`; there are: {}", names.join(", "));
        }
    }
    if sources.is_empty() {
        bail!("the book has no quiz");
    }
    Ok(sources)
}

/// When the newest of the quizzes was changed, so that the same files give the same bytes wherever
/// the tools that rebuild things say when that was.
fn modified(root: &Path, sources: &[Source]) -> i64 {
    let told = std::env::var("SOURCE_DATE_EPOCH").ok();
    if let Some(seconds) = told.and_then(|seconds| seconds.parse().ok()) {
        return seconds;
    }
    let times = sources.iter().filter_map(|source| {
        let changed = std::fs::metadata(root.join(&source.file))
            .ok()?
            .modified()
            .ok()?;
        let since = changed.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    });
    times.max().unwrap_or(0)
}

/// Writes the file where it belongs; the path, unless it went to stdout.
fn write(asked: &Export<'_>, id: &str, bytes: &[u8]) -> Result<Option<PathBuf>> {
    let end = match asked.to {
        ExportTo::Gift => ".gift",
        ExportTo::Qti => ".qti.zip",
        ExportTo::Anki => ".apkg",
    };
    let path = match asked.output {
        Some(path) if path == Path::new("-") => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(bytes)?;
            stdout.flush()?;
            return Ok(None);
        }
        Some(path) => path.to_owned(),
        None => PathBuf::from(format!("{id}{end}")),
    };
    let mut beside = path.clone().into_os_string();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, &path))
        .with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(Some(path))
}

fn tell_losses(exported: &Exported) {
    for loss in &exported.losses {
        let (quiz, question) = (&loss.quiz, &loss.question);
        report::tell(format_args!("{quiz}/{question}: {}", loss.what.join("; ")));
    }
    let (lossy, all) = (exported.losses.len(), exported.questions);
    if lossy > 0 {
        report::tell(format_args!(
            "{lossy} of {all} questions have something that this format does not hold, as listed above."
        ));
    }
}

impl Source {
    fn placed(&self) -> Placed<'_> {
        Placed {
            quiz: &self.quiz,
            path: self.titles.clone(),
        }
    }

    /// What the part of the book that the quiz is in may be called.
    fn phase_names(&self) -> Vec<String> {
        let mut parts = self.page.components();
        let folder = parts.next().filter(|_| parts.next().is_some());
        let folder = folder.map(|folder| folder.as_os_str().to_string_lossy().into_owned());
        let title = self.titles.first().map(|title| quiz_id(Path::new(title)));
        let folder = folder.map(|folder| folder.to_lowercase());
        folder.into_iter().chain(title).collect()
    }

    /// Whether `phase` means the part of the book that the quiz is in.
    fn meant_by(&self, phase: &str) -> Option<Meant> {
        meant(
            phase,
            self.titles.first().map_or("", String::as_str),
            &self.page,
        )
    }
}
