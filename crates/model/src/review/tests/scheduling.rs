//! When a question is due follows from its log alone.

use proptest::prelude::*;

use super::*;

/// In days, of a log that begins on day 0, in UTC.
fn due_day(log: &str) -> Option<u64> {
    due(log, LATE).map(|time| time / DAY)
}

proptest! {
    #[test]
    fn due_is_the_start_of_a_day_after_the_last_attempt_and_within_180_days(
        log in attempts(),
        zone in zone(),
    ) {
        let clock = Clock { zone, ..LATE };
        let last = log.iter().filter(|attempt| counts(attempt)).map(|(time, ..)| *time).max();
        let due = due(&text(&log), clock);
        prop_assert_eq!(due.is_some(), last.is_some());
        if let (Some(due), Some(last)) = (due, last) {
            prop_assert!(due > last);
            prop_assert!(due <= last + 180 * DAY);
            let local = due as i64 + i64::from(zone) * 60_000;
            prop_assert_eq!(local % DAY as i64, 0);
        }
    }

    #[test]
    fn the_schedule_does_not_change_while_nothing_is_answered(
        log in attempts(),
        zone in zone(),
        later in 0..400 * DAY,
    ) {
        let clock = |now| Clock { now, zone };
        let last = log.iter().map(|(time, ..)| *time).max().unwrap_or_default();
        let log = text(&log);
        prop_assert_eq!(due(&log, clock(last)), due(&log, clock(last + later)));
        prop_assert_eq!(standing(&log, clock(last)), standing(&log, clock(last + later)));
    }

    #[test]
    fn what_is_practised_on_the_same_day_does_not_change_it(
        log in attempts(),
        settled in RIGHT..=SHOWN,
        practice in attempts(),
    ) {
        let today = 40 * DAY;
        let mut log = log;
        log.push((today, settled, 1, UNSTATED));
        let due_before = due(&text(&log), LATE);
        let practice = practice.into_iter();
        log.extend(practice.map(|(time, outcome, tries, confidence)| {
            (today + 1 + time % (DAY - 1), outcome, tries, confidence)
        }));
        prop_assert_eq!(due(&text(&log), LATE), due_before);
    }

    #[test]
    fn what_is_dated_in_the_future_happened_today(
        outcome in 0..5_u64,
        ahead in 1..4000 * DAY,
        zone in zone(),
    ) {
        let clock = Clock { now: 50 * DAY, zone };
        let [future, today] = [clock.now + ahead, clock.now]
            .map(|time| due(&text(&[(time, outcome, 1, UNSTATED)]), clock));
        prop_assert_eq!(future, today);
    }

    #[test]
    fn better_answers_wait_longer(days in prop::collection::vec(1..60_u64, 0..6), last in 1..60_u64) {
        let mut day = 0;
        let mut log = vec![(0, RIGHT, 1, UNSTATED)];
        for gap in days {
            day += gap;
            log.push((day * DAY, RIGHT, 1, UNSTATED));
        }
        day += last;
        let due_after = |outcome, confidence| {
            let mut log = log.clone();
            log.push((day * DAY, outcome, 1, confidence));
            due_day(&text(&log))
        };
        let again = due_after(WRONG, UNSTATED);
        let hard = due_after(RIGHT, UNSURE);
        let good = due_after(RIGHT, UNSTATED);
        let easy = due_after(RIGHT, SURE);
        prop_assert!(again <= hard && hard <= good && good <= easy);
        prop_assert_eq!(due_after(PART, SURE), again);
        prop_assert_eq!(due_after(SHOWN, UNSTATED), again);
        prop_assert_eq!(due_after(HELPED, SURE), hard);
    }
}

#[test]
fn a_question_never_answered_is_not_due() {
    assert_eq!(due("", LATE), None);
    assert_eq!(due("5,2,0,2", LATE), None);
}

#[test]
fn first_answers_are_due_by_the_default_weights() {
    let after = |outcome, confidence| due_day(&text(&[(0, outcome, 1, confidence)]));
    assert_eq!(after(WRONG, UNSTATED), Some(1));
    assert_eq!(after(SHOWN, UNSTATED), Some(1));
    assert_eq!(after(HELPED, UNSTATED), Some(1));
    assert_eq!(after(RIGHT, UNSURE), Some(1));
    assert_eq!(after(RIGHT, UNSTATED), Some(2));
    // Not seen twice before: nobody knows yet that it is easy.
    assert_eq!(after(RIGHT, SURE), Some(2));
}

#[test]
fn an_answer_is_easy_only_from_the_third_review_on() {
    let third = |confidence, tries| {
        let log = [
            (0, RIGHT, 1, SURE),
            (2 * DAY, RIGHT, 1, SURE),
            (12 * DAY, RIGHT, tries, confidence),
        ];
        due_day(&text(&log))
    };
    let second = |confidence| due_day(&text(&[(0, RIGHT, 1, SURE), (DAY, RIGHT, 1, confidence)]));
    assert_eq!(second(SURE), second(UNSTATED));
    assert!(third(SURE, 1) > third(UNSTATED, 1));
    assert_eq!(third(SURE, 2), third(UNSTATED, 2));
}

#[test]
fn the_last_try_of_a_run_decides() {
    let helped = [(0, WRONG, 1, UNSTATED), (60_000, HELPED, 2, UNSTATED)];
    let given_up = [
        (0, RIGHT, 1, UNSTATED),
        (DAY, WRONG, 1, UNSTATED),
        (DAY + 1, SHOWN, 2, UNSTATED),
    ];
    let missed = [(0, RIGHT, 1, UNSTATED), (DAY + 1, WRONG, 1, UNSTATED)];
    assert_eq!(
        due(&text(&helped), LATE),
        due(&first_tries(&[(0, HELPED)]), LATE)
    );
    assert_eq!(due(&text(&given_up), LATE), due(&text(&missed), LATE));
}

#[test]
fn a_run_over_midnight_belongs_to_the_day_on_which_it_was_decided() {
    let log = [
        (DAY - 1, WRONG, 1, UNSTATED),
        (DAY + 1, HELPED, 2, UNSTATED),
    ];
    assert_eq!(due_day(&text(&log)), Some(2));
}

#[test]
fn days_are_those_of_the_learners_zone() {
    // 23:00 UTC, right, is due two local days later at midnight.
    let log = text(&[(23 * DAY / 24, RIGHT, 1, UNSTATED)]);
    let at = |zone| due(&log, Clock { zone, ..LATE });
    assert_eq!(at(0), Some(2 * DAY));
    assert_eq!(at(120), Some(3 * DAY - 2 * DAY / 24));
    assert_eq!(at(-300), Some(2 * DAY + 5 * DAY / 24));
    // The first moment of all is the day before in the west.
    let west = Clock { zone: -60, ..LATE };
    assert_eq!(due("0,2,1,0", west), Some(DAY + DAY / 24));
}

#[test]
fn intervals_end_at_180_days() {
    let mut log = Vec::new();
    let mut day = 0;
    for _ in 0..12 {
        log.push((day * DAY, RIGHT, 1, UNSTATED));
        day = due_day(&text(&log)).unwrap();
    }
    let (last, ..) = log[11];
    assert_eq!(day - last / DAY, 180);
}
