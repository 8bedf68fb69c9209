//! Grades an order.
//!
//! [`grade`] is the entry point, [`right_parts`] marks what stands right. Invariant: an item stands
//! right if as many of the others stand before it as belong there, of those that were put in at
//! all; so one item too many or too few does not make all that follow it wrong.

use super::key::OrderKey;
use super::pieces::{has_word, words};
use super::tally::share;
use super::verdict::{Reason, Verdict};

/// How a response stands to the right order.
#[derive(Default)]
struct Look {
    /// One bit for each word of the response that stands right.
    right: u32,
    /// How many stand right.
    hits: u32,
    /// How many belong in the order.
    items: u32,
    /// How many do not, or have been given before.
    extra: u32,
    /// How many stand right behind one that they may follow.
    neighbours: u32,
}

/// Grades ids in the order given.
pub(super) fn grade(key: OrderKey<'_>, response: &str) -> Verdict {
    let look = look(key, response);
    let of = key.items().fold(0, |count, _| count + 1);
    if look.items + look.extra == 0 {
        Verdict::retry(Reason::Blank)
    } else if look.items < of && key.distractors().next().is_none() {
        // Where everything belongs, nothing can have been left out on purpose.
        Verdict::retry(Reason::Incomplete)
    } else if look.hits == of && look.extra == 0 {
        Verdict::RIGHT
    } else if key.partial {
        share(look.neighbours, look.extra, of.saturating_sub(1))
    } else {
        Verdict::WRONG
    }
}

/// One bit for each id of the response that stands right.
pub(super) fn right_parts(key: OrderKey<'_>, response: &str) -> u32 {
    look(key, response).right
}

fn look(key: OrderKey<'_>, response: &str) -> Look {
    let mut look = Look::default();
    let mut before = None;
    for (at, id) in (0..).zip(words(response)) {
        let again = words(response).zip(0..at).any(|(other, _)| other == id);
        let place = key.items().find(|(item, _)| *item == id);
        let Some((_, place)) = place.filter(|_| !again) else {
            look.extra += 1;
            continue;
        };
        let right = u32::from(stands_right(key, response, place, look.items));
        look.right |= right.checked_shl(at).unwrap_or(0);
        look.hits += right;
        look.items += 1;
        look.neighbours +=
            u32::from(before.is_some_and(|before| before == place || before + 1 == place));
        before = Some(place);
    }
    look
}

/// Whether the items that were put in leave this place to the one that has `rank` items before it.
fn stands_right(key: OrderKey<'_>, response: &str, place: u32, rank: u32) -> bool {
    let (mut low, mut high) = (0, 0);
    for (item, of) in key.items() {
        if has_word(response, item) {
            low += u32::from(of < place);
            high += u32::from(of <= place);
        }
    }
    low <= rank && rank < high
}
