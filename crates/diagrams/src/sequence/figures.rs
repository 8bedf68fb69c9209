//! The signs above a participant's name: a person, a boundary, a control, an entity. Entry point:
//! [`Figure`].
//!
//! Invariant: a sign is at most [`HEIGHT`] high and [`WIDTH`] wide.

use crate::geometry::Point;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};

/// The room of a sign above the name.
pub(crate) const HEIGHT: f64 = 38.0;
/// The widest sign.
pub(crate) const WIDTH: f64 = 40.0;

/// What stands for a participant in the place of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figure {
    Person,
    Boundary,
    Control,
    Entity,
}

impl Figure {
    /// Mermaid's name of a participant's form.
    pub(crate) fn named(form: &str) -> Option<Self> {
        Some(match form {
            "actor" => Self::Person,
            "boundary" => Self::Boundary,
            "control" => Self::Control,
            "entity" => Self::Entity,
            _ => return None,
        })
    }

    /// Draws the sign, whose upper middle is given.
    pub(crate) fn draw(self, top: Point, svg: &mut Svg) {
        const RADIUS: f64 = 14.0;
        let at = |dx: f64, dy: f64| Point::new(top.x + dx, top.y + dy);
        let line = |svg: &mut Svg, points: &[Point]| {
            svg.path(Role::Edge(Tone::Plain), &Path::lines(points));
        };
        let body = Role::Node(Tone::Plain);
        match self {
            Self::Person => person(top, svg),
            Self::Boundary => {
                svg.circle(body, at(5.0, 20.0), RADIUS);
                line(svg, &[at(-17.0, 20.0), at(-9.0, 20.0)]);
                line(svg, &[at(-17.0, 10.0), at(-17.0, 30.0)]);
            }
            Self::Control => {
                svg.circle(body, at(0.0, 20.0), RADIUS);
                line(svg, &[at(5.0, 2.0), at(-1.0, 6.0), at(5.0, 10.0)]);
            }
            Self::Entity => {
                svg.circle(body, at(0.0, 18.0), RADIUS);
                line(svg, &[at(-RADIUS, 34.0), at(RADIUS, 34.0)]);
            }
        }
    }
}

fn person(top: Point, svg: &mut Svg) {
    let at = |dx: f64, dy: f64| Point::new(top.x + dx, top.y + dy);
    svg.circle(Role::Node(Tone::Plain), at(0.0, 8.0), 6.0);
    let body = Path::lines(&[at(0.0, 14.0), at(0.0, 26.0), at(-8.0, 36.0)])
        .to('M', &[at(0.0, 26.0)])
        .to('L', &[at(8.0, 36.0)])
        .to('M', &[at(-10.0, 19.0)])
        .to('L', &[at(10.0, 19.0)]);
    svg.path(Role::Edge(Tone::Plain), &body);
}
