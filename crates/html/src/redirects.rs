//! What is wrong with `[output.html.redirect]`.
//!
//! [`mistakes`] is the entry point. Invariant: a redirect that would take a page's place, or stand
//! outside the site, is an error at its line in `book.toml`; one that leads nowhere is a warning,
//! because mdBook builds it.

use crate::book::BookPages;
use crate::link::{Target, View};
use crate::settings::Settings;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::{SourceFile, Span, normalize_inside};
use std::path::Path;
use std::sync::Arc;

/// All that is wrong with the redirects of a book.
pub(crate) fn mistakes(
    settings: &Settings,
    pages: &BookPages,
    session: &Session,
) -> Vec<Diagnostic> {
    let redirects = &settings.html.redirect;
    if redirects.is_empty() {
        return Vec::new();
    }
    let file = session.settings_file();
    let mut found: Vec<_> = redirects
        .iter()
        .filter_map(|(from, to)| {
            let span = place(&file, from);
            stands_badly(from, pages, &span)
                .or_else(|| leads_nowhere(from, to, pages, session, span))
        })
        .collect();
    // A map gives them in no order.
    found.sort_by_key(|mistake| mistake.span.range.start);
    found
}

fn stands_badly(from: &str, pages: &BookPages, span: &Span) -> Option<Diagnostic> {
    let path = Path::new(from.trim_start_matches('/'));
    let error = |message: String, help: &str| {
        Some(Diagnostic::error("redirect", span.clone(), message).help(help))
    };
    if normalize_inside(path).is_none() {
        let message = format!("`{from}` is no path inside the site");
        return error(
            message,
            "write the page's old path, such as `/old/page.html`",
        );
    }
    let taken = pages.all.iter().any(|page| page.path == path);
    if taken {
        let message = format!("`{from}` is a page of the book, so nothing can lead on from there");
        return error(
            message,
            "take the redirect out, or give the chapter's file another name",
        );
    }
    None
}

fn leads_nowhere(
    from: &str,
    to: &str,
    pages: &BookPages,
    session: &Session,
    span: Span,
) -> Option<Diagnostic> {
    let from = Path::new(from.trim_start_matches('/'));
    let is_dead = match pages.links.resolve(to, from, View::Page(from)).target {
        Target::Page { .. } | Target::External => false,
        Target::File(path) => session.locate(&session.src.join(path)).is_err(),
        Target::Outside => true,
    };
    is_dead.then(|| {
        let message = format!("this redirect leads to `{to}`, where nothing is");
        Diagnostic::warning("redirect", span, message)
            .help("its path is relative to the old page's folder")
    })
}

/// Where the old path stands in quotes; the file's beginning if it is written otherwise.
fn place(file: &Arc<SourceFile>, from: &str) -> Span {
    let quoted = format!("\"{from}\"");
    let range = match file.text.find(&quoted) {
        Some(at) => at..at + quoted.len(),
        None => 0..0,
    };
    Span::new(file.clone(), range)
}
