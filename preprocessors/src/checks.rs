//! What only shows when the whole course is known: ids that are used twice or have vanished.
//!
//! [`check`] is the entry point.

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::lock::{self, Kind, Lock};
use crate::session::Session;
use crate::source::{SourceFile, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// All mistakes of the course as a whole.
pub fn check(course: &Course, session: &Session) -> Vec<Diagnostic> {
    let mut found = doubles(course);
    if let Ok(file) = session.read(&session.src.join(lock::FILE_NAME)) {
        found.extend(against_lock(course, &file));
    }
    found
}

/// Ids used twice.
pub fn doubles(course: &Course) -> Vec<Diagnostic> {
    let chapters = course.chapters.values();
    let own = |facts: &crate::course::ChapterFacts| {
        facts
            .front_matter
            .as_ref()
            .and_then(|front| front.id.clone())
    };
    let chapter_ids = chapters
        .clone()
        .filter_map(|facts| Some((own(facts)?, facts.head.clone()?)));
    let tasks = chapters
        .clone()
        .flat_map(|facts| &facts.tasks)
        .map(|task| (task.id.clone(), task.span.clone()));
    let quizzes = chapters
        .flat_map(|facts| &facts.quizzes)
        .map(|quiz| (quiz.id.clone(), quiz.span.clone()));
    let mut found = repeated("chapter", chapter_ids);
    found.extend(repeated("item", tasks));
    found.extend(repeated("quiz", quizzes));
    found
}

fn repeated(what: &str, ids: impl Iterator<Item = (String, Span)>) -> Vec<Diagnostic> {
    let (mut first, mut found) = (HashMap::<String, Span>::new(), Vec::new());
    for (id, span) in ids {
        match first.get(&id) {
            None => {
                first.insert(id, span);
            }
            Some(other) => {
                let place = format!("{}:{}", other.file.path.display(), other.line());
                let message = format!("the id `{id}` is also that of the {what} at {place}");
                found.push(
                    Diagnostic::error("duplicate-id", span, message)
                        .help("a learner's progress is kept under ids: give this one another"),
                );
            }
        }
    }
    found
}

fn against_lock(course: &Course, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let (lock, mut found) = Lock::parse(file);
    for (kind, id) in lock.vanished(course) {
        let line = format!("{kind} {id}");
        let at = file.text.lines().scan(0, |offset, text| {
            let start = *offset;
            *offset += text.len() + 1;
            Some((start, text))
        });
        let start = at
            .into_iter()
            .find(|(_, text)| text.trim() == line)
            .map_or(0, |(start, _)| start);
        let span = Span::new(file.clone(), start..start + line.len());
        found.push(
            Diagnostic::error(
                "vanished-id",
                span,
                format!("the {kind} `{id}` was published and is no longer in the book"),
            )
            .help(vanished_help(kind, id)),
        );
    }
    let new = lock.unrecorded(course);
    if new > 0 {
        let span = Span::new(file.clone(), 0..0);
        found.push(
            Diagnostic::warning(
                "unrecorded-id",
                span,
                format!("{new} ids of the book are not recorded here"),
            )
            .help("run `coursebook ids --write` and commit the file"),
        );
    }
    found
}

fn vanished_help(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Task => format!(
            "if another item took its place, write `was: {id}` into that item's comment; else add ` retired` to this line"
        ),
        Kind::Question => format!(
            "if another question took its place, give that `was: [{id}]`; else add ` retired` to this line"
        ),
        Kind::Chapter => {
            "give the chapter its id back in its front matter, or add ` retired` to this line"
                .to_owned()
        }
    }
}
