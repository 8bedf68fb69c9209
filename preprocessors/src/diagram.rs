//! Fences of Mermaid, pikchr and charts to inline SVG figures.
//!
//! [`DiagramPreprocessor`] is the entry point. What follows the language in a fence is read by
//! `Attributes`: `title="…"` and `alt="…"` name and describe the picture, `wide` lets readers
//! scroll it. Invariant: one bad picture does not keep the others from being checked, and each
//! mistake is reported at its line of the chapter.

use crate::diagnostic::Diagnostic;
use crate::markdown::{Fence, fences, replace_block, replace_by_fence};
use crate::session::{ChapterContext, Target};
use crate::source::{Document, Span, line_start};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use coursebook_diagrams::{
    Diagram, DiagramError, Options, render_chart, render_pikchr, render_with,
};
use rayon::prelude::*;
use serde::Serialize;

/// Renders the pictures of chapters.
#[derive(Debug)]
pub struct DiagramPreprocessor;

impl Construct for DiagramPreprocessor {
    fn name(&self) -> &'static str {
        "diagram"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let text = document.text();
        if !LANGUAGES.iter().any(|language| text.contains(language)) {
            return Outcome::default();
        }
        let pictures: Vec<Fence> = fences(text)
            .into_iter()
            .filter(|fence| LANGUAGES.contains(&fence.language()))
            .collect();
        let figures: Vec<_> = pictures
            .par_iter()
            .enumerate()
            .map(|(index, fence)| figure(chapter, document, fence, index + 1))
            .collect();
        let mut outcome = Outcome::default();
        outcome.facts.diagrams = pictures.len();
        for (fence, mut figure) in pictures.iter().zip(figures) {
            outcome.diagnostics.append(&mut figure.diagnostics);
            if let Some(made) = figure.made {
                let range = fence.range.clone();
                outcome.edits.push(match chapter.session.target {
                    Target::Typed => replace_by_fence(text, range, TYPED, &made),
                    Target::Site | Target::StockHtml => replace_block(text, range, &made),
                });
            }
        }
        outcome
    }
}

/// The languages of fences that become pictures.
const LANGUAGES: [&str; 3] = ["mermaid", "pikchr", "chart"];

/// The width of the text column in CSS pixels.
const COLUMN: f64 = 720.0;
/// Smaller letters cannot be read.
const LEAST_LETTERS: f64 = 10.0;

/// What the template `diagram.html` is filled with.
#[derive(Serialize)]
struct View<'a> {
    id: &'a str,
    kind: &'static str,
    wide: bool,
    svg: &'a str,
    title: &'a str,
    description: &'a str,
    outline: &'a [String],
    source: &'a str,
}

/// A picture for renderers without HTML: one line of JSON in a fence.
#[derive(Serialize)]
struct Typed<'a> {
    /// Changes when a reader of the old form would misread the new one.
    format: u32,
    kind: &'static str,
    svg: &'a str,
    title: &'a str,
    description: &'a str,
    /// In CSS pixels at full size, as are the smallest letters.
    width: f64,
    height: f64,
    letters: f64,
}

/// The fence in which a typed picture stands.
const TYPED: &str = "coursebook-diagram";

