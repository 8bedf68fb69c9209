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
        }
    }
}

const NOTE_GAP: f64 = 18.0;

/// A note's place outside of everything placed so far, level with the box it belongs to.
pub(super) fn beside_of(
    core: &Rect,
    whole: &Rect,
    size: Size,
    horizontal: bool,
    before: bool,
) -> Rect {
    let c = core.centre();
    let (left, top) = match (horizontal, before) {
        (true, true) => (whole.left - NOTE_GAP - size.width, c.y - size.height / 2.0),
        (true, false) => (whole.right + NOTE_GAP, c.y - size.height / 2.0),
        (false, true) => (c.x - size.width / 2.0, whole.top - NOTE_GAP - size.height),
        (false, false) => (c.x - size.width / 2.0, whole.bottom + NOTE_GAP),
    };
    Rect::new(left, top, size)
}

/// The stretch along the main axis on which a wire must not turn: beside the boxes of its rank,
/// and under its own label.
pub(super) fn straight(
    at: Point,
    flow: Flow,
    solid: &[Rect],
    label: Option<(Point, Size)>,
) -> Waypoint {
    let vertical = flow.is_vertical();
    let main = if vertical { at.y } else { at.x };
    let span = |rect: &Rect| match vertical {
        true => (rect.top, rect.bottom),
        false => (rect.left, rect.right),
    };
    let own = label
        .filter(|(centre, _)| (centre.x - at.x).abs() + (centre.y - at.y).abs() < 1.0)
        .map(|(centre, size)| Rect::around(centre, size));
    let (mut from, mut to) = (main, main);
    for rect in solid.iter().chain(own.as_ref()) {
        let (start, end) = span(rect);
        if start <= main && main <= end {
            from = from.min(start);
            to = to.max(end);
        }
    }
    Waypoint { at, from, to }
}
