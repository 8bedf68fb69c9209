//! When chapters were last changed, as git has it: [`Dates::of`].
//!
//! Invariant: a build of the same commit always gets the same dates. Without git, and in a clone
//! that has only its last commits, there are none, rather than wrong ones.

use crate::book::Page;
use coursebook_preprocessors::git::git;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Older commits are not looked at.
const MOST_COMMITS: &str = "--max-count=20000";

/// The last commit of each file of the content.
#[derive(Debug, Default)]
pub(crate) struct Dates {
    /// By their paths from the book's folder: how many commits have come since, and its date.
    files: HashMap<PathBuf, (usize, String)>,
}

impl Dates {
    /// Asks git for the files below `src`, a folder of the book in `root`.
    pub(crate) fn of(root: &Path, src: &Path) -> Dates {
        let whole = git(root, &["rev-parse", "--is-shallow-repository"]);
        if whole.is_none_or(|answer| answer.trim() != "false") {
            return Dates::default();
        }
        let src = src.to_string_lossy();
        let log = git(
            root,
            &[
                "log",
                MOST_COMMITS,
                "--format=%x01%cI",
                "--name-only",
                "--no-renames",
                "--relative",
                "--",
                &src,
            ],
        );
        Dates::read(&log.unwrap_or_default())
    }

    /// Whether no file has a date.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads the log: before the names of a commit's files a line with its date.
    fn read(log: &str) -> Dates {
        let mut dates = Dates::default();
        let (mut commit, mut date) = (0, "");
        for line in log.lines().filter(|line| !line.is_empty()) {
            if let Some(next) = line.strip_prefix('\u{1}') {
                (commit, date) = (commit + 1, next);
            } else {
                let known = dates.files.entry(PathBuf::from(line));
                known.or_insert_with(|| (commit, date.to_owned()));
            }
        }
        dates
    }

    /// When a chapter, or a quiz in it, was last changed: the number of commits since, and the date
    /// as RFC 3339 has it. Nothing if git does not know it.
    pub(crate) fn of_page(&self, page: &Page, src: &Path) -> Option<(usize, &str)> {
        let quizzes = page.facts.quizzes.iter();
        let files = quizzes
            .map(|quiz| quiz.span.file.path.clone())
            .chain([src.join(&page.source)]);
        let known = files.filter_map(|file| self.files.get(&file));
        known.min().map(|(commit, date)| (*commit, date.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_a_file_counts() {
        let log = "\u{1}2026-03-02T10:00:00+01:00\n\ncontent/b.md\n\u{1}2026-01-01T00:00:00Z\n\ncontent/a.md\ncontent/b.md\n";
        let dates = Dates::read(log);
        let page = |source: &str| Page {
            source: source.into(),
            ..Page::default()
        };
        let of = |source: &str| dates.of_page(&page(source), Path::new("content"));
        assert_eq!(of("b.md"), Some((1, "2026-03-02T10:00:00+01:00")));
        assert_eq!(of("a.md"), Some((2, "2026-01-01T00:00:00Z")));
        assert_eq!(of("c.md"), None);
    }

    #[test]
    fn a_folder_without_git_has_no_dates() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            Dates::of(folder.path(), Path::new("content"))
                .files
                .is_empty()
        );
    }
}
