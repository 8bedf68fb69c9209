//! mdBook's `{{#include}}` family, confined to the book.
//!
//! [`LinksPreprocessor`] takes the place of mdBook's own `links`, which reads any file of the
//! machine and only logs a failure. Invariant: nothing outside the book's root is read, and an
//! include that fails is an error at its place. Included text keeps its own file and lines.

mod directive;
mod slice;

use crate::diagnostic::Diagnostic;
use crate::session::{ChapterContext, ReadError};
use crate::source::{Document, Edit, Replacement, SourceFile};
use crate::{Construct, Outcome};
use directive::{Directive, Kind, directives};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Expands includes.
#[derive(Debug)]
pub struct LinksPreprocessor;

/// Includes inside includes, as in mdBook.
const MAX_DEPTH: usize = 10;

/// The largest chapter after all includes: 16 MiB.
const MAX_TEXT: usize = 16 << 20;

impl Construct for LinksPreprocessor {
    fn name(&self) -> &'static str {
        "links"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        if !document.text().contains("{{#") {
            return Outcome::default();
        }
        let folder = chapter
            .session
            .src
            .join(chapter.path.parent().unwrap_or("".as_ref()));
        let open = vec![chapter.session.src.join(chapter.path)];
        let mut expansion = Expansion {
            chapter,
            diagnostics: Vec::new(),
            title: None,
            size: 0,
            open,
        };
        let edits = expansion.edits(document, &folder);
        let mut outcome = Outcome {
            edits,
            diagnostics: expansion.diagnostics,
            ..Outcome::default()
        };
        outcome.facts.title = expansion.title;
        outcome
    }
}

struct Expansion<'a> {
    chapter: ChapterContext<'a>,
    diagnostics: Vec<Diagnostic>,
    title: Option<String>,
    size: usize,
    /// The files being expanded, from the chapter inwards.
    open: Vec<PathBuf>,
}

impl Expansion<'_> {
    fn edits(&mut self, document: &Document, folder: &Path) -> Vec<Edit> {
        let found = directives(document.text());
        found
            .into_iter()
            .filter_map(|directive| self.edit(directive, document, folder))
            .collect()
    }

    fn edit(
        &mut self,
        directive: Directive<'_>,
        document: &Document,
        folder: &Path,
    ) -> Option<Edit> {
        let range = directive.range.clone();
        match directive.kind {
            Kind::Escaped => return Some(Edit::remove(range.start..range.start + 1)),
            Kind::Title(title) => {
                self.title = Some(title.to_owned());
                return Some(Edit::remove(range));
            }
            Kind::Include { .. } | Kind::RustdocInclude { .. } | Kind::Playground { .. } => {}
        }
        match self.included(&directive, folder) {
            Ok(included) => Some(Edit {
                range,
                with: Replacement::Document(included),
            }),
            Err((message, help)) => {
                let span = document.span(range);
                self.diagnostics
                    .push(Diagnostic::error("include", span, message).help(help));
                None
            }
        }
    }

    fn included(
        &mut self,
        directive: &Directive<'_>,
        folder: &Path,
    ) -> Result<Document, (String, String)> {
        if self.open.len() > MAX_DEPTH {
            let message = format!("includes are nested more than {MAX_DEPTH} deep");
            return Err((message, "include the innermost file directly".to_owned()));
        }
        let path = directive.path().unwrap_or_default();
        let file = self.read(folder, path).map_err(|error| describe(&error))?;
        if self.open.contains(&file.path) {
            let message = format!("`{}` includes itself", file.path.display());
            return Err((
                message,
                "take out the include that leads back here".to_owned(),
            ));
        }
        let (path, next_folder) = (
            file.path.clone(),
            file.path.parent().map_or_else(PathBuf::new, PathBuf::from),
        );
        let piece = take(&directive.kind, file)?;
        self.size += piece.text().len();
        if self.size > MAX_TEXT {
            return Err((
                "the included pieces are larger than 16 MiB".to_owned(),
                "include less".to_owned(),
            ));
        }
        self.open.push(path);
        let nested = self.edits(&piece, &next_folder);
        self.open.pop();
        Ok(piece.apply(nested))
    }

    /// Reads a file named in `folder` (relative to the book's root).
    fn read(&self, folder: &Path, path: &str) -> Result<Arc<SourceFile>, ReadError> {
        self.chapter.session.read(&folder.join(path))
    }
}

fn describe(error: &ReadError) -> (String, String) {
    let help = match error {
        ReadError::Outside => "a file must lie in the folder of `book.toml` or below it",
        ReadError::Missing(_) => "the path is relative to the file that holds the include",
        _ => error.help("include a text file of at most 4 MiB"),
    };
    (error.to_string(), help.to_owned())
}

fn take(kind: &Kind<'_>, file: Arc<SourceFile>) -> Result<Document, (String, String)> {
    let missing = |anchor: &str| {
        let message = format!("there is no `ANCHOR: {anchor}` in this file");
        (
            message,
            "mark the part with comments `ANCHOR: name` and `ANCHOR_END: name`".to_owned(),
        )
    };
    match kind {
        Kind::Include { part, .. } => slice::shown(file, part).map_err(|anchor| missing(&anchor)),
        Kind::RustdocInclude { part, .. } => {
            slice::rest_hidden(file, part).map_err(|anchor| missing(&anchor))
        }
        Kind::Playground { attributes, .. } => Ok(slice::as_playground(file, attributes)),
        Kind::Escaped | Kind::Title(_) => Ok(Document::of_slice(file, 0..0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Session, Target};
    use crate::templates::Templates;

    #[test]
    fn only_the_included_piece_counts_against_the_bound() {
        let folder = tempfile::tempdir().unwrap();
        let big = "first\n".to_owned() + &"x".repeat(4_000_000);
        std::fs::write(folder.path().join("big.txt"), big).unwrap();
        let templates = Templates::load(None).unwrap();
        let (root, src) = (folder.path().into(), "".into());
        let session = Session::new(root, src, "x".into(), Target::Site, templates);
        let chapter = ChapterContext {
            session: &session,
            path: Path::new("a.md"),
            name: "A",
        };
        let run = |directive: &str| {
            let text = directive.repeat(6);
            let document = Document::of_file(SourceFile::new("a.md", text));
            LinksPreprocessor.process(chapter, &document)
        };
        assert!(run("{{#include big.txt:1}}\n").diagnostics.is_empty());
        assert_eq!(run("{{#include big.txt}}\n").diagnostics.len(), 2);
    }
}
