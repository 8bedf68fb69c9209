//! Questions and their grading.
//!
//! [`grade`] is the entry point: it holds a reader's response against a question's [`Key`], the
//! compact text that the page carries in an attribute. The builder runs the same function over
//! every question's own answers (the `author` module, behind the feature `build`). Invariant: no
//! key and no response makes the grader panic, and what it leaves to its surroundings is named
//! in [`Platform`].

mod choice;
#[cfg(feature = "build")]
pub mod encode;
pub mod key;
mod near;
mod normalize;
mod number;
mod numeric;
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

/// Grades a response: ids of choices with blanks between them, or what was typed.
pub fn grade(key: &str, response: &str, platform: &impl Platform) -> Verdict {
    if response.len() > MAX_RESPONSE {
        return Verdict::WRONG;
    }
    match Key::parse(key) {
        Some(Key::Choice(key)) => choice::grade(key, response),
        Some(Key::Text(key)) => text::grade(key, response, platform),
        Some(Key::Number(key)) => numeric::grade(key, response),
        None => Verdict::retry(Reason::BadKey),
    }
}
