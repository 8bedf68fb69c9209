//! Gantt charts. Entry point: [`draw`].
//!
//! Invariant: a task's name stands in its own column, so no bar is too short for it.

mod calendar;
mod model;
mod ruler;

use super::TEXT;
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use calendar::{DAY, format};
use model::{Model, Task};
use serde_json::Value;

const ROW: f64 = 30.0;
const WIDTH: f64 = 490.0;
const NAMES: f64 = 190.0;
/// Between the names and the bars.
const GAP: f64 = 16.0;

/// Draws a Gantt chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let starts = model.tasks.iter().map(|task| task.start);
    let first = starts.fold(f64::INFINITY, f64::min);
    let ends = model.tasks.iter().map(Task::until);
    let last = ends.fold(f64::NEG_INFINITY, f64::max);
    if !(last - first).is_finite() {
        return Err(DiagramError::whole(
            source,
            "the chart has no tasks",
            "Add a line `Name : 2026-01-05, 30d`.",
        ));
    }
    let span = if last > first { last - first } else { DAY };
    let rows = rows(&model.tasks);
    let names = rows.iter().map(|row| row.label.width * 1.05);
    let chart = Chart {
        model: &model,
        first,
        span,
        left: -GAP - names.fold(40.0, f64::max),
        height: rows.iter().map(|row| row.height).sum(),
    };
    let mut svg = Svg::new(target);
    chart.draw(&rows, &mut svg);
    let dates = if span < 2.0 * DAY {
        "%Y-%m-%d %H:%M"
    } else {
        "%Y-%m-%d"
    };
    let outline = model.tasks.iter().map(|task| words(task, dates)).collect();
    Ok(Picture::new(svg, outline, 0))
}

/// A section's heading, or a task.
struct Row<'a> {
    label: Label,
    task: Option<&'a Task>,
    height: f64,
}

fn rows(tasks: &[Task]) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut section = "";
    for task in tasks.iter().filter(|task| !task.vert) {
        if task.section != section && !task.section.is_empty() {
            section = &task.section;
            rows.push(row(Label::new(section, Setting::bold(TEXT, NAMES)), None));
        }
        let label = Label::new(task.task.trim(), Setting::plain(TEXT, NAMES));
        rows.push(row(label, Some(task)));
    }
    rows
}

fn row(label: Label, task: Option<&Task>) -> Row<'_> {
    Row {
        height: ROW.max(label.height() + 8.0),
        label,
        task,
    }
}

struct Chart<'a> {
    model: &'a Model,
    first: f64,
    span: f64,
    /// Where names start, left of the bars.
    left: f64,
    height: f64,
}

