//! Markdown and the HTML in it to one tree.
//!
//! [`read`] makes a chapter's tree, [`read_fragment`] that of a text in a quiz. Each open element
//! is a frame that gathers [`Piece`]s. HTML that is never closed ends with the Markdown block in
//! which it began, and an end tag closes nothing that Markdown has opened. Invariants: ids are
//! those of the HTML pages, because the same slugger gets the same texts; frames nest no deeper
//! than [`MAX_DEPTH`], what is deeper loses its style and keeps its text.

use super::html::{self, Element};
use super::pieces::{Part, Piece, into_blocks, into_inlines, paragraph, trimmed};
use super::quiz::Quiz;
use super::{
    Alignment, Block, BlockKind, Callout, Definition, Heading, Image, ImageSource, Inline, Item,
    List, Loss, Marks, Note, Row, Style, Table, Tree, plain,
};
use coursebook_preprocessors::highlight::{CodeInfo, shown_code};
use coursebook_preprocessors::markdown::language_of;
use coursebook_preprocessors::slug::Slugs;
use coursebook_preprocessors::tags::{Tags, resolve_references};
use coursebook_preprocessors::templates::Templates;
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};
use std::collections::HashMap;
use std::ops::Range;

/// How many elements may be open at a time. Typst refuses layouts that nest deeper than 72 levels,
/// of which a list in a quotation takes several.
pub(crate) const MAX_DEPTH: usize = 14;

/// The fences in which the preprocessors hand typed constructs over.
const QUIZ: &str = "coursebook-quiz";
const DIAGRAM: &str = "coursebook-diagram";

/// The tree of a chapter's preprocessed Markdown.
pub(crate) fn read(markdown: &str, options: &MarkdownOptions, words: &Templates) -> Tree {
    let mut builder = Builder::new(Mode::Chapter(words));
    for (event, at) in new_cmark_parser(markdown, options).into_offset_iter() {
        builder.event(event, at);
    }
    builder.finish(0..markdown.len())
}

