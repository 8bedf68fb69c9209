//! Columns of cells, from YAML or from a CSV file. Entry points: [`Table`], [`read_file`].
//!
//! Invariant: all columns of a file have the same number of cells.

use super::Load;
use super::MOST_POINTS;
use super::spec::{At, CellText};
use serde_saphyr::Location;

/// Columns in the author's order; the first one holds the places.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
}

/// A column with its name.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) cells: Vec<Cell>,
}

/// A cell as it was written.
pub(super) struct Cell {
    pub(super) text: String,
    /// Its line in a file.
    pub(super) row: usize,
    /// Its place in the fence, if it stands there.
    pub(super) place: Option<Place>,
}

/// A line and a column of the fence, both from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    line: u64,
    column: u64,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, column: 1 }
    }
}

impl Place {
    pub(super) fn at(location: Location) -> Self {
        Self {
            line: location.line(),
            column: location.column(),
        }
    }

    pub(super) fn of<T>(value: &At<T>) -> Self {
        Self::at(value.referenced)
    }

    /// The byte in the fence's text.
    pub(super) fn offset(self, source: &str) -> usize {
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        crate::place::offset(source, number(self.line), number(self.column))
    }
}

impl Cell {
    /// The number that the text is, if it is one with a place on an axis.
    pub(super) fn number(&self) -> Option<f64> {
        self.text
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }
}

impl Table {
    /// A table that stands in the fence.
    pub(super) fn of(columns: &[(String, Vec<At<CellText>>)]) -> Self {
        let cell = |cell: &At<CellText>| Cell {
            text: cell.value.0.clone(),
            row: 0,
            place: Some(Place::of(cell)),
        };
        let column = |(name, cells): &(String, Vec<At<CellText>>)| Column {
            name: name.clone(),
            cells: cells.iter().map(cell).collect(),
        };
        Self {
            columns: columns.iter().map(column).collect(),
        }
    }
}

/// Reads a CSV file with a line of names. The error is a sentence.
pub(super) fn read_file(name: &str, load: Load<'_>) -> Result<Table, String> {
    if !name.to_ascii_lowercase().ends_with(".csv") {
        return Err(format!(
            "`{name}` is no CSV file: its name must end in .csv"
        ));
    }
    let text = load(name)?;
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let names = reader
        .headers()
        .map_err(|error| bad_file(name, &text, &error))?;
    let column = |name: &str| Column {
        name: name.to_owned(),
        cells: Vec::new(),
    };
    let mut columns: Vec<Column> = names.iter().map(column).collect();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| bad_file(name, &text, &error))?;
        if index == MOST_POINTS {
            return Err(format!(
                "{name}: a chart shows at most {MOST_POINTS} values"
            ));
        }
        let row = record.position().map_or(1, |at| line_of(&text, at.byte()));
        for (column, text) in columns.iter_mut().zip(&record) {
            column.cells.push(Cell {
                text: text.to_owned(),
                row,
                place: None,
            });
        }
    }
    Ok(Table { columns })
}

/// The line of a record. The reader's own count stops at blank lines and comments before it.
fn line_of(text: &str, byte: u64) -> usize {
    let start = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
    let skipped = |line: &&str| line.trim().is_empty() || line.starts_with('#');
    before.matches('\n').count() + after.lines().take_while(skipped).count() + 1
}

fn bad_file(name: &str, text: &str, error: &csv::Error) -> String {
    let line = error.position().map_or(1, |at| line_of(text, at.byte()));
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{name}, line {line}: {len} cells where the first line has {expected_len}"),
        _ => format!("{name}, line {line}: this is no CSV"),
    }
}
