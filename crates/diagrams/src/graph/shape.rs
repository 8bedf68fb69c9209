//! The outlines of boxes: how large a text makes them, where an arrow meets them, and how they are
//! drawn. Entry point: [`Shape`].
//!
//! Invariant: a shape of [`Shape::size`] holds its label with room for a wider font.

use super::table::Table;
use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};

/// The form of a box.
#[derive(Debug, Clone, Default)]
pub(crate) enum Shape {
    #[default]
    Box,
    Rounded,
    Stadium,
    Subroutine,
    Cylinder,
    Circle,
    DoubleCircle,
    Diamond,
    Hexagon,
    LeanRight,
    LeanLeft,
    Trapezoid,
    TrapezoidDown,
    Flag,
    Document,
    Stack,
    Triangle,
    /// Only text.
    Bare,
    Note,
    /// The filled disc where a state machine starts.
    Start,
    /// The ringed disc where it ends.
    Finish,
    /// A decision without a text.
    Choice,
    /// A bar that splits or joins ways, along or across the flow.
    Bar {
        upright: bool,
    },
    /// A crossed circle.
    Crossed,
    Table(Table),
}

const PAD_X: f64 = 14.0;
const PAD_Y: f64 = 9.0;
const SLANT: f64 = 14.0;
/// Half the height of a cylinder's lid.
const LID: f64 = 7.0;
const CORNER: f64 = 6.0;

impl Shape {
    /// Room for this label.
    pub(crate) fn size(&self, label: &Label) -> Size {
        let (w, h) = (label.width, label.height());
        let boxed = Size::new((w + 2.0 * PAD_X).max(48.0), h + 2.0 * PAD_Y);
        match self {
            Self::Box | Self::Rounded | Self::Note => boxed,
            Self::Stadium => Size::new(w + 2.0 * PAD_X + boxed.height * 0.3, boxed.height),
            Self::Subroutine => Size::new(boxed.width + 14.0, boxed.height),
            Self::Cylinder => Size::new(boxed.width, boxed.height + 3.0 * LID),
            Self::Circle | Self::DoubleCircle => round(w, h, matches!(self, Self::DoubleCircle)),
            Self::Diamond => diamond(w, h),
            Self::Hexagon | Self::LeanRight | Self::LeanLeft => {
                Size::new(boxed.width + SLANT * 1.6, boxed.height)
            }
            Self::Trapezoid | Self::TrapezoidDown => {
                Size::new(boxed.width + SLANT * 2.0, boxed.height)
            }
            Self::Flag => Size::new(boxed.width + 12.0, boxed.height),
            Self::Document => Size::new(boxed.width, boxed.height + 12.0),
            Self::Stack => Size::new(boxed.width + 8.0, boxed.height + 8.0),
            Self::Triangle => Size::new(w * 1.5 + 40.0, h * 2.0 + 34.0),
            Self::Bare => Size::new(w + 8.0, h + 6.0),
            Self::Start => Size::new(16.0, 16.0),
            Self::Finish => Size::new(20.0, 20.0),
            Self::Choice => Size::new(32.0, 32.0),
            Self::Bar { upright: true } => Size::new(8.0, 72.0),
            Self::Bar { upright: false } => Size::new(72.0, 8.0),
            Self::Crossed => Size::new(30.0, 30.0),
            Self::Table(table) => table.size(),
        }
    }

    /// Where the line that runs through the box along one axis leaves it. `along_y` says which
    /// axis, `cross` where the line runs, `far` which of the two crossings is meant.
    pub(crate) fn exit(&self, rect: &Rect, along_y: bool, cross: f64, far: bool) -> Point {
        let corners = self.corners(rect);
        let on_edge = match self {
            Self::Circle | Self::DoubleCircle | Self::Start | Self::Finish | Self::Crossed => {
                ellipse_exit(rect, along_y, cross, far)
            }
            _ if corners.len() > 2 => polygon_exit(&corners, along_y, cross, far),
            _ => None,
        };
        let side = match (along_y, far) {
            (true, true) => rect.bottom,
            (true, false) => rect.top,
            (false, true) => rect.right,
            (false, false) => rect.left,
        };
        let main = on_edge.unwrap_or(side);
        if along_y {
            Point::new(cross, main)
        } else {
            Point::new(main, cross)
        }
    }

