//! The line of an arrow: leaves and meets boxes at right angles, runs straight beside boxes, and
//! turns in smooth curves between ranks. Entry point: [`route`].
//!
//! Invariant: the line passes every waypoint, so it passes under its label.

use super::kernel::LOOP;
use super::sheet::Wire;
use super::{Flow, Shape, heads};
use crate::geometry::{Point, Rect};
use crate::svg::Path;

/// A box as an arrow sees it.
pub(crate) struct Site<'a> {
    pub(crate) rect: Rect,
    pub(crate) shape: &'a Shape,
    /// Whether it is a frame, through which the layout drew the arrow to a box inside.
    pub(crate) is_frame: bool,
}

/// Where an arrow touches a box, and the unit vector into the box.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Port {
    pub(crate) tip: Point,
    pub(crate) towards: Point,
}

/// A finished line.
pub(crate) struct Route {
    pub(crate) path: Path,
    pub(crate) start: Port,
    pub(crate) end: Port,
}

/// Finds the line of an arrow between two different boxes.
pub(crate) fn route(
    wire: &Wire,
    from: &Site<'_>,
    to: &Site<'_>,
    heads: (super::Head, super::Head),
) -> Route {
    let outside =
        |site: &Site<'_>, point: Point| !(site.is_frame && site.rect.grown(1.0).contains(point));
    let points: Vec<_> = wire
        .points
        .iter()
        .filter(|point| outside(from, point.at) && outside(to, point.at))
        .collect();
    let first = points.first().map_or(to.rect.centre(), |point| point.at);
    let last = points.last().map_or(from.rect.centre(), |point| point.at);
    let start = port(from, first, wire.flow);
    let end = port(to, last, wire.flow);
    let axes = Axes {
        along_y: wire.flow.is_vertical(),
    };
    let mut line = Line::new(axes, back_off(start, heads::length(heads.0)));
    line.go(back_off(start, heads::lead(heads.0)));
    for point in points {
        let forwards = axes.main(point.at) >= axes.main(line.cursor);
        let (enter, leave) = if forwards {
            (point.from, point.to)
        } else {
            (point.to, point.from)
        };
        line.go(axes.point(enter, axes.cross(point.at)));
        line.go(axes.point(leave, axes.cross(point.at)));
    }
    line.go(back_off(end, heads::lead(heads.1)));
    line.go(back_off(end, heads::length(heads.1)));
    Route {
        path: line.path,
        start,
        end,
    }
}

fn back_off(port: Port, by: f64) -> Point {
    Point::new(
        port.tip.x - port.towards.x * by,
        port.tip.y - port.towards.y * by,
    )
}

/// The place where an arrow that goes to or comes from `other` touches the box.
fn port(site: &Site<'_>, other: Point, flow: Flow) -> Port {
    let axes = Axes {
        along_y: flow.is_vertical(),
    };
    let centre = site.rect.centre();
    let far = axes.main(other) > axes.main(centre);
    let half = if axes.along_y {
        site.rect.width()
    } else {
        site.rect.height()
    } / 2.0;
    let reach = if site.is_frame {
        (half - 14.0).max(0.0)
    } else {
        site.shape.reach(half)
    };
    let middle = axes.cross(centre);
    let cross = axes.cross(other).clamp(middle - reach, middle + reach);
    let tip = site.shape.exit(&site.rect, axes.along_y, cross, far);
    let sign = if far { -1.0 } else { 1.0 };
    Port {
        tip,
        towards: axes.point(sign, 0.0),
    }
}

#[derive(Debug, Clone, Copy)]
struct Axes {
    along_y: bool,
}

impl Axes {
    fn main(self, point: Point) -> f64 {
        if self.along_y { point.y } else { point.x }
    }

    fn cross(self, point: Point) -> f64 {
        if self.along_y { point.x } else { point.y }
    }

    fn point(self, main: f64, cross: f64) -> Point {
        if self.along_y {
            Point::new(cross, main)
        } else {
            Point::new(main, cross)
        }
    }
}

struct Line {
    axes: Axes,
    path: Path,
    cursor: Point,
}

impl Line {
    fn new(axes: Axes, start: Point) -> Self {
        Self {
            axes,
            path: Path::default().to('M', &[start]),
            cursor: start,
        }
    }

    /// Goes on to a place: straight if it lies ahead, else in a curve that leaves and arrives along
    /// the main axis.
    fn go(&mut self, to: Point) {
        let (main, cross) = (self.axes.main(to), self.axes.cross(to));
        let (old_main, old_cross) = (self.axes.main(self.cursor), self.axes.cross(self.cursor));
        let path = std::mem::take(&mut self.path);
        let still = (main - old_main).abs() < 0.5;
        self.path = if still && (cross - old_cross).abs() < 0.5 {
            path
        } else if still || (cross - old_cross).abs() < 0.5 {
            path.to('L', &[to])
        } else {
            let middle = f64::midpoint(main, old_main);
            path.to(
                'C',
                &[
                    self.axes.point(middle, old_cross),
                    self.axes.point(middle, cross),
                    to,
                ],
            )
        };
        self.cursor = to;
    }
}

/// The line of an arrow from a box back to itself: to the right of it, or below it if the picture
/// runs sideways.
pub(crate) fn self_loop(rect: &Rect, flow: Flow, head: super::Head) -> Route {
    let c = rect.centre();
    let (start, end, towards, out) = match flow.is_vertical() {
        true => {
            let gap = (rect.height() / 4.0).min(12.0);
            let (start, end) = (
                Point::new(rect.right, c.y - gap),
                Point::new(rect.right, c.y + gap),
            );
            (start, end, Point::new(-1.0, 0.0), Point::new(LOOP, 0.0))
        }
        false => {
            let gap = (rect.width() / 4.0).min(14.0);
            let (start, end) = (
                Point::new(c.x - gap, rect.bottom),
                Point::new(c.x + gap, rect.bottom),
            );
            (start, end, Point::new(0.0, -1.0), Point::new(0.0, LOOP))
        }
    };
    let spread = Point::new((start.x - end.x) * 0.35, (start.y - end.y) * 0.35);
    let back = Point::new(-spread.x, -spread.y);
    let stop = back_off(Port { tip: end, towards }, heads::length(head));
    let controls = [
        start.shifted(out).shifted(spread),
        end.shifted(out).shifted(back),
        stop,
    ];
    let path = Path::default().to('M', &[start]).to('C', &controls);
    Route {
        path,
        start: Port {
            tip: start,
            towards,
        },
        end: Port { tip: end, towards },
    }
}
