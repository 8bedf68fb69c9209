//! How well a question is known follows from its log alone.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn what_was_answered_is_never_new_again(log in attempts(), zone in zone()) {
        let standing = standing(&text(&log), Clock { zone, ..LATE });
        prop_assert_eq!(standing.mastery > Mastery::New, log.iter().any(counts));
        if standing.mastery > Mastery::Attempted {
            prop_assert!(log.iter().any(|(_, outcome, ..)| *outcome == RIGHT));
        }
    }

    #[test]
    fn each_run_raises_or_lowers_it_by_one(
        log in prop::collection::vec((0..60_u64, 0..5_u64), 1..20),
    ) {
        let mut log = log;
        log.sort_unstable();
        let mut before = Mastery::Attempted;
        for end in 1..=log.len() {
            let now = mastery(&first_tries(&log[..end]));
            match log[end - 1].1 {
                RIGHT => prop_assert!(now == before || now as u32 == before as u32 + 1),
                HELPED => prop_assert_eq!(now, before),
                _ if before == Mastery::Attempted => prop_assert_eq!(now, before),
                _ => prop_assert_eq!(now as u32 + 1, before as u32),
            }
            before = now;
        }
    }

    #[test]
    fn the_streak_counts_the_runs_since_the_last_miss(
        outcomes in prop::collection::vec(0..5_u64, 0..400),
    ) {
        let days = outcomes.iter().enumerate().map(|(day, outcome)| (day as u64, *outcome));
        let standing = standing(&first_tries(&days.collect::<Vec<_>>()), LATE);
        let streak = outcomes.iter().rev().take_while(|outcome| [RIGHT, HELPED].contains(outcome));
        let streak = streak.count() as u32;
        prop_assert_eq!(standing.streak, streak);
        prop_assert_eq!(standing.pack() >> 8, streak.min(255));
        prop_assert_eq!(standing.pack() & 7, standing.mastery as u32);
    }
}

#[test]
fn a_question_never_answered_is_new() {
    assert_eq!(standing("", LATE), Standing::default());
    assert_eq!(standing("5,2,0,2", LATE).pack(), 0);
}

#[test]
fn right_answers_raise_it_with_time_between_them() {
    let cases = [
        (&[(0, WRONG)][..], Mastery::Attempted),
        (&[(0, HELPED)], Mastery::Attempted),
        (&[(0, SHOWN)], Mastery::Attempted),
        (&[(0, RIGHT)], Mastery::Familiar),
        (&[(0, WRONG), (0, RIGHT)], Mastery::Familiar),
        (&[(0, RIGHT), (0, RIGHT)], Mastery::Familiar),
        (&[(0, RIGHT), (1, RIGHT)], Mastery::Proficient),
        (&[(0, RIGHT), (1, RIGHT), (7, RIGHT)], Mastery::Proficient),
        (&[(0, RIGHT), (1, RIGHT), (8, RIGHT)], Mastery::Mastered),
        (&[(0, RIGHT), (40, RIGHT)], Mastery::Proficient),
        (&[(0, RIGHT), (1, RIGHT), (8, HELPED)], Mastery::Proficient),
    ];
    for (log, expected) in cases {
        assert_eq!(mastery(&first_tries(log)), expected, "{log:?}");
    }
}

#[test]
fn a_miss_lowers_it_by_one_and_the_way_up_begins_there() {
    let mastered = [(0, RIGHT), (1, RIGHT), (8, RIGHT)];
    let then = |more: &[(u64, u64)]| mastery(&first_tries(&[&mastered, more].concat()));
    assert_eq!(then(&[(20, WRONG)]), Mastery::Proficient);
    assert_eq!(then(&[(20, WRONG), (20, RIGHT)]), Mastery::Proficient);
    assert_eq!(then(&[(20, WRONG), (26, RIGHT)]), Mastery::Proficient);
    assert_eq!(then(&[(20, WRONG), (27, RIGHT)]), Mastery::Mastered);
    assert_eq!(then(&[(20, PART), (21, SHOWN)]), Mastery::Familiar);
    assert_eq!(
        then(&[(20, PART), (21, SHOWN), (21, RIGHT)]),
        Mastery::Familiar
    );
    assert_eq!(
        then(&[(20, PART), (21, SHOWN), (22, RIGHT)]),
        Mastery::Proficient
    );
    let misses: Vec<_> = (20..30).map(|day| (day, WRONG)).collect();
    assert_eq!(then(&misses), Mastery::Attempted);
}

#[test]
fn days_are_counted_by_the_learners_midnight() {
    let log = text(&[(DAY - 1, RIGHT, 1, UNSTATED), (DAY, RIGHT, 1, UNSTATED)]);
    let mastery = |zone| standing(&log, Clock { zone, ..LATE }).mastery;
    assert_eq!(mastery(0), Mastery::Proficient);
    assert_eq!(mastery(60), Mastery::Familiar);
    assert_eq!(mastery(-60), Mastery::Familiar);
}

#[test]
fn being_sure_of_a_wrong_answer_is_told_until_the_next_run() {
    let erred = |log: &[Attempt]| {
        let standing = standing(&text(log), LATE);
        assert_eq!(
            standing.pack() >> 3 & 1,
            u32::from(standing.confident_error)
        );
        standing.confident_error
    };
    assert!(erred(&[(0, WRONG, 1, SURE)]));
    assert!(erred(&[(0, PART, 1, SURE)]));
    assert!(!erred(&[(0, WRONG, 1, UNSURE)]));
    assert!(!erred(&[(0, WRONG, 1, UNSTATED)]));
    assert!(!erred(&[(0, RIGHT, 1, SURE)]));
    assert!(!erred(&[(0, SHOWN, 1, SURE)]));
    // That it came right in the end, with help, does not undo it.
    assert!(erred(&[(0, WRONG, 1, SURE), (1, HELPED, 2, SURE)]));
    assert!(!erred(&[(0, WRONG, 1, SURE), (1, WRONG, 1, UNSURE)]));
}

#[test]
fn a_run_ends_where_it_is_right_or_the_answer_is_shown() {
    let streak = |log: &[Attempt]| standing(&text(log), LATE).streak;
    assert_eq!(
        streak(&[(0, WRONG, 1, UNSTATED), (1, HELPED, 2, UNSTATED)]),
        1
    );
    assert_eq!(
        streak(&[(0, RIGHT, 1, UNSTATED), (1, HELPED, 2, UNSTATED)]),
        2
    );
    let confidence = standing("0,0,1,2;1,4,2,0;2,2,3,0", LATE).confident_error;
    assert!(!confidence);
}

#[test]
fn giving_up_after_a_wrong_try_is_one_miss() {
    let log = [
        (0, RIGHT, 1, UNSTATED),
        (DAY, RIGHT, 1, UNSTATED),
        (2 * DAY, WRONG, 1, UNSTATED),
        (2 * DAY + 1, SHOWN, 2, UNSTATED),
    ];
    assert_eq!(mastery(&text(&log)), Mastery::Familiar);
}
