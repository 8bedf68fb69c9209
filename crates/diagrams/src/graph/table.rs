//! Boxes with compartments: classes, entities, states with a description. Entry point: [`Table`].
//!
//! Invariant: all cells of a column share one left edge, and the table is as wide as its widest row.

use crate::geometry::{Point, Rect, Size};
use crate::label::Label;
use crate::paint::Role;
use crate::svg::{Anchor, Path, Svg};

/// One line of cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Label>,
    /// The cell that counts; the others are set back.
    pub(crate) main: usize,
}

/// Rows between two rules.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Section {
    pub(crate) rows: Vec<Row>,
}

/// A box with a title and sections of rows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    /// Centred lines of the head, such as a stereotype and a name.
    pub(crate) head: Vec<Label>,
    pub(crate) sections: Vec<Section>,
}

const PAD: f64 = 12.0;
const PAD_Y: f64 = 6.0;
const COLUMN_GAP: f64 = 14.0;
/// Room for a wider font than the measured ones, as a share of a cell.
const SLACK: f64 = 1.06;

impl Table {
    /// Room for head and rows.
    pub(crate) fn size(&self) -> Size {
        let columns = self.columns();
        let gaps = COLUMN_GAP * columns.len().saturating_sub(1) as f64;
        let rows: f64 = columns.iter().sum::<f64>() + gaps;
        let head = self
            .head
            .iter()
            .map(|label| label.width * SLACK)
            .fold(0.0, f64::max);
        let sections: f64 = self.sections.iter().map(section_height).sum();
        Size::new(
            rows.max(head).max(60.0) + 2.0 * PAD,
            self.head_height() + sections,
        )
    }

    fn head_height(&self) -> f64 {
        self.head.iter().map(Label::height).sum::<f64>() + 2.0 * PAD_Y
    }

    fn columns(&self) -> Vec<f64> {
        let rows = self.sections.iter().flat_map(|section| &section.rows);
        let mut widths: Vec<f64> = Vec::new();
        for row in rows {
            widths.resize(widths.len().max(row.cells.len()), 0.0);
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = width.max(cell.width * SLACK);
            }
        }
        widths
    }

    /// Draws box, rules and texts.
    pub(crate) fn draw(&self, svg: &mut Svg, rect: &Rect, role: Role) {
        svg.rect(role, rect, 6.0);
        let mut y = rect.top + PAD_Y;
        for (index, line) in self.head.iter().enumerate() {
            let role = if index + 1 < self.head.len() {
                Role::LabelMuted
            } else {
                Role::NodeTitle
            };
            svg.label(
                role,
                Point::new(rect.centre().x, y + line.height() / 2.0),
                Anchor::Middle,
                line,
            );
            y += line.height();
        }
        y += PAD_Y;
        let columns = self.columns();
        for section in &self.sections {
            let rule = [Point::new(rect.left, y), Point::new(rect.right, y)];
            svg.path(Role::NodeLine, &Path::lines(&rule));
            draw_rows(
                svg,
                section,
                &columns,
                Point::new(rect.left + PAD, y + PAD_Y),
            );
            y += section_height(section);
        }
    }
}

fn section_height(section: &Section) -> f64 {
    section.rows.iter().map(row_height).sum::<f64>() + 2.0 * PAD_Y
}

fn row_height(row: &Row) -> f64 {
    row.cells.iter().map(Label::height).fold(0.0, f64::max)
}

fn draw_rows(svg: &mut Svg, section: &Section, columns: &[f64], start: Point) {
    let mut y = start.y;
    for row in &section.rows {
        let height = row_height(row);
        let mut x = start.x;
        for (index, (cell, width)) in row.cells.iter().zip(columns).enumerate() {
            let role = if index != row.main {
                Role::LabelMuted
            } else {
                Role::Label
            };
            svg.label(role, Point::new(x, y + height / 2.0), Anchor::Start, cell);
            x += width + COLUMN_GAP;
        }
        y += height;
    }
}
