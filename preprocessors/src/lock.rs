//! `ids.lock`: every id ever published.
//!
//! A learner's progress is kept under ids, so an id that was once on a page may not vanish without
//! a word. One line an id, sorted: its kind, the id, and `retired` where the author gave it up; then
//! one line for the parts of each question. [`Lock::parse`] is the entry point; `coursebook ids
//! --write` keeps the file.

mod parts;

use crate::course::{Course, QuestionFacts, QuizFacts};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};
use parts::Parts;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
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
    /// A part of a question, as `quiz/question/part`.
    Part,
}

type Key = (Kind, String);

/// All recorded ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    entries: BTreeMap<Key, Entry>,
    parts: Parts,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Entry {
    /// Whether the author gave the id up.
    retired: bool,
    /// Its line in the file that was read; empty for a new one.
    line: Range<usize>,
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
            if lock.take(line, range.clone()).is_none() {
                let span = Span::new(file.clone(), range);
                let message = "this line is not `chapter ID`, `question QUIZ/ID`, `task ID` or `parts QUIZ/ID: …`";
                mistakes.push(
                    Diagnostic::error("ids-lock", span, message)
                        .help("let `coursebook ids --write` keep this file"),
                );
            }
        }
        (lock, mistakes)
    }

    /// Takes a line over; `None` if it cannot be read.
    fn take(&mut self, line: &str, range: Range<usize>) -> Option<()> {
        if Parts::is_line(line) {
            return self.parts.read(line, range.start);
        }
        let (key, retired) = parse_line(line)?;
        let entry = Entry {
            retired,
            line: range,
        };
        self.entries.insert(key, entry);
        Some(())
    }

    /// Whether nothing is recorded yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.parts.is_empty()
    }

    /// Records the ids of a course that are not recorded yet, and which parts of questions were
    /// given up; gives how many they were.
    pub fn record(&mut self, course: &Course) -> usize {
        let before = self.entries.len();
        for (key, _) in ids(course) {
            self.entries.entry(key).or_default();
        }
        self.entries.len() - before + self.parts.record(course)
    }

    /// Recorded ids, not given up, that the course has neither as ids nor as former ids; each with
    /// its place in the file. What a quiz that could not be read may hold is not missed.
    pub fn vanished(&self, course: &Course) -> Vec<(Kind, String, Range<usize>)> {
        let known: BTreeSet<Key> = ids(course)
            .map(|(key, _)| key)
            .chain(former_ids(course))
            .collect();
        let missing = self
            .entries
            .iter()
            .filter(|(key, entry)| !entry.retired && !known.contains(key));
        let parts = self.parts.vanished(course).into_iter();
        let missing = missing
            .map(|((kind, id), entry)| (*kind, id.clone(), entry.line.clone()))
            .chain(parts.map(|(id, place)| (Kind::Part, id, place)));
        missing
            .filter(|(kind, id, _)| {
                let of_quiz = matches!(kind, Kind::Question | Kind::Part);
                !(of_quiz && course.may_hide(id))
            })
            .collect()
    }

    /// Ids of the course that were given up, with the place where each is used again.
    pub fn retired_in_use(&self, course: &Course) -> Vec<(Kind, String, Span)> {
        let parts = self.parts.retired_in_use(course).into_iter();
        ids_asked(course)
            .filter(|(key, _)| self.entries.get(key).is_some_and(|entry| entry.retired))
            .map(|((kind, id), span)| (kind, id, span))
            .chain(parts.map(|(id, span)| (Kind::Part, id, span)))
            .collect()
    }

    /// Former ids of items that this file has never held, with the place of the item that names each.
    pub fn never_recorded(&self, course: &Course) -> Vec<(Kind, String, Span)> {
        let tasks = course.chapters.values().flat_map(|chapter| &chapter.tasks);
        let former = tasks.flat_map(|task| {
            let was = task.was.iter();
            was.map(|id| (Kind::Task, id.clone(), task.span.clone()))
        });
        former
            .filter(|(kind, id, _)| !self.entries.contains_key(&(*kind, id.clone())))
            .collect()
    }

    /// All recorded ids of items, also those given up: no new item may take one.
    pub fn task_ids(&self) -> impl Iterator<Item = &str> {
        self.entries
            .keys()
            .filter(|(kind, _)| *kind == Kind::Task)
            .map(|(_, id)| id.as_str())
    }

    /// Ids of the course that are not recorded yet.
    pub fn unrecorded(&self, course: &Course) -> usize {
        self.clone().record(course)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Chapter => "chapter",
            Kind::Question => "question",
            Kind::Task => "task",
            Kind::Part => "part",
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
            "# To give an id up for good, add ` retired` to its line; that of a question's part, add it to the"
        )?;
        writeln!(f, "# question's `retired_ids`, and it gets a `~` here.")?;
        for ((kind, id), entry) in &self.entries {
            writeln!(
                f,
                "{kind} {id}{}",
                if entry.retired { " retired" } else { "" }
            )?;
        }
        self.parts.fmt(f)
    }
}

