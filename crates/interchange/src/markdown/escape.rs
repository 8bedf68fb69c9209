//! Plain text as Markdown that shows the same.
//!
//! [`lines`] is the entry point. Invariant: a letter gets a backslash only where it would be
//! markup, so that ordinary sentences stay as they are.

/// Text whose lines count, as Markdown: an empty line parts paragraphs, any other line's end is a
/// break.
pub(crate) fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut empty = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            empty = true;
            continue;
        }
        match (out.is_empty(), empty) {
            (true, _) => {}
            (false, true) => out.push_str("\n\n"),
            (false, false) => out.push_str("\\\n"),
        }
        empty = false;
        out.push_str(&line_start(&inline(line, None)));
    }
    out
}

/// Text within a line; `before` is the letter that stands before it.
pub(crate) fn inline(text: &str, before: Option<char>) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let tildes = text.contains('~');
    let mut previous = before;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let after = rest.as_str();
        let next = after.chars().next();
        let markup = match letter {
            '`' | '*' | '[' | ']' | '|' => true,
            '~' => tildes,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '_' => !(is_word(previous) && is_word(next)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => begins_entity(after),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(letter);
        previous = Some(letter);
    }
    out
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

/// Whether `&` and this make an entity.
pub(crate) fn begins_entity(after: &str) -> bool {
    // No entity has a longer name; looking further would take the time of the square of the text.
    let Some(end) = after.bytes().take(40).position(|byte| byte == b';') else {
        return false;
    };
    let name = after.get(..end).unwrap_or("");
    let name_only = name.strip_prefix('#').unwrap_or(name);
    !name_only.is_empty() && name_only.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A line whose begin would be markup, with a backslash before it.
pub(crate) fn line_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let after = line.get(digits..).unwrap_or("");
    let blank = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if (1..=9).contains(&digits) && after.starts_with(['.', ')']) {
        let rest = after.get(1..).unwrap_or("");
        if blank(rest) {
            return format!("{}\\{after}", line.get(..digits).unwrap_or(""));
        }
    }
    let first = line.chars().next().unwrap_or('a');
    let run = line.trim_start_matches(first);
    let markup = match first {
        '#' => line.len() - run.len() <= 6 && blank(run),
        '>' => true,
        '-' | '+' => blank(line.get(1..).unwrap_or("")) || first == '-' && is_rule(line),
        '=' => is_rule(line),
        _ => false,
    };
    match markup {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

/// A line of nothing but its first sign.
fn is_rule(line: &str) -> bool {
    let first = line.chars().next();
    line.chars().all(|c| Some(c) == first || c == ' ')
}
