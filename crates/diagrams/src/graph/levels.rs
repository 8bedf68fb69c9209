//! Which frames are laid out on their own. Entry point: [`Levels`].
//!
//! A frame that no arrow enters or leaves through its border keeps its own direction and becomes
//! one box of the level above. Invariant: both ends of every arrow have the same home.

use super::{End, Flow, Graph};

/// The division of a graph into levels.
pub(crate) struct Levels<'a> {
    graph: &'a Graph,
    closed: Vec<bool>,
}

impl<'a> Levels<'a> {
    /// Finds the closed frames.
    pub(crate) fn new(graph: &'a Graph) -> Self {
        let inside =
            |end: End, group: usize| graph.ancestors(end).any(|ancestor| ancestor == group);
        let crossed = |group: usize| {
            graph
                .edges
                .iter()
                .any(|edge| inside(edge.from, group) != inside(edge.to, group))
        };
        let closed = (0..graph.groups.len())
            .map(|group| !crossed(group))
            .collect();
        Self { graph, closed }
    }

    /// Whether the frame is a box of the level above.
    pub(crate) fn is_closed(&self, group: usize) -> bool {
        self.closed.get(group).copied().unwrap_or(false)
    }

    /// The closed frame in which an end is laid out, or the whole picture.
    pub(crate) fn home(&self, end: End) -> Option<usize> {
        self.graph
            .ancestors(end)
            .find(|group| self.is_closed(*group))
    }

    /// Boxes of a level: nodes and closed frames.
    pub(crate) fn cells(&self, level: Option<usize>) -> Vec<End> {
        let nodes = (0..self.graph.nodes.len()).map(End::Node);
        let groups = (0..self.graph.groups.len())
            .filter(|group| self.is_closed(*group))
            .map(End::Group);
        nodes
            .chain(groups)
            .filter(|end| self.home(*end) == level)
            .collect()
    }

    /// Frames of a level that arrows cross, outer ones first.
    pub(crate) fn open_groups(&self, level: Option<usize>) -> Vec<usize> {
        let mut groups: Vec<usize> = (0..self.graph.groups.len())
            .filter(|group| !self.is_closed(*group) && self.home(End::Group(*group)) == level)
            .collect();
        groups.sort_by_key(|group| self.graph.ancestors(End::Group(*group)).count());
        groups
    }

    /// The direction of a level: its own, or else that of the level above.
    pub(crate) fn flow(&self, level: Option<usize>) -> Flow {
        let own = level.and_then(|group| self.graph.groups.get(group)?.flow);
        let above = || {
            let group = level?;
            self.graph
                .ancestors(End::Group(group))
                .find_map(|above| self.graph.groups.get(above)?.flow)
        };
        own.or_else(above).unwrap_or(self.graph.flow)
    }

    /// The open frame around a cell in its level, if any.
    pub(crate) fn frame(&self, end: End) -> Option<usize> {
        self.graph
            .parent(end)
            .filter(|group| !self.is_closed(*group))
    }

    /// The box that stands for an arrow's end while the level is laid out: the end itself, or a box
    /// inside it if it is an open frame. A box that nothing in the frame points to is a good
    /// target, one that points to nothing a good source.
    pub(crate) fn anchor(&self, end: End, is_target: bool) -> End {
        let End::Group(group) = end else { return end };
        if self.is_closed(group) {
            return end;
        }
        let level = self.home(end);
        let inside = |cell: &End| {
            self.graph
                .ancestors(*cell)
                .any(|ancestor| ancestor == group)
        };
        let members: Vec<End> = self.cells(level).into_iter().filter(inside).collect();
        let busy = |cell: &End| {
            let touches = |edge: &super::Edge| match is_target {
                true => edge.to == *cell && inside(&edge.from),
                false => edge.from == *cell && inside(&edge.to),
            };
            self.graph.edges.iter().any(touches)
        };
        let free = members.iter().find(|cell| !busy(cell));
        free.or(members.first()).copied().unwrap_or(end)
    }
}
