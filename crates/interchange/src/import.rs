//! Turns others' files into quiz files of ours.
//!
//! [`import`] is the entry point. Invariant: every quiz that comes out has gone through the reader
//! that `coursebook check` runs, with the places of the file that came in.

use crate::bank::Bank;
use crate::notes::Notes;
use crate::yaml::to_yaml;
use crate::{aiken, gift, mdbook_quiz};
use coursebook_model::quiz::author::tree::{Node, Value};
use coursebook_model::quiz::author::{Problem, Severity, read_quiz, read_tree};
use std::ops::Range;
use std::path::Path;

/// The largest file that is read, in bytes.
pub const MAX_SOURCE: usize = 4 << 20;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// mdbook-quiz's TOML.
    MdbookQuiz,
    /// Moodle's GIFT.
    Gift,
    /// Aiken.
    Aiken,
}

impl Format {
    /// The format of a file by its name's end, or by what is in it.
    pub fn guess(file: &Path, source: &str) -> Option<Format> {
        let end = file.extension().unwrap_or_default().to_ascii_lowercase();
        match end.to_str() {
            Some("toml") => return Some(Format::MdbookQuiz),
            Some("gift") => return Some(Format::Gift),
            Some("aiken") => return Some(Format::Aiken),
            _ => {}
        }
        let mut lines = source.lines().map(str::trim);
        if source.contains("[[questions]]") {
            Some(Format::MdbookQuiz)
        } else if source.contains('{') && source.contains('}') {
            Some(Format::Gift)
        } else if lines.any(|line| line.starts_with("ANSWER:")) {
            Some(Format::Aiken)
        } else {
            None
        }
    }
}

/// What came of a file.
#[derive(Debug)]
pub struct Imported {
    /// The quizzes, mostly one.
    pub quizzes: Vec<QuizFile>,
    /// What is wrong with the file, and what of it our format cannot hold.
    pub problems: Vec<Problem>,
}

/// A quiz file to be written.
#[derive(Debug)]
pub struct QuizFile {
    /// The quiz's id, which is its file's name, too.
    pub id: String,
    /// How many questions it has.
    pub questions: usize,
    /// The file.
    pub yaml: String,
    /// How many things `coursebook check` will ask for before it lets the quiz through:
    /// explanations, say, which other formats do not have.
    pub missing: usize,
}

/// Reads a file; its quizzes are named after `id`.
pub fn import(format: Format, source: &str, id: &str) -> Imported {
    let mut notes = Notes::new(source);
    if source.len() > MAX_SOURCE {
        let message = format!("a file of more than {} MiB", MAX_SOURCE >> 20);
        notes.error("quiz-too-large", &(0..0), message, "split it");
        return Imported {
            quizzes: Vec::new(),
            problems: notes.finish(),
        };
    }
    let mut bank = bank(format, source);
    let mut problems = std::mem::take(&mut bank.problems);
    let mut quizzes = Vec::new();
    for (id, questions, tree) in bank.quizzes(id) {
        check(source, &tree, &mut notes);
        let yaml = to_yaml(&tree);
        let asked_for = read_quiz(&yaml).problems.into_iter();
        let missing = asked_for.filter(|problem| problem.severity == Severity::Error);
        quizzes.push(QuizFile {
            id,
            questions,
            missing: missing.count(),
            yaml,
        });
    }
    problems.extend(notes.finish());
    problems.sort_by_key(|problem| problem.range.start);
    Imported { quizzes, problems }
}

fn bank(format: Format, source: &str) -> Bank {
    match format {
        Format::MdbookQuiz => mdbook_quiz::bank(source, &mdbook_quiz::Purpose::Convert),
        Format::Gift => gift::bank(source),
        Format::Aiken => aiken::bank(source),
    }
}

/// Notes what makes a quiz unusable. The reader looks at no more of the file than the quiz comes
/// from, because it bounds a quiz's size and not a file's.
fn check(source: &str, tree: &Node, notes: &mut Notes<'_>) {
    let from = extent(tree);
    let piece = source.get(from.clone()).unwrap_or("");
    let parsed = read_tree(piece, moved(tree, from.start));
    for problem in parsed.problems {
        if problem.severity == Severity::Error {
            let at = problem.range.start + from.start..problem.range.end + from.start;
            notes.error(
                problem.code,
                &at,
                problem.message,
                problem.help.unwrap_or_default(),
            );
        }
    }
}

/// From the first place that a tree comes from to the last.
fn extent(node: &Node) -> Range<usize> {
    let inner = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
    let own = node.range.clone();
    match &node.value {
        Value::Scalar { .. } => own,
        Value::List(nodes) => nodes.iter().map(extent).fold(own, inner),
        Value::Map(pairs) => {
            let values = pairs.iter().map(|(_, value)| extent(value));
            values.fold(own, inner)
        }
    }
}

/// The tree with its places counted from `start`.
fn moved(node: &Node, start: usize) -> Node {
    let range = node.range.start.saturating_sub(start)..node.range.end.saturating_sub(start);
    let value = match &node.value {
        Value::List(nodes) => Value::List(nodes.iter().map(|node| moved(node, start)).collect()),
        Value::Map(pairs) => {
            let pairs = pairs.iter();
            let moved = pairs.map(|(key, value)| (moved(key, start), moved(value, start)));
            Value::Map(moved.collect())
        }
        scalar => scalar.clone(),
    };
    Node { range, value }
}
