//! What an open element has gathered so far, and how that becomes blocks or running text.
//!
//! Markdown and HTML nest in ways of which neither knows: a `div` may hold words and paragraphs, a
//! `span` a list. So an element gathers [`Piece`]s of both kinds, and says only when it closes what
//! it needs. Invariant: no text is lost on the way; blank space between blocks is.

use super::{Alignment, Block, BlockKind, Definition, Inline, Item, Row, Table};
use std::ops::Range;

/// A part of an element's content.
#[derive(Debug)]
pub(super) enum Piece {
    /// Running text.
    Inline(Inline),
    /// A block.
    Block(Block),
    /// What only a certain parent understands.
    Part(Part),
}

/// What only a certain parent understands: an item its list, a cell its row.
#[derive(Debug)]
pub(super) enum Part {
    /// Of a list.
    Item(Item),
    /// Of a table.
    Row {
        /// Its cells.
        cells: Row,
        /// Whether it names the columns.
        head: bool,
    },
    /// Of a row.
    Cell {
        /// What it holds.
        body: Vec<Block>,
        /// Whether it names something.
        head: bool,
    },
    /// Of a definition list.
    Term {
        /// Its id.
        id: Option<String>,
        /// The term.
        term: Vec<Inline>,
    },
    /// Of a definition list: what the last term means.
    Meaning(Vec<Block>),
    /// Of a figure or a table.
    Caption(Vec<Inline>),
    /// Of a box that opens on demand.
    Summary(Vec<Inline>),
}

impl Part {
    /// What is shown of it without its parent.
    fn into_blocks(self, at: &Range<usize>) -> Vec<Block> {
        match self {
            Part::Item(item) => item.body,
            Part::Row { cells, .. } => cells.into_iter().flatten().collect(),
            Part::Cell { body, .. } | Part::Meaning(body) => body,
            Part::Term { term: run, .. } | Part::Caption(run) | Part::Summary(run) => vec![Block {
                at: at.clone(),
                kind: paragraph(run),
            }],
        }
    }
}

/// The pieces as blocks: runs of inlines become paragraphs.
pub(super) fn into_blocks(pieces: Vec<Piece>, at: &Range<usize>) -> Vec<Block> {
    let (mut blocks, mut run) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Inline(inline) => run.push(inline),
            Piece::Block(block) => {
                end_run(&mut run, &mut blocks, at);
                blocks.push(block);
            }
            Piece::Part(part) => {
                end_run(&mut run, &mut blocks, at);
                blocks.extend(part.into_blocks(at));
            }
        }
    }
    end_run(&mut run, &mut blocks, at);
    blocks
}

fn end_run(run: &mut Vec<Inline>, blocks: &mut Vec<Block>, at: &Range<usize>) {
    let mut text = Vec::new();
    for inline in std::mem::take(run) {
        match inline {
            Inline::Formula { tex, display: true } => {
                end_text(&mut text, blocks, at);
                blocks.push(Block {
                    at: at.clone(),
                    kind: BlockKind::Formula(tex),
                });
            }
            inline => text.push(inline),
        }
    }
    end_text(&mut text, blocks, at);
}

fn end_text(text: &mut Vec<Inline>, blocks: &mut Vec<Block>, at: &Range<usize>) {
    let text = trimmed(std::mem::take(text));
    if text.is_empty() {
        return;
    }
    blocks.push(Block {
        at: at.clone(),
        kind: paragraph(text),
    });
}

/// A paragraph; a picture or an anchor that is all of it stands alone.
pub(super) fn paragraph(mut run: Vec<Inline>) -> BlockKind {
    if let [Inline::Image(_) | Inline::Anchor(_)] = run.as_slice() {
        match run.pop() {
            Some(Inline::Image(image)) => return BlockKind::Image(image),
            Some(Inline::Anchor(id)) => return BlockKind::Anchor(id),
            other => run.extend(other),
        }
    }
    BlockKind::Paragraph(run)
}

/// The pieces as running text: blocks give theirs, apart by a blank.
pub(super) fn into_inlines(pieces: Vec<Piece>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Inline(inline) => inlines.push(inline),
            Piece::Block(block) => flatten(block, &mut inlines),
            Piece::Part(part) => flatten_all(part.into_blocks(&(0..0)), &mut inlines),
        }
    }
    inlines
}

fn flatten(block: Block, inlines: &mut Vec<Inline>) {
    if !inlines.is_empty() {
        inlines.push(Inline::Text(" ".to_owned()));
    }
    match block.kind {
        BlockKind::Paragraph(own) => inlines.extend(own),
        BlockKind::Formula(tex) => inlines.push(Inline::Formula { tex, display: true }),
        BlockKind::Heading(heading) => {
            inlines.extend(heading.id.map(Inline::Anchor));
            inlines.extend(heading.title);
        }
        BlockKind::Anchor(id) => inlines.push(Inline::Anchor(id)),
        BlockKind::Code { text, .. } => inlines.push(Inline::Code(text)),
        BlockKind::Image(image) => inlines.push(Inline::Image(image)),
        BlockKind::Quote(body) | BlockKind::Group(body) | BlockKind::Callout { body, .. } => {
            flatten_all(body, inlines)
        }
        BlockKind::Figure { body, caption } => {
            flatten_all(body, inlines);
            inlines.extend(caption);
        }
        BlockKind::Details { summary, body } => {
            inlines.extend(summary);
            flatten_all(body, inlines);
        }
        BlockKind::List(list) => {
            for item in list.items {
                flatten_all(item.body, inlines);
            }
        }
        BlockKind::Definitions(all) => {
            for definition in all {
                inlines.extend(definition.term);
                definition
                    .meanings
                    .into_iter()
                    .for_each(|meaning| flatten_all(meaning, inlines));
            }
        }
        BlockKind::Table(table) => {
            let cells = table.head.into_iter().chain(table.body).flatten();
            cells.for_each(|cell| flatten_all(cell, inlines));
        }
        // These are made of whole fences, which stand in no running text.
        BlockKind::Diagram(_) | BlockKind::Quiz(_) | BlockKind::Rule | BlockKind::Ruled => {}
    }
}

fn flatten_all(blocks: Vec<Block>, inlines: &mut Vec<Inline>) {
    for block in blocks {
        flatten(block, inlines);
    }
}

/// Running text without blank space at its ends; nothing if that is all there is.
pub(super) fn trimmed(mut run: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Text(text)) = run.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        run.pop();
    }
    let mut first = 0;
    while let Some(Inline::Text(text)) = run.get_mut(first) {
        *text = text.trim_start().to_owned();
        if !text.is_empty() {
            break;
        }
        first += 1;
    }
    run.drain(..first);
    run
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
