//! `MultipleChoice` to `single` or `multiple`.
//!
//! [`read`] is the entry point. Invariant: choices whose order the author fixed keep it; all others
//! come in an order that tells nothing, so that the page without script does not begin with the
//! right one.

use super::Common;
use super::table::Table;
use crate::ids::{self, Ids};
use crate::node::{Map, Written, list, plain, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The most choices of a question.
const MAX_CHOICES: usize = 50;

/// A choice, and whether it is right.
struct Choice {
    text: Written,
    right: bool,
}

/// Reads the fields of the type.
pub(super) fn read(
    question: &mut Table<'_, '_>,
    common: &Common<'_>,
    notes: &mut Notes<'_>,
) -> Option<Node> {
    let (mut prompt, mut answer) = question.prompt_and_answer(notes)?;
    let asked = prompt.required_text("prompt", notes);
    let wrong = prompt.required_texts("distractors", notes);
    let index = prompt.whole("answerIndex", notes);
    let sorted = prompt.flag("sortAnswers", notes);
    let right = answer.text_or_texts("answer", notes);
    prompt.close(notes);
    answer.close(notes);
    let (asked, wrong, (right, several)) = (asked?, wrong?, right?);
    let count = wrong.len() + right.len();
    if count > MAX_CHOICES {
        let message = format!("{count} choices; a question has at most {MAX_CHOICES}");
        notes.error("quiz-too-large", &common.id.range, message, "");
        return None;
    }
    let fixed = index.is_some() || sorted.as_ref().is_some_and(|(sorted, _)| *sorted);
    let order = Order::of(index, sorted, wrong.len(), notes)?;
    let choices = order.applied(right, wrong);
    let at = common.id.range.clone();
    let map = common
        .begin(if several { "multiple" } else { "single" })
        .with("prompt", asked.prose())
        .with_some("shuffle", fixed.then(|| plain(false, &at)))
        .with("choices", nodes(&choices, &at));
    Some(common.end(map).done())
}

/// How the choices are put.
enum Order {
    /// The right ones at this place among the wrong ones.
    At(usize),
    /// By what they say.
    Sorted,
    /// In any order.
    Any,
}

impl Order {
    fn of(
        index: Option<(usize, Range<usize>)>,
        sorted: Option<(bool, Range<usize>)>,
        wrong: usize,
        notes: &mut Notes<'_>,
    ) -> Option<Order> {
        match (index, sorted) {
            (Some(_), Some((_, at))) => {
                let message = "`answerIndex` and `sortAnswers` exclude each other";
                notes.error("quiz-wrong-type", &at, message, "keep one of them");
                None
            }
            (Some((index, at)), None) if index > wrong => {
                let message = format!("there is no place {index} among {wrong} distractors");
                let help = format!("a number from 0 to {wrong}");
                notes.error("quiz-wrong-type", &at, message, help);
                None
            }
            (Some((index, _)), None) => Some(Order::At(index)),
            (None, Some((true, _))) => Some(Order::Sorted),
            (None, _) => Some(Order::Any),
        }
    }

    fn applied(&self, right: Vec<Written>, wrong: Vec<Written>) -> Vec<Choice> {
        let choice = |right| move |text| Choice { text, right };
        let mut choices: Vec<Choice> = wrong.into_iter().map(choice(false)).collect();
        let right = right.into_iter().map(choice(true));
        match self {
            Order::At(index) => {
                let index = (*index).min(choices.len());
                choices.splice(index..index, right);
            }
            // As browsers sort: by the units of UTF-16.
            Order::Sorted => {
                choices.extend(right);
                choices.sort_by_cached_key(|choice| {
                    choice.text.value.encode_utf16().collect::<Vec<u16>>()
                });
            }
            Order::Any => {
                choices.extend(right);
                choices.sort_by_cached_key(|choice| ids::hashed("", &choice.text.value));
            }
        }
        choices
    }
}

fn nodes(choices: &[Choice], at: &Range<usize>) -> Node {
    let mut ids = Ids::default();
    let nodes = choices.iter().map(|choice| {
        let place = &choice.text.range;
        let id = ids.unique(ids::hashed("c", choice.text.value.trim()));
        Map::new(place)
            .with("id", text(&id, place))
            .with("text", choice.text.prose())
            .with_some("correct", choice.right.then(|| plain(true, place)))
            .done()
    });
    list(nodes.collect(), at)
}
