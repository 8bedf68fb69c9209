//! Text to themed, accessible inline SVG: Mermaid diagrams, hand-placed pikchr figures, and charts
//! from data. Entry points: [`render`], [`render_with`], [`render_pikchr`], [`render_chart`].
//!
//! merman parses Mermaid (only in `parse`), pikru evaluates pikchr (only in `pikchr`), dagre places
//! the boxes of graphs, and everything that is seen is drawn here. Invariants: the same text and id
//! give the same bytes; the SVG is one line and holds no style, script, reference or foreign object;
//! the page's colours come from classes alone (`theme/css/diagram.css`); whatever the text, the
//! result is a picture or a [`DiagramError`].

mod boxes;
mod charts;
mod entities;
mod error;
mod geometry;
mod graph;
mod icons;
mod label;
mod language;
mod limits;
mod lints;
mod markup;
mod outline;
mod paint;
mod palette;
mod parse;
mod pikchr;
mod place;
mod sequence;
mod svg;
mod tone;
mod widths;
mod wrap;

pub use error::DiagramError;
pub use language::Language;
pub use lints::{Lint, Warning};

use serde::{Deserialize, Serialize};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The sort of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Boxes and arrows.
    Flowchart,
    /// Messages between participants over time.
    Sequence,
    /// States and transitions.
    State,
    /// Classes and their relations.
    Class,
    /// Entities and their relationships.
    EntityRelationship,
    /// Tasks on a calendar.
    Gantt,
    /// Events in periods.
    Timeline,
    /// A tree of ideas.
    Mindmap,
    /// Parts of a whole.
    Pie,
    /// Bars and lines over axes.
    XyChart,
    /// Points in four fields.
    Quadrant,
    /// A chart from data.
    Chart,
    /// A hand-placed figure.
    Pikchr,
}

impl Kind {
    /// The name in class lists.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Flowchart => "flowchart",
            Self::Sequence => "sequence",
            Self::State => "state",
            Self::Class => "class",
            Self::EntityRelationship => "er",
            Self::Gantt => "gantt",
            Self::Timeline => "timeline",
            Self::Mindmap => "mindmap",
            Self::Pie => "pie",
            Self::XyChart => "xychart",
            Self::Quadrant => "quadrant",
            Self::Chart => "chart",
            Self::Pikchr => "pikchr",
        }
    }

    /// What a picture of this kind is called, as the beginning of a sentence.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Flowchart => "Flowchart",
            Self::Sequence => "Sequence diagram",
            Self::State => "State diagram",
            Self::Class => "Class diagram",
            Self::EntityRelationship => "Entity relationship diagram",
            Self::Gantt => "Gantt chart",
            Self::Timeline => "Timeline",
            Self::Mindmap => "Mind map",
            Self::Pie => "Pie chart",
            Self::XyChart | Self::Chart => "Chart",
            Self::Pikchr => "Figure",
            Self::Quadrant => "Quadrant chart",
        }
    }
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Target {
    /// A web page whose style sheet colours the classes.
    #[default]
    Page,
    /// Paper: nothing is left to a style sheet. Colours are those of the light theme, texts are set in
    /// the faces that our PDFs embed (Libertinus Serif and DejaVu Sans Mono), and no part is
    /// transparent.
    Print,
}

/// What is said about a picture outside of its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// What the picture is for.
    pub target: Target,
    /// A title that goes before one in the text.
    pub title: Option<&'a str>,
    /// A description that goes before one in the text.
    pub description: Option<&'a str>,
}

/// A picture and its text alternatives. It can be kept and read again, see [`version`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Diagram {
    /// One line of inline SVG.
    pub svg: String,
    /// What sort of diagram it is.
    pub kind: Kind,
    /// The author's title. It is not drawn: make it the caption.
    pub title: Option<String>,
    /// The author's description.
    pub description: Option<String>,
    /// Width in CSS pixels at full size.
    pub width: f64,
    /// Height in CSS pixels at full size.
    pub height: f64,
    /// The size of the smallest letters in CSS pixels at full size.
    pub letters: f64,
    /// The text alternative in reading order: a line for each group, box, arrow, message or value.
    pub outline: Vec<String>,
    /// What the author should write differently.
    pub warnings: Vec<Warning>,
}

impl Diagram {
    /// The size of the smallest letters when the picture is shrunk to a column.
    #[must_use]
    pub fn letters_at(&self, column: f64) -> f64 {
        self.letters * (column / self.width).min(1.0)
    }

    /// The same picture, which was rendered under the id `from`, under the id `to`.
    #[must_use]
    pub fn renamed(self, from: &str, to: &str) -> Self {
        Self {
            svg: svg::renamed(&self.svg, from, to),
            ..self
        }
    }
}

/// Renders Mermaid text for the page. `id` is unique in the page and prefixes every id of the
/// picture.
///
/// # Errors
/// When the text is no diagram, has a mistake, or is too large; the error says where.
pub fn render(source: &str, id: &str) -> Result<Diagram, DiagramError> {
    render_with(source, id, &Options::default())
}

/// Renders Mermaid text with a target, title or description of its own.
///
/// # Errors
/// As [`render`].
pub fn render_with(source: &str, id: &str, options: &Options<'_>) -> Result<Diagram, DiagramError> {
    let parsed = parse::parse(source)?;
    let picture = guarded(source, || draw(source, &parsed, options.target))?;
    let text = |key: &str| parsed.model.get(key)?.as_str().map(str::to_owned);
    let named = Named {
        kind: parsed.kind,
        title: text("accTitle")
            .filter(|title| !title.trim().is_empty())
            .or_else(|| text("title"))
            .or_else(|| parsed.title.clone()),
        description: text("accDescr"),
    };
    let warnings = lints::of_mermaid(source, parsed.kind, picture.boxes);
    Ok(finish(id, named, options, picture, warnings))
}

