//! What the progress records promise, over random inputs.

mod drafts;
mod merging;
mod own_texts;
mod shelf;
mod storing;
mod texts;
mod viewing;

use proptest::prelude::*;

use super::{Attempt, AttemptFields, Confidence, Outcome, Records, Store};
use shelf::Shelf;

/// Few ids, so that random records meet.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        "[a-z0-9/-]{1,6}"
    ]
}

/// Names of all kinds, also such as nobody may use.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => ("[xprd]", id()).prop_map(|(kind, id)| format!("{kind}:{id}")),
        2 => (id(), "[0-9a-z]{1,8}", "[0-9a-z]{1,3}")
            .prop_map(|(id, time, random)| format!("a:{id}:{time}-{random}")),
        1 => any::<String>(),
    ]
}

/// Texts of all kinds, often valid, often nearly so.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => ("[1-3]", "[0-4]").prop_map(|(time, value)| format!("{time},{value}")),
        2 => ("[0-9a-z]{0,13}", "[0-9a-z]{0,13}")
            .prop_map(|(time, value)| format!("{time},{value}")),
        2 => ("[1-3]{1,2}", "[a-c,]{0,3}").prop_map(|(time, draft)| format!("{time},{draft}")),
        3 => ("[0-9a-f]{0,8}", "[0-5]", "[0-9]{1,2}", "[0-3]", any::<String>())
            .prop_map(|(revision, outcome, tries, confidence, answer)| {
                format!("{revision},{outcome},{tries},{confidence},{answer}")
            }),
        1 => any::<String>(),
    ]
}

/// What a browser might hold, readable or not.
fn entries() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((name(), text()), 0..20)
}

/// What an export of a store holds.
fn exported(store: &mut Store<Shelf>) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    store.each_entry(|name, text| entries.push((name.to_owned(), text.to_owned())));
    entries
}

fn read(entries: &[(String, String)]) -> Records {
    let pairs = entries.iter();
    Records::read(pairs.map(|(name, text)| (name.as_str(), text.as_str())))
}

fn attempt(outcome: Outcome) -> Attempt {
    Attempt::new(&AttemptFields {
        revision: "9f3a1c",
        outcome,
        tries: 1,
        confidence: Confidence::Sure,
        answer: "log",
    })
    .unwrap()
}