fn parse_line(line: &str) -> Option<(Key, bool)> {
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

/// All ids of a course with their places.
fn ids(course: &Course) -> impl Iterator<Item = (Key, Span)> {
    ids_of(course, |quiz| quiz.questions.iter().collect())
}

/// The same without questions that are only kept for old progress.
fn ids_asked(course: &Course) -> impl Iterator<Item = (Key, Span)> {
    ids_of(course, |quiz| quiz.asked().collect())
}

fn ids_of(
    course: &Course,
    questions: fn(&QuizFacts) -> Vec<&QuestionFacts>,
) -> impl Iterator<Item = (Key, Span)> {
    course.chapters.values().flat_map(move |chapter| {
        // A chapter that no front matter preprocessor has seen is not known well enough.
        let own = chapter
            .head
            .iter()
            .map(|head| ((Kind::Chapter, chapter.id.clone()), head.clone()));
        let tasks = chapter
            .tasks
            .iter()
            .map(|task| ((Kind::Task, task.id.clone()), task.span.clone()));
        let questions = chapter.quizzes.iter().flat_map(move |quiz| {
            questions(quiz).into_iter().map(|question| {
                let id = format!("{}/{}", quiz.id, question.id);
                ((Kind::Question, id), question.span.clone())
            })
        });
        own.chain(tasks).chain(questions)
    })
}

fn former_ids(course: &Course) -> impl Iterator<Item = Key> {
    course.chapters.values().flat_map(|chapter| {
        let tasks = chapter
            .tasks
            .iter()
            .flat_map(|task| task.was.iter().map(|id| (Kind::Task, id.clone())));
        let questions = chapter.quizzes.iter().flat_map(|quiz| &quiz.questions);
        let questions = questions
            .flat_map(|question| question.was.iter().map(|id| (Kind::Question, id.clone())));
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
        let without = course(&[("uno", &["one"])]);
        let vanished = lock.vanished(&without);
        assert_eq!(vanished.len(), 1);
        assert_eq!((vanished[0].0, vanished[0].1.as_str()), (Kind::Task, "two"));
        assert_eq!(lock.unrecorded(&course(&[("uno", &["one"])])), 1);
    }

    #[test]
    fn what_an_unread_quiz_may_hold_is_not_missed() {
        let text = "parts a/one: x\nquestion a/one\nquestion b/two\ntask gone\n";
        let (lock, _) = Lock::parse(&SourceFile::new(FILE_NAME, text));
        let missed = |unread: &[Option<&str>]| {
            let mut course = course(&[]);
            let facts = course.chapters.values_mut().next().unwrap();
            facts.unread_quizzes = unread.iter().map(|id| id.map(str::to_owned)).collect();
            let vanished = lock.vanished(&course).into_iter();
            vanished.map(|(_, id, _)| id).collect::<Vec<_>>()
        };
        assert_eq!(missed(&[]), ["a/one", "b/two", "gone"]);
        assert_eq!(missed(&[Some("a")]), ["b/two", "gone"]);
        assert_eq!(missed(&[None]), ["gone"]);
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
