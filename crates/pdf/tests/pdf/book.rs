//! A book of a few chapters, and what came of it.

use coursebook_pdf::{Options, PdfError, PdfRenderer, Written};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::{Session, Target};
use coursebook_preprocessors::templates::Templates;
use mdbook_renderer::book::{Book, BookItem, Chapter};
use mdbook_renderer::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A PDF in a folder of its own.
pub(crate) struct Printed {
    pub(crate) _folder: TempDir,
    pub(crate) written: Vec<Written>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Typesets chapters, given by path and Markdown, one below the other.
pub(crate) fn print(chapters: &[(&str, &str)], options: Options) -> Result<Printed, String> {
    let items = chapters.iter().map(|(path, text)| {
        let name = path.trim_end_matches(".md");
        let chapter = Chapter::new(name, (*text).to_owned(), *path, Vec::new());
        BookItem::Chapter(chapter)
    });
    print_items(items.collect(), options, &[])
}

/// As [`print`], with whatever SUMMARY.md may hold, and further files of the content folder.
pub(crate) fn print_items(
    items: Vec<BookItem>,
    options: Options,
    files: &[(&str, &[u8])],
) -> Result<Printed, String> {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir_all(&content).unwrap();
    for (path, bytes) in files {
        let path = content.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    write_chapters(&items, &content);
    let settings = "[book]\ntitle = \"A test\"\nsrc = \"content\"\nlanguage = \"en\"\n";
    std::fs::write(folder.path().join("book.toml"), settings).unwrap();
    let config: Config = settings.parse().unwrap();
    let templates = Templates::load(None).unwrap();
    let root = folder.path().to_owned();
    let session = Session::new(root, "content".into(), "x".into(), Target::Typed, templates);
    let session = Arc::new(session);
    let written = Arc::new(Mutex::new(Vec::new()));
    let renderer = PdfRenderer::new(session.clone(), options).noting_in(written.clone());
    let mut book = Book::new();
    book.items = items;
    let out = folder.path().join("out");
    let context = RenderContext::new(folder.path(), book, config, out);
    renderer
        .render(&context)
        .map_err(|error| match error.downcast_ref::<PdfError>() {
            Some(error) => error.to_string(),
            None => format!("{error:#}"),
        })?;
    let written = written.lock().unwrap().clone();
    Ok(Printed {
        _folder: folder,
        written,
        diagnostics: session.diagnostics(),
    })
}

fn write_chapters(items: &[BookItem], content: &Path) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            if let Some(path) = &chapter.path {
                let path = content.join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, &chapter.content).unwrap();
            }
            write_chapters(&chapter.sub_items, content);
        }
    }
}

impl Printed {
    /// The first PDF.
    pub(crate) fn path(&self) -> PathBuf {
        self.written[0].path.clone()
    }

    /// The text of the chapters: without cover, imprint, and the one page of contents.
    pub(crate) fn text(&self) -> String {
        text_of(&self.path(), &["-f", "4", "-layout"])
    }

    /// The codes of what was found.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|found| found.code).collect()
    }
}

/// What poppler reads.
pub(crate) fn text_of(pdf: &Path, options: &[&str]) -> String {
    let output = Command::new("pdftotext")
        .args(options)
        .arg(pdf)
        .arg("-")
        .output()
        .expect("pdftotext is not there; `cargo xtask test` installs it");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
