//! What the layout of a graph gives: places of boxes, frames, notes and arrows. Entry point:
//! [`Sheet`].
//!
//! Invariant: rectangles are in the order of the graph's nodes, groups and notes.

use super::{End, Flow};
use crate::geometry::{Point, Rect, Size};

/// A place that a wire passes, and the stretch of the main axis on which it runs straight there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Waypoint {
    pub(crate) at: Point,
    pub(crate) from: f64,
    pub(crate) to: f64,
}

/// The course of an arrow.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    pub(crate) edge: usize,
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) flow: Flow,
    pub(crate) points: Vec<Waypoint>,
    pub(crate) label: Option<Point>,
    /// The stretches of the main axis beside the first and the last box, on which the wire runs
    /// straight: neighbours may be larger than the box itself.
    pub(crate) ranks: [(f64, f64); 2],
}

/// Where everything is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) size: Size,
    pub(crate) nodes: Vec<Rect>,
    pub(crate) groups: Vec<Rect>,
    pub(crate) notes: Vec<Rect>,
    pub(crate) wires: Vec<Wire>,
}

impl Sheet {
    /// Where a box or frame is.
    pub(crate) fn rect(&self, end: End) -> Rect {
        let rect = match end {
            End::Node(index) => self.nodes.get(index),
            End::Group(index) => self.groups.get(index),
        };
        rect.copied().unwrap_or_default()
    }
}

/// What has a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Cell(End),
    Note(usize),
}

/// What one level placed, from its upper left corner.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) size: Size,
    pub(super) items: Vec<(Item, Rect)>,
    pub(super) wires: Vec<Wire>,
}

impl Part {
    /// Moves everything.
    pub(super) fn shift(&mut self, by: Point) {
        for (_, rect) in &mut self.items {
            *rect = rect.shifted(by);
        }
        for wire in &mut self.wires {
            let along = if wire.flow.is_vertical() { by.y } else { by.x };
            for point in &mut wire.points {
                *point = Waypoint {
                    at: point.at.shifted(by),
                    from: point.from + along,
                    to: point.to + along,
                };
            }
            wire.label = wire.label.map(|label| label.shifted(by));
            wire.ranks = wire.ranks.map(|(from, to)| (from + along, to + along));
        }
    }
}

const NOTE_GAP: f64 = 18.0;
/// Between two notes on the same side.
const NOTES_GAP: f64 = 8.0;

/// The places of all notes on one side of a box, one below another if they stand beside it, in a
/// row if they stand above or below.
pub(super) fn beside(core: &Rect, sizes: &[Size], horizontal: bool, before: bool) -> Vec<Rect> {
    let along = |size: &Size| if horizontal { size.height } else { size.width };
    let gaps = NOTES_GAP * sizes.len().saturating_sub(1) as f64;
    let whole: f64 = sizes.iter().map(along).sum::<f64>() + gaps;
    let c = core.centre();
    let mut place = if horizontal { c.y } else { c.x } - whole / 2.0;
    let rect = |size: &Size| {
        let start = place;
        place += along(size) + NOTES_GAP;
        let (left, top) = match (horizontal, before) {
            (true, true) => (core.left - NOTE_GAP - size.width, start),
            (true, false) => (core.right + NOTE_GAP, start),
            (false, true) => (start, core.top - NOTE_GAP - size.height),
            (false, false) => (start, core.bottom + NOTE_GAP),
        };
        Rect::new(left, top, *size)
    };
    sizes.iter().map(rect).collect()
}

/// The stretch along the main axis on which a wire must not turn: beside the boxes of its rank, and
/// beside or under labels.
pub(super) fn straight(at: Point, flow: Flow, solid: &[Rect]) -> Waypoint {
    let vertical = flow.is_vertical();
    let main = if vertical { at.y } else { at.x };
    let (mut from, mut to) = (main, main);
    for rect in solid {
        let (start, end) = match vertical {
            true => (rect.top, rect.bottom),
            false => (rect.left, rect.right),
        };
        if start <= main && main <= end {
            from = from.min(start);
            to = to.max(end);
        }
    }
    Waypoint { at, from, to }
}
