//! Quadrant charts. Entry point: [`draw`].
//!
//! Invariant: a point's label stays inside the square where it can.

use super::{TEXT, line, value};
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    quadrants: Quadrants,
    axes: Axes,
    #[serde(default)]
    points: Vec<Mark>,
}

#[derive(Deserialize)]
struct Quadrants {
    #[serde(rename = "quadrant1Text", default)]
    top_right: String,
    #[serde(rename = "quadrant2Text", default)]
    top_left: String,
    #[serde(rename = "quadrant3Text", default)]
    bottom_left: String,
    #[serde(rename = "quadrant4Text", default)]
    bottom_right: String,
}

#[derive(Deserialize)]
struct Axes {
    #[serde(rename = "xAxisLeftText", default)]
    left: String,
    #[serde(rename = "xAxisRightText", default)]
    right: String,
    #[serde(rename = "yAxisBottomText", default)]
    bottom: String,
    #[serde(rename = "yAxisTopText", default)]
    top: String,
}

#[derive(Deserialize)]
struct Mark {
    text: String,
    x: f64,
    y: f64,
}

const SIDE: f64 = 460.0;

/// Draws a quadrant chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let mut svg = Svg::new(target);
    svg.rect(
        Role::Group(Tone::Plain),
        &Rect::new(0.0, 0.0, Size::new(SIDE, SIDE)),
        10.0,
    );
    let half = SIDE / 2.0;
    svg.path(
        Role::Axis,
        &Path::lines(&[Point::new(half, 0.0), Point::new(half, SIDE)]),
    );
    svg.path(
        Role::Axis,
        &Path::lines(&[Point::new(0.0, half), Point::new(SIDE, half)]),
    );
    draw_fields(&mut svg, &model.quadrants);
    draw_axes(&mut svg, &model.axes);
    for mark in &model.points {
        draw_mark(&mut svg, mark);
    }
    let outline = model
        .points
        .iter()
        .map(|mark| words(&model, mark))
        .collect();
    Ok(Picture { svg, outline })
}

fn draw_fields(svg: &mut Svg, fields: &Quadrants) {
    let (near, far) = (SIDE * 0.25, SIDE * 0.75);
    let places = [
        (&fields.top_left, near, 18.0),
        (&fields.top_right, far, 18.0),
        (&fields.bottom_left, near, SIDE / 2.0 + 18.0),
        (&fields.bottom_right, far, SIDE / 2.0 + 18.0),
    ];
    for (text, x, y) in places {
        let label = Label::new(text, Setting::bold(TEXT, SIDE / 2.0 - 20.0));
        svg.label(Role::GroupLabel, Point::new(x, y), Anchor::Middle, &label);
    }
}

fn draw_axes(svg: &mut Svg, axes: &Axes) {
    let below = SIDE + 16.0;
    svg.label(
        Role::ChartLabel,
        Point::new(2.0, below),
        Anchor::Start,
        &line(&axes.left),
    );
    svg.label(
        Role::ChartLabel,
        Point::new(SIDE - 2.0, below),
        Anchor::End,
        &line(&axes.right),
    );
    let narrow = |text: &str| Label::new(text, Setting::plain(TEXT, 80.0));
    svg.label(
        Role::ChartLabel,
        Point::new(-10.0, SIDE - 18.0),
        Anchor::End,
        &narrow(&axes.bottom),
    );
    svg.label(
        Role::ChartLabel,
        Point::new(-10.0, 18.0),
        Anchor::End,
        &narrow(&axes.top),
    );
}

fn draw_mark(svg: &mut Svg, mark: &Mark) {
    let share = |part: f64| {
        if part.is_finite() {
            part.clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let at = Point::new(share(mark.x) * SIDE, (1.0 - share(mark.y)) * SIDE);
    svg.circle(Role::Number, at, 5.0);
    let label = Label::new(&mark.text, Setting::plain(TEXT, 150.0));
    let (anchor, x) = match at.x + 12.0 + label.width * 1.05 > SIDE {
        true => (Anchor::End, at.x - 10.0),
        false => (Anchor::Start, at.x + 10.0),
    };
    svg.label(Role::Label, Point::new(x, at.y), anchor, &label);
}

fn words(model: &Model, mark: &Mark) -> String {
    let field = match (mark.x >= 0.5, mark.y >= 0.5) {
        (true, true) => &model.quadrants.top_right,
        (false, true) => &model.quadrants.top_left,
        (false, false) => &model.quadrants.bottom_left,
        (true, false) => &model.quadrants.bottom_right,
    };
    let (name, field) = (plain_text(&mark.text), plain_text(field));
    format!("{name}: {field} (x {}, y {})", value(mark.x), value(mark.y))
}
