//! Grades picked choices.
//!
//! [`grade`] is the entry point. Invariant: ids that the question does not have count as wrong
//! picks, and a choice picked twice counts once.

use super::key::{ChoiceKey, Scoring};
use super::pieces::{has_word, words};
use super::tally::share;
use super::verdict::{Reason, Verdict};

/// Grades ids with blanks between them.
pub(super) fn grade(key: ChoiceKey<'_>, response: &str) -> Verdict {
    if words(response).next().is_none() {
        return Verdict::retry(Reason::Blank);
    }
    let (mut hits, mut misses, mut of) = (0, 0, 0);
    for (id, right) in key.choices() {
        let picked = has_word(response, id);
        of += u32::from(right);
        hits += u32::from(right && picked);
        misses += u32::from(!right && picked);
    }
    for word in words(response) {
        misses += u32::from(!key.choices().any(|(id, _)| id == word));
    }
    match key.scoring {
        _ if hits == of && misses == 0 => Verdict::RIGHT,
        Scoring::Part => share(hits, misses, of),
        Scoring::One | Scoring::All => Verdict::WRONG,
    }
}
