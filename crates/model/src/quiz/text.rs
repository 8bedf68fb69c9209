//! Grades a short text.
//!
//! [`grade`] is the entry point; [`fit`] serves blanks. Invariant: what is right is right, whatever
//! the wrong rules say; a foreseen wrong answer is never taken for a slip of the finger.

use super::Platform;
use super::key::{Pattern, TextKey};
use super::near::one_slip;
use super::normalize::{Flags, is_blank, normalize};
use super::tally::Part;
use super::verdict::{Reason, Verdict};

/// The shortest right answer, in bytes, that a slip may be forgiven for.
const SHORTEST_FOR_SLIP: usize = 5;

/// Grades what was typed.
pub(super) fn grade(key: TextKey<'_>, response: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(response, key.flags, platform);
    let stands = fit(key.accept(), key.flags, &given, platform);
    match stands {
        Part::Empty => return Verdict::retry(Reason::Blank),
        Part::Right => return Verdict::RIGHT,
        Part::Near | Part::Wrong => {}
    }
    let foreseen = key
        .wrong()
        .position(|pattern| compare(pattern, key.flags, &given, platform) == Part::Right);
    match foreseen {
        Some(index) => Verdict::wrong_by_rule(index),
        None if stands == Part::Near => Verdict::retry(Reason::Near),
        None => Verdict::WRONG,
    }
}

/// How close a text, already normalised, comes to the closest of the patterns.
pub(super) fn fit<'a>(
    patterns: impl Iterator<Item = Pattern<'a>>,
    flags: Flags,
    given: &str,
    platform: &impl Platform,
) -> Part {
    if given.chars().all(is_blank) {
        return Part::Empty;
    }
    let mut closest = Part::Wrong;
    for pattern in patterns {
        match compare(pattern, flags, given, platform) {
            Part::Right => return Part::Right,
            Part::Near => closest = Part::Near,
            Part::Wrong | Part::Empty => {}
        }
    }
    closest
}

fn compare(pattern: Pattern<'_>, flags: Flags, given: &str, platform: &impl Platform) -> Part {
    let right = match pattern {
        Pattern::Regex(regex) => platform.matches(regex, flags.case, given),
        Pattern::Literal(text) => {
            let wanted = normalize(text, flags, platform);
            if wanted != given && wanted.len() >= SHORTEST_FOR_SLIP && one_slip(&wanted, given) {
                return Part::Near;
            }
            wanted == given
        }
    };
    if right { Part::Right } else { Part::Wrong }
}
