//! The line of an arrow: leaves and meets boxes at right angles, runs straight beside boxes, and
//! turns in smooth curves between ranks. Entry point: [`route`].
//!
//! Invariant: the line passes every waypoint that lies beside a box or under a label.

use super::heads;
use super::kernel::{LOOP, is_wide_loop};
use super::ports::{Port, Ports};
use super::sheet::{Waypoint, Wire};
use super::{Flow, Head};
use crate::geometry::{Point, Rect};
use crate::svg::Path;

/// A finished line.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) path: Path,
    pub(crate) start: Port,
    pub(crate) end: Port,
    /// The line as short straight pieces, to see what it touches.
    pub(crate) trace: Vec<Point>,
}

/// The line of an arrow between two different boxes whose ports are known. `leads` is the straight
/// line that each end needs.
pub(crate) fn route(wire: &Wire, ports: &Ports, heads: (Head, Head), leads: (f64, f64)) -> Route {
    let along_y = wire.flow.is_vertical();
    let (start, end) = (ports.start, ports.end);
    let mut stations: Vec<Point> = Vec::new();
    let mut cursor = start.tip;
    for point in &ports.between {
        let forwards = main(point.at, along_y) >= main(cursor, along_y);
        let (enter, leave) = match forwards {
            true => (point.from, point.to),
            false => (point.to, point.from),
        };
        stations.push(on_axis(point, enter, along_y));
        stations.push(on_axis(point, leave, along_y));
        cursor = point.at;
    }
    let next = stations.first().copied().unwrap_or(end.tip);
    let last = stations.last().copied().unwrap_or(start.tip);
    let first_lead = lead(start, heads.0, leads.0, wire.ranks[0], along_y, next);
    let last_lead = lead(end, heads.1, leads.1, wire.ranks[1], along_y, last);
    let mut line = Line::new(back_off(start, heads::length(heads.0)), start);
    line.go(back_off(start, first_lead), start.along_y());
    for station in stations {
        line.go(station, along_y);
    }
    line.go(back_off(end, last_lead), end.along_y());
    line.go(back_off(end, heads::length(heads.1)), end.along_y());
    Route {
        path: line.path,
        start,
        end,
        trace: line.trace,
    }
}

/// How far the line runs straight from a port: for its head and multiplicity, and past the
/// neighbours of the box, but not so far that no room is left to turn.
fn lead(port: Port, head: Head, wanted: f64, rank: (f64, f64), along_y: bool, next: Point) -> f64 {
    const TURN: f64 = 14.0;
    let least = heads::length(head);
    if port.along_y() != along_y {
        return wanted.max(least);
    }
    let forwards = main(port.towards, along_y) < 0.0;
    let tip = main(port.tip, along_y);
    let past = if forwards { rank.1 - tip } else { tip - rank.0 };
    let way = (main(next, along_y) - tip).abs();
    let same_line = (cross(next, along_y) - cross(port.tip, along_y)).abs() < 0.5;
    let most = if same_line { way } else { way - TURN };
    wanted.max(past).min(most).max(least)
}

fn cross(point: Point, along_y: bool) -> f64 {
    main(point, !along_y)
}

fn on_axis(point: &Waypoint, main: f64, along_y: bool) -> Point {
    match along_y {
        true => Point::new(point.at.x, main),
        false => Point::new(main, point.at.y),
    }
}

fn main(point: Point, along_y: bool) -> f64 {
    if along_y { point.y } else { point.x }
}

fn back_off(port: Port, by: f64) -> Point {
    Point::new(
        port.tip.x - port.towards.x * by,
        port.tip.y - port.towards.y * by,
    )
}

struct Line {
    path: Path,
    trace: Vec<Point>,
    cursor: Point,
    /// The axis along which the line arrived at the cursor.
    along_y: bool,
}

impl Line {
    fn new(start: Point, port: Port) -> Self {
        Self {
            path: Path::default().to('M', &[start]),
            trace: vec![port.tip, start],
            cursor: start,
            along_y: port.along_y(),
        }
    }

