//! GIFT's numbers to `numeric`.
//!
//! [`read`] is the entry point. Invariant: the range that is fully right is right here, too, and no
//! foreseen wrong range touches it.

use super::{Asked, Question};
use crate::gift::parse::{Marked, Weighted};
use crate::gift::prose::markdown;
use crate::node::{Map, Written, list, plain};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use coursebook_model::quiz::read_quantity;
use std::ops::Range;

/// A range of numbers.
struct Span {
    low: f64,
    high: f64,
    /// Its middle, as written where it was.
    middle: String,
}

/// Reads numbers.
pub(super) fn read(
    asked: &Asked<'_>,
    answers: &[Weighted],
    otherwise: Option<&Marked>,
    notes: &mut Notes<'_>,
) -> Option<Question> {
    let at = &asked.prompt.range;
    let spans = spans(answers, notes)?;
    let right = spans.iter().find(|(answer, _)| weight(answer) >= 100.0);
    let Some((answer, span)) = right else {
        let message = "no number is fully right";
        notes.error("quiz-no-right-choice", at, message, "write `#number`");
        return None;
    };
    let place = &answer.text.text.range;
    let (mut said, mut wrong) = (Vec::new(), Vec::new());
    said.extend(answer.feedback.iter().map(|text| markdown(text, notes)));
    for (other, theirs) in spans
        .iter()
        .filter(|(other, _)| !std::ptr::eq(*other, *answer))
    {
        wrong.extend(foreseen(other, theirs, span, notes));
    }
    if let Some(otherwise) = otherwise {
        let what = "words for every other answer";
        notes.not_held(&otherwise.text.range, what, "say it in the explanation");
    }
    let wrong = (!wrong.is_empty()).then(|| list(wrong, place));
    let question = Question::new("numeric")
        .with("prompt", asked.prompt())
        .with("answer", plain(&span.middle, place))
        .with_some("tolerance", span.tolerance(place))
        .with_some("wrong", wrong);
    Some(question.with_some("explanation", asked.explanation_with(said)))
}

fn weight(answer: &Weighted) -> f64 {
    answer.weight.unwrap_or(100.0)
}

fn spans<'a>(answers: &'a [Weighted], notes: &mut Notes<'_>) -> Option<Vec<(&'a Weighted, Span)>> {
    let mut spans = Vec::new();
    for answer in answers {
        let written = &answer.text.text;
        match Span::read(&written.value) {
            Some(span) => spans.push((answer, span)),
            None if written.value == "*" => {
                let what = "words for every other answer";
                notes.not_held(&written.range, what, "say it in the explanation");
            }
            None => {
                let message = format!("`{}` is no number", written.value);
                let help = "write `#42`, `#42:0.5` or `#41.5..42.5`";
                notes.error("quiz-wrong-type", &written.range, message, help);
                return None;
            }
        }
    }
    Some(spans)
}

/// A rule for numbers that are wrong, if there is something to say to them.
fn foreseen(answer: &Weighted, span: &Span, right: &Span, notes: &mut Notes<'_>) -> Option<Node> {
    let Written { range, .. } = &answer.text.text;
    let weight = weight(answer);
    let apart = span.high < right.low || span.low > right.high;
    if weight >= 100.0 {
        let what = "a second number that is fully right";
        notes.not_held(range, what, "it is left out");
        return None;
    }
    if weight > 0.0 {
        let what = format!("{weight} % of the points for another number");
        let instead = match apart && answer.feedback.is_some() {
            true => "it is foreseen as wrong",
            false => "it is left out; for how near a number is, use `type: estimate`",
        };
        notes.not_held(range, what, instead);
    } else if !apart && answer.feedback.is_some() {
        let what = "words for a wrong number within the right range";
        notes.not_held(range, what, "they are left out");
    }
    let feedback = answer.feedback.as_ref().filter(|_| apart)?;
    let feedback = markdown(feedback, notes).prose();
    let map = Map::new(range);
    let map = match span.low == span.high {
        true => map.with("match", plain(&span.middle, range)),
        false => {
            let ends = [span.low, span.high].map(|end| plain(shortest(end), range));
            map.with("range", list(ends.into(), range))
        }
    };
    Some(map.with("feedback", feedback).done())
}

impl Span {
    /// `low..high`, `number:tolerance` or `number`.
    fn read(text: &str) -> Option<Span> {
        if let Some((low, high)) = text.split_once("..") {
            let (low, high) = (number(low)?, number(high)?);
            let (low, high) = (low.min(high), low.max(high));
            return Some(Span {
                low,
                high,
                middle: shortest((low + high) / 2.0),
            });
        }
        let (middle, tolerance) = match text.split_once(':') {
            Some((middle, tolerance)) => (middle.trim(), number(tolerance)?.abs()),
            None => (text.trim(), 0.0),
        };
        let value = number(middle)?;
        Some(Span {
            low: value - tolerance,
            high: value + tolerance,
            middle: middle.trim_start_matches('+').to_owned(),
        })
    }

    fn tolerance(&self, at: &Range<usize>) -> Option<Node> {
        let width = shortest((self.high - self.low) / 2.0);
        let map = Map::new(at).with("abs", plain(&width, at));
        (self.high > self.low && width != "0").then(|| map.done())
    }
}

/// A number that the grader can read.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let quantity = read_quantity(text.trim_start_matches('+'))?;
    (quantity.unit.is_empty() && quantity.value.is_finite()).then_some(quantity.value)
}

/// A number without the noise of binary fractions.
fn shortest(value: f64) -> String {
    let digits = 12 - value.abs().log10().ceil().clamp(-20.0, 12.0) as i32;
    let scale = 10f64.powi(digits);
    let rounded = (value * scale).round() / scale;
    match rounded.is_finite() {
        true => format!("{rounded}"),
        false => format!("{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_have_a_middle_and_a_tolerance() {
        for (text, middle, tolerance) in [
            ("1822:5", "1822", Some("5")),
            ("3.141..3.142", "3.1415", Some("0.0005")),
            ("1.1..2.3", "1.7", Some("0.6")),
            ("-7", "-7", None),
            ("5e3:0", "5e3", None),
        ] {
            let span = Span::read(text).unwrap();
            assert_eq!(span.middle, middle);
            assert_eq!(span.tolerance(&(0..0)).is_some(), tolerance.is_some());
            if let Some(tolerance) = tolerance {
                assert_eq!(shortest((span.high - span.low) / 2.0), tolerance);
            }
        }
        assert!(Span::read("many").is_none() && Span::read("1:x").is_none());
    }
}
