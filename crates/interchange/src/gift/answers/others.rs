//! GIFT's claims, pairs and essays to `truefalse`, `match` and `free`.
//!
//! [`true_false`], [`pairs`] and [`essay`] are the entry points.

use super::{Asked, Question};
use crate::gift::parse::Marked;
use crate::gift::prose::{self, markdown};
use crate::ids::{self, Ids};
use crate::node::{Map, Written, list, plain, text};
use crate::notes::Notes;
use std::ops::Range;

/// A claim, with what is said to the wrong and to the right answer.
pub(super) fn true_false(
    asked: &Asked<'_>,
    holds: bool,
    (wrong, right): (Option<&Marked>, Option<&Marked>),
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Question {
    let said = |text: Option<&Marked>, notes: &mut Notes<'_>| {
        text.map(|text| markdown(text, notes).prose())
    };
    let (wrong, right) = (said(wrong, notes), said(right, notes));
    let (when_true, when_false) = if holds {
        (right, wrong)
    } else {
        (wrong, right)
    };
    let feedback = Map::new(place)
        .with_some("true", when_true)
        .with_some("false", when_false);
    Question::new("truefalse")
        .with("prompt", asked.prompt())
        .with("answer", plain(holds, place))
        .with("feedback", feedback.done())
        .with_some("explanation", asked.explanation())
}

/// What belongs together; a pair without a left side is one right side more.
pub(super) fn pairs(
    asked: &Asked<'_>,
    pairs: &[(Marked, Written)],
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Question {
    let mut given = Ids::default();
    let (mut nodes, mut extra) = (Vec::new(), Vec::new());
    for (left, right) in pairs {
        let (at, right) = (&left.text.range, prose::plain(right));
        if left.is_empty() {
            extra.push(right.prose());
            continue;
        }
        let left = markdown(left, notes);
        let id = given.unique(ids::hashed("p", &left.value));
        let pair = Map::new(at)
            .with("id", text(&id, at))
            .with("left", left.prose())
            .with("right", right.prose());
        nodes.push(pair.done());
    }
    let extra = (!extra.is_empty()).then(|| list(extra, place));
    Question::new("match")
        .with("prompt", asked.prompt())
        .with("pairs", list(nodes, place))
        .with_some("extra_right", extra)
        .with_some("explanation", asked.explanation())
}

/// A text to be written. Its general feedback is the model with which readers compare theirs;
/// where there is none, nothing is left to tell a good answer from a bad one.
pub(super) fn essay(
    asked: &Asked<'_>,
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<Question> {
    let Some(model) = &asked.general else {
        let what = "an essay without a model answer";
        let instead = "it is left out; write it as `type: free`, with `model` and `rubric`";
        notes.not_held(place, what, instead);
        return None;
    };
    let at = &model.range;
    let criterion = Map::new(at)
        .with("id", text("same", at))
        .with("text", text("Says the same as the model answer", at))
        .with("points", plain(1, at));
    let question = Question::new("free")
        .with("prompt", asked.prompt())
        .with("model", model.prose())
        .with("rubric", list(vec![criterion.done()], at));
    Some(question)
}
