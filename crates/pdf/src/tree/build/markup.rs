//! Raw HTML in Markdown: its tags open and close frames, its text becomes running text.
//!
//! [`Builder::raw`] is the entry point. Invariants: an end tag closes nothing that Markdown has
//! opened; every piece keeps the place where it was written, though Markdown hands a block of HTML
//! over line by line.

use super::super::html::{self, Element};
use super::super::{Inline, Loss};
use super::frame::{Frame, FrameKind};
use super::{Builder, MAX_DEPTH, Mode};
use coursebook_preprocessors::tags::{Tags, resolve_references};
use std::ops::Range;

/// Raw HTML and where its pieces were written.
#[derive(Default)]
pub(super) struct HtmlText {
    text: String,
    pieces: Vec<(usize, usize)>,
}

impl HtmlText {
    fn push(&mut self, text: &str, at: &Range<usize>) {
        self.pieces.push((self.text.len(), at.start));
        self.text.push_str(text);
    }

    fn locate(&self, range: &Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let index = self.pieces.partition_point(|&(start, _)| start <= offset);
            let piece = index
                .checked_sub(1)
                .and_then(|index| self.pieces.get(index));
            piece.map_or(offset, |&(start, at)| at + (offset - start))
        };
        let start = place(range.start);
        start..place(range.end).max(start)
    }
}

impl Builder<'_> {
    /// Reads a piece of raw HTML: at once, or with the block of which it is a line.
    pub(super) fn raw(&mut self, html: &str, at: &Range<usize>) {
        if matches!(self.mode, Mode::Fragment) {
            self.text(html, at.clone());
            return;
        }
        match &mut self.block {
            Some(block) => block.push(html, at),
            None => {
                let mut text = HtmlText::default();
                text.push(html, at);
                self.html(&text);
            }
        }
    }

    /// Reads the tags of raw HTML and the text between them.
    pub(super) fn html(&mut self, html: &HtmlText) {
        let text = html.text.as_str();
        let (mut tags, mut done) = (Tags::of(text), 0);
        while let Some(tag) = tags.next() {
            self.html_text(&text[done..tag.range.start.max(done)]);
            done = tag.range.end.max(done);
            let name = tag.element.to_ascii_lowercase();
            let at = html.locate(&tag.range);
            if tag.is_end {
                self.end_tag(&name);
                continue;
            }
            if self.skipped.is_some() {
                continue;
            }
            let closes_itself = text[tag.range.clone()].ends_with("/>");
            let attributes = tag.attributes.iter().map(|attribute| {
                let value = resolve_references(&text[attribute.value.clone()]);
                (attribute.name.to_ascii_lowercase(), value)
            });
            let element = Element {
                attributes: attributes.collect(),
                name,
            };
            if element.name == "svg" && !closes_itself {
                let end = text[done..]
                    .find("</svg>")
                    .map(|end| done + end + "</svg>".len());
                match end {
                    Some(end) => {
                        self.inline(html::svg(&element, &text[tag.range.start..end], at));
                        done = end;
                        tags.skip_after("</svg>");
                    }
                    None => {
                        let message = html::skipped(&element);
                        self.tree.losses.push(Loss { at, message });
                        self.skipped = Some(element.name);
                    }
                }
                continue;
            }
            self.start_tag(element, at, closes_itself);
        }
        self.html_text(&text[done..]);
    }

    fn html_text(&mut self, text: &str) {
        if self.skipped.is_some() || text.is_empty() {
            return;
        }
        let text = resolve_references(&html::without_comments(text));
        let is_verbatim = self.frames.iter().any(Frame::is_verbatim);
        if is_verbatim {
            self.inline(Inline::Text(text));
            return;
        }
        let mut collapsed = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.starts_with(char::is_whitespace) {
            collapsed.insert(0, ' ');
        }
        if text.ends_with(char::is_whitespace) && collapsed.len() > 1 {
            collapsed.push(' ');
        }
        self.inline(Inline::Text(collapsed));
    }

    fn start_tag(&mut self, element: Element, at: Range<usize>, closes_itself: bool) {
        for open in html::ended_by(&element.name) {
            let top = self.frames.last();
            if top.is_some_and(|frame| frame.is_element(open)) {
                self.close();
            }
        }
        if let Some(pieces) = html::void(&element, &at) {
            if let Some(frame) = self.frames.last_mut() {
                frame.pieces.extend(pieces);
            }
            return;
        }
        if html::is_skipped(&element.name) {
            // `embed` has no end tag.
            if !closes_itself && element.name != "embed" {
                self.skipped = Some(element.name.clone());
            }
            let message = html::skipped(&element);
            self.tree.losses.push(Loss { at, message });
            return;
        }
        let name = element.name.clone();
        let kind = if self.frames.len() < MAX_DEPTH {
            FrameKind::Html(element)
        } else {
            FrameKind::Flat {
                markdown: false,
                name,
            }
        };
        self.frames.push(Frame::new(kind, at));
        if closes_itself {
            self.close();
        }
    }

    /// Closes the innermost element of this name, if HTML has opened it in this Markdown block.
    fn end_tag(&mut self, name: &str) {
        if let Some(skipped) = &self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        let mut own = self.frames.iter().rev().take_while(|frame| frame.is_html());
        let Some(place) = own.position(|frame| frame.is_element(name)) else {
            return;
        };
        for _ in 0..=place {
            self.close();
        }
    }
}
