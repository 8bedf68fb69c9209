//! What the progress records promise, over random inputs.

mod merging;
mod shelf;
mod storing;
mod texts;
mod viewing;

use proptest::prelude::*;

use super::{Attempt, AttemptFields, Confidence, Outcome, Records};

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
        4 => ("[xpr]", id()).prop_map(|(kind, id)| format!("{kind}:{id}")),
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