impl Chart<'_> {
    fn draw(&self, rows: &[Row<'_>], svg: &mut Svg) {
        for (from, to) in self.model.free_days(self.first, self.first + self.span) {
            let (left, right) = (self.x(from).max(0.0), self.x(to).min(WIDTH));
            let size = Size::new(right - left, self.height);
            svg.rect(Role::Free, &Rect::new(left, 0.0, size), 0.0);
        }
        self.draw_ruler(svg);
        let mut y = 0.0;
        for row in rows {
            self.draw_row(svg, row, y);
            y += row.height;
        }
        self.draw_markers(svg);
    }

    fn x(&self, time: f64) -> f64 {
        (time - self.first) / self.span * WIDTH
    }

    fn draw_row(&self, svg: &mut Svg, row: &Row<'_>, top: f64) {
        let middle = top + row.height / 2.0;
        let role = match row.task {
            Some(_) => Role::Label,
            None => Role::GroupLabel,
        };
        svg.label(
            role,
            Point::new(self.left, middle),
            Anchor::Start,
            &row.label,
        );
        match row.task {
            Some(task) => self.draw_bar(svg, task, middle),
            None if top > 0.0 => {
                let rule = [Point::new(self.left, top), Point::new(WIDTH, top)];
                svg.path(Role::Grid, &Path::lines(&rule));
            }
            None => {}
        }
    }

    fn draw_bar(&self, svg: &mut Svg, task: &Task, middle: f64) {
        let (start, end) = (self.x(task.start), self.x(task.until()));
        if task.milestone {
            let x = f64::midpoint(start, end);
            let corner = |dx: f64, dy: f64| Point::new(x + dx, middle + dy);
            let corners = [
                corner(0.0, -9.0),
                corner(9.0, 0.0),
                corner(0.0, 9.0),
                corner(-9.0, 0.0),
            ];
            let tone = match task.tone() {
                Tone::Plain => Tone::Accent,
                tone => tone,
            };
            return svg.path(Role::Node(tone), &Path::polygon(&corners));
        }
        let rect = Rect::new(start, middle - 9.0, Size::new((end - start).max(3.0), 18.0));
        svg.rect(Role::Node(task.tone()), &rect, 4.0);
        // A rule along the bar tells what is done without a colour.
        if (task.is_hollow() || task.tone() == Tone::Muted) && rect.width() > 12.0 {
            let rule = [
                Point::new(rect.left + 5.0, middle),
                Point::new(rect.right - 5.0, middle),
            ];
            svg.path(Role::NodeLine, &Path::lines(&rule));
        }
    }

    fn draw_ruler(&self, svg: &mut Svg) {
        let mut free_from = f64::NEG_INFINITY;
        for (time, name) in ruler::marks(self.first, self.first + self.span, self.model.wish()) {
            let x = self.x(time);
            let line = [Point::new(x, 0.0), Point::new(x, self.height)];
            svg.path(Role::Grid, &Path::lines(&line));
            let label = super::line(&name);
            let half = label.width * 1.04 / 2.0;
            if x - half > free_from {
                free_from = x + half + 8.0;
                let mut mark = |y: f64| {
                    svg.label(Role::ChartLabel, Point::new(x, y), Anchor::Middle, &label);
                };
                mark(self.height + 14.0);
                if self.model.top_axis {
                    mark(-14.0);
                }
            }
        }
        let line = [Point::new(0.0, self.height), Point::new(WIDTH, self.height)];
        svg.path(Role::Axis, &Path::lines(&line));
    }

    /// Draws vertical markers with their names above, in rows if they are close to one another.
    fn draw_markers(&self, svg: &mut Svg) {
        let lift = if self.model.top_axis { 26.0 } else { 6.0 };
        let mut rows: Vec<f64> = Vec::new();
        let mut markers: Vec<&Task> = self.model.tasks.iter().filter(|task| task.vert).collect();
        markers.sort_by(|a, b| a.start.total_cmp(&b.start));
        for marker in markers {
            let x = self.x(marker.start);
            let label = Label::new(marker.task.trim(), Setting::plain(TEXT, 140.0));
            let half = label.width * 1.04 / 2.0;
            let row = rows.iter().position(|end| *end < x - half);
            let row = row.unwrap_or_else(|| {
                rows.push(0.0);
                rows.len() - 1
            });
            rows[row] = x + half + 8.0;
            let y = -lift - 9.0 - row as f64 * 2.0 * TEXT * 1.3;
            let line = [Point::new(x, y + 9.0), Point::new(x, self.height)];
            svg.path(Role::EdgeDotted(Tone::Accent), &Path::lines(&line));
            svg.label(Role::Label, Point::new(x, y), Anchor::Middle, &label);
        }
    }
}

fn words(task: &Task, dates: &str) -> String {
    let name = plain_text(task.task.trim());
    let tags = match task.tags() {
        tags if tags.is_empty() => String::new(),
        tags => format!(" ({})", tags.join(", ")),
    };
    let start = format(task.start, dates);
    match task.milestone || task.vert {
        true => format!("{name}{tags}: {start}"),
        false => format!("{name}{tags}: {start} to {}", format(task.until(), dates)),
    }
}
