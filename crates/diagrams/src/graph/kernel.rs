//! The words in which dagre, the layout kernel, is told of boxes and arrows. Entry points:
//! [`Dagre`], [`key`], [`edge_box`], [`rect_of`].
//!
//! Invariant: keys of nodes, groups, notes and edges never collide.

use super::{Edge, End, Flow, Head};
use crate::geometry::{Point, Rect, Size};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir, WorkControl, WorkError};

/// The kernel's graph.
pub(super) type Dagre = dugong::graphlib::Graph<NodeLabel, EdgeLabel, GraphLabel>;

/// How far a self-loop swings out.
pub(crate) const LOOP: f64 = 28.0;

/// Room that a self-loop takes beside its box, without its label: more if its heads need a
/// straight line.
pub(crate) fn loop_room(edge: &Edge) -> f64 {
    match is_wide_loop((edge.tail, edge.head)) {
        true => LOOP * 2.0,
        false => LOOP,
    }
}

/// Whether a self-loop's heads stand on a straight line before it turns.
pub(crate) fn is_wide_loop(heads: (Head, Head)) -> bool {
    super::heads::lead(heads.0).max(super::heads::lead(heads.1)) > 20.0
}
/// Steps of the layout kernel after which a graph is refused; ordinary pictures need a thousandth.
const BUDGET: usize = 100_000_000;

/// Steps that are left; the kernel stops when there are none.
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(BUDGET)
    }
}

impl WorkControl for Budget {
    fn charge(&mut self, units: usize) -> Result<(), WorkError> {
        self.0 = self.0.checked_sub(units).ok_or(WorkError::Interrupted)?;
        Ok(())
    }
}

/// The kernel's name of a direction.
pub(super) fn direction(flow: Flow) -> RankDir {
    match flow {
        Flow::Down => RankDir::TB,
        Flow::Up => RankDir::BT,
        Flow::Right => RankDir::LR,
        Flow::Left => RankDir::RL,
    }
}

/// A label with the room around it.
pub(crate) fn label_size(label: &crate::label::Label) -> Size {
    Size::new(label.width * 1.04 + 10.0, label.height() + 4.0)
}

/// What the kernel is told of an arrow: its label, and room for its heads and multiplicities.
pub(super) fn edge_box(edge: &Edge, flow: Flow, is_loop: bool) -> EdgeLabel {
    let mut size = edge.label.as_ref().map(label_size).unwrap_or_default();
    if is_loop && flow.is_vertical() {
        size.width += loop_room(edge);
        size.height = size.height.max(LOOP);
    } else if is_loop {
        size.height += loop_room(edge);
        size.width = size.width.max(LOOP);
    }
    // Heads that stand on a long straight line need more room between ranks.
    let leads = (super::heads::lead(edge.tail) + super::heads::lead(edge.head) - 24.0).max(0.0);
    *(if flow.is_vertical() {
        &mut size.height
    } else {
        &mut size.width
    }) += leads;
    EdgeLabel {
        width: size.width,
        height: size.height,
        minlen: edge.ranks.max(1),
        weight: 1.0,
        ..EdgeLabel::default()
    }
}

/// A box of the kernel.
pub(super) fn sized(size: Size) -> NodeLabel {
    NodeLabel {
        width: size.width,
        height: size.height,
        ..NodeLabel::default()
    }
}

/// Where the kernel put a box.
pub(super) fn rect_of(dagre: &Dagre, key: &str) -> Rect {
    dagre.node(key).map_or_else(Rect::default, |node| {
        let centre = Point::new(node.x.unwrap_or_default(), node.y.unwrap_or_default());
        Rect::around(centre, Size::new(node.width, node.height))
    })
}

/// The kernel's name of a box or frame.
pub(super) fn key(end: End) -> String {
    match end {
        End::Node(index) => format!("n{index}"),
        End::Group(index) => format!("g{index}"),
    }
}

/// The kernel's name of an arrow.
pub(super) fn edge_key(index: usize) -> String {
    format!("e{index}")
}

/// The kernel's name of a note.
pub(super) fn note_key(index: usize) -> String {
    format!("t{index}")
}
