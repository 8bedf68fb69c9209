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
    foreseen(key, Verdict::WRONG, |fails, text| !fails && same(text))
}

/// The line, where the key has one; else the words; else there is no more to say than that it
/// fails.
fn judge_error(key: OutputKey<'_>, text: &str, platform: &impl Platform) -> Verdict {
    let given = normalize(text, LOOSELY, platform);
    let says = |how: &str| {
        holds(
            given.as_bytes(),
            normalize(how, LOOSELY, platform).as_bytes(),
        )
    };
    if key.mode != Mode::Fails {
        return foreseen(key, Verdict::WRONG, |fails, how| fails && says(how));
    }
    let mut how = key.how();
    if says(how.next().unwrap_or_default()) {
        return Verdict::RIGHT;
    }
    foreseen(key, part(FAILS_AT_ALL), |fails, how| fails && says(how))
}

/// The verdict, with the rule that foresaw the answer if one did.
fn foreseen(
    key: OutputKey<'_>,
    verdict: Verdict,
    mut catches: impl FnMut(bool, &str) -> bool,
) -> Verdict {
    let rule = key.wrong().position(|(fails, text)| catches(fails, text));
    rule.map_or(verdict, |rule| Verdict {
        reason: Verdict::wrong_by_rule(rule).reason,
        ..verdict
    })
}

/// Whether a text has these words; a number, as a number of its own: `line 3: …` has `3` and
/// `line 33` has not. The standard library's search does the same with ten times the code.
fn holds(text: &[u8], words: &[u8]) -> bool {
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    let number = words.iter().all(u8::is_ascii_digit);
    let starts = |at: usize| {
        let end = at + words.len();
        text.get(at..end) == Some(words)
            && !(number && (is_digit(at.wrapping_sub(1)) || is_digit(end)))
    };
    words.is_empty() || (0..text.len()).any(starts)
}
