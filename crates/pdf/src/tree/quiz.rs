//! A quiz as paper shows it: what is asked with room for an answer, and apart from it what is
//! right and why.
//!
//! [`Quiz::read`] makes it of the typed form that the quiz preprocessor hands over. Invariant:
//! nothing that a question shows tells its answer, and the letters of its parts are those of the
//! answer.

mod answer;
mod ask;
mod form;

use super::build::read_fragment;
use super::{Block, BlockKind, Inline, Item, List, Marks, Style};
use coursebook_preprocessors::templates::Templates;
use std::ops::Range;

/// A quiz.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quiz {
    /// Its id, unique in the book.
    pub(crate) id: String,
    /// The line above it; may be empty.
    pub(crate) title: Vec<Inline>,
    /// Its questions in the order of their numbers.
    pub(crate) questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its id, unique in the quiz.
    pub(crate) id: String,
    /// "Question 2 of 4".
    pub(crate) number: String,
    /// What it shares with the questions after it; empty if that was shown, or if there is none.
    pub(crate) context: Vec<Block>,
    /// What is asked, and room for the answer.
    pub(crate) asked: Vec<Block>,
    /// What is right, and why.
    pub(crate) answer: Vec<Block>,
    /// The page and heading that answer it, relative to the content folder.
    pub(crate) reference: Option<String>,
}

impl Quiz {
    /// Reads the typed form, which stands at `at`, with the interface's words.
    ///
    /// # Errors
    /// If it is no such form, with why not.
    pub(crate) fn read(json: &str, at: &Range<usize>, words: &Templates) -> Result<Quiz, String> {
        let typed: form::Quiz = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if typed.format != form::FORMAT {
            return Err(format!("it has the unknown format {}", typed.format));
        }
        let math = typed.math;
        Ok(Maker { at, words, math }.quiz(typed))
    }

    /// All blocks of its questions: those that are asked, then those of the answers.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        let asked = self
            .questions
            .iter()
            .flat_map(|question| question.context.iter().chain(&question.asked));
        let answers = self.questions.iter().flat_map(|question| &question.answer);
        asked.chain(answers).collect()
    }
}

/// Makes blocks of the texts of one quiz.
struct Maker<'a> {
    at: &'a Range<usize>,
    words: &'a Templates,
    /// Whether dollar signs are formulas'.
    math: bool,
}

impl Maker<'_> {
    fn quiz(&self, typed: form::Quiz) -> Quiz {
        let (asked, more) = in_place(typed.questions);
        let total = asked.len();
        let mut shown = Vec::new();
        let contexts = typed.contexts;
        let numbered = asked.into_iter().chain(more).zip(1..);
        let questions = numbered.map(|(question, number): (_, usize)| {
            let context = question
                .context
                .clone()
                .filter(|name| !shown.contains(name));
            shown.extend(context.clone());
            let context = contexts
                .iter()
                .find(|own| Some(&own.name) == context.as_ref());
            let n = number.to_string();
            let number = if number <= total {
                self.say("quiz_number", &[("n", &n), ("total", &total.to_string())])
            } else {
                self.say("quiz_number_more", &[("n", &n)])
            };
            Question {
                number,
                context: context.map_or_else(Vec::new, |context| self.blocks(&context.text)),
                asked: self.asked(&question),
                answer: self.answer(&question),
                id: question.id,
                reference: question.reference,
            }
        });
        let questions = questions.collect();
        Quiz {
            title: typed
                .title
                .map_or_else(Vec::new, |title| self.inline(&title)),
            id: typed.id,
            questions,
        }
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.say(key, values)
    }

    /// Markdown blocks.
    fn blocks(&self, markdown: &str) -> Vec<Block> {
        read_fragment(markdown, self.at, self.math)
    }

    /// Markdown that is running text.
    fn inline(&self, markdown: &str) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for block in self.blocks(markdown) {
            let formula = match &block.kind {
                BlockKind::Formula(tex) => Some([Inline::Formula {
                    tex: tex.clone(),
                    display: true,
                }]),
                _ => None,
            };
            let formula = formula.iter().map(|formula| formula.as_slice());
            for own in block.inlines().into_iter().chain(formula) {
                if !inlines.is_empty() {
                    inlines.push(Inline::Text(" ".to_owned()));
                }
                inlines.extend_from_slice(own);
            }
        }
        inlines
    }

    fn block(&self, kind: BlockKind) -> Block {
        Block {
            at: self.at.clone(),
            kind,
        }
    }

    fn paragraph(&self, inlines: Vec<Inline>) -> Block {
        self.block(BlockKind::Paragraph(inlines))
    }

    fn help(&self, key: &str) -> Block {
        let text = vec![Inline::Text(self.say(key, &[]))];
        self.paragraph(vec![Inline::Styled(Style::Small, text)])
    }

    fn list(&self, marks: Marks, items: impl IntoIterator<Item = Vec<Block>>) -> Block {
        let items = items.into_iter().map(|body| Item {
            at: self.at.clone(),
            task: None,
            body,
        });
        self.block(BlockKind::List(List {
            marks,
            tight: true,
            items: items.collect(),
        }))
    }
}

/// Bold text.
fn strong(text: impl Into<String>) -> Inline {
    Inline::Styled(Style::Strong, vec![Inline::Text(text.into())])
}

/// The questions that are asked in place, and all others. Of a group of variants that is the first
/// one that may be asked there.
fn in_place(questions: Vec<form::Question>) -> (Vec<form::Question>, Vec<form::Question>) {
    let mut groups = Vec::new();
    questions.into_iter().partition(|question| {
        let may = question
            .uses
            .iter()
            .any(|used| used == "pre" || used == "inline");
        let first = match &question.variants {
            Some(group) => !groups.contains(group),
            None => true,
        };
        if may && first {
            groups.extend(question.variants.clone());
        }
        may && first
    })
}

/// The letter of a place, counted from 0: A to Z, then AA.
fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        before => letter(before - 1) + &last.to_string(),
    }
}
