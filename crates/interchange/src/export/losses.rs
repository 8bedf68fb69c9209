//! What of a question another format does not hold.

use super::Loss;
use coursebook_model::quiz::author::{Choice, Kind, Question, Quiz};

/// What is lost of one question, each thing once.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    what: Vec<String>,
}

impl Losses {
    /// Adds something.
    pub(crate) fn add(&mut self, what: impl Into<String>) {
        let what = what.into();
        if !self.what.contains(&what) {
            self.what.push(what);
        }
    }

    /// Adds something if it is so.
    pub(crate) fn add_if(&mut self, so: bool, what: &str) {
        if so {
            self.add(what);
        }
    }

    /// Adds what most formats have no place for, apart from what they say they have.
    pub(crate) fn add_common(&mut self, question: &Question, holds: &[&str]) {
        let choices = choices(question);
        let fixed = !question.shuffle || choices.iter().any(|choice| choice.pin.is_some());
        let missed = choices
            .iter()
            .any(|choice| choice.feedback_missed.is_some());
        for (so, what) in [
            (!question.hints.is_empty(), "hints"),
            (question.reference.is_some(), "the page that answers it"),
            (question.difficulty.is_some(), "difficulty"),
            (!question.tags.is_empty(), "tags"),
            (question.variants.is_some(), "variants"),
            (fixed && !choices.is_empty(), "the order of choices"),
            (missed, "words for a right choice that was missed"),
        ] {
            self.add_if(so && !holds.contains(&what), what);
        }
    }

    /// All that was added.
    #[cfg(test)]
    pub(crate) fn what(&self) -> &[String] {
        &self.what
    }

    /// Puts it on the list, if there is anything.
    pub(crate) fn finish(self, quiz: &Quiz, question: &Question, list: &mut Vec<Loss>) {
        if !self.what.is_empty() {
            list.push(Loss {
                quiz: quiz.id.value.clone(),
                question: question.id.value.clone(),
                what: self.what,
            });
        }
    }
}

fn choices(question: &Question) -> &[Choice] {
    match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => choices,
        _ => &[],
    }
}