    /// Goes on to a place, at which it arrives along an axis: straight if that is possible, else
    /// in a curve.
    fn go(&mut self, to: Point, along_y: bool) {
        let from = self.cursor;
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let path = std::mem::take(&mut self.path);
        self.path = if dx.abs() < 0.5 && dy.abs() < 0.5 {
            path
        } else if dx.abs() < 0.5 || dy.abs() < 0.5 {
            self.trace.push(to);
            path.to('L', &[to])
        } else {
            let controls = bend(from, to, self.along_y, along_y);
            self.trace_curve(from, controls, to);
            path.to('C', &[controls.0, controls.1, to])
        };
        self.cursor = to;
        self.along_y = along_y;
    }

    fn trace_curve(&mut self, from: Point, controls: (Point, Point), to: Point) {
        const PIECES: usize = 8;
        let mix = |a: f64, b: f64, c: f64, d: f64, t: f64| {
            let s = 1.0 - t;
            s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
        };
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            self.trace.push(Point::new(
                mix(from.x, controls.0.x, controls.1.x, to.x, t),
                mix(from.y, controls.0.y, controls.1.y, to.y, t),
            ));
        }
    }
}

/// The control points of a curve that leaves and arrives along the given axes.
fn bend(from: Point, to: Point, leaves_along_y: bool, arrives_along_y: bool) -> (Point, Point) {
    let (mx, my) = (f64::midpoint(from.x, to.x), f64::midpoint(from.y, to.y));
    match (leaves_along_y, arrives_along_y) {
        (true, true) => (Point::new(from.x, my), Point::new(to.x, my)),
        (false, false) => (Point::new(mx, from.y), Point::new(mx, to.y)),
        (true, false) => (Point::new(from.x, my), Point::new(mx, to.y)),
        (false, true) => (Point::new(mx, from.y), Point::new(to.x, my)),
    }
}

/// The line of an arrow from a box back to itself: to the right of it, or below it if the picture
/// runs sideways.
pub(crate) fn self_loop(rect: &Rect, flow: Flow, heads: (Head, Head)) -> Route {
    let c = rect.centre();
    let wide = is_wide_loop(heads);
    let (start, end, towards) = match flow.is_vertical() {
        true => {
            let gap = (rect.height() / 4.0).min(if wide { 18.0 } else { 12.0 });
            let at = |y: f64| Point::new(rect.right, y);
            (at(c.y - gap), at(c.y + gap), Point::new(-1.0, 0.0))
        }
        false => {
            let gap = (rect.width() / 4.0).min(if wide { 20.0 } else { 14.0 });
            let at = |x: f64| Point::new(x, rect.bottom);
            (at(c.x - gap), at(c.x + gap), Point::new(0.0, -1.0))
        }
    };
    let port = |tip: Point, label_behind: bool| Port {
        tip,
        towards,
        label_behind,
    };
    let (start, end) = (port(start, false), port(end, true));
    let spread = Point::new(
        (start.tip.x - end.tip.x) * 0.35,
        (start.tip.y - end.tip.y) * 0.35,
    );
    let leaves = back_off(start, heads::lead(heads.0).min(LOOP));
    let stop = back_off(end, heads::length(heads.1));
    let arrives = back_off(end, heads::lead(heads.1).min(LOOP));
    let out = Point::new(-towards.x * LOOP, -towards.y * LOOP);
    let back = Point::new(-spread.x, -spread.y);
    let far = |port: Port, aside: Point| port.tip.shifted(out).shifted(aside);
    let path = match wide {
        true => Path::default()
            .to('M', &[start.tip])
            .to('L', &[leaves])
            .to(
                'C',
                &[
                    far(start, out).shifted(spread),
                    far(end, out).shifted(back),
                    arrives,
                ],
            )
            .to('L', &[end.tip]),
        false => Path::default()
            .to('M', &[start.tip])
            .to('C', &[far(start, spread), far(end, back), stop]),
    };
    let trace = vec![start.tip, far(start, spread), far(end, back), end.tip];
    Route {
        path,
        start,
        end,
        trace,
    }
}
