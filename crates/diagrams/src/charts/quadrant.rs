//! Quadrant charts. Entry point: [`draw`].
//!
//! Invariant: a point's label stays inside the square, and off other labels where there is room.

use super::{TEXT, value};
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Model {
    quadrants: Quadrants,
    axes: Axes,
    #[serde(default)]
    points: Vec<Mark>,
    #[serde(default)]
    classes: HashMap<String, Look>,
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
    #[serde(rename = "className")]
    class: Option<String>,
    #[serde(default)]
    styles: Look,
}

/// What an author says about a point's looks.
#[derive(Deserialize, Default)]
struct Look {
    radius: Option<f64>,
    color: Option<String>,
}

const SIDE: f64 = 460.0;
const GAP: f64 = 6.0;

/// Draws a quadrant chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let mut svg = Svg::new(target);
    let square = Rect::new(0.0, 0.0, Size::new(SIDE, SIDE));
    svg.rect(Role::Group(Tone::Plain), &square, 10.0);
    let half = SIDE / 2.0;
    for ends in [
        [Point::new(half, 0.0), Point::new(half, SIDE)],
        [Point::new(0.0, half), Point::new(SIDE, half)],
    ] {
        svg.path(Role::Axis, &Path::lines(&ends));
    }
    let mut taken = draw_fields(&mut svg, &model);
    draw_axes(&mut svg, &model.axes);
    draw_marks(&mut svg, &model, &mut taken);
    Ok(Picture::new(svg, outline_of(&model), 0))
}

/// Draws the names of the fields, in their middle if there are no points, and says where they are.
fn draw_fields(svg: &mut Svg, model: &Model) -> Vec<Rect> {
    let (near, far) = (SIDE * 0.25, SIDE * 0.75);
    let fields = &model.quadrants;
    let places = [
        (&fields.top_left, near, 0.0),
        (&fields.top_right, far, 0.0),
        (&fields.bottom_left, near, SIDE / 2.0),
        (&fields.bottom_right, far, SIDE / 2.0),
    ];
    let mut taken = Vec::new();
    for (text, x, top) in places {
        let label = Label::new(text, Setting::bold(TEXT, SIDE / 2.0 - 20.0));
        let down = match model.points.is_empty() {
            true => SIDE / 4.0,
            false => 9.0 + label.height() / 2.0,
        };
        let at = Point::new(x, top + down);
        svg.label(Role::GroupLabel, at, Anchor::Middle, &label);
        let size = Size::new(label.width * 1.08, label.height());
        taken.push(Rect::around(at, size));
    }
    taken
}

/// Draws the names of the axes: one at each end, or one alone in the middle.
fn draw_axes(svg: &mut Svg, axes: &Axes) {
    let narrow = |text: &str| Label::new(text.trim(), Setting::plain(TEXT, 120.0));
    let below = |svg: &mut Svg, text: &str, x: f64, anchor: Anchor| {
        let label = narrow(text);
        let at = Point::new(x, SIDE + 14.0 + label.height() / 2.0);
        svg.label(Role::ChartLabel, at, anchor, &label);
    };
    match axes.right.trim().is_empty() {
        true => below(svg, &axes.left, SIDE / 2.0, Anchor::Middle),
        false => {
            below(svg, &axes.left, 2.0, Anchor::Start);
            below(svg, &axes.right, SIDE - 2.0, Anchor::End);
        }
    }
    let beside = |svg: &mut Svg, text: &str, y: f64| {
        let label = narrow(text);
        let half = label.height() / 2.0;
        let at = Point::new(-16.0, y.clamp(half, SIDE - half));
        svg.label(Role::ChartLabel, at, Anchor::End, &label);
    };
    match axes.top.trim().is_empty() {
        true => beside(svg, &axes.bottom, SIDE / 2.0),
        false => {
            beside(svg, &axes.bottom, SIDE);
            beside(svg, &axes.top, 0.0);
        }
    }
}

/// A point with its place and size.
struct Dot<'a> {
    mark: &'a Mark,
    at: Point,
    radius: f64,
    tone: Tone,
}

