//! Writes GIFT.
//!
//! [`write`] is the entry point. Invariant: no text of the author's is ever taken for one of GIFT's
//! signs, and every question is there, if only as an essay with its answer.

mod answers;
mod signs;

use crate::export::{Book, Loss, Losses, Placed, answer, prompt, titles};
use crate::markdown::render::portable;
use coursebook_model::quiz::author::{Question, Quiz};
use signs::{MARK, escaped};
use std::fmt::Write;

/// What GIFT holds of that which most formats do not.
const HOLDS: &[&str] = &["tags", "difficulty"];

/// The quizzes of a book.
pub(crate) fn write(book: &Book<'_>, losses: &mut Vec<Loss>) -> String {
    let mut out = String::new();
    for placed in &book.quizzes {
        let _ = writeln!(out, "$CATEGORY: {}\n", category(book, placed));
        for question in &placed.quiz.questions {
            out.push_str(&of_question(placed.quiz, question, losses));
            out.push('\n');
        }
    }
    out
}

/// Where Moodle's question bank puts a quiz. A `/` in a title is doubled.
fn category(book: &Book<'_>, placed: &Placed<'_>) -> String {
    let folders = titles(book, placed).into_iter();
    let folders = folders.chain([placed.quiz.id.value.clone()]);
    let folders = folders.map(|folder| folder.replace('/', "//"));
    format!("$course$/top/{}", folders.collect::<Vec<_>>().join("/"))
}

fn of_question(quiz: &Quiz, question: &Question, list: &mut Vec<Loss>) -> String {
    let mut losses = Losses::default();
    losses.add_common(question, HOLDS);
    let id = &question.id.value;
    let mut out = format!("// [id:{id}]");
    let tags = question.tags.iter().map(|tag| tag.value.clone());
    let difficulty = question
        .difficulty
        .map(|number| format!("difficulty-{number}"));
    for tag in tags.chain(difficulty) {
        let _ = write!(out, " [tag:{}]", tag.replace(']', "\\]"));
    }
    let asked = prompt(quiz, question);
    let body = answers::of(question, &asked, &mut losses);
    let body = body.unwrap_or_else(|| by_hand(question, &asked, &mut losses));
    let mark = if body.starts_with(MARK) { "" } else { MARK };
    let _ = writeln!(out, "\n::{}/{id}::{mark}{body}", quiz.id.value);
    losses.finish(quiz, question, list);
    out
}

/// A question that Moodle cannot grade, with all that is needed to grade it.
fn by_hand(question: &Question, asked: &str, losses: &mut Losses) -> String {
    losses.add("grading: it is an essay, with the answer as general feedback");
    let explanation = question.explanation.as_ref();
    let explanation = explanation.map_or("", |text| text.value.trim());
    let feedback = format!("{}\n\n{explanation}", answer::right(question));
    let asked = escaped(&portable(&answer::asked(question, asked), losses));
    format!("{asked} {{####{}}}", escaped(&portable(&feedback, losses)))
}

/// `####` and the explanation.
fn general(question: &Question, losses: &mut Losses) -> String {
    match &question.explanation {
        Some(text) => format!("####{}", escaped(&portable(&text.value, losses))),
        None => String::new(),
    }
}
