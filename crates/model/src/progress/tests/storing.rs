//! A store loses nothing: to another tab, to a clock, to a full or blocked storage, to garbage.

use proptest::prelude::*;

use super::super::{ChapterState, Key, MAX_TIME, Outcome, Record, Store};
use super::shelf::Shelf;
use super::{attempt, entries, id, read};

/// What a learner does in one of two tabs.
#[derive(Debug, Clone)]
enum Deed {
    Tick(String, bool),
    State(String, u32),
    Attempt(String),
    Reset(String),
    Write(String, String),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (id(), any::<bool>()).prop_map(|(id, ticked)| Deed::Tick(id, ticked)),
        (id(), 0..4_u32).prop_map(|(id, state)| Deed::State(id, state)),
        id().prop_map(Deed::Attempt),
        id().prop_map(Deed::Reset),
        (id(), ".{0,9}").prop_map(|(id, draft)| Deed::Write(id, draft)),
    ]
}

fn act(store: &mut Store<Shelf>, deed: &Deed, now: u64, random: u64) {
    match deed {
        Deed::Tick(id, ticked) => {
            assert!(store.set_ticked(id, *ticked, now));
            assert_eq!(store.records().is_ticked(id), *ticked);
        }
        Deed::State(id, state) => {
            let state = ChapterState::from_number(*state).unwrap();
            assert!(store.set_chapter_state(id, state, now));
            assert_eq!(store.records().chapter_state(id), state);
        }
        Deed::Attempt(id) => {
            let before = store.records().attempts(id).len();
            assert!(store.record_attempt(id, attempt(Outcome::Right), now, random));
            assert_eq!(store.records().attempts(id).len(), before + 1);
        }
        Deed::Reset(id) => {
            assert!(store.reset_question(id, now));
            assert!(store.records().attempts(id).is_empty());
        }
        Deed::Write(id, draft) => {
            assert!(store.set_text(id, draft, now));
            assert_eq!(store.records().text(id), draft);
        }
    }
}

proptest! {
    #[test]
    fn the_last_deed_counts_whatever_the_clocks_say_and_whichever_the_tab(
        deeds in prop::collection::vec((deed(), 0..=MAX_TIME / 2, any::<bool>()), 0..40),
    ) {
        let shelf = Shelf::default();
        let mut tabs = [Store::new(shelf.clone()), Store::new(shelf.clone())];
        for (random, (deed, now, second)) in deeds.iter().enumerate() {
            act(&mut tabs[usize::from(*second)], deed, *now, random as u64);
        }
        let [mut first, mut second] = tabs;
        prop_assert_eq!(first.records(), second.records());
        prop_assert_eq!(first.unsaved(), 0);
    }

    #[test]
    fn deeds_count_also_while_nothing_can_be_saved_and_are_saved_afterwards(
        stored in entries(),
        deeds in prop::collection::vec((deed(), 0..=MAX_TIME / 2), 1..20),
        room in prop::option::of(0..200_usize),
    ) {
        let shelf = Shelf::holding(&stored);
        let mut store = Store::new(shelf.clone());
        shelf.limit(room);
        shelf.block(room.is_none());
        for (random, (deed, now)) in deeds.iter().enumerate() {
            act(&mut store, deed, *now, random as u64);
        }
        shelf.limit(None);
        shelf.block(false);
        store.set_ticked("last", true, 1);
        prop_assert_eq!(store.unsaved(), 0);
        prop_assert_eq!(Store::new(shelf).records(), store.records());
    }

    #[test]
    fn garbage_is_moved_aside_and_nothing_else_is_touched(stored in entries()) {
        let shelf = Shelf::holding(&stored);
        let before = shelf.texts();
        let mut store = Store::new(shelf.clone());
        let records = store.records();
        let after = shelf.texts();
        let mut moved = 0;
        for (name, text) in &before {
            let Some(key) = Key::parse(name) else {
                if !name.starts_with("bad:") {
                    prop_assert_eq!(after.get(name), Some(text));
                }
                continue;
            };
            if let Some(record) = Record::parse(&key, text) {
                prop_assert_eq!(after.get(name), Some(text));
                prop_assert_eq!(records.get(name), Some(&record));
            } else {
                moved += 1;
                prop_assert_eq!(after.get(name), None);
                prop_assert_eq!(after.get(&format!("bad:{name}")), Some(text));
            }
        }
        prop_assert_eq!(store.quarantined(), moved);
        // It is told of once only.
        let mut again = Store::new(shelf);
        prop_assert_eq!(again.records(), records);
        prop_assert_eq!(again.quarantined(), 0);
    }

    #[test]
    fn nothing_is_written_that_is_not_read_back(stored in entries(), id: String) {
        let shelf = Shelf::holding(&stored);
        let mut store = Store::new(shelf.clone());
        store.records();
        let before = shelf.texts();
        let valid = Key::parse(&format!("x:{id}")).is_some();
        prop_assert_eq!(store.set_ticked(&id, true, 5), valid);
        prop_assert_eq!(shelf.texts() != before, valid);
        prop_assert_eq!(store.records().is_ticked(&id), valid && !id.contains(' '));
    }
}

