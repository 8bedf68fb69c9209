//! What a message's line starts and ends in. Entry points: [`paint`], [`shaft`], [`cross`].
//!
//! Invariant: a tip touches its lifeline, and the line stops where a filled tip begins.

use super::events::{Side, Tip};
use crate::geometry::Point;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};

/// How much of the line a tip takes.
pub(crate) fn shaft(tip: Tip) -> f64 {
    match tip {
        Tip::Filled => 7.0,
        _ => 0.0,
    }
}

/// Draws a tip; `towards` is 1 if the line arrives from the left, -1 from the right.
pub(crate) fn paint(tip: Tip, at: Point, towards: f64, svg: &mut Svg) {
    let behind = |back: f64, aside: f64| Point::new(at.x - back * towards, at.y + aside);
    let sign = |side: Side| if side == Side::Above { -1.0 } else { 1.0 };
    match tip {
        Tip::None => {}
        Tip::Filled => {
            let corners = [behind(1.0, 0.0), behind(9.0, 4.2), behind(9.0, -4.2)];
            svg.path(Role::Head, &Path::polygon(&corners));
        }
        Tip::Open => {
            let barbs = [behind(8.0, 4.5), behind(0.5, 0.0), behind(8.0, -4.5)];
            svg.path(Role::Edge(Tone::Plain), &Path::lines(&barbs));
        }
        Tip::Cross => cross(behind(7.0, 0.0), svg),
        Tip::Half(side) => {
            let corners = [
                behind(0.5, 0.0),
                behind(9.5, 5.5 * sign(side)),
                behind(9.5, 0.0),
            ];
            svg.path(Role::Head, &Path::polygon(&corners));
        }
        Tip::Barb(side) => {
            let barb = [behind(8.5, 5.5 * sign(side)), behind(0.5, 0.0)];
            svg.path(Role::Edge(Tone::Plain), &Path::lines(&barb));
        }
    }
}

/// The cross of a message that does not arrive, and of a participant that ends.
pub(crate) fn cross(at: Point, svg: &mut Svg) {
    const ARM: f64 = 5.0;
    let corner = |x: f64, y: f64| Point::new(at.x + x * ARM, at.y + y * ARM);
    let cross = Path::lines(&[corner(-1.0, -1.0), corner(1.0, 1.0)])
        .to('M', &[corner(-1.0, 1.0)])
        .to('L', &[corner(1.0, -1.0)]);
    svg.path(Role::Edge(Tone::Plain), &cross);
}
