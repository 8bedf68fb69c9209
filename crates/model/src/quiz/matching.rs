//! Grades what was put together.
//!
//! [`tally`] is the entry point. Invariant: the parts are the key's pairs, in the key's order; what
//! the response says of other left sides is passed over.

use super::key::MatchKey;
use super::pieces::words;
use super::tally::{Part, Tally};

/// How each pair stands.
pub(super) fn tally(key: MatchKey<'_>, response: &str) -> Tally {
    let mut tally = Tally::default();
    for (left, right) in key.pairs() {
        let mut given =
            words(response).filter_map(|word| word.strip_prefix(left)?.strip_prefix('='));
        tally.add(match given.next() {
            None | Some("") => Part::Empty,
            Some(given) if given == right => Part::Right,
            Some(_) => Part::Wrong,
        });
    }
    tally
}
