//! Types that the builder and the reader's browser share.
//!
//! [`progress`] holds what a learner did and how two such records merge; [`quiz`] holds questions
//! and their grading. Invariant: without the feature `build` nothing here needs more than the
//! standard library, so that the browser's WebAssembly stays small.

pub mod progress;
pub mod quiz;
