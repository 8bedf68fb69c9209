//! Mermaid's XY charts. Entry point: [`draw`].
//!
//! Invariant: the value axis encloses all values, or is what the author fixed.

use super::plot::{self, Axis, Form, Plot, Series};
use super::scale::{Ends, Scale};
use crate::svg::Svg;
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    #[serde(default)]
    orientation: String,
    #[serde(rename = "xAxis")]
    x: ModelAxis,
    #[serde(rename = "yAxis")]
    y: ModelAxis,
    #[serde(default)]
    plots: Vec<ModelPlot>,
    #[serde(default)]
    config: Value,
}

#[derive(Deserialize)]
struct ModelAxis {
    #[serde(default)]
    title: String,
    #[serde(default)]
    categories: Vec<String>,
    min: Option<f64>,
    max: Option<f64>,
}

#[derive(Deserialize)]
struct ModelPlot {
    #[serde(rename = "type")]
    form: String,
    #[serde(default)]
    title: String,
    values: Vec<f64>,
}

/// Draws an XY chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let count = model.plots.iter().map(|plot| plot.values.len()).max();
    let count = count.unwrap_or_default();
    if count == 0 {
        return Err(DiagramError::whole(
            source,
            "the chart has no values",
            "Add a line `bar [1, 2, 3]`.",
        ));
    }
    let plot = Plot {
        series: model
            .plots
            .iter()
            .map(|plot| series(plot, &model, count))
            .collect(),
        x: Axis {
            title: model.x.title.clone(),
            scale: places(&model, count),
        },
        y: Axis {
            title: model.y.title.clone(),
            scale: values(&model),
        },
        stacked: false,
        sideways: model.orientation == "horizontal",
        labelled: is_labelled(&model.config),
        limits: Vec::new(),
    };
    let mut svg = Svg::new(target);
    plot::draw(&plot, &mut svg);
    Ok(Picture::new(svg, plot::outline(&plot), 0))
}

fn is_labelled(config: &Value) -> bool {
    let show = config
        .get("xyChart")
        .and_then(|chart| chart.get("showDataLabel"));
    show.and_then(Value::as_bool).unwrap_or(false)
}

fn has_bars(model: &Model) -> bool {
    model.plots.iter().any(|plot| plot.form == "bar")
}

/// Whether the axis has numbers and no bars, so that points lie on it and not in slots.
fn is_numeric(model: &Model) -> bool {
    model.x.categories.is_empty() && model.x.min.is_some() && !has_bars(model)
}

fn range(model: &Model, count: usize) -> (f64, f64) {
    let low = model.x.min.unwrap_or(1.0);
    let high = model.x.max.unwrap_or(low + count as f64 - 1.0);
    (low, high)
}

fn places(model: &Model, count: usize) -> Scale {
    let (low, high) = range(model, count);
    if is_numeric(model) {
        let fixed = Ends {
            low: Some(low),
            high: Some(high),
        };
        return Scale::linear(low, high, fixed);
    }
    let step = (high - low) / (count.max(2) - 1) as f64;
    let given = model.x.categories.iter().cloned();
    let numbered = (0..count).map(|index| super::value(low + step * index as f64));
    match model.x.categories.is_empty() {
        true => Scale::Names(numbered.collect()),
        // Values without a name of their own get an empty one.
        false => {
            let missing = count.saturating_sub(model.x.categories.len());
            Scale::Names(given.chain((0..missing).map(|_| String::new())).collect())
        }
    }
}

fn series(plot: &ModelPlot, model: &Model, count: usize) -> Series {
    let (low, high) = range(model, count);
    let last = plot.values.len().max(2) - 1;
    let place = |index: usize| match is_numeric(model) {
        true => low + (high - low) * index as f64 / last as f64,
        false => index as f64,
    };
    Series {
        name: plot.title.clone(),
        form: if plot.form == "bar" {
            Form::Bars
        } else {
            Form::Line
        },
        points: plot
            .values
            .iter()
            .enumerate()
            .map(|(index, value)| (place(index), *value))
            .collect(),
    }
}

/// The value axis. The parser fills in the least and greatest value where the author fixed no ends.
fn values(model: &Model) -> Scale {
    let all = || {
        let values = model
            .plots
            .iter()
            .flat_map(|plot| plot.values.iter().copied());
        values.filter(|value| value.is_finite())
    };
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    let fixed = Ends {
        low: model.y.min.filter(|min| *min != low),
        high: model.y.max.filter(|max| *max != high),
    };
    let low = if has_bars(model) { low.min(0.0) } else { low };
    let high = if has_bars(model) { high.max(0.0) } else { high };
    Scale::linear(low, high, fixed)
}
