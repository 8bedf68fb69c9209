//! Pie charts. Entry point: [`draw`].
//!
//! Invariant: every value has a row in the legend with its share, so no slice needs a label.

use super::{line, value};
use crate::geometry::{Point, Rect, Size};
use crate::label::plain_text;
use crate::paint::Role;
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
const ROW: f64 = 26.0;

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
        draw_slice(&mut svg, index, start, share);
        start += share;
    }
    let texts: Vec<String> = model
        .sections
        .iter()
        .map(|slice| words(slice, total, model.show_data))
        .collect();
    let top = -(texts.len() as f64 * ROW) / 2.0;
    for (index, text) in texts.iter().enumerate() {
        let y = top + ROW * (index as f64 + 0.5);
        let swatch = Rect::around(Point::new(RADIUS + 36.0, y), Size::new(14.0, 14.0));
        svg.rect(Role::Series(index), &swatch, 3.0);
        svg.label(
            Role::Label,
            Point::new(RADIUS + 50.0, y),
            Anchor::Start,
            &line(text),
        );
    }
    Ok(Picture {
        svg,
        outline: texts.iter().map(|text| plain_text(text)).collect(),
    })
}

fn words(slice: &Slice, total: f64, show_data: bool) -> String {
    let share = (slice.value / total * 1000.0).round() / 10.0;
    match show_data {
        true => format!(
            "{}: {} ({} %)",
            slice.label,
            value(slice.value),
            value(share)
        ),
        false => format!("{}: {} %", slice.label, value(share)),
    }
}

fn draw_slice(svg: &mut Svg, index: usize, start: f64, share: f64) {
    let at = |turn: f64| Point::new(RADIUS * (turn * TAU).sin(), -RADIUS * (turn * TAU).cos());
    svg.cover(&Rect::around(
        Point::default(),
        Size::new(2.0 * RADIUS, 2.0 * RADIUS),
    ));
    if share > 0.9999 {
        return svg.circle(Role::Series(index), Point::default(), RADIUS);
    }
    let path = Path::lines(&[Point::default(), at(start)]);
    let path = match share > 0.5 {
        true => path.big_arc(RADIUS, at(start + share)),
        false => path.arc(RADIUS, RADIUS, true, at(start + share)),
    };
    svg.path(Role::Series(index), &path.closed());
}
