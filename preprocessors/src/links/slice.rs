//! The part of a file that an include asks for, with its origins.
//!
//! Invariant: as in mdBook, the last line's break is not part of the piece, and lines that hold
//! an `ANCHOR` comment are not part of a piece between anchors; pieces asked for by line numbers
//! keep them.

use super::directive::Part;
use crate::source::{Document, Edit, SourceFile};
use std::ops::Range;
use std::sync::Arc;

/// The lines asked for. An anchor that the file lacks is given back as the error.
pub(super) fn shown(file: Arc<SourceFile>, part: &Part<'_>) -> Result<Document, String> {
    let range = range_of(&file.text, part)?;
    let piece = file.text[range.clone()].trim_end_matches('\n').len();
    let range = range.start..range.start + piece;
    let document = Document::of_slice(file, range);
    let anchors = matches!(part, Part::Anchor(_));
    let edits = if anchors {
        anchor_lines(document.text()).map(Edit::remove).collect()
    } else {
        Vec::new()
    };
    Ok(trimmed(document.apply(edits)))
}

/// The whole file, with the lines not asked for hidden behind `# ` from the reader.
pub(super) fn rest_hidden(file: Arc<SourceFile>, part: &Part<'_>) -> Result<Document, String> {
    let shown = range_of(&file.text, part)?;
    let document = Document::of_file(file);
    let mut edits: Vec<Edit> = anchor_lines(document.text()).map(Edit::remove).collect();
    let hidden = lines(document.text()).filter(|line| !shown.contains(&line.start));
    edits.extend(
        hidden
            .filter(|line| !is_anchor(&document.text()[line.clone()]))
            .map(|line| Edit::insert(line.start, "# ")),
    );
    Ok(trimmed(document.apply(edits)))
}

/// A Rust code block of the whole file.
pub(super) fn as_playground(file: Arc<SourceFile>, attributes: &[&str]) -> Document {
    let comma = if attributes.is_empty() { "" } else { "," };
    let open = format!("```rust{comma}{}\n", attributes.join(","));
    let end = file.text.len();
    let close = if file.text.ends_with('\n') {
        "```\n"
    } else {
        "\n```\n"
    };
    Document::of_file(file).apply(vec![Edit::insert(0, open), Edit::insert(end, close)])
}

fn trimmed(document: Document) -> Document {
    let (keep, all) = (
        document.text().trim_end_matches('\n').len(),
        document.text().len(),
    );
    document.apply(vec![Edit::remove(keep..all)])
}

fn range_of(text: &str, part: &Part<'_>) -> Result<Range<usize>, String> {
    match part {
        Part::Lines { first, last } => {
            let start = first.map_or(0, |first| crate::source::line_start(text, first.max(1)));
            let end = last.map_or(text.len(), |last| {
                crate::source::line_start(text, last.saturating_add(1))
            });
            Ok(start..end.max(start))
        }
        Part::Anchor(name) => anchored(text, name),
    }
}

fn anchored(text: &str, name: &str) -> Result<Range<usize>, String> {
    let start = lines(text).find(|line| anchor(&text[line.clone()], "ANCHOR:") == Some(name));
    let start = start.ok_or_else(|| name.to_owned())?.end;
    let mut rest = lines(text).filter(|line| line.start >= start);
    let end = rest.find(|line| anchor(&text[line.clone()], "ANCHOR_END:") == Some(name));
    Ok(start..end.map_or(text.len(), |line| line.start))
}

fn anchor_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    lines(text).filter(|line| is_anchor(&text[line.clone()]))
}

fn is_anchor(line: &str) -> bool {
    anchor(line, "ANCHOR:").is_some() || anchor(line, "ANCHOR_END:").is_some()
}

fn anchor<'a>(line: &'a str, marker: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(marker)?;
    let name = rest.trim_start();
    let end = name
        .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))
        .unwrap_or(name.len());
    Some(&name[..end]).filter(|name| !name.is_empty())
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str =
        "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: b\n// ANCHOR_END: a\nfour\n";

    fn file() -> Arc<SourceFile> {
        SourceFile::new("a.rs", CODE)
    }

    #[test]
    fn anchors_and_lines() {
        assert_eq!(
            shown(file(), &Part::Anchor("a")).unwrap().text(),
            "two\nthree"
        );
        assert_eq!(shown(file(), &Part::Anchor("x")).unwrap_err(), "x");
        let first_two = Part::Lines {
            first: None,
            last: Some(1),
        };
        assert_eq!(shown(file(), &first_two).unwrap().text(), "one");
        let to_the_last = Part::Lines {
            first: Some(8),
            last: Some(usize::MAX),
        };
        assert_eq!(shown(file(), &to_the_last).unwrap().text(), "four");
        let beyond = Part::Lines {
            first: Some(90),
            last: Some(3),
        };
        assert_eq!(shown(file(), &beyond).unwrap().text(), "");
    }

    #[test]
    fn the_rest_is_hidden() {
        let document = rest_hidden(file(), &Part::Anchor("b")).unwrap();
        assert_eq!(document.text(), "# one\n# two\nthree\n# four");
    }
}
