//! A quiz as its template sees it.
//!
//! [`of`] is the entry point. Invariant: every field named as HTML has been rendered or escaped
//! here; the template escapes all others.

mod answer;
mod form;

use super::facts::former_ids;
use super::prose::Prose;
use crate::markdown::escape_html;
use crate::templates::Templates;
use answer::Answer;
use coursebook_model::quiz::author::{Kind, Question, Quiz, Text, Use};
use form::Form;
use serde::Serialize;

/// The number of tries that a page need not tell.
const USUAL_ATTEMPTS: u8 = 2;

/// A quiz.
#[derive(Debug, Serialize)]
pub(super) struct QuizView {
    id: String,
    title_html: Option<String>,
    /// What is asked in place.
    asked: Vec<QuestionView>,
    /// What is asked otherwise: in review, in examinations, instead of one in place.
    more: Vec<QuestionView>,
}

#[derive(Debug, Serialize)]
struct QuestionView {
    id: String,
    /// "Question 1 of 4", or so.
    number: String,
    kind: &'static str,
    /// What counts as right, for an attribute.
    key_html: String,
    revision: String,
    /// Former names of the question in records, with blanks between them.
    was: String,
    /// Former names of its parts in answers, each with the present one: `old=new`, blanks between.
    renamed: String,
    /// Where there are not the usual two.
    attempts: Option<u8>,
    /// Whether its parts keep their order.
    fixed: bool,
    /// Whether the reader is not asked how sure they are.
    unrated: bool,
    /// Whether it is asked before the text that answers it.
    pre: bool,
    /// The group of which one question is asked.
    variants: Option<String>,
    /// The name of the stem that it shares.
    context: Option<String>,
    /// That stem, at the first of its questions in a list.
    context_html: Option<String>,
    prompt_html: String,
    form: Form,
    hints_html: Vec<String>,
    answer: Answer,
    explanation_html: String,
    back: Option<String>,
}

/// What is rendered with: the texts' renderer and the interface's words.
struct With<'a, 'p> {
    prose: &'a mut Prose<'p>,
    words: &'a Templates,
}

/// What the template needs of a quiz.
pub(super) fn of(quiz: &Quiz, prose: &mut Prose<'_>, words: &Templates) -> QuizView {
    let (asked, more) = in_place(quiz);
    let total = asked.len();
    let mut with = With { prose, words };
    QuizView {
        id: quiz.id.value.clone(),
        title_html: quiz.title.as_ref().map(|title| with.prose.inline(title)),
        asked: list(quiz, &asked, 1, Some(total), &mut with),
        more: list(quiz, &more, total + 1, None, &mut with),
    }
}

/// The questions that are asked in place, and all others. Of a group of variants that is the first
/// one that may be asked there.
pub(super) fn in_place(quiz: &Quiz) -> (Vec<&Question>, Vec<&Question>) {
    let mut groups = Vec::new();
    quiz.questions.iter().partition(|question| {
        let mut uses = question.uses.iter();
        let may = uses.any(|used| matches!(used, Use::Pre | Use::Inline));
        let group = question.variants.as_ref().map(|group| &group.value);
        let first = group.is_none_or(|group| !groups.contains(&group));
        groups.extend(group.filter(|_| may && first));
        may && first
    })
}

/// Questions with numbers from `first` on; of `total`, if that is known.
fn list(
    quiz: &Quiz,
    questions: &[&Question],
    first: usize,
    total: Option<usize>,
    with: &mut With<'_, '_>,
) -> Vec<QuestionView> {
    let total = total.map(|total| total.to_string());
    let mut contexts = Vec::new();
    let numbered = questions.iter().zip(first..);
    numbered
        .map(|(question, number)| {
            let number = number.to_string();
            let number = match &total {
                Some(total) => {
                    let values = [("n", number.as_str()), ("total", total.as_str())];
                    with.words.say("quiz_number", &values)
                }
                None => with.words.say("quiz_number_more", &[("n", &number)]),
            };
            let context = new_context(quiz, question, &mut contexts);
            QuestionView {
                context_html: context.map(|text| with.prose.blocks(text)),
                ..question_view(&quiz.id.value, question, number, with)
            }
        })
        .collect()
}

/// The stem of a question, unless one of the `shown` names is its own.
fn new_context<'a>(
    quiz: &'a Quiz,
    question: &'a Question,
    shown: &mut Vec<&'a str>,
) -> Option<&'a Text> {
    let name = question.context.as_ref()?.value.as_str();
    if shown.contains(&name) {
        return None;
    }
    shown.push(name);
    let mut contexts = quiz.contexts.iter();
    let context = contexts.find(|context| context.name.value == name)?;
    Some(&context.text)
}

fn question_view(
    quiz: &str,
    question: &Question,
    number: String,
    with: &mut With<'_, '_>,
) -> QuestionView {
    let id = format!("{quiz}/{}", question.id.value);
    let hints = question.hints.iter();
    QuestionView {
        id: question.id.value.clone(),
        number,
        kind: question.kind.name(),
        key_html: attribute(&question.key),
        revision: question.revision.clone(),
        was: former_ids(quiz, &question.was).join(" "),
        renamed: renamed(question),
        attempts: Some(question.attempts).filter(|attempts| *attempts != USUAL_ATTEMPTS),
        fixed: is_fixed(question),
        unrated: !question.confidence,
        pre: question.uses.contains(&Use::Pre),
        variants: question.variants.as_ref().map(|group| group.value.clone()),
        context: question.context.as_ref().map(|name| name.value.clone()),
        context_html: None,
        prompt_html: form::prompt(question, with),
        form: form::of(&question.kind, &id, with),
        hints_html: hints.map(|hint| with.prose.inline(hint)).collect(),
        answer: answer::of(&question.kind, &id, with),
        explanation_html: blocks(question.explanation.as_ref(), with),
        back: question
            .reference
            .as_ref()
            .and_then(|reference| with.prose.reference(reference)),
    }
}

fn renamed(question: &Question) -> String {
    let parts = question.kind.parts().into_iter();
    let pairs = parts.flat_map(|(id, was)| {
        let was = was.iter();
        was.map(move |was| format!("{}={id}", was.value))
    });
    pairs.collect::<Vec<_>>().join(" ")
}

/// Whether its parts keep their order though there are parts that could be shuffled.
fn is_fixed(question: &Question) -> bool {
    match question.kind {
        Kind::Single(_) | Kind::Multiple { .. } | Kind::Order(_) => !question.shuffle,
        Kind::TrueFalse { .. } => true,
        _ => false,
    }
}

fn blocks(text: Option<&Text>, with: &mut With<'_, '_>) -> String {
    text.map_or_else(String::new, |text| with.prose.blocks(text))
}

fn inline(text: Option<&Text>, with: &mut With<'_, '_>) -> String {
    text.map_or_else(String::new, |text| with.prose.inline(text))
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// Text for an attribute of HTML that will be put on one line: there, blanks in a row would
/// become one.
fn attribute(text: &str) -> String {
    escape_html(text)
        .replace("  ", " &#32;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
}
