//! Where arrows touch boxes. Entry point: [`assign`].
//!
//! Arrows that meet the same side of a box keep a distance from each other, in the order in which
//! they come, so that neither their heads nor their multiplicities lie on one another. Invariant:
//! a port lies on the outline of its box.

use super::kernel::label_size;
use super::sheet::{Sheet, Waypoint, Wire};
use super::{Edge, End, Flow, Graph, Shape};
use crate::geometry::{Point, Rect};
use std::collections::BTreeMap;

/// Where an arrow touches a box, and the unit vector into the box.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Port {
    pub(crate) tip: Point,
    pub(crate) towards: Point,
    /// Whether a multiplicity stands behind the line (right of it, or below) or before it.
    pub(crate) label_behind: bool,
}

impl Port {
    /// Whether the arrow runs up or down here.
    pub(crate) fn along_y(self) -> bool {
        self.towards.x == 0.0
    }
}

/// Both ports of an arrow, and the waypoints between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ports {
    pub(crate) start: Port,
    pub(crate) end: Port,
    pub(crate) between: Vec<Waypoint>,
}

/// A box as an arrow sees it.
#[derive(Clone, Copy)]
struct Site<'a> {
    rect: Rect,
    shape: &'a Shape,
    /// Whether it is a frame, through which the layout drew the arrow to a box inside.
    is_frame: bool,
}

impl Site<'_> {
    /// Where on the sides that face this axis arrows may touch: from, to.
    fn reach(&self, along_y: bool) -> (f64, f64) {
        let (middle, half) = match along_y {
            true => (self.rect.centre().x, self.rect.width() / 2.0),
            false => (self.rect.centre().y, self.rect.height() / 2.0),
        };
        let reach = match self.is_frame {
            true => (half - 14.0).max(0.0),
            false => self.shape.reach(half),
        };
        (middle - reach, middle + reach)
    }
}

/// One end of an arrow before its port is fixed.
struct Touch {
    wire: usize,
    is_start: bool,
    /// Where on the side it would like to be, which decides the order.
    wish: f64,
    /// Room for a multiplicity.
    label: f64,
    /// Whether a straight line leads to the other end.
    is_direct: bool,
}

/// A side of a box: the axis on which arrows come, and whether it is the far side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    along_y: bool,
    far: bool,
}

/// How much nearer to a corner an arrow may touch if that makes it straight.
const STRAIGHT_ROOM: f64 = 4.0;
/// Least distance of two arrows on one side, where there is room.
pub(crate) const GAP: f64 = 15.0;

/// How often the ends of arrows that could be straight move towards each other.
const ROUNDS: usize = 4;

/// The ports of all wires, in their order; those of self-loops are left empty.
pub(crate) fn assign(graph: &Graph, sheet: &Sheet) -> Vec<Ports> {
    let mut all: Vec<Ports> = Vec::with_capacity(sheet.wires.len());
    let mut touches: BTreeMap<(End, Side), Vec<Touch>> = BTreeMap::new();
    for (index, wire) in sheet.wires.iter().enumerate() {
        let (from, to) = (site(graph, sheet, wire.from), site(graph, sheet, wire.to));
        let between = if wire.from == wire.to {
            Vec::new()
        } else {
            between(wire, &from, &to)
        };
        if wire.from != wire.to {
            let edge = graph.edges.get(wire.edge);
            for is_start in [true, false] {
                let (side, touch) = touch(index, is_start, wire, edge, &between, (&from, &to));
                let end = if is_start { wire.from } else { wire.to };
                touches.entry((end, side)).or_default().push(touch);
            }
        }
        all.push(Ports {
            between,
            ..Ports::default()
        });
    }
    for touches in touches.values_mut() {
        touches.sort_by(|a, b| a.wish.total_cmp(&b.wish).then(a.wire.cmp(&b.wire)));
    }
    for round in 1..=ROUNDS {
        for ((end, side), touches) in &touches {
            fix(&mut all, &site(graph, sheet, *end), *side, touches);
        }
        if round < ROUNDS {
            straighten(&mut touches, &all);
        }
    }
    all
}

/// The ends of an arrow that runs past nothing wish to meet in the middle.
fn straighten(touches: &mut BTreeMap<(End, Side), Vec<Touch>>, all: &[Ports]) {
    for ((_, side), touches) in touches {
        for touch in touches.iter_mut().filter(|touch| touch.is_direct) {
            if let Some(ports) = all.get(touch.wire) {
                let (a, b) = (ports.start.tip, ports.end.tip);
                touch.wish = match side.along_y {
                    true => f64::midpoint(a.x, b.x),
                    false => f64::midpoint(a.y, b.y),
                };
            }
        }
    }
}

