//! Texts read back as what was written, and nothing else is read.

use std::cmp::Ordering;

use proptest::prelude::*;

use super::super::number;
use super::super::{
    Attempt, AttemptFields, Confidence, Key, MAX_ANSWER_BYTES, MAX_TIME, Outcome, Record,
};
use super::{name, text};

fn number_text(value: u64) -> String {
    let mut text = String::new();
    number::write(&mut text, value);
    text
}

proptest! {
    #[test]
    fn a_number_reads_back(value in 0..=MAX_TIME) {
        prop_assert_eq!(number::parse(&number_text(value), MAX_TIME), Some(value));
        prop_assert_eq!(number_text(value).len() <= 11, true);
    }

    #[test]
    fn a_number_has_one_spelling(text in "[0-9a-zA-Z]{0,12}") {
        if let Some(value) = number::parse(&text, MAX_TIME) {
            prop_assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn a_register_reads_back(time in 0..=MAX_TIME, value in 0..=MAX_TIME) {
        let record = Record::register(time, value);
        prop_assert_eq!((record.time(), record.value()), (time, value));
        let read = |key: Key<'_>| Record::parse(&key, record.text());
        prop_assert_eq!(read(Key::Reset("q")), Some(record.clone()));
        prop_assert_eq!(read(Key::Tick("t")).is_some(), value <= 1);
        prop_assert_eq!(read(Key::State("c")).is_some(), value <= 3);
    }

    #[test]
    fn a_later_record_is_greater_and_of_one_time_one_of_two(
        times in (0..=MAX_TIME, 0..=MAX_TIME),
        values in (0..=MAX_TIME, 0..=MAX_TIME),
    ) {
        let [first, second] = [(times.0, values.0), (times.1, values.1)]
            .map(|(time, value)| Record::register(time, value));
        prop_assert_eq!(first.cmp(&second) == Ordering::Equal, first == second);
        if times.0 != times.1 {
            prop_assert_eq!(first.cmp(&second), times.0.cmp(&times.1));
        }
        let [first, second] = [(times.0, "b"), (times.1, "a")]
            .map(|(time, text)| Record::written_at(time, text));
        prop_assert_eq!(first > second, times.0 >= times.1);
    }

    #[test]
    fn an_attempt_reads_back(
        revision in "[0-9a-f]{1,16}",
        outcome in 0..5_u32,
        tries: u32,
        confidence in 0..3_u32,
        answer: String,
    ) {
        let fields = AttemptFields {
            revision: &revision,
            outcome: Outcome::from_number(outcome).unwrap(),
            tries,
            confidence: Confidence::from_number(confidence).unwrap(),
            answer: &answer,
        };
        let attempt = Attempt::new(&fields).unwrap();
        prop_assert_eq!(attempt.fields(), Some(fields));
        let record = Record::attempt(attempt.into_text());
        let key = Key::Attempt { question: "q", time: 1, random: 2 };
        prop_assert_eq!(Record::parse(&key, record.text()), Some(record));
    }

    #[test]
    fn what_parses_is_what_its_record_encodes_to(name in name(), text in text()) {
        if let Some(key) = Key::parse(&name) {
            prop_assert_eq!(&key.encode(), &name);
            if let Some(record) = Record::parse(&key, &text) {
                prop_assert_eq!(record.text(), text);
            }
        }
    }
}

#[test]
fn spellings_that_writing_never_makes_are_refused() {
    for text in [
        "",
        "00",
        "01",
        "1A",
        "-1",
        "+1",
        "1 ",
        "zzzzzzzzzzzz",
        "2gosa7pa2gw",
    ] {
        assert_eq!(number::parse(text, MAX_TIME), None, "{text:?}");
    }
    assert_eq!(number::parse("2gosa7pa2gv", MAX_TIME), Some(MAX_TIME));
}

#[test]
fn names_of_unknown_kinds_or_without_an_id_are_nobodys() {
    let names = [
        "", "x", "x:", "q:a", "x:a:b", "x:a b", "x:a\n", "bad:x:a", "a:q", "a:q:1", "a::1-1",
    ];
    for name in names {
        assert_eq!(Key::parse(name), None, "{name:?}");
    }
    assert_eq!(Key::parse(&format!("x:{}", "i".repeat(201))), None);
}

#[test]
fn a_long_answer_keeps_its_beginning_in_whole_characters() {
    let answer = "é".repeat(MAX_ANSWER_BYTES);
    let fields = AttemptFields {
        revision: "1",
        outcome: Outcome::Wrong,
        tries: 1,
        confidence: Confidence::Unstated,
        answer: &format!("a{answer}"),
    };
    let attempt = Attempt::new(&fields).unwrap();
    let kept = attempt.fields().unwrap().answer;
    assert!(fields.answer.starts_with(kept));
    assert_eq!(kept.len(), MAX_ANSWER_BYTES - 1);
}

#[test]
fn a_revision_is_letters_and_digits() {
    for revision in ["", "a,b", "a b", &"f".repeat(65)] {
        let fields = AttemptFields {
            revision,
            outcome: Outcome::Right,
            tries: 1,
            confidence: Confidence::Unstated,
            answer: "",
        };
        assert_eq!(Attempt::new(&fields), None, "{revision:?}");
    }
}
