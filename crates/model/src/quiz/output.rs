//! Grades what a program is said to do.
//!
//! [`grade`] is the entry point. Invariants: whether the program fails is judged first; who knows
//! that it fails, but not how, is right in part. A program that fails and one that does not are
//! judged by what was said of them alike, so that no question back gives away which it is.

use super::Platform;
use super::key::{Mode, OutputKey, UNIT};
use super::normalize::{Flags, is_blank, normalize};
use super::pieces::Pieces;
use super::tally::part;
use super::verdict::{Reason, Verdict};

/// The points, in percent, for knowing that the program fails.
const FAILS_AT_ALL: u32 = 50;

/// How the words of an error are compared.
const LOOSELY: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: false,
    quotes: true,
    eol: false,
    trailing: false,
};

/// Grades `prints␟text` or `fails␟text`.
pub(super) fn grade(key: OutputKey<'_>, response: &str, platform: &impl Platform) -> Verdict {
    let mut parts = Pieces::of(response, UNIT);
    let says = parts.next();
    let text = parts.rest();
    match says {
        Some("prints") if !text.chars().all(is_blank) => judge_output(key, text, platform),
        Some("fails") => judge_error(key, text, platform),
        _ => Verdict::retry(Reason::Blank),
    }
}

fn judge_output(key: OutputKey<'_>, text: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(text, key.flags, platform);
    let same = |text: &str| normalize(text, key.flags, platform) == given;
    if key.accept().any(same) {
        return Verdict::RIGHT;
    }
    let foreseen = key.wrong().position(|(fails, text)| !fails && same(text));
    foreseen.map_or(Verdict::WRONG, Verdict::wrong_by_rule)
}

/// The line, where the key has one; else the words; else there is no more to say than that it
/// fails.
fn judge_error(key: OutputKey<'_>, text: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(text, LOOSELY, platform);
    let says = |words: &str| holds(&given, &normalize(words, LOOSELY, platform));
    let names = |line: &str| number_in(&given) == line;
    let fails = key.mode == Mode::Fails;
    let by_line = key.lines().next().is_some();
    let right = if by_line {
        key.lines().any(names)
    } else {
        key.contains().next().is_none() || key.contains().any(says)
    };
    if fails && right {
        return Verdict::RIGHT;
    }
    let foreseen = key.wrong().position(|(fails, how)| {
        fails
            && if number_in(how) == how {
                names(how) || how.is_empty()
            } else {
                says(how)
            }
    });
    let verdict = if fails {
        part(FAILS_AT_ALL)
    } else {
        Verdict::WRONG
    };
    match foreseen {
        Some(index) => Verdict {
            reason: Verdict::wrong_by_rule(index).reason,
            ..verdict
        },
        None => verdict,
    }
}

/// The first whole number in a text, as it is written there: `3` in `line 3: …`; empty if there is
/// none.
fn number_in(text: &str) -> &str {
    let other = |letter: char| !letter.is_ascii_digit();
    let digits = text.trim_start_matches(other);
    let end = digits.find(other).unwrap_or(digits.len());
    digits.get(..end).unwrap_or("")
}

/// The standard library's search does the same with ten times the code.
fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    words.is_empty() || text.windows(words.len()).any(|part| part == words)
}
