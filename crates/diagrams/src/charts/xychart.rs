//! Bars and lines over two axes. Entry point: [`draw`].
//!
//! Invariant: the value axis has round numbers and encloses all values.

use super::scale::ticks;
use super::{TEXT, line, value};
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::Role;
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "xAxis")]
    x: Axis,
    #[serde(rename = "yAxis")]
    y: Axis,
    #[serde(default)]
    plots: Vec<Plot>,
}

#[derive(Deserialize)]
struct Axis {
    #[serde(default)]
    title: String,
    #[serde(default)]
    categories: Vec<String>,
    min: Option<f64>,
    max: Option<f64>,
}

#[derive(Deserialize)]
struct Plot {
    #[serde(rename = "type")]
    form: String,
    #[serde(default)]
    title: String,
    values: Vec<f64>,
}

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 300.0;

/// Draws a chart; horizontal ones are drawn upright, as their labels are short.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let names = categories(&model);
    if names.is_empty() {
        return Err(DiagramError::whole(
            source,
            "the chart has no values",
            "Add a line `bar [1, 2, 3]`.",
        ));
    }
    let chart = Chart {
        ticks: value_ticks(&model),
        slot: WIDTH / names.len() as f64,
    };
    let mut svg = Svg::new(target);
    chart.draw_axes(&mut svg, &model, &names);
    for (index, plot) in model.plots.iter().enumerate() {
        match plot.form.as_str() {
            "bar" => chart.draw_bars(&mut svg, &model, index, plot),
            _ => chart.draw_line(&mut svg, index, plot),
        }
    }
    draw_legend(&mut svg, &model);
    Ok(Picture {
        svg,
        outline: outline_of(&model, &names),
    })
}

fn categories(model: &Model) -> Vec<String> {
    let count = model
        .plots
        .iter()
        .map(|plot| plot.values.len())
        .max()
        .unwrap_or_default();
    if !model.x.categories.is_empty() {
        return model.x.categories.clone();
    }
    let (low, high) = (
        model.x.min.unwrap_or(1.0),
        model.x.max.unwrap_or(count as f64),
    );
    let step = (high - low) / (count.max(2) - 1) as f64;
    (0..count)
        .map(|index| value(low + step * index as f64))
        .collect()
}

fn value_ticks(model: &Model) -> Vec<f64> {
    let values = || {
        model
            .plots
            .iter()
            .flat_map(|plot| plot.values.iter().copied())
            .filter(|value| value.is_finite())
    };
    let low = model
        .y
        .min
        .unwrap_or(f64::INFINITY)
        .min(values().fold(f64::INFINITY, f64::min));
    let high = model
        .y
        .max
        .unwrap_or(f64::NEG_INFINITY)
        .max(values().fold(f64::NEG_INFINITY, f64::max));
    let bars = model.plots.iter().any(|plot| plot.form == "bar");
    ticks(if bars { low.min(0.0) } else { low }, high)
}

struct Chart {
    ticks: Vec<f64>,
    slot: f64,
}

impl Chart {
    fn y(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        HEIGHT * (1.0 - (value.clamp(low, high) - low) / (high - low))
    }

    fn x(&self, index: usize) -> f64 {
        self.slot * (index as f64 + 0.5)
    }

    fn draw_axes(&self, svg: &mut Svg, model: &Model, names: &[String]) {
        let labels: Vec<Label> = self.ticks.iter().map(|tick| line(&value(*tick))).collect();
        for (tick, label) in self.ticks.iter().zip(&labels) {
            let y = self.y(*tick);
            svg.path(
                Role::Grid,
                &Path::lines(&[Point::new(0.0, y), Point::new(WIDTH, y)]),
            );
            svg.label(Role::ChartLabel, Point::new(-8.0, y), Anchor::End, label);
        }
        svg.path(
            Role::Axis,
            &Path::lines(&[Point::new(0.0, HEIGHT), Point::new(WIDTH, HEIGHT)]),
        );
        let mut lowest = 0.0_f64;
        let every = (names.len() as f64 * 34.0 / WIDTH).ceil().max(1.0) as usize;
        for (index, name) in names.iter().enumerate().step_by(every) {
            let label = Label::new(
                name,
                Setting::plain(TEXT, (self.slot * every as f64 - 6.0).max(28.0)),
            );
            lowest = lowest.max(label.height());
            let middle = Point::new(self.x(index), HEIGHT + 8.0 + label.height() / 2.0);
            svg.label(Role::ChartLabel, middle, Anchor::Middle, &label);
        }
        let below = HEIGHT + 8.0 + lowest + 16.0;
        svg.label(
            Role::Label,
            Point::new(WIDTH / 2.0, below),
            Anchor::Middle,
            &line(&model.x.title),
        );
        let left = -8.0 - labels.iter().map(|label| label.width).fold(0.0, f64::max);
        svg.label(
            Role::Label,
            Point::new(left, -24.0),
            Anchor::Start,
            &line(&model.y.title),
        );
    }

    fn draw_bars(&self, svg: &mut Svg, model: &Model, index: usize, plot: &Plot) {
        let bars: Vec<usize> = (0..model.plots.len())
            .filter(|plot| model.plots[*plot].form == "bar")
            .collect();
        let place = bars
            .iter()
            .position(|bar| *bar == index)
            .unwrap_or_default() as f64;
        let width = self.slot * 0.66 / bars.len() as f64;
        let zero = self.y(0.0);
        for (at, value) in plot.values.iter().enumerate() {
            let left = self.x(at) - width * bars.len() as f64 / 2.0 + width * place;
            let (top, bottom) = (self.y(*value).min(zero), self.y(*value).max(zero));
            svg.rect(
                Role::Series(index),
                &Rect::new(left, top, Size::new(width, bottom - top)),
                2.0,
            );
        }
    }

    fn draw_line(&self, svg: &mut Svg, index: usize, plot: &Plot) {
        let points: Vec<Point> = plot
            .values
            .iter()
            .enumerate()
            .map(|(at, value)| Point::new(self.x(at), self.y(*value)))
            .collect();
        svg.path(Role::SeriesLine(index), &Path::lines(&points));
    }
}

/// A legend, if there is more than one row of values and they have names.
fn draw_legend(svg: &mut Svg, model: &Model) {
    let mut x = WIDTH;
    for (index, plot) in model
        .plots
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, plot)| !plot.title.is_empty())
    {
        let label = line(&plot.title);
        svg.label(Role::Label, Point::new(x, -24.0), Anchor::End, &label);
        x -= label.width * 1.05 + 12.0;
        let role = if plot.form == "bar" {
            Role::Series(index)
        } else {
            Role::SeriesLine(index)
        };
        svg.rect(
            role,
            &Rect::around(Point::new(x, -24.0), Size::new(12.0, 12.0)),
            3.0,
        );
        x -= 22.0;
    }
}

fn outline_of(model: &Model, names: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let values = model.plots.iter().filter_map(|plot| {
            let number = value(*plot.values.get(index)?);
            Some(if plot.title.is_empty() {
                number
            } else {
                format!("{} {number}", plot.title)
            })
        });
        let mut values: Vec<String> = values.collect();
        values.dedup();
        lines.push(plain_text(&format!("{name}: {}", values.join(", "))));
    }
    lines
}
