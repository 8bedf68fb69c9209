//! Timelines, drawn downwards so that any number of periods fits a column. Entry point: [`draw`].
//!
//! Invariant: periods and events stand in the author's order.

use super::TEXT;
use crate::geometry::{Point, Rect, Size};
use crate::graph::NODE_TEXT;
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    #[serde(default)]
    tasks: Vec<Period>,
}

#[derive(Deserialize)]
struct Period {
    #[serde(default)]
    section: String,
    task: String,
    #[serde(default)]
    events: Vec<String>,
}

const EVENT_WRAP: f64 = 420.0;
const GAP: f64 = 12.0;

/// Draws a timeline.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let mut svg = Svg::new(target);
    let mut y = 0.0;
    let mut section = "";
    let periods: Vec<Label> = model
        .tasks
        .iter()
        .map(|period| Label::new(period.task.trim(), Setting::bold(NODE_TEXT, 140.0)))
        .collect();
    let left = periods
        .iter()
        .map(|label| label.width * 1.05)
        .fold(40.0, f64::max);
    let mut stops = Vec::new();
    for (period, label) in model.tasks.iter().zip(&periods) {
        if period.section != section && !period.section.is_empty() {
            section = &period.section;
            y += heading(&mut svg, section, left, y);
        }
        let height = events(&mut svg, &period.events, left + 34.0, y).max(label.height() + 12.0);
        svg.label(
            Role::NodeTitle,
            Point::new(left, y + height / 2.0),
            Anchor::End,
            label,
        );
        stops.push(Point::new(left + 17.0, y + height / 2.0));
        y += height + GAP;
    }
    if let (Some(first), Some(last)) = (stops.first(), stops.last()) {
        svg.path(Role::Axis, &Path::lines(&[*first, *last]));
    }
    stops
        .iter()
        .for_each(|stop| svg.circle(Role::Head, *stop, 5.0));
    Ok(Picture::new(
        svg,
        model.tasks.iter().map(words).collect(),
        0,
    ))
}

fn heading(svg: &mut Svg, section: &str, left: f64, y: f64) -> f64 {
    let label = Label::new(section, Setting::bold(TEXT, EVENT_WRAP));
    let height = label.height();
    let middle = Point::new(left + 34.0, y + 6.0 + height / 2.0);
    svg.label(Role::GroupLabel, middle, Anchor::Start, &label);
    height + GAP + 6.0
}

fn events(svg: &mut Svg, events: &[String], left: f64, top: f64) -> f64 {
    let mut y = top;
    for event in events {
        let label = Label::new(event.trim(), Setting::plain(NODE_TEXT, EVENT_WRAP));
        let size = Size::new(label.width * 1.05 + 24.0, label.height() + 12.0);
        let rect = Rect::new(left, y, size);
        svg.rect(Role::Node(Tone::Plain), &rect, 8.0);
        svg.label(Role::Label, rect.centre(), Anchor::Middle, &label);
        y += size.height + 6.0;
    }
    (y - top - 6.0).max(0.0)
}

fn words(period: &Period) -> String {
    let events: Vec<String> = period
        .events
        .iter()
        .map(|event| plain_text(event.trim()))
        .collect();
    format!("{}: {}", plain_text(period.task.trim()), events.join(", "))
}
