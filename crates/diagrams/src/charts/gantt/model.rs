//! What merman says about a Gantt chart. Entry point: [`Model`].
//!
//! Invariant: a task never ends before it starts.

use super::calendar::{DAY, Moment, weekday_name};
use crate::paint::Tone;
use serde::Deserialize;

/// The whole chart.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Model {
    #[serde(default)]
    pub(super) tasks: Vec<Task>,
    axis_format: Option<String>,
    tick_interval: Option<String>,
    #[serde(default)]
    excludes: Vec<String>,
    #[serde(default)]
    includes: Vec<String>,
    #[serde(default)]
    weekday: String,
    #[serde(default)]
    weekend: String,
    #[serde(default)]
    pub(super) top_axis: bool,
}

/// One task, milestone or vertical marker.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Task {
    pub(super) task: String,
    #[serde(default)]
    pub(super) section: String,
    #[serde(rename = "startTime")]
    pub(super) start: f64,
    render_end_time: Option<f64>,
    #[serde(rename = "endTime")]
    end: f64,
    #[serde(default)]
    active: bool,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    crit: bool,
    #[serde(default)]
    pub(super) milestone: bool,
    #[serde(default)]
    pub(super) vert: bool,
}

impl Task {
    /// When it ends.
    pub(super) fn until(&self) -> f64 {
        self.render_end_time.unwrap_or(self.end).max(self.start)
    }

    pub(super) fn tone(&self) -> Tone {
        match (self.crit, self.active, self.done) {
            (true, ..) => Tone::Bad,
            (_, true, _) => Tone::Accent,
            (.., true) => Tone::Muted,
            _ => Tone::Plain,
        }
    }

    /// Whether its bar is hollow: a critical task that is done.
    pub(super) fn is_hollow(&self) -> bool {
        self.crit && self.done
    }

    /// Its tags in words.
    pub(super) fn tags(&self) -> Vec<&'static str> {
        let tags = [
            (self.crit, "critical"),
            (self.active, "active"),
            (self.done, "done"),
        ];
        tags.iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| *name)
            .collect()
    }
}

impl Model {
    /// What the author says about the ruler.
    pub(super) fn wish(&self) -> super::ruler::Wish<'_> {
        fn given(text: Option<&String>) -> Option<&str> {
            text.map(String::as_str)
                .filter(|text| !text.trim().is_empty())
        }
        let named = |day: &i64| weekday_name(*day).eq_ignore_ascii_case(&self.weekday);
        super::ruler::Wish {
            interval: given(self.tick_interval.as_ref()),
            pattern: given(self.axis_format.as_ref()),
            week_start: (0..7).find(named).unwrap_or(0),
        }
    }

    /// The stretches of whole days on which no work is done.
    pub(super) fn free_days(&self, first: f64, last: f64) -> Vec<(f64, f64)> {
        const MOST: f64 = 120.0;
        if self.excludes.is_empty() || (last - first) / DAY > MOST {
            return Vec::new();
        }
        let mut stretches: Vec<(f64, f64)> = Vec::new();
        let mut day = (first / DAY).floor() * DAY;
        while day < last {
            if self.is_free(day) {
                match stretches.last_mut().filter(|(_, end)| *end == day) {
                    Some((_, end)) => *end += DAY,
                    None => stretches.push((day, day + DAY)),
                }
            }
            day += DAY;
        }
        stretches
    }

    fn is_free(&self, day: f64) -> bool {
        let moment = Moment::of(day);
        let date = format!("{}-{:02}-{:02}", moment.year, moment.month, moment.day);
        let weekday = weekday_name(moment.weekday);
        let weekend: [i64; 2] = if self.weekend == "friday" {
            [5, 6]
        } else {
            [6, 0]
        };
        let names = |text: &String| {
            let text = text.trim();
            text == date
                || text.eq_ignore_ascii_case(weekday)
                || (text == "weekends" && weekend.contains(&moment.weekday))
        };
        self.excludes.iter().any(names) && !self.includes.iter().any(names)
    }
}
