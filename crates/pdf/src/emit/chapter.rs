//! Chapters and their headings.
//!
//! [`Emitter::chapter`] is the entry point. Invariants: a chapter begins with a heading, its own or
//! else its name; levels are never skipped; only what stands directly in a chapter floats.

use super::image::Stand;
use super::{Emitter, Mark};
use crate::book::Chapter;
use crate::links::is_glossary;
use crate::tree::{Block, BlockKind, Heading, Inline, Item, List, Marks, plain};

/// Letters of a chapter before which no diagram floats: it could go to the head of the page, above
/// the chapter's heading.
const OPENING: usize = 1_500;
/// Letters of a text that stays with the diagram behind it.
const LEAD: usize = 300;
/// Letters of references that are not broken over two pages; and how many of a longer list are not.
const LETTERS_WHOLE: usize = 1_200;
const LAST_REFERENCES: usize = 3;

impl Emitter<'_> {
    /// A chapter, whose heading has the level `base`. The first heading of the text is the
    /// chapter's; if there is none before other text, its name in `SUMMARY.md` is.
    pub(crate) fn chapter(&mut self, place: usize, base: u8) {
        let shared = self.shared;
        let Some(chapter) = shared.book.all.get(place) else {
            return;
        };
        self.chapter = place;
        self.notes.clear();
        self.used.clear();
        self.base = base.clamp(1, 6);
        self.level = self.base;
        let mut blocks = chapter.tree.blocks.as_slice();
        let first = blocks
            .iter()
            .position(|block| !matches!(block.kind, BlockKind::Anchor(_)));
        match first.and_then(|first| blocks.get(first)) {
            Some(Block {
                kind: BlockKind::Heading(heading),
                at,
            }) => {
                let (before, after) = blocks.split_at(first.unwrap_or(0));
                self.anchors(before);
                self.shift = base as i8 - heading.level as i8;
                self.line_of(at);
                self.at = at.clone();
                let written = [Inline::Text(plain(&heading.title))];
                let title = match self.is_refused(at) {
                    true => written.as_slice(),
                    false => heading.title.as_slice(),
                };
                self.chapter_heading(chapter, heading.id.as_deref(), title);
                blocks = after.get(1..).unwrap_or_default();
            }
            _ => {
                self.shift = base as i8 - 1;
                self.line_of(&(0..0));
                let title = [Inline::Text(chapter.name.clone())];
                self.chapter_heading(chapter, None, &title);
            }
        }
        self.chapter_blocks(blocks);
    }

    fn chapter_heading(&mut self, chapter: &Chapter, id: Option<&str>, title: &[Inline]) {
        let start = self.label_of("");
        let own = id.and_then(|id| self.label_of(id));
        self.head(
            self.base,
            &chapter.number,
            own,
            start.into_iter().collect(),
            title,
        );
    }

    /// A heading with its labels: its own, and others that stand before it.
    fn head(
        &mut self,
        level: u8,
        number: &str,
        label: Option<String>,
        mut others: Vec<String>,
        title: &[Inline],
    ) {
        others.append(&mut self.pending);
        crate::tree::walk_inlines(title, &mut |inline| {
            if let Inline::Anchor(id) = inline {
                let label = format!("{}#{id}", self.chapter);
                if self.labels.insert(label.clone()) {
                    others.push(label);
                }
            }
        });
        self.code(&format!("head({level}, "));
        self.text(number);
        self.code(", ");
        self.label(label.as_deref());
        self.code(", (");
        for label in others {
            self.name(&label);
            self.code(",");
        }
        self.code("), ");
        let was = std::mem::replace(&mut self.is_plain, true);
        if plain(title).trim().is_empty() {
            self.text("—");
        } else {
            self.inlines(title);
        }
        self.is_plain = was;
        self.code(")");
    }

    /// The blocks of a chapter behind its heading. Among them large diagrams may float, and what the
    /// chapter rests on closes it in smaller letters.
    fn chapter_blocks(&mut self, blocks: &[Block]) {
        let (text, references) = match self.references_in(blocks) {
            Some((list, before)) => (before, Some(list)),
            None => (blocks, None),
        };
        let floating = floating(text);
        for (place, block) in text.iter().enumerate() {
            self.line_of(&block.at);
            match &block.kind {
                BlockKind::Diagram(diagram) if !self.is_refused(&block.at) => {
                    self.at = block.at.clone();
                    self.flush();
                    let stand = match floating.contains(&place) {
                        true => Stand::Floats,
                        false => Stand::Here,
                    };
                    self.diagram(diagram, &block.at, stand);
                }
                BlockKind::Paragraph(_)
                    if leads(text, place) && !floating.contains(&(place + 1)) =>
                {
                    self.code("leading(");
                    self.block(block);
                    self.code(")");
                }
                _ => self.block(block),
            }
        }
        self.flush();
        if let Some(list) = references {
            self.references(list);
        }
    }

    /// The list that a chapter rests on. A short one is not broken over two pages, and of a long one
    /// the end is not.
    fn references(&mut self, list: &List) {
        let letters = |items: &[Item]| -> usize {
            let blocks = items.iter().flat_map(|item| &item.body);
            blocks.map(letters_of).sum()
        };
        let all = list.items.len();
        let ends = [all, LAST_REFERENCES.min(all)].into_iter();
        let mut ends = ends.filter(|&kept| {
            let end = list.items.get(all - kept..).unwrap_or_default();
            letters(end) <= LETTERS_WHOLE
        });
        let kept = ends.next().unwrap_or(0);
        self.line();
        self.code(&format!("references(tight: {}, kept: {kept}", list.tight));
        self.item_bodies(list.tight, &list.items);
        self.code(")");
    }

    /// The list that a chapter rests on, and the blocks before it: a section at its end that is one
    /// list of texts without numbers or boxes.
    fn references_in<'b>(&self, blocks: &'b [Block]) -> Option<(&'b List, &'b [Block])> {
        let (last, before) = blocks.split_last()?;
        let BlockKind::List(list) = &last.kind else {
            return None;
        };
        let is_section = matches!(before.last()?.kind, BlockKind::Heading(_));
        let is_plain = list.marks == Marks::Bullets
            && !list.items.is_empty()
            && list
                .items
                .iter()
                .all(|item| item.task.is_none() && is_text(&item.body));
        (is_section && is_plain && !self.is_refused(&last.at)).then_some((list, before))
    }

    /// A heading of a section. Levels are never skipped, as readers without sight count on that.
    pub(super) fn heading(&mut self, heading: &Heading) {
        let wanted = heading.level as i8 + self.shift;
        let lowest = self.base.saturating_add(1).min(6);
        let level = u8::try_from(wanted).unwrap_or(1);
        let level = level.min(self.level.saturating_add(1)).max(lowest).min(6);
        self.level = level;
        let label = heading.id.as_deref().and_then(|id| self.label_of(id));
        let chapter = self.shared.book.all.get(self.chapter);
        // The terms of a glossary would fill pages of the contents; the index lists them.
        if chapter.is_some_and(is_glossary) {
            self.mark_entry(heading, label.as_deref());
            self.code("unlisted-");
        }
        self.head(level, "", label, Vec::new(), &heading.title);
    }

    /// Marks an entry of the glossary for the index.
    fn mark_entry(&mut self, heading: &Heading, label: Option<&str>) {
        if let Some(label) = label {
            self.sheet.terms.push(Mark {
                chapter: self.chapter,
                term: plain(&heading.title),
                label: label.to_owned(),
                defines: true,
            });
        }
    }

    fn anchors(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Anchor(id) = &block.kind {
                let label = self.label_of(id);
                self.pending.extend(label);
            }
        }
    }
}

