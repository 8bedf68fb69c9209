//! What edition a PDF is: the version, commit and day of the book's own source.
//!
//! [`Edition::of`] is the entry point. Invariant: the day is the one that the settings,
//! `SOURCE_DATE_EPOCH` or the last commit give, in this order, and never today's, so that the same
//! source gives the same bytes.

use coursebook_preprocessors::git::git;
use std::path::Path;

/// Which edition it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Edition {
    /// Its version: what the settings say, or the last tag.
    pub(crate) version: Option<String>,
    /// The last commit, shortened.
    pub(crate) commit: Option<String>,
    /// Year, month and day.
    pub(crate) day: Option<(i32, u8, u8)>,
}

impl Edition {
    /// The edition of the book at `root`: what the settings say, and for the rest its repository.
    pub(crate) fn of(root: &Path, version: Option<&str>, date: Option<&str>) -> Edition {
        let set = |text: Option<&str>| text.map(str::to_owned);
        let says = |arguments: &[&str]| {
            let text = git(root, arguments)?.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let log = says(&["log", "-1", "--format=%h %cs", "--", "."]);
        let log = log.as_deref().and_then(|log| log.split_once(' '));
        let tag = || says(&["describe", "--tags", "--abbrev=0"]);
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
        let epoch = epoch.and_then(|seconds| day_of_epoch(seconds.trim().parse().ok()?));
        Edition {
            version: set(version).or_else(tag),
            commit: log.map(|(commit, _)| commit.to_owned()),
            day: date
                .and_then(day)
                .or(epoch)
                .or_else(|| log.and_then(|(_, date)| day(date))),
        }
    }
}

/// The day that `2026-12-31` names.
pub(crate) fn day(text: &str) -> Option<(i32, u8, u8)> {
    let mut parts = text.trim().splitn(3, '-');
    let year: i32 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(is_leap),
        1..=12 => 31,
        _ => return None,
    };
    ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some((year, month, day))
}

/// The day of a moment in seconds since 1970, by the civil calendar.
///
/// The algorithm is Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn day_of_epoch(seconds: i64) -> Option<(i32, u8, u8)> {
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))?;
    Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(day("2026-12-31"), Some((2026, 12, 31)));
        assert_eq!(day("2024-02-29"), Some((2024, 2, 29)));
        for bad in ["2026-02-29", "2026-13-01", "2026-1", "x", "2026-04-31", ""] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn moments_have_their_day() {
        assert_eq!(day_of_epoch(0), Some((1970, 1, 1)));
        assert_eq!(day_of_epoch(951_782_400), Some((2000, 2, 29)));
        assert_eq!(day_of_epoch(1_700_000_000), Some((2023, 11, 14)));
        assert_eq!(day_of_epoch(i64::MAX / 86_400), None);
    }
}
