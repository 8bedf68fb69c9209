//! A table in plain text: [`print()`]. Invariant: columns are as wide as their widest cell.

/// Prints the head and the rows; the first `left` columns are words, the others figures.
pub(super) fn print(left: usize, head: &[&str], rows: &[Vec<String>]) {
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| width(&head, rows, column))
        .collect();
    println!("{}", line(left, &widths, &head));
    println!(
        "{}",
        widths
            .iter()
            .map(|width| "-".repeat(*width))
            .collect::<Vec<_>>()
            .join("  ")
    );
    for row in rows {
        println!("{}", line(left, &widths, row));
    }
}

fn width(head: &[String], rows: &[Vec<String>], column: usize) -> usize {
    let cells = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    cells
        .filter_map(|row| row.get(column))
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(0)
}

fn line(left: usize, widths: &[usize], cells: &[String]) -> String {
    let aligned = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, &width))| {
            if column < left {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
    aligned.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_left_and_figures_right() {
        let cells = ["own".to_owned(), "0.5".to_owned()];
        assert_eq!(line(1, &[5, 4], &cells), "own     0.5");
    }

    #[test]
    fn a_column_is_as_wide_as_its_widest_cell() {
        let head = ["a".to_owned()];
        assert_eq!(width(&head, &[vec!["längste".to_owned()], vec![]], 0), 7);
    }
}
