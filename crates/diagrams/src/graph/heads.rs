//! Arrow heads, drawn as small paths so that a picture needs no markers and no references.
//! Entry point: [`draw`].
//!
//! Invariant: heads point along one axis, as arrows meet boxes at right angles.

use super::Head;
use crate::geometry::Point;
use crate::paint::Role;
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
pub(crate) fn draw(svg: &mut Svg, head: Head, tip: Point, towards: Point) {
    let frame = Frame { tip, towards };
    match head {
        Head::None => {}
        Head::Arrow => {
            svg.path(
                Role::Head,
                &frame.line(&[(1.0, 0.0), (9.0, 4.2), (9.0, -4.2)]).closed(),
            );
        }
        Head::Open => svg.path(
            Role::Edge,
            &frame.line(&[(8.0, 5.0), (0.5, 0.0), (8.0, -5.0)]),
        ),
        Head::Circle => svg.circle(Role::HeadOpen, frame.at(5.0, 0.0), 4.0),
        Head::Cross => {
            svg.path(Role::Edge, &frame.line(&[(2.0, 4.5), (11.0, -4.5)]));
            svg.path(Role::Edge, &frame.line(&[(2.0, -4.5), (11.0, 4.5)]));
        }
        Head::Triangle => {
            svg.path(
                Role::HeadOpen,
                &frame
                    .line(&[(0.0, 0.0), (12.0, 7.0), (12.0, -7.0)])
                    .closed(),
            );
        }
        Head::Diamond => svg.path(Role::HeadOpen, &rhombus(&frame)),
        Head::DiamondFilled => svg.path(Role::Head, &rhombus(&frame)),
        Head::One => bars(svg, &frame, &[6.0, 10.0]),
        Head::ZeroOrOne => {
            bars(svg, &frame, &[6.0]);
            svg.circle(Role::HeadOpen, frame.at(14.0, 0.0), 4.0);
        }
        Head::Many => {
            foot(svg, &frame);
            bars(svg, &frame, &[13.0]);
        }
        Head::ZeroOrMany => {
            foot(svg, &frame);
            svg.circle(Role::HeadOpen, frame.at(15.5, 0.0), 4.0);
        }
    }
}

fn rhombus(frame: &Frame) -> Path {
    frame
        .line(&[(0.0, 0.0), (8.0, 5.5), (16.0, 0.0), (8.0, -5.5)])
        .closed()
}

fn bars(svg: &mut Svg, frame: &Frame, places: &[f64]) {
    for back in places {
        svg.path(Role::Edge, &frame.line(&[(*back, 5.5), (*back, -5.5)]));
    }
}

fn foot(svg: &mut Svg, frame: &Frame) {
    svg.path(
        Role::Edge,
        &frame.line(&[(0.0, 6.5), (11.0, 0.0), (0.0, -6.5)]),
    );
}
