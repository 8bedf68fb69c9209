//! Our own text as the stock mdBook understands it.
//!
//! [`copy`] is the entry point. Front matter, quizzes and diagrams are left out, so that both tools
//! have the same work; all else stays as it is. Invariant: the course itself is only read.

use anyhow::{Context, Result};
use std::path::Path;

/// Fences of ours that the stock mdBook would print as code.
const OWN_FENCES: [&str; 3] = ["mermaid", "quiz", "playground"];

/// Copies the folder, with all chapters in it made plain.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("cannot create `{}`", to.display()))?;
    let entries = from
        .read_dir()
        .with_context(|| format!("cannot read `{}`", from.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            copy_file(&path, &target)
                .with_context(|| format!("cannot copy `{}`", path.display()))?;
        }
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if from.extension().is_some_and(|extension| extension == "md") {
        std::fs::write(to, plain(&std::fs::read_to_string(from)?))?;
    } else if from.file_name().is_some_and(|name| name != "ids.lock") {
        // The lock would miss the ids of the quizzes that are left out.
        std::fs::copy(from, to)?;
    }
    Ok(())
}

/// The chapter without front matter, quizzes and diagrams.
fn plain(chapter: &str) -> String {
    let mut text = String::with_capacity(chapter.len());
    let mut fence: Option<Fence<'_>> = None;
    for line in without_front_matter(chapter).split_inclusive('\n') {
        let is_left_out = match &fence {
            Some(open) => open.is_own,
            None => line.trim_start().starts_with("{{#quiz"),
        };
        match fence.take() {
            Some(open) if !open.is_closed_by(line) => fence = Some(open),
            Some(_) => {}
            None => fence = Fence::opened_by(line),
        }
        let opens_own = !is_left_out && fence.as_ref().is_some_and(|open| open.is_own);
        if !is_left_out && !opens_own {
            text.push_str(line);
        }
    }
    text
}

fn without_front_matter(chapter: &str) -> &str {
    let inside = chapter
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    inside.map_or(chapter, |(_, text)| text)
}

/// A fenced code block that is open.
struct Fence<'a> {
    marks: &'a str,
    is_own: bool,
}

impl Fence<'_> {
    fn opened_by(line: &str) -> Option<Fence<'_>> {
        let line = line.trim();
        let marks = ['`', '~']
            .iter()
            .map(|mark| &line[..line.len() - line.trim_start_matches(*mark).len()]);
        let marks = marks
            .max_by_key(|marks| marks.len())
            .filter(|marks| marks.len() >= 3)?;
        let language = line[marks.len()..]
            .trim()
            .split([' ', ',', '{'])
            .next()
            .unwrap_or_default();
        Some(Fence {
            marks,
            is_own: OWN_FENCES.contains(&language),
        })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let line = line.trim();
        line.starts_with(self.marks) && line.trim_matches(['`', '~']).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_quizzes_and_diagrams_are_left_out() {
        let chapter = "---\nid: a\n---\n\n# A\n\n{{#quiz a.yaml}}\n\n```mermaid\nA-->B\n```\n\n~~~quiz\nx\n~~~\nText.\n";
        assert_eq!(plain(chapter), "\n# A\n\n\n\nText.\n");
    }

    #[test]
    fn code_stays_even_if_it_shows_our_directives() {
        let chapter = "````md\n```mermaid\nA-->B\n```\n{{#quiz a.yaml}}\n````\n\n```rust,ignore\nlet a = \"```\";\n```\n---\nno\n---\n";
        assert_eq!(plain(chapter), chapter);
    }
}