/// The places of the diagrams that may float.
fn floating(blocks: &[Block]) -> Vec<usize> {
    let mut letters = 0;
    let mut floating = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        if matches!(block.kind, BlockKind::Diagram(_))
            && letters > OPENING
            && may_leave(before, blocks.get(place + 1))
        {
            floating.push(place);
        }
        letters += letters_of(block);
    }
    floating
}

/// Whether this is a short text that a diagram follows: it stays with it, and the heading before it
/// does.
fn leads(blocks: &[Block], place: usize) -> bool {
    let is_short = |block: &Block| letters_of(block) <= LEAD;
    let is_diagram = |block: &Block| matches!(block.kind, BlockKind::Diagram(_));
    blocks.get(place).is_some_and(is_short) && blocks.get(place + 1).is_some_and(is_diagram)
}

/// Whether a diagram may stand elsewhere than between these blocks: none announces it, and none
/// begins with what is shown beside it.
fn may_leave(before: Option<&Block>, after: Option<&Block>) -> bool {
    let announces = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => plain(text).trim_end().ends_with(':'),
        BlockKind::Heading(_) | BlockKind::Anchor(_) => true,
        _ => false,
    };
    let belongs = |block: &Block| {
        matches!(
            block.kind,
            BlockKind::Code { .. } | BlockKind::Diagram(_) | BlockKind::Image(_)
        )
    };
    before.is_some_and(|block| !announces(block)) && after.is_some_and(|block| !belongs(block))
}

fn is_text(blocks: &[Block]) -> bool {
    let mut blocks = blocks.iter();
    blocks.all(|block| matches!(block.kind, BlockKind::Paragraph(_)))
}

/// The letters of a block's text.
fn letters_of(block: &Block) -> usize {
    let mut letters = 0;
    block.walk(&mut |block| {
        if let BlockKind::Code { text, .. } = &block.kind {
            letters += text.len();
        }
        for inlines in block.inlines() {
            letters += plain(inlines).len();
        }
    });
    letters
}