fn dot<'a>(model: &'a Model, mark: &'a Mark) -> Dot<'a> {
    let share = |part: f64| {
        if part.is_finite() {
            part.clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let class = mark.class.as_ref().and_then(|name| model.classes.get(name));
    let looks = [Some(&mark.styles), class];
    let radius = looks.iter().flatten().find_map(|look| look.radius);
    let colour = looks.iter().flatten().find_map(|look| look.color.as_ref());
    let styles: Vec<String> = colour
        .iter()
        .map(|colour| format!("fill:{colour}"))
        .collect();
    Dot {
        mark,
        at: Point::new(share(mark.x) * SIDE, (1.0 - share(mark.y)) * SIDE),
        radius: radius.unwrap_or(5.0).clamp(3.0, 20.0),
        tone: Tone::of_class(mark.class.as_deref().unwrap_or_default(), &styles),
    }
}

fn draw_marks(svg: &mut Svg, model: &Model, taken: &mut Vec<Rect>) {
    let dots: Vec<Dot<'_>> = model.points.iter().map(|mark| dot(model, mark)).collect();
    for dot in &dots {
        let role = match dot.tone {
            Tone::Plain => Role::Number,
            tone => Role::ArrowHead(tone),
        };
        svg.circle(role, dot.at, dot.radius);
        let size = Size::new(2.0 * dot.radius, 2.0 * dot.radius);
        taken.push(Rect::around(dot.at, size));
    }
    for dot in &dots {
        let label = Label::new(&dot.mark.text, Setting::plain(TEXT, 150.0));
        let place = place(dot, &label, taken);
        let (anchor, x) = match place.centre().x {
            middle if (middle - dot.at.x).abs() < 1.0 => (Anchor::Middle, middle),
            middle if middle > dot.at.x => (Anchor::Start, place.left),
            _ => (Anchor::End, place.right),
        };
        let at = Point::new(x, place.centre().y);
        svg.label(Role::Label, at, anchor, &label);
        taken.push(place);
    }
}

/// The best of the places around a point: inside the square, free, and off the axes.
fn place(dot: &Dot<'_>, label: &Label, taken: &[Rect]) -> Rect {
    let size = Size::new(label.width * 1.05, label.height());
    let away = dot.radius + GAP;
    let (dx, dy) = (away + size.width / 2.0, away - 2.0 + size.height / 2.0);
    let square = Rect::new(0.0, 0.0, Size::new(SIDE, SIDE));
    let axes = [
        Rect::new(SIDE / 2.0, 0.0, Size::new(0.1, SIDE)),
        Rect::new(0.0, SIDE / 2.0, Size::new(SIDE, 0.1)),
    ];
    let aside = [(dx, 0.0), (-dx, 0.0), (0.0, dy), (0.0, -dy)];
    let corners = [(dx, dy), (dx, -dy), (-dx, dy), (-dx, -dy)];
    // A line further away, for points beside a field's name.
    let far = dy + size.height;
    let further = [(dx, far), (dx, -far), (-dx, far), (-dx, -far)];
    let places = aside
        .into_iter()
        .chain(corners)
        .chain(further)
        .map(|(x, y)| Rect::around(dot.at.shifted(Point::new(x, y)), size));
    let cost = |place: &Rect| {
        let outside = !(square.contains(Point::new(place.left, place.top))
            && square.contains(Point::new(place.right, place.bottom)));
        let hits = taken.iter().filter(|other| place.overlaps(other)).count();
        let crossed = axes.iter().filter(|axis| place.overlaps(axis)).count();
        usize::from(outside) * 100 + hits * 20 + crossed
    };
    let best = places.clone().min_by_key(cost);
    best.unwrap_or_else(|| Rect::around(dot.at, size))
}

/// The axes, the fields and the points.
fn outline_of(model: &Model) -> Vec<String> {
    let (axes, fields) = (&model.axes, &model.quadrants);
    let between = |name: &str, low: &str, high: &str| match high.trim().is_empty() {
        true => format!("{name}: {low}"),
        false => format!("{name}: from {low} to {high}"),
    };
    let ends = [
        (&axes.left, between("To the right", &axes.left, &axes.right)),
        (&axes.bottom, between("Upwards", &axes.bottom, &axes.top)),
        (
            &fields.top_right,
            format!("Top right: {}", fields.top_right),
        ),
        (&fields.top_left, format!("Top left: {}", fields.top_left)),
        (
            &fields.bottom_left,
            format!("Bottom left: {}", fields.bottom_left),
        ),
        (
            &fields.bottom_right,
            format!("Bottom right: {}", fields.bottom_right),
        ),
    ];
    let named = ends.iter().filter(|(name, _)| !name.trim().is_empty());
    let mut lines: Vec<String> = named.map(|(_, line)| plain_text(line)).collect();
    lines.extend(model.points.iter().map(|mark| words(model, mark)));
    lines
}

fn words(model: &Model, mark: &Mark) -> String {
    let field = match (mark.x >= 0.5, mark.y >= 0.5) {
        (true, true) => &model.quadrants.top_right,
        (false, true) => &model.quadrants.top_left,
        (false, false) => &model.quadrants.bottom_left,
        (true, false) => &model.quadrants.bottom_right,
    };
    let (name, field) = (plain_text(&mark.text), plain_text(field));
    let place = format!("x {}, y {}", value(mark.x), value(mark.y));
    match field.is_empty() {
        true => format!("{name}: {place}"),
        false => format!("{name}: {field} ({place})"),
    }
}
