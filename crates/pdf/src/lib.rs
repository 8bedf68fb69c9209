//! The PDF renderer.
