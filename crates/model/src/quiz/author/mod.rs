//! Quizzes as authors write them.
//!
//! [`read_quiz`] is the entry point: YAML in, a checked [`Quiz`] and all its [`Problem`]s out.
//! Invariant: a quiz that comes without errors has been graded with its own answers by the grader
//! that the reader's browser will run.
//!
//! The YAML is read into a tree of located nodes rather than straight into structs: a scalar then
//! stays as it was typed (`429`, `no`, `3.10`), every problem of a file is found in one run, and a
//! field that is missing or unknown is reported at its own place. Anchors and aliases are refused,
//! so that no document is larger than its text.

mod choices;
mod fields;
mod lint;
mod numeric;
mod pattern;
mod platform;
mod problem;
mod question;
mod quiz;
mod revision;
mod schema;
mod selftest;
mod text;
mod yaml;

pub use platform::StdPlatform;
pub use problem::{Problem, Severity};
pub use quiz::{MAX_SOURCE, Parsed, read_quiz};
pub use schema::{
    Choice, Kind, NumericRules, Pin, Question, Quiz, Retired, Text, TextRules, Use, WrongRule,
};
