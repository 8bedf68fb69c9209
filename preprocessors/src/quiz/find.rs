//! Finds the quizzes of a page.
//!
//! [`quizzes`] is the entry point. Invariant: nothing inside a code block or an HTML block counts,
//! and what looks like a quiz but stands where none can is found too, so that it can be reported.

use crate::markdown::{Fence, events, fences};
use mdbook_markdown::pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// A quiz, or what was meant for one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What to replace.
    pub(super) range: Range<usize>,
    /// Where the YAML is.
    pub(super) place: Place,
}

/// Where a quiz's YAML is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the page.
    Fence(Fence),
    /// In a file, by its path from the page.
    File(String),
    /// Nowhere: the line is part of something else, or names no single path.
    Misplaced,
}

/// The quizzes of a page, in order.
pub(super) fn quizzes(text: &str) -> Vec<Found> {
    let fences = fences(text)
        .into_iter()
        .filter(|fence| fence.language() == "quiz");
    let mut found: Vec<Found> = fences
        .map(|fence| Found {
            range: fence.range.clone(),
            place: Place::Fence(fence),
        })
        .collect();
    if text.contains(OPENING) {
        found.extend(directives(text));
        found.sort_by_key(|found| found.range.start);
    }
    found
}

const OPENING: &str = "{{#quiz";

fn directives(text: &str) -> Vec<Found> {
    let (mut paragraphs, mut verbatim) = (Vec::new(), Vec::new());
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Paragraph) => paragraphs.push(trimmed(text, range)),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => verbatim.push(range),
            _ => {}
        }
    }
    let lines =
        lines(text).filter(|line| !verbatim.iter().any(|range| range.contains(&line.start)));
    let directives = lines.filter_map(|line| directive(text, line));
    directives
        .map(|(range, path)| {
            let alone = paragraphs.contains(&range);
            let path = path.filter(|_| alone);
            let place = path.map_or(Place::Misplaced, Place::File);
            Found { range, place }
        })
        .collect()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or("");
    range.start..range.start + inside.trim_end().len()
}

/// Each line's range, without what a list or quotation puts before its text.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let prefix = line.len()
            - line
                .trim_start_matches([' ', '\t', '>', '-', '*', '+'])
                .len();
        let range = start + prefix..start + line.trim_end().len().max(prefix);
        start += line.len();
        range
    })
}

/// The directive that a line consists of, with its path if it has exactly one.
fn directive(text: &str, line: Range<usize>) -> Option<(Range<usize>, Option<String>)> {
    let inside = text
        .get(line.clone())?
        .strip_prefix(OPENING)?
        .strip_suffix("}}")?;
    // `{{#quizzes …}}` is another word.
    if inside.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    let mut words = inside.split_whitespace();
    let path = words.next().filter(|_| words.next().is_none());
    Some((line, path.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let found = quizzes(text).into_iter();
        found
            .map(|found| match found.place {
                Place::Fence(fence) => format!("fence {}", fence.code.trim()),
                Place::File(path) => format!("file {path} at {:?}", &text[found.range]),
                Place::Misplaced => format!("misplaced {:?}", &text[found.range]),
            })
            .collect()
    }

    #[test]
    fn fences_and_lines_are_found_in_order() {
        let text = "# T\n\n{{#quiz a.yaml}}\n\n```quiz\nid: b\n```\n\n> {{#quiz c.yaml}}\n\n- x\n\n  {{#quiz d.yaml}}\n";
        assert_eq!(
            places(text),
            [
                "file a.yaml at \"{{#quiz a.yaml}}\"",
                "fence id: b",
                "file c.yaml at \"{{#quiz c.yaml}}\"",
                "file d.yaml at \"{{#quiz d.yaml}}\""
            ]
        );
    }

    #[test]
    fn code_and_comments_are_left_alone() {
        let text = "```md\n{{#quiz a.yaml}}\n```\n\n    {{#quiz b.yaml}}\n\n<!--\n{{#quiz c.yaml}}\n-->\n\n`{{#quiz d.yaml}}` and \\{{#quiz e.yaml}}\n\n````text\n```quiz\n```\n````\n";
        assert_eq!(places(text), Vec::<String>::new());
    }

    #[test]
    fn a_line_that_is_part_of_something_else_is_reported() {
        for text in [
            "one\n{{#quiz a.yaml}}\n",
            "- {{#quiz a.yaml}}\n",
            "{{#quiz a.yaml b.yaml}}\n",
            "{{#quiz}}\n",
        ] {
            assert!(places(text)[0].starts_with("misplaced"), "{text}");
        }
    }
}