/// The blocks of a text that stands in a typed construct written at `at`. As on the page, raw HTML
/// in it is text.
pub(crate) fn read_fragment(markdown: &str, at: &Range<usize>) -> Vec<Block> {
    let mut builder = Builder::new(Mode::Fragment);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
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

/// An open element.
struct Frame {
    kind: FrameKind,
    at: Range<usize>,
    pieces: Vec<Piece>,
    /// Of an item: whether it has a box, and whether that is ticked.
    task: Option<bool>,
    /// Of a list and an item: whether it holds paragraphs.
    loose: bool,
}

enum FrameKind {
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

/// Raw HTML and where its pieces were written.
#[derive(Default)]
struct HtmlText {
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
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline(Inline::Code(text.into_string()));
            }
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

    fn close_markdown(&mut self, tag: Tag<'static>, frame: Frame) -> Vec<Piece> {
        let Frame {
            at, pieces, task, ..
        } = frame;
        let block = |kind: BlockKind| {
            vec![Piece::Block(Block {
                at: at.clone(),
                kind,
            })]
        };
        let styled = |style: Style, pieces: Vec<Piece>| {
            vec![Piece::Inline(Inline::Styled(style, into_inlines(pieces)))]
        };
        match tag {
            Tag::Paragraph => {
                self.mark_loose();
                self.close_paragraph(pieces, &at)
            }
            Tag::Heading { level, id, .. } => {
                let title = trimmed(into_inlines(pieces));
                let text = self.heading.take().unwrap_or_default();
                if matches!(self.mode, Mode::Fragment) {
                    let title = vec![Inline::Styled(Style::Strong, title)];
                    return block(BlockKind::Paragraph(title));
                }
                let id = id.map_or_else(|| self.slugs.id_for(&text), |id| id.into_string());
                block(BlockKind::Heading(Heading {
                    level: level as u8,
                    id: Some(id).filter(|id| !id.is_empty()),
                    title,
                }))
            }
            Tag::BlockQuote(kind) => {
                let body = into_blocks(pieces, &at);
                block(match kind {
                    None => BlockKind::Quote(body),
                    Some(kind) => BlockKind::Callout {
                        kind: callout(kind),
                        body,
                    },
                })
            }
            Tag::CodeBlock(kind) => block(self.code(&kind, &code_text(&pieces), &at)),
            Tag::List(start) => block(BlockKind::List(List {
                marks: start.map_or(Marks::Bullets, Marks::Numbers),
                tight: !frame.loose,
                items: items(pieces),
            })),
            Tag::Item => {
                if frame.loose {
                    self.mark_loose();
                }
                vec![Piece::Part(Part::Item(Item {
                    at: at.clone(),
                    task,
                    body: into_blocks(pieces, &at),
                }))]
            }
            Tag::FootnoteDefinition(name) => {
                let is_new = self.tree.notes.iter().all(|note| note.name != *name);
                if is_new {
                    self.tree.notes.push(Note {
                        name: name.into_string(),
                        body: into_blocks(pieces, &at),
                    });
                }
                Vec::new()
            }
            Tag::DefinitionList => block(BlockKind::Definitions(definitions(pieces))),
            Tag::DefinitionListTitle => {
                let text = self.heading.take().unwrap_or_default();
                vec![Piece::Part(Part::Term {
                    id: Some(self.slugs.id_for(&text)).filter(|id| !id.is_empty()),
                    term: trimmed(into_inlines(pieces)),
                })]
            }
            Tag::DefinitionListDefinition => {
                vec![Piece::Part(Part::Meaning(into_blocks(pieces, &at)))]
            }
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                block(BlockKind::Table(table(alignments, pieces)))
            }
            Tag::TableHead => row(pieces, true),
            Tag::TableRow => row(pieces, false),
            Tag::TableCell => vec![Piece::Part(Part::Cell {
                body: into_blocks(pieces, &at),
                head: false,
            })],
            Tag::Emphasis => styled(Style::Emphasis, pieces),
            Tag::Strong => styled(Style::Strong, pieces),
            Tag::Strikethrough => styled(Style::Struck, pieces),
            Tag::Superscript => styled(Style::Super, pieces),
            Tag::Subscript => styled(Style::Sub, pieces),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let to = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let body = into_inlines(pieces);
                vec![Piece::Inline(Inline::Link { at, to, body })]
            }
            Tag::Image { dest_url, .. } => {
                self.images = self.images.saturating_sub(1);
                vec![Piece::Inline(Inline::Image(Image {
                    at,
                    source: ImageSource::Link(dest_url.into_string()),
                    alt: Some(plain(&into_inlines(pieces)).trim().to_owned()),
                    width: None,
                }))]
            }
            Tag::MetadataBlock(_) => Vec::new(),
            Tag::HtmlBlock => pieces,
        }
    }

    /// A paragraph's text; what is no text in it (an HTML `div`, say) stands apart.
    fn close_paragraph(&self, pieces: Vec<Piece>, at: &Range<usize>) -> Vec<Piece> {
        let only_text = pieces.iter().all(|piece| matches!(piece, Piece::Inline(_)));
        if only_text {
            let run = trimmed(into_inlines(pieces));
            if run.is_empty() {
                return Vec::new();
            }
            return vec![Piece::Block(Block {
                at: at.clone(),
                kind: paragraph(run),
            })];
        }
        let blocks = into_blocks(pieces, at).into_iter();
        blocks.map(Piece::Block).collect()
    }

    /// A paragraph directly in an item, or a loose item in a list.
    fn mark_loose(&mut self) {
        if let Some(parent) = self.frames.last_mut() {
            parent.loose = true;
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, code: &str, at: &Range<usize>) -> BlockKind {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = language_of(info);
        let typed = match (language, self.mode) {
            (QUIZ, Mode::Chapter(words)) => {
                Quiz::read(code, at, words).map(|quiz| BlockKind::Quiz(Box::new(quiz)))
            }
            (DIAGRAM, Mode::Chapter(_)) => serde_json::from_str(code)
                .map(BlockKind::Diagram)
                .map_err(|error| error.to_string()),
            _ => return plain_code(info, code),
        };
        typed.unwrap_or_else(|error| {
            self.tree.losses.push(Loss {
                at: at.clone(),
                message: format!("this `{language}` cannot be read: {error}"),
            });
            plain_code(info, code)
        })
    }

    fn raw(&mut self, html: &str, at: &Range<usize>) {
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
    fn html(&mut self, html: &HtmlText) {
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

impl Frame {
    fn new(kind: FrameKind, at: Range<usize>) -> Frame {
        Frame {
            kind,
            at,
            pieces: Vec::new(),
            task: None,
            loose: false,
        }
    }

    fn is_item(&self) -> bool {
        matches!(self.kind, FrameKind::Markdown(Tag::Item))
    }

    fn is_markdown(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Markdown(_) | FrameKind::Flat { markdown: true, .. }
        )
    }

    fn is_html(&self) -> bool {
        matches!(
            self.kind,
            FrameKind::Html(_)
                | FrameKind::Flat {
                    markdown: false,
                    ..
                }
        )
    }

    fn is_element(&self, name: &str) -> bool {
        match &self.kind {
            FrameKind::Html(element) => element.name == name,
            FrameKind::Flat {
                markdown: false,
                name: own,
            } => own == name,
            _ => false,
        }
    }

    fn is_verbatim(&self) -> bool {
        self.is_element("pre")
    }
}

/// What no font has and no reader sees.
pub(crate) fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
        || is_noncharacter(c)
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
    }
}

