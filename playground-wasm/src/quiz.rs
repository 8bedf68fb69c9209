//! The grader of a page.
//!
//! [`grade`] is the entry point; `theme/js/quiz.js` calls it and provides `quizHost`, in the same
//! function scope, for what the grader leaves to its surroundings. Invariant: nothing here knows
//! of the page.

use coursebook_model::quiz::{self, Platform};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = quizHost)]
    fn lower(text: &str) -> String;

    #[wasm_bindgen(js_namespace = quizHost)]
    fn matches(pattern: &str, fold: bool, text: &str) -> bool;
}

/// The browser's own lower-casing and regular expressions.
struct Browser;

impl Platform for Browser {
    fn lower(&self, text: &str) -> String {
        lower(text)
    }

    fn matches(&self, pattern: &str, fold: bool, text: &str) -> bool {
        matches(pattern, fold, text)
    }
}

/// Grades a response against a question's key; the result is packed as
/// [`Verdict::pack`](coursebook_model::quiz::Verdict::pack) describes.
#[wasm_bindgen]
pub fn grade(key: &str, response: &str) -> u32 {
    quiz::grade(key, response, &Browser).pack()
}
