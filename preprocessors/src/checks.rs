//! What only shows when the whole course is known: ids that are used twice or have vanished, and
//! what weakens its quizzes as a whole.
//!
//! [`check`] is the entry point.

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::lock::{self, Kind, Lock};
use crate::quiz::lints;
use crate::session::{ReadError, Session};
use crate::source::{SourceFile, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// All mistakes of the course as a whole.
pub fn check(course: &Course, session: &Session) -> Vec<Diagnostic> {
    let mut found = doubles(course);
    found.extend(lints::check(course, &session.quiz));
    found.extend(
        session
            .glossary()
            .map(|glossary| glossary.unused(course))
            .unwrap_or_default(),
    );
    let path = session.src.join(lock::FILE_NAME);
    match session.read(&path) {
        Ok(file) => found.extend(against_lock(course, &file)),
        Err(ReadError::Missing(_)) => {}
        Err(error) => {
            let span = Span::new(SourceFile::new(path, ""), 0..0);
            found.push(
                Diagnostic::error("ids-lock", span, error.to_string())
                    .help("without it nobody can tell whether a published id has vanished"),
            );
        }
    }
    found
}

/// Ids used twice. A former id counts as used: it leads to a learner's old ticks.
pub fn doubles(course: &Course) -> Vec<Diagnostic> {
    let chapters = course.chapters.values();
    let chapter_ids = chapters
        .clone()
        .filter_map(|facts| Some((facts.id.clone(), facts.head.clone()?)));
    let tasks = chapters
        .clone()
        .flat_map(|facts| &facts.tasks)
        .flat_map(|task| {
            let ids = std::iter::once(&task.id).chain(&task.was);
            ids.map(|id| (id.clone(), task.span.clone()))
        });
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
    found.extend(lock.vanished(course).into_iter().map(|(kind, id, line)| {
        let span = Span::new(file.clone(), line);
        let message = format!("the {kind} `{id}` was published and is no longer in the book");
        Diagnostic::error("vanished-id", span, message).help(vanished_help(kind, &id))
    }));
    found.extend(
        lock.retired_in_use(course)
            .into_iter()
            .map(|(kind, id, span)| {
                let message = format!("the {kind} id `{id}` was given up and is used again");
                Diagnostic::error("retired-id", span, message).help(retired_help(kind))
            }),
    );
    found.extend(
        lock.never_recorded(course)
            .into_iter()
            .map(|(kind, id, span)| {
                let message = format!("no {kind} `{id}` was ever recorded in `ids.lock`");
                Diagnostic::warning("unknown-former-id", span, message)
                    .help("`was` names an id that was published before: look for a misspelling")
            }),
    );
    let new = lock.unrecorded(course);
    if new > 0 {
        let span = Span::new(file.clone(), 0..0);
        let message = match new {
            1 => "one id of the book is not recorded here".to_owned(),
            _ => format!("{new} ids of the book are not recorded here"),
        };
        found.push(
            Diagnostic::warning("unrecorded-id", span, message)
                .help("run `coursebook ids --write` and commit the file"),
        );
    }
    found
}

fn retired_help(kind: Kind) -> &'static str {
    match kind {
        Kind::Part => {
            "old answers hold it: take another id, or take it out of `retired_ids` and take the `~` off it in `ids.lock` if this is what it named"
        }
        Kind::Chapter | Kind::Question | Kind::Task => {
            "old progress is kept under it: take another id, or take `retired` out of its line in `ids.lock` if this is what it named"
        }
    }
}

fn vanished_help(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Task => format!(
            "if another item took its place, write `was: {id}` into that item's comment; else add ` retired` to this line"
        ),
        Kind::Question => format!(
            "if another question took its place, give that `was: [{id}]`; else add ` retired` to this line"
        ),
        Kind::Part => {
            let part = id.rsplit('/').next().unwrap_or(id);
            format!(
                "if another part of the question took its place, give that `was: [{part}]`; else add `{part}` to the question's `retired_ids`"
            )
        }
        Kind::Chapter => {
            format!(
                "give the chapter its id back with `id: {id}` in its front matter (one without has an id made of its path), or add ` retired` to this line"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{ChapterFacts, TaskFacts};

    /// An item's id and its former ids.
    type Item<'a> = (&'a str, &'a [&'a str]);

    /// A course of chapters with an id and items each.
    fn course(chapters: &[(&str, &[Item<'_>])]) -> Course {
        let span = Span::new(SourceFile::new("a.md", ""), 0..0);
        let task = |(id, was): &Item<'_>| TaskFacts {
            id: (*id).to_owned(),
            was: was.iter().map(|id| (*id).to_owned()).collect(),
            span: span.clone(),
        };
        let chapter = |(at, (id, tasks)): (usize, &(&str, &[Item<'_>]))| {
            let facts = ChapterFacts {
                id: (*id).to_owned(),
                head: Some(span.clone()),
                tasks: tasks.iter().map(task).collect(),
                ..ChapterFacts::default()
            };
            (format!("{at}.md").into(), facts)
        };
        Course {
            chapters: chapters.iter().enumerate().map(chapter).collect(),
        }
    }

    fn codes(found: &[Diagnostic]) -> Vec<&str> {
        found.iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn chapters_and_former_ids_collide_too() {
        assert_eq!(
            codes(&doubles(&course(&[("a-b", &[]), ("a-b", &[])]))),
            ["duplicate-id"]
        );
        let taken = course(&[("c", &[("new", &["old"]), ("old", &[])])]);
        assert_eq!(codes(&doubles(&taken)), ["duplicate-id"]);
        assert!(doubles(&course(&[("c", &[("new", &["old"])])])).is_empty());
    }

    #[test]
    fn a_former_id_that_never_was_is_told() {
        let file = SourceFile::new(lock::FILE_NAME, "chapter c\ntask old\ntask new\n");
        let codes_of = |was: &[&str]| {
            codes(&against_lock(&course(&[("c", &[("new", was)])]), &file)).join(" ")
        };
        assert_eq!(codes_of(&["old"]), "");
        assert_eq!(codes_of(&["old", "odl"]), "unknown-former-id");
    }

    #[test]
    fn a_retired_id_may_not_come_back() {
        let file = SourceFile::new(lock::FILE_NAME, "chapter c\ntask old retired\n");
        let found = against_lock(&course(&[("c", &[("old", &[])])]), &file);
        assert_eq!(codes(&found), ["retired-id"]);
    }

    #[test]
    fn a_vanished_id_is_located_in_a_file_with_windows_lines() {
        let file = SourceFile::new(lock::FILE_NAME, "# x\r\nchapter c\r\ntask gone\r\n");
        let found = against_lock(&course(&[("c", &[])]), &file);
        assert_eq!(codes(&found), ["vanished-id"]);
        assert_eq!(&file.text[found[0].span.range.clone()], "task gone");
    }
}
