//! `SUMMARY.md` before mdBook reads it.
//!
//! mdBook creates a chapter that is missing, reads one outside the book, and panics on an absolute
//! path; here each is a mistake with its line.

use crate::project::is_foreign_folder;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::markdown::events;
use coursebook_preprocessors::session::{ReadError, Session};
use coursebook_preprocessors::source::{SourceFile, Span, normalize_inside};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

/// The mistakes of the book's `SUMMARY.md`. What lies in the folder `built` is not looked at.
pub(crate) fn mistakes(session: &Session, built: &Path) -> Vec<Diagnostic> {
    let path = session.src.join("SUMMARY.md");
    let file = match session.read(&path) {
        Ok(file) => file,
        Err(error) => {
            let span = Span::new(SourceFile::new(path, ""), 0..0);
            let help = "list the chapters there, as mdBook's documentation shows";
            return vec![Diagnostic::error("summary", span, error.to_string()).help(help)];
        }
    };
    let links = links(&file);
    let mut found = forgotten(session, built, &file, &links);
    found.extend(
        links
            .into_iter()
            .filter_map(|(link, span)| mistake(session, &link, span)),
    );
    found
}

/// Chapters below the content folder that the summary does not name: nobody will ever read them.
fn forgotten(
    session: &Session,
    built: &Path,
    summary: &Arc<SourceFile>,
    links: &[(String, Span)],
) -> Vec<Diagnostic> {
    let content = session.root.join(&session.src);
    let named: BTreeSet<PathBuf> = links
        .iter()
        .filter_map(|(link, _)| normalize_inside(Path::new(link)))
        .collect();
    let chapters = WalkDir::new(&content)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let foreign = is_foreign_folder(entry.file_name()) || entry.path() == built;
            entry.depth() == 0 || !(entry.file_type().is_dir() && foreign)
        })
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(&content).ok()?.to_owned();
            path.extension()
                .is_some_and(|extension| extension == "md")
                .then_some(path)
        });
    let unnamed = chapters.filter(|path| {
        !named.contains(path) && !NO_CHAPTERS.iter().any(|name| path == Path::new(name))
    });
    unnamed
        .map(|path| {
            let span = Span::new(summary.clone(), 0..0);
            Diagnostic::warning(
                "forgotten-chapter",
                span,
                format!("`{}` is not in SUMMARY.md", path.display()),
            )
            .help("name it there, or give the file another extension if it is only included")
        })
        .collect()
}

/// Markdown files with another meaning.
const NO_CHAPTERS: &[&str] = &["SUMMARY.md", "404.md"];

fn links(file: &Arc<SourceFile>) -> Vec<(String, Span)> {
    use coursebook_preprocessors::pulldown_cmark::{Event, Tag};
    let link = |(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            // As mdBook reads it, which knows this one code.
            let link = dest_url.replace("%20", " ");
            Some((link, Span::new(file.clone(), range)))
        }
        _ => None,
    };
    events(&file.text)
        .filter_map(link)
        .filter(|(link, _)| !link.is_empty())
        .collect()
}

fn mistake(session: &Session, link: &str, span: Span) -> Option<Diagnostic> {
    let error = session.read(&session.src.join(link)).err()?;
    let help = match error {
        ReadError::Missing(_) => {
            "write the chapter, mend the path, or leave the link empty for a draft: [Title]()"
        }
        _ => "a chapter is a text file below the content folder",
    };
    Some(Diagnostic::error("summary", span, error.to_string()).help(help))
}
