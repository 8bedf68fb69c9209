//! Where arrows meet shapes. Entry points: [`Shape::exit`], [`Shape::reach`], [`corners`].
//!
//! Invariant: an exit lies on the drawn outline, up to a pixel for clouds and bangs.

use super::{CORNER, LID, SHEET, SLANT, Shape, WAVE};
use crate::geometry::{Point, Rect};

impl Shape {
    /// Where the line that runs through the box along one axis leaves it. `along_y` says which
    /// axis, `cross` where the line runs, `far` which of the two crossings is meant.
    pub(crate) fn exit(&self, rect: &Rect, along_y: bool, cross: f64, far: bool) -> Point {
        let corners = corners(self, rect);
        let side = match (along_y, far) {
            (true, true) => rect.bottom,
            (true, false) => rect.top,
            (false, true) => rect.right,
            (false, false) => rect.left,
        };
        let main = match self {
            Self::Circle
            | Self::DoubleCircle
            | Self::Start
            | Self::Finish
            | Self::Crossed
            | Self::Cloud
            | Self::Bang => ellipse_exit(rect, along_y, cross, far),
            _ if corners.len() > 2 => polygon_exit(&corners, along_y, cross, far).unwrap_or(side),
            _ => side + self.bulge(rect, along_y, cross, far),
        };
        match along_y {
            true => Point::new(cross, main),
            false => Point::new(main, cross),
        }
    }

    /// How far the outline lies from the side of the rectangle at this place: for waves and ends
    /// that are round.
    fn bulge(&self, rect: &Rect, along_y: bool, cross: f64, far: bool) -> f64 {
        let c = rect.centre();
        let (offset, half) = match along_y {
            true => (cross - c.x, rect.width() / 2.0),
            false => (cross - c.y, rect.height() / 2.0),
        };
        let u = (offset / half.max(1.0)).clamp(-1.0, 1.0);
        let inwards = if far { -1.0 } else { 1.0 };
        let round_end = |depth: f64| inwards * depth * (1.0 - (1.0 - u * u).sqrt());
        match self {
            Self::Cylinder | Self::Disk if along_y => round_end(LID),
            Self::LyingCylinder if !along_y => round_end(LID),
            Self::Stadium if !along_y => round_end(half.min(rect.width() / 2.0)),
            Self::Delay | Self::Display if !along_y && far => round_end(half),
            Self::StoredData if !along_y && far => {
                -LID * 2.0 + LID * 2.0 * (1.0 - (1.0 - u * u).sqrt())
            }
            Self::StoredData if !along_y => round_end(LID * 2.0),
            Self::Document | Self::LinedDocument | Self::TaggedDocument if along_y && far => {
                wave(u) - WAVE - 1.0
            }
            Self::Documents if along_y && far => wave(u) - WAVE - 1.0,
            Self::PaperTape if along_y && far => wave(u) - WAVE,
            Self::PaperTape if along_y => wave(u) + WAVE,
            _ => 0.0,
        }
    }

    /// Whether arrows may meet all of a side, so that a wider shape has room for more of them.
    pub(crate) fn has_flat_sides(&self) -> bool {
        matches!(
            self,
            Self::Box
                | Self::Rounded
                | Self::Subroutine
                | Self::LinedBox
                | Self::DividedBox
                | Self::InternalStorage
                | Self::Cylinder
                | Self::Disk
                | Self::DataStore
                | Self::Table(_)
        )
    }

    /// How far from the middle an arrow may meet the box, for one half of its width or height.
    pub(crate) fn reach(&self, half: f64) -> f64 {
        match self {
            Self::Start | Self::Finish | Self::Choice | Self::Crossed => 0.0,
            Self::Hourglass | Self::Bolt => 0.0,
            Self::Bar { .. } => (half - 6.0).max(0.0),
            Self::Diamond | Self::Triangle | Self::TriangleDown => half * 0.42,
            Self::Circle | Self::DoubleCircle | Self::Cloud | Self::Bang => half * 0.5,
            Self::Stadium | Self::Delay | Self::Display | Self::Hexagon | Self::Flag => half * 0.6,
            Self::LeanRight | Self::LeanLeft | Self::Trapezoid | Self::TrapezoidDown => half * 0.6,
            Self::Stack | Self::Documents => (half - 14.0 - 2.0 * SHEET).max(0.0),
            _ => (half - 14.0).max(half.min(CORNER) / 3.0),
        }
    }
}

