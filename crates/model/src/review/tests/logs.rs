//! A log is what storage holds: in any order, with anything in it.

use proptest::prelude::*;

use super::super::log::{MAX_ATTEMPTS, read};
use super::*;

proptest! {
    #[test]
    fn no_log_no_time_and_no_zone_makes_it_panic(log: String, now: u64, zone: i32) {
        let clock = Clock { now, zone };
        let _ = (due(&log, clock), standing(&log, clock).pack());
    }

    #[test]
    fn nothing_like_a_log_makes_it_panic(log in "[0-9,;]{0,80}", now: u64, zone: i32) {
        let clock = Clock { now, zone };
        let _ = (due(&log, clock), standing(&log, clock).pack());
    }

    #[test]
    fn the_order_of_a_log_does_not_matter(
        (log, shuffled) in attempts().prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle())),
        now in 0..40 * DAY,
        zone in zone(),
    ) {
        let clock = Clock { now, zone };
        prop_assert_eq!(due(&text(&log), clock), due(&text(&shuffled), clock));
        prop_assert_eq!(standing(&text(&log), clock), standing(&text(&shuffled), clock));
    }

    #[test]
    fn what_is_no_attempt_is_passed_over(
        before in attempts(),
        garbage in "[^;]{0,12}",
        after in attempts(),
    ) {
        let [first, second] = [text(&before), text(&after)];
        prop_assume!(read(&garbage).is_empty());
        let with = [first.as_str(), garbage.as_str(), second.as_str()].join(";");
        let without = [first, second].join(";");
        prop_assert_eq!(due(&with, LATE), due(&without, LATE));
        prop_assert_eq!(standing(&with, LATE), standing(&without, LATE));
    }

    #[test]
    fn a_guess_before_the_text_changes_nothing(
        log in attempts(),
        (time, outcome, _, confidence) in attempt(),
    ) {
        let mut with = log.clone();
        with.push((time, outcome, 0, confidence));
        prop_assert_eq!(due(&text(&with), LATE), due(&text(&log), LATE));
        prop_assert_eq!(standing(&text(&with), LATE), standing(&text(&log), LATE));
    }

    #[test]
    fn an_attempt_reads_as_it_is_written((time, outcome, tries, confidence) in attempt()) {
        let attempt = (time, outcome, tries, confidence);
        let read = read(&text(&[attempt]));
        prop_assert_eq!(read.len(), usize::from(counts(&attempt)));
        for known in read {
            let numbers = (known.outcome() as u64, known.tries(), known.confidence() as u64);
            prop_assert_eq!((known.time(), numbers), (time, (outcome, tries, confidence)));
        }
    }
}

#[test]
fn only_whole_attempts_in_digits_are_read() {
    let refused = [
        "",
        "1",
        "1,2,1",
        "1,2,1,0,",
        "1,2,1,0,0",
        "1,5,1,0",
        "1,2,1,3",
        "-1,2,1,0",
        "1.5,2,1,0",
        " 1,2,1,0",
        "NaN,2,1,0",
        ",2,1,0",
        "9007199254740992,2,1,0",
        "1,4294967298,1,0",
        "99999999999999999999999,2,1,0",
    ];
    for text in refused {
        assert!(read(text).is_empty(), "{text:?}");
    }
    assert_eq!(read("9007199254740991,2,9007199254740991,2").len(), 1);
    assert_eq!(read(";1,2,1,0;;2,2,1,0;").len(), 2);
}

#[test]
fn of_a_log_beyond_all_bounds_the_latest_attempts_count() {
    let attempts: Vec<_> = (0..3000).map(|time| (time, RIGHT, 1, UNSTATED)).collect();
    let mut turned = attempts.clone();
    turned.reverse();
    for log in [attempts, turned] {
        let read = read(&text(&log));
        assert_eq!(read.len(), MAX_ATTEMPTS);
        assert_eq!(read[0].time(), 3000 - MAX_ATTEMPTS as u64);
    }
}
