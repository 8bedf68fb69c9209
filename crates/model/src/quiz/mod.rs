//! Questions and their grading.
//!
//! [`grade`] is the entry point: it holds a reader's response against a question's [`Key`], the
//! compact text that the page carries in an attribute. The builder runs the same function over
//! every question's own answers (the `author` module, behind the feature `build`). Invariant: no
//! key and no response makes the grader panic, and what it leaves to its surroundings is named
//! in [`Platform`].

mod choice;
mod cloze;
#[cfg(feature = "build")]
pub mod encode;
mod estimate;
mod free;
pub mod key;
mod matching;
mod near;
mod normalize;
mod number;
mod numeric;
mod order;
mod output;
mod pieces;
mod tally;
mod text;
mod verdict;

#[cfg(feature = "build")]
pub mod author;

pub use key::Key;
pub use normalize::{Flags, normalize};
pub use number::{Quantity, read_quantity};
pub use verdict::{Outcome, Reason, Verdict};

/// The longest response that is read, in bytes.
pub const MAX_RESPONSE: usize = 2_000;

/// What the grader leaves to the place it runs in, because the standard library's tables would
/// make the browser's download four times as large.
pub trait Platform {
    /// The text in lower case, by Unicode's rules and no language's.
    fn lower(&self, text: &str) -> String;

    /// Whether the regular expression matches the whole text; `fold` ignores case.
    fn matches(&self, pattern: &str, fold: bool, text: &str) -> bool;
}

/// Grades a response, which is written as the table of [`key`] says.
pub fn grade(key: &str, response: &str, platform: &impl Platform) -> Verdict {
    let key = Key::parse(key);
    let response = match key {
        Some(Key::Free(_)) => free::ticked(response),
        _ => response,
    };
    if response.len() > MAX_RESPONSE {
        return Verdict::WRONG;
    }
    match key {
        Some(Key::Choice(key)) => choice::grade(key, response),
        Some(Key::Text(key)) => text::grade(key, response, platform),
        Some(Key::Number(key)) => numeric::grade(key, response),
        Some(Key::Estimate(key)) => estimate::grade(key, response),
        Some(Key::Order(key)) => order::grade(key, response),
        Some(Key::Match(key)) => matching::tally(key, response).verdict(),
        Some(Key::Cloze(key)) => cloze::tally(key, response, platform).verdict(),
        Some(Key::Output(key)) => output::grade(key, response, platform),
        Some(Key::Free(key)) => free::grade(key, response),
        None => Verdict::retry(Reason::BadKey),
    }
}

/// By which factor an estimate is off: above 1 if it is too high, below if it is too low. `None`
/// for other questions, and for what is no number.
pub fn ratio(key: &str, response: &str) -> Option<f64> {
    match Key::parse(key) {
        Some(Key::Estimate(key)) if response.len() <= MAX_RESPONSE => {
            estimate::ratio(key, response).ok()
        }
        _ => None,
    }
}

/// One bit for each part of the answer that is right: for an order the ids of the response, for a
/// match the pairs of the key, for a cloze its blanks. Other questions have no parts.
pub fn right_parts(key: &str, response: &str, platform: &impl Platform) -> u32 {
    if response.len() > MAX_RESPONSE {
        return 0;
    }
    match Key::parse(key) {
        Some(Key::Order(key)) => order::right_parts(key, response),
        Some(Key::Match(key)) => matching::tally(key, response).right,
        Some(Key::Cloze(key)) => cloze::tally(key, response, platform).right,
        _ => 0,
    }
}
