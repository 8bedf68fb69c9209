//! Markdown and the HTML in it to one tree.
//!
//! [`read`] makes a chapter's tree, [`read_fragment`] that of a text in a quiz. Each open element
//! is a frame that gathers [`Piece`]s. HTML that is never closed ends with the Markdown block in
//! which it began, and an end tag closes nothing that Markdown has opened. Invariants: ids are
//! those of the HTML pages, because the same slugger gets the same texts; frames nest no deeper
//! than [`MAX_DEPTH`], what is deeper loses its style and keeps its text.

mod close;
mod frame;
mod markup;

use super::pieces::{Piece, into_blocks};
use super::{Block, BlockKind, Inline, Loss, Tree, html};
use crate::letters::is_unprintable;
use coursebook_preprocessors::math::is_price;
use coursebook_preprocessors::slug::Slugs;
use coursebook_preprocessors::templates::Templates;
use frame::{Frame, FrameKind};
use markup::HtmlText;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use std::ops::Range;

/// How many elements may be open at a time. Typst refuses layouts that nest deeper than 72 levels,
/// of which a list in a quotation takes several.
pub(crate) const MAX_DEPTH: usize = 14;

/// The tree of a chapter's preprocessed Markdown.
pub(crate) fn read(markdown: &str, options: &MarkdownOptions, words: &Templates) -> Tree {
    let mut builder = Builder::new(Mode::Chapter(words));
    for (event, at) in new_cmark_parser(markdown, options).into_offset_iter() {
        builder.event(event, at);
    }
    builder.finish(0..markdown.len())
}

/// The blocks of a text that stands in a typed construct written at `at`. As on the page, raw HTML
/// in it is text; with `math`, dollar signs are formulas'.
pub(crate) fn read_fragment(markdown: &str, at: &Range<usize>, math: bool) -> Vec<Block> {
    let mut builder = Builder::new(Mode::Fragment);
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    options.set(Options::ENABLE_MATH, math);
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        let event = match event {
            Event::InlineMath(_) if is_price(markdown, &range) => {
                Event::Text(markdown[range].into())
            }
            event => event,
        };
        builder.event(event, at.clone());
    }
    builder.finish(at.clone()).blocks
}

#[derive(Clone, Copy)]
enum Mode<'w> {
    /// Typed constructs are read with these words of the interface.
    Chapter(&'w Templates),
    Fragment,
}

struct Builder<'w> {
    mode: Mode<'w>,
    frames: Vec<Frame>,
    tree: Tree,
    slugs: Slugs,
    /// The text of the heading or term being read, as its id is made of it.
    heading: Option<String>,
    /// The numbers of footnotes, which count in a heading's id.
    notes: HashMap<String, usize>,
    /// Depth of images, whose text is their description.
    images: usize,
    /// The block of raw HTML being read, which arrives line by line.
    block: Option<HtmlText>,
    /// The element whose content is passed over.
    skipped: Option<String>,
}

impl<'w> Builder<'w> {
    fn new(mode: Mode<'w>) -> Builder<'w> {
        Builder {
            mode,
            frames: vec![Frame::new(FrameKind::Root, 0..0)],
            tree: Tree::default(),
            slugs: Slugs::default(),
            heading: None,
            notes: HashMap::new(),
            images: 0,
            block: None,
            skipped: None,
        }
    }

    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.block = Some(HtmlText::default()),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = self.block.take() {
                    self.html(&block);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html, &at),
            Event::Start(tag) => self.start(tag.into_static(), at),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, at),
            Event::Code(text) => {
                self.heading_text(&text);
                self.inline(Inline::Code(text.replace('\n', " ")));
            }
            Event::InlineMath(tex) => self.formula(&tex, false),
            Event::DisplayMath(tex) => self.formula(&tex, true),
            Event::SoftBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.push('\n');
                }
                self.inline(Inline::Text(" ".to_owned()));
            }
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(BlockKind::Rule, at),
            Event::FootnoteReference(name) => {
                let next = self.notes.len() + 1;
                let number = *self.notes.entry(name.to_string()).or_insert(next);
                if let Some(heading) = &mut self.heading {
                    heading.push_str(&number.to_string());
                }
                self.inline(Inline::Note(name.into_string()));
            }
            Event::TaskListMarker(ticked) => {
                let mut frames = self.frames.iter_mut().rev();
                let item = frames.find(|frame| frame.is_item());
                if let Some(item) = item {
                    item.task = Some(ticked);
                }
            }
        }
    }

    fn formula(&mut self, tex: &str, display: bool) {
        self.inline(Inline::Formula {
            tex: tex.to_owned(),
            display,
        });
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        if self.skipped.is_some() {
            return;
        }
        self.heading_text(text);
        let open = self.frames.last().map(|frame| &frame.kind);
        let is_code = matches!(open, Some(FrameKind::Markdown(Tag::CodeBlock(_))));
        if !is_code {
            let lost = text.chars().find(|&c| is_unprintable(c));
            if let Some(c) = lost {
                let code = u32::from(c);
                let message = format!("the control character U+{code:04X} cannot be printed");
                self.tree.losses.push(Loss { at, message });
            }
        }
        self.inline(Inline::Text(text.to_owned()));
    }

    fn heading_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading
            && self.images == 0
        {
            heading.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag<'static>, at: Range<usize>) {
        match &tag {
            Tag::Heading { .. } | Tag::DefinitionListTitle => self.heading = Some(String::new()),
            Tag::Image { .. } => self.images += 1,
            _ => {}
        }
        // Code and pictures hold nothing but text.
        let is_leaf = matches!(tag, Tag::CodeBlock(_) | Tag::Image { .. });
        let kind = if self.frames.len() < MAX_DEPTH || is_leaf {
            FrameKind::Markdown(tag)
        } else {
            if matches!(tag, Tag::Heading { .. } | Tag::DefinitionListTitle) {
                self.heading = None;
            }
            FrameKind::Flat {
                markdown: true,
                name: String::new(),
            }
        };
        self.frames.push(Frame::new(kind, at));
    }

    /// Closes what Markdown opened last, and what HTML has left open inside.
    fn end(&mut self) {
        while self.frames.len() > 1 {
            let is_markdown = self.frames.last().is_some_and(Frame::is_markdown);
            self.close();
            if is_markdown {
                return;
            }
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let pieces = match frame.kind {
            FrameKind::Markdown(tag) => {
                let frame = Frame {
                    kind: FrameKind::Root,
                    ..frame
                };
                self.close_markdown(tag, frame)
            }
            FrameKind::Html(element) => {
                html::close(element, frame.pieces, &frame.at, &mut self.tree.losses)
            }
            FrameKind::Root | FrameKind::Flat { .. } => frame.pieces,
        };
        if let Some(parent) = self.frames.last_mut() {
            parent.pieces.extend(pieces);
        }
    }

    /// A paragraph directly in an item, or a loose item in a list.
    fn mark_loose(&mut self) {
        if let Some(parent) = self.frames.last_mut() {
            parent.loose = true;
        }
    }

    fn inline(&mut self, inline: Inline) {
        if self.skipped.is_some() {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.pieces.push(Piece::Inline(inline));
        }
    }

    fn block(&mut self, kind: BlockKind, at: Range<usize>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.pieces.push(Piece::Block(Block { at, kind }));
        }
    }

    fn finish(mut self, at: Range<usize>) -> Tree {
        while self.frames.len() > 1 {
            self.close();
        }
        let pieces = self.frames.pop().map(|root| root.pieces);
        self.tree.blocks = into_blocks(pieces.unwrap_or_default(), &at);
        self.tree
    }
}
