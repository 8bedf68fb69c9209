//! Drafts are kept, within bounds, and give way to outcomes where there is no room for both.

use proptest::prelude::*;

use super::super::{Key, MAX_DRAFT_BYTES, Outcome, Record, Store};
use super::attempt;
use super::shelf::Shelf;

/// The name of the first attempt at `q`, made at the time 1 with the random number 1.
const ATTEMPT: &str = "a:q:1-1";

fn room_for(shelf: &Shelf) -> usize {
    let texts = shelf.texts();
    texts
        .iter()
        .map(|(name, text)| name.len() + text.len())
        .sum()
}

proptest! {
    #[test]
    fn a_draft_reads_back_or_its_beginning(text in "(.|\n){0,40}", times in 1..200_usize) {
        let text = text.repeat(times);
        let mut store = Store::new(Shelf::default());
        prop_assert!(store.set_text("q", &text, 1));
        let records = store.records();
        let draft = records.text("q");
        prop_assert!(text.starts_with(draft));
        // At most the rest of a character is missing from the bound.
        let kept = text.len().min(MAX_DRAFT_BYTES);
        prop_assert!(draft.len() <= kept && draft.len() + 3 >= kept);
    }

    #[test]
    fn whatever_the_room_no_draft_and_no_outcome_is_lost_and_outcomes_come_first(
        drafts in prop::collection::btree_map("[a-e]", "[a-z]{0,30}", 0..5),
        outcomes in 1..6_u64,
        room in 0..300_usize,
    ) {
        let shelf = Shelf::default();
        let mut store = Store::new(shelf.clone());
        for (question, draft) in &drafts {
            store.set_text(question, draft, 1);
        }
        shelf.limit(Some(room));
        for time in 0..outcomes {
            store.record_attempt("q", attempt(Outcome::Right), time, time);
        }
        let records = store.records();
        prop_assert_eq!(records.attempts("q").len() as u64, outcomes);
        for (question, draft) in &drafts {
            prop_assert_eq!(records.text(question), draft);
        }
        // An outcome waits in memory only where all drafts do.
        let texts = shelf.texts();
        let stored = |kind: &str| texts.keys().filter(|name| name.starts_with(kind)).count();
        if (stored("a:") as u64) < outcomes {
            let attempt = "a:q:0-0".len() + "9f3a1c,2,1,2,log".len();
            prop_assert!(room_for(&shelf) + attempt > room);
            let used: usize = texts
                .iter()
                .filter(|(name, _)| name.starts_with("a:"))
                .map(|(name, text)| name.len() + text.len())
                .sum();
            prop_assert!(used + attempt > room);
        }
        shelf.limit(None);
        store.set_ticked("t", true, 1);
        prop_assert_eq!(store.unsaved(), 0);
        prop_assert_eq!(Store::new(shelf).records(), store.records());
    }
}

#[test]
fn an_outcome_drives_a_draft_out_of_a_full_storage() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("q", "what I think of it", 1);
    shelf.limit(Some(room_for(&shelf) + 10));
    store.record_attempt("q", attempt(Outcome::Right), 1, 1);
    assert_eq!(shelf.texts().into_keys().collect::<Vec<_>>(), [ATTEMPT]);
    assert_eq!(store.unsaved(), 1);
    assert_eq!(store.records().text("q"), "what I think of it");
    shelf.limit(None);
    store.set_ticked("t", true, 1);
    assert_eq!(store.unsaved(), 0);
    assert!(shelf.texts().contains_key("d:q"));
}

#[test]
fn drafts_for_which_there_is_still_room_are_back_at_once() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("long", &"long ".repeat(20), 1);
    store.set_text("short", "short", 1);
    shelf.limit(Some(room_for(&shelf)));
    store.record_attempt("q", attempt(Outcome::Right), 1, 1);
    let names: Vec<_> = shelf.texts().into_keys().collect();
    assert_eq!(names, [ATTEMPT, "d:short"]);
    assert_eq!(store.unsaved(), 1);
}

#[test]
fn where_drafts_make_no_room_they_stay_and_the_outcome_waits() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("q", "a", 1);
    let before = shelf.texts();
    shelf.limit(Some(room_for(&shelf)));
    store.record_attempt("q", attempt(Outcome::Right), 1, 1);
    assert_eq!(shelf.texts(), before);
    assert_eq!(store.unsaved(), 1);
    assert_eq!(store.records().attempts("q").len(), 1);
}

#[test]
fn a_draft_drives_nothing_out() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("a", "an early draft", 1);
    store.set_text("b", "another early draft", 1);
    store.set_ticked("t", true, 1);
    let before = shelf.texts();
    shelf.limit(Some(room_for(&shelf)));
    store.set_text("c", "a later one", 2);
    assert_eq!(shelf.texts(), before);
    assert_eq!(store.records().text("c"), "a later one");
}

#[test]
fn a_deleted_draft_does_not_come_back_from_an_old_copy() {
    let mut store = Store::new(Shelf::default());
    store.set_text("q", "old", 10);
    let backup = store.records();
    store.set_text("q", "", 5);
    let merged = backup.merge(store.records());
    assert_eq!(merged.text("q"), "");
}

#[test]
fn a_draft_under_a_former_id_counts_until_there_is_one_under_the_new() {
    let mut store = Store::new(Shelf::default());
    store.set_text("old", "text", 1);
    assert_eq!(store.records().text("new older old"), "text");
    store.set_text("new old", "", 1);
    assert_eq!(store.records().text("new older old"), "");
    assert_eq!(store.records().text("old"), "text");
}

#[test]
fn a_stored_draft_beyond_the_bound_is_refused() {
    let stored = |bytes: usize| format!("1,{}", "a".repeat(bytes));
    let key = Key::Text("q");
    assert!(Record::parse(&key, &stored(MAX_DRAFT_BYTES)).is_some());
    assert!(Record::parse(&key, &stored(MAX_DRAFT_BYTES + 1)).is_none());
}