    /// How far from the middle an arrow may meet the box, for one half of its width or height.
    pub(crate) fn reach(&self, half: f64) -> f64 {
        match self {
            Self::Box
            | Self::Rounded
            | Self::Subroutine
            | Self::Note
            | Self::Table(_)
            | Self::Document
            | Self::Stack
            | Self::Cylinder => (half - 14.0).max(0.0),
            Self::Bar { .. } => (half - 6.0).max(0.0),
            Self::Start | Self::Finish | Self::Choice | Self::Crossed => 0.0,
            Self::Diamond | Self::Triangle => half * 0.42,
            _ => half * 0.6,
        }
    }

    /// The corners of slanted shapes; none for upright and round ones.
    fn corners(&self, rect: &Rect) -> Vec<Point> {
        let Rect {
            left: l,
            top: t,
            right: r,
            bottom: b,
        } = *rect;
        let c = rect.centre();
        let s = SLANT.min(rect.width() / 4.0);
        let points: &[(f64, f64)] = match self {
            Self::Diamond | Self::Choice => &[(c.x, t), (r, c.y), (c.x, b), (l, c.y)],
            Self::Hexagon => &[
                (l + s, t),
                (r - s, t),
                (r, c.y),
                (r - s, b),
                (l + s, b),
                (l, c.y),
            ],
            Self::LeanRight => &[(l + s, t), (r, t), (r - s, b), (l, b)],
            Self::LeanLeft => &[(l, t), (r - s, t), (r, b), (l + s, b)],
            Self::Trapezoid => &[(l + s, t), (r - s, t), (r, b), (l, b)],
            Self::TrapezoidDown => &[(l, t), (r, t), (r - s, b), (l + s, b)],
            Self::Flag => &[(l, t), (r, t), (r, b), (l, b), (l + 12.0, c.y)],
            Self::Triangle => &[(c.x, t), (r, b), (l, b)],
            _ => &[],
        };
        points.iter().map(|(x, y)| Point::new(*x, *y)).collect()
    }

    /// Draws the outline with its text.
    pub(crate) fn draw(&self, svg: &mut Svg, rect: &Rect, tone: Tone, label: &Label) {
        let role = match self {
            Self::Note => Role::Note,
            _ => Role::Node(tone),
        };
        self.outline(svg, rect, role);
        let text = match self {
            Self::Note => Role::NoteLabel,
            _ => Role::Label,
        };
        if !matches!(self, Self::Table(_)) {
            svg.label(
                text,
                self.text_centre(rect),
                crate::svg::Anchor::Middle,
                label,
            );
        }
    }

    fn text_centre(&self, rect: &Rect) -> Point {
        let Point { x, y } = rect.centre();
        match self {
            Self::Cylinder => Point::new(x, y + LID * 0.8),
            Self::Document => Point::new(x, y - 4.0),
            Self::Stack => Point::new(x - 4.0, y + 4.0),
            Self::Flag => Point::new(x + 5.0, y),
            Self::Triangle => Point::new(x, rect.bottom - rect.height() * 0.32),
            _ => Point::new(x, y),
        }
    }

    fn outline(&self, svg: &mut Svg, rect: &Rect, role: Role) {
        let c = rect.centre();
        match self {
            Self::Bare => svg.cover(rect),
            Self::Box => svg.rect(role, rect, CORNER),
            Self::Rounded => svg.rect(role, rect, 12.0),
            Self::Note => svg.rect(role, rect, 3.0),
            Self::Stadium => svg.rect(role, rect, rect.height() / 2.0),
            Self::Circle => svg.circle(role, c, rect.width() / 2.0),
            Self::DoubleCircle => {
                svg.circle(role, c, rect.width() / 2.0);
                svg.circle(Role::NodeLine, c, rect.width() / 2.0 - 4.0);
            }
            Self::Start => svg.circle(Role::Head, c, rect.width() / 2.0 - 1.0),
            Self::Finish => {
                svg.circle(Role::HeadOpen, c, rect.width() / 2.0 - 1.0);
                svg.circle(Role::Head, c, rect.width() / 2.0 - 5.0);
            }
            Self::Bar { .. } => svg.rect(Role::Head, rect, 3.0),
            Self::Crossed => crossed(svg, rect, role),
            Self::Subroutine => subroutine(svg, rect, role),
            Self::Cylinder => cylinder(svg, rect, role),
            Self::Document => document(svg, rect, role),
            Self::Stack => stack(svg, rect, role),
            Self::Table(table) => table.draw(svg, rect, role),
            _ => svg.path(role, &Path::polygon(&self.corners(rect))),
        }
    }
}

