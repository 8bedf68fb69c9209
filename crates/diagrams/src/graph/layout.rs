//! Places boxes, frames and arrows with the layered layout of dagre, level by level. Entry point:
//! [`lay_out`].
//!
//! Invariant: every node, group and note of the graph has a rectangle in the [`Sheet`], and every
//! arrow that is not hidden has a wire.

use super::kernel::{self, Budget, Dagre, edge_box, edge_key, key, note_key, rect_of, sized};
use super::levels::Levels;
use super::rooms;
use super::sheet::{Item, Part, Sheet, Wire, beside, straight};
use super::stretch::Stretch;
use super::{Edge, End, Graph, Preset, Stroke};
use crate::geometry::{Point, Rect, Size};
use dugong::graphlib::GraphOptions;
use dugong::{EdgeLabel, GraphLabel, NodeLabel};

/// Room between a frame and what it holds.
pub(crate) const FRAME_PAD: f64 = 14.0;
/// Room below an open frame's name, for the heads of arrows that come in from above.
const HEAD_ROOM: f64 = 16.0;

/// Lays out the whole graph. The error is a sentence for the author.
pub(crate) fn lay_out(graph: &Graph, preset: &Preset) -> Result<Sheet, String> {
    let mut layout = Layout {
        graph,
        preset,
        levels: Levels::new(graph),
        budget: Budget::default(),
    };
    let part = layout.level(None)?;
    let mut sheet = Sheet {
        size: part.size,
        nodes: vec![Rect::default(); graph.nodes.len()],
        groups: vec![Rect::default(); graph.groups.len()],
        notes: vec![Rect::default(); graph.notes.len()],
        wires: part.wires,
    };
    for (item, rect) in part.items {
        match item {
            Item::Cell(End::Node(index)) => sheet.nodes[index] = rect,
            Item::Cell(End::Group(index)) => sheet.groups[index] = rect,
            Item::Note(index) => sheet.notes[index] = rect,
        }
    }
    sheet.wires.sort_by_key(|wire| wire.edge);
    Ok(sheet)
}

/// A box of a level with its notes: all of it is one box for dagre.
struct Cell {
    end: End,
    inner: Part,
    /// The box itself, from the upper left corner of the whole.
    core: Rect,
    notes: Vec<(usize, Rect)>,
    size: Size,
}

struct Layout<'a> {
    graph: &'a Graph,
    preset: &'a Preset,
    levels: Levels<'a>,
    budget: Budget,
}

