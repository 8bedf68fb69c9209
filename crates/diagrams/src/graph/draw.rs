//! Draws a graph that has been laid out. Entry point: [`draw`].
//!
//! Invariant: frames lie below arrows, arrows below boxes, and labels on top.

use super::kernel::{LOOP, label_size};
use super::route::{Port, Route, Site, route, self_loop};
use super::sheet::{Sheet, Wire};
use super::{End, Graph, Head, Shape, Stroke, heads};
use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::Role;
use crate::svg::{Anchor, Path, Svg};

/// Draws everything.
pub(crate) fn draw(graph: &Graph, sheet: &Sheet, svg: &mut Svg) {
    draw_groups(graph, sheet, svg);
    for wire in &sheet.wires {
        draw_wire(graph, sheet, wire, svg);
    }
    draw_group_labels(graph, sheet, svg);
    for (note, rect) in graph.notes.iter().zip(&sheet.notes) {
        draw_tie(&rect_of(sheet, note.on), rect, svg);
        Shape::Note.draw(svg, rect, crate::paint::Tone::Plain, &note.label);
    }
    for (node, rect) in graph.nodes.iter().zip(&sheet.nodes) {
        node.shape.draw(svg, rect, node.tone, &node.label);
    }
    for wire in &sheet.wires {
        draw_wire_labels(graph, sheet, wire, svg);
    }
}

fn rect_of(sheet: &Sheet, end: End) -> Rect {
    let rect = match end {
        End::Node(index) => sheet.nodes.get(index),
        End::Group(index) => sheet.groups.get(index),
    };
    rect.copied().unwrap_or_default()
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
fn draw_group_labels(graph: &Graph, sheet: &Sheet, svg: &mut Svg) {
    for (group, rect) in graph.groups.iter().zip(&sheet.groups) {
        let Some(label) = &group.label else { continue };
        let size = Size::new(label.width, label.height());
        let corner = Point::new(free_left(graph, sheet, rect, size.width), rect.top + 7.0);
        svg.rect(
            Role::EdgeBackInside,
            &Rect::new(corner.x, corner.y, size),
            3.0,
        );
        let middle = Point::new(corner.x, corner.y + size.height / 2.0);
        svg.label(Role::GroupLabel, middle, Anchor::Start, label);
    }
}

/// Where a frame's name starts: at the left, unless an arrow comes in there and another place is free.
fn free_left(graph: &Graph, sheet: &Sheet, frame: &Rect, width: f64) -> f64 {
    const INSET: f64 = 12.0;
    let comes_in = |port: Port| {
        let depth = port.tip.y - frame.top;
        (port.towards.y > 0.0 && depth > 1.0 && depth < 70.0 && frame.contains(port.tip))
            .then_some(port.tip.x)
    };
    let ports = sheet.wires.iter().flat_map(|wire| {
        let route = route_of(graph, sheet, wire);
        [route.start, route.end]
    });
    let arrows: Vec<f64> = ports.filter_map(comes_in).collect();
    let left = frame.left + INSET;
    let places = [
        left,
        frame.right - INSET - width,
        frame.centre().x - width / 2.0,
    ];
    let is_free = |place: &f64| {
        !arrows
            .iter()
            .any(|x| (place - 7.0..=place + width * 1.05 + 7.0).contains(x))
    };
    places
        .into_iter()
        .filter(|place| *place >= left)
        .find(is_free)
        .unwrap_or(left)
}

fn site<'a>(graph: &'a Graph, sheet: &Sheet, end: End) -> Site<'a> {
    const FRAME: &Shape = &Shape::Box;
    let (shape, is_frame) = match end {
        End::Node(index) => (
            graph.nodes.get(index).map_or(FRAME, |node| &node.shape),
            false,
        ),
        End::Group(_) => (FRAME, true),
    };
    Site {
        rect: rect_of(sheet, end),
        shape,
        is_frame,
    }
}

fn route_of(graph: &Graph, sheet: &Sheet, wire: &Wire) -> Route {
    let edge = &graph.edges[wire.edge];
    if wire.from == wire.to {
        return self_loop(&rect_of(sheet, wire.from), wire.flow, edge.head);
    }
    route(
        wire,
        &site(graph, sheet, wire.from),
        &site(graph, sheet, wire.to),
        (edge.tail, edge.head),
    )
}

