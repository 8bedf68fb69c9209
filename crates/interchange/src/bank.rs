//! The questions of one file, before they are quizzes.
//!
//! [`Bank`] is the entry point: every reader fills one. Invariant: each quiz made of it has no more
//! questions than a quiz may have, and exactly the contexts that they name.

use crate::node::{Map, Written, list, plain, text};
use coursebook_model::quiz::author::Problem;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The most questions that one quiz holds.
const MAX_QUESTIONS: usize = 100;

/// Questions from one file.
#[derive(Debug, Default)]
pub(crate) struct Bank {
    /// Stems that several questions share, by name.
    pub(crate) contexts: Vec<(String, Written)>,
    /// The questions, in order.
    pub(crate) questions: Vec<Entry>,
    /// What there is to say about the file.
    pub(crate) problems: Vec<Problem>,
}

/// A question.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The question as in a quiz file.
    pub(crate) node: Node,
    /// The name of its context.
    pub(crate) context: Option<String>,
}

impl Bank {
    /// The questions as one quiz, however many they are; `None` if there are none.
    pub(crate) fn quiz(self, id: &str) -> Option<Node> {
        (!self.questions.is_empty()).then(|| quiz(id, &self.contexts, &self.questions))
    }

    /// The questions as quizzes of bearable size, each with its id.
    pub(crate) fn quizzes(&self, id: &str) -> Vec<(String, usize, Node)> {
        let parts = self.questions.chunks(MAX_QUESTIONS).enumerate();
        parts
            .map(|(index, questions)| {
                let id = match index {
                    0 => id.to_owned(),
                    _ => crate::ids::of_part_of_quiz(id, index + 1),
                };
                let node = quiz(&id, &self.contexts, questions);
                (id, questions.len(), node)
            })
            .collect()
    }
}

fn quiz(id: &str, contexts: &[(String, Written)], questions: &[Entry]) -> Node {
    let top = questions
        .first()
        .map_or(0..0, |entry| entry.node.range.clone());
    let nodes = questions.iter().map(|entry| entry.node.clone());
    Map::new(&top)
        .with("schema", plain(1, &top))
        .with("id", text(id, &top))
        .with_some("contexts", used(contexts, questions, &top))
        .with("questions", list(nodes.collect(), &top))
        .done()
}

fn used(contexts: &[(String, Written)], questions: &[Entry], at: &Range<usize>) -> Option<Node> {
    let named = |name: &str| {
        let mut names = questions
            .iter()
            .filter_map(|entry| entry.context.as_deref());
        names.any(|used| used == name)
    };
    let mut used = contexts.iter().filter(|(name, _)| named(name)).peekable();
    used.peek()?;
    let map = used.fold(Map::new(at), |map, (name, text)| {
        map.with(name, text.prose())
    });
    Some(map.done())
}
