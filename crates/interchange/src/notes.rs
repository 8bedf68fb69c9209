//! What there is to say about a file that is being read.
//!
//! [`Notes`] is the entry point. Invariant: a place is found in logarithmic time, and there is a
//! bound on how much is said, so that a file of nothing but mistakes is no burden.

use coursebook_model::quiz::author::{Problem, Severity};
use std::ops::Range;

/// The most that is said about one file.
const MAX_NOTES: usize = 500;

/// The problems of one file.
pub(crate) struct Notes<'a> {
    source: &'a str,
    /// Where each line starts.
    lines: Vec<usize>,
    problems: Vec<Problem>,
}

impl<'a> Notes<'a> {
    /// Notes on `source`, still empty.
    pub(crate) fn new(source: &'a str) -> Notes<'a> {
        let starts = source.match_indices('\n').map(|(at, _)| at + 1);
        Notes {
            source,
            lines: std::iter::once(0).chain(starts).collect(),
            problems: Vec::new(),
        }
    }

    /// Notes something that cannot be used.
    pub(crate) fn error(
        &mut self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.note(Severity::Error, code, range, message.into(), help.into());
    }

    /// Notes something worth a look.
    pub(crate) fn warning(
        &mut self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.note(Severity::Warning, code, range, message.into(), help.into());
    }

    /// Notes what our format cannot hold, and what was done instead.
    pub(crate) fn not_held(
        &mut self,
        range: &Range<usize>,
        what: impl Into<String>,
        instead: impl Into<String>,
    ) {
        self.warning("quiz-not-held", range, what, instead);
    }

    fn note(
        &mut self,
        severity: Severity,
        code: &'static str,
        range: &Range<usize>,
        message: String,
        help: String,
    ) {
        if self.problems.len() >= MAX_NOTES {
            return;
        }
        let (line, column) = self.position(range.start);
        let full = self.problems.len() + 1 == MAX_NOTES;
        self.problems.push(Problem {
            severity,
            code,
            range: range.clone(),
            line,
            column,
            message: match full {
                true => format!("{message} (and more that is not listed)"),
                false => message,
            },
            help: Some(help).filter(|help| !help.is_empty()),
        });
    }

    /// Line and column, from 1.
    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.source.get(start..offset).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// Whether anything cannot be used.
    pub(crate) fn has_errors(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity == Severity::Error)
    }

    /// All that was noted, in the order of the file.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems;
        problems.sort_by_key(|problem| problem.range.start);
        problems
    }
}