fn draw_wire(graph: &Graph, sheet: &Sheet, wire: &Wire, svg: &mut Svg) {
    let edge = &graph.edges[wire.edge];
    let role = match edge.stroke {
        Stroke::Solid => Role::Edge,
        Stroke::Dotted => Role::EdgeDotted,
        Stroke::Thick => Role::EdgeThick,
        Stroke::Hidden => return,
    };
    let route = route_of(graph, sheet, wire);
    svg.path(role, &route.path);
    heads::draw(svg, edge.tail, route.start.tip, route.start.towards);
    heads::draw(svg, edge.head, route.end.tip, route.end.towards);
}

fn draw_wire_labels(graph: &Graph, sheet: &Sheet, wire: &Wire, svg: &mut Svg) {
    let edge = &graph.edges[wire.edge];
    if let Some(label) = &edge.label {
        let middle = label_place(sheet, wire, label);
        let inside = sheet.groups.iter().any(|group| group.contains(middle));
        let back = if inside {
            Role::EdgeBackInside
        } else {
            Role::EdgeBack
        };
        svg.rect(back, &Rect::around(middle, label_size(label)), 4.0);
        svg.label(Role::EdgeLabel, middle, Anchor::Middle, label);
    }
    if edge.near_from.is_some() || edge.near_to.is_some() {
        let route = route_of(graph, sheet, wire);
        let (first, last) = (wire.points.first(), wire.points.last());
        draw_near(
            svg,
            edge.near_from.as_ref(),
            route.start,
            edge.tail,
            first.map(|point| point.at),
        );
        draw_near(
            svg,
            edge.near_to.as_ref(),
            route.end,
            edge.head,
            last.map(|point| point.at),
        );
    }
}

/// The layout reserved room for a label; a self-loop's label stands behind the loop.
fn label_place(sheet: &Sheet, wire: &Wire, label: &Label) -> Point {
    let rect = rect_of(sheet, wire.from);
    let size = label_size(label);
    match (wire.from == wire.to, wire.label) {
        (false, Some(place)) => place,
        (false, None) => f64_middle(rect.centre(), rect_of(sheet, wire.to).centre()),
        (true, _) if wire.flow.is_vertical() => {
            Point::new(rect.right + LOOP * 0.8 + size.width / 2.0, rect.centre().y)
        }
        (true, _) => Point::new(
            rect.centre().x,
            rect.bottom + LOOP * 0.85 + size.height / 2.0,
        ),
    }
}

fn f64_middle(a: Point, b: Point) -> Point {
    Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y))
}

/// A multiplicity beside an arrow's end, on the side to which the arrow does not turn.
fn draw_near(svg: &mut Svg, label: Option<&Label>, port: Port, head: Head, next: Option<Point>) {
    let Some(label) = label else { return };
    let back = heads::length(head) + 4.0;
    let (middle, anchor) = match port.towards.x == 0.0 {
        true => {
            let y = port.tip.y - port.towards.y * (back + label.height() / 2.0);
            match next.is_some_and(|next| next.x > port.tip.x + 1.0) {
                true => (Point::new(port.tip.x - 9.0, y), Anchor::End),
                false => (Point::new(port.tip.x + 9.0, y), Anchor::Start),
            }
        }
        false => {
            let anchor = if port.towards.x > 0.0 {
                Anchor::End
            } else {
                Anchor::Start
            };
            let x = port.tip.x - port.towards.x * back;
            let up = next.is_none_or(|next| next.y > port.tip.y - 1.0);
            let aside = label.height() / 2.0 + 4.0;
            (
                Point::new(x, port.tip.y + if up { -aside } else { aside }),
                anchor,
            )
        }
    };
    svg.label(Role::EdgeLabel, middle, anchor, label);
}

/// The dotted line between a note and what it is about.
fn draw_tie(on: &Rect, note: &Rect, svg: &mut Svg) {
    let (a, b) = (on.centre(), note.centre());
    let ends = if note.left >= on.right {
        [Point::new(on.right, b.y), Point::new(note.left, b.y)]
    } else if note.right <= on.left {
        [Point::new(note.right, b.y), Point::new(on.left, b.y)]
    } else if note.top >= on.bottom {
        let x = b.x.clamp(on.left, on.right);
        [Point::new(x, on.bottom), Point::new(x, note.top)]
    } else {
        let x = a.x.clamp(note.left, note.right);
        [Point::new(x, note.bottom), Point::new(x, on.top)]
    };
    svg.path(Role::EdgeDotted, &Path::lines(&ends));
}