/// A figure if there is one, and what is to be said of it.
#[derive(Default)]
struct Figure {
    /// HTML, or the typed form.
    made: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

fn figure(
    chapter: ChapterContext<'_>,
    document: &Document,
    fence: &Fence,
    number: usize,
) -> Figure {
    let mut figure = Figure::default();
    let attributes = Attributes::of(fence).unwrap_or_else(|message| {
        let mistake = Diagnostic::error("diagram-fence", opening(document, fence), message);
        figure.diagnostics.push(mistake.help(FENCE));
        Attributes::default()
    });
    let id = format!("diagram-{number}");
    match draw(chapter, fence, &id, &attributes) {
        Err(error) => figure.diagnostics.push(located(&error, fence, document)),
        Ok(diagram) => {
            figure
                .diagnostics
                .extend(check(&diagram, &attributes, fence, document));
            if !figure.diagnostics.iter().any(Diagnostic::is_error) {
                let made = match chapter.session.target {
                    Target::Typed => typed(&diagram),
                    Target::Site | Target::StockHtml => {
                        markup(chapter, fence, &id, &attributes, &diagram)
                    }
                };
                match made {
                    Ok(made) => figure.made = Some(made),
                    Err(message) => {
                        let span = opening(document, fence);
                        figure
                            .diagnostics
                            .push(Diagnostic::error("template", span, message));
                    }
                }
            }
        }
    }
    figure
}

fn draw(
    chapter: ChapterContext<'_>,
    fence: &Fence,
    id: &str,
    attributes: &Attributes,
) -> Result<Diagram, DiagramError> {
    let options = Options {
        title: attributes.title.as_deref(),
        description: attributes.alt.as_deref(),
        target: match chapter.session.target {
            Target::Typed => coursebook_diagrams::Target::Print,
            Target::Site | Target::StockHtml => coursebook_diagrams::Target::Page,
        },
    };
    let load = |name: &str| {
        let file = chapter.read(name);
        file.map(|file| file.text.clone())
            .map_err(|error| error.to_string())
    };
    match fence.language() {
        "pikchr" => render_pikchr(&fence.code, id, &options),
        "chart" => render_chart(&fence.code, id, &options, &load),
        _ => render_with(&fence.code, id, &options),
    }
}

fn typed(diagram: &Diagram) -> Result<String, String> {
    let typed = Typed {
        format: 1,
        kind: diagram.kind.name(),
        svg: &diagram.svg,
        title: diagram.title.as_deref().unwrap_or_default(),
        description: diagram.description.as_deref().unwrap_or_default(),
        width: diagram.width,
        height: diagram.height,
        letters: diagram.letters,
    };
    serde_json::to_string(&typed).map_err(|error| error.to_string())
}

fn markup(
    chapter: ChapterContext<'_>,
    fence: &Fence,
    id: &str,
    attributes: &Attributes,
    diagram: &Diagram,
) -> Result<String, String> {
    let view = View {
        id,
        kind: diagram.kind.name(),
        wide: attributes.wide,
        svg: &diagram.svg,
        title: diagram.title.as_deref().unwrap_or_default(),
        description: diagram.description.as_deref().unwrap_or_default(),
        outline: &diagram.outline,
        source: &fence.code,
    };
    let context = tera::Context::from_serialize(&view).map_err(|error| error.to_string())?;
    let html = chapter.session.templates.render("diagram.html", &context);
    html.map(|html| on_one_line(&html))
        .map_err(|error| error.to_string())
}

/// What a picture that renders lacks for its readers, and what its author should write otherwise.
fn check(
    diagram: &Diagram,
    attributes: &Attributes,
    fence: &Fence,
    document: &Document,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if diagram.title.is_none() || diagram.description.is_none() {
        let message =
            "a diagram without title or description says nothing to a reader who cannot see it";
        let help = match fence.language() {
            "mermaid" => {
                "after the first line of the Mermaid text add `accTitle: …` and `accDescr: …`, or \
                 write ```mermaid title=\"…\" alt=\"…\""
            }
            "chart" => "add `title: …` and `description: …`",
            _ => "write ```pikchr title=\"…\" alt=\"…\"",
        };
        let span = opening(document, fence);
        found.push(Diagnostic::error("diagram-title", span, message).help(help));
    }
    let letters = diagram.letters_at(COLUMN);
    if letters < LEAST_LETTERS && !attributes.wide {
        let message = format!(
            "in a column of {COLUMN} px the letters of this picture are {letters:.1} px high"
        );
        let help = "let it run downwards (`flowchart TD`), shorten its labels or split it; if it \
                    must be wide, write `wide` after the fence's language, and readers scroll";
        let span = opening(document, fence);
        found.push(Diagnostic::error("diagram-small", span, message).help(help));
    }
    for warning in &diagram.warnings {
        let span = place(warning.line, warning.column, fence, document);
        let diagnostic = Diagnostic::warning(warning.code, span, warning.message.as_str());
        found.push(diagnostic.help(warning.help));
    }
    found
}

/// The back-ticks of a fence, for what is wrong with it as a whole.
fn opening(document: &Document, fence: &Fence) -> Span {
    document.span(fence.range.start..fence.range.start + 3)
}

/// The rest of a line of a fence, from a column counted in characters.
fn place(line: usize, column: usize, fence: &Fence, document: &Document) -> Span {
    let start = line_start(&fence.code, line);
    let text = fence.code[start..].split('\n').next().unwrap_or("");
    let before = text.chars().take(column.saturating_sub(1));
    let column: usize = before.map(char::len_utf8).sum();
    let at = fence.locate(start + column);
    let end = fence.locate(start + text.len()).max(at);
    document.span(at..end)
}

fn located(error: &DiagramError, fence: &Fence, document: &Document) -> Diagnostic {
    let span = place(error.line, error.column, fence, document);
    let diagnostic = Diagnostic::error("diagram", span, error.message.as_str());
    match &error.help {
        Some(help) => diagnostic.help(help.as_str()),
        None => diagnostic
            .help("the text is Mermaid; its reference is at https://mermaid.js.org/intro/"),
    }
}

/// What an author writes behind the language of a fence.
#[derive(Debug, Default, PartialEq)]
struct Attributes {
    title: Option<String>,
    alt: Option<String>,
    wide: bool,
}

const FENCE: &str = "behind the language may stand title=\"…\", alt=\"…\" and wide";

impl Attributes {
    /// Reads `mermaid wide title="A title"`.
    fn of(fence: &Fence) -> Result<Self, String> {
        let mut attributes = Self::default();
        let mut rest = fence.info[fence.language().len()..].trim_start_matches(SEPARATORS);
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || SEPARATORS.contains(&c));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
            let (value, after) = match after.strip_prefix('=') {
                Some(after) => quoted(after).map(|(value, after)| (Some(value), after))?,
                None => (None, after),
            };
            attributes.set(name, value)?;
            rest = after.trim_start_matches(SEPARATORS);
        }
        Ok(attributes)
    }

    fn set(&mut self, name: &str, value: Option<&str>) -> Result<(), String> {
        match (name, value) {
            ("title", Some(value)) => self.title = Some(value.to_owned()),
            ("alt", Some(value)) => self.alt = Some(value.to_owned()),
            ("wide", None) => self.wide = true,
            ("title" | "alt", None) => return Err(format!("`{name}` needs a value")),
            _ => return Err(format!("`{name}` is nothing that a picture's fence knows")),
        }
        Ok(())
    }
}

