//! `{{#roadmap}}`: the whole course as a path of stations, on the page that has this line.
//!
//! [`RoadmapPreprocessor`] is the entry point; [`Roadmap::of`] says what there is: the parts of
//! `SUMMARY.md` are phases, its chapters stations, its drafts stations that are planned. Renderers
//! without HTML get a Markdown list. Invariant: it holds what the book has and nothing of a learner;
//! a script adds that in the reader's browser.

mod plan;
mod road;
mod view;

pub use plan::{Phase, Roadmap, Station};

use crate::diagnostic::Diagnostic;
use crate::markdown::{events, replace_block};
use crate::session::{ChapterContext, Target};
use crate::source::{Document, Edit};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// Draws the roadmap.
#[derive(Debug)]
pub struct RoadmapPreprocessor;

const LINE: &str = "{{#roadmap}}";
const OPENING: &str = "{{#roadmap";

impl Construct for RoadmapPreprocessor {
    fn name(&self) -> &'static str {
        "roadmap"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let text = document.text();
        let mut outcome = Outcome::default();
        for (range, is_whole) in lines(text) {
            let span = document.span(range.clone());
            if !is_whole {
                let message = "a roadmap is the line `{{#roadmap}}`, between empty lines";
                let mistake = Diagnostic::error("roadmap-line", span, message);
                outcome.diagnostics.push(
                    mistake.help("to write of it without having it, put it between back-ticks"),
                );
                continue;
            }
            match block(chapter, text, range) {
                Ok(edit) => {
                    outcome.edits.push(edit);
                    outcome.facts.is_roadmap = true;
                }
                Err(message) => outcome
                    .diagnostics
                    .push(Diagnostic::error("template", span, message)),
            }
        }
        outcome
    }
}

/// Whether a chapter's text has the line.
pub fn is_on(text: &str) -> bool {
    lines(text).iter().any(|(_, is_whole)| *is_whole)
}

/// Where the directive stands outside of code, and whether it is a paragraph of its own.
fn lines(text: &str) -> Vec<(Range<usize>, bool)> {
    if !text.contains(OPENING) {
        return Vec::new();
    }
    let (mut found, mut paragraph, mut in_code) = (Vec::new(), 0..0, false);
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Paragraph) => paragraph = range,
            Event::End(TagEnd::Paragraph) => paragraph = 0..0,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(words) if !in_code && words.contains(OPENING) => {
                let whole = text.get(paragraph.clone()).unwrap_or("").trim_end();
                let is_whole = whole == LINE;
                let range = if is_whole {
                    paragraph.start..paragraph.start + whole.len()
                } else {
                    range
                };
                found.push((range, is_whole));
            }
            _ => {}
        }
    }
    found
}

/// What stands in the place of the line.
fn block(chapter: ChapterContext<'_>, text: &str, range: Range<usize>) -> Result<Edit, String> {
    let roadmap = Roadmap::of(chapter.session);
    let templates = &chapter.session.templates;
    if chapter.session.target == Target::Typed {
        let list = view::markdown(&roadmap, chapter.path, templates);
        return Ok(Edit::replace(range, list));
    }
    let view = view::of(&roadmap, chapter, chapter.session.target == Target::Site);
    let context = tera::Context::from_serialize(&view).map_err(|error| error.to_string())?;
    let html = templates.render("roadmap.html", &context);
    let html = on_one_line(&html.map_err(|error| error.to_string())?);
    Ok(replace_block(text, range, &html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roadmap_is_a_paragraph_of_its_own() {
        let text = "# T\n\n{{#roadmap}}\n\nx {{#roadmap}}\n\n`{{#roadmap}}`\n\n## {{#roadmap}}\n\n```md\n{{#roadmap}}\n```\n";
        let found = lines(text);
        let whole: Vec<bool> = found.iter().map(|(_, is_whole)| *is_whole).collect();
        assert_eq!(whole, [true, false, false]);
        assert_eq!(&text[found[0].0.clone()], LINE);
    }
}
