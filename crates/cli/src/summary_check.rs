//! `SUMMARY.md` before mdBook reads it.
//!
//! mdBook creates a chapter that is missing, reads one outside the book, and panics on an absolute
//! path; here each is a mistake with its line.

use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::markdown::events;
use coursebook_preprocessors::session::{ReadError, Session};
use coursebook_preprocessors::source::{SourceFile, Span};
use std::sync::Arc;

/// The mistakes of the book's `SUMMARY.md`.
pub(crate) fn mistakes(session: &Session) -> Vec<Diagnostic> {
    let path = session.src.join("SUMMARY.md");
    let file = match session.read(&path) {
        Ok(file) => file,
        Err(error) => {
            let span = Span::new(SourceFile::new(path, ""), 0..0);
            let help = "list the chapters there, as mdBook's documentation shows";
            return vec![Diagnostic::error("summary", span, error.to_string()).help(help)];
        }
    };
    links(&file).into_iter().filter_map(|(link, span)| mistake(session, &link, span)).collect()
}

fn links(file: &Arc<SourceFile>) -> Vec<(String, Span)> {
    use coursebook_preprocessors::pulldown_cmark::{Event, Tag};
    let link = |(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url.to_string(), Span::new(file.clone(), range))),
        _ => None,
    };
    events(&file.text).filter_map(link).filter(|(link, _)| !link.is_empty()).collect()
}

fn mistake(session: &Session, link: &str, span: Span) -> Option<Diagnostic> {
    let path = link.replace("%20", " ");
    let error = session.read(&session.src.join(&path)).err()?;
    let help = match error {
        ReadError::Missing(_) => "write the chapter, mend the path, or leave the link empty for a draft: [Title]()",
        _ => "a chapter is a text file below the content folder",
    };
    Some(Diagnostic::error("summary", span, error.to_string()).help(help))
}
