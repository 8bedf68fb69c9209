//! Blocks.

use super::Emitter;
use super::image::Stand;
use crate::tree::{Block, BlockKind, Callout, ids_in};
use std::ops::Range;

/// Letters by which a frame, an item of a list, a quotation narrows the text.
pub(super) const INDENT: usize = 4;

impl Emitter<'_> {
    /// Blocks, each on lines of its own.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.line_of(&block.at);
            self.block(block);
        }
        self.flush();
    }

    /// Blocks as one value.
    pub(super) fn body(&mut self, blocks: &[Block]) {
        self.code("{");
        self.blocks(blocks);
        self.code("}");
    }

    /// Blocks as one value, of which the first paragraph stands without the space around it.
    pub(super) fn compact(&mut self, blocks: &[Block]) {
        self.code("{");
        let mut rest = blocks;
        if let Some((
            Block {
                at,
                kind: BlockKind::Paragraph(inlines),
            },
            after,
        )) = rest.split_first()
            && !self.is_refused(at)
        {
            self.line_of(at);
            self.at = at.clone();
            self.waiting();
            self.inlines(inlines);
            rest = after;
        }
        self.blocks(rest);
        self.code("}");
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.at = block.at.clone();
        if self.is_refused(&block.at) {
            return self.as_written(block);
        }
        match &block.kind {
            BlockKind::Anchor(id) => {
                let label = self.label_of(id);
                self.pending.extend(label);
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Group(body) => self.blocks(body),
            BlockKind::Paragraph(inlines) => {
                self.code("par(");
                let waits = !self.pending.is_empty();
                if waits {
                    self.code("{");
                    self.waiting();
                }
                self.inlines(inlines);
                self.code(if waits { "})" } else { ")" });
            }
            kind => {
                self.flush();
                self.other(block, kind);
            }
        }
    }

    /// Whether Typst has refused what was written there.
    pub(super) fn is_refused(&self, at: &Range<usize>) -> bool {
        self.shared.refused.contains(&self.origin(at))
    }

    fn other(&mut self, block: &Block, kind: &BlockKind) {
        match kind {
            BlockKind::Code {
                caption,
                language,
                text,
            } => self.captioned_code(caption, language, text),
            BlockKind::Quote(body) => self.framed("quotation(", body),
            BlockKind::Callout { kind, body } => self.callout(*kind, body),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(all) => self.definitions(all),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure { body, caption } => {
                self.code("figured(");
                self.body(body);
                self.code(", ");
                self.inlines(caption);
                self.code(")");
            }
            BlockKind::Details { summary, body } => {
                self.code("details(");
                self.inlines(summary);
                self.code(", ");
                self.indented(body);
                self.code(")");
            }
            BlockKind::Image(image) => self.block_image(image),
            BlockKind::Diagram(diagram) => self.diagram(diagram, &block.at, Stand::Here),
            BlockKind::Quiz(quiz) => self.quiz(quiz),
            BlockKind::Formula(tex) => self.formula_block(tex),
            BlockKind::Rule => self.code("rule()"),
            BlockKind::Ruled => self.code("ruled()"),
            BlockKind::Anchor(_)
            | BlockKind::Heading(_)
            | BlockKind::Group(_)
            | BlockKind::Paragraph(_) => {}
        }
    }

    /// A block that Typst could not set: its text as it was written. Its ids stay.
    fn as_written(&mut self, block: &Block) {
        for id in ids_in(block) {
            let label = self.label_of(&id);
            self.pending.extend(label);
        }
        self.flush();
        let markdown = self
            .shared
            .book
            .all
            .get(self.chapter)
            .map(|chapter| chapter.markdown.as_str());
        let text = markdown
            .and_then(|markdown| markdown.get(block.at.clone()))
            .unwrap_or_default();
        let text: String = text.chars().take(4_000).collect();
        self.code("code(");
        self.text(text.trim());
        self.code(", none, true, true)");
    }

    /// Anchors that no heading or paragraph follows.
    pub(super) fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.line();
            self.code("{");
            self.waiting();
            self.code("}");
            self.line();
        }
    }

    /// The anchors that wait.
    fn waiting(&mut self) {
        for label in std::mem::take(&mut self.pending) {
            self.code("anchor(");
            self.name(&label);
            self.code(");");
        }
    }

    fn framed(&mut self, function: &str, body: &[Block]) {
        self.code(function);
        self.indented(body);
        self.code(")");
    }

    pub(super) fn indented(&mut self, body: &[Block]) {
        self.indent += INDENT;
        self.body(body);
        self.indent -= INDENT;
    }

    fn callout(&mut self, kind: Callout, body: &[Block]) {
        let (name, word) = match kind {
            Callout::Note => ("note", "callout_note"),
            Callout::Tip => ("tip", "callout_tip"),
            Callout::Important => ("important", "callout_important"),
            Callout::Warning => ("warning", "callout_warning"),
            Callout::Caution => ("caution", "callout_caution"),
        };
        self.code("callout(");
        self.name(name);
        self.code(", ");
        let word = self.shared.say(word, &[]);
        self.text(&word);
        self.code(", ");
        self.indented(body);
        self.code(")");
    }
}
