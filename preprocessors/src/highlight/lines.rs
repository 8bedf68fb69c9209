//! Marks lines of highlighted code.
//!
//! [`mark`] is the entry point. Invariant: the text stays what it was, and spans that go over
//! several lines are closed and opened again around a mark.

use std::ops::RangeInclusive;

/// The highlighted code with these lines, from 1, each in a `<mark>`. In it are only `<span>` and
/// `<b>`, which are not nested in each other.
pub(super) fn mark(code: &str, lines: &[RangeInclusive<usize>]) -> String {
    let mut marked = String::with_capacity(code.len() + 64);
    let mut open: Option<&str> = None;
    for (place, line) in code.split_inclusive('\n').enumerate() {
        let is_marked = lines.iter().any(|lines| lines.contains(&(place + 1)));
        let before = open;
        open = open_after(line, before);
        if !is_marked {
            marked.push_str(line);
            continue;
        }
        let end = before.map_or("", end_of);
        marked.push_str(end);
        marked.push_str("<mark>");
        // A span that goes on here is opened again, unless it only ends here.
        match line.strip_prefix(end).filter(|_| !end.is_empty()) {
            Some(rest) => marked.push_str(rest),
            None => {
                marked.push_str(before.unwrap_or_default());
                marked.push_str(line);
            }
        }
        if let Some(tag) = open {
            marked.push_str(end_of(tag));
        }
        marked.push_str("</mark>");
        marked.push_str(open.unwrap_or_default());
    }
    marked
}

/// The start tag that is still open at the end of a line.
fn open_after<'a>(line: &'a str, mut open: Option<&'a str>) -> Option<&'a str> {
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        open = (!tag.starts_with("</")).then_some(tag);
        rest = &rest[end..];
    }
    open
}

fn end_of(tag: &str) -> &'static str {
    if tag.starts_with("<b") {
        "</b>"
    } else {
        "</span>"
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn a_span_over_several_lines_is_parted_around_a_mark() {
        let code = "<span class=\"c\">/* a\nb\nc */</span>\nd\n";
        assert_eq!(
            mark(code, &[2..=2, 4..=9]),
            "<span class=\"c\">/* a\n</span><mark><span class=\"c\">b\n</span></mark><span class=\"c\">c */</span>\n<mark>d\n</mark>"
        );
    }
}
