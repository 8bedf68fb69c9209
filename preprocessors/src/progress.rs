//! Task-list items to checkboxes with ids for life.
//!
//! [`ProgressPreprocessor`] is the entry point; [`items`] finds the items of a text. An item's id
//! stands in an HTML comment at its end (`<!-- id: name -->`, with `was: old` for former ids), so
//! that code hosts show nothing of it. Invariant: no item is published without an explicit id,
//! because a learner's tick is kept under it.

pub mod ids;
mod items;

pub use items::{IdComment, TaskItem, items};

use crate::course::TaskFacts;
use crate::diagnostic::Diagnostic;
use crate::frontmatter::{ID_HELP, is_id};
use crate::session::{ChapterContext, Target};
use crate::source::{Document, Edit};
use crate::templates::{TemplateError, on_one_line};
use crate::{Construct, Outcome};

/// Makes task-list items tickable.
#[derive(Debug)]
pub struct ProgressPreprocessor;

impl Construct for ProgressPreprocessor {
    fn name(&self) -> &'static str {
        "progress"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        for item in items(document.text()) {
            match checked(&item, chapter, document) {
                Ok(facts) => {
                    let edits = match chapter.session.target {
                        Target::Typed => Ok(without_id(&item)),
                        _ => edits(chapter, &item, &facts),
                    };
                    match edits {
                        Ok(edits) => outcome.edits.extend(edits),
                        Err(error) => outcome
                            .diagnostics
                            .push(template_error(&error, document, &item)),
                    }
                    outcome.facts.tasks.push(facts);
                }
                Err(diagnostic) => outcome.diagnostics.push(diagnostic),
            }
        }
        if chapter.session.target == Target::StockHtml {
            outcome.edits.push(Edit::insert(0, page_marker(chapter)));
        }
        outcome
    }
}

/// The item's ids, or what is wrong with them.
fn checked(
    item: &TaskItem,
    chapter: ChapterContext<'_>,
    document: &Document,
) -> Result<TaskFacts, Diagnostic> {
    let Some(comment) = &item.id else {
        let span = document.span(item.marker.start..item.label.end);
        let message = "this item has no id, so a tick on it could not be kept";
        // `ids --write` changes chapters only, not what they include.
        let help = if span.file.path == chapter.session.src.join(chapter.path) {
            "run `coursebook ids --write`, or end the line with `<!-- id: some-name -->`"
        } else {
            "end the line in the included file with `<!-- id: some-name -->`"
        };
        return Err(Diagnostic::error("task-without-id", span, message).help(help));
    };
    let span = document.span(comment.range.clone());
    let Some(id) = comment.id.clone() else {
        let message =
            "this comment is not `<!-- id: name -->` or `<!-- id: name was: old-name -->`";
        return Err(Diagnostic::error("task-id", span, message).help(ID_HELP));
    };
    if let Some(bad) = std::iter::once(&id)
        .chain(&comment.was)
        .find(|id| !is_id(id))
    {
        return Err(
            Diagnostic::error("task-id", span, format!("`{bad}` is not an id")).help(ID_HELP),
        );
    }
    Ok(TaskFacts {
        id,
        was: comment.was.clone(),
        span,
    })
}

/// The checkbox before the item's text, and the end of its label after it.
fn edits(
    chapter: ChapterContext<'_>,
    item: &TaskItem,
    facts: &TaskFacts,
) -> Result<Vec<Edit>, TemplateError> {
    const LABEL: &str = "\u{1}";
    let mut context = tera::Context::new();
    context.insert("id", &facts.id);
    context.insert("was", &facts.was.join(" "));
    context.insert("checked", &item.checked);
    context.insert("label", LABEL);
    let html = on_one_line(&chapter.session.templates.render("task.html", &context)?);
    let (before, after) = html.split_once(LABEL).unwrap_or((&html, ""));
    let mut edits = vec![
        Edit::replace(item.marker.start..item.label.start, before),
        Edit::insert(item.label.end, after),
    ];
    edits.extend(
        item.id
            .as_ref()
            .map(|comment| Edit::remove(comment.range.clone())),
    );
    Ok(edits)
}

/// For a renderer without HTML a box is what Markdown calls it; only the id goes.
fn without_id(item: &TaskItem) -> Vec<Edit> {
    let comment = item.id.iter();
    comment
        .map(|comment| Edit::remove(comment.range.clone()))
        .collect()
}

fn template_error(error: &TemplateError, document: &Document, item: &TaskItem) -> Diagnostic {
    Diagnostic::error(
        "template",
        document.span(item.marker.clone()),
        error.to_string(),
    )
}

/// Under the stock `mdbook` no template of ours makes the page, so the page's text itself says
/// which book and chapter it is.
fn page_marker(chapter: ChapterContext<'_>) -> String {
    let id = chapter.session.chapter_id(chapter.path);
    let book = &chapter.session.book_id;
    format!(
        "<div class=\"coursebook-page\" data-book=\"{book}\" data-chapter=\"{id}\" hidden></div>\n\n"
    )
}
