//! A GIFT question in its parts.
//!
//! [`parse`] is the entry point. Invariant: which type a question has is decided as Moodle decides
//! it, sign by sign.

use super::glyphs::Glyphs;
use crate::node::Written;
use std::ops::Range;

/// How a text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Moodle's own: lines count, and HTML is understood.
    Moodle,
    /// HTML.
    Html,
    /// No markup at all.
    Plain,
    /// Markdown.
    Markdown,
}

/// A text with its format.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    /// The text as written.
    pub(super) text: Written,
    /// How it is marked up.
    pub(super) format: Format,
}

impl Marked {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.value.is_empty()
    }
}

/// A question.
#[derive(Debug)]
pub(super) struct Parts {
    /// The name between `::` and `::`.
    pub(super) title: Option<Written>,
    /// What is asked; of a missing word only what stands before it.
    pub(super) text: Marked,
    /// What stands after the missing word.
    pub(super) rest: Option<Written>,
    /// What is said to everybody afterwards.
    pub(super) general: Option<Marked>,
    /// How it is answered.
    pub(super) answer: Answer,
}

/// How a question is answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// Not at all.
    Description,
    /// By writing.
    Essay,
    /// By judging a claim.
    TrueFalse {
        /// Whether it holds.
        holds: bool,
        /// What is said to the wrong answer.
        wrong: Option<Marked>,
        /// What is said to the right one.
        right: Option<Marked>,
    },
    /// By picking.
    Choices(Vec<Weighted>),
    /// By typing a text.
    Texts(Vec<Weighted>),
    /// By typing a number; then what is said to any other.
    Numbers(Vec<Weighted>, Option<Marked>),
    /// By finding what belongs together.
    Pairs(Vec<(Marked, Written)>),
}

impl Answer {
    /// How many answers there are.
    pub(super) fn count(&self) -> usize {
        match self {
            Answer::Choices(answers) | Answer::Texts(answers) | Answer::Numbers(answers, _) => {
                answers.len()
            }
            Answer::Pairs(pairs) => pairs.len(),
            Answer::Description | Answer::Essay | Answer::TrueFalse { .. } => 0,
        }
    }
}

/// An answer and what it is worth.
#[derive(Debug)]
pub(super) struct Weighted {
    /// The answer.
    pub(super) text: Marked,
    /// Which of the two signs it has.
    pub(super) equals: bool,
    /// Its share of the points, in percent, where it is given.
    pub(super) weight: Option<f64>,
    /// What is said to it.
    pub(super) feedback: Option<Marked>,
}

/// Why a question cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) range: Range<usize>,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// Reads a question that stands at `place`.
pub(super) fn parse(glyphs: Glyphs<'_>, place: &Range<usize>) -> Result<Parts, Fault> {
    let (title, body) = title(glyphs.trimmed(), place);
    let (open, close) = (body.find("{"), body.find("}"));
    let (Some(open), Some(close)) = (open, close) else {
        return match (open, close) {
            (None, None) => Ok(description(title, body, place)),
            _ => Err(braces(body, place)),
        };
    };
    if close < open {
        return Err(braces(body, place));
    }
    let rest = body.from(close + 1);
    // On the same line, Moodle takes a second one for text.
    let below = rest.find("\n").map(|at| rest.from(at));
    if let Some(below) = below.filter(|below| below.find("{").is_some()) {
        return Err(second(below, place));
    }
    let inside = body.before(close).from(open + 1).trimmed();
    let text = marked(body.before(open), Format::Moodle, place);
    let (inside, general) = match inside.rfind("####") {
        Some(at) => (inside.before(at).trimmed(), Some(inside.from(at + 4))),
        None => (inside, None),
    };
    Ok(Parts {
        title,
        general: general.and_then(|general| said(general, text.format, place)),
        answer: answer(inside, text.format, place)?,
        rest: (!rest.is_blank()).then(|| rest_of(rest, place)),
        text,
    })
}

fn title<'g>(glyphs: Glyphs<'g>, place: &Range<usize>) -> (Option<Written>, Glyphs<'g>) {
    if !glyphs.starts_with("::") {
        return (None, glyphs);
    }
    let inside = glyphs.from(2);
    match inside.split_once("::") {
        Some((title, rest)) => (Some(title.written(place)), rest.trimmed()),
        None => (None, inside),
    }
}

fn description(title: Option<Written>, body: Glyphs<'_>, place: &Range<usize>) -> Parts {
    Parts {
        title,
        text: marked(body, Format::Moodle, place),
        rest: None,
        general: None,
        answer: Answer::Description,
    }
}

fn braces(body: Glyphs<'_>, place: &Range<usize>) -> Fault {
    Fault {
        range: body.range().unwrap_or_else(|| place.clone()),
        message: "this question has only one of `{` and `}`, or the wrong one first",
        help: "a brace that belongs to the text is written `\\{` or `\\}`",
    }
}

fn second(below: Glyphs<'_>, place: &Range<usize>) -> Fault {
    Fault {
        range: below.trimmed().range().unwrap_or_else(|| place.clone()),
        message: "this question has a second `{`",
        help: "put an empty line between questions; a brace that belongs to the text is written `\\{`",
    }
}

/// The text after a missing word, with the blank between them.
fn rest_of(rest: Glyphs<'_>, place: &Range<usize>) -> Written {
    let range = rest.range().unwrap_or_else(|| place.clone());
    Written::new(rest.text().trim_end(), &range)
}

