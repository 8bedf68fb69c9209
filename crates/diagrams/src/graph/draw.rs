//! Draws a graph that has been laid out. Entry point: [`draw`].
//!
//! Invariant: frames lie below arrows, arrows below boxes, and labels on top.

use super::kernel::{label_size, loop_room};
use super::ports::{self, Port};
use super::route::{Route, route, self_loop};
use super::sheet::{Sheet, Wire};
use super::{Edge, End, Graph, Head, Shape, Stroke, heads};
use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};

/// Draws everything.
pub(crate) fn draw(graph: &Graph, sheet: &Sheet, svg: &mut Svg) {
    let arrows = arrows(graph, sheet);
    draw_groups(graph, sheet, svg);
    for arrow in &arrows {
        draw_arrow(arrow, svg);
    }
    draw_group_labels(graph, sheet, &arrows, svg);
    for (note, rect) in graph.notes.iter().zip(&sheet.notes) {
        draw_tie(&sheet.rect(note.on), rect, svg);
        Shape::Note.draw(svg, rect, Tone::Plain, &note.label);
    }
    for (node, rect) in graph.nodes.iter().zip(&sheet.nodes) {
        node.shape.draw(svg, rect, node.tone, &node.label);
    }
    for arrow in &arrows {
        draw_labels(sheet, arrow, svg);
    }
}

/// An arrow with its line.
struct Arrow<'a> {
    edge: &'a Edge,
    wire: &'a Wire,
    route: Route,
}

fn arrows<'a>(graph: &'a Graph, sheet: &'a Sheet) -> Vec<Arrow<'a>> {
    let ports = ports::assign(graph, sheet);
    let wires = sheet.wires.iter().zip(&ports);
    let arrow = |(wire, ports): (&'a Wire, &ports::Ports)| {
        let edge = graph.edges.get(wire.edge)?;
        let heads = (edge.tail, edge.head);
        let route = if wire.from == wire.to {
            self_loop(&sheet.rect(wire.from), wire.flow, heads)
        } else {
            let leads = (
                lead(edge.tail, edge.near_from.as_ref(), ports.start),
                lead(edge.head, edge.near_to.as_ref(), ports.end),
            );
            route(wire, ports, heads, leads)
        };
        Some(Arrow { edge, wire, route })
    };
    wires.filter_map(arrow).collect()
}

/// The straight line that an end needs for its head, and beside its multiplicity.
fn lead(head: Head, near: Option<&Label>, port: Port) -> f64 {
    let beside = near.map_or(0.0, |label| match port.along_y() {
        true => heads::length(head) + 4.0 + label.height(),
        false => heads::length(head) + 4.0 + label.width,
    });
    heads::lead(head).max(beside)
}

fn draw_groups(graph: &Graph, sheet: &Sheet, svg: &mut Svg) {
    let mut order: Vec<usize> = (0..graph.groups.len()).collect();
    order.sort_by_key(|group| graph.ancestors(End::Group(*group)).count());
    for index in order {
        let group = &graph.groups[index];
        let role = if group.region {
            Role::Region
        } else {
            Role::Group(group.tone)
        };
        svg.rect(role, &sheet.groups[index], 10.0);
    }
}

