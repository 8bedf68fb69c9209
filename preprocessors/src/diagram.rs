//! Fences of Mermaid, pikchr and charts to inline SVG figures.
//!
//! [`DiagramPreprocessor`] is the entry point. What follows the language in a fence is read by
//! `attributes`: `title="…"` and `alt="…"` name and describe the picture, `wide` lets readers
//! scroll it. `cache` remembers pictures from build to build. Invariant: one bad picture does not
//! keep the others from being checked, and each mistake is reported at its line of the chapter.

mod attributes;
pub(crate) mod cache;

use crate::diagnostic::Diagnostic;
use crate::markdown::{Fence, fences, replace_block, replace_by_fence};
use crate::session::{ChapterContext, Target};
use crate::source::{Document, Span, line_start};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use attributes::{Attributes, FENCE};
use cache::Request;
use coursebook_diagrams::{Diagram, DiagramError, Kind, Language, Options};
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
        if !Language::ALL
            .iter()
            .any(|language| text.contains(language.name()))
        {
            return Outcome::default();
        }
        let fences = fences(text).into_iter();
        let pictures: Vec<Picture> = fences.filter_map(Picture::of).collect();
        let figures: Vec<_> = pictures
            .par_iter()
            .enumerate()
            .map(|(index, picture)| figure(chapter, document, picture, index + 1))
            .collect();
        let mut outcome = Outcome::default();
        outcome.facts.diagrams = pictures.len();
        for (picture, mut figure) in pictures.iter().zip(figures) {
            outcome.diagnostics.extend(picture.fence.unclosed(document));
            outcome.diagnostics.append(&mut figure.diagnostics);
            if let Some(made) = figure.made {
                let range = picture.fence.range.clone();
                outcome.edits.push(match chapter.session.target {
                    Target::Typed => replace_by_fence(text, range, TYPED, &made),
                    Target::Site | Target::StockHtml => replace_block(text, range, &made),
                });
            }
        }
        outcome
    }
}

/// A fence that becomes a picture.
struct Picture {
    language: Language,
    fence: Fence,
}

impl Picture {
    fn of(fence: Fence) -> Option<Self> {
        let language = Language::named(fence.language())?;
        Some(Self { language, fence })
    }
}

/// The width of the text column in CSS pixels.
const COLUMN: f64 = 720.0;
/// Smaller letters cannot be read.
const LEAST_LETTERS: f64 = 10.0;

/// What the template `diagram.html` is filled with.
#[derive(Serialize)]
struct View<'a> {
    id: &'a str,
    kind: &'static str,
    /// What such a picture is called.
    kind_words: &'static str,
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
    picture: &Picture,
    number: usize,
) -> Figure {
    let fence = &picture.fence;
    let mut figure = Figure::default();
    let attributes = Attributes::of(fence).unwrap_or_else(|message| {
        let mistake = Diagnostic::error("diagram-fence", document.span(fence.ticks()), message);
        figure.diagnostics.push(mistake.help(FENCE));
        Attributes::default()
    });
    let id = format!("diagram-{number}");
    match draw(chapter, picture, &id, &attributes) {
        Err(error) => figure.diagnostics.push(located(&error, picture, document)),
        Ok(diagram) => {
            figure
                .diagnostics
                .extend(check(&diagram, &attributes, picture, document));
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
                        let span = document.span(fence.ticks());
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

/// The picture from the cache, or else drawn and put there.
fn draw(
    chapter: ChapterContext<'_>,
    picture: &Picture,
    id: &str,
    attributes: &Attributes,
) -> Result<Diagram, DiagramError> {
    let request = Request {
        language: picture.language,
        source: &picture.fence.code,
        options: Options {
            title: attributes.title.as_deref(),
            description: attributes.alt.as_deref(),
            target: match chapter.session.target {
                Target::Typed => coursebook_diagrams::Target::Print,
                Target::Site | Target::StockHtml => coursebook_diagrams::Target::Page,
            },
        },
    };
    let load = |name: &str| {
        let file = chapter.read(name);
        file.map(|file| file.text.clone())
            .map_err(|error| error.to_string())
    };
    chapter.session.pictures.render(&request, id, &load)
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
        kind_words: diagram.kind.words(),
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
    picture: &Picture,
    document: &Document,
) -> Vec<Diagnostic> {
    let fence = &picture.fence;
    let mut found = Vec::new();
    if let Some(lacking) = lacking(diagram) {
        let message = format!("a reader who cannot see this picture needs {lacking}");
        let span = document.span(fence.ticks());
        let diagnostic = Diagnostic::warning("diagram-title", span, message);
        found.push(diagnostic.help(naming(diagram.kind)));
    }
    let letters = diagram.letters_at(COLUMN);
    if letters < LEAST_LETTERS && !attributes.wide {
        let message = format!(
            "in a column of {COLUMN} px the letters of this picture are {letters:.1} px high"
        );
        let help = "let it run downwards (`flowchart TD`), shorten its labels or split it; if it \
                    must be wide, write `wide` after the fence's language, and readers scroll";
        let span = document.span(fence.ticks());
        found.push(Diagnostic::error("diagram-small", span, message).help(help));
    }
    for warning in &diagram.warnings {
        let span = place(warning.line, warning.column, fence, document);
        let diagnostic = Diagnostic::warning(warning.lint.code(), span, warning.message.as_str());
        found.push(diagnostic.help(warning.lint.help()));
    }
    found
}

fn lacking(diagram: &Diagram) -> Option<&'static str> {
    match (&diagram.title, &diagram.description) {
        (None, None) => Some("a title and a description"),
        (None, Some(_)) => Some("a title"),
        (Some(_), None) => Some("a description"),
        (Some(_), Some(_)) => None,
    }
}

/// How a picture gets title and description. Mind maps and pikchr have no words for them.
fn naming(kind: Kind) -> &'static str {
    match kind {
        Kind::Mindmap => "write ```mermaid title=\"…\" alt=\"…\"",
        Kind::Pikchr => "write ```pikchr title=\"…\" alt=\"…\"",
        Kind::Chart => "add `title: …` and `description: …`",
        _ => {
            "after the first line of the Mermaid text add `accTitle: …` and `accDescr: …`, or \
             write ```mermaid title=\"…\" alt=\"…\""
        }
    }
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

fn located(error: &DiagramError, picture: &Picture, document: &Document) -> Diagnostic {
    let span = place(error.line, error.column, &picture.fence, document);
    let diagnostic = Diagnostic::error("diagram", span, error.message.as_str());
    match &error.help {
        Some(help) => diagnostic.help(help.as_str()),
        None => diagnostic
            .help("the text is Mermaid; its reference is at https://mermaid.js.org/intro/"),
    }
}
