//! What comments and categories say of GIFT's questions.
//!
//! [`Meta::of`] is the entry point.

use crate::node::Written;
use std::ops::Range;

/// What comments say of a question: `// [id:abc] [tag:wal]`.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// Its id in Moodle.
    pub(super) id: Option<Written>,
    /// Its topics.
    pub(super) tags: Vec<Written>,
}

impl Meta {
    /// What these lines say.
    pub(super) fn of(comments: &[(usize, &str)]) -> Meta {
        let mut meta = Meta::default();
        for (at, line) in comments {
            for (name, value) in labels(*at, line) {
                match name {
                    "id" => meta.id = Some(value),
                    "tag" => meta.tags.push(value),
                    _ => {}
                }
            }
        }
        meta
    }
}

/// Each `[name:value]` of a line; in a value `\]` is a bracket.
fn labels(start: usize, line: &str) -> Vec<(&'static str, Written)> {
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let name = ["id", "tag"].into_iter().find(|name| {
            let label = rest.strip_prefix('[').and_then(|r| r.strip_prefix(name));
            label.is_some_and(|label| label.starts_with(':'))
        });
        let value = name.and_then(|name| {
            let from = name.len() + 2;
            let value = rest.get(from..)?;
            let end = end_of_label(value)?;
            Some((name, from, end, value.get(..end)?))
        });
        let Some((name, from, end, value)) = value else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let place = start + at + from..start + at + from + end;
        let value = value.replace("\\]", "]");
        if !value.trim().is_empty() {
            labels.push((name, Written::new(value.trim(), &place)));
        }
        at += from + end + 1;
    }
    labels
}

/// The letters of the longest label that is looked for, so that a comment costs linear time.
const MAX_LABEL: usize = 1000;

fn end_of_label(value: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in value.char_indices().take(MAX_LABEL) {
        match letter {
            ']' if !escaped => return Some(at),
            '[' if !escaped => return None,
            letter => escaped = letter == '\\',
        }
    }
    None
}

/// The topics that a category names: its folders, without those that every course has.
pub(super) fn category(path: &str, at: &Range<usize>) -> Vec<Written> {
    let folders = path.replace("//", "\u{1}");
    let folders = folders
        .split('/')
        .map(|folder| folder.replace('\u{1}', "/"));
    let folders = folders.map(|folder| folder.trim().to_owned());
    folders
        .filter(|folder| !folder.is_empty() && folder != "top" && !folder.starts_with('$'))
        .map(|folder| Written::new(tag(&folder), at))
        .collect()
}

/// A topic in the form of ours: lower case, hyphens between words.
pub(super) fn tag(name: &str) -> String {
    let words = name.split_whitespace().map(str::to_lowercase);
    let tag = words.collect::<Vec<_>>().join("-");
    tag.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_name_id_and_tags() {
        let line = "// [id:x1] question: 7 [tag:a \\] b] [tag:] [tags:no] [tag:ü";
        let meta = Meta::of(&[(100, line)]);
        assert_eq!(meta.id, Some(Written::new("x1", &(107..109))));
        assert_eq!(meta.tags, [Written::new("a ] b", &(128..134))]);
    }

    #[test]
    fn a_category_is_topics() {
        let tags = category("$course$/top/Data bases/I//O", &(0..1));
        let tags: Vec<_> = tags.iter().map(|tag| tag.value.as_str()).collect();
        assert_eq!(tags, ["data-bases", "i/o"]);
    }
}