#[test]
fn three_hundred_writes_of_each_of_two_tabs_are_kept() {
    let shelf = Shelf::default();
    let mut tabs = [Store::new(shelf.clone()), Store::new(shelf.clone())];
    for number in 0..300 {
        for (tab, store) in tabs.iter_mut().enumerate() {
            store.set_ticked(&format!("t{tab}-{number}"), true, 1);
            store.record_attempt("q", attempt(Outcome::Wrong), 1, tab as u64);
        }
    }
    let records = Store::new(shelf).records();
    assert_eq!(records.len(), 1200);
    assert_eq!(records.attempts("q").len(), 600);
}

#[test]
fn two_tabs_that_write_in_the_same_moment_keep_both_attempts() {
    let shelf = Shelf::default();
    Store::new(shelf.clone()).record_attempt("q", attempt(Outcome::Wrong), 7, 1);
    let written = shelf.texts();
    let other = Shelf::default();
    Store::new(other.clone()).record_attempt("q", attempt(Outcome::Wrong), 7, 2);
    for (name, text) in other.texts() {
        assert!(!written.contains_key(&name));
        shelf.put(&name, &text);
    }
    assert_eq!(Store::new(shelf).records().attempts("q").len(), 2);
}

#[test]
fn what_another_tab_wrote_later_is_not_overwritten_by_what_waited() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    shelf.limit(Some(0));
    store.set_ticked("t", true, 10);
    assert_eq!(store.unsaved(), 1);
    shelf.limit(None);
    Store::new(shelf.clone()).set_ticked("t", false, 20);
    store.set_ticked("other", true, 30);
    assert!(!store.records().is_ticked("t"));
    assert_eq!(store.unsaved(), 0);
}

#[test]
fn an_imported_time_beyond_all_clocks_does_not_freeze_an_item() {
    let shelf = Shelf::holding(&[("x:t".to_owned(), "2gosa7pa2gv,1".to_owned())]);
    let mut store = Store::new(shelf);
    assert!(store.records().is_ticked("t"));
    store.set_ticked("t", false, 5);
    assert!(!store.records().is_ticked("t"));
}

#[test]
fn a_newer_versions_entries_stay() {
    let entries = [
        ("z:a".to_owned(), "new".to_owned()),
        ("x:t".to_owned(), "5,1".to_owned()),
    ];
    let shelf = Shelf::holding(&entries);
    let mut store = Store::new(shelf.clone());
    store.set_ticked("t", false, 9);
    assert_eq!(shelf.texts().get("z:a").map(String::as_str), Some("new"));
    assert_eq!(
        store.records(),
        read(&[("x:t".to_owned(), "9,0".to_owned())])
    );
}
