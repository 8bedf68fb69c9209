//! Tables.
//!
//! Typst shares room out by fractions without regard to the longest word of a column, and lets a
//! word that is too long run into the next one. So the widths are worked out here, in letters.

use super::Emitter;
use super::quiz::is_short;
use crate::tree::{Alignment, Block, BlockKind, Inline, Row, Table, plain};

/// Letters that the room between two columns takes.
const GAP: usize = 3;
/// Letters of a cell that is not broken over two pages.
const LONGEST_CELL: usize = 400;
/// Lines of a table that is not broken over two pages.
const LINES_WHOLE: usize = 16;
/// The letters of a table are smaller than those of the text.
const SCALE: f64 = 1.08;

impl Emitter<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let count = table.alignments.len();
        if count == 0 {
            return self.code("[]");
        }
        let room = (self.columns() as f64 * SCALE) as usize;
        let room = room.saturating_sub(GAP * count).max(count * 3);
        let needs: Vec<Need> = (0..count).map(|column| Need::of(table, column)).collect();
        let widths = shared_out(&needs, room);
        self.code("grid-of((");
        for width in widths.as_deref().unwrap_or_default() {
            self.code(&format!("{}fr,", width + GAP));
        }
        if widths.is_none() {
            self.code(&"auto,".repeat(count));
        }
        self.code("), (");
        for alignment in &table.alignments {
            self.code(match alignment {
                Alignment::Start => "start,",
                Alignment::Center => "center,",
                Alignment::End => "end,",
            });
        }
        self.code("), (");
        let limits: Vec<usize> = match &widths {
            Some(widths) => widths.clone(),
            None => vec![room; count],
        };
        let names_nothing = table.head.iter().flatten().all(Vec::is_empty);
        if !names_nothing {
            self.rows(&table.head, &limits);
        }
        self.code("), (");
        self.rows(&table.body, &limits);
        let rows = table.head.iter().chain(&table.body);
        let is_short = rows.flatten().all(|cell| is_short(cell, LONGEST_CELL));
        let is_whole = lines(table, &limits) <= LINES_WHOLE;
        self.code(&format!("), {}, {is_whole})", !is_short));
    }

    fn rows(&mut self, rows: &[Row], widths: &[usize]) {
        // A cell is as narrow as its column, for what stands in it.
        let outer = self.indent;
        let columns = self.shared.measures.text_columns();
        for row in rows {
            for (cell, width) in row.iter().zip(widths) {
                self.indent = columns.saturating_sub(*width);
                match cell.as_slice() {
                    [] => self.code("[]"),
                    cell => self.compact(cell),
                }
                self.code(",");
            }
        }
        self.indent = outer;
    }
}

/// What a column needs, in letters.
#[derive(Debug, Clone, Copy)]
struct Need {
    /// For its longest word.
    word: usize,
    /// For its longest cell on one line.
    line: usize,
}

impl Need {
    fn of(table: &Table, column: usize) -> Need {
        let mut need = Need { word: 1, line: 1 };
        let rows = table.head.iter().chain(&table.body);
        for cell in rows.filter_map(|row| row.get(column)) {
            let mut line = 0;
            for block in cell {
                block.walk(&mut |block: &Block| {
                    let own = Need::of_block(block);
                    need.word = need.word.max(own.word);
                    line += own.line;
                });
            }
            need.line = need.line.max(line);
        }
        need
    }

    /// What the text of the block itself needs.
    fn of_block(block: &Block) -> Need {
        if let BlockKind::Code { text, .. } = &block.kind {
            let longest = text.lines().map(|line| line.chars().count()).max();
            let longest = wider(longest.unwrap_or(0));
            return Need {
                word: longest,
                line: longest,
            };
        }
        let mut need = Need { word: 0, line: 0 };
        for inlines in block.inlines() {
            let text = plain(inlines);
            need.line += text.chars().count();
            let words = text.split_whitespace().map(|word| word.chars().count());
            need.word = words.fold(need.word, usize::max);
            crate::tree::walk_inlines(inlines, &mut |inline| {
                if let Inline::Code(code) = inline {
                    let letters = code.chars().count();
                    need.line += wider(letters) - letters;
                    let words = code
                        .split_whitespace()
                        .map(|word| wider(word.chars().count()));
                    need.word = words.fold(need.word, usize::max);
                }
                if let Inline::Link { to, .. } = inline
                    && !to.contains("://")
                {
                    // The page's number stands behind it.
                    need.line += "(page 100)".len();
                }
            });
        }
        need
    }
}

/// The lines that a table takes, about, with columns of these widths.
fn lines(table: &Table, widths: &[usize]) -> usize {
    let of_cell = |(cell, width): (&Vec<Block>, &usize)| {
        let letters: usize = cell
            .iter()
            .map(|block| {
                let mut letters = 0;
                block.walk(&mut |block: &Block| letters += Need::of_block(block).line);
                letters
            })
            .sum();
        letters.div_ceil((*width).max(1)).max(1)
    };
    let rows = table.head.iter().chain(&table.body);
    let of_row = rows.map(|row| row.iter().zip(widths).map(of_cell).max().unwrap_or(1));
    of_row.sum()
}

/// Letters of code as letters of text: they are a fifth wider.
fn wider(letters: usize) -> usize {
    letters + letters.div_ceil(5)
}

/// The widths of the columns; `None` if each has room for its longest line.
fn shared_out(needs: &[Need], room: usize) -> Option<Vec<usize>> {
    let lines: usize = needs.iter().map(|need| need.line).sum();
    if lines <= room {
        return None;
    }
    // Where long words would leave no room for text, no word needs more than is fair: it may be
    // broken.
    let fair = (room / needs.len()).max(4);
    let words = needs.iter().map(|need| need.word);
    let is_tight = words.clone().sum::<usize>() > room * 4 / 5;
    let least: Vec<usize> = words
        .map(|word| {
            if is_tight {
                word.min(fair * 9 / 10)
            } else {
                word
            }
        })
        .map(|width| width.max(3))
        .collect();
    let rest = room.saturating_sub(least.iter().sum());
    let wants: Vec<f64> = needs
        .iter()
        .zip(&least)
        .map(|(need, least)| (need.line.saturating_sub(*least) as f64).sqrt())
        .collect();
    let sum: f64 = wants.iter().sum::<f64>().max(1.0);
    let widths = least.iter().zip(&wants).zip(needs);
    Some(
        widths
            .map(|((least, want), need)| {
                let more = (rest as f64 * want / sum) as usize;
                (least + more).min(need.line.max(*least)).max(3)
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_gets_its_room() {
        let need = |word, line| Need { word, line };
        assert_eq!(shared_out(&[need(5, 20), need(5, 20)], 60), None);
        let widths = shared_out(&[need(20, 20), need(8, 400)], 60).unwrap();
        assert!(widths[0] >= 20, "{widths:?}");
        assert!(widths.iter().sum::<usize>() <= 60, "{widths:?}");
    }
}
