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

mod answers;
mod choices;
mod cloze;
mod estimate;
mod fields;
#[cfg(feature = "schema")]
pub mod format;
mod free;
mod ids;
mod levels;
mod limits;
mod lint;
mod matching;
mod numbers;
mod numeric;
mod order;
mod output;
mod pattern;
mod platform;
mod problem;
mod prose;
mod question;
mod quiz;
mod ranges;
mod revision;
mod schema;
mod selftest;
mod suggest;
mod text;
pub mod tree;
mod units;
mod variants;
mod yaml;

pub use cloze::blanks_in;
#[cfg(feature = "schema")]
pub use format::json_schema;
pub use levels::{Level, LevelError, Levels, Lint, lints};
pub use platform::StdPlatform;
pub use problem::{Problem, ReadOptions, Severity};
pub use quiz::{MAX_SOURCE, Parsed, read_quiz, read_quiz_with, read_tree, read_tree_with};
pub use schema::{
    Band, Blank, Choice, Context, Criterion, Distractor, ErrorRule, EstimateRules, FreeRules, Item,
    Kind, MatchRules, NumericRules, OrderRules, OutputRules, Pair, Pin, Question, Quiz, Retired,
    RightSide, Text, TextRules, Use, WrongOutput, WrongRule,
};
pub use suggest::nearest;
pub use yaml::read_yaml;
