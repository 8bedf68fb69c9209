//! Draws the outlines of shapes. Entry point: [`outline`].
//!
//! Invariant: nothing is drawn outside of the rectangle.

use super::contour::corners;
use super::{CORNER, INSET, LID, SHEET, Shape, WAVE};
use crate::geometry::{Point, Rect, Size};
use crate::paint::Role;
use crate::svg::{Path, Svg};

/// Draws a shape without its text.
pub(super) fn outline(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    match shape {
        Shape::Bare => {}
        Shape::Box => svg.rect(role, rect, CORNER),
        Shape::Rounded => svg.rect(role, rect, 12.0),
        Shape::Note => svg.rect(role, rect, 3.0),
        Shape::Stadium => svg.rect(role, rect, rect.height() / 2.0),
        Shape::Circle
        | Shape::DoubleCircle
        | Shape::Start
        | Shape::Finish
        | Shape::Crossed
        | Shape::Bar { .. } => marks(shape, svg, rect, role),
        Shape::Subroutine | Shape::LinedBox | Shape::DividedBox | Shape::InternalStorage => {
            lined(shape, svg, rect, role);
        }
        Shape::TaggedBox => {
            svg.rect(role, rect, CORNER);
            tag(svg, rect.right, rect.bottom);
        }
        Shape::DataStore => {
            svg.rect(role, rect, 0.0);
            for y in [rect.top + 4.0, rect.bottom - 4.0] {
                rule(svg, (rect.left, y), (rect.right, y));
            }
        }
        Shape::Cylinder => cylinder(svg, rect, role, 1),
        Shape::Disk => cylinder(svg, rect, role, 2),
        Shape::LyingCylinder => lying_cylinder(svg, rect, role),
        Shape::StoredData => stored_data(svg, rect, role),
        Shape::Document | Shape::LinedDocument | Shape::TaggedDocument => {
            document(shape, svg, rect, role);
        }
        Shape::Documents => documents(svg, rect, role),
        Shape::PaperTape => paper_tape(svg, rect, role),
        Shape::Stack => stack(svg, rect, role),
        Shape::Delay | Shape::Display => round_ended(shape, svg, rect, role),
        Shape::Cloud | Shape::Bang => petals(shape, svg, rect, role),
        Shape::BraceLeft | Shape::BraceRight | Shape::Braces => braces(shape, svg, rect),
        Shape::Table(table) => table.draw(svg, rect, role),
        _ => svg.path(role, &Path::polygon(&corners(shape, rect))),
    }
}

fn marks(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    let c = rect.centre();
    let radius = rect.width() / 2.0;
    match shape {
        Shape::Start => svg.circle(Role::Head, c, radius - 1.0),
        Shape::Finish => {
            svg.circle(Role::HeadOpen, c, radius - 1.0);
            svg.circle(Role::Head, c, radius - 5.0);
        }
        Shape::Bar { .. } => svg.rect(Role::Head, rect, 3.0),
        _ => {
            svg.circle(role, c, radius);
            if *shape == Shape::DoubleCircle {
                svg.circle(Role::NodeLine, c, radius - 4.0);
            }
            if *shape == Shape::Crossed {
                cross(svg, c, radius * 0.7);
            }
        }
    }
}

fn cross(svg: &mut Svg, c: Point, arm: f64) {
    for slope in [1.0, -1.0] {
        let ends = [
            Point::new(c.x - arm, c.y - arm * slope),
            Point::new(c.x + arm, c.y + arm * slope),
        ];
        svg.path(Role::NodeLine, &Path::lines(&ends));
    }
}

fn rule(svg: &mut Svg, from: (f64, f64), to: (f64, f64)) {
    let ends = [Point::new(from.0, from.1), Point::new(to.0, to.1)];
    svg.path(Role::NodeLine, &Path::lines(&ends));
}

