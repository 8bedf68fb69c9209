//! Finds the task-list items of a Markdown text.

use crate::markdown::events;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A task-list item. All ranges are byte offsets in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskItem {
    /// `[ ]` or `[x]`.
    pub marker: Range<usize>,
    /// Whether the author ticked it.
    pub checked: bool,
    /// The first lines of text after the marker, without blanks around it and the id comment.
    pub label: Range<usize>,
    /// The comment with the id.
    pub id: Option<IdComment>,
}

/// `<!-- id: name was: old -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdComment {
    /// The comment and the blanks before it.
    pub range: Range<usize>,
    /// The id; `None` if the comment cannot be read.
    pub id: Option<String>,
    /// Former ids.
    pub was: Vec<String>,
}

/// All task-list items, in order.
pub fn items(text: &str) -> Vec<TaskItem> {
    if !text.contains("[ ]") && !text.contains("[x]") && !text.contains("[X]") {
        return Vec::new();
    }
    let (mut items, mut open) = (Vec::new(), None::<TaskItem>);
    for (event, range) in events(text) {
        match event {
            Event::TaskListMarker(checked) => open = Some(start(text, range.start, checked)),
            Event::End(TagEnd::Item | TagEnd::Paragraph) => items.extend(open.take()),
            Event::Start(tag) if is_block(&tag) => items.extend(open.take()),
            Event::SoftBreak | Event::HardBreak => {}
            event => {
                if let Some(item) = &mut open {
                    extend(text, item, &event, range);
                }
            }
        }
    }
    items
}

fn start(text: &str, at: usize, checked: bool) -> TaskItem {
    let marker = at..at + "[ ]".len();
    let after = &text[marker.end..];
    let label = marker.end + (after.len() - after.trim_start_matches([' ', '\t']).len());
    TaskItem {
        marker,
        checked,
        label: label..label,
        id: None,
    }
}

fn extend(text: &str, item: &mut TaskItem, event: &Event<'_>, range: Range<usize>) {
    if let Event::InlineHtml(html) = event
        && let Some((id, was)) = parse_comment(html)
    {
        let blanks = text[..range.start].trim_end_matches([' ', '\t']).len();
        let from = blanks.max(item.label.start);
        item.id = Some(IdComment {
            range: from..range.end,
            id,
            was,
        });
    } else {
        item.label.end = item
            .label
            .end
            .max(range.start + text[range.clone()].trim_end().len());
    }
}

/// The ids of a comment that begins with `id:`; `None` for any other HTML.
fn parse_comment(html: &str) -> Option<(Option<String>, Vec<String>)> {
    let inner = html
        .trim()
        .strip_prefix("<!--")?
        .strip_suffix("-->")?
        .trim();
    let rest = inner.strip_prefix("id:")?;
    let (id, was) = rest.split_once("was:").unwrap_or((rest, ""));
    let mut ids = id.split_whitespace().map(str::to_owned);
    let id = ids.next().filter(|_| ids.next().is_none());
    let was = was
        .split([' ', ','])
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    Some((id, was))
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(text: &str) -> Vec<(String, Option<String>)> {
        let of = |item: TaskItem| {
            (
                text[item.label.clone()].to_owned(),
                item.id.and_then(|comment| comment.id),
            )
        };
        items(text).into_iter().map(of).collect()
    }

    #[test]
    fn labels_and_ids() {
        let text = "- [ ] Build **it** now <!-- id: build-it -->\n  - [x] nested `code` <!-- id: n was: a b -->\n- plain\n";
        let expected = [
            ("Build **it** now".to_owned(), Some("build-it".to_owned())),
            ("nested `code`".to_owned(), Some("n".to_owned())),
        ];
        assert_eq!(summary(text), expected);
        let was = items(text)[1].id.clone().unwrap().was;
        assert_eq!(was, ["a", "b"]);
    }

    #[test]
    fn loose_lists_and_missing_ids() {
        let text = "- [ ] one\n\n- [ ] two [link](a.md) <!-- id: t -->\n\n  more\n";
        assert_eq!(
            summary(text),
            [
                ("one".into(), None),
                ("two [link](a.md)".into(), Some("t".into()))
            ]
        );
    }

    #[test]
    fn code_is_left_alone() {
        assert!(items("```md\n- [ ] x\n```\n").is_empty());
        assert!(items("    - [ ] x\n").is_empty());
    }
}
