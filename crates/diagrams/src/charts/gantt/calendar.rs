//! Days, months and years of times in milliseconds since 1970, in the calendar that has always
//! been Gregorian, without time zones. Entry points: [`Moment`], [`format`].
//!
//! Invariant: dates of any finite time can be computed; nothing overflows.

/// Milliseconds of a day.
pub(super) const DAY: f64 = 86_400_000.0;

/// The parts of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) year: i64,
    /// From 1.
    pub(super) month: i64,
    /// From 1.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
    pub(super) millisecond: i64,
    /// From 0, Sunday.
    pub(super) weekday: i64,
}

/// Times beyond this many days from 1970 are taken for this: a million years.
const LIMIT: f64 = 3.6e8;

impl Moment {
    /// The parts of a time in milliseconds.
    pub(super) fn of(time: f64) -> Self {
        let days = (time / DAY).floor().clamp(-LIMIT, LIMIT);
        let within = ((time - days * DAY).floor()).clamp(0.0, DAY - 1.0) as i64;
        let days = days as i64;
        let (year, month, day) = civil(days);
        Self {
            year,
            month,
            day,
            hour: within / 3_600_000,
            minute: within / 60_000 % 60,
            second: within / 1000 % 60,
            millisecond: within % 1000,
            weekday: (days + 4).rem_euclid(7),
        }
    }

    /// From 1.
    fn day_of_year(self) -> i64 {
        days_before(self.year, self.month) + self.day - days_before(self.year, 1)
    }
}

/// Year, month and day of a day counted from 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
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
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Days from 1970 to the first of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5;
    of_era * 365 + of_era / 4 - of_era / 100 + of_year + year.div_euclid(400) * 146_097 - 719_468
}

/// The time at which a month begins; months beyond 12 are those of later years.
pub(super) fn month_start(year: i64, month: i64) -> f64 {
    let (year, month) = (
        year + (month - 1).div_euclid(12),
        (month - 1).rem_euclid(12) + 1,
    );
    days_before(year, month) as f64 * DAY
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The name of a weekday, from 0, Sunday.
pub(super) fn weekday_name(weekday: i64) -> &'static str {
    WEEKDAYS[weekday.rem_euclid(7) as usize]
}

/// A time in the words of a format such as `%d %b`. What is no directive stays as it is.
pub(super) fn format(time: f64, pattern: &str) -> String {
    let moment = Moment::of(time);
    let mut text = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        // `%-d` and `%_d` are `%d` without zeros.
        let mut directive = letters.next();
        let bare = matches!(directive, Some('-' | '_'));
        if bare {
            directive = letters.next();
        }
        match directive {
            Some(directive) => text.push_str(&expand(directive, moment, time, bare)),
            None => text.push('%'),
        }
    }
    text.trim().to_owned()
}

fn expand(directive: char, m: Moment, time: f64, bare: bool) -> String {
    let month = MONTHS[(m.month - 1).rem_euclid(12) as usize];
    let two = |value: i64| match bare {
        true => value.to_string(),
        false => format!("{value:02}"),
    };
    let week = |first: i64| (m.day_of_year() + 6 - (m.weekday - first).rem_euclid(7)) / 7;
    match directive {
        'a' => weekday_name(m.weekday)[..3].to_owned(),
        'A' => weekday_name(m.weekday).to_owned(),
        'b' => month[..3].to_owned(),
        'B' => month.to_owned(),
        'c' => format(time, "%a %b %e %H:%M:%S %Y"),
        'd' => two(m.day),
        'e' => m.day.to_string(),
        'H' => two(m.hour),
        'I' => two((m.hour + 11) % 12 + 1),
        'j' => format!("{:03}", m.day_of_year()),
        'm' => two(m.month),
        'M' => two(m.minute),
        'L' => format!("{:03}", m.millisecond),
        'p' => if m.hour < 12 { "AM" } else { "PM" }.to_owned(),
        'q' => ((m.month + 2) / 3).to_string(),
        'S' => two(m.second),
        's' => ((time / 1000.0).floor() as i64).to_string(),
        'Q' => (time.floor() as i64).to_string(),
        'U' => two(week(0)),
        'w' => m.weekday.to_string(),
        'W' => two(week(1)),
        'x' => format(time, "%m/%d/%Y"),
        'X' => format(time, "%H:%M:%S"),
        'y' => two(m.year.rem_euclid(100)),
        'Y' => m.year.to_string(),
        'Z' => "UTC".to_owned(),
        '%' => "%".to_owned(),
        other => format!("%{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree() {
        let date = |time: f64| {
            let moment = Moment::of(time);
            (moment.year, moment.month, moment.day)
        };
        assert_eq!(date(0.0), (1970, 1, 1));
        assert_eq!(date(951_782_400_000.0), (2000, 2, 29));
        assert_eq!(date(-DAY), (1969, 12, 31));
        for (year, month) in [(1970, 1), (2000, 3), (2026, 12), (1969, 2), (-44, 3)] {
            assert_eq!(date(month_start(year, month)), (year, month, 1));
        }
        assert_eq!(month_start(2026, 14), month_start(2027, 2));
        let _ = Moment::of(f64::MAX);
        let _ = Moment::of(f64::NAN);
    }

    #[test]
    fn formats_are_those_of_the_axis() {
        // 2026-03-04 17:05:09.007, a Wednesday.
        let time = 1_772_643_909_007.0;
        let cases = [
            ("%Y-%m-%d", "2026-03-04"),
            ("%H:%M:%S.%L", "17:05:09.007"),
            ("%a %A %b %B", "Wed Wednesday Mar March"),
            ("%e %-d %y", "4 4 26"),
            ("%I %p", "05 PM"),
            ("%j week %W", "063 week 09"),
            ("%Y-Q%q 100%%", "2026-Q1 100%"),
            ("%s", "1772643909"),
            ("%k %", "%k %"),
        ];
        for (pattern, text) in cases {
            assert_eq!(format(time, pattern), text, "{pattern}");
        }
    }
}
