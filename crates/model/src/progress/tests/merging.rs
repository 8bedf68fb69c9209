//! Merging is commutative, associative and idempotent, whatever is in the stores.

use proptest::prelude::*;

use super::super::{ImportMode, Imported, Key, Record, Store};
use super::shelf::Shelf;
use super::{entries, exported, read, text};

fn import(shelf: &Shelf, entries: &[(String, String)]) {
    let mut store = Store::new(shelf.clone());
    for (name, text) in entries {
        store.import(name, text, ImportMode::Write);
    }
}

/// Only what is a record's: of what is not understood, whatever came first stays.
fn known(entries: Vec<(String, String)>) -> Vec<(String, String)> {
    let known = entries
        .into_iter()
        .filter(|(name, _)| Key::parse(name).is_some());
    known.collect()
}

proptest! {
    #[test]
    fn one_record_merges_in_any_order(a in text(), b in text(), c in text()) {
        let attempt = Key::Attempt { question: "q", time: 1, random: 1 };
        for key in [Key::Reset("q"), Key::Text("q"), attempt] {
            let records = [&a, &b, &c].map(|text| Record::parse(&key, text));
            if let [Some(a), Some(b), Some(c)] = records {
                prop_assert_eq!(a.clone().merge(b.clone()), b.clone().merge(a.clone()));
                let left = a.clone().merge(b.clone()).merge(c.clone());
                prop_assert_eq!(left, a.clone().merge(b.merge(c)));
                prop_assert_eq!(a.clone().merge(a.clone()), a);
            }
        }
    }

    #[test]
    fn whole_stores_merge_in_any_order(a in entries(), b in entries(), c in entries()) {
        let (a, b, c) = (read(&a), read(&b), read(&c));
        prop_assert_eq!(a.clone().merge(b.clone()), b.clone().merge(a.clone()));
        let left = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(left, a.clone().merge(b.merge(c)));
        prop_assert_eq!(a.clone().merge(a.clone()), a);
    }

    #[test]
    fn a_merged_store_has_of_each_name_the_greater(a in entries(), b in entries()) {
        let (a, b) = (read(&a), read(&b));
        let merged = a.clone().merge(b.clone());
        for (name, record) in merged.starting_with("") {
            prop_assert_eq!(Some(record), a.get(name).max(b.get(name)));
        }
        let names = a.starting_with("").chain(b.starting_with(""));
        for (name, _) in names {
            prop_assert!(merged.get(name).is_some());
        }
    }

    #[test]
    fn files_are_imported_in_any_order_and_any_number_of_times(
        stored in entries(),
        a in entries(),
        b in entries(),
    ) {
        let (stored, a, b) = (known(stored), known(a), known(b));
        let (first, second) = (Shelf::holding(&stored), Shelf::holding(&stored));
        import(&first, &a);
        import(&first, &b);
        import(&second, &b);
        import(&second, &a);
        import(&second, &b);
        let records = |shelf: &Shelf| Store::new(shelf.clone()).records();
        prop_assert_eq!(records(&first), records(&second));
        // `a` may name an item twice; what the shelf holds of `stored` it holds once.
        let stored: Vec<_> = Shelf::holding(&stored).texts().into_iter().collect();
        prop_assert_eq!(records(&first), read(&stored).merge(read(&a)).merge(read(&b)));
    }

    #[test]
    fn looking_at_an_import_foretells_it_and_changes_nothing(
        stored in entries(),
        (name, text) in (super::name(), text()),
    ) {
        let shelf = Shelf::holding(&stored);
        let mut store = Store::new(shelf.clone());
        // What does not parse is moved aside by whoever reads first.
        store.records();
        let before = shelf.texts();
        let foretold = store.import(&name, &text, ImportMode::Inspect);
        prop_assert_eq!(&shelf.texts(), &before);
        prop_assert_eq!(store.import(&name, &text, ImportMode::Write), foretold);
        let changed = shelf.texts() != before;
        prop_assert_eq!(changed, matches!(foretold, Imported::Added | Imported::Updated));
    }

    #[test]
    fn an_export_restores_everything(stored in entries()) {
        let shelf = Shelf::holding(&stored);
        let exported = exported(&mut Store::new(shelf.clone()));
        let restored = Shelf::default();
        import(&restored, &exported);
        prop_assert_eq!(restored.texts(), shelf.texts());
    }
}

#[test]
fn an_old_backup_does_not_tick_again_what_was_unticked() {
    let shelf = Shelf::default();
    let mut store = Store::new(shelf.clone());
    store.set_ticked("t", true, 10);
    let backup = exported(&mut store);
    store.set_ticked("t", false, 20);
    import(&shelf, &backup);
    assert!(!store.records().is_ticked("t"));
}
