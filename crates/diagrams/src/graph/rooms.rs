//! How much room the parts of a graph need before they are placed. Entry points: [`of_node`],
//! [`of_notes`], [`of_name`], [`between_ranks`].
//!
//! Invariant: a box is never smaller than its text.

use super::levels::Levels;
use super::{Edge, End, Flow, Graph, Group, Shape, Stroke, kernel, ports};
use crate::geometry::Size;

/// Room above and below a frame's name.
pub(super) const NAME_PAD: f64 = 7.0;

/// Room for a node's text, and for all arrows that meet one of its sides.
pub(super) fn of_node(graph: &Graph, levels: &Levels<'_>, index: usize) -> Size {
    const MOST: usize = 5;
    let node = &graph.nodes[index];
    let end = End::Node(index);
    let mut size = node.shape.size(&node.label);
    let shown = || {
        let edges = graph.edges.iter();
        edges.filter(|edge| edge.stroke != Stroke::Hidden)
    };
    let arrows = |meets: fn(&Edge) -> End| shown().filter(|edge| meets(edge) == end).count();
    let most = arrows(|edge| edge.from).max(arrows(|edge| edge.to));
    let side = match levels.flow(levels.home(end)).is_vertical() {
        true => &mut size.width,
        false => &mut size.height,
    };
    let room = 2.0 * node.shape.reach(*side / 2.0);
    if node.shape.has_flat_sides() {
        let needed = (most.clamp(1, MOST) - 1) as f64 * ports::GAP;
        *side += (needed - room).max(0.0);
    }
    size
}

/// The notes on one side of a box, with their sizes.
pub(super) fn of_notes(graph: &Graph, end: End, before: bool) -> (Vec<usize>, Vec<Size>) {
    let notes = graph.notes.iter().enumerate();
    let own = notes.filter(|(_, note)| note.on == end && note.before == before);
    own.map(|(index, note)| (index, Shape::Note.size(&note.label)))
        .unzip()
}

/// A frame's name with the room around it; nothing if it has none.
pub(super) fn of_name(group: &Group) -> Size {
    match &group.label {
        Some(label) => Size::new(label.width * 1.06, label.height() + NAME_PAD),
        None => Size::default(),
    }
}

/// Room between ranks for multiplicities.
pub(super) fn between_ranks<'a>(edges: impl Iterator<Item = &'a Edge>, flow: Flow) -> f64 {
    const MOST: f64 = 48.0;
    let labels = edges.flat_map(|edge| [&edge.near_from, &edge.near_to]);
    let sizes = labels.flatten().map(kernel::label_size);
    let room = sizes.map(|size| match flow.is_vertical() {
        true => size.height,
        false => size.width,
    });
    room.fold(0.0, f64::max).min(MOST)
}
