//! The port agrees with the crate `fsrs`, which computes in single precision.

use fsrs::{FSRS, FSRSItem, FSRSReview, ItemState, MemoryState};
use proptest::prelude::*;

use super::super::fsrs::{Grade, Memory};
use super::*;

const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
const RETENTION: f32 = 0.9;
const TOLERANCE: f64 = 1e-5;

fn states(memory: Option<MemoryState>, days: u32) -> [ItemState; 4] {
    let states = FSRS::default()
        .next_states(memory, RETENTION, days)
        .unwrap();
    [states.again, states.hard, states.good, states.easy]
}

fn is_near(value: f64, expected: f32) -> bool {
    (value / f64::from(expected) - 1.0).abs() <= TOLERANCE
}

/// At a retention of 0.9 the stability is the interval, before it is rounded.
fn assert_agree(memory: Memory, expected: &ItemState, case: &str) {
    let ItemState {
        memory: state,
        interval,
    } = expected;
    assert!(
        is_near(memory.stability, state.stability),
        "{case}: {memory:?}, {state:?}"
    );
    assert!(
        is_near(memory.difficulty, state.difficulty),
        "{case}: {memory:?}, {state:?}"
    );
    assert!(
        is_near(memory.stability, *interval),
        "{case}: {memory:?}, {interval}"
    );
    let distance_to_half = (interval.fract() - 0.5).abs();
    if distance_to_half > 1e-3 {
        let days = interval.round().clamp(1.0, 180.0);
        assert_eq!(memory.interval(), days as i64, "{case}");
    }
}

#[test]
fn first_reviews_agree() {
    for (grade, expected) in GRADES.into_iter().zip(states(None, 0)) {
        assert_agree(Memory::first(grade), &expected, &format!("{grade:?}"));
    }
}

#[test]
fn further_reviews_agree_over_the_grid() {
    let stabilities = [
        0.1, 0.212, 0.5, 1.0, 1.2931, 2.3065, 4.0, 8.2956, 15.0, 40.0, 100.0, 180.0, 500.0, 3e3,
        36_500.0,
    ];
    let difficulties = [1.0, 1.5, 2.1181, 3.0, 4.5, 5.2, 6.4133, 7.0, 8.5, 10.0];
    let days = [1, 2, 3, 5, 8, 13, 21, 40, 90, 180, 400, 3000];
    let mut cases = 0;
    for stability in stabilities {
        for difficulty in difficulties {
            let memory = Memory {
                stability: f64::from(stability),
                difficulty: f64::from(difficulty),
            };
            for days in days {
                let state = MemoryState {
                    stability,
                    difficulty,
                };
                for (grade, expected) in GRADES.into_iter().zip(states(Some(state), days)) {
                    let case = format!("{memory:?}, {grade:?} after {days} days");
                    assert_agree(memory.after(days.into(), grade), &expected, &case);
                    cases += 1;
                }
            }
        }
    }
    assert_eq!(cases, 15 * 10 * 12 * 4);
}

proptest! {
    #[test]
    fn whole_histories_agree(
        first in 0..4_usize,
        reviews in prop::collection::vec((1..200_u32, 0..4_usize), 0..12),
    ) {
        let mut memory = Memory::first(GRADES[first]);
        let mut history = vec![FSRSReview { rating: first as u32 + 1, delta_t: 0 }];
        for (days, grade) in reviews {
            memory = memory.after(days.into(), GRADES[grade]);
            history.push(FSRSReview { rating: grade as u32 + 1, delta_t: days });
        }
        let expected = FSRS::default().memory_state(FSRSItem { reviews: history }, None).unwrap();
        prop_assert!(is_near(memory.stability, expected.stability), "{:?} {:?}", memory, expected);
        prop_assert!(is_near(memory.difficulty, expected.difficulty), "{:?} {:?}", memory, expected);
    }

    #[test]
    fn a_log_is_due_when_the_oracle_says(
        days in prop::collection::vec((1..60_u64, prop::bool::ANY), 0..8),
    ) {
        let mut day = 0;
        let mut log = vec![(0, RIGHT)];
        let mut history = vec![FSRSReview { rating: 3, delta_t: 0 }];
        for (gap, is_right) in days {
            day += gap;
            log.push((day, if is_right { RIGHT } else { WRONG }));
            history.push(FSRSReview { rating: if is_right { 3 } else { 1 }, delta_t: gap as u32 });
        }
        let oracle = FSRS::default();
        let state = oracle.memory_state(FSRSItem { reviews: history }, None).unwrap();
        let interval = oracle.next_interval(Some(state.stability), RETENTION, 3);
        prop_assume!((interval.fract() - 0.5).abs() > 1e-3);
        let days = interval.round().clamp(1.0, 180.0) as u64;
        prop_assert_eq!(due(&first_tries(&log), LATE), Some((day + days) * DAY));
    }
}
