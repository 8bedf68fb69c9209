//! What is wrong with a quiz file, and where.
//!
//! [`Report`] collects [`Problem`]s while a file is read. Invariant: finding one never stops the
//! search for others, and none is told twice.

use super::levels::{Level, Levels};
use std::cell::RefCell;
use std::ops::Range;

/// Whether a problem stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Worth a look: a lint whose level is `warn`.
    Warning,
    /// The quiz cannot be used.
    Error,
}

/// Something wrong in a quiz file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Whether it stops the build.
    pub severity: Severity,
    /// A short name for the kind of problem, such as `quiz-unknown-field`.
    pub code: &'static str,
    /// Where: byte offsets in the file.
    pub range: Range<usize>,
    /// The line of its start, from 1.
    pub line: usize,
    /// The column of its start in characters, from 1.
    pub column: usize,
    /// What is wrong, without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// How strictly a quiz is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// How serious each lint is.
    pub levels: Levels,
    /// Whether the quiz was written for another tool, which asks less of its authors.
    pub foreign: bool,
}

impl ReadOptions {
    /// Those for a quiz that was written for another tool.
    pub fn foreign() -> ReadOptions {
        ReadOptions {
            foreign: true,
            ..ReadOptions::default()
        }
    }
}

/// The problems of one file.
pub(super) struct Report<'a> {
    source: &'a str,
    options: &'a ReadOptions,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Report<'a> {
    /// A report on `source`, still empty.
    pub(super) fn new(source: &'a str, options: &'a ReadOptions) -> Report<'a> {
        Report {
            source,
            options,
            problems: RefCell::default(),
        }
    }

    /// Notes an error.
    pub(super) fn error(
        &self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.note(Severity::Error, code, range, message.into(), help.into());
    }

    /// Notes a weakness, as seriously as the book takes it.
    pub(super) fn lint(
        &self,
        code: &'static str,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let severity = match self.level(code) {
            Level::Allow => return,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        self.note(severity, code, range, message.into(), help.into());
    }

    fn level(&self, code: &'static str) -> Level {
        let levels = &self.options.levels;
        match self.options.foreign {
            true => levels.of_foreign(code),
            false => levels.of(code),
        }
    }

    /// Whether the quiz was written for another tool.
    pub(super) fn foreign(&self) -> bool {
        self.options.foreign
    }

    fn note(
        &self,
        severity: Severity,
        code: &'static str,
        range: &Range<usize>,
        message: String,
        help: String,
    ) {
        let (line, column) = position(self.source, range.start);
        let problem = Problem {
            severity,
            code,
            range: range.clone(),
            line,
            column,
            message,
            help: Some(help).filter(|help| !help.is_empty()),
        };
        // Two readers may look at one field, and both complain.
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// The text that the report is about.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        let problems = self.problems.borrow();
        problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count()
    }

    /// All problems, in the order of the file.
    pub(super) fn finish(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.range.start);
        problems
    }
}

fn position(source: &str, offset: usize) -> (usize, usize) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
    (line, column)
}