fn site<'a>(graph: &'a Graph, sheet: &Sheet, end: End) -> Site<'a> {
    const FRAME: &Shape = &Shape::Box;
    let shape = match end {
        End::Node(index) => graph.nodes.get(index).map_or(FRAME, |node| &node.shape),
        End::Group(_) => FRAME,
    };
    Site {
        rect: sheet.rect(end),
        shape,
        is_frame: matches!(end, End::Group(_)),
    }
}

/// The waypoints that say something: beside a box or under a label, and outside of the frames that
/// the arrow is drawn from and to.
fn between(wire: &Wire, from: &Site<'_>, to: &Site<'_>) -> Vec<Waypoint> {
    let outside =
        |site: &Site<'_>, point: Point| !(site.is_frame && site.rect.grown(1.0).contains(point));
    let kept = wire
        .points
        .iter()
        .filter(|point| point.to > point.from && outside(from, point.at) && outside(to, point.at));
    kept.copied().collect()
}

fn touch(
    wire_index: usize,
    is_start: bool,
    wire: &Wire,
    edge: Option<&Edge>,
    between: &[Waypoint],
    (from, to): (&Site<'_>, &Site<'_>),
) -> (Side, Touch) {
    let (own, other) = if is_start { (from, to) } else { (to, from) };
    let next = if is_start {
        between.first()
    } else {
        between.last()
    };
    let (side, wish) = match next {
        Some(point) => towards_point(own, point.at, wire.flow),
        None => towards_site(own, other, wire.flow),
    };
    let common = next
        .is_none()
        .then(|| common(own, other, wire.flow))
        .flatten();
    let common = common.filter(|_| side.along_y == wire.flow.is_vertical());
    let near = edge.and_then(|edge| match is_start {
        true => edge.near_from.as_ref(),
        false => edge.near_to.as_ref(),
    });
    let label = near.map(label_size).map_or(0.0, |size| match side.along_y {
        true => size.width,
        false => size.height,
    });
    let touch = Touch {
        wire: wire_index,
        is_start,
        wish: common.unwrap_or(wish),
        label,
        is_direct: common.is_some(),
    };
    (side, touch)
}

fn towards_point(own: &Site<'_>, other: Point, flow: Flow) -> (Side, f64) {
    let along_y = flow.is_vertical();
    let main = |point: Point| if along_y { point.y } else { point.x };
    let cross = |point: Point| if along_y { point.x } else { point.y };
    let (low, high) = match along_y {
        true => (own.rect.top, own.rect.bottom),
        false => (own.rect.left, own.rect.right),
    };
    // A frame that is as long as the way beside it is left through its other sides.
    if own.is_frame && (low..=high).contains(&main(other)) {
        let far = cross(other) > cross(own.rect.centre());
        let side = Side {
            along_y: !along_y,
            far,
        };
        return (side, main(other));
    }
    let far = main(other) > main(own.rect.centre());
    (Side { along_y, far }, cross(other))
}

fn towards_site(own: &Site<'_>, other: &Site<'_>, flow: Flow) -> (Side, f64) {
    let along_y = flow.is_vertical();
    let span = |rect: &Rect| match along_y {
        true => (rect.top, rect.bottom),
        false => (rect.left, rect.right),
    };
    let ((low, high), (other_low, other_high)) = (span(&own.rect), span(&other.rect));
    let shared = (low.max(other_low), high.min(other_high));
    if (own.is_frame || other.is_frame) && shared.0 < shared.1 {
        let (c, o) = (own.rect.centre(), other.rect.centre());
        let far = if along_y { o.x > c.x } else { o.y > c.y };
        let side = Side {
            along_y: !along_y,
            far,
        };
        return (side, f64::midpoint(shared.0, shared.1));
    }
    towards_point(own, other.rect.centre(), flow)
}

/// Where a straight arrow between two boxes runs, if there is one: as near to the middle of both as
/// they allow.
fn common(own: &Site<'_>, other: &Site<'_>, flow: Flow) -> Option<f64> {
    let along_y = flow.is_vertical();
    let ((low, high), (other_low, other_high)) = (own.reach(along_y), other.reach(along_y));
    let shared = (
        low.max(other_low) - STRAIGHT_ROOM,
        high.min(other_high) + STRAIGHT_ROOM,
    );
    let middles = [low, high, other_low, other_high].iter().sum::<f64>() / 4.0;
    (shared.0 <= shared.1).then(|| middles.clamp(shared.0, shared.1))
}

