//! What is open while a chapter is read.
//!
//! [`Frame`] is the entry point. Invariant: a frame knows whether Markdown or HTML has opened it, so
//! that neither closes what the other has opened.

use super::super::html::Element;
use super::super::pieces::Piece;
use pulldown_cmark::Tag;
use std::ops::Range;

/// An open element.
pub(super) struct Frame {
    /// What has opened it.
    pub(super) kind: FrameKind,
    /// Where that was written.
    pub(super) at: Range<usize>,
    /// What it has gathered.
    pub(super) pieces: Vec<Piece>,
    /// Of an item: whether it has a box, and whether that is ticked.
    pub(super) task: Option<bool>,
    /// Of a list and an item: whether it holds paragraphs.
    pub(super) loose: bool,
}

pub(super) enum FrameKind {
    /// The chapter.
    Root,
    /// What Markdown has opened.
    Markdown(Tag<'static>),
    /// What HTML has opened.
    Html(Element),
    /// What is too deep: its pieces become its parent's.
    Flat {
        /// Whether Markdown has opened it.
        markdown: bool,
        /// The element's name, if HTML has.
        name: String,
    },
}

impl Frame {
    pub(super) fn new(kind: FrameKind, at: Range<usize>) -> Frame {
        Frame {
            kind,
            at,
            pieces: Vec::new(),
            task: None,
            loose: false,
        }
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.kind, FrameKind::Markdown(Tag::Item))
    }

    pub(super) fn is_markdown(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Markdown(_) | FrameKind::Flat { markdown: true, .. }
        )
    }

    pub(super) fn is_html(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Html(_)
                | FrameKind::Flat {
                    markdown: false,
                    ..
                }
        )
    }

    pub(super) fn is_element(&self, name: &str) -> bool {
        match &self.kind {
            FrameKind::Html(element) => element.name == name,
            FrameKind::Flat {
                markdown: false,
                name: own,
            } => own == name,
            _ => false,
        }
    }

    pub(super) fn is_verbatim(&self) -> bool {
        self.is_element("pre")
    }
}
