//! Pie charts. Entry point: [`draw`].
//!
//! Invariant: every value has a row in the legend with its share, so no slice needs a label.

use super::{TEXT, value};
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, SERIES};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;
use std::f64::consts::TAU;

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "showData", default)]
    show_data: bool,
    sections: Vec<Slice>,
}

#[derive(Deserialize)]
struct Slice {
    label: String,
    value: f64,
}

const RADIUS: f64 = 120.0;

/// Draws a pie chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let total: f64 = model.sections.iter().map(|slice| slice.value).sum();
    if !total.is_finite() || total <= 0.0 {
        return Err(DiagramError::whole(
            source,
            "the pie has nothing to share out",
            "Give values above 0.",
        ));
    }
    let mut svg = Svg::new(target);
    let mut start = 0.0;
    for (index, slice) in model.sections.iter().enumerate() {
        let share = slice.value / total;
        draw_slice(&mut svg, colour(index, model.sections.len()), start, share);
        start += share;
    }
    let texts: Vec<String> = model
        .sections
        .iter()
        .map(|slice| words(slice, total, model.show_data))
        .collect();
    draw_legend(&mut svg, &texts);
    Ok(Picture::new(svg, texts, 0))
}

/// The colour of a slice; the last one differs from the first, which it touches.
fn colour(index: usize, count: usize) -> usize {
    let meets_first = index > 0 && index + 1 == count && index.is_multiple_of(SERIES);
    if meets_first {
        index + SERIES / 2
    } else {
        index
    }
}

fn draw_legend(svg: &mut Svg, texts: &[String]) {
    let setting = Setting::plain(TEXT, 300.0);
    let labels: Vec<Label> = texts.iter().map(|text| Label::new(text, setting)).collect();
    let height = |label: &Label| label.height().max(14.0) + 8.0;
    let mut y = -labels.iter().map(height).sum::<f64>() / 2.0;
    for (index, label) in labels.iter().enumerate() {
        let middle = y + height(label) / 2.0;
        let swatch = Rect::around(Point::new(RADIUS + 36.0, middle), Size::new(14.0, 14.0));
        svg.rect(Role::Series(colour(index, texts.len())), &swatch, 3.0);
        let at = Point::new(RADIUS + 50.0, middle);
        svg.label(Role::Label, at, Anchor::Start, label);
        y += height(label);
    }
}

fn words(slice: &Slice, total: f64, show_data: bool) -> String {
    let share = value((slice.value / total * 1000.0).round() / 10.0);
    let name = plain_text(&slice.label);
    match show_data {
        true => format!("{name}: {} ({share} %)", value(slice.value)),
        false => format!("{name}: {share} %"),
    }
}

fn draw_slice(svg: &mut Svg, colour: usize, start: f64, share: f64) {
    let at = |turn: f64| Point::new(RADIUS * (turn * TAU).sin(), -RADIUS * (turn * TAU).cos());
    svg.cover(&Rect::around(
        Point::default(),
        Size::new(2.0 * RADIUS, 2.0 * RADIUS),
    ));
    if share > 0.9999 {
        return svg.circle(Role::Slice(colour), Point::default(), RADIUS);
    }
    let path = Path::lines(&[Point::default(), at(start)]);
    let path = match share > 0.5 {
        true => path.big_arc(RADIUS, at(start + share)),
        false => path.arc(RADIUS, RADIUS, true, at(start + share)),
    };
    svg.path(Role::Slice(colour), &path.closed());
}