/// Fixes the ports of all arrows on one side, which come in their order.
fn fix(all: &mut [Ports], site: &Site<'_>, side: Side, touches: &[Touch]) {
    let (low, high) = site.reach(side.along_y);
    let room = |touch: Option<&Touch>| match touch.is_some_and(|touch| touch.is_direct) {
        true => STRAIGHT_ROOM,
        false => 0.0,
    };
    let (low, high) = (low - room(touches.first()), high + room(touches.last()));
    let places = spread(touches, low, high);
    for (index, (touch, place)) in touches.iter().zip(places).enumerate() {
        let sign = if side.far { -1.0 } else { 1.0 };
        let port = Port {
            tip: site.shape.exit(&site.rect, side.along_y, place, side.far),
            towards: match side.along_y {
                true => Point::new(0.0, sign),
                false => Point::new(sign, 0.0),
            },
            label_behind: match touches.len() {
                1 => side.along_y == (touch.wish <= place + 1.0),
                count => is_behind(index, count),
            },
        };
        if let Some(ports) = all.get_mut(touch.wire) {
            match touch.is_start {
                true => ports.start = port,
                false => ports.end = port,
            }
        }
    }
}

/// Places between `low` and `high` near the wishes, with gaps; labels stand at the outer sides of
/// the first half and the second half, and between others.
fn spread(touches: &[Touch], low: f64, high: f64) -> Vec<f64> {
    let wishes: Vec<f64> = touches
        .iter()
        .map(|touch| touch.wish.clamp(low, high.max(low)))
        .collect();
    let count = touches.len();
    let mut gaps: Vec<f64> = (1..count)
        .map(|index| {
            // The label of an arrow before the middle stands before it, of one behind it behind.
            let (left, right) = (&touches[index - 1], &touches[index]);
            let behind = if is_behind(index - 1, count) {
                left.label
            } else {
                0.0
            };
            let before = if is_behind(index, count) {
                0.0
            } else {
                right.label
            };
            GAP + behind + before
        })
        .collect();
    let needed: f64 = gaps.iter().sum();
    if needed > high - low {
        let scale = (high - low).max(0.0) / needed;
        gaps.iter_mut().for_each(|gap| *gap *= scale);
    }
    let mut forward = wishes.clone();
    for index in 1..count {
        forward[index] = forward[index].max(forward[index - 1] + gaps[index - 1]);
    }
    let mut backward = wishes;
    for index in (1..count).rev() {
        backward[index - 1] = backward[index - 1].min(backward[index] - gaps[index - 1]);
    }
    let mut places: Vec<f64> = forward
        .iter()
        .zip(&backward)
        .map(|(a, b)| f64::midpoint(*a, *b))
        .collect();
    confine(&mut places, &gaps, low, high);
    places
}

/// Moves places inwards without closing the gaps, which are known to fit.
fn confine(places: &mut [f64], gaps: &[f64], low: f64, high: f64) {
    let mut least = low;
    for (index, place) in places.iter_mut().enumerate() {
        *place = place.max(least);
        least = *place + gaps.get(index).copied().unwrap_or_default();
    }
    let mut most = high.max(low);
    for index in (0..places.len()).rev() {
        places[index] = places[index].min(most);
        if index > 0 {
            most = places[index] - gaps[index - 1];
        }
    }
}

/// Whether a multiplicity stands behind its arrow: outwards, so that the inner ones have room.
fn is_behind(index: usize, count: usize) -> bool {
    2 * index + 1 > count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touches(wishes: &[f64]) -> Vec<Touch> {
        let touch = |(wire, wish): (usize, &f64)| Touch {
            wire,
            is_start: true,
            wish: *wish,
            label: 0.0,
            is_direct: false,
        };
        wishes.iter().enumerate().map(touch).collect()
    }

    #[test]
    fn arrows_on_one_side_keep_a_distance() {
        assert_eq!(spread(&touches(&[10.0]), 0.0, 100.0), [10.0]);
        assert_eq!(spread(&touches(&[50.0, 50.0]), 0.0, 100.0), [42.5, 57.5]);
        assert_eq!(spread(&touches(&[0.0, 0.0]), 0.0, 100.0), [0.0, 15.0]);
        assert_eq!(spread(&touches(&[200.0, 300.0]), 0.0, 100.0), [85.0, 100.0]);
        assert_eq!(
            spread(&touches(&[1.0, 2.0, 3.0]), 0.0, 10.0),
            [0.0, 5.0, 10.0]
        );
    }

    #[test]
    fn nothing_is_wider_than_its_box() {
        let places = spread(&touches(&[5.0; 40]), 0.0, 20.0);
        assert!(
            places
                .iter()
                .all(|place| (-1e-9..=20.0 + 1e-9).contains(place))
        );
    }
}
