//! A quiz as the author wrote it.
//!
//! [`Source::read`] is the entry point. The run of the book has checked it already.

use anyhow::{Context, Result};
use coursebook_interchange::{ids::quiz_id, mdbook_quiz};
use coursebook_model::quiz::author::{Quiz, ReadOptions, read_quiz};
use coursebook_preprocessors::course::QuizFacts;
use coursebook_preprocessors::markdown::fences;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::SourceFile;
use std::path::{Path, PathBuf};

/// A quiz and its place in the book.
#[derive(Debug)]
pub(super) struct Source {
    /// The quiz.
    pub(super) quiz: Quiz,
    /// The file that it was written in, relative to the book's folder.
    pub(super) file: PathBuf,
    /// The page that asks it, relative to the content folder.
    pub(super) page: PathBuf,
    /// The titles of the part and the chapters around it, the outermost first.
    pub(super) titles: Vec<String>,
}

impl Source {
    /// Reads the quiz of which the run of the book has these facts.
    pub(super) fn read(
        facts: &QuizFacts,
        page: &Path,
        titles: &[String],
        session: &Session,
    ) -> Result<Source> {
        let first = facts.questions.first();
        let file = first.map_or(&facts.span.file, |question| &question.span.file);
        let quiz = candidates(file).into_iter().flatten();
        let quiz = quiz.into_iter().find(|quiz| quiz.id.value == facts.id);
        let (root, path) = (session.root.display(), file.path.display());
        Ok(Source {
            quiz: quiz.with_context(|| {
                format!(
                    "the quiz `{}` cannot be found again in `{root}/{path}`",
                    facts.id
                )
            })?,
            file: file.path.clone(),
            page: page.to_owned(),
            titles: titles.to_vec(),
        })
    }
}

/// The quizzes in a file: one in a file of its own, any number in fences of a page.
fn candidates(file: &SourceFile) -> Vec<Option<Quiz>> {
    let end = file.path.extension().unwrap_or_default();
    if end == "toml" {
        let id = quiz_id(&file.path);
        return vec![mdbook_quiz::read(&file.text, &id, &ReadOptions::foreign()).quiz];
    }
    if end == "md" {
        let fences = fences(&file.text).into_iter();
        let quizzes = fences.filter(|fence| fence.language() == "quiz");
        return quizzes.map(|fence| read_quiz(&fence.code).quiz).collect();
    }
    vec![read_quiz(&file.text).quiz]
}
