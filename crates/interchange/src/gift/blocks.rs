//! The questions of a GIFT file as pieces of text.
//!
//! [`blocks`] is the entry point. Invariant: every line that is neither empty nor a comment is part
//! of exactly one block.

use std::ops::Range;

/// A question, a category, or a description.
#[derive(Debug, Default)]
pub(super) struct Block<'s> {
    /// Its lines with their places, comments left out.
    pub(super) lines: Vec<(usize, &'s str)>,
    /// The comments in it, which may name its id and tags.
    pub(super) comments: Vec<(usize, &'s str)>,
}

impl Block<'_> {
    /// From its first line to its last.
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.lines.first().map_or(0, |(at, _)| *at);
        let end = self
            .lines
            .last()
            .map_or(start, |(at, line)| at + line.len());
        start..end
    }
}

/// The blocks of a file, in order: what empty lines part.
pub(super) fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut block = Block::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let (start, text) = match text.strip_prefix('\u{feff}') {
            Some(text) if at == 0 => ('\u{feff}'.len_utf8(), text),
            _ => (at, text),
        };
        let word = text.trim_start();
        if word.is_empty() {
            finish(&mut block, &mut blocks);
        } else if word.starts_with("//") {
            block.comments.push((start, text));
        } else if word.starts_with("$CATEGORY:") {
            // Some writers leave out the empty lines around it.
            finish(&mut block, &mut blocks);
            block.lines.push((start, text));
            finish(&mut block, &mut blocks);
        } else {
            block.lines.push((start, text));
        }
        at += line.len();
    }
    finish(&mut block, &mut blocks);
    blocks
}

/// Comments that stand alone belong to nothing.
fn finish<'s>(block: &mut Block<'s>, blocks: &mut Vec<Block<'s>>) {
    let block = std::mem::take(block);
    if !block.lines.is_empty() {
        blocks.push(block);
    }
}
