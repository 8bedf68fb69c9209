//! The grader and the review engine of a page.
//!
//! [`grade`], [`right_parts`], [`ratio`], [`due`] and [`standing`] are the entry points; `theme/js/quiz/`
//! calls them and provides `quizHost`, in the same function scope, for what the grader leaves to
//! its surroundings. Invariant: nothing here knows of the page, nor of what is stored.
//!
//! A `log` is that of `window.coursebookProgress.attempts` as text: attempts joined by `;`, each
//! `time,outcome,tries,confidence`. `now` is in milliseconds, `zone` the minutes that local time is
//! ahead of UTC: the negative of `getTimezoneOffset()`.

use coursebook_model::quiz::{self, Platform};
use coursebook_model::review::{self, Clock};
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

/// Which parts of a response are right, one bit for each, as
/// [`right_parts`](coursebook_model::quiz::right_parts) numbers them.
#[wasm_bindgen(js_name = rightParts)]
pub fn right_parts(key: &str, response: &str) -> u32 {
    quiz::right_parts(key, response, &Browser)
}

/// By which factor an estimate is off: above 1 if it is too high, below if it is too low; 0 if
/// that cannot be said.
#[wasm_bindgen]
pub fn ratio(key: &str, response: &str) -> f64 {
    quiz::ratio(key, response).unwrap_or(0.0)
}

/// From when a question is due, in milliseconds: the start of a local day; 0 if it was never
/// answered.
#[wasm_bindgen]
pub fn due(log: &str, now: f64, zone: i32) -> f64 {
    review::due(log, clock(now, zone)).map_or(0.0, |time| time as f64)
}

/// How well a question is known; packed as
/// [`Standing::pack`](coursebook_model::review::Standing::pack) describes.
#[wasm_bindgen]
pub fn standing(log: &str, now: f64, zone: i32) -> u32 {
    review::standing(log, clock(now, zone)).pack()
}

fn clock(now: f64, zone: i32) -> Clock {
    let now = now as u64;
    Clock { now, zone }
}
