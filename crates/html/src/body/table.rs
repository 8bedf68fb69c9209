//! Tables: cells aligned by class, heads with a scope.
//!
//! [`Table`] is the table being read. Invariant: no `style` attribute.

use mdbook_markdown::pulldown_cmark::Alignment;

/// The table being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// How many cells of the row have started.
    cells: usize,
    /// Whether the row is the head.
    pub(super) in_head: bool,
    /// The event with which the cell being read starts.
    pub(super) cell_from: usize,
}

impl Table {
    /// A table starts.
    pub(super) fn open(&mut self, alignments: Vec<Alignment>) -> &'static str {
        self.alignments = alignments;
        "<div class=\"table-wrapper\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>"
    }

    /// A row starts.
    pub(super) fn row(&mut self, head: bool) -> &'static str {
        self.in_head = head;
        self.cells = 0;
        if head { "<thead><tr>" } else { "<tr>" }
    }

    /// A cell starts with the event number `from`.
    pub(super) fn cell(&mut self, from: usize) -> &'static str {
        let alignment = self.alignments.get(self.cells);
        self.cells += 1;
        self.cell_from = from;
        match (self.in_head, alignment) {
            (true, Some(Alignment::Center)) => "<th scope=\"col\" class=\"center\">",
            (true, Some(Alignment::Right)) => "<th scope=\"col\" class=\"right\">",
            (true, _) => "<th scope=\"col\">",
            (false, Some(Alignment::Center)) => "<td class=\"center\">",
            (false, Some(Alignment::Right)) => "<td class=\"right\">",
            (false, _) => "<td>",
        }
    }
}
