//! Types that the builder and the reader's browser share.
//!
//! [`progress`] holds what a learner did and how two such records merge, [`quiz`] questions and
//! their grading, [`review`] when a question is due again and how well it is known. Invariant:
//! without the feature `build` nothing here needs more than the standard library, so that the
//! browser's WebAssembly stays small.

pub mod progress;
pub mod quiz;
pub mod review;
