//! `SUMMARY.md` before mdBook reads it.
//!
//! mdBook creates a chapter that is missing, reads one outside the book, panics on an absolute
//! path, and passes over what it does not understand or ends at it; here each is a mistake with its
//! line.

use crate::project::is_foreign_folder;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::markdown::events;
use coursebook_preprocessors::session::{ReadError, Session};
use coursebook_preprocessors::source::{SourceFile, Span, normalize_inside};
use mdbook_summary::{SummaryItem, parse_summary};
use std::collections::{BTreeMap, BTreeSet};
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
            let help = "list the chapters there, each as `- [Title](file.md)`; \
                        `src` under [book] in book.toml names another content folder";
            return vec![
                Diagnostic::error("summary", span, error.to_string()).help(error.help(help)),
            ];
        }
    };
    let links = links(&file);
    let mut found = forgotten(session, built, &file, &links);
    found.extend(
        links
            .into_iter()
            .filter_map(|(link, span)| mistake(session, &link, span)),
    );
    if !found.iter().any(Diagnostic::is_error) {
        found.extend(structure(&file));
    }
    found
}

/// What mdBook does not take for a chapter, or not at this place.
fn structure(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let listed = links(file);
    let doubles = doubles(&listed);
    if !doubles.is_empty() {
        return doubles;
    }
    match parse_summary(&file.text) {
        Err(error) => vec![unread(file, &format!("{error:#}"))],
        Ok(summary) => {
            let mut known = BTreeSet::new();
            for items in [
                &summary.prefix_chapters,
                &summary.numbered_chapters,
                &summary.suffix_chapters,
            ] {
                collect(items, &mut known);
            }
            let lost = listed
                .into_iter()
                .filter(|(link, _)| !known.contains(Path::new(link)));
            lost.map(|(_, span)| {
                let message = "mdBook does not read this line, so its chapter is missing";
                Diagnostic::warning("summary", span, message).help(
                    "a chapter is a line `- [Title](file.md)`, indented by at most four blanks \
                     more than the one above it",
                )
            })
            .collect()
        }
    }
}

fn collect(items: &[SummaryItem], known: &mut BTreeSet<PathBuf>) {
    for item in items {
        if let SummaryItem::Link(link) = item {
            known.extend(link.location.clone());
            collect(&link.nested_items, known);
        }
    }
}

/// Chapters that are listed twice.
fn doubles(links: &[(String, Span)]) -> Vec<Diagnostic> {
    let mut first = BTreeMap::<PathBuf, usize>::new();
    let mut found = Vec::new();
    for (link, span) in links {
        let path = normalize_inside(Path::new(link)).unwrap_or_default();
        let line = *first.entry(path).or_insert(span.line());
        if line != span.line() {
            let message = format!("`{link}` is listed in line {line} already");
            found.push(
                Diagnostic::error("summary", span.clone(), message)
                    .help("a chapter has one place in the book; take one of the two out"),
            );
        }
    }
    found
}

/// What stops mdBook, at the line of which it speaks.
fn unread(file: &Arc<SourceFile>, error: &str) -> Diagnostic {
    let told = error.rsplit("SUMMARY.md line ").next().unwrap_or(error);
    let line = told.split(',').next().and_then(|line| line.parse().ok());
    let start = file.line_start(line.unwrap_or(1));
    let length = file.text[start..].lines().next().map_or(0, str::len);
    let (message, help) = if told.contains("must only contain a hyperlink") {
        (
            "an item of the list is a link and nothing else",
            "write `- [Title](file.md)`, or `- [Title]()` for a chapter that is planned; \
             a path with blanks stands in angle brackets: `[Title](<my file.md>)`",
        )
    } else if told.contains("cannot be followed by a list") {
        (
            "after a chapter without a number no list can follow",
            "put it above the first list, or below the last one",
        )
    } else {
        (told, "list each chapter as `- [Title](file.md)`")
    };
    let span = Span::new(file.clone(), start..start + length);
    Diagnostic::error("summary", span, message).help(help)
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
        ReadError::Missing(_) if link.contains("://") => {
            "only chapters stand in SUMMARY.md: link to other sites from one of them"
        }
        ReadError::Missing(_) if link.contains(".md#") => {
            "a chapter is a whole file: take out what stands from `#` on"
        }
        ReadError::Missing(_) => {
            "write the chapter, mend the path, or leave the link empty for a draft: [Title]()"
        }
        _ => error.help("a chapter is a text file below the content folder"),
    };
    Some(Diagnostic::error("summary", span, error.to_string()).help(help))
}