fn plain_code(info: &str, code: &str) -> BlockKind {
    let language = language_of(info);
    // What cannot be read there has been reported by the preprocessor that knows it.
    let CodeInfo { tab, title, .. } = CodeInfo::of(info).unwrap_or_default();
    let caption: Vec<String> = [tab, title].into_iter().flatten().collect();
    let code = shown_code(language, code);
    BlockKind::Code {
        caption: caption.join(": "),
        language: language.to_owned(),
        text: code.trim_end_matches('\n').to_owned(),
    }
}

/// The text of a code block, as it came.
fn code_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if let Piece::Inline(Inline::Text(piece)) = piece {
            text.push_str(piece);
        }
    }
    text
}

/// The items among the pieces of a list; what else it holds becomes an item of its own.
pub(super) fn items(pieces: Vec<Piece>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut others = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Part(Part::Item(item)) => items.push(item),
            other => others.push(other),
        }
    }
    let body = into_blocks(others, &(0..0));
    if !body.is_empty() {
        let at = body.first().map_or(0..0, |block| block.at.clone());
        items.push(Item {
            at,
            task: None,
            body,
        });
    }
    items
}

/// Terms with the meanings that follow them.
pub(super) fn definitions(pieces: Vec<Piece>) -> Vec<Definition> {
    let mut all: Vec<Definition> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Part(Part::Term { id, term }) => all.push(Definition {
                id,
                term,
                meanings: Vec::new(),
            }),
            Piece::Part(Part::Meaning(meaning)) => {
                if all.is_empty() {
                    all.push(Definition {
                        id: None,
                        term: Vec::new(),
                        meanings: Vec::new(),
                    });
                }
                if let Some(last) = all.last_mut() {
                    last.meanings.push(meaning);
                }
            }
            _ => {}
        }
    }
    all
}

/// A row out of the cells among the pieces.
pub(super) fn row(pieces: Vec<Piece>, head: bool) -> Vec<Piece> {
    let (mut cells, mut all_head): (Row, bool) = (Vec::new(), true);
    for piece in pieces {
        if let Piece::Part(Part::Cell { body, head }) = piece {
            all_head &= head;
            cells.push(body);
        }
    }
    if cells.is_empty() {
        return Vec::new();
    }
    let head = head || all_head;
    vec![Piece::Part(Part::Row { cells, head })]
}

/// A table out of the rows among the pieces. Rows name the columns only where they come first.
pub(super) fn table(alignments: Vec<Alignment>, pieces: Vec<Piece>) -> Table {
    let mut table = Table {
        alignments,
        ..Table::default()
    };
    for piece in pieces {
        if let Piece::Part(Part::Row { cells, head }) = piece {
            if head && table.body.is_empty() {
                table.head.push(cells);
            } else {
                table.body.push(cells);
            }
        }
    }
    let rows = table.head.iter().chain(&table.body);
    let columns = rows.map(Vec::len).max().unwrap_or(0);
    let columns = columns.max(table.alignments.len()).min(MAX_COLUMNS);
    table.alignments.resize(columns, Alignment::Start);
    for row in table.head.iter_mut().chain(&mut table.body) {
        row.resize_with(columns, Vec::new);
    }
    table
}

/// More columns fit on no paper.
const MAX_COLUMNS: usize = 60;
