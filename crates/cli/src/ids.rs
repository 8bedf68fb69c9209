//! `coursebook ids`: the names under which learners' progress is kept.

use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use coursebook_html::Mode;
use coursebook_preprocessors::course::Course;
use coursebook_preprocessors::lock::{self, Lock};
use coursebook_preprocessors::progress::{ids::with_missing_ids, items};
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::SourceFile;
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
    list(&session.course());
    Ok(report::print(&outcome.diagnostics()?))
}

fn list(course: &Course) {
    for (path, chapter) in &course.chapters {
        let path = path.display();
        for task in &chapter.tasks {
            println!("task {} {path}:{}", task.id, task.span.line());
        }
        for quiz in &chapter.quizzes {
            for question in &quiz.questions {
                println!(
                    "question {}/{} {}:{}",
                    quiz.id,
                    question.id,
                    question.span.file.path.display(),
                    question.span.line()
                );
            }
        }
    }
}

/// Writes ids into the chapters whose items have none.
fn give_missing(session: &Session, course: &Course) -> Result<()> {
    let mut taken: BTreeSet<String> = course
        .chapters
        .values()
        .flat_map(|chapter| &chapter.tasks)
        .map(|task| task.id.clone())
        .collect();
    for path in course.chapters.keys() {
        let file = session.root.join(&session.src).join(path);
        let text = read(&file)?;
        if items(&text).iter().all(|item| item.id.is_some()) {
            continue;
        }
        let (text, given) = with_missing_ids(&text, &session.chapter_id(path), &mut taken);
        replace(&file, &text)?;
        for id in given {
            println!("{}: {id}", path.display());
        }
    }
    Ok(())
}

fn record(session: &Session) -> Result<()> {
    let path = session.root.join(&session.src).join(lock::FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let (mut lock, mistakes) = Lock::parse(&SourceFile::new(lock::FILE_NAME, text));
    anyhow::ensure!(
        mistakes.is_empty(),
        "`{}` cannot be read; mend it first",
        path.display()
    );
    let new = lock.record(&session.course());
    if new > 0 {
        replace(&path, &lock.to_string())?;
        println!("{}: {new} ids recorded", lock::FILE_NAME);
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes a file of the author's so that a crash leaves either the old text or the new one.
fn replace(path: &Path, text: &str) -> Result<()> {
    let mut beside = PathBuf::from(path).into_os_string();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, text)
        .with_context(|| format!("cannot write `{}`", beside.display()))?;
    std::fs::rename(&beside, path).with_context(|| format!("cannot write `{}`", path.display()))
}
