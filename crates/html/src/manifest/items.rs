//! `items-*.js`: the ids of the tasks and questions of chapters.
//!
//! [`script`] is the entry point. An item is its id, followed by its former ids, parted by blanks;
//! questions of which one is asked are one item, parted by `|`, and done with when one of them is.
//! Invariant: only what every reader is asked in the chapter counts, so that all of it can be done.

use super::json;
use crate::book::Page;
use coursebook_preprocessors::course::{ChapterFacts, QuestionFacts, QuizFacts};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What counts towards having done a chapter.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Items {
    tasks: Vec<String>,
    questions: Vec<String>,
}

impl Items {
    /// Those of a chapter.
    pub(crate) fn of(facts: &ChapterFacts) -> Items {
        let tasks = facts.tasks.iter();
        Items {
            tasks: tasks.map(|task| with_former(&task.id, &task.was)).collect(),
            questions: facts.quizzes.iter().flat_map(of_quiz).collect(),
        }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.tasks.len() + self.questions.len()
    }

    /// How many of them are tasks.
    pub(crate) fn tasks(&self) -> usize {
        self.tasks.len()
    }

    /// How many of them are questions.
    pub(crate) fn questions(&self) -> usize {
        self.questions.len()
    }
}

/// The script that adds the items of these chapters to `window.COURSEBOOK_ITEMS`; none if they
/// have none.
pub(crate) fn script<'a>(pages: impl Iterator<Item = &'a Page>) -> Option<String> {
    let items = pages.map(|page| (&page.id, Items::of(&page.facts)));
    let items: BTreeMap<_, _> = items.filter(|(_, items)| items.count() > 0).collect();
    let known = "window.COURSEBOOK_ITEMS";
    (!items.is_empty()).then(|| format!("{known}=Object.assign({known}||{{}},{});\n", json(&items)))
}

/// A question's key in records, followed by its former ones.
pub(super) fn question_ids(quiz: &QuizFacts, question: &QuestionFacts) -> String {
    with_former(&format!("{}/{}", quiz.id, question.id), &question.was)
}

fn of_quiz(quiz: &QuizFacts) -> Vec<String> {
    let (mut items, mut groups) = (Vec::<String>::new(), HashMap::<&str, usize>::new());
    for question in quiz.asked().filter(|question| counts(question)) {
        let ids = question_ids(quiz, question);
        let group = question.variants.as_deref();
        let known = group.and_then(|group| groups.get(group));
        if let Some(item) = known.and_then(|place| items.get_mut(*place)) {
            *item = format!("{item}|{ids}");
            continue;
        }
        if let Some(group) = group {
            groups.insert(group, items.len());
        }
        items.push(ids);
    }
    items
}

/// Whether a question is asked in its place. A guess, a repetition or an examination is nothing
/// that a reader of the chapter must have done.
fn counts(question: &QuestionFacts) -> bool {
    question.uses.contains(&"inline")
}

fn with_former(id: &str, was: &[String]) -> String {
    let ids: Vec<&str> = std::iter::once(id)
        .chain(was.iter().map(String::as_str))
        .collect();
    ids.join(" ")
}
