//! Grades a text with blanks.
//!
//! [`tally`] is the entry point. Invariant: the parts are the key's blanks, in the key's order.

use super::Platform;
use super::key::{BlankKey, ClozeKey, PICKED, Pattern, RECORD, UNIT};
use super::normalize::{Flags, normalize};
use super::pieces::Pieces;
use super::tally::{Part, Tally};
use super::text::fit;

/// How each blank stands.
pub(super) fn tally(key: ClozeKey<'_>, response: &str, platform: &impl Platform) -> Tally {
    let mut tally = Tally::default();
    for blank in key.blanks() {
        let given = value(response, blank.name);
        tally.add(if blank.flags == PICKED {
            picked(blank, given)
        } else {
            let flags = Flags::parse(blank.flags);
            let given = normalize(given, flags, platform);
            fit(blank.accept(), flags, &given, platform)
        });
    }
    tally
}

fn picked(blank: BlankKey<'_>, given: &str) -> Part {
    if given.is_empty() {
        Part::Empty
    } else if blank.accept().any(|right| right == Pattern::Literal(given)) {
        Part::Right
    } else {
        Part::Wrong
    }
}

/// What the response has for a blank.
fn value<'a>(response: &'a str, name: &str) -> &'a str {
    let mut values = Pieces::of(response, RECORD).filter_map(|record| {
        let mut parts = Pieces::of(record, UNIT);
        (parts.next()? == name).then(|| parts.rest())
    });
    values.next().unwrap_or("")
}
