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

/// A body with two straight sides and two bent ends, each end from a corner to a corner and
/// clockwise if it bulges.
fn barrel((rx, ry): (f64, f64), ends: [(Point, Point, bool); 2]) -> Path {
    let [(start, next, first), (other, last, second)] = ends;
    Path::default()
        .to('M', &[start])
        .arc(rx, ry, first, next)
        .to('L', &[other])
        .arc(rx, ry, second, last)
        .closed()
}

fn lid(svg: &mut Svg, (rx, ry): (f64, f64), from: Point, to: Point) {
    let path = Path::default().to('M', &[from]).arc(rx, ry, false, to);
    svg.path(Role::NodeLine, &path);
}

fn cylinder(svg: &mut Svg, rect: &Rect, role: Role, lids: usize) {
    let radii = (rect.width() / 2.0, LID);
    let (left, right) = (|y| Point::new(rect.left, y), |y| Point::new(rect.right, y));
    let (top, bottom) = (rect.top + LID, rect.bottom - LID);
    let ends = [
        (left(top), right(top), true),
        (right(bottom), left(bottom), true),
    ];
    svg.path(role, &barrel(radii, ends));
    for number in 1..=lids {
        let y = rect.top + LID * number as f64;
        lid(svg, radii, left(y), right(y));
    }
}

fn lying_cylinder(svg: &mut Svg, rect: &Rect, role: Role) {
    let radii = (LID, rect.height() / 2.0);
    let (top, bottom) = (|x| Point::new(x, rect.top), |x| Point::new(x, rect.bottom));
    let (left, right) = (rect.left + LID, rect.right - LID);
    let ends = [
        (top(right), bottom(right), true),
        (bottom(left), top(left), true),
    ];
    svg.path(role, &barrel(radii, ends));
    lid(svg, radii, top(right), bottom(right));
}

fn stored_data(svg: &mut Svg, rect: &Rect, role: Role) {
    let radii = (2.0 * LID, rect.height() / 2.0);
    let (top, bottom) = (|x| Point::new(x, rect.top), |x| Point::new(x, rect.bottom));
    let (left, right) = (rect.left + 2.0 * LID, rect.right);
    let ends = [
        (top(right), bottom(right), false),
        (bottom(left), top(left), true),
    ];
    svg.path(role, &barrel(radii, ends));
}

/// A wave from one x to another: the left half hangs below `y`, the right half stands above it.
fn wave(path: Path, (from, to): (f64, f64), y: f64) -> Path {
    let middle = f64::midpoint(from, to);
    let half = |start: f64, end: f64| {
        let control = f64::midpoint(start, end);
        let bend = if control < middle { WAVE } else { -WAVE };
        [Point::new(control, y + 2.0 * bend), Point::new(end, y)]
    };
    path.to('Q', &half(from, middle)).to('Q', &half(middle, to))
}

fn sheet(svg: &mut Svg, rect: &Rect, role: Role) {
    let y = rect.bottom - WAVE - 1.0;
    let upper = [
        Point::new(rect.left, y),
        Point::new(rect.left, rect.top),
        Point::new(rect.right, rect.top),
        Point::new(rect.right, y),
    ];
    svg.path(
        role,
        &wave(Path::lines(&upper), (rect.right, rect.left), y).closed(),
    );
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
    let Rect { left, right, .. } = *rect;
    let (top, bottom) = (rect.top + WAVE, rect.bottom - WAVE);
    let side = Path::lines(&[Point::new(left, bottom), Point::new(left, top)]);
    let upper = wave(side, (left, right), top).to('L', &[Point::new(right, bottom)]);
    svg.path(role, &wave(upper, (right, left), bottom).closed());
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
