//! Arrow heads, drawn as small paths so that a picture needs no markers and no references.
//! Entry point: [`draw`].
//!
//! Invariant: heads point along one axis, as arrows meet boxes at right angles.

use super::Head;
use crate::geometry::Point;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};

/// How much of the line a head takes.
pub(crate) fn length(head: Head) -> f64 {
    match head {
        Head::None | Head::Open => 0.0,
        Head::Arrow => 7.0,
        Head::Circle => 9.0,
        Head::Cross => 6.0,
        Head::Triangle => 12.0,
        Head::Diamond | Head::DiamondFilled => 16.0,
        Head::One | Head::ZeroOrOne | Head::Many | Head::ZeroOrMany => 0.0,
    }
}

/// How much straight line a head needs behind its tip, so that it does not sit in a curve.
pub(crate) fn lead(head: Head) -> f64 {
    match head {
        Head::One | Head::ZeroOrOne | Head::Many | Head::ZeroOrMany => 21.0,
        other => length(other) + 5.0,
    }
}

/// A point `back` pixels behind the tip and `aside` pixels beside the line.
struct Frame {
    tip: Point,
    towards: Point,
}

impl Frame {
    fn at(&self, back: f64, aside: f64) -> Point {
        Point::new(
            self.tip.x - self.towards.x * back - self.towards.y * aside,
            self.tip.y - self.towards.y * back + self.towards.x * aside,
        )
    }

    fn line(&self, points: &[(f64, f64)]) -> Path {
        let points: Vec<Point> = points
            .iter()
            .map(|(back, aside)| self.at(*back, *aside))
            .collect();
        Path::lines(&points)
    }
}

/// Draws a head whose tip touches a box; `towards` is the unit vector into the box.
pub(crate) fn draw(svg: &mut Svg, head: Head, tone: Tone, tip: Point, towards: Point) {
    let frame = Frame { tip, towards };
    match head {
        Head::None => {}
        Head::Arrow => {
            let tip = frame.line(&[(1.0, 0.0), (9.0, 4.2), (9.0, -4.2)]);
            svg.path(Role::ArrowHead(tone), &tip.closed());
        }
        Head::Open => stroke(svg, &frame, tone, &[(8.0, 5.0), (0.5, 0.0), (8.0, -5.0)]),
        Head::Circle => svg.circle(Role::HeadOpen, frame.at(5.0, 0.0), 4.0),
        Head::Cross => {
            stroke(svg, &frame, tone, &[(2.0, 4.5), (11.0, -4.5)]);
            stroke(svg, &frame, tone, &[(2.0, -4.5), (11.0, 4.5)]);
        }
        Head::Triangle => {
            let triangle = frame.line(&[(0.0, 0.0), (12.0, 7.0), (12.0, -7.0)]);
            svg.path(Role::HeadOpen, &triangle.closed());
        }
        Head::Diamond => svg.path(Role::HeadOpen, &rhombus(&frame)),
        Head::DiamondFilled => svg.path(Role::ArrowHead(tone), &rhombus(&frame)),
        Head::One | Head::ZeroOrOne | Head::Many | Head::ZeroOrMany => {
            crows_foot(svg, head, &frame, tone);
        }
    }
}

fn stroke(svg: &mut Svg, frame: &Frame, tone: Tone, points: &[(f64, f64)]) {
    svg.path(Role::Edge(tone), &frame.line(points));
}

fn rhombus(frame: &Frame) -> Path {
    frame
        .line(&[(0.0, 0.0), (8.0, 5.5), (16.0, 0.0), (8.0, -5.5)])
        .closed()
}

/// How many: a foot or bars at the box, and what the least is behind it.
fn crows_foot(svg: &mut Svg, head: Head, frame: &Frame, tone: Tone) {
    let mut bar = |back: f64| stroke(svg, frame, tone, &[(back, 5.5), (back, -5.5)]);
    match head {
        Head::One => [6.0, 10.0].into_iter().for_each(bar),
        Head::ZeroOrOne => bar(6.0),
        Head::Many => bar(13.0),
        _ => {}
    }
    if matches!(head, Head::Many | Head::ZeroOrMany) {
        stroke(svg, frame, tone, &[(0.0, 6.5), (11.0, 0.0), (0.0, -6.5)]);
    }
    match head {
        Head::ZeroOrOne => svg.circle(Role::HeadOpen, frame.at(14.0, 0.0), 4.0),
        Head::ZeroOrMany => svg.circle(Role::HeadOpen, frame.at(15.5, 0.0), 4.0),
        _ => {}
    }
}