/// Names of frames lie above arrows that cross them.
fn draw_group_labels(graph: &Graph, sheet: &Sheet, arrows: &[Arrow<'_>], svg: &mut Svg) {
    for (group, rect) in graph.groups.iter().zip(&sheet.groups) {
        let Some(label) = &group.label else { continue };
        let size = Size::new(label.width, label.height());
        let corner = free_corner(rect, size, arrows);
        let back = Rect::new(corner.x, corner.y, size);
        svg.rect(Role::EdgeBackInside, &back, 3.0);
        let middle = Point::new(corner.x, corner.y + size.height / 2.0);
        svg.label(Role::GroupLabel, middle, Anchor::Start, label);
    }
}

/// Where a frame's name is: at the left, unless an arrow runs there and another place is free.
fn free_corner(frame: &Rect, size: Size, arrows: &[Arrow<'_>]) -> Point {
    const INSET: f64 = 12.0;
    let left = frame.left + INSET;
    let places = [
        left,
        frame.right - INSET - size.width,
        frame.centre().x - size.width / 2.0,
    ];
    let corner = |x: f64| Point::new(x, frame.top + 7.0);
    let is_free = |x: &f64| {
        let at = corner(*x);
        let rect = Rect::new(at.x, at.y, size).grown(4.0);
        !arrows
            .iter()
            .any(|arrow| crosses(&arrow.route.trace, &rect))
    };
    let places = places.into_iter().filter(|x| *x >= left);
    corner(places.clone().find(is_free).unwrap_or(left))
}

/// Whether a line of short pieces touches a rectangle.
fn crosses(trace: &[Point], rect: &Rect) -> bool {
    let piece = |(from, to): (&Point, &Point)| Rect::between(*from, *to).overlaps(rect);
    trace.iter().zip(trace.iter().skip(1)).any(piece)
}

fn draw_arrow(arrow: &Arrow<'_>, svg: &mut Svg) {
    let tone = arrow.edge.tone;
    let role = match arrow.edge.stroke {
        Stroke::Solid => Role::Edge(tone),
        Stroke::Dotted => Role::EdgeDotted(tone),
        Stroke::Thick => Role::EdgeThick(tone),
        Stroke::Hidden => return,
    };
    let route = &arrow.route;
    svg.path(role, &route.path);
    let mut tip = |head: Head, port: Port| heads::draw(svg, head, tone, port.tip, port.towards);
    tip(arrow.edge.tail, route.start);
    tip(arrow.edge.head, route.end);
}

fn draw_labels(sheet: &Sheet, arrow: &Arrow<'_>, svg: &mut Svg) {
    let Arrow { edge, wire, route } = arrow;
    if let Some(label) = &edge.label {
        let middle = label_place(sheet, wire, edge, label);
        let inside = sheet.groups.iter().any(|group| group.contains(middle));
        let back = if inside {
            Role::EdgeBackInside
        } else {
            Role::EdgeBack
        };
        svg.rect(back, &Rect::around(middle, label_size(label)), 4.0);
        svg.label(Role::EdgeLabel, middle, Anchor::Middle, label);
    }
    draw_near(svg, edge.near_from.as_ref(), route.start, edge.tail);
    draw_near(svg, edge.near_to.as_ref(), route.end, edge.head);
}

/// The layout reserved room for a label; a self-loop's label stands behind the loop.
fn label_place(sheet: &Sheet, wire: &Wire, edge: &Edge, label: &Label) -> Point {
    let rect = sheet.rect(wire.from);
    let size = label_size(label);
    let out = loop_room(edge) * 0.85;
    match (wire.from == wire.to, wire.label) {
        (false, Some(place)) => place,
        (false, None) => {
            let (a, b) = (rect.centre(), sheet.rect(wire.to).centre());
            Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y))
        }
        (true, _) if wire.flow.is_vertical() => {
            Point::new(rect.right + out + size.width / 2.0, rect.centre().y)
        }
        (true, _) => Point::new(rect.centre().x, rect.bottom + out + size.height / 2.0),
    }
}

/// A multiplicity beside an arrow's end.
fn draw_near(svg: &mut Svg, label: Option<&Label>, port: Port, head: Head) {
    const ASIDE: f64 = 9.0;
    let Some(label) = label else { return };
    let back = heads::length(head) + 4.0;
    let sign = if port.label_behind { 1.0 } else { -1.0 };
    let (middle, anchor) = if port.along_y() {
        let y = port.tip.y - port.towards.y * (back + label.height() / 2.0);
        let anchor = if port.label_behind {
            Anchor::Start
        } else {
            Anchor::End
        };
        (Point::new(port.tip.x + sign * ASIDE, y), anchor)
    } else {
        let anchor = if port.towards.x > 0.0 {
            Anchor::End
        } else {
            Anchor::Start
        };
        let y = port.tip.y + sign * (label.height() / 2.0 + 4.0);
        (Point::new(port.tip.x - port.towards.x * back, y), anchor)
    };
    svg.label(Role::EdgeLabel, middle, anchor, label);
}

/// The dotted line between a note and what it is about.
fn draw_tie(on: &Rect, note: &Rect, svg: &mut Svg) {
    let b = note.centre();
    let ends = if note.left >= on.right {
        let y = b.y.clamp(on.top, on.bottom);
        [Point::new(on.right, y), Point::new(note.left, b.y)]
    } else if note.right <= on.left {
        let y = b.y.clamp(on.top, on.bottom);
        [Point::new(note.right, b.y), Point::new(on.left, y)]
    } else if note.top >= on.bottom {
        let x = b.x.clamp(on.left, on.right);
        [Point::new(x, on.bottom), Point::new(b.x, note.top)]
    } else {
        let x = b.x.clamp(on.left, on.right);
        [Point::new(b.x, note.bottom), Point::new(x, on.top)]
    };
    svg.path(Role::EdgeDotted(Tone::Plain), &Path::lines(&ends));
}
