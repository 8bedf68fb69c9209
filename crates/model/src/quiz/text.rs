//! Grades a short text.
//!
//! [`grade`] is the entry point. Invariant: what is right is right, whatever the wrong rules say;
//! a foreseen wrong answer is never taken for a slip of the finger.

use super::Platform;
use super::key::{Pattern, TextKey};
use super::near::one_slip;
use super::normalize::{is_blank, normalize};
use super::verdict::{Reason, Verdict};

/// The shortest right answer, in bytes, that a slip may be forgiven for.
const SHORTEST_FOR_SLIP: usize = 5;

/// How close a text comes to a pattern.
#[derive(PartialEq, Eq)]
enum Fit {
    Not,
    Nearly,
    Whole,
}

/// Grades what was typed.
pub(super) fn grade(key: TextKey<'_>, response: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(response, key.flags, platform);
    if given.chars().all(is_blank) {
        return Verdict::retry(Reason::Blank);
    }
    let fit = |pattern: Pattern<'_>| match pattern {
        Pattern::Regex(regex) if platform.matches(regex, key.flags.case, &given) => Fit::Whole,
        Pattern::Regex(_) => Fit::Not,
        Pattern::Literal(text) => compare(&normalize(text, key.flags, platform), &given),
    };
    let mut near = false;
    for pattern in key.accept() {
        match fit(pattern) {
            Fit::Whole => return Verdict::RIGHT,
            Fit::Nearly => near = true,
            Fit::Not => {}
        }
    }
    match key.wrong().position(|pattern| fit(pattern) == Fit::Whole) {
        Some(index) => Verdict::wrong_by_rule(index),
        None if near => Verdict::retry(Reason::Near),
        None => Verdict::WRONG,
    }
}

fn compare(wanted: &str, given: &str) -> Fit {
    if wanted == given {
        Fit::Whole
    } else if wanted.len() >= SHORTEST_FOR_SLIP && one_slip(wanted, given) {
        Fit::Nearly
    } else {
        Fit::Not
    }
}
