//! Grades what a program is said to do.
//!
//! [`grade`] is the entry point. Invariant: whether the program fails is judged first; who knows
//! that it fails, but not how, is right in part.

use super::Platform;
use super::key::{Mode, OutputKey, UNIT};
use super::normalize::{Flags, is_blank, normalize};
use super::number::read_number;
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
    let blank = text.chars().all(is_blank);
    match says {
        Some("prints") if blank => Verdict::retry(Reason::Blank),
        Some("prints") => judge_output(key, text, platform),
        Some("fails") if key.mode == Mode::Fails => judge_error(key, text, blank, platform),
        Some("fails") => Verdict::WRONG,
        _ => Verdict::retry(Reason::Blank),
    }
}

fn judge_output(key: OutputKey<'_>, text: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(text, key.flags, platform);
    let same = |text: &str| normalize(text, key.flags, platform) == given;
    if key.accept().any(same) {
        return Verdict::RIGHT;
    }
    let foreseen = key.wrong().position(same);
    foreseen.map_or(Verdict::WRONG, Verdict::wrong_by_rule)
}

/// The line, where the key has one; else the words; else there is no more to say than that it
/// fails.
fn judge_error(key: OutputKey<'_>, text: &str, blank: bool, platform: &impl Platform) -> Verdict {
    let by_line = key.lines().next().is_some();
    if !by_line && key.contains().next().is_none() {
        return Verdict::RIGHT;
    }
    if blank {
        return Verdict::retry(Reason::Incomplete);
    }
    let right = if by_line {
        let Some(line) = read_number(text) else {
            return Verdict::retry(Reason::NotANumber);
        };
        key.lines().any(|wanted| read_number(wanted) == Some(line))
    } else {
        let given = normalize(text, LOOSELY, platform);
        key.contains()
            .any(|words| holds(&given, &normalize(words, LOOSELY, platform)))
    };
    if right {
        Verdict::RIGHT
    } else {
        part(FAILS_AT_ALL)
    }
}

/// The standard library's search does the same with ten times the code.
fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    words.is_empty() || text.windows(words.len()).any(|part| part == words)
}
