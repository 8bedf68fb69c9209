//! Lines and columns to bytes and back. Entry points: [`position`], [`offset`].
//!
//! Invariant: lines and columns count from 1, columns in characters; an offset is a character's
//! boundary inside the text or its end.

/// Line and column of a byte offset.
pub(crate) fn position(source: &str, offset: usize) -> (usize, usize) {
    let before = source.char_indices().take_while(|(at, _)| *at < offset);
    before.fold((1, 1), |(line, column), (_, c)| match c {
        '\n' => (line + 1, 1),
        _ => (line, column + 1),
    })
}

/// The byte offset of a line and a column; behind the end of a line is its end.
pub(crate) fn offset(source: &str, line: usize, column: usize) -> usize {
    let mut lines = source.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = lines.next().unwrap_or_default();
    let within = line.chars().take(column.saturating_sub(1));
    before + within.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let source = "äb\n日本x";
        assert_eq!(position(source, 0), (1, 1));
        assert_eq!(position(source, 2), (1, 2));
        assert_eq!(position(source, 4), (2, 1));
        assert_eq!(position(source, 10), (2, 3));
        assert_eq!(
            position(source, 1),
            (1, 2),
            "inside a character counts as after it"
        );
        assert_eq!(position(source, 999), (2, 4));
    }

    #[test]
    fn offsets_are_the_way_back() {
        let source = "äb\n日本x\n";
        for (at, _) in source.char_indices() {
            let (line, column) = position(source, at);
            assert_eq!(offset(source, line, column), at);
        }
        assert_eq!(offset(source, 1, 99), 4);
        assert_eq!(offset(source, 99, 1), source.len());
        assert_eq!(offset("", 0, 0), 0);
    }
}
