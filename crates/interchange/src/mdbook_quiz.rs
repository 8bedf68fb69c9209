//! The quizzes of mdbook-quiz: TOML with three types of questions.
//!
//! [`read`] is the entry point. Invariant: what counts as right stays what it was, and a key that
//! is not understood is reported.
//!
//! Two things of the format ask readers for what nobody grades, and are left out: the written
//! reason (`promptExplanation`) and the line of a compiler error (`lineNumber`), whose number
//! mdbook-quiz neither asks for nor proves.

mod choice;
mod short;
mod table;
mod tracing;

use crate::bank::{Bank, Entry};
use crate::ids::{self, Ids};
use crate::node::{Map, Written, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::{MAX_SOURCE, Parsed, ReadOptions, read_tree_with};
use std::collections::BTreeMap;
use std::ops::Range;
use table::Table;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads, checks and tests a quiz; its id is that of its file's name ([`crate::ids::quiz_id`]). The
/// options should say that it is foreign.
pub fn read(source: &str, quiz_id: &str, options: &ReadOptions) -> Parsed {
    if source.len() > MAX_SOURCE {
        // It is refused for its size, whatever its tree.
        return read_tree_with(source, Map::new(&(0..0)).done(), options);
    }
    let mut bank = bank(source, &Purpose::Publish);
    let mut problems = std::mem::take(&mut bank.problems);
    let mut parsed = match bank.quiz(quiz_id) {
        Some(root) => read_tree_with(source, root, options),
        None => Parsed {
            quiz: None,
            problems: Vec::new(),
        },
    };
    problems.append(&mut parsed.problems);
    problems.sort_by_key(|problem| problem.range.start);
    parsed.problems = problems;
    parsed
}

/// What a file is read for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be asked as it is, at every build.
    Publish,
    /// To be turned into a file of ours, once: what could be added is worth a word.
    Convert,
}

/// The questions of a file.
pub(crate) fn bank(source: &str, purpose: &Purpose) -> Bank {
    let mut notes = Notes::new(source);
    let mut bank = Bank::default();
    let (root, errors) = DeTable::parse_recoverable(source);
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        let message = format!("this is not TOML: {}", error.message().replace('\n', " "));
        notes.error("quiz-toml-syntax", &at, message, "");
    }
    if errors.is_empty() {
        read_root(&root, purpose, &mut notes, &mut bank);
    }
    bank.problems = notes.finish();
    bank
}

fn read_root(
    root: &Spanned<DeTable<'_>>,
    purpose: &Purpose,
    notes: &mut Notes<'_>,
    bank: &mut Bank,
) {
    let mut quiz = Table::new("a quiz", root.get_ref(), 0..0);
    let contexts = read_contexts(&mut quiz, notes);
    let questions = quiz.tables("questions", "a question", notes);
    if questions.is_empty() && !notes.has_errors() {
        let help = "add one below `[[questions]]`";
        let message = "a quiz needs at least one question";
        notes.error("quiz-empty", &(0..0), message, help);
    }
    quiz.close(notes);
    let mut ids = Ids::default();
    for question in &questions {
        given_id(question).iter().for_each(|id| ids.take(id));
    }
    for question in questions {
        let read = read_question(question, &contexts, purpose, &mut ids, notes);
        bank.questions.extend(read);
    }
    bank.contexts = contexts.into_values().collect();
    bank.contexts.sort_by_key(|(_, text)| text.range.start);
}

/// The stems, by the name that the questions use, each with the name that it gets.
type Contexts = BTreeMap<String, (String, Written)>;

fn read_contexts(quiz: &mut Table<'_, '_>, notes: &mut Notes<'_>) -> Contexts {
    let mut names = Ids::default();
    let Some(table) = quiz.table("multipart", "`multipart`", notes) else {
        return Contexts::new();
    };
    let texts = table.all_texts(notes).into_iter();
    texts
        .map(|(key, text)| (key.clone(), (names.unique(context_name(&key)), text)))
        .collect()
}

/// A name like the key: short keys such as `1` become `context-1`.
fn context_name(key: &str) -> String {
    let longer = || ids::of_question_name(&format!("context {key}"));
    let name = ids::of_question_name(key).or_else(longer);
    name.unwrap_or_else(|| ids::hashed("context", key))
}

/// The id that a question has, in the letters of one.
fn given_id(question: &Table<'_, '_>) -> Option<String> {
    match question.peek("id")?.get_ref() {
        DeValue::String(id) => ids::of_question_name(id),
        _ => None,
    }
}

/// What the three types have in common.
struct Common<'a> {
    id: Written,
    context: Option<(String, Range<usize>)>,
    explanation: Option<Written>,
    purpose: &'a Purpose,
}

fn read_question(
    mut question: Table<'_, '_>,
    contexts: &Contexts,
    purpose: &Purpose,
    ids: &mut Ids,
    notes: &mut Notes<'_>,
) -> Option<Entry> {
    let kind = question.required_text("type", notes);
    let id = read_id(&mut question, ids, notes);
    let common = Common {
        id,
        context: read_context(&mut question, contexts, notes),
        explanation: question.text("context", notes),
        purpose,
    };
    if let Some((true, at)) = question.flag("promptExplanation", notes) {
        let what = "Coursebook asks for no written reason (`promptExplanation`)";
        let instead = "readers are asked whether they are sure instead";
        notes.not_held(&at, what, instead);
    }
    let kind = kind?;
    let node = match kind.value.as_str() {
        "MultipleChoice" => choice::read(&mut question, &common, notes),
        "ShortAnswer" => short::read(&mut question, &common, notes),
        "Tracing" => tracing::read(&mut question, &common, notes),
        other => {
            let message = format!("mdbook-quiz has no question type `{other}`");
            let help = "one of: MultipleChoice, ShortAnswer, Tracing";
            notes.error("quiz-unknown-type", &kind.range, message, help);
            return None;
        }
    };
    question.close(notes);
    Some(Entry {
        node: node?,
        context: common.context.map(|(name, _)| name),
    })
}

fn read_context(
    question: &mut Table<'_, '_>,
    contexts: &Contexts,
    notes: &mut Notes<'_>,
) -> Option<(String, Range<usize>)> {
    let key = question.text("multipart", notes)?;
    let Some((name, _)) = contexts.get(&key.value) else {
        let message = format!("`multipart` has no part `{}`", key.value);
        let help = format!("add `multipart.{} = \"…\"` at the top", key.value);
        notes.error("quiz-unknown-context", &key.range, message, help);
        return None;
    };
    Some((name.clone(), key.range))
}

/// The question's id, or one made of what it asks.
fn read_id(question: &mut Table<'_, '_>, ids: &mut Ids, notes: &mut Notes<'_>) -> Written {
    let given = question.text("id", notes);
    let at = given
        .as_ref()
        .map_or(question.place(), |id| id.range.clone());
    let id = given.and_then(|id| ids::of_question_name(&id.value));
    let id = id.unwrap_or_else(|| {
        let asked = question.asked().unwrap_or_default();
        ids.unique(ids::hashed("q", asked.trim()))
    });
    Written::new(id, &at)
}

impl Common<'_> {
    /// The head of a question of one of our types.
    fn begin(&self, kind: &str) -> Map {
        let at = &self.id.range;
        let context = self.context.as_ref();
        Map::new(at)
            .with("id", self.id.verbatim())
            .with("type", text(kind, at))
            .with_some("context", context.map(|(name, at)| text(name, at)))
    }

    /// The end of it.
    fn end(&self, question: Map) -> Map {
        let explanation = self.explanation.as_ref();
        question.with_some("explanation", explanation.map(Written::prose))
    }
}