const SEPARATORS: [char; 5] = [' ', '\t', ',', '{', '}'];

/// A text in double quotes, and what comes after it.
fn quoted(text: &str) -> Result<(&str, &str), String> {
    let inner = text
        .strip_prefix('"')
        .and_then(|inner| inner.split_once('"'));
    inner.ok_or_else(|| "a value stands in double quotes".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(info: &str) -> Result<Attributes, String> {
        let text = format!("```{info}\nx\n```\n");
        Attributes::of(&fences(&text)[0])
    }

    #[test]
    fn fences_name_and_describe_pictures() {
        let read = attributes("mermaid wide title=\"A = b\" alt=\"Two words\"").unwrap();
        let expected = Attributes {
            title: Some("A = b".to_owned()),
            alt: Some("Two words".to_owned()),
            wide: true,
        };
        assert_eq!(read, expected);
        assert_eq!(attributes("mermaid").unwrap(), Attributes::default());
        assert!(attributes("chart,wide").unwrap().wide);
    }

    #[test]
    fn what_a_fence_does_not_know_is_said() {
        for (info, part) in [
            ("mermaid wyde", "wyde"),
            ("mermaid title", "needs a value"),
            ("mermaid title=bare", "double quotes"),
            ("mermaid title=\"open", "double quotes"),
            ("mermaid wide=\"yes\"", "wide"),
        ] {
            let message = attributes(info).unwrap_err();
            assert!(message.contains(part), "{info}: {message}");
        }
    }
}
