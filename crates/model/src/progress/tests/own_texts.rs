//! Notes, bookmarks and settings are kept, merged and deleted like everything else.

use proptest::prelude::*;

use super::super::{Key, Records, Store, TextKind};
use super::shelf::Shelf;
use super::{exported, read};

const KINDS: [TextKind; 3] = [TextKind::Note, TextKind::Bookmark, TextKind::Setting];

fn texts(records: &Records, kind: TextKind) -> Vec<(String, String)> {
    let texts = records.texts(kind);
    texts
        .map(|(place, text)| (place.to_owned(), text.to_owned()))
        .collect()
}

proptest! {
    #[test]
    fn a_text_reads_back_under_its_kind_alone(text in "(.|\n){1,60}", kind in 0..3_u32) {
        let kind = TextKind::from_number(kind).unwrap();
        let mut store = Store::new(Shelf::default());
        prop_assert!(store.set_text(kind, "cors#why", &text, 1));
        let records = store.records();
        for other in KINDS {
            let expected = if other == kind { vec![("cors#why".to_owned(), text.clone())] } else { Vec::new() };
            prop_assert_eq!(texts(&records, other), expected);
        }
    }
}

#[test]
fn a_deleted_note_does_not_come_back_from_an_old_copy() {
    let mut store = Store::new(Shelf::default());
    store.set_text(TextKind::Note, "cors#why", "old", 10);
    let copy = exported(&mut store);
    store.set_text(TextKind::Note, "cors#why", "", 20);
    let merged = store.records().merge(read(&copy));
    assert!(texts(&merged, TextKind::Note).is_empty());
}

#[test]
fn a_note_here_and_a_bookmark_there_are_both_kept() {
    let (mut here, mut there) = (Store::new(Shelf::default()), Store::new(Shelf::default()));
    here.set_text(TextKind::Note, "cors#why", "Why\nnote", 10);
    there.set_text(TextKind::Bookmark, "cors#why", "Why", 11);
    let merged = here.records().merge(there.records());
    assert_eq!(texts(&merged, TextKind::Note).len(), 1);
    assert_eq!(texts(&merged, TextKind::Bookmark).len(), 1);
}

#[test]
fn a_name_that_is_no_id_is_refused() {
    let mut store = Store::new(Shelf::default());
    for name in ["", "a b", "a:b"] {
        assert!(!store.set_text(TextKind::Note, name, "text", 1), "{name}");
    }
    assert_eq!(
        Key::parse("n:cors#why"),
        Some(Key::Text(TextKind::Note, "cors#why"))
    );
}
