//! Boxes and arrows: the model that flowcharts, state, class and entity diagrams share, and how
//! it becomes a picture. Entry points: [`Graph`], [`fit`].
//!
//! Invariant: indices in [`End`], `parent` and notes point into the vectors of the same graph, and
//! parents form a forest ([`Graph::mend_parents`]).

mod draw;
mod heads;
mod kernel;
mod layout;
mod levels;
mod ports;
mod rooms;
mod route;
mod shape;
mod sheet;
mod stretch;
mod table;

pub(crate) use shape::Shape;
pub(crate) use table::{Row, Section, Table};

use crate::label::Label;
use crate::paint::Tone;
use crate::svg::Svg;
use crate::{DiagramError, Target};

/// The way that ranks follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Flow {
    #[default]
    Down,
    Up,
    Right,
    Left,
}

impl Flow {
    /// Reads `TB`, `LR` and so on.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "TB" | "TD" => Self::Down,
            "BT" => Self::Up,
            "LR" => Self::Right,
            "RL" => Self::Left,
            _ => return None,
        })
    }

    /// Whether ranks follow one another downwards or upwards.
    pub(crate) fn is_vertical(self) -> bool {
        matches!(self, Self::Down | Self::Up)
    }
}

/// Distances and widths, so that the same graph can be set wide or compact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Preset {
    pub(crate) node_wrap: f64,
    pub(crate) edge_wrap: f64,
    pub(crate) node_gap: f64,
    pub(crate) rank_gap: f64,
}

/// The letters of boxes.
pub(crate) const NODE_TEXT: f64 = 15.0;
/// The letters of arrows and notes.
pub(crate) const EDGE_TEXT: f64 = 13.5;
/// A picture up to this width is shown in full size in a book's column.
pub(crate) const COLUMN: f64 = 720.0;

const PRESETS: [Preset; 3] = [
    Preset {
        node_wrap: 170.0,
        edge_wrap: 150.0,
        node_gap: 34.0,
        rank_gap: 58.0,
    },
    Preset {
        node_wrap: 135.0,
        edge_wrap: 110.0,
        node_gap: 26.0,
        rank_gap: 50.0,
    },
    Preset {
        node_wrap: 104.0,
        edge_wrap: 90.0,
        node_gap: 20.0,
        rank_gap: 42.0,
    },
];

/// A graph with more arrows than this is laid out once: no setting makes it readable.
const LARGE: usize = 60;

/// One end of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    Node(usize),
    Group(usize),
}

/// A box.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    pub(crate) label: Label,
    pub(crate) shape: Shape,
    pub(crate) tone: Tone,
    pub(crate) parent: Option<usize>,
}

/// A frame around boxes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) label: Option<Label>,
    pub(crate) tone: Tone,
    pub(crate) parent: Option<usize>,
    pub(crate) flow: Option<Flow>,
    /// A region of a concurrent state: a dashed frame without a name.
    pub(crate) region: bool,
}

/// How an arrow's line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stroke {
    #[default]
    Solid,
    Dotted,
    Thick,
    /// Only there to keep boxes in order.
    Hidden,
}

/// What an arrow ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Head {
    #[default]
    None,
    Arrow,
    Open,
    Circle,
    Cross,
    Triangle,
    Diamond,
    DiamondFilled,
    One,
    ZeroOrOne,
    Many,
    ZeroOrMany,
}

/// An arrow.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) label: Option<Label>,
    pub(crate) stroke: Stroke,
    pub(crate) tone: Tone,
    pub(crate) tail: Head,
    pub(crate) head: Head,
    pub(crate) near_from: Option<Label>,
    pub(crate) near_to: Option<Label>,
    pub(crate) ranks: usize,
}

impl Edge {
    /// A plain arrow.
    pub(crate) fn new(from: End, to: End) -> Self {
        Self {
            from,
            to,
            label: None,
            stroke: Stroke::Solid,
            tone: Tone::Plain,
            tail: Head::None,
            head: Head::Arrow,
            near_from: None,
            near_to: None,
            ranks: 1,
        }
    }
}

/// A note beside a box or frame.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    pub(crate) on: End,
    pub(crate) before: bool,
    pub(crate) label: Label,
}

/// A whole diagram of boxes and arrows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    pub(crate) flow: Flow,
    pub(crate) nodes: Vec<Node>,
    pub(crate) groups: Vec<Group>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) notes: Vec<Note>,
}

impl Graph {
    /// The frame that an end lies in.
    pub(crate) fn parent(&self, end: End) -> Option<usize> {
        match end {
            End::Node(node) => self.nodes.get(node)?.parent,
            End::Group(group) => self.groups.get(group)?.parent,
        }
    }

    /// The frames around an end, from the inside outwards.
    pub(crate) fn ancestors(&self, end: End) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent(end), |group| self.groups.get(*group)?.parent)
            .take(self.groups.len())
    }

    /// Takes parents away that are missing or that would close a circle.
    pub(crate) fn mend_parents(&mut self) {
        let count = self.groups.len();
        for index in 0..count {
            let circular = self
                .ancestors(End::Group(index))
                .any(|group| group == index || group >= count);
            if circular {
                self.groups[index].parent = None;
            }
        }
        for node in &mut self.nodes {
            node.parent = node.parent.filter(|parent| *parent < count);
        }
    }
}

/// Draws the widest setting that still fits a book's column, or else the narrowest.
pub(crate) fn fit(
    build: impl Fn(&Preset) -> Graph,
    source: &str,
    target: Target,
) -> Result<Svg, DiagramError> {
    let mut narrowest: Option<(f64, Graph, sheet::Sheet)> = None;
    for preset in &PRESETS {
        let mut graph = build(preset);
        graph.mend_parents();
        let sheet = layout::lay_out(&graph, preset).map_err(|message| {
            DiagramError::whole(source, message, "Take arrows out, or split the diagram.")
        })?;
        let width = sheet.size.width;
        if narrowest.as_ref().is_none_or(|(least, ..)| width < *least) {
            narrowest = Some((width, graph, sheet));
        }
        let large = narrowest
            .as_ref()
            .is_some_and(|(_, graph, _)| graph.edges.len() > LARGE);
        if width <= COLUMN || large {
            break;
        }
    }
    let mut svg = Svg::new(target);
    if let Some((_, graph, sheet)) = narrowest {
        draw::draw(&graph, &sheet, &mut svg);
    }
    Ok(svg)
}
