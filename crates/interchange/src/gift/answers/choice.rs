//! GIFT's choices to `single`, `multiple` or, for a missing word, `cloze`.
//!
//! [`read`] is the entry point. Invariant: whether one or several are to be picked is decided as
//! Moodle decides it, by whether there is an `=`.

use super::{Asked, Question};
use crate::gift::parse::Weighted;
use crate::gift::prose::markdown;
use crate::ids::{self, Ids};
use crate::node::{Map, list, plain, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// Weights this close to each other, in percent, are equal: Moodle writes thirds with five digits.
const CLOSE: f64 = 0.01;

/// Reads choices.
pub(super) fn read(
    asked: &Asked<'_>,
    answers: &[Weighted],
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<Question> {
    if !answers.iter().any(|answer| answer.equals) {
        return Some(multiple(asked, answers, place, notes));
    }
    let answers = one_right(answers, notes);
    if let Some(cloze) = cloze(asked, &answers, place) {
        return Some(cloze);
    }
    for answer in answers.iter().filter(|answer| !answer.equals) {
        if let Some(weight) = answer.weight.filter(|weight| *weight != 0.0) {
            let what = format!("{weight} % of the points for a choice that is not the right one");
            let instead = "it counts as wrong; with several right ones, use `type: multiple`";
            notes.not_held(&answer.text.text.range, what, instead);
        }
    }
    let choices = nodes(&answers, |answer| answer.equals, place, notes);
    let question = Question::new("single")
        .with("prompt", asked.prompt())
        .with("choices", choices);
    Some(question.with_some("explanation", asked.explanation()))
}

/// The answers without the second and further right ones.
fn one_right<'a>(answers: &'a [Weighted], notes: &mut Notes<'_>) -> Vec<&'a Weighted> {
    let mut right = 0;
    let mut kept = Vec::new();
    for answer in answers {
        right += usize::from(answer.equals);
        if answer.equals && right > 1 {
            let what = "a second right choice of which one is enough";
            let instead = "it is left out; if both are to be picked, use `type: multiple`";
            notes.not_held(&answer.text.text.range, what, instead);
        } else {
            kept.push(answer);
        }
    }
    kept
}

fn multiple(
    asked: &Asked<'_>,
    answers: &[Weighted],
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Question {
    let answers: Vec<&Weighted> = answers.iter().collect();
    let right = |answer: &Weighted| answer.weight.is_some_and(|weight| weight > 0.0);
    let partial = scoring(&answers, right, place, notes);
    let score = partial.then(|| text("partial", place));
    Question::new("multiple")
        .with("prompt", asked.prompt())
        .with("choices", nodes(&answers, right, place, notes))
        .with_some("score", score)
        .with_some("explanation", asked.explanation())
}

/// Whether a part of the right ones gives a part of the points, as our two ways of scoring have
/// it: in equal shares, with a share off for each wrong one (part), or with all off (exact).
fn scoring(
    answers: &[&Weighted],
    right: impl Fn(&Weighted) -> bool,
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> bool {
    let weight = |answer: &&Weighted| answer.weight.unwrap_or(0.0);
    let (rights, wrongs): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| right(answer));
    let share = 100.0 / rights.len().max(1) as f64;
    let all = |answers: &[&Weighted], wanted: f64| {
        let mut weights = answers.iter().map(weight);
        weights.all(|weight| (weight - wanted).abs() < CLOSE)
    };
    let equal = all(&rights, share);
    if equal && rights.len() > 1 && !wrongs.is_empty() && all(&wrongs, -100.0) {
        return false;
    }
    if !equal || !all(&wrongs, -share) {
        let what = "choices of different weight";
        let instead = "each right choice counts the same, and each wrong one takes as much away";
        notes.not_held(place, what, instead);
    }
    true
}

/// A word to be picked in the middle of a sentence. Choices with reasons stay choices, because a
/// blank has no place for them.
fn cloze(asked: &Asked<'_>, answers: &[&Weighted], place: &Range<usize>) -> Option<Question> {
    asked.parts.rest.as_ref()?;
    let word = |answer: &&Weighted| {
        let text = &answer.text.text.value;
        answer.feedback.is_none() && answer.weight.is_none() && !text.contains(['\n', '<', '&'])
    };
    let written = asked.with_blank("{{word}}");
    let right = answers.iter().find(|answer| answer.equals)?;
    if !answers.iter().all(word) || written.value.matches("{{").count() > 1 {
        return None;
    }
    let choices = answers.iter().map(|answer| answer.text.text.verbatim());
    let blank = Map::new(place)
        .with("answer", right.text.text.verbatim())
        .with("choices", list(choices.collect(), place));
    let blanks = Map::new(place).with("word", blank.done());
    let question = Question::new("cloze")
        .with("text", written.prose())
        .with("blanks", blanks.done());
    Some(question.with_some("explanation", asked.explanation()))
}

fn nodes(
    answers: &[&Weighted],
    right: impl Fn(&Weighted) -> bool,
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Node {
    let mut ids = Ids::default();
    let nodes = answers.iter().map(|answer| {
        let at = &answer.text.text.range;
        let says = markdown(&answer.text, notes);
        let id = ids.unique(ids::hashed("c", &says.value));
        let feedback = answer.feedback.as_ref();
        let feedback = feedback.map(|feedback| markdown(feedback, notes).prose());
        Map::new(at)
            .with("id", text(&id, at))
            .with("text", says.prose())
            .with_some("correct", right(answer).then(|| plain(true, at)))
            .with_some("feedback", feedback)
            .done()
    });
    list(nodes.collect(), place)
}
