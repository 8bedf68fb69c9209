//! What pages show follows from the records.

use super::super::{ChapterState, Outcome, Store};
use super::attempt;
use super::shelf::Shelf;

#[test]
fn an_item_under_a_new_id_counts_by_its_former_one_until_it_has_its_own() {
    let mut store = Store::new(Shelf::default());
    store.set_ticked("old", true, 1);
    store.set_chapter_state("old", ChapterState::Done, 1);
    assert!(store.records().is_ticked("new older old"));
    assert!(!store.records().is_ticked("new older"));
    assert_eq!(store.records().chapter_state("new old"), ChapterState::Done);
    store.set_ticked("new", false, 2);
    store.set_chapter_state("new", ChapterState::Unseen, 2);
    assert!(!store.records().is_ticked("new older old"));
    assert_eq!(
        store.records().chapter_state("new old"),
        ChapterState::Unseen
    );
}

#[test]
fn attempts_of_former_ids_are_one_log_in_the_order_of_time() {
    let mut store = Store::new(Shelf::default());
    store.record_attempt("old", attempt(Outcome::Wrong), 5, 1);
    store.record_attempt("new old", attempt(Outcome::Partly), 1, 1);
    store.record_attempt("new", attempt(Outcome::Right), 100, 1);
    let records = store.records();
    let log = records.attempts("new old");
    let log: Vec<_> = log
        .iter()
        .map(|(time, fields)| (*time, fields.outcome))
        .collect();
    assert_eq!(
        log,
        [
            (5, Outcome::Wrong),
            (6, Outcome::Partly),
            (100, Outcome::Right)
        ]
    );
    assert_eq!(records.attempts("old").len(), 1);
}

#[test]
fn a_log_is_in_the_order_of_time_also_where_names_are_not() {
    let mut store = Store::new(Shelf::default());
    let late = 36 * 36;
    store.record_attempt("q", attempt(Outcome::Wrong), 7, 1);
    store.record_attempt("q", attempt(Outcome::Right), late, 1);
    let records = store.records();
    let times: Vec<_> = records
        .attempts("q")
        .iter()
        .map(|(time, _)| *time)
        .collect();
    assert_eq!(times, [7, late]);
}

#[test]
fn a_reset_hides_what_was_before_and_can_be_undone() {
    let mut store = Store::new(Shelf::default());
    store.record_attempt("q", attempt(Outcome::Right), 50, 1);
    let mark = store.records().reset_mark("q");
    // The clock is behind the attempt.
    store.reset_question("q", 20);
    assert!(store.records().attempts("q").is_empty());
    assert!(!store.records().is_settled("q"));
    store.record_attempt("q", attempt(Outcome::Wrong), 20, 1);
    assert_eq!(store.records().attempts("q").len(), 1);
    store.set_reset_mark("q", mark, 20);
    assert_eq!(store.records().attempts("q").len(), 2);
    assert!(store.records().is_settled("q"));
}

#[test]
fn a_question_is_settled_by_a_right_or_shown_answer_for_good() {
    let settled = |outcomes: &[Outcome]| {
        let mut store = Store::new(Shelf::default());
        for outcome in outcomes {
            store.record_attempt("q", attempt(*outcome), 1, 1);
        }
        store.records().is_settled("q")
    };
    assert!(!settled(&[]));
    assert!(!settled(&[Outcome::Wrong, Outcome::Partly]));
    assert!(settled(&[Outcome::Right]));
    assert!(settled(&[Outcome::RightWithHelp]));
    assert!(settled(&[Outcome::Shown]));
    assert!(settled(&[Outcome::Right, Outcome::Wrong]));
}

#[test]
fn a_question_whose_name_begins_like_anothers_has_its_own_log() {
    let mut store = Store::new(Shelf::default());
    store.record_attempt("quiz/one", attempt(Outcome::Right), 1, 1);
    store.record_attempt("quiz/one-more", attempt(Outcome::Right), 1, 1);
    assert_eq!(store.records().attempts("quiz/one").len(), 1);
}
