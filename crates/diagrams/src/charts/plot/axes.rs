//! Grid, ticks and titles of the two axes. Entry points: [`draw`], [`draw_limits`].
//!
//! Invariant: no two labels of an axis overlap, and a name is never left out.

use super::super::{TEXT, line};
use super::{Area, Plot};
use crate::charts::scale::Scale;
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};

/// Distance of labels from the area.
const GAP: f64 = 8.0;

/// Draws both axes. Gives the height above the area at which the legend may start.
pub(super) fn draw(plot: &Plot, area: &Area, svg: &mut Svg) -> f64 {
    match area.sideways {
        true => draw_sideways(plot, area, svg),
        false => draw_upright(plot, area, svg),
    }
    let base = plot.y.scale.share(plot.y.scale.base());
    let ends = [area.at(0.0, base), area.at(1.0, base)];
    svg.path(Role::Axis, &Path::lines(&ends));
    let title = if area.sideways {
        &plot.x.title
    } else {
        &plot.y.title
    };
    let title = line(title);
    let above = -GAP - 6.0 - title.height() / 2.0 - area.label_room(plot);
    svg.label(Role::Label, Point::new(0.0, above), Anchor::Start, &title);
    above
}

fn draw_upright(plot: &Plot, area: &Area, svg: &mut Svg) {
    for (tick, text) in plot.y.scale.ticks() {
        let share = plot.y.scale.share(tick);
        let ends = [area.at(0.0, share), area.at(1.0, share)];
        svg.path(Role::Grid, &Path::lines(&ends));
        let at = Point::new(-GAP, ends[0].y);
        svg.label(Role::ChartLabel, at, Anchor::End, &line(&text));
    }
    let lowest = draw_places(plot, area, svg);
    let title = line(&plot.x.title);
    let at = Point::new(area.size.width / 2.0, lowest + 6.0 + title.height() / 2.0);
    svg.label(Role::Label, at, Anchor::Middle, &title);
}

/// Draws the labels below the area. Gives the lowest place that they take.
fn draw_places(plot: &Plot, area: &Area, svg: &mut Svg) -> f64 {
    let ticks = plot.x.scale.ticks();
    let slot = area.length() / ticks.len().max(1) as f64;
    let setting = Setting::plain(TEXT, slot.clamp(92.0, 154.0) - 4.0);
    let named = matches!(plot.x.scale, Scale::Names(_));
    let labels: Vec<(Point, Label)> = ticks
        .iter()
        .map(|(tick, text)| {
            let at = area.at(plot.x.scale.share(*tick), 0.0);
            (at, Label::new(text.trim(), setting))
        })
        .collect();
    let rows = rows(&labels, slot);
    let height = labels
        .iter()
        .map(|(_, label)| label.height())
        .fold(0.0, f64::max);
    let mut points = plot.series.iter().flat_map(|series| &series.points);
    let down = match points.any(|point| point.1 < 0.0) {
        true => area.label_room(plot),
        false => 0.0,
    };
    // Numbers may be left out where they are crowded; names are set in rows instead.
    let (every, rows) = if named { (1, rows) } else { (rows, 1) };
    for (index, (at, label)) in labels.iter().enumerate().step_by(every) {
        let row = (index % rows) as f64;
        let top = at.y + GAP + down + row * (height + 2.0);
        if !named {
            let tick = [*at, Point::new(at.x, at.y + 4.0)];
            svg.path(Role::Axis, &Path::lines(&tick));
        }
        let middle = Point::new(at.x, top + label.height() / 2.0);
        svg.label(Role::ChartLabel, middle, Anchor::Middle, label);
    }
    area.size.height + GAP + down + rows as f64 * (height + 2.0)
}

/// In how many rows labels must be set so that none overlaps its neighbour.
fn rows(labels: &[(Point, Label)], slot: f64) -> usize {
    let widest = labels
        .iter()
        .map(|(_, label)| label.width * 1.04)
        .fold(0.0, f64::max);
    ((widest + 8.0) / slot.max(1.0)).ceil().clamp(1.0, 24.0) as usize
}

fn draw_sideways(plot: &Plot, area: &Area, svg: &mut Svg) {
    for (tick, text) in plot.y.scale.ticks() {
        let share = plot.y.scale.share(tick);
        let ends = [area.at(0.0, share), area.at(1.0, share)];
        svg.path(Role::Grid, &Path::lines(&ends));
        let label = line(&text);
        let at = Point::new(ends[0].x, area.size.height + GAP + label.height() / 2.0);
        svg.label(Role::ChartLabel, at, Anchor::Middle, &label);
    }
    for (tick, text) in plot.x.scale.ticks() {
        let label = Label::new(text.trim(), Setting::plain(TEXT, 150.0));
        let at = Point::new(-GAP, area.at(plot.x.scale.share(tick), 0.0).y);
        svg.label(Role::ChartLabel, at, Anchor::End, &label);
    }
    let title = line(&plot.y.title);
    let below = area.size.height + 2.0 * GAP + TEXT * 1.3 + title.height() / 2.0;
    let at = Point::new(area.size.width / 2.0, below);
    svg.label(Role::Label, at, Anchor::Middle, &title);
}

/// Draws lines across the chart with their texts above the right end.
pub(super) fn draw_limits(plot: &Plot, area: &Area, svg: &mut Svg) {
    for (value, text) in &plot.limits {
        let share = plot.y.scale.share(*value);
        let ends = [area.at(0.0, share), area.at(1.0, share)];
        svg.path(Role::EdgeDotted(Tone::Bad), &Path::lines(&ends));
        let label = line(text);
        let (at, anchor) = match area.sideways {
            true => (Point::new(ends[0].x, -label.height() / 2.0), Anchor::Middle),
            false => {
                let up = ends[1].y - 3.0 - label.height() / 2.0;
                (Point::new(ends[1].x - 4.0, up), Anchor::End)
            }
        };
        if anchor == Anchor::End {
            let size = Size::new(label.width * 1.04 + 6.0, label.height() - 2.0);
            let back = Rect::around(Point::new(at.x - label.width / 2.0, at.y), size);
            svg.rect(Role::EdgeBack, &back, 3.0);
        }
        svg.label(Role::Label, at, anchor, &label);
    }
}
