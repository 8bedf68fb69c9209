//! The right answers at the foot of a printed chapter: letters and values, no reasons.
//!
//! [`of`] is the entry point. It is hidden on the screen and short, because every page carries it.
//! Invariant: it numbers the questions as the page does.

use crate::book::Page;
use coursebook_preprocessors::course::QuizFacts;
use coursebook_preprocessors::markdown::escape_html;

/// The section, under this title; nothing if the chapter asks nothing that has a short answer.
pub(crate) fn of(page: &Page, title: &str) -> String {
    let quizzes = page.facts.quizzes.iter().enumerate();
    let lines: String = quizzes.filter_map(|(at, quiz)| line(at, quiz)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let title = escape_html(title);
    format!("<section class=\"print-key\" hidden><h2>{title}</h2>{lines}</section>")
}

fn line(at: usize, quiz: &QuizFacts) -> Option<String> {
    let answers = quiz.answers.iter().zip(1..);
    let answers = answers.filter(|(answer, _)| !answer.is_empty());
    let answers: Vec<String> = answers
        .map(|(answer, number)| format!("<b>{number}</b> {}", escape_html(answer)))
        .collect();
    let title = match &quiz.title {
        Some(title) => escape_html(title),
        None => (at + 1).to_string(),
    };
    (!answers.is_empty()).then(|| format!("<p>{title}: {}</p>", answers.join("; ")))
}