/// A text, whose own mark goes before the format of the question.
fn marked(glyphs: Glyphs<'_>, format: Format, place: &Range<usize>) -> Marked {
    let glyphs = glyphs.trimmed();
    let formats = [
        ("[moodle]", Format::Moodle),
        ("[html]", Format::Html),
        ("[plain]", Format::Plain),
        ("[markdown]", Format::Markdown),
    ];
    let own = formats.iter().find(|(mark, _)| glyphs.starts_with(mark));
    match own {
        Some((mark, format)) => Marked {
            text: glyphs.from(mark.len()).written(place),
            format: *format,
        },
        None => Marked {
            text: glyphs.written(place),
            format,
        },
    }
}

/// A text, if it says something.
fn said(glyphs: Glyphs<'_>, format: Format, place: &Range<usize>) -> Option<Marked> {
    Some(marked(glyphs, format, place)).filter(|text| !text.is_empty())
}

fn answer(inside: Glyphs<'_>, format: Format, place: &Range<usize>) -> Result<Answer, Fault> {
    if inside.is_blank() {
        return Ok(Answer::Essay);
    }
    if inside.starts_with("#") {
        return Ok(numbers(inside.from(1), format, place));
    }
    let place = &inside.range().unwrap_or_else(|| place.clone());
    if inside.find("~").is_some() {
        let answers = weighted(inside, "~=", format, place);
        return Ok(Answer::Choices(answers));
    }
    if inside.find("=").is_some() && inside.find("->").is_some() {
        return pairs(inside, format, place);
    }
    if let Some(answer) = true_false(inside, format, place) {
        return Ok(answer);
    }
    Ok(Answer::Texts(weighted(inside, "=", format, place)))
}

fn numbers(inside: Glyphs<'_>, format: Format, place: &Range<usize>) -> Answer {
    let (inside, otherwise) = match inside.split_once("~") {
        Some((inside, wrong)) => (inside, wrong.split_once("#")),
        None => (inside, None),
    };
    let otherwise = otherwise.and_then(|(_, feedback)| said(feedback, format, place));
    Answer::Numbers(weighted(inside, "=", format, place), otherwise)
}

fn true_false(inside: Glyphs<'_>, format: Format, place: &Range<usize>) -> Option<Answer> {
    let (claim, feedback) = match inside.split_once("#") {
        Some((claim, feedback)) => (claim, Some(feedback)),
        None => (inside, None),
    };
    let holds = match claim.trimmed().text().to_ascii_uppercase().as_str() {
        "T" | "TRUE" => true,
        "F" | "FALSE" => false,
        _ => return None,
    };
    let (wrong, right) = match feedback.map(|feedback| feedback.split_once("#")) {
        Some(Some((wrong, right))) => (Some(wrong), Some(right)),
        _ => (feedback, None),
    };
    Some(Answer::TrueFalse {
        holds,
        wrong: wrong.and_then(|wrong| said(wrong, format, place)),
        right: right.and_then(|right| said(right, format, place)),
    })
}

fn pairs(inside: Glyphs<'_>, format: Format, place: &Range<usize>) -> Result<Answer, Fault> {
    let pieces = inside.split_before("=").into_iter();
    let pairs = pieces.map(|piece| {
        let piece = piece.from(usize::from(piece.starts_with("=")));
        let place = piece.trimmed().range().unwrap_or_else(|| place.clone());
        match piece.split_once("->") {
            Some((left, right)) => Ok((marked(left, format, &place), right.written(&place))),
            None => Err(Fault {
                range: place,
                message: "this pair has no `->`",
                help: "write `=left -> right`, or take the `->` out of the other answers",
            }),
        }
    });
    Ok(Answer::Pairs(pairs.collect::<Result<_, _>>()?))
}

/// Answers with their weights and feedback.
fn weighted(
    inside: Glyphs<'_>,
    signs: &str,
    format: Format,
    place: &Range<usize>,
) -> Vec<Weighted> {
    let pieces = inside.split_before(signs).into_iter();
    let pieces = pieces.filter(|piece| !piece.is_blank());
    pieces
        .map(|piece| {
            let equals = piece.starts_with("=");
            let signed = equals || piece.starts_with("~");
            let piece = piece.from(usize::from(signed)).trimmed();
            // A right choice has no weight in Moodle's eyes.
            let (weight, piece) = match equals && signs.contains('~') {
                true => (None, piece),
                false => weight(piece),
            };
            let (text, feedback) = match piece.split_once("#") {
                Some((text, feedback)) => (text, said(feedback, format, place)),
                None => (piece, None),
            };
            Weighted {
                text: marked(
                    text,
                    format,
                    &piece.range().unwrap_or_else(|| place.clone()),
                ),
                equals,
                weight,
                feedback,
            }
        })
        .collect()
}

/// `%50%`, and what comes after it.
fn weight(piece: Glyphs<'_>) -> (Option<f64>, Glyphs<'_>) {
    if !piece.starts_with("%") {
        return (None, piece);
    }
    let Some((number, rest)) = piece.from(1).split_once("%") else {
        return (None, piece);
    };
    let number = number.text();
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    match number.parse::<f64>() {
        Ok(weight) if number.chars().all(digits) && weight.abs() <= 100.0 => {
            (Some(weight), rest.trimmed())
        }
        _ => (None, piece),
    }
}
