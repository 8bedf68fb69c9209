//! Bars, lines and dots. Entry point: [`draw`].
//!
//! Invariant: bars stand on the base of the value axis, and lines lie over bars.

use super::super::{grouped, line};
use super::{Area, Form, Plot, Series};
use crate::geometry::{Point, Rect};
use crate::paint::Role;
use crate::svg::{Anchor, Path, Svg};

/// The share of a slot that its bars fill.
const FILL: f64 = 0.68;
/// A line with more points than this has no markers.
const MARKED: usize = 40;

/// Draws all series.
pub(super) fn draw(plot: &Plot, area: &Area, svg: &mut Svg) {
    let of = |form: Form| {
        let series = plot.series.iter().enumerate();
        series.filter(move |(_, series)| series.form == form)
    };
    let bars: Vec<(usize, &Series)> = of(Form::Bars).collect();
    if plot.stacked {
        draw_stack(plot, area, &bars, svg);
    } else {
        draw_groups(plot, area, &bars, svg);
    }
    for (index, series) in of(Form::Line) {
        draw_line(plot, area, index, series, svg);
    }
    for (index, series) in of(Form::Dots) {
        for point in series.points.iter().filter(|point| point.1.is_finite()) {
            let place = place(plot, area, *point);
            marker(svg, index, place, 4.5);
        }
    }
}

fn place(plot: &Plot, area: &Area, (x, y): (f64, f64)) -> Point {
    area.at(plot.x.scale.share(x), plot.y.scale.share(y))
}

/// The width of a slot as a share of the axis.
fn slot(plot: &Plot) -> f64 {
    1.0 / plot.x.scale.ticks().len().max(1) as f64
}

fn draw_groups(plot: &Plot, area: &Area, bars: &[(usize, &Series)], svg: &mut Svg) {
    let slot = slot(plot);
    let width = slot * FILL / bars.len().max(1) as f64;
    let base = plot.y.scale.base();
    for (place, (index, series)) in bars.iter().enumerate() {
        for (x, y) in series.points.iter().filter(|point| point.1.is_finite()) {
            let middle = plot.x.scale.share(*x);
            let left = middle - slot * FILL / 2.0 + width * place as f64;
            let bar = Bar {
                across: (left, left + width),
                along: (base, *y),
                text: grouped(*y),
            };
            draw_bar(plot, area, *index, &bar, svg);
        }
    }
}

fn draw_stack(plot: &Plot, area: &Area, bars: &[(usize, &Series)], svg: &mut Svg) {
    let half = slot(plot) * FILL / 2.0;
    let mut tops: Vec<(f64, f64, f64)> = Vec::new();
    for (index, series) in bars {
        for (x, y) in series.points.iter().filter(|point| point.1.is_finite()) {
            let known = tops.iter().position(|(place, ..)| place == x);
            let at = known.unwrap_or_else(|| {
                tops.push((*x, 0.0, 0.0));
                tops.len() - 1
            });
            let Some((_, up, down)) = tops.get_mut(at) else {
                continue;
            };
            let side = if *y >= 0.0 { up } else { down };
            let from = *side;
            *side += y;
            let middle = plot.x.scale.share(*x);
            let bar = Bar {
                across: (middle - half, middle + half),
                along: (from, *side),
                text: String::new(),
            };
            draw_bar(plot, area, *index, &bar, svg);
        }
    }
}

/// A bar in shares of the axis across and in values along.
struct Bar {
    across: (f64, f64),
    along: (f64, f64),
    text: String,
}

fn draw_bar(plot: &Plot, area: &Area, index: usize, bar: &Bar, svg: &mut Svg) {
    let scale = &plot.y.scale;
    let (from, to) = (
        area.at(bar.across.0, scale.share(bar.along.0)),
        area.at(bar.across.1, scale.share(bar.along.1)),
    );
    let rect = visible(from, to, area.sideways);
    svg.rect(Role::Series(index), &rect, 1.5);
    if plot.labelled && !bar.text.is_empty() {
        let label = line(&bar.text);
        let outwards = if bar.along.1 < bar.along.0 { -1.0 } else { 1.0 };
        let (at, anchor) = match area.sideways {
            true => {
                let anchor = if outwards > 0.0 {
                    Anchor::Start
                } else {
                    Anchor::End
                };
                (Point::new(to.x + 5.0 * outwards, rect.centre().y), anchor)
            }
            false => {
                let away = (label.height() / 2.0 + 1.0) * outwards;
                (Point::new(rect.centre().x, to.y - away), Anchor::Middle)
            }
        };
        svg.label(Role::Label, at, anchor, &label);
    }
}

/// The rectangle between two corners: a pixel of room to its neighbours, and never too thin to see.
fn visible(from: Point, to: Point, sideways: bool) -> Rect {
    const LEAST: f64 = 1.5;
    let rect = Rect::between(from, to);
    match sideways {
        true => Rect {
            top: rect.top + 0.5,
            bottom: rect.bottom - 0.5,
            right: (rect.right - 0.5).max(rect.left + LEAST),
            ..rect
        },
        false => Rect {
            left: rect.left + 0.5,
            right: rect.right - 0.5,
            top: (rect.top + 0.5).min(rect.bottom - LEAST),
            ..rect
        },
    }
}

fn draw_line(plot: &Plot, area: &Area, index: usize, series: &Series, svg: &mut Svg) {
    // A gap in the values is a gap in the line.
    let stretches = series.points.split(|point| !point.1.is_finite());
    let stretches: Vec<Vec<Point>> = stretches
        .map(|points| {
            points
                .iter()
                .map(|point| place(plot, area, *point))
                .collect()
        })
        .collect();
    for places in stretches.iter().filter(|places| places.len() > 1) {
        svg.path(Role::SeriesLine(index), &Path::lines(places));
    }
    let marked = series.points.len() <= MARKED;
    for places in stretches
        .iter()
        .filter(|places| marked || places.len() == 1)
    {
        for at in places {
            marker(svg, index, *at, 4.0);
        }
    }
}

/// The sign of a series, whose form tells it from others without colours.
pub(super) fn marker(svg: &mut Svg, index: usize, at: Point, size: f64) {
    let corner = |dx: f64, dy: f64| Point::new(at.x + dx * size, at.y + dy * size);
    let points: &[Point] = match index % 4 {
        0 => return svg.circle(Role::SeriesDot(index), at, size),
        1 => &[
            corner(-0.9, -0.9),
            corner(0.9, -0.9),
            corner(0.9, 0.9),
            corner(-0.9, 0.9),
        ],
        2 => &[corner(0.0, -1.2), corner(1.1, 0.9), corner(-1.1, 0.9)],
        _ => &[
            corner(0.0, -1.25),
            corner(1.25, 0.0),
            corner(0.0, 1.25),
            corner(-1.25, 0.0),
        ],
    };
    svg.path(Role::SeriesDot(index), &Path::polygon(points));
}
