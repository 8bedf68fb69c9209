//! Bars, lines and dots over two axes, for Mermaid's XY charts and for `chart` fences. Entry
//! points: [`Plot`], [`draw`].
//!
//! Invariant: every value of every series is drawn, and every series of several is in the legend.

mod axes;
mod legend;
mod series;

use super::scale::Scale;
use crate::geometry::{Point, Size};
use crate::label::plain_text;
use crate::svg::Svg;

/// A whole chart.
#[derive(Debug, Clone)]
pub(crate) struct Plot {
    /// The axis of what is compared: names or numbers.
    pub(crate) x: Axis,
    /// The axis of the values.
    pub(crate) y: Axis,
    pub(crate) series: Vec<Series>,
    /// Bars stand on one another instead of side by side.
    pub(crate) stacked: bool,
    /// Bars run to the right.
    pub(crate) sideways: bool,
    /// Bars carry their values.
    pub(crate) labelled: bool,
    /// Lines across the chart at a value, with a text.
    pub(crate) limits: Vec<(f64, String)>,
}

/// An axis.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    pub(crate) title: String,
    pub(crate) scale: Scale,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Bars,
    Line,
    Dots,
}

/// One row of values.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) form: Form,
    /// Places on the axis (an index if it has names) with their values.
    pub(crate) points: Vec<(f64, f64)>,
}

/// The drawing area without axes and legend.
#[derive(Debug, Clone, Copy)]
struct Area {
    size: Size,
    sideways: bool,
}

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 290.0;
/// The width if names stand at the left.
const WIDE: f64 = 500.0;
/// The thickness of a slot if bars run to the right.
const SLOT: f64 = 38.0;

impl Area {
    fn of(plot: &Plot) -> Self {
        let size = match (&plot.x.scale, plot.sideways) {
            (Scale::Names(names), true) => {
                Size::new(WIDE, (names.len() as f64 * SLOT).clamp(90.0, 900.0))
            }
            _ => Size::new(WIDTH, HEIGHT),
        };
        Self {
            size,
            sideways: plot.sideways,
        }
    }

    /// The place at these shares of the two axes.
    fn at(&self, x: f64, y: f64) -> Point {
        let Size { width, height } = self.size;
        match self.sideways {
            true => Point::new(width * y, height * x),
            false => Point::new(width * x, height * (1.0 - y)),
        }
    }

    /// Room beyond the area for the values of bars that end there.
    fn label_room(&self, plot: &Plot) -> f64 {
        if plot.labelled && !self.sideways {
            super::TEXT * 1.4
        } else {
            0.0
        }
    }

    /// The length of the axis of what is compared.
    fn length(&self) -> f64 {
        match self.sideways {
            true => self.size.height,
            false => self.size.width,
        }
    }
}

/// Draws a chart.
pub(crate) fn draw(plot: &Plot, svg: &mut Svg) {
    let area = Area::of(plot);
    let above = axes::draw(plot, &area, svg);
    series::draw(plot, &area, svg);
    axes::draw_limits(plot, &area, svg);
    legend::draw(plot, &area, above, svg);
}

/// More places than this are summed up instead of listed.
const LISTED: usize = 40;

/// A chart in words: a line for each place on the axis, or for each series if there are many.
pub(crate) fn outline(plot: &Plot) -> Vec<String> {
    let places = places(plot);
    let mut lines: Vec<String> = match places.len() <= LISTED {
        true => places.iter().map(|x| line_at(plot, *x)).collect(),
        false => plot.series.iter().filter_map(summary).collect(),
    };
    let limit = |(at, text): &(f64, String)| format!("{text}: {}", super::value(*at));
    lines.extend(plot.limits.iter().map(limit));
    lines.iter().map(|line| plain_text(line)).collect()
}

/// All places that have a value, or all names.
fn places(plot: &Plot) -> Vec<f64> {
    if let Scale::Names(names) = &plot.x.scale {
        return (0..names.len()).map(|index| index as f64).collect();
    }
    let points = plot.series.iter().flat_map(|series| &series.points);
    let mut places: Vec<f64> = points.map(|point| point.0).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

fn line_at(plot: &Plot, x: f64) -> String {
    let name = match &plot.x.scale {
        Scale::Names(names) => names.get(x as usize).cloned().unwrap_or_default(),
        _ => super::value(x),
    };
    let at = |series: &Series| -> Vec<String> {
        let here = series
            .points
            .iter()
            .filter(|point| point.0 == x && point.1.is_finite());
        let text = |point: &(f64, f64)| match series.name.is_empty() {
            true => super::value(point.1),
            false => format!("{} {}", series.name, super::value(point.1)),
        };
        here.map(text).collect()
    };
    let mut values: Vec<String> = plot.series.iter().flat_map(at).collect();
    values.dedup();
    match values.is_empty() {
        true => format!("{name}: no value"),
        false => format!("{name}: {}", values.join(", ")),
    }
}

/// The first, last, least and greatest value of a series.
fn summary(series: &Series) -> Option<String> {
    let points = || series.points.iter().filter(|point| point.1.is_finite());
    let least = points().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let most = points().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (first, last) = (points().next()?, points().next_back()?);
    let number = super::value;
    Some(format!(
        "{}: {} values from {} to {}; least {} at {}, greatest {} at {}",
        if series.name.is_empty() {
            "Values"
        } else {
            &series.name
        },
        points().count(),
        number(first.1),
        number(last.1),
        number(least.1),
        number(least.0),
        number(most.1),
        number(most.0),
    ))
}
