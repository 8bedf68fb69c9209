//! GIFT's short answers to `text` or, for a missing word, `cloze`.
//!
//! [`read`] is the entry point. Invariant: texts are compared as Moodle compares them, without
//! regard to case; a `*` stands for any letters.

use super::{Asked, Question};
use crate::gift::parse::Weighted;
use crate::gift::prose::markdown;
use crate::node::{Map, Written, list, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The answers, sorted by what becomes of them.
#[derive(Default)]
struct Sorted<'a> {
    right: Vec<&'a Weighted>,
    wrong: Vec<Node>,
    /// What was said to right answers.
    said: Vec<Written>,
}

/// Reads short answers.
pub(super) fn read(
    asked: &Asked<'_>,
    answers: &[Weighted],
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<Question> {
    let sorted = sort(answers, notes);
    let Some((first, others)) = sorted.right.split_first() else {
        let message = "no answer of this question is fully right";
        notes.error("quiz-no-right-choice", place, message, "write `=answer`");
        return None;
    };
    let accept: Vec<Node> = others.iter().map(|answer| accepted(answer)).collect();
    let first_pattern = has_star(first).then(|| accepted(first));
    let accept: Vec<Node> = first_pattern.into_iter().chain(accept).collect();
    let accept = (!accept.is_empty()).then(|| list(accept, place));
    let explanation = asked.explanation_with(sorted.said);
    if asked.parts.rest.is_some() && sorted.wrong.is_empty() {
        let written = asked.with_blank("{{word}}");
        if written.value.matches("{{").count() == 1 {
            let blank = Map::new(place)
                .with("answer", shown(first))
                .with_some("accept", accept);
            let blanks = Map::new(place).with("word", blank.done());
            let question = Question::new("cloze")
                .with("text", written.prose())
                .with("blanks", blanks.done());
            return Some(question.with_some("explanation", explanation));
        }
    }
    let wrong = (!sorted.wrong.is_empty()).then(|| list(sorted.wrong, place));
    let question = Question::new("text")
        .with("prompt", asked.prompt())
        .with("answer", shown(first))
        .with_some("accept", accept)
        .with_some("wrong", wrong);
    Some(question.with_some("explanation", explanation))
}

fn sort<'a>(answers: &'a [Weighted], notes: &mut Notes<'_>) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    for answer in answers {
        let at = &answer.text.text.range;
        let weight = answer.weight.unwrap_or(100.0);
        if weight >= 100.0 {
            let feedback = answer.feedback.as_ref();
            sorted
                .said
                .extend(feedback.map(|text| markdown(text, notes)));
            sorted.right.push(answer);
            continue;
        }
        if weight > 0.0 {
            let what = format!("{weight} % of the points for a text that is right in part");
            notes.not_held(at, what, "it counts as wrong");
        }
        match &answer.feedback {
            Some(_) if is_anything(answer) => {
                let what = "words for every other answer";
                notes.not_held(at, what, "say it in the explanation");
            }
            Some(feedback) => {
                let feedback = markdown(feedback, notes).prose();
                sorted.wrong.push(foreseen(answer, feedback));
            }
            None => {}
        }
    }
    sorted
}

fn foreseen(answer: &Weighted, feedback: Node) -> Node {
    let written = &answer.text.text;
    let map = Map::new(&written.range);
    let map = match has_star(answer) {
        true => map.with("regex", text(&pattern(&written.value), &written.range)),
        false => map.with("match", text(&literal(&written.value), &written.range)),
    };
    map.with("feedback", feedback).done()
}

fn accepted(answer: &Weighted) -> Node {
    let Written { value, range } = &answer.text.text;
    match has_star(answer) {
        true => {
            let regex = text(&pattern(value), range);
            Map::new(range).with("regex", regex).done()
        }
        false => text(&literal(value), range),
    }
}

/// The answer as it is shown: without its stars.
fn shown(answer: &Weighted) -> Node {
    let Written { value, range } = &answer.text.text;
    let pieces = pieces(value);
    text(pieces.concat().trim(), range)
}

fn has_star(answer: &Weighted) -> bool {
    pieces(&answer.text.text.value).len() > 1
}

fn is_anything(answer: &Weighted) -> bool {
    has_star(answer) && pieces(&answer.text.text.value).concat().trim().is_empty()
}

/// The text without the backslashes before stars.
fn literal(value: &str) -> String {
    pieces(value).concat()
}

/// What stands between the stars; `\*` is no star.
fn pieces(value: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letter == '\\' && letters.peek() == Some(&'*');
        if letter == '*' {
            pieces.push(String::new());
            continue;
        }
        let letter = if escaped {
            letters.next()
        } else {
            Some(letter)
        };
        if let Some(last) = pieces.last_mut() {
            last.extend(letter);
        }
    }
    pieces
}

/// The regular expression of a text with stars.
fn pattern(value: &str) -> String {
    let pieces = pieces(value).into_iter().map(|piece| {
        let mut out = String::new();
        for letter in piece.chars() {
            if r"\^$.|?*+()[]{}/".contains(letter) {
                out.push('\\');
            }
            out.push(letter);
        }
        out
    });
    pieces.collect::<Vec<_>>().join(".*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters() {
        assert_eq!(pattern("a.b*c"), "a\\.b.*c");
        assert_eq!(literal(r"2\*3"), "2*3");
        assert_eq!(pieces(r"*\**"), ["", "*", ""]);
    }
}
