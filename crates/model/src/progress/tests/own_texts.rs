//! Notes, bookmarks and settings are kept, merged and deleted like everything else.

use proptest::prelude::*;

use super::super::{Key, Records, Store};
use super::shelf::Shelf;
use super::{exported, read};

fn texts(records: &Records) -> Vec<(&str, &str)> {
    records.texts().collect()
}

proptest! {
    #[test]
    fn a_text_reads_back(text in "(.|\n){1,60}") {
        let mut store = Store::new(Shelf::default());
        prop_assert!(store.set_text("n/cors#why", &text, 1));
        let records = store.records();
        prop_assert_eq!(texts(&records), [("n/cors#why", text.as_str())]);
    }
}

#[test]
fn a_deleted_note_does_not_come_back_from_an_old_copy() {
    let mut store = Store::new(Shelf::default());
    store.set_text("n/cors#why", "old", 10);
    let copy = exported(&mut store);
    store.set_text("n/cors#why", "", 20);
    let merged = store.records().merge(read(&copy));
    assert!(texts(&merged).is_empty());
}

#[test]
fn a_note_here_and_a_bookmark_there_are_both_kept() {
    let (mut here, mut there) = (Store::new(Shelf::default()), Store::new(Shelf::default()));
    here.set_text("n/cors#why", "Why\nnote", 10);
    there.set_text("b/cors#why", "Why", 11);
    let merged = here.records().merge(there.records());
    let expected = [("b/cors#why", "Why"), ("n/cors#why", "Why\nnote")];
    assert_eq!(texts(&merged), expected);
}

#[test]
fn a_text_stays_where_an_outcome_finds_no_room() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_text("n/cors#why", "Why\nnote", 1);
    shelf.limit(Some(30));
    store.set_ticked("a-task-with-a-long-name", true, 2);
    assert!(shelf.texts().contains_key("t:n/cors#why"));
}

#[test]
fn a_name_that_is_no_id_is_refused() {
    let mut store = Store::new(Shelf::default());
    for name in ["", "a b", "a:b"] {
        assert!(!store.set_text(name, "text", 1), "{name}");
    }
    assert_eq!(Key::parse("t:n/cors#why"), Some(Key::Text("n/cors#why")));
}
