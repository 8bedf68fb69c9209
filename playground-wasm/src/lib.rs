//! What runs in the reader's browser: a thin WebAssembly shell around `coursebook-model`.
//!
//! Feature `progress` is the store that every page carries, feature `quiz` the grader and the review
//! engine that pages with questions add. The builder compiles this crate once for each
//! (`crates/assets/build.rs`).

#[cfg(any(test, target_arch = "wasm32"))]
mod alloc;
#[cfg(feature = "progress")]
pub mod progress;
#[cfg(feature = "quiz")]
pub mod quiz;
