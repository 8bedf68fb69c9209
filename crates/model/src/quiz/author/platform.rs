//! The grader's surroundings when it runs at build.
//!
//! [`StdPlatform`] is the entry point. Invariant: for patterns that [`super::pattern::check`]
//! accepts it answers as JavaScript's `RegExp` with the flag `u` does.

use super::pattern;
use crate::quiz::Platform;
use regex::RegexBuilder;

/// Lower case and regular expressions by the Rust standard library and crate `regex`.
#[derive(Debug, Clone, Copy, Default)]
pub struct StdPlatform;

/// The largest compiled expression, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

impl Platform for StdPlatform {
    fn lower(&self, text: &str) -> String {
        text.to_lowercase()
    }

    fn matches(&self, pattern: &str, fold: bool, text: &str) -> bool {
        let Ok(translated) = pattern::check(pattern) else {
            return false;
        };
        let regex = RegexBuilder::new(&format!("^(?:{translated})$"))
            .case_insensitive(fold)
            .size_limit(SIZE_LIMIT)
            .build();
        regex.is_ok_and(|regex| regex.is_match(text))
    }
}