fn lined(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    svg.rect(role, rect, CORNER);
    if *shape != Shape::DividedBox {
        rule(svg, (left + INSET, top), (left + INSET, bottom));
    }
    if *shape == Shape::Subroutine {
        rule(svg, (right - INSET, top), (right - INSET, bottom));
    }
    if matches!(shape, Shape::DividedBox | Shape::InternalStorage) {
        rule(svg, (left, top + INSET), (right, top + INSET));
    }
}

/// A fold over the lower right corner.
fn tag(svg: &mut Svg, right: f64, bottom: f64) {
    const FOLD: f64 = 12.0;
    rule(svg, (right - FOLD, bottom), (right, bottom - FOLD));
}

fn cylinder(svg: &mut Svg, rect: &Rect, role: Role, lids: usize) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    let radius = rect.width() / 2.0;
    let body = Path::default()
        .to('M', &[Point::new(left, top + LID)])
        .arc(radius, LID, true, Point::new(right, top + LID))
        .to('L', &[Point::new(right, bottom - LID)])
        .arc(radius, LID, true, Point::new(left, bottom - LID))
        .closed();
    svg.path(role, &body);
    for lid in 1..=lids {
        let y = top + LID * lid as f64;
        let path = Path::default().to('M', &[Point::new(left, y)]);
        let path = path.arc(radius, LID, false, Point::new(right, y));
        svg.path(Role::NodeLine, &path);
    }
}

fn lying_cylinder(svg: &mut Svg, rect: &Rect, role: Role) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    let radius = rect.height() / 2.0;
    let body = Path::lines(&[Point::new(left + LID, top), Point::new(right - LID, top)])
        .arc(LID, radius, true, Point::new(right - LID, bottom))
        .to('L', &[Point::new(left + LID, bottom)])
        .arc(LID, radius, true, Point::new(left + LID, top))
        .closed();
    svg.path(role, &body);
    let lid = Path::default().to('M', &[Point::new(right - LID, top)]);
    let lid = lid.arc(LID, radius, false, Point::new(right - LID, bottom));
    svg.path(Role::NodeLine, &lid);
}

fn stored_data(svg: &mut Svg, rect: &Rect, role: Role) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    let (bend, radius) = (2.0 * LID, rect.height() / 2.0);
    let path = Path::lines(&[Point::new(left + bend, top), Point::new(right, top)])
        .arc(bend, radius, false, Point::new(right, bottom))
        .to('L', &[Point::new(left + bend, bottom)])
        .arc(bend, radius, true, Point::new(left + bend, top))
        .closed();
    svg.path(role, &path);
}

/// A wave from the right end to the left: up, then down.
fn wave(path: Path, rect: &Rect, y: f64) -> Path {
    let c = rect.centre();
    let quarter = rect.width() / 4.0;
    let up = [
        Point::new(c.x + quarter, y - 2.0 * WAVE),
        Point::new(c.x, y),
    ];
    let down = [
        Point::new(c.x - quarter, y + 2.0 * WAVE),
        Point::new(rect.left, y),
    ];
    path.to('Q', &up).to('Q', &down)
}

fn sheet(svg: &mut Svg, rect: &Rect, role: Role) {
    let y = rect.bottom - WAVE - 1.0;
    let upper = [
        Point::new(rect.left, y),
        Point::new(rect.left, rect.top),
        Point::new(rect.right, rect.top),
        Point::new(rect.right, y),
    ];
    svg.path(role, &wave(Path::lines(&upper), rect, y).closed());
}

fn document(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    sheet(svg, rect, role);
    if *shape == Shape::LinedDocument {
        let x = rect.left + INSET;
        rule(svg, (x, rect.top), (x, rect.bottom - WAVE + 1.0));
    }
    if *shape == Shape::TaggedDocument {
        tag(svg, rect.right, rect.bottom - WAVE - 3.0);
    }
}

/// The places of three sheets, one behind another.
fn pile(rect: &Rect) -> [Rect; 3] {
    let size = Size::new(rect.width() - 2.0 * SHEET, rect.height() - 2.0 * SHEET);
    [2.0, 1.0, 0.0].map(|back| {
        let (left, top) = (rect.left + back * SHEET, rect.top + (2.0 - back) * SHEET);
        Rect::new(left, top, size)
    })
}

