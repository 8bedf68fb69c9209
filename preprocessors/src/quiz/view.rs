//! A quiz as its template sees it.
//!
//! [`of`] is the entry point. Invariant: every field named as HTML has been rendered or escaped
//! here; the template escapes all others.

use super::prose::Prose;
use crate::markdown::escape_html;
use coursebook_model::quiz::author::{
    Choice, Kind, NumericRules, Pin, Question, Quiz, Text, TextRules, WrongRule,
};
use serde::Serialize;

/// A quiz.
#[derive(Debug, Serialize)]
pub(super) struct QuizView {
    id: String,
    title_html: Option<String>,
    questions: Vec<QuestionView>,
}

#[derive(Debug, Serialize)]
struct QuestionView {
    id: String,
    number: usize,
    kind: &'static str,
    /// What counts as right, for an attribute.
    key_html: String,
    revision: String,
    /// Former names of the question in records, with blanks between them.
    was: String,
    attempts: u8,
    shuffle: bool,
    confidence: bool,
    prompt_html: String,
    choices: Vec<ChoiceView>,
    /// What is to be typed, where there are no choices.
    typed: Option<TypedView>,
    hints_html: Vec<String>,
    explanation_html: String,
    back: Option<String>,
}

#[derive(Debug, Serialize)]
struct ChoiceView {
    id: String,
    letter: char,
    /// Empty for "true" and "false", which are the interface's words.
    text_html: String,
    correct: bool,
    feedback_html: String,
    missed_html: Option<String>,
    pin: Option<&'static str>,
}

#[derive(Debug, Serialize, Default)]
struct TypedView {
    answer: String,
    also: Vec<String>,
    tolerance: String,
    unit: Option<String>,
    other_units: Vec<String>,
    wrong: Vec<WrongView>,
}

#[derive(Debug, Serialize)]
struct WrongView {
    shown: Option<String>,
    feedback_html: String,
}

/// What the template needs of a quiz.
pub(super) fn of(quiz: &Quiz, prose: &mut Prose<'_>) -> QuizView {
    let questions = quiz.questions.iter().zip(1..);
    QuizView {
        id: quiz.id.value.clone(),
        title_html: quiz.title.as_ref().map(|title| prose.inline(title)),
        questions: questions
            .map(|(question, number)| question_view(&quiz.id.value, question, number, prose))
            .collect(),
    }
}

fn question_view(
    quiz: &str,
    question: &Question,
    number: usize,
    prose: &mut Prose<'_>,
) -> QuestionView {
    let prompt_html = prose.blocks(&question.prompt);
    let (choices, typed) = answers(&question.kind, prose);
    let was = question
        .was
        .iter()
        .map(|was| format!("{quiz}/{}", was.value));
    QuestionView {
        id: question.id.value.clone(),
        number,
        kind: question.kind.name(),
        key_html: attribute(&question.key),
        revision: question.revision.clone(),
        was: was.collect::<Vec<_>>().join(" "),
        attempts: question.attempts,
        shuffle: question.shuffle
            && matches!(question.kind, Kind::Single(_) | Kind::Multiple { .. }),
        confidence: question.confidence,
        prompt_html,
        choices,
        typed,
        hints_html: question
            .hints
            .iter()
            .map(|hint| prose.inline(hint))
            .collect(),
        explanation_html: prose.blocks(&question.explanation),
        back: question
            .reference
            .as_ref()
            .and_then(|reference| prose.reference(reference)),
    }
}

fn answers(kind: &Kind, prose: &mut Prose<'_>) -> (Vec<ChoiceView>, Option<TypedView>) {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => {
            (choice_views(choices, prose), None)
        }
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => (judgements(*answer, [when_true, when_false], prose), None),
        Kind::Text(rules) => (Vec::new(), Some(text_view(rules, prose))),
        Kind::Numeric(rules) => (Vec::new(), Some(numeric_view(rules, prose))),
    }
}

fn choice_views(choices: &[Choice], prose: &mut Prose<'_>) -> Vec<ChoiceView> {
    let lettered = choices.iter().zip('A'..='Z');
    lettered
        .map(|(choice, letter)| ChoiceView {
            id: choice.id.value.clone(),
            letter,
            text_html: prose.inline(&choice.text),
            correct: choice.correct,
            feedback_html: prose.inline(&choice.feedback),
            missed_html: choice
                .feedback_missed
                .as_ref()
                .map(|text| prose.inline(text)),
            pin: choice.pin.map(|pin| match pin {
                Pin::First => "first",
                Pin::Last => "last",
            }),
        })
        .collect()
}

fn judgements(answer: bool, feedback: [&Text; 2], prose: &mut Prose<'_>) -> Vec<ChoiceView> {
    let both = [("true", 'A', answer), ("false", 'B', !answer)];
    let both = both.into_iter().zip(feedback);
    both.map(|((id, letter, correct), feedback)| ChoiceView {
        id: id.to_owned(),
        letter,
        text_html: String::new(),
        correct,
        feedback_html: prose.inline(feedback),
        missed_html: None,
        pin: None,
    })
    .collect()
}

fn text_view(rules: &TextRules, prose: &mut Prose<'_>) -> TypedView {
    TypedView {
        answer: rules.answer.value.clone(),
        also: rules.accept.iter().map(|text| text.value.clone()).collect(),
        wrong: wrong_views(&rules.wrong, prose),
        ..TypedView::default()
    }
}

fn numeric_view(rules: &NumericRules, prose: &mut Prose<'_>) -> TypedView {
    TypedView {
        answer: rules.answer.value.clone(),
        tolerance: rules.tolerance.clone(),
        unit: rules.unit.as_ref().map(|unit| unit.value.clone()),
        other_units: rules
            .other_units
            .iter()
            .map(|unit| unit.value.clone())
            .collect(),
        wrong: wrong_views(&rules.wrong, prose),
        ..TypedView::default()
    }
}

fn wrong_views(rules: &[WrongRule], prose: &mut Prose<'_>) -> Vec<WrongView> {
    let rules = rules.iter();
    rules
        .map(|rule| WrongView {
            shown: rule.shown.clone(),
            feedback_html: prose.inline(&rule.feedback),
        })
        .collect()
}

/// Text for an attribute of HTML that will be put on one line: there, blanks in a row would
/// become one.
fn attribute(text: &str) -> String {
    escape_html(text)
        .replace("  ", " &#32;")
        .replace('\t', "&#9;")
}
