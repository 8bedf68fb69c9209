//! Mistakes in content, as the author is told of them.
//!
//! [`Diagnostic`] says what is wrong, where, and how to mend it; [`render`] draws it with the
//! offending line. Invariant: finding a mistake never stops the search for others.

use crate::source::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// Whether a mistake stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The build goes on.
    Warning,
    /// The last good output stays, and the exit code is 1.
    Error,
}

/// A mistake in content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the build.
    pub severity: Severity,
    /// A short name for the kind of mistake, such as `quiz-unknown-key`.
    pub code: &'static str,
    /// What is wrong, without a full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// How to mend it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake that stops the build.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            span,
            help: None,
        }
    }

    /// A mistake that the build survives.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, span, message)
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Draws a diagnostic for a terminal, with colours if `styled`.
pub fn render(diagnostic: &Diagnostic, styled: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let path = diagnostic.span.file.path.display().to_string();
    let (lines, range) = lines_of(&diagnostic.span);
    let snippet = Snippet::source(lines)
        .line_start(diagnostic.span.line())
        .path(path)
        .annotation(AnnotationKind::Primary.span(range));
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let mut group = Group::with_title(title).element(snippet);
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group])
}

/// How many of them are worth drawing, from the first on: more than a thousand nobody reads, and
/// lines of megabytes, of which each is read whole, take seconds.
pub fn worth_showing(diagnostics: &[Diagnostic]) -> usize {
    let mut budget = MOST_TEXT;
    let fitting = diagnostics
        .iter()
        .take(MOST_SHOWN)
        .take_while(|diagnostic| {
            let is_left = budget > 0;
            budget = budget.saturating_sub(lines_of(&diagnostic.span).0.len());
            is_left
        });
    fitting.count()
}

const MOST_SHOWN: usize = 1_000;
/// In bytes.
const MOST_TEXT: usize = 8 << 20;

/// The lines that a span touches, and the span within them: drawing reads all that it is given, so
/// it is given no more than it shows.
fn lines_of(span: &Span) -> (&str, Range<usize>) {
    let (text, Range { start, end }) = (span.file.text.as_str(), span.range.clone());
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    (&text[first..last], start - first..end - first)
}

/// Sorts by file and place, so that every run reports in the same order, and drops doubles.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.span.file.path.clone(), d.span.range.start, d.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn what_is_worth_showing_is_bounded_by_number_and_by_text() {
        let count = |line: &str, times: usize| {
            let file = SourceFile::new("a.md", line);
            let one = Diagnostic::error("x", Span::new(file, 0..1), "wrong");
            worth_showing(&vec![one; times])
        };
        assert_eq!(count("short\n", 20), 20);
        assert_eq!(count("short\n", 5_000), MOST_SHOWN);
        assert_eq!(count(&"long ".repeat(1_000_000), 20), 2);
        assert_eq!(count(&"long ".repeat(4_000_000), 20), 1);
    }
}
