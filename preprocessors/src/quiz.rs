//! Quizzes to static HTML that reads without script.
//!
//! [`QuizPreprocessor`] is the entry point. A quiz is a ```` ```quiz ```` fence or a line
//! `{{#quiz path.yaml}}`, the path relative to the page. Invariant: a quiz with an error is not
//! published, and the error points into the file in which the author wrote the quiz.

mod find;
mod links;
mod prose;
mod view;

use crate::course::{ChapterFacts, QuestionFacts, QuizFacts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::markdown::{Fence, replace_block};
use crate::session::{ChapterContext, ReadError};
use crate::source::{Document, Span};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use coursebook_model::quiz::author::{self, Problem, Quiz, Text, read_quiz};
use find::{Found, Place};
use prose::Prose;
use std::ops::Range;
use std::sync::Arc;

/// Renders quizzes.
#[derive(Debug)]
pub struct QuizPreprocessor;

impl Construct for QuizPreprocessor {
    fn name(&self) -> &'static str {
        "quiz"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        for found in find::quizzes(document.text()) {
            let work = Work {
                chapter,
                document,
                range: found.range.clone(),
            };
            work.on(found, &mut outcome);
        }
        outcome
    }
}

/// One quiz in a chapter.
struct Work<'a> {
    chapter: ChapterContext<'a>,
    document: &'a Document,
    range: Range<usize>,
}

impl Work<'_> {
    fn on(&self, found: Found, outcome: &mut Outcome) {
        match found.place {
            Place::Fence(fence) => {
                let locate = |range: &Range<usize>| self.in_fence(&fence, range);
                self.publish(&fence.code, &locate, outcome);
            }
            Place::File(path) => match self.chapter.read(&path) {
                Ok(file) => {
                    let locate = |range: &Range<usize>| Span::new(Arc::clone(&file), range.clone());
                    self.publish(&file.text, &locate, outcome);
                }
                Err(error) => outcome.diagnostics.push(self.unreadable(&path, &error)),
            },
            Place::Misplaced => outcome.diagnostics.push(self.misplaced()),
        }
    }

    fn publish(&self, source: &str, locate: &Locate<'_>, outcome: &mut Outcome) {
        let parsed = read_quiz(source);
        let failed = parsed.has_errors();
        let problems = parsed.problems.into_iter();
        outcome
            .diagnostics
            .extend(problems.map(|problem| diagnostic(problem, locate)));
        let Some(quiz) = parsed.quiz.filter(|_| !failed) else {
            return;
        };
        let mut prose = Prose::new(self.chapter.path, locate);
        let html = self.render(&quiz, &mut prose, outcome);
        let (links, diagnostics) = prose.finish();
        outcome.diagnostics.extend(diagnostics);
        outcome.facts.merge(ChapterFacts {
            quizzes: vec![facts(&quiz, self.document.span(self.range.clone()), locate)],
            links,
            ..ChapterFacts::default()
        });
        if let Some(html) = html {
            let edit = replace_block(self.document.text(), self.range.clone(), &html);
            outcome.edits.push(edit);
        }
    }

    fn render(&self, quiz: &Quiz, prose: &mut Prose<'_>, outcome: &mut Outcome) -> Option<String> {
        let mut context = tera::Context::new();
        context.insert("quiz", &view::of(quiz, prose));
        match self.chapter.session.templates.render("quiz.html", &context) {
            Ok(html) => Some(on_one_line(&html)),
            Err(error) => {
                let span = self.document.span(self.range.clone());
                let diagnostic = Diagnostic::error("template", span, error.to_string());
                outcome.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// A place in a fence, as a place in the author's file.
    fn in_fence(&self, fence: &Fence, range: &Range<usize>) -> Span {
        let start = fence.locate(range.start);
        let end = fence.locate(range.end).max(start);
        self.document.span(start..end)
    }

    fn unreadable(&self, path: &str, error: &ReadError) -> Diagnostic {
        let span = self.document.span(self.range.clone());
        let help = match error {
            ReadError::Outside => "a quiz must lie in the folder of `book.toml` or below it",
            ReadError::Missing(_) => "the path is relative to the page",
            ReadError::TooLarge(_) | ReadError::Unreadable(..) => {
                "a quiz is a YAML file of at most 256 KiB"
            }
        };
        let message = format!("the quiz `{path}` cannot be read: {error}");
        Diagnostic::error("quiz-file", span, message).help(help)
    }

    fn misplaced(&self) -> Diagnostic {
        let span = self.document.span(self.range.clone());
        let message = "a quiz stands in a paragraph of its own";
        let help = "put an empty line before and after `{{#quiz path.yaml}}`, and one path inside";
        Diagnostic::error("quiz-directive", span, message).help(help)
    }
}

/// From a place in a quiz's YAML to the place in the author's file.
type Locate<'a> = dyn Fn(&Range<usize>) -> Span + 'a;

fn diagnostic(problem: Problem, locate: &Locate<'_>) -> Diagnostic {
    let severity = match problem.severity {
        author::Severity::Warning => Severity::Warning,
        author::Severity::Error => Severity::Error,
    };
    Diagnostic {
        severity,
        code: problem.code,
        message: problem.message,
        span: locate(&problem.range),
        help: problem.help,
    }
}

fn facts(quiz: &Quiz, span: Span, locate: &Locate<'_>) -> QuizFacts {
    let asked = quiz.questions.iter().map(|question| QuestionFacts {
        id: question.id.value.clone(),
        was: values(&question.was),
        revision: question.revision.clone(),
        kind: question.kind.name(),
        retired: false,
        tags: values(&question.tags),
        difficulty: question.difficulty,
        span: locate(&question.id.range),
    });
    let retired = quiz.retired.iter().map(|question| QuestionFacts {
        id: question.id.value.clone(),
        was: values(&question.was),
        revision: String::new(),
        kind: "retired",
        retired: true,
        tags: Vec::new(),
        difficulty: None,
        span: locate(&question.id.range),
    });
    QuizFacts {
        id: quiz.id.value.clone(),
        span,
        questions: asked.chain(retired).collect(),
    }
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
