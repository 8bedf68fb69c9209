//! The lines that an error message names: [`named`].

/// The numbers of lines of `file` that the message names; of any file, if it never names this one.
pub(super) fn named(message: &str, file: &str) -> Vec<u32> {
    let behind_file = numbers_behind(message, file);
    if behind_file.is_empty() {
        numbers_behind(message, "line")
    } else {
        behind_file
    }
}

/// The first number soon behind each of these words: `main.py", line 3`, `main.rs:3:5`.
fn numbers_behind(message: &str, word: &str) -> Vec<u32> {
    let pieces = message.split(word).skip(1);
    let numbers = pieces.filter_map(|piece| {
        let digits = piece.trim_start_matches([':', ' ', '"', '\'', ',', '(']);
        let digits = digits.strip_prefix("line").unwrap_or(digits).trim_start();
        let end = digits.find(|c: char| !c.is_ascii_digit());
        digits[..end.unwrap_or(digits.len())].parse().ok()
    });
    numbers.collect()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn interpreters_and_compilers_name_lines_in_their_own_ways() {
        for (message, file, expected) in [
            (
                "  File \"/tmp/x/main.py\", line 3, in f\n",
                "main.py",
                vec![3],
            ),
            (
                "/tmp/x/main.js:12\nthrow e;\n    at main.js:2:7",
                "main.js",
                vec![12, 2],
            ),
            ("error[E0382]\n --> main.rs:4:20\n", "main.rs", vec![4]),
            ("main.sh: line 7: x: not found", "main.sh", vec![7]),
            ("main.sh: 7: x: not found", "main.sh", vec![7]),
            (
                "Parse error near line 2: no such table: x",
                "main.sql",
                vec![2],
            ),
            ("main.py is broken", "main.py", vec![]),
        ] {
            assert_eq!(named(message, file), expected, "{message}");
        }
    }
}
