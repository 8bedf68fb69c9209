//! GIFT's answers as the fields of our types.
//!
//! [`read`] is the entry point. Invariant: a share of the points that our type has no place for is
//! listed, and what was fully right stays right.

mod choice;
mod number;
mod others;
mod text;

use super::parse::{Answer, Parts};
use crate::node::Written;
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The sign that Moodle puts in the place of a missing word.
const BLANK: &str = "_____";
/// The most answers that a question may have.
const MAX_ANSWERS: usize = 50;

/// A question whose answers are to be read.
pub(super) struct Asked<'a> {
    pub(super) parts: &'a Parts,
    /// What is asked, as Markdown; of a missing word only what stands before it.
    pub(super) prompt: Written,
    /// What is said to everybody afterwards, as Markdown.
    pub(super) general: Option<Written>,
}

/// A question of one of our types.
pub(super) struct Question {
    /// The type.
    pub(super) kind: &'static str,
    /// What goes with it, in the order of a tidy file.
    pub(super) fields: Vec<(&'static str, Node)>,
}

impl Question {
    fn new(kind: &'static str) -> Question {
        Question {
            kind,
            fields: Vec::new(),
        }
    }

    fn with(mut self, key: &'static str, value: Node) -> Question {
        self.fields.push((key, value));
        self
    }

    fn with_some(self, key: &'static str, value: Option<Node>) -> Question {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

impl Asked<'_> {
    /// The question with the sign of a missing word in it.
    fn prompt(&self) -> Node {
        self.with_blank(BLANK).prose()
    }

    /// The question with this in the place of the missing word.
    fn with_blank(&self, blank: &str) -> Written {
        let Some(rest) = &self.parts.rest else {
            return self.prompt.clone();
        };
        let before = match self.prompt.value.is_empty() {
            true => String::new(),
            false => format!("{} ", self.prompt.value),
        };
        let close = rest.value.starts_with(|c: char| !c.is_whitespace());
        let gap = if close { "" } else { " " };
        let rest = super::prose::rest(self.parts);
        Written::new(format!("{before}{blank}{gap}{rest}"), &self.prompt.range)
    }

    fn explanation(&self) -> Option<Node> {
        self.general.as_ref().map(Written::prose)
    }

    /// The general feedback and what was said to right answers, which our type has no place for.
    fn explanation_with(&self, said: Vec<Written>) -> Option<Node> {
        let texts = self.general.iter().chain(&said);
        let mut texts: Vec<&Written> = texts.collect();
        texts.dedup_by(|a, b| a.value.trim() == b.value.trim());
        let first = texts.first()?;
        let whole = texts
            .iter()
            .map(|text| text.value.trim())
            .collect::<Vec<_>>();
        Some(Written::new(whole.join("\n\n"), &first.range).prose())
    }
}

/// The question in the fields of its type; `None` if it cannot be one, which is noted.
pub(super) fn read(
    asked: &Asked<'_>,
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<Question> {
    let answer = &asked.parts.answer;
    if answer.count() > MAX_ANSWERS {
        let message = format!(
            "{} answers; a question has at most {MAX_ANSWERS}",
            answer.count()
        );
        let help = "a brace or a sign that belongs to the text is written with a backslash";
        notes.error("quiz-too-large", place, message, help);
        return None;
    }
    match answer {
        Answer::Description => None,
        Answer::Essay => others::essay(asked, place, notes),
        Answer::TrueFalse {
            holds,
            wrong,
            right,
        } => {
            let said = (wrong.as_ref(), right.as_ref());
            Some(others::true_false(asked, *holds, said, place, notes))
        }
        Answer::Pairs(pairs) => Some(others::pairs(asked, pairs, place, notes)),
        Answer::Choices(answers) => choice::read(asked, answers, place, notes),
        Answer::Texts(answers) => text::read(asked, answers, place, notes),
        Answer::Numbers(answers, otherwise) => {
            number::read(asked, answers, otherwise.as_ref(), notes)
        }
    }
}