/// Renders a pikchr figure. In the place of colours it may name the tones `accent`, `good`, `warn`,
/// `bad` and `muted`.
///
/// # Errors
/// When the text has a mistake, or would take long to evaluate; the error says where.
pub fn render_pikchr(
    source: &str,
    id: &str,
    options: &Options<'_>,
) -> Result<Diagram, DiagramError> {
    let figure = guarded(source, || pikchr::draw(source, options.target))?;
    let named = Named {
        kind: Kind::Pikchr,
        title: None,
        description: None,
    };
    let warnings = lints::of_pikchr(source, figure.has_own_colours);
    Ok(finish(id, named, options, figure.picture, warnings))
}

/// Renders a chart that is described in YAML. `load` reads a CSV file that the text names: its
/// text, or a sentence that says why not.
///
/// # Errors
/// When the text is no such description or the data do not fit it; the error says where.
pub fn render_chart(
    source: &str,
    id: &str,
    options: &Options<'_>,
    load: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Diagram, DiagramError> {
    let chart = guarded(source, || charts::data::draw(source, load, options.target))?;
    let named = Named {
        kind: Kind::Chart,
        title: chart.title,
        description: chart.description,
    };
    Ok(finish(id, named, options, chart.picture, Vec::new()))
}

/// Changes whenever the output may change: part of a cache's key, beside the language, the text, the
/// options, and the files that a chart reads. The id is no part of it, see [`Diagram::renamed`].
///
/// It is made of this crate's own text (`build.rs`) and of the versions of what it draws with.
#[must_use]
pub fn version() -> &'static str {
    concat!(
        "coursebook-diagrams ",
        env!("DIAGRAMS_SOURCES"),
        " merman 0.9.3 dugong 0.9.3 pikru 1.2.1"
    )
}

/// What each kind's module gives back.
struct Picture {
    svg: svg::Svg,
    outline: Vec<String>,
    /// How many boxes, participants or ideas a reader has to follow; none in charts.
    boxes: usize,
}

impl Picture {
    fn new(svg: svg::Svg, outline: Vec<String>, boxes: usize) -> Self {
        Self {
            svg,
            outline,
            boxes,
        }
    }
}

/// The kind of a picture and what its text calls it.
struct Named {
    kind: Kind,
    title: Option<String>,
    description: Option<String>,
}

/// Layout kernel and evaluators are ports that index their own tables. Should some text upset one,
/// the author gets an error for that picture and the build goes on.
fn guarded<T>(
    source: &str,
    draw: impl FnOnce() -> Result<T, DiagramError>,
) -> Result<T, DiagramError> {
    catch_unwind(AssertUnwindSafe(draw)).unwrap_or_else(|_| {
        let message = "the diagram could not be laid out";
        let help = "Take parts out until it renders.";
        Err(DiagramError::whole(source, message, help))
    })
}

fn draw(source: &str, parsed: &parse::Parsed, target: Target) -> Result<Picture, DiagramError> {
    let model = &parsed.model;
    match parsed.kind {
        Kind::Flowchart => boxes::flowchart::draw(source, model, target),
        Kind::State => boxes::state::draw(source, model, target),
        Kind::Class => boxes::class::draw(source, model, target),
        Kind::EntityRelationship => boxes::entity::draw(source, model, target),
        Kind::Sequence => sequence::draw(source, model, target),
        Kind::Gantt => charts::gantt::draw(source, model, target),
        Kind::Timeline => charts::timeline::draw(source, model, target),
        Kind::Mindmap => charts::mindmap::draw(source, model, target),
        Kind::Pie => charts::pie::draw(source, model, target),
        Kind::XyChart => charts::xychart::draw(source, model, target),
        Kind::Quadrant => charts::quadrant::draw(source, model, target),
        // The parser gives no such kind.
        Kind::Chart | Kind::Pikchr => {
            Err(DiagramError::whole(source, "this is no Mermaid text", ""))
        }
    }
}

fn finish(
    id: &str,
    named: Named,
    options: &Options<'_>,
    picture: Picture,
    warnings: Vec<Warning>,
) -> Diagram {
    let plain = |text: &str| Some(label::plain_text(text)).filter(|text| !text.is_empty());
    let first =
        |given: Option<&str>, own: Option<String>| given.and_then(plain).or_else(|| plain(&own?));
    let title = first(options.title, named.title);
    let description = first(options.description, named.description);
    let summary = || outline::summary(named.kind.words(), &picture.outline);
    let frame = svg::Frame {
        id,
        kind: named.kind,
        title: title.as_deref().unwrap_or(named.kind.words()),
        description: &description.clone().unwrap_or_else(summary),
    };
    let letters = picture.svg.least_letters();
    let (svg, size) = picture.svg.finish(&frame);
    Diagram {
        svg,
        kind: named.kind,
        title,
        description,
        width: size.width,
        height: size.height,
        letters,
        outline: picture.outline,
        warnings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_names_what_is_pinned() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml");
        let manifest = std::fs::read_to_string(manifest).expect("the workspace has a manifest");
        for name in ["merman", "dugong", "pikru"] {
            let line = manifest
                .lines()
                .find(|line| line.starts_with(&format!("{name} = ")));
            let pinned = line.and_then(|line| line.split("\"=").nth(1)?.split('"').next());
            let said = format!("{name} {}", pinned.expect("it is pinned"));
            assert!(version().contains(&said), "{} lacks {said}", version());
        }
    }
}