impl Layout<'_> {
    fn level(&mut self, level: Option<usize>) -> Result<Part, String> {
        let mut cells = Vec::new();
        for end in self.levels.cells(level) {
            cells.push(self.cell(end)?);
        }
        let mut dagre = self.dagre(level, &cells);
        dugong::layout_controlled(&mut dagre, &mut self.budget)
            .map_err(|error| format!("the diagram cannot be laid out: {error}"))?;
        Ok(self.read(level, cells, &dagre))
    }

    fn cell(&mut self, end: End) -> Result<Cell, String> {
        let (inner, size) = match end {
            End::Node(index) => (
                Part::default(),
                rooms::of_node(self.graph, &self.levels, index),
            ),
            End::Group(index) => self.closed_frame(index)?,
        };
        let horizontal = self.levels.flow(self.levels.home(end)).is_vertical();
        let core = Rect::new(0.0, 0.0, size);
        let mut notes = Vec::new();
        for before in [true, false] {
            let (indices, sizes) = rooms::of_notes(self.graph, end, before);
            let places = beside(&core, &sizes, horizontal, before);
            notes.extend(indices.into_iter().zip(places));
        }
        let rects = notes.iter().map(|(_, rect)| *rect);
        let whole = rects.fold(core, |whole, rect| whole.union(&rect));
        let back = Point::new(-whole.left, -whole.top);
        notes
            .iter_mut()
            .for_each(|(_, rect)| *rect = rect.shifted(back));
        Ok(Cell {
            end,
            inner,
            core: core.shifted(back),
            notes,
            size: Size::new(whole.width(), whole.height()),
        })
    }

    /// Lays out what is in a closed frame, and puts the frame around it.
    fn closed_frame(&mut self, index: usize) -> Result<(Part, Size), String> {
        let mut part = self.level(Some(index))?;
        let name = rooms::of_name(&self.graph.groups[index]);
        let width = part.size.width.max(name.width);
        let aside = FRAME_PAD + (width - part.size.width) / 2.0;
        let above = if name.height > 0.0 {
            name.height + rooms::NAME_PAD
        } else {
            FRAME_PAD
        };
        part.shift(Point::new(aside, above));
        let size = Size::new(
            width + 2.0 * FRAME_PAD,
            part.size.height + above + FRAME_PAD,
        );
        Ok((part, size))
    }

    fn dagre(&self, level: Option<usize>, cells: &[Cell]) -> Dagre {
        let flow = self.levels.flow(level);
        let mut dagre = Dagre::new(GraphOptions {
            directed: true,
            multigraph: true,
            compound: true,
        });
        dagre.set_graph(GraphLabel {
            rankdir: kernel::direction(flow),
            nodesep: self.preset.node_gap,
            ranksep: self.preset.rank_gap
                + 1.5 * rooms::between_ranks(self.edges_of(level).map(|(_, edge)| edge), flow),
            edgesep: self.preset.node_gap * 0.6,
            ..GraphLabel::default()
        });
        let groups = self.levels.open_groups(level);
        for group in &groups {
            dagre.set_node(key(End::Group(*group)), NodeLabel::default());
        }
        for cell in cells {
            dagre.set_node(key(cell.end), sized(cell.size));
        }
        self.loose_notes(level).for_each(|(index, size)| {
            dagre.set_node(note_key(index), sized(size));
        });
        for end in groups
            .iter()
            .map(|group| End::Group(*group))
            .chain(cells.iter().map(|cell| cell.end))
        {
            if let Some(frame) = self.levels.frame(end) {
                dagre.set_parent(key(end), key(End::Group(frame)));
            }
        }
        self.connect(level, &mut dagre);
        dagre
    }

    /// Notes on open frames: they get a box of their own.
    fn loose_notes(&self, level: Option<usize>) -> impl Iterator<Item = (usize, Size)> + '_ {
        let loose = move |on: End| match on {
            End::Group(group) => !self.levels.is_closed(group) && self.levels.home(on) == level,
            End::Node(_) => false,
        };
        let notes = self
            .graph
            .notes
            .iter()
            .enumerate()
            .filter(move |(_, note)| loose(note.on));
        notes.map(|(index, note)| (index, super::Shape::Note.size(&note.label)))
    }

    fn connect(&self, level: Option<usize>, dagre: &mut Dagre) {
        let flow = self.levels.flow(level);
        for (index, edge) in self.edges_of(level) {
            let (from, to) = (
                self.levels.anchor(edge.from, false),
                self.levels.anchor(edge.to, true),
            );
            let label = edge_box(edge, flow, from == to);
            dagre.set_edge_named(key(from), key(to), Some(edge_key(index)), Some(label));
        }
        for (index, _) in self.loose_notes(level) {
            let anchor = key(self.levels.anchor(self.graph.notes[index].on, false));
            let label = EdgeLabel {
                minlen: 1,
                weight: 1.0,
                ..EdgeLabel::default()
            };
            dagre.set_edge_named(anchor, note_key(index), Some(note_key(index)), Some(label));
        }
    }

    fn edges_of(&self, level: Option<usize>) -> impl Iterator<Item = (usize, &Edge)> + '_ {
        let edges = self.graph.edges.iter().enumerate();
        edges.filter(move |(_, edge)| {
            self.levels.home(edge.from) == level && self.levels.home(edge.to) == level
        })
    }

    /// Takes the places from dagre, makes room for names, and puts inner levels in.
    fn read(&self, level: Option<usize>, cells: Vec<Cell>, dagre: &Dagre) -> Part {
        let groups = self.levels.open_groups(level);
        let (across, down) = self.stretch(&groups, &cells, dagre);
        let moved =
            |rect: &Rect| rect.shifted(Point::new(across.shift(rect.left), down.shift(rect.top)));
        let mut part = Part::default();
        for group in groups {
            let rect = rect_of(dagre, &key(End::Group(group)));
            let rect = Rect {
                left: across.map(rect.left),
                top: down.map(rect.top),
                right: across.map(rect.right),
                bottom: down.map(rect.bottom),
            };
            part.items.push((Item::Cell(End::Group(group)), rect));
        }
        let mut solid = Vec::new();
        for mut cell in cells {
            let whole = moved(&rect_of(dagre, &key(cell.end)));
            let corner = Point::new(whole.left, whole.top);
            let core = cell.core.shifted(corner);
            cell.inner.shift(Point::new(core.left, core.top));
            part.items.push((Item::Cell(cell.end), core));
            part.items.extend(
                cell.notes
                    .iter()
                    .map(|(note, rect)| (Item::Note(*note), rect.shifted(corner))),
            );
            part.items.append(&mut cell.inner.items);
            part.wires.append(&mut cell.inner.wires);
            solid.push(whole);
        }
        solid.extend(self.labels(level, dagre, &across, &down));
        for (index, _) in self.loose_notes(level) {
            part.items
                .push((Item::Note(index), moved(&rect_of(dagre, &note_key(index)))));
        }
        for (index, edge) in self
            .edges_of(level)
            .filter(|(_, edge)| edge.stroke != Stroke::Hidden)
        {
            part.wires
                .extend(self.wire(level, index, edge, dagre, (&across, &down), &solid));
        }
        self.crop(&mut part);
        part
    }

    /// Where the labels of a level's arrows are.
    fn labels(
        &self,
        level: Option<usize>,
        dagre: &Dagre,
        across: &Stretch,
        down: &Stretch,
    ) -> Vec<Rect> {
        let label = |(index, edge): (usize, &Edge)| {
            let (from, to) = (
                self.levels.anchor(edge.from, false),
                self.levels.anchor(edge.to, true),
            );
            let placed = dagre.edge(&key(from), &key(to), Some(&edge_key(index)))?;
            let size = kernel::label_size(edge.label.as_ref().filter(|_| from != to)?);
            let centre = Point::new(across.map(placed.x?), down.map(placed.y?));
            Some(Rect::around(centre, size))
        };
        self.edges_of(level).filter_map(label).collect()
    }

    fn stretch(&self, groups: &[usize], cells: &[Cell], dagre: &Dagre) -> (Stretch, Stretch) {
        let (mut across, mut down) = (Stretch::default(), Stretch::default());
        for group in groups {
            let rect = rect_of(dagre, &key(End::Group(*group)));
            let inside = |end: End| self.graph.ancestors(end).any(|ancestor| ancestor == *group);
            let ends = cells
                .iter()
                .map(|cell| cell.end)
                .chain(groups.iter().map(|group| End::Group(*group)));
            let content = ends
                .filter(|end| inside(*end))
                .map(|end| rect_of(dagre, &key(end)).top);
            let name = rooms::of_name(&self.graph.groups[*group]);
            if let Some(top) = content.reduce(f64::min) {
                let missing = name.height + HEAD_ROOM - (down.map(top) - down.map(rect.top));
                if missing > 0.0 {
                    down.cut_before(top, missing);
                }
            }
            let missing =
                name.width + 2.0 * FRAME_PAD - (across.map(rect.right) - across.map(rect.left));
            if missing > 0.0 {
                across.cut_after(rect.left, missing / 2.0);
                across.cut_before(rect.right, missing / 2.0);
            }
        }
        (across, down)
    }

    fn wire(
        &self,
        level: Option<usize>,
        index: usize,
        edge: &Edge,
        dagre: &Dagre,
        (across, down): (&Stretch, &Stretch),
        solid: &[Rect],
    ) -> Option<Wire> {
        let flow = self.levels.flow(level);
        let (from, to) = (
            self.levels.anchor(edge.from, false),
            self.levels.anchor(edge.to, true),
        );
        let placed = dagre.edge(&key(from), &key(to), Some(&edge_key(index)))?;
        let map = |x: f64, y: f64| Point::new(across.map(x), down.map(y));
        let label = match (placed.x, placed.y, &edge.label) {
            (Some(x), Some(y), Some(_)) => Some(map(x, y)),
            _ => None,
        };
        let inner = placed
            .points
            .get(1..placed.points.len().saturating_sub(1))
            .unwrap_or_default();
        let inner = if from == to { &[] } else { inner };
        let points = inner.iter().map(|point| {
            let at = map(point.x, point.y);
            straight(at, flow, solid)
        });
        let rank = |end: End| {
            let rect = rect_of(dagre, &key(end));
            let Point { x, y } = rect.centre();
            let rank = straight(map(x, y), flow, solid);
            (rank.from, rank.to)
        };
        let ranks = [rank(from), rank(to)];
        let (from, to) = self.drawn_ends(edge, from, to);
        Some(Wire {
            ranks,
            edge: index,
            from,
            to,
            flow,
            points: points.collect(),
            label,
        })
    }

    /// An arrow between a frame and something inside it is drawn from box to box.
    fn drawn_ends(&self, edge: &Edge, from: End, to: End) -> (End, End) {
        let holds = |outer: End, inner: End| match outer {
            End::Group(group) => self
                .graph
                .ancestors(inner)
                .any(|ancestor| ancestor == group),
            End::Node(_) => false,
        };
        match holds(edge.from, edge.to) || holds(edge.to, edge.from) {
            true => (from, to),
            false => (edge.from, edge.to),
        }
    }

    /// Moves the part so that everything in it starts at its upper left corner.
    fn crop(&self, part: &mut Part) {
        let wires = part.wires.iter().flat_map(|wire| {
            let points = wire
                .points
                .iter()
                .map(|point| Rect::around(point.at, Size::default()));
            let size = self.graph.edges[wire.edge]
                .label
                .as_ref()
                .map(kernel::label_size)
                .unwrap_or_default();
            points.chain(wire.label.map(|label| Rect::around(label, size)))
        });
        let rects = part.items.iter().map(|(_, rect)| *rect).chain(wires);
        let Some(bounds) = rects.reduce(|all, rect| all.union(&rect)) else {
            return;
        };
        part.shift(Point::new(-bounds.left, -bounds.top));
        part.size = Size::new(bounds.width(), bounds.height());
    }
}
