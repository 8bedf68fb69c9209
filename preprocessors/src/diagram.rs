//! ```` ```mermaid ```` fences to inline SVG figures.
//!
//! [`DiagramPreprocessor`] is the entry point. Invariant: one bad diagram does not keep the others
//! from being checked, and each mistake is reported at its line of the chapter.

use crate::diagnostic::Diagnostic;
use crate::markdown::{Fence, fences, replace_block};
use crate::session::ChapterContext;
use crate::source::{Document, line_start};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use coursebook_diagrams::DiagramError;
use rayon::prelude::*;
use serde::Serialize;

/// Renders the diagrams of chapters.
#[derive(Debug)]
pub struct DiagramPreprocessor;

impl Construct for DiagramPreprocessor {
    fn name(&self) -> &'static str {
        "diagram"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let text = document.text();
        if !text.contains("mermaid") {
            return Outcome::default();
        }
        let diagrams: Vec<Fence> = fences(text)
            .into_iter()
            .filter(|fence| fence.language() == "mermaid")
            .collect();
        let figures: Vec<_> = diagrams
            .par_iter()
            .enumerate()
            .map(|(index, fence)| figure(chapter, document, fence, index + 1))
            .collect();
        let mut outcome = Outcome::default();
        outcome.facts.diagrams = diagrams.len();
        for (fence, figure) in diagrams.iter().zip(figures) {
            match figure {
                Ok(html) => outcome
                    .edits
                    .push(replace_block(text, fence.range.clone(), &html)),
                Err(diagnostics) => outcome.diagnostics.extend(diagnostics),
            }
        }
        outcome
    }
}

/// What the template `diagram.html` is filled with.
#[derive(Serialize)]
struct Figure<'a> {
    id: &'a str,
    kind: String,
    svg: &'a str,
    title: &'a str,
    description: &'a str,
    outline: &'a [String],
    source: &'a str,
}

fn figure(
    chapter: ChapterContext<'_>,
    document: &Document,
    fence: &Fence,
    number: usize,
) -> Result<String, Vec<Diagnostic>> {
    let id = format!("diagram-{number}");
    let diagram = coursebook_diagrams::render(&fence.code, &id)
        .map_err(|error| vec![located(&error, fence, document)])?;
    let span = || document.span(fence.range.start..fence.range.start + 3);
    let (Some(title), Some(description)) = (&diagram.title, &diagram.description) else {
        let message =
            "a diagram without title or description says nothing to a reader who cannot see it";
        return Err(vec![
            Diagnostic::error("diagram-title", span(), message).help(
                "after the first line of the Mermaid text add `accTitle: …` and `accDescr: …`",
            ),
        ]);
    };
    let figure = Figure {
        id: &id,
        kind: format!("{:?}", diagram.kind).to_lowercase(),
        svg: &diagram.svg,
        title,
        description,
        outline: &diagram.outline,
        source: &fence.code,
    };
    let html = tera::Context::from_serialize(&figure)
        .map_err(|error| error.to_string())
        .and_then(|context| {
            chapter
                .session
                .templates
                .render("diagram.html", &context)
                .map_err(|error| error.to_string())
        })
        .map_err(|message| vec![Diagnostic::error("template", span(), message)])?;
    Ok(on_one_line(&html))
}

fn located(error: &DiagramError, fence: &Fence, document: &Document) -> Diagnostic {
    let start = line_start(&fence.code, error.line);
    let line = fence.code[start..].split('\n').next().unwrap_or("");
    let column: usize = line
        .chars()
        .take(error.column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    let at = fence.locate(start + column);
    let end = fence.locate(start + line.len()).max(at);
    let diagnostic = Diagnostic::error("diagram", document.span(at..end), error.message.as_str());
    match &error.help {
        Some(help) => diagnostic.help(help.as_str()),
        None => diagnostic
            .help("the text is Mermaid; its reference is at https://mermaid.js.org/intro/"),
    }
}