fn round(w: f64, h: f64, double: bool) -> Size {
    let diameter = (w * w + h * h).sqrt() + 18.0 + if double { 8.0 } else { 0.0 };
    Size::new(diameter.max(40.0), diameter.max(40.0))
}

/// A rhombus whose corners the text does not reach, wider than high.
fn diamond(w: f64, h: f64) -> Size {
    let (w, h) = (w + 14.0, h + 8.0);
    let half_height = h / 2.0 + 0.28 * w;
    let half_width = (w / 2.0) / (1.0 - h / (2.0 * half_height));
    Size::new(2.0 * half_width, 2.0 * half_height)
}

fn ellipse_exit(rect: &Rect, along_y: bool, cross: f64, far: bool) -> Option<f64> {
    let c = rect.centre();
    let (main, offset, radius) = match along_y {
        true => (c.y, cross - c.x, rect.width() / 2.0),
        false => (c.x, cross - c.y, rect.width() / 2.0),
    };
    let depth = (radius * radius - offset * offset).max(0.0).sqrt();
    Some(if far { main + depth } else { main - depth })
}

fn polygon_exit(corners: &[Point], along_y: bool, cross: f64, far: bool) -> Option<f64> {
    let axes = |point: &Point| {
        if along_y {
            (point.x, point.y)
        } else {
            (point.y, point.x)
        }
    };
    let next = corners.iter().cycle().skip(1);
    let crossings = corners.iter().zip(next).filter_map(|(from, to)| {
        let ((c1, m1), (c2, m2)) = (axes(from), axes(to));
        let spans = (c1.min(c2)..=c1.max(c2)).contains(&cross) && (c1 - c2).abs() > 1e-9;
        spans.then(|| m1 + (m2 - m1) * (cross - c1) / (c2 - c1))
    });
    if far {
        crossings.reduce(f64::max)
    } else {
        crossings.reduce(f64::min)
    }
}

fn crossed(svg: &mut Svg, rect: &Rect, role: Role) {
    let c = rect.centre();
    let radius = rect.width() / 2.0;
    let arm = radius * 0.7;
    svg.circle(role, c, radius);
    for slope in [1.0, -1.0] {
        let ends = [
            Point::new(c.x - arm, c.y - arm * slope),
            Point::new(c.x + arm, c.y + arm * slope),
        ];
        svg.path(Role::NodeLine, &Path::lines(&ends));
    }
}

fn subroutine(svg: &mut Svg, rect: &Rect, role: Role) {
    svg.rect(role, rect, CORNER);
    for x in [rect.left + 7.0, rect.right - 7.0] {
        svg.path(
            Role::NodeLine,
            &Path::lines(&[Point::new(x, rect.top), Point::new(x, rect.bottom)]),
        );
    }
}

fn cylinder(svg: &mut Svg, rect: &Rect, role: Role) {
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
    svg.cover(rect);
    let lid = Path::default().to('M', &[Point::new(left, top + LID)]).arc(
        radius,
        LID,
        false,
        Point::new(right, top + LID),
    );
    svg.path(Role::NodeLine, &lid);
}

fn document(svg: &mut Svg, rect: &Rect, role: Role) {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = *rect;
    let c = rect.centre();
    let wave = bottom - 6.0;
    let quarter = rect.width() / 4.0;
    let path = Path::lines(&[
        Point::new(left, wave),
        Point::new(left, top),
        Point::new(right, top),
        Point::new(right, wave),
    ])
    .to(
        'Q',
        &[
            Point::new(c.x + quarter, wave - 10.0),
            Point::new(c.x, wave),
        ],
    )
    .to(
        'Q',
        &[
            Point::new(c.x - quarter, wave + 10.0),
            Point::new(left, wave),
        ],
    )
    .closed();
    svg.path(role, &path);
    svg.cover(rect);
}

fn stack(svg: &mut Svg, rect: &Rect, role: Role) {
    let size = Size::new(rect.width() - 8.0, rect.height() - 8.0);
    for step in [8.0, 4.0, 0.0] {
        svg.rect(
            role,
            &Rect::new(rect.left + step, rect.top + 8.0 - step, size),
            CORNER,
        );
    }
}
