//! Gantt charts. Entry point: [`draw`].
//!
//! Invariant: a task's name stands in its own column, so no bar is too short for it.

use super::TEXT;
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Setting, plain_text};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    #[serde(default)]
    tasks: Vec<Task>,
}

#[derive(Deserialize)]
struct Task {
    task: String,
    #[serde(default)]
    section: String,
    #[serde(rename = "startTime")]
    start: f64,
    #[serde(rename = "renderEndTime")]
    shown_end: Option<f64>,
    #[serde(rename = "endTime")]
    end: f64,
    #[serde(default)]
    active: bool,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    crit: bool,
    #[serde(default)]
    milestone: bool,
}

impl Task {
    fn until(&self) -> f64 {
        self.shown_end.unwrap_or(self.end).max(self.start)
    }

    fn tone(&self) -> Tone {
        match (self.crit, self.active, self.done) {
            (true, ..) => Tone::Bad,
            (_, true, _) => Tone::Accent,
            (.., true) => Tone::Muted,
            _ => Tone::Plain,
        }
    }
}

const ROW: f64 = 30.0;
const WIDTH: f64 = 460.0;
const DAY: f64 = 86_400_000.0;

/// Draws a Gantt chart.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let first = model
        .tasks
        .iter()
        .map(|task| task.start)
        .fold(f64::INFINITY, f64::min);
    let last = model
        .tasks
        .iter()
        .map(Task::until)
        .fold(f64::NEG_INFINITY, f64::max);
    if !(last - first).is_finite() {
        return Err(DiagramError::whole(
            source,
            "the chart has no tasks",
            "Add a line `Name : 2026-01-05, 30d`.",
        ));
    }
    let chart = Chart {
        first,
        span: (last - first).max(DAY),
    };
    let mut svg = Svg::new(target);
    let rows = rows(&model.tasks);
    chart.ruler(&mut svg, rows.iter().map(|row| row.height).sum());
    let mut y = 0.0;
    for row in &rows {
        chart.row(&mut svg, row, y);
        y += row.height;
    }
    Ok(Picture {
        svg,
        outline: model.tasks.iter().map(words).collect(),
    })
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
    for task in tasks {
        if task.section != section && !task.section.is_empty() {
            section = &task.section;
            rows.push(row(Label::new(section, Setting::bold(TEXT, 190.0)), None));
        }
        rows.push(row(
            Label::new(task.task.trim(), Setting::plain(TEXT, 180.0)),
            Some(task),
        ));
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

struct Chart {
    first: f64,
    span: f64,
}

impl Chart {
    fn x(&self, time: f64) -> f64 {
        (time - self.first) / self.span * WIDTH
    }

    fn row(&self, svg: &mut Svg, row: &Row<'_>, top: f64) {
        let middle = top + row.height / 2.0;
        let role = if row.task.is_some() {
            Role::Label
        } else {
            Role::GroupLabel
        };
        svg.label(role, Point::new(-200.0, middle), Anchor::Start, &row.label);
        if let Some(task) = row.task {
            self.bar(svg, task, middle);
        }
    }

    fn bar(&self, svg: &mut Svg, task: &Task, middle: f64) {
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
            return svg.path(Role::Node(Tone::Accent), &Path::polygon(&corners));
        }
        let rect = Rect::new(start, middle - 9.0, Size::new((end - start).max(3.0), 18.0));
        svg.rect(Role::Node(task.tone()), &rect, 4.0);
    }

    fn ruler(&self, svg: &mut Svg, height: f64) {
        for (time, name) in ticks(self.first, self.first + self.span) {
            let x = self.x(time);
            svg.path(
                Role::Grid,
                &Path::lines(&[Point::new(x, 0.0), Point::new(x, height)]),
            );
            svg.label(
                Role::ChartLabel,
                Point::new(x, height + 14.0),
                Anchor::Middle,
                &super::line(&name),
            );
        }
        svg.path(
            Role::Axis,
            &Path::lines(&[Point::new(0.0, height), Point::new(WIDTH, height)]),
        );
    }
}

/// Up to seven dates in the span: days, or firsts of months.
fn ticks(first: f64, last: f64) -> Vec<(f64, String)> {
    let days = (last - first) / DAY;
    if days < 56.0 {
        let step = (days / 6.0).ceil().max(1.0);
        let start = (first / DAY).ceil();
        let count = ((last / DAY - start) / step).floor().max(0.0) as usize;
        let day = |index: usize| (start + step * index as f64) * DAY;
        return (0..=count)
            .map(|index| (day(index), date(day(index))))
            .collect();
    }
    let every = (days / 30.4 / 6.0).ceil().max(1.0) as i64;
    let (year, month, _) = civil(first);
    let months = (1..=(days / 28.0) as i64 + 1).filter(|month| (month - 1) % every == 0);
    let firsts = months.map(|ahead| {
        let month = i64::from(month) - 1 + ahead;
        (year + month.div_euclid(12), month.rem_euclid(12) + 1)
    });
    let named = firsts.map(|(year, month)| {
        (
            from_civil(year, month),
            format!("{} {year}", month_name(month)),
        )
    });
    named.filter(|(time, _)| *time <= last).collect()
}

fn month_name(month: i64) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[(month - 1).rem_euclid(12) as usize]
}

/// Year, month and day of a time in milliseconds (the calendar that has always been Gregorian).
fn civil(time: f64) -> (i64, u32, u32) {
    let days = (time / DAY).floor() as i64 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    (
        year_of_era + era * 400 + i64::from(month <= 2),
        month as u32,
        day as u32,
    )
}

/// The time of the first day of a month.
fn from_civil(year: i64, month: i64) -> f64 {
    let year = year - i64::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5;
    let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year + year.div_euclid(400) * 146_097
        - 719_468;
    days as f64 * DAY
}

fn date(time: f64) -> String {
    let (_, month, day) = civil(time);
    format!("{day} {}", month_name(i64::from(month)))
}

fn words(task: &Task) -> String {
    let day = |time: f64| {
        let (year, month, day) = civil(time);
        format!("{year}-{month:02}-{day:02}")
    };
    let name = plain_text(task.task.trim());
    match task.milestone {
        true => format!("{name}: {}", day(task.start)),
        false => format!("{name}: {} to {}", day(task.start), day(task.until())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        assert_eq!(civil(0.0), (1970, 1, 1));
        assert_eq!(civil(951_782_400_000.0), (2000, 2, 29));
        assert_eq!(civil(-DAY), (1969, 12, 31));
        for (year, month) in [(1970, 1), (2000, 3), (2026, 12), (1969, 2)] {
            let (y, m, d) = civil(from_civil(year, month));
            assert_eq!((y, i64::from(m), d), (year, month, 1));
        }
    }

    #[test]
    fn rulers_have_few_dates() {
        let start = from_civil(2026, 1);
        for days in [1.0, 10.0, 60.0, 500.0, 4000.0] {
            let count = ticks(start, start + days * DAY).len();
            assert!((1..=9).contains(&count), "{days} days: {count}");
        }
    }
}
