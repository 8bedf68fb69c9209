//! What the rest of the build is told of a quiz.
//!
//! [`of`] is the entry point. Invariant: a retired question keeps its ids and nothing else.

use super::Locate;
use super::plain::{beginning, plain, with_lines};
use super::{run, short};
use crate::course::{PartFacts, QuestionFacts, QuizFacts};
use crate::source::Span;
use coursebook_model::quiz::author::{Kind, Question, Quiz, Retired, Text, Use};

/// The longest prompt in the facts, in characters.
const MAX_PROMPT: usize = 140;

/// A quiz as HTML in its several forms.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// For its page.
    pub(super) page: String,
    /// For paper, without answers.
    pub(super) print: String,
    /// The answers to that.
    pub(super) key: String,
}

/// The facts of a quiz that is used at `span` and published in these forms.
pub(super) fn of(quiz: &Quiz, forms: Forms, span: Span, locate: &Locate<'_>) -> QuizFacts {
    let id = &quiz.id.value;
    let asked = quiz.questions.iter();
    let asked = asked.map(|question| of_question(id, question, locate));
    let retired = quiz.retired.iter();
    let retired = retired.map(|question| of_retired(id, question, locate));
    QuizFacts {
        id: id.clone(),
        title: quiz.title.as_ref().map(|title| plain(&title.value)),
        html: forms.page,
        span,
        questions: asked.chain(retired).collect(),
        answers: short::answers(quiz),
        print_html: forms.print,
        key_html: forms.key,
    }
}

/// Former ids of a question, each with its quiz.
pub(super) fn former_ids(quiz: &str, was: &[Text]) -> Vec<String> {
    let was = was.iter().map(|was| was.value.as_str());
    was.map(|was| match was.contains('/') {
        true => was.to_owned(),
        false => format!("{quiz}/{was}"),
    })
    .collect()
}

/// A use's name in YAML.
pub(super) fn name_of(used: Use) -> &'static str {
    match used {
        Use::Pre => "pre",
        Use::Inline => "inline",
        Use::Review => "review",
        Use::Exam => "exam",
    }
}

fn of_question(quiz: &str, question: &Question, locate: &Locate<'_>) -> QuestionFacts {
    let tags = question.tags.iter();
    QuestionFacts {
        id: question.id.value.clone(),
        was: former_ids(quiz, &question.was),
        revision: question.revision.clone(),
        kind: question.kind.name(),
        retired: false,
        tags: tags.map(|tag| tag.value.clone()).collect(),
        difficulty: question.difficulty,
        uses: question.uses.iter().copied().map(name_of).collect(),
        variants: value(question.variants.as_ref()),
        reference: value(question.reference.as_ref()),
        prompt: beginning(&plain(&prompt(question)), MAX_PROMPT),
        parts: parts(question),
        retired_parts: values(&question.retired_ids),
        run: run::of(question, locate),
        span: locate(&question.id.range),
    }
}

fn of_retired(quiz: &str, question: &Retired, locate: &Locate<'_>) -> QuestionFacts {
    QuestionFacts {
        id: question.id.value.clone(),
        was: former_ids(quiz, &question.was),
        revision: String::new(),
        kind: "retired",
        retired: true,
        tags: Vec::new(),
        difficulty: None,
        uses: Vec::new(),
        variants: None,
        reference: None,
        prompt: String::new(),
        parts: Vec::new(),
        retired_parts: Vec::new(),
        run: None,
        span: locate(&question.id.range),
    }
}

fn parts(question: &Question) -> Vec<PartFacts> {
    let parts = question.kind.parts().into_iter();
    parts
        .map(|(id, was)| PartFacts {
            id: id.to_owned(),
            was: values(was),
        })
        .collect()
}

fn prompt(question: &Question) -> String {
    let text = &question.prompt.value;
    match &question.kind {
        Kind::Cloze(blanks) => {
            with_lines(text, blanks.iter().map(|blank| blank.name.value.as_str()))
        }
        _ => text.clone(),
    }
}

fn value(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}
