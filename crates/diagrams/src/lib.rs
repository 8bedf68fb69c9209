//! Mermaid text to themed, accessible inline SVG. Entry points: [`render`], [`render_for`].
//!
//! merman parses (only in `parse`), dagre places the boxes of graphs, and everything that is seen
//! is drawn here. Invariants: the same text and id give the same bytes; the SVG is one line and
//! holds no style, script, reference or foreign object; the page's colours come from classes alone
//! (`theme/css/diagram.css`); whatever the text, the result is a picture or a [`DiagramError`].

mod boxes;
mod charts;
mod entities;
mod error;
mod geometry;
mod graph;
mod label;
mod limits;
mod markup;
mod outline;
mod paint;
mod parse;
mod sequence;
mod svg;
mod widths;
mod wrap;

pub use error::DiagramError;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The sort of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
        }
    }

    fn words(self) -> &'static str {
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
            Self::XyChart => "Chart",
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
    /// Paper: colours are resolved, as a PDF knows no style sheet.
    Print,
}

/// A picture and its text alternatives.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// One line of inline SVG.
    pub svg: String,
    /// What sort of diagram it is.
    pub kind: Kind,
    /// The author's title (`accTitle`, else `title`). It is not drawn: make it the caption.
    pub title: Option<String>,
    /// The author's description (`accDescr`).
    pub description: Option<String>,
    /// Width in CSS pixels at full size.
    pub width: f64,
    /// Height in CSS pixels at full size.
    pub height: f64,
    /// The text alternative in reading order: a line for each group, box, arrow, message or value.
    pub outline: Vec<String>,
}

/// Renders Mermaid text for the page. `id` is unique in the page and prefixes every id of the
/// picture.
///
/// # Errors
/// When the text is no diagram, has a mistake, or is too large; the error says where.
pub fn render(source: &str, id: &str) -> Result<Diagram, DiagramError> {
    render_for(source, id, Target::Page)
}

/// Renders Mermaid text for the page or for print.
///
/// # Errors
/// As [`render`].
pub fn render_for(source: &str, id: &str, target: Target) -> Result<Diagram, DiagramError> {
    let parsed = parse::parse(source)?;
    // The layout kernel is a port that indexes its own tables. Should some graph upset it, the
    // author gets an error for that diagram and the build goes on.
    let drawn = catch_unwind(AssertUnwindSafe(|| draw(source, &parsed, target)));
    let picture = drawn.unwrap_or_else(|_| {
        let message = "the diagram could not be laid out";
        Err(DiagramError::whole(
            source,
            message,
            "Take parts out until it renders.",
        ))
    })?;
    Ok(finish(id, &parsed, picture))
}

/// Changes whenever the output may change: part of a cache's key.
#[must_use]
pub fn version() -> &'static str {
    concat!(
        "coursebook-diagrams ",
        env!("CARGO_PKG_VERSION"),
        " r1 merman 0.9.3"
    )
}

/// What each kind's module gives back.
struct Picture {
    svg: svg::Svg,
    outline: Vec<String>,
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
    }
}

fn finish(id: &str, parsed: &parse::Parsed, picture: Picture) -> Diagram {
    let text = |key: &str| {
        let value = parsed.model.get(key)?.as_str().map(label::plain_text)?;
        (!value.is_empty()).then_some(value)
    };
    let front = || {
        parsed
            .title
            .as_deref()
            .map(label::plain_text)
            .filter(|title| !title.is_empty())
    };
    let title = text("accTitle").or_else(|| text("title")).or_else(front);
    let description = text("accDescr");
    let frame = svg::Frame {
        id,
        kind: parsed.kind,
        title: title.as_deref().unwrap_or(parsed.kind.words()),
        description: &description
            .clone()
            .unwrap_or_else(|| outline::summary(parsed.kind.words(), &picture.outline)),
    };
    let (svg, size) = picture.svg.finish(&frame);
    Diagram {
        svg,
        kind: parsed.kind,
        title,
        description,
        width: size.width,
        height: size.height,
        outline: picture.outline,
    }
}
