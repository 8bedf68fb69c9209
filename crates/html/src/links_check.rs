//! Every link into the book must lead somewhere.
//!
//! [`check`] is the entry point. Invariant: a dead link is reported where the author wrote it,
//! also behind an include.

use crate::body::Body;
use crate::book::{BookPages, Page};
use crate::link::{Target, View};
use coursebook_model::quiz::author::nearest;
use coursebook_preprocessors::course::Course;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::{ReadError, Session};
use coursebook_preprocessors::source::Span;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The dead links of a book, and of its `extra` page if it has one.
pub(crate) fn check(
    pages: &BookPages,
    bodies: &[Body],
    extra: Option<&(Page, Body)>,
    course: &Course,
    session: &Session,
) -> Vec<Diagnostic> {
    let mut known = Known::new(pages, bodies, session);
    known
        .ids
        .extend(extra.map(|(page, body)| (page.path.as_path(), ids_of(body))));
    let of_pages = pages
        .chapters()
        .par_iter()
        .zip(bodies)
        .flat_map_iter(|(page, body)| known.of_page(page, body));
    let index = View::Page(Path::new("index.html"));
    let of_constructs = course
        .chapters
        .values()
        .flat_map(|facts| &facts.links)
        .filter_map(|link| {
            let resolved = pages
                .links
                .resolve(&link.target, Path::new("index.md"), index);
            known.mistake(&resolved.target, &link.target, || link.span.clone())
        });
    let mut found: Vec<_> = of_pages.collect();
    found.extend(of_constructs);
    found.extend(
        extra
            .map(|(page, body)| known.of_page(page, body))
            .into_iter()
            .flatten(),
    );
    found
}

/// The files of the content folder that pages refer to: only these are published.
pub(crate) fn referenced_files<'a>(
    bodies: impl IntoIterator<Item = &'a Body>,
) -> BTreeSet<PathBuf> {
    let links = bodies.into_iter().flat_map(|body| &body.links);
    links
        .filter_map(|link| match &link.target {
            Target::File(path) => Some(path.clone()),
            _ => None,
        })
        .collect()
}

/// Ids that stand more than once on a page.
fn doubles(body: &Body) -> impl Iterator<Item = &str> {
    let mut seen = HashSet::new();
    body.ids
        .iter()
        .map(String::as_str)
        .filter(move |id| !seen.insert(*id))
}

/// Whether this is a link of a quiz to a page: those are known apart, with the places at which they
/// are written.
fn is_of_quiz(page: &Page, target: &Target, span: &Span) -> bool {
    let is_page = match target {
        Target::File(path) => path
            .extension()
            .is_some_and(|it| it == "html" || it == "md"),
        Target::Page { .. } => true,
        Target::External | Target::Outside => false,
    };
    if !is_page {
        return false;
    }
    let mut quizzes = page.facts.quizzes.iter().map(|quiz| &quiz.span);
    quizzes.any(|quiz| quiz.file == span.file && quiz.range.contains(&span.range.start))
}

/// What links may lead to.
struct Known<'a> {
    ids: HashMap<&'a Path, HashSet<&'a str>>,
    /// The files of the chapters, relative to the content folder.
    sources: BTreeSet<&'a Path>,
    session: &'a Session,
}

fn ids_of(body: &Body) -> HashSet<&str> {
    body.ids.iter().map(String::as_str).collect()
}