/// The corners of slanted shapes; none for upright and round ones.
pub(super) fn corners(shape: &Shape, rect: &Rect) -> Vec<Point> {
    let Rect {
        left: l,
        top: t,
        right: r,
        bottom: b,
    } = *rect;
    let c = rect.centre();
    let s = SLANT.min(rect.width() / 4.0);
    let points: &[(f64, f64)] = match shape {
        Shape::Diamond | Shape::Choice => &[(c.x, t), (r, c.y), (c.x, b), (l, c.y)],
        Shape::Hexagon => &[
            (l + s, t),
            (r - s, t),
            (r, c.y),
            (r - s, b),
            (l + s, b),
            (l, c.y),
        ],
        Shape::LeanRight => &[(l + s, t), (r, t), (r - s, b), (l, b)],
        Shape::LeanLeft => &[(l, t), (r - s, t), (r, b), (l + s, b)],
        Shape::Trapezoid => &[(l + s, t), (r - s, t), (r, b), (l, b)],
        Shape::TrapezoidDown => &[(l, t), (r, t), (r - s, b), (l + s, b)],
        Shape::Flag => &[(l, t), (r, t), (r, b), (l, b), (l + 12.0, c.y)],
        Shape::Triangle => &[(c.x, t), (r, b), (l, b)],
        Shape::TriangleDown => &[(l, t), (r, t), (c.x, b)],
        Shape::Card => &[(l + 11.0, t), (r, t), (r, b), (l, b), (l, t + 11.0)],
        Shape::LoopLimit => &[
            (l + 11.0, t),
            (r - 11.0, t),
            (r, t + 11.0),
            (r, b),
            (l, b),
            (l, t + 11.0),
        ],
        Shape::ManualInput => &[(l, t + 12.0), (r, t), (r, b), (l, b)],
        Shape::Hourglass => &[(l, t), (r, t), (l, b), (r, b)],
        Shape::Bolt => &[
            (c.x + 6.0, t),
            (l, c.y + 3.0),
            (c.x, c.y + 3.0),
            (c.x - 6.0, b),
            (r, c.y - 3.0),
            (c.x, c.y - 3.0),
        ],
        _ => &[],
    };
    points.iter().map(|(x, y)| Point::new(*x, *y)).collect()
}

/// The height of a wave at a place from -1 to 1: down on the left, up on the right.
fn wave(u: f64) -> f64 {
    match u < 0.0 {
        true => -4.0 * WAVE * (u + 1.0) * u,
        false => -4.0 * WAVE * u * (1.0 - u),
    }
}

fn ellipse_exit(rect: &Rect, along_y: bool, cross: f64, far: bool) -> f64 {
    let c = rect.centre();
    let (main, offset, depth, half) = match along_y {
        true => (c.y, cross - c.x, rect.height() / 2.0, rect.width() / 2.0),
        false => (c.x, cross - c.y, rect.width() / 2.0, rect.height() / 2.0),
    };
    let u = (offset / half.max(1.0)).clamp(-1.0, 1.0);
    let depth = depth * (1.0 - u * u).sqrt();
    if far { main + depth } else { main - depth }
}

fn polygon_exit(corners: &[Point], along_y: bool, cross: f64, far: bool) -> Option<f64> {
    let axes = |point: &Point| match along_y {
        true => (point.x, point.y),
        false => (point.y, point.x),
    };
    let next = corners.iter().cycle().skip(1);
    let crossings = corners.iter().zip(next).filter_map(|(from, to)| {
        let ((c1, m1), (c2, m2)) = (axes(from), axes(to));
        let spans = (c1.min(c2)..=c1.max(c2)).contains(&cross) && (c1 - c2).abs() > 1e-9;
        spans.then(|| m1 + (m2 - m1) * (cross - c1) / (c2 - c1))
    });
    match far {
        true => crossings.reduce(f64::max),
        false => crossings.reduce(f64::min),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    #[test]
    fn exits_lie_on_the_outline() {
        let rect = Rect::new(0.0, 0.0, Size::new(100.0, 40.0));
        let exit = |shape: Shape, along_y, cross, far| shape.exit(&rect, along_y, cross, far);
        assert_eq!(exit(Shape::Box, true, 30.0, true), Point::new(30.0, 40.0));
        assert_eq!(exit(Shape::Cylinder, true, 50.0, false).y, 0.0);
        assert_eq!(exit(Shape::Cylinder, true, 100.0, false).y, LID);
        assert_eq!(exit(Shape::Diamond, true, 25.0, false).y, 10.0);
        assert_eq!(exit(Shape::Stadium, false, 40.0, false).x, 20.0);
        assert_eq!(exit(Shape::PaperTape, true, 50.0, false).y, WAVE);
    }
}
