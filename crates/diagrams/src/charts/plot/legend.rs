//! Names of series with their signs, above the chart. Entry point: [`draw`].
//!
//! Invariant: a legend is as wide as the chart at most; it grows upwards.

use super::super::line;
use super::{Area, Form, Plot, Series, series};
use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::Role;
use crate::svg::{Anchor, Path, Svg};

/// Room for a sign before a name.
const SIGN: f64 = 24.0;
/// Room between two names.
const GAP: f64 = 18.0;
const ROW: f64 = 21.0;

/// Draws the legend if there are several series with names; `above` is the height of the title.
pub(super) fn draw(plot: &Plot, area: &Area, above: f64, svg: &mut Svg) {
    let named = plot.series.iter().enumerate();
    let named: Vec<(usize, &Series, Label)> = named
        .filter(|(_, series)| !series.name.trim().is_empty())
        .map(|(index, series)| (index, series, line(&series.name)))
        .collect();
    if plot.series.len() < 2 || named.is_empty() {
        return;
    }
    let title = line(if area.sideways {
        &plot.x.title
    } else {
        &plot.y.title
    });
    let rows = rows(&named, area.size.width);
    let first_fits = rows.len() == 1
        && title.width * 1.05 + GAP + row_width(&rows[0], &named) <= area.size.width;
    let lift = if first_fits || title.lines.is_empty() {
        0.0
    } else {
        ROW
    };
    for (index, row) in rows.iter().rev().enumerate() {
        let y = above - lift - ROW * index as f64;
        let mut x = area.size.width - row_width(row, &named);
        for entry in row {
            let Some((index, series, label)) = named.get(*entry) else {
                continue;
            };
            draw_sign(*index, series, Point::new(x + 8.0, y), svg);
            let at = Point::new(x + SIGN, y);
            svg.label(Role::Label, at, Anchor::Start, label);
            x += entry_width(label) + GAP;
        }
    }
}

fn entry_width(label: &Label) -> f64 {
    SIGN + label.width * 1.05
}

fn row_width(row: &[usize], named: &[(usize, &Series, Label)]) -> f64 {
    let widths = row.iter().filter_map(|entry| named.get(*entry));
    let sum: f64 = widths.map(|(.., label)| entry_width(label) + GAP).sum();
    (sum - GAP).max(0.0)
}

fn rows(named: &[(usize, &Series, Label)], width: f64) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    for entry in 0..named.len() {
        let Some(row) = rows.last_mut() else { break };
        row.push(entry);
        if row.len() > 1 && row_width(row, named) > width {
            row.pop();
            rows.push(vec![entry]);
        }
    }
    rows
}

fn draw_sign(index: usize, series: &Series, at: Point, svg: &mut Svg) {
    match series.form {
        Form::Bars => {
            let swatch = Rect::around(at, Size::new(13.0, 13.0));
            svg.rect(Role::Series(index), &swatch, 3.0);
        }
        Form::Line => {
            let ends = [Point::new(at.x - 9.0, at.y), Point::new(at.x + 9.0, at.y)];
            svg.path(Role::SeriesLine(index), &Path::lines(&ends));
            series::marker(svg, index, at, 4.0);
        }
        Form::Dots => series::marker(svg, index, at, 4.5),
    }
}
