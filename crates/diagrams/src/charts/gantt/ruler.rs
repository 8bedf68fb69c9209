//! Where the ruler of a Gantt chart has its marks, and what they say. Entry point: [`marks`].
//!
//! Invariant: marks ascend, lie in the span, and are few.

use super::calendar::{DAY, Moment, format, month_start};

/// A step of the ruler.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// So many milliseconds.
    Fixed(f64),
    Weeks(i64),
    Months(i64),
}

/// What an author says about the ruler.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish<'a> {
    pub(super) interval: Option<&'a str>,
    pub(super) pattern: Option<&'a str>,
    /// The day on which weeks begin, from 0, Sunday.
    pub(super) week_start: i64,
}

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const MONTH: f64 = 30.4 * DAY;
/// How many marks a ruler has at most if the author does not say.
const FEW: f64 = 7.0;
/// More marks than this are no ruler, whatever the author says.
const MANY: f64 = 120.0;

/// The marks between two times: their places and texts.
pub(super) fn marks(first: f64, last: f64, wish: Wish<'_>) -> Vec<(f64, String)> {
    let span = (last - first).max(1.0);
    let step = wish
        .interval
        .and_then(asked)
        .filter(|step| span / length(*step) <= MANY)
        .unwrap_or_else(|| automatic(span));
    let pattern = wish.pattern.unwrap_or_else(|| usual(step, span));
    let times = times(first, last, step, wish.week_start);
    times
        .into_iter()
        .map(|time| (time, format(time, pattern)))
        .collect()
}

/// Reads `2week`.
fn asked(text: &str) -> Option<Step> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let count: u32 = text
        .get(..digits)?
        .parse()
        .ok()
        .filter(|count| *count > 0)?;
    let fixed = |unit: f64| Step::Fixed(unit * f64::from(count));
    Some(match text.get(digits..)? {
        "millisecond" => fixed(1.0),
        "second" => fixed(SECOND),
        "minute" => fixed(MINUTE),
        "hour" => fixed(HOUR),
        "day" => fixed(DAY),
        "week" => Step::Weeks(count.into()),
        "month" => Step::Months(count.into()),
        _ => return None,
    })
}

fn length(step: Step) -> f64 {
    match step {
        Step::Fixed(length) => length,
        Step::Weeks(count) => count as f64 * 7.0 * DAY,
        Step::Months(count) => count as f64 * MONTH,
    }
}

fn automatic(span: f64) -> Step {
    let fixed = [1.0, 5.0, 20.0, 100.0, 500.0]
        .map(Step::Fixed)
        .into_iter()
        .chain([1.0, 2.0, 5.0, 15.0, 30.0].map(|count| Step::Fixed(count * SECOND)))
        .chain([1.0, 2.0, 5.0, 15.0, 30.0].map(|count| Step::Fixed(count * MINUTE)))
        .chain([1.0, 3.0, 6.0, 12.0].map(|count| Step::Fixed(count * HOUR)))
        .chain([1.0, 2.0].map(|count| Step::Fixed(count * DAY)))
        .chain([1, 2].map(Step::Weeks))
        .chain([1, 2, 3, 6, 12, 24, 60, 120, 240, 600].map(Step::Months));
    let fits = |step: &Step| span / length(*step) <= FEW;
    let years = (span / MONTH / 12.0 / FEW).ceil();
    let coarse = Step::Months(years.clamp(1.0, 1e6) as i64 * 12);
    fixed.into_iter().find(fits).unwrap_or(coarse)
}

/// The format that says just enough.
fn usual(step: Step, span: f64) -> &'static str {
    match step {
        Step::Fixed(length) if length < SECOND => "%S.%L",
        Step::Fixed(length) if length < MINUTE => "%H:%M:%S",
        Step::Fixed(length) if length < DAY && span > DAY => "%e %b %H:%M",
        Step::Fixed(length) if length < DAY => "%H:%M",
        Step::Fixed(_) | Step::Weeks(_) => "%e %b",
        Step::Months(count) if count % 12 == 0 => "%Y",
        Step::Months(_) => "%b %Y",
    }
}

fn times(first: f64, last: f64, step: Step, week_start: i64) -> Vec<f64> {
    let regular = |start: f64, step: f64| {
        let count = ((last - start) / step).floor().clamp(-1.0, MANY) as i64;
        (0..=count)
            .map(|index| start + step * index as f64)
            .collect()
    };
    match step {
        Step::Fixed(length) => regular((first / length).ceil() * length, length),
        Step::Weeks(count) => {
            let day = (first / DAY).ceil() * DAY;
            let wait = (week_start - Moment::of(day).weekday).rem_euclid(7);
            regular(day + wait as f64 * DAY, count as f64 * 7.0 * DAY)
        }
        Step::Months(count) => {
            let moment = Moment::of(first);
            let (year, month) = match count % 12 {
                0 => (moment.year - moment.year.rem_euclid(count / 12), 1),
                _ => (moment.year, (moment.month - 1) / count.max(1) * count + 1),
            };
            let months =
                (0..=2 * MANY as i64).map(|index| month_start(year, month + index * count));
            months
                .skip_while(|time| *time < first)
                .take_while(|time| *time <= last)
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulers_have_few_marks() {
        let start = month_start(2026, 1);
        for span in [5.0, 9e3, 4e5, 7e6, 9e7, 1e9, 5e9, 4e10, 4e11, 4e12, 1e14] {
            let marks = marks(start, start + span, Wish::default());
            assert!((1..=8).contains(&marks.len()), "{span}: {marks:?}");
        }
    }

    #[test]
    fn authors_choose_steps_and_formats() {
        let start = month_start(2026, 3);
        let wish = Wish {
            interval: Some("1week"),
            pattern: Some("%a %d"),
            week_start: 1,
        };
        let texts: Vec<String> = marks(start, start + 20.0 * DAY, wish)
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(texts, ["Mon 02", "Mon 09", "Mon 16"]);
        assert_eq!(asked("10minute"), Some(Step::Fixed(600_000.0)));
        assert_eq!(asked("0day"), None);
        assert_eq!(asked("day"), None);
    }
}
