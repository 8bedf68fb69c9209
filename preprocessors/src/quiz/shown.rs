//! The order in which a question's parts are shown where that must not give the answer away.
//!
//! [`items`] serves `order`, [`right_sides`] serves `match`. The page without script, the paper
//! form and the printed key all use it, so that the letters of the one are those of the other.
//! Invariant: the same question always comes in the same order, which is never the right one.

use coursebook_model::quiz::author::{MatchRules, OrderRules, Text};

/// A part in its place; its letter is that of the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// Markdown: what it says.
    pub(super) text: &'a Text,
}

/// What is to be put in order, with what does not belong there; `question` is its full id.
pub(super) fn items<'a>(rules: &'a OrderRules, question: &str) -> Vec<Shown<'a>> {
    let items = rules.items.iter().map(|item| Shown {
        id: &item.id.value,
        text: &item.text,
    });
    let others = rules.distractors.iter().map(|other| Shown {
        id: &other.id.value,
        text: &other.text,
    });
    scrambled(items.chain(others).collect(), rules.items.len(), question)
}

/// What there is to match with, each right side once; `question` is its full id.
pub(super) fn right_sides<'a>(rules: &'a MatchRules, question: &str) -> Vec<Shown<'a>> {
    let own = rules
        .pairs
        .iter()
        .filter(|pair| pair.right_id == pair.id.value);
    let own: Vec<_> = own
        .map(|pair| Shown {
            id: &pair.right_id,
            text: &pair.right,
        })
        .collect();
    let count = own.len();
    let extra = rules.extra.iter().map(|side| Shown {
        id: &side.id,
        text: &side.text,
    });
    scrambled(own.into_iter().chain(extra).collect(), count, question)
}

/// The letter of a place, counted from 0: A to Z, then AA.
pub(super) fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        before => letter(before - 1) + &last.to_string(),
    }
}

/// The letter of the part with this id.
pub(super) fn letter_of(shown: &[Shown<'_>], id: &str) -> String {
    let place = shown.iter().position(|part| part.id == id);
    place.map(letter).unwrap_or_default()
}

/// The parts by the hash of their ids, or the other way round if the first `ordered` of them, which
/// are in the right order, would come out in it.
fn scrambled<'a>(parts: Vec<Shown<'a>>, ordered: usize, question: &str) -> Vec<Shown<'a>> {
    let hash = |part: &Shown<'_>| fnv1a(&[question, "/", part.id]);
    let mut by_hash: Vec<(usize, Shown<'a>)> = parts.into_iter().enumerate().collect();
    by_hash.sort_by_key(|(_, part)| hash(part));
    let places = by_hash.iter().map(|(place, _)| *place);
    if places.filter(|place| *place < ordered).is_sorted() {
        by_hash.reverse();
    }
    by_hash.into_iter().map(|(_, part)| part).collect()
}

fn fnv1a(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use coursebook_model::quiz::author::{Item, Pair, RightSide};

    fn text(value: &str) -> Text {
        Text {
            value: value.to_owned(),
            range: 0..0,
        }
    }

    fn order(ids: &[&str]) -> OrderRules {
        let items = ids.iter().map(|id| Item {
            id: text(id),
            was: Vec::new(),
            text: text(id),
        });
        OrderRules {
            items: items.collect(),
            distractors: Vec::new(),
            partial: false,
            groups: Vec::new(),
        }
    }

    #[test]
    fn nothing_is_shown_in_the_right_order() {
        for question in (0..200).map(|number| format!("quiz/question-{number}")) {
            let rules = order(&["a", "b", "c"]);
            let shown = items(&rules, &question);
            let ids: Vec<_> = shown.iter().map(|part| part.id).collect();
            assert_ne!(ids, ["a", "b", "c"], "{question}");
            assert_eq!(shown, items(&rules, &question));
        }
    }

    #[test]
    fn a_right_side_is_shown_once() {
        let pair = |id: &str, right: &str| Pair {
            id: text(id),
            was: Vec::new(),
            left: text(id),
            right: text(right),
            right_id: right.to_owned(),
            feedback: None,
        };
        let rules = MatchRules {
            pairs: vec![pair("a", "a"), pair("b", "b"), pair("c", "a")],
            extra: vec![RightSide {
                id: "extra-1".to_owned(),
                text: text("x"),
            }],
        };
        let shown = right_sides(&rules, "quiz/one");
        let mut ids: Vec<_> = shown.iter().map(|part| part.id).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["a", "b", "extra-1"]);
        assert_eq!(letter_of(&shown, shown[2].id), "C");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27].map(letter), ["A", "Z", "AA", "AB"]);
    }
}
