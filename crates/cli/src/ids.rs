//! `coursebook ids`: the names under which learners' progress is kept.

use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use coursebook_html::Mode;
use coursebook_preprocessors::course::Course;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::lock::{self, Lock};
use coursebook_preprocessors::progress::{ids::with_missing_ids, items};
use coursebook_preprocessors::session::{ReadError, Session};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Lists ids, or with `write` gives missing ones and records all.
pub(crate) fn ids(folder: &Path, write: bool) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    if write {
        let outcome = project.run(Mode::Check)?;
        give_missing(&outcome.session, &outcome.session.course())?;
    }
    let outcome = project.run(Mode::Check)?;
    let session = outcome.session.clone();
    if write {
        record(&session)?;
        // What the record has to say is only known after the new ids are in it.
        return Ok(report::print(&project.run(Mode::Check)?.diagnostics()?));
    }
    list(&session.course())?;
    Ok(report::print(&outcome.diagnostics()?))
}

fn list(course: &Course) -> std::io::Result<()> {
    for (path, chapter) in &course.chapters {
        let path = path.display();
        report::say(format_args!("chapter {} {path}:1", chapter.id))?;
        for task in &chapter.tasks {
            let line = task.span.line();
            report::say(format_args!("task {} {path}:{line}", task.id))?;
        }
        for quiz in &chapter.quizzes {
            for question in &quiz.questions {
                let (file, line) = (question.span.file.path.display(), question.span.line());
                let id = format!("{}/{}", quiz.id, question.id);
                report::say(format_args!("question {id} {file}:{line}"))?;
                if !question.parts.is_empty() {
                    let parts = question.parts.iter().map(|part| part.id.as_str());
                    let parts = parts.collect::<Vec<_>>().join(" ");
                    report::say(format_args!("parts {id}: {parts}"))?;
                }
            }
        }
    }
    Ok(())
}

/// Writes ids into the chapters whose items have none.
fn give_missing(session: &Session, course: &Course) -> Result<()> {
    let mut texts = Vec::new();
    for path in course.chapters.keys() {
        let file = session.locate(&session.src.join(path))?;
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read `{}`", file.display()))?;
        texts.push((path, file, text));
    }
    let mut taken = taken(course, &recorded(session)?);
    for (_, _, text) in &texts {
        // Also those of items that are left out of the course because of a mistake.
        let comments = items(text).into_iter().filter_map(|item| item.id);
        taken.extend(comments.flat_map(|comment| comment.id.into_iter().chain(comment.was)));
    }
    for (path, file, text) in texts {
        let (text, given) = with_missing_ids(&text, &session.chapter_id(path), &mut taken);
        if given.is_empty() {
            continue;
        }
        replace(&file, &text)?;
        for id in given {
            report::say(format_args!("{}: {id}", path.display()))?;
        }
    }
    Ok(())
}

/// Ids that no new item may get: those in use, former ones, and all ever recorded.
fn taken(course: &Course, lock: &Lock) -> BTreeSet<String> {
    let tasks = course.chapters.values().flat_map(|chapter| &chapter.tasks);
    let of_items = tasks.flat_map(|task| std::iter::once(&task.id).chain(&task.was));
    let recorded = lock.task_ids().map(str::to_owned);
    of_items.cloned().chain(recorded).collect()
}

/// What `ids.lock` holds. Only a file that is not there holds nothing: one that cannot be read
/// may hold ids that must not be lost.
fn recorded(session: &Session) -> Result<Lock> {
    let path = session.src.join(lock::FILE_NAME);
    let file = match session.read(&path) {
        Ok(file) => file,
        Err(ReadError::Missing(_)) => return Ok(Lock::default()),
        Err(error) => return Err(error).context("nothing is recorded"),
    };
    let (lock, mistakes) = Lock::parse(&file);
    let Some(mistake) = mistakes.first() else {
        return Ok(lock);
    };
    let (path, line) = (path.display(), mistake.span.line());
    anyhow::bail!("{path}:{line}: {}; mend it first", mistake.message)
}

fn record(session: &Session) -> Result<()> {
    let mut lock = recorded(session)?;
    // A chapter whose front matter cannot be read would be recorded under an id that is not its own.
    let unsure = |mistake: &Diagnostic| mistake.code == "front-matter";
    if session.diagnostics().iter().any(unsure) {
        return Ok(());
    }
    let new = lock.record(&session.course());
    if new > 0 {
        let path = session.src.join(lock::FILE_NAME);
        let file = match session.locate(&path) {
            Err(ReadError::Missing(_)) => session.root.join(&path),
            found => found?,
        };
        replace(&file, &lock.to_string())?;
        report::say(format_args!("{}: {new} ids recorded", lock::FILE_NAME))?;
    }
    Ok(())
}

/// Writes a file of the author's so that a crash leaves either the old text or the new one. The
/// path is a real one, so that a symbolic link stays a link.
fn replace(path: &Path, text: &str) -> Result<()> {
    let mut beside = PathBuf::from(path).into_os_string();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, text)
        .with_context(|| format!("cannot write `{}`", beside.display()))?;
    std::fs::rename(&beside, path).with_context(|| format!("cannot write `{}`", path.display()))
}
