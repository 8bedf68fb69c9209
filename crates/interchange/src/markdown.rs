//! Markdown from other markup, and other markup from Markdown.
//!
//! [`escape`] and [`from_html`] serve the readers, `render` the writers. Invariant: text that was
//! no markup never becomes markup on the way, in either direction.

pub(crate) mod escape;
pub(crate) mod from_html;
#[cfg(feature = "export")]
pub(crate) mod render;
