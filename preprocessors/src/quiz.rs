//! Quizzes to static HTML that reads without script.
//!
//! [`QuizPreprocessor`] is the entry point. A quiz is a ```` ```quiz ```` fence or a line
//! `{{#quiz path.yaml}}`, the path relative to the page; a path that ends in `.toml` is that of a
//! quiz of mdbook-quiz. Renderers that take no HTML get it typed, in a fence. Invariant: a quiz
//! with an error is not published, and the error points into the file in which the author wrote it.

mod facts;
mod find;
mod links;
pub mod lints;
mod plain;
mod prose;
mod run;
pub mod settings;
mod short;
mod shown;
mod typed;
mod view;

use crate::course::{ChapterFacts, LinkFacts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::markdown::{Fence, replace_block, replace_by_fence};
use crate::math::Typesetter;
use crate::session::{ChapterContext, ReadError, Target};
use crate::source::{Document, Edit, SourceFile, Span, normalize_inside};
use crate::templates::on_one_line;
use crate::{Construct, Outcome};
use coursebook_interchange::{ids, mdbook_quiz};
use coursebook_model::quiz::author::{self, Parsed, Problem, Quiz, ReadOptions, read_quiz_with};
use facts::Forms;
use find::{Found, Place};
use prose::Prose;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use view::QuizView;

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
                outcome.diagnostics.extend(fence.unclosed(self.document));
                let locate = |range: &Range<usize>| self.in_fence(&fence, range);
                let parsed = read_quiz_with(&fence.code, &self.options(false));
                self.publish(parsed, &locate, outcome);
            }
            Place::File(path) => match self.chapter.read(&path) {
                Ok(file) => {
                    let locate = |range: &Range<usize>| Span::new(Arc::clone(&file), range.clone());
                    self.publish(self.read(&file), &locate, outcome);
                }
                Err(error) => {
                    outcome.diagnostics.push(self.unreadable(&path, &error));
                    outcome.facts.unread_quizzes.push(None);
                }
            },
            Place::Misplaced => {
                outcome.diagnostics.push(self.misplaced());
                outcome.facts.unread_quizzes.push(None);
            }
        }
    }

    /// A file of ours, or one of mdbook-quiz's.
    fn read(&self, file: &SourceFile) -> Parsed {
        match file.path.extension() {
            Some(extension) if extension == "toml" => {
                mdbook_quiz::read(&file.text, &ids::quiz_id(&file.path), &self.options(true))
            }
            _ => read_quiz_with(&file.text, &self.options(false)),
        }
    }

    /// How a quiz is read; `foreign` is one that was written for another tool.
    fn options(&self, foreign: bool) -> ReadOptions {
        ReadOptions {
            levels: self.chapter.session.quiz.levels.clone(),
            foreign,
        }
    }

    fn publish(&self, parsed: Parsed, locate: &Locate<'_>, outcome: &mut Outcome) {
        let failed = parsed.has_errors();
        let problems = parsed.problems.into_iter();
        outcome
            .diagnostics
            .extend(problems.map(|problem| diagnostic(problem, locate)));
        let elsewhere = parsed.quiz.as_ref();
        let elsewhere = elsewhere.and_then(|quiz| self.elsewhere(quiz, locate));
        let failed = failed || elsewhere.is_some();
        outcome.diagnostics.extend(elsewhere);
        let id = parsed.quiz.as_ref().map(|quiz| quiz.id.value.clone());
        let Some(quiz) = parsed.quiz.filter(|_| !failed) else {
            outcome.facts.unread_quizzes.push(id);
            return;
        };
        let session = self.chapter.session;
        let mut prose = Prose::new(self.chapter.path, locate, Typesetter::of(session));
        let view = view::of(&quiz, &mut prose, &session.templates);
        let (mut links, diagnostics) = prose.finish();
        links.extend(section(&quiz, locate));
        outcome.diagnostics.extend(diagnostics);
        let forms = match self.rendered(&quiz, &view) {
            Ok((edit, forms)) => {
                outcome.edits.push(edit);
                forms
            }
            Err(message) => {
                let span = self.document.span(self.range.clone());
                let diagnostic = Diagnostic::error("template", span, message);
                outcome.diagnostics.push(diagnostic);
                Forms::default()
            }
        };
        let span = self.document.span(self.range.clone());
        outcome.facts.merge(ChapterFacts {
            quizzes: vec![facts::of(&quiz, forms, span, locate)],
            links,
            ..ChapterFacts::default()
        });
    }

    /// The quiz in the page, and as HTML where the renderer takes it; for paper only where our own
    /// site prints it.
    fn rendered(&self, quiz: &Quiz, view: &QuizView) -> Result<(Edit, Forms), String> {
        let session = self.chapter.session;
        let (text, range) = (self.document.text(), self.range.clone());
        if session.target == Target::Typed {
            let json = typed::json(quiz, session.math).map_err(|error| error.to_string())?;
            let edit = replace_by_fence(text, range, "coursebook-quiz", &json);
            return Ok((edit, Forms::default()));
        }
        let mut context = tera::Context::new();
        context.insert("quiz", view);
        let fill = |name: &str| match session.templates.render(name, &context) {
            Ok(html) => Ok(on_one_line(&html)),
            Err(error) => Err(error.to_string()),
        };
        let fill_for_site = |name: &str| match session.target {
            Target::Site => fill(name),
            _ => Ok(String::new()),
        };
        let forms = Forms {
            page: fill("quiz.html")?,
            print: fill_for_site("quiz-print.html")?,
            key: fill_for_site("quiz-key.html")?,
        };
        Ok((replace_block(text, range, &forms.page), forms))
    }

    /// What is wrong with a quiz that belongs to another page.
    fn elsewhere(&self, quiz: &Quiz, locate: &Locate<'_>) -> Option<Diagnostic> {
        let section = quiz.section.as_ref()?;
        let (named, _) = links::split(&section.value);
        let own = normalize_inside(Path::new(named));
        if own.as_deref() == Some(self.chapter.path) {
            return None;
        }
        let page = self.chapter.path.display();
        let message = format!(
            "this quiz belongs to `{}`, and is used on `{page}`",
            section.value
        );
        let help = "change `section`, or take it out: then any page may use the quiz";
        Some(Diagnostic::error("quiz-wrong-page", locate(&section.range), message).help(help))
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
            _ => error.help("a quiz is a YAML file of at most 256 KiB"),
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

/// The heading that a quiz says it belongs to, which must be there.
fn section(quiz: &Quiz, locate: &Locate<'_>) -> Option<LinkFacts> {
    let section = quiz.section.as_ref()?;
    section.value.contains('#').then(|| LinkFacts {
        target: section.value.clone(),
        span: locate(&section.range),
    })
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
