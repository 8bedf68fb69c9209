//! Notes, bookmarks and settings are texts that give way to nothing.

use proptest::prelude::*;

use super::super::{Outcome, Store};
use super::shelf::Shelf;
use super::{attempt, exported, read};

proptest! {
    #[test]
    fn a_note_reads_back(text in "(.|\n){1,60}") {
        let mut store = Store::new(Shelf::default());
        prop_assert!(store.set_text("n/cors#why", &text, 1));
        let records = store.records();
        prop_assert_eq!(records.text("n/cors#why"), text.as_str());
    }
}

#[test]
fn a_deleted_note_does_not_come_back_from_an_old_copy() {
    let mut store = Store::new(Shelf::default());
    store.set_text("n/cors#why", "old", 10);
    let copy = exported(&mut store);
    store.set_text("n/cors#why", "", 20);
    let merged = store.records().merge(read(&copy));
    assert_eq!(merged.text("n/cors#why"), "");
}

#[test]
fn a_note_here_and_a_bookmark_there_are_both_kept() {
    let (mut here, mut there) = (Store::new(Shelf::default()), Store::new(Shelf::default()));
    here.set_text("n/cors#why", "Why\nnote", 10);
    there.set_text("b/cors#why", "Why", 11);
    let merged = here.records().merge(there.records());
    assert_eq!(merged.text("n/cors#why"), "Why\nnote");
    assert_eq!(merged.text("b/cors#why"), "Why");
}

#[test]
fn an_outcome_drives_drafts_out_of_a_full_storage_and_notes_never() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("n/cors#why", "Why\nnote", 1);
    store.set_text("quiz/question", "a draft of some length", 1);
    let full: usize = shelf
        .texts()
        .iter()
        .map(|(name, text)| name.len() + text.len())
        .sum();
    shelf.limit(Some(full));
    store.record_attempt("q", attempt(Outcome::Right), 2, 1);
    let names = shelf.texts();
    assert!(names.contains_key("d:n/cors#why"), "{names:?}");
    assert!(!names.contains_key("d:quiz/question"), "{names:?}");
    assert_eq!(store.records().attempts("q").len(), 1);
}

#[test]
fn a_name_that_is_no_id_is_refused() {
    let mut store = Store::new(Shelf::default());
    for name in ["", "n/a:b"] {
        assert!(!store.set_text(name, "text", 1), "{name}");
    }
}
