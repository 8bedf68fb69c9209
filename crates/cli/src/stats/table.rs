//! A table in plain text: [`Table`]. Invariant: columns are as wide as their widest cell.

use std::fmt;

/// Names at the left, numbers at the right.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with this head.
    pub(super) fn new(head: &[&str]) -> Table {
        let head = head.iter().map(|cell| (*cell).to_owned());
        Table {
            rows: vec![head.collect()],
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, name: &str, numbers: &[usize]) {
        let numbers = numbers.iter().map(ToString::to_string);
        let row = std::iter::once(name.to_owned()).chain(numbers);
        self.rows.push(row.collect());
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate() {
                let width = self.width(column);
                match column {
                    0 => write!(f, "{cell:<width$}")?,
                    _ => write!(f, "  {cell:>width$}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn names_stand_left_and_numbers_right() {
        let mut table = Table::new(&["Type", "questions"]);
        table.row("längste", &[5]);
        table.row("a", &[12345678901]);
        let expected = "Type       questions\nlängste            5\na        12345678901\n";
        assert_eq!(table.to_string(), expected);
    }
}
