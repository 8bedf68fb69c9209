//! Raw HTML with the place of each piece in the Markdown.
//!
//! [`HtmlText`] gathers the lines of a block, so that a tag or a comment may go over several of
//! them. Invariant: pieces are in the order of the text, without gaps.

use mdbook_markdown::pulldown_cmark::CowStr;
use std::ops::Range;

/// Raw HTML.
#[derive(Debug)]
pub(super) struct HtmlText<'a> {
    html: CowStr<'a>,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// Where it starts in the HTML.
    start: usize,
    len: usize,
    /// Where it stands in the Markdown.
    source: Range<usize>,
}

impl Default for HtmlText<'_> {
    fn default() -> Self {
        HtmlText {
            html: CowStr::Borrowed(""),
            pieces: Vec::new(),
        }
    }
}

impl<'a> HtmlText<'a> {
    /// One piece of HTML that stands at `source` in the Markdown.
    pub(super) fn new(html: CowStr<'a>, source: Range<usize>) -> HtmlText<'a> {
        let piece = Piece {
            start: 0,
            len: html.len(),
            source,
        };
        HtmlText {
            html,
            pieces: vec![piece],
        }
    }

    /// Adds the next piece.
    pub(super) fn push(&mut self, html: &str, source: Range<usize>) {
        let mut text = std::mem::replace(&mut self.html, CowStr::Borrowed("")).into_string();
        self.pieces.push(Piece {
            start: text.len(),
            len: html.len(),
            source,
        });
        text.push_str(html);
        self.html = text.into();
    }

    pub(super) fn html(&self) -> &str {
        &self.html
    }

    pub(super) fn into_html(self) -> CowStr<'a> {
        self.html
    }

    /// Where a part of the HTML stands in the Markdown.
    pub(super) fn range_in_source(&self, part: Range<usize>) -> Range<usize> {
        let start = self.in_source(part.start).start;
        start..self.in_source(part.end.max(1) - 1).end.max(start)
    }

    /// The place of one byte; that of its piece, if the parser did not take it over as it is.
    fn in_source(&self, offset: usize) -> Range<usize> {
        let following = self.pieces.partition_point(|piece| piece.start <= offset);
        let piece = following
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        match piece {
            Some(piece) if piece.len == piece.source.len() => {
                let at = piece.source.start + (offset - piece.start);
                at..at + 1
            }
            Some(piece) => piece.source.clone(),
            None => 0..0,
        }
    }
}
