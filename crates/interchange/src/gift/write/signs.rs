//! GIFT's signs in texts of the author's.

/// The name of our texts' format.
pub(super) const MARK: &str = "[markdown]";

/// The text with a backslash before every sign, on one line. What begins like the name of a format
/// gets one before it.
pub(super) fn escaped(text: &str) -> String {
    let mark = if text.trim_start().starts_with('[') {
        MARK
    } else {
        ""
    };
    format!("{mark}{}", within(text))
}

/// The same for what begins no text.
pub(super) fn within(text: &str) -> String {
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\\' | '~' | '=' | '#' | '{' | '}' | ':' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A text to be typed: Moodle takes `*` for any letters there.
pub(super) fn typed(text: &str) -> String {
    escaped(&text.trim().replace('*', "\\*"))
}

/// The regular expression as a text in which `*` stands for any letters, if it is one.
pub(super) fn wildcard(regex: &str) -> Option<String> {
    let mut out = String::new();
    let mut letters = regex.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('.', Some('*')) => {
                letters.next();
                out.push('*');
            }
            ('\\', Some('*')) => {
                letters.next();
                out.push_str("\\*");
            }
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                out.push(*next);
                letters.next();
            }
            (letter, _) if !r"\^$.|?*+()[]{}".contains(letter) => out.push(letter),
            _ => return None,
        }
    }
    Some(escaped(&out))
}

/// Whether Moodle would take a question with this answer for one about pairs.
pub(super) fn has_arrow(text: &str) -> bool {
    text.contains("->")
}

/// The text with an arrow that is no sign.
pub(super) fn without_arrow(text: &str) -> String {
    text.replace("->", "→")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped() {
        assert_eq!(escaped(" a=b\\n{x}\n# "), "a\\=b\\\\n\\{x\\}\\n\\#");
        assert_eq!(typed("2*3"), "2\\\\*3");
    }

    #[test]
    fn no_text_begins_with_another_format() {
        assert_eq!(escaped("[html] x"), "[markdown][html] x");
    }

    #[test]
    fn some_regular_expressions_are_wildcards() {
        for (regex, expected) in [
            ("round.*trip", Some("round*trip")),
            ("a\\.b.*", Some("a.b*")),
            ("2\\*3", Some("2\\\\*3")),
            ("colou?r", None),
            ("a|b", None),
            ("[ab]", None),
            ("a.", None),
            ("ab*", None),
        ] {
            assert_eq!(wildcard(regex).as_deref(), expected, "{regex}");
        }
    }
}