fn documents(svg: &mut Svg, rect: &Rect, role: Role) {
    pile(rect).iter().for_each(|at| sheet(svg, at, role));
}

fn stack(svg: &mut Svg, rect: &Rect, role: Role) {
    pile(rect).iter().for_each(|at| svg.rect(role, at, CORNER));
}

fn paper_tape(svg: &mut Svg, rect: &Rect, role: Role) {
    let (top, bottom) = (rect.top + WAVE, rect.bottom - WAVE);
    let c = rect.centre();
    let quarter = rect.width() / 4.0;
    let path = Path::lines(&[Point::new(rect.left, bottom), Point::new(rect.left, top)])
        .to(
            'Q',
            &[
                Point::new(c.x - quarter, top + 2.0 * WAVE),
                Point::new(c.x, top),
            ],
        )
        .to(
            'Q',
            &[
                Point::new(c.x + quarter, top - 2.0 * WAVE),
                Point::new(rect.right, top),
            ],
        )
        .to('L', &[Point::new(rect.right, bottom)]);
    svg.path(role, &wave(path, rect, bottom).closed());
}

fn round_ended(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    let radius = rect.height() / 2.0;
    let start = match shape {
        Shape::Display => Point::new(left + super::SLANT, top),
        _ => Point::new(left, top),
    };
    let path = Path::lines(&[start, Point::new(right - radius, top)])
        .arc(radius, radius, true, Point::new(right - radius, bottom))
        .to('L', &[Point::new(start.x, bottom)]);
    let path = match shape {
        Shape::Display => path.to('L', &[Point::new(left, rect.centre().y)]),
        _ => path,
    };
    svg.path(role, &path.closed());
}

/// A ring of arcs around an ellipse: outwards for a cloud, inwards for a bang.
fn petals(shape: &Shape, svg: &mut Svg, rect: &Rect, role: Role) {
    let cloud = *shape == Shape::Cloud;
    // A cloud's upper and lower middle are arcs, so its vertices lie lower by their height.
    let count = if cloud { 10 } else { 12 };
    let c = rect.centre();
    let (rx, mut ry) = (rect.width() / 2.0, rect.height() / 2.0);
    if cloud {
        ry = (ry - 0.156 * rx) / 0.951;
    }
    let at = |step: usize| {
        let turn = std::f64::consts::TAU * step as f64 / f64::from(count);
        Point::new(c.x + rx * turn.cos(), c.y + ry * turn.sin())
    };
    let mut path = Path::default().to('M', &[at(0)]);
    for step in 1..=count as usize {
        let (from, to) = (at(step - 1), at(step));
        let chord = ((to.x - from.x).powi(2) + (to.y - from.y).powi(2)).sqrt();
        let radius = chord * if cloud { 0.62 } else { 0.9 };
        path = path.arc(radius, radius, cloud, to);
    }
    svg.path(role, &path.closed());
}

fn braces(shape: &Shape, svg: &mut Svg, rect: &Rect) {
    if *shape != Shape::BraceRight {
        brace(svg, rect, rect.left, 1.0);
    }
    if *shape != Shape::BraceLeft {
        brace(svg, rect, rect.right, -1.0);
    }
}

fn brace(svg: &mut Svg, rect: &Rect, x: f64, inwards: f64) {
    let (top, bottom, middle) = (rect.top, rect.bottom, rect.centre().y);
    let at = |dx: f64, y: f64| Point::new(x + dx * inwards, y);
    let path = Path::default()
        .to('M', &[at(10.0, top)])
        .to('Q', &[at(4.0, top), at(4.0, top + 6.0)])
        .to('L', &[at(4.0, middle - 4.0)])
        .to('Q', &[at(4.0, middle), at(0.0, middle)])
        .to('Q', &[at(4.0, middle), at(4.0, middle + 4.0)])
        .to('L', &[at(4.0, bottom - 6.0)])
        .to('Q', &[at(4.0, bottom), at(10.0, bottom)]);
    svg.path(Role::NodeLine, &path);
}