impl<'a> Known<'a> {
    fn new(pages: &'a BookPages, bodies: &'a [Body], session: &'a Session) -> Known<'a> {
        let ids = pages
            .all
            .iter()
            .zip(bodies)
            .map(|(page, body)| (page.path.as_path(), ids_of(body)))
            .collect();
        let sources = pages.all.iter().map(|page| page.source.as_path());
        Known {
            ids,
            sources: sources.collect(),
            session,
        }
    }

    fn of_page(&self, page: &Page, body: &Body) -> Vec<Diagnostic> {
        let document = self.session.document(&page.source, &page.markdown);
        let links = body.links.iter().filter_map(|link| {
            let span = document.span(link.range.clone());
            let mistake = self.mistake(&link.target, &link.written, || span.clone());
            mistake.filter(|_| !is_of_quiz(page, &link.target, &span))
        });
        let leftovers = body.leftovers.iter().filter_map(|leftover| {
            let span = document.span(leftover.range.clone());
            // `\[`, and `\{{#…}}`, whose sign is taken out before the page is made.
            let is_escaped = span.file.text[..span.range.start].ends_with('\\');
            let mistake = Diagnostic::warning(leftover.code, span, leftover.message.clone());
            (!is_escaped).then(|| mistake.help(leftover.help.clone()))
        });
        let doubles = doubles(body).filter_map(|id| {
            let mark = format!("{{#{id}");
            let (at, _) = page.markdown.match_indices(&mark).nth(1)?;
            let span = document.span(at..at + mark.len());
            let message = format!("the anchor `#{id}` is on this page already");
            let help = "links lead to the first of the two: give this one another name";
            Some(Diagnostic::warning("double-anchor", span, message).help(help))
        });
        let empty = page.markdown.trim().is_empty().then(|| {
            let message = "this chapter is empty";
            let help = "write it, or leave its link in SUMMARY.md empty until then: `- [Title]()`";
            Diagnostic::warning("empty-chapter", document.span(0..0), message).help(help)
        });
        links.chain(leftovers).chain(doubles).chain(empty).collect()
    }

    fn mistake(
        &self,
        target: &Target,
        written: &str,
        span: impl Fn() -> Span,
    ) -> Option<Diagnostic> {
        let dead = |message: String| Diagnostic::error("dead-link", span(), message);
        match target {
            Target::External => None,
            Target::Outside => Some(
                dead(format!("`{written}` leaves the book"))
                    .help("link to a page or file below the content folder"),
            ),
            Target::Page { path, fragment } => self.dead_fragment(path, fragment).map(|help| {
                dead(format!(
                    "there is no heading `#{fragment}` on `{}`",
                    path.display()
                ))
                .help(help)
            }),
            Target::File(path) if path.extension().is_some_and(|extension| extension == "md") => {
                Some(
                    dead(format!("`{written}` is not a page of the book"))
                        .help(self.unknown_page(path)),
                )
            }
            Target::File(path) => {
                let reason = self.session.locate(&self.session.src.join(path)).err()?;
                let message = match reason {
                    ReadError::Missing(_) => reason.to_string(),
                    ReadError::Outside => format!("`{written}` leads out of the book"),
                    _ => format!("`{written}` is no file that can be published"),
                };
                Some(dead(message).help("paths are relative to the chapter"))
            }
        }
    }

    /// How to mend a link to a chapter that is none.
    fn unknown_page(&self, path: &Path) -> String {
        let stem = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        let known: Vec<_> = self.sources.iter().map(|path| stem(path)).collect();
        let meant = nearest(&stem(path), known.iter().map(String::as_str));
        let meant = meant.and_then(|meant| self.sources.iter().find(|path| stem(path) == meant));
        match meant {
            Some(page) => format!(
                "did you mean `{}`? Paths are relative to the chapter",
                page.display()
            ),
            None => "add it to SUMMARY.md, or mend the path".to_owned(),
        }
    }

    /// How to mend a fragment that leads nowhere.
    fn dead_fragment(&self, path: &Path, fragment: &str) -> Option<String> {
        let ids = self.ids.get(path)?;
        if fragment.is_empty() || fragment == "top" || ids.contains(fragment) {
            return None;
        }
        let mut known: Vec<&str> = ids.iter().copied().filter(|id| !id.is_empty()).collect();
        known.sort_unstable();
        let is_similar = |id: &&str| id.contains(fragment) || fragment.contains(*id);
        let similar = known.iter().copied().find(is_similar);
        let meant = similar.or_else(|| nearest(fragment, known.iter().copied()));
        Some(match meant {
            Some(id) => format!("did you mean `#{id}`?"),
            None => "a heading's anchor is its text in lower case, with `-` for blanks".to_owned(),
        })
    }
}
