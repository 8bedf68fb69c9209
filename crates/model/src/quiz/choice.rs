//! Grades picked choices.
//!
//! [`grade`] is the entry point. Invariant: ids that the question does not have count as wrong
//! picks, and a choice picked twice counts once.

use super::key::{ChoiceKey, Pieces, Scoring};
use super::verdict::{Outcome, Reason, Verdict};

/// Grades ids with blanks between them.
pub(super) fn grade(key: ChoiceKey<'_>, response: &str) -> Verdict {
    if words(response).next().is_none() {
        return Verdict::retry(Reason::Blank);
    }
    let (mut hits, mut misses, mut of) = (0, 0, 0);
    for (id, right) in key.choices() {
        let picked = words(response).any(|word| word == id);
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

fn words(response: &str) -> impl Iterator<Item = &str> {
    Pieces::of(response, ' ').filter(|word| !word.is_empty())
}

fn share(hits: u32, misses: u32, of: u32) -> Verdict {
    let percent = (hits.saturating_sub(misses) * 100).checked_div(of);
    match percent.unwrap_or(0).min(99) {
        0 => Verdict::WRONG,
        score => Verdict {
            outcome: Outcome::Part,
            score: score as u8,
            reason: Reason::None,
        },
    }
}
