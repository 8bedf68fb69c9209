//! `ids.lock`: every id ever published.
//!
//! A learner's progress is kept under ids, so an id that was once on a page may not vanish without
//! a word. One line an id, sorted: its kind, the id, and `retired` where the author gave it up.
//! [`Lock::parse`] is the entry point; `coursebook ids --write` keeps the file.

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The file's name, in the content folder.
pub const FILE_NAME: &str = "ids.lock";

/// What an id belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A chapter.
    Chapter,
    /// A question, as `quiz/question`.
    Question,
    /// A tickable item.
    Task,
}

/// All recorded ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Whether each was given up.
    entries: BTreeMap<(Kind, String), bool>,
}

impl Lock {
    /// Reads the file's text; lines that cannot be read are reported and left out.
    pub fn parse(file: &Arc<SourceFile>) -> (Lock, Vec<Diagnostic>) {
        let (mut lock, mut mistakes, mut offset) = (Lock::default(), Vec::new(), 0);
        for line in file.text.split_inclusive('\n') {
            let range = offset..offset + line.trim_end().len();
            offset += line.len();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match parse_line(line) {
                Some((key, retired)) => {
                    lock.entries.insert(key, retired);
                }
                None => {
                    let span = Span::new(file.clone(), range);
                    let message = "this line is not `chapter ID`, `question QUIZ/ID` or `task ID`";
                    mistakes.push(
                        Diagnostic::error("ids-lock", span, message)
                            .help("let `coursebook ids --write` keep this file"),
                    );
                }
            }
        }
        (lock, mistakes)
    }

    /// Whether nothing is recorded yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Records the ids of a course that are not recorded yet, and gives how many they were.
    pub fn record(&mut self, course: &Course) -> usize {
        let before = self.entries.len();
        for key in ids(course) {
            self.entries.entry(key).or_insert(false);
        }
        self.entries.len() - before
    }

    /// Recorded ids, not given up, that the course has neither as ids nor as former ids.
    pub fn vanished(&self, course: &Course) -> Vec<(Kind, &str)> {
        let known: std::collections::BTreeSet<_> = ids(course).chain(former_ids(course)).collect();
        let missing = self
            .entries
            .iter()
            .filter(|(key, retired)| !**retired && !known.contains(key));
        missing
            .map(|((kind, id), _)| (*kind, id.as_str()))
            .collect()
    }

    /// Ids of the course that are not recorded yet.
    pub fn unrecorded(&self, course: &Course) -> usize {
        ids(course)
            .filter(|key| !self.entries.contains_key(key))
            .count()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Chapter => "chapter",
            Kind::Question => "question",
            Kind::Task => "task",
        })
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "# Every id ever published. Kept by `coursebook ids --write`; commit it."
        )?;
        writeln!(
            f,
            "# To give an id up for good, add ` retired` to its line."
        )?;
        for ((kind, id), retired) in &self.entries {
            writeln!(f, "{kind} {id}{}", if *retired { " retired" } else { "" })?;
        }
        Ok(())
    }
}

fn parse_line(line: &str) -> Option<((Kind, String), bool)> {
    let mut words = line.split_whitespace();
    let kind = match words.next()? {
        "chapter" => Kind::Chapter,
        "question" => Kind::Question,
        "task" => Kind::Task,
        _ => return None,
    };
    let id = words.next()?.to_owned();
    let retired = match words.next() {
        None => false,
        Some("retired") => true,
        Some(_) => return None,
    };
    words.next().is_none().then_some(((kind, id), retired))
}

fn ids(course: &Course) -> impl Iterator<Item = (Kind, String)> {
    course.chapters.values().flat_map(|chapter| {
        let own = chapter
            .front_matter
            .iter()
            .filter_map(|front_matter| front_matter.id.clone());
        let tasks = chapter
            .tasks
            .iter()
            .map(|task| (Kind::Task, task.id.clone()));
        let questions = chapter.quizzes.iter().flat_map(|quiz| {
            quiz.questions
                .iter()
                .map(|question| (Kind::Question, format!("{}/{}", quiz.id, question.id)))
        });
        own.map(|id| (Kind::Chapter, id))
            .chain(tasks)
            .chain(questions)
    })
}

fn former_ids(course: &Course) -> impl Iterator<Item = (Kind, String)> {
    course.chapters.values().flat_map(|chapter| {
        let tasks = chapter
            .tasks
            .iter()
            .flat_map(|task| task.was.iter().map(|id| (Kind::Task, id.clone())));
        let questions = chapter.quizzes.iter().flat_map(|quiz| {
            let former = |id: &String| {
                (
                    Kind::Question,
                    if id.contains('/') {
                        id.clone()
                    } else {
                        format!("{}/{id}", quiz.id)
                    },
                )
            };
            quiz.questions
                .iter()
                .flat_map(move |question| question.was.iter().map(former))
        });
        tasks.chain(questions)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{ChapterFacts, TaskFacts};

    fn course(tasks: &[(&str, &[&str])]) -> Course {
        let span = Span::new(SourceFile::new("a.md", ""), 0..0);
        let task = |(id, was): &(&str, &[&str])| TaskFacts {
            id: (*id).to_owned(),
            was: was.iter().map(|id| (*id).to_owned()).collect(),
            span: span.clone(),
        };
        let facts = ChapterFacts {
            tasks: tasks.iter().map(task).collect(),
            ..ChapterFacts::default()
        };
        Course {
            chapters: BTreeMap::from([("a.md".into(), facts)]),
        }
    }

    #[test]
    fn an_id_may_be_renamed_or_retired_but_not_vanish() {
        let mut lock = Lock::default();
        assert_eq!(
            lock.record(&course(&[("one", &[]), ("two", &[]), ("three", &[])])),
            3
        );
        let text = lock.to_string().replace("task three", "task three retired");
        let (lock, mistakes) = Lock::parse(&SourceFile::new(FILE_NAME, text));
        assert!(mistakes.is_empty());
        assert_eq!(
            lock.vanished(&course(&[("uno", &["one"])])),
            [(Kind::Task, "two")]
        );
        assert_eq!(lock.unrecorded(&course(&[("uno", &["one"])])), 1);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_reported() {
        let (_, mistakes) =
            Lock::parse(&SourceFile::new(FILE_NAME, "task a\nbox b\ntask c gone\n"));
        assert_eq!(
            mistakes
                .iter()
                .map(|mistake| mistake.span.line())
                .collect::<Vec<_>>(),
            [2, 3]
        );
    }
}
