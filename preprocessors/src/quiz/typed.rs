//! A quiz for renderers that take no HTML: typed, its texts in Markdown.
//!
//! [`json`] is the entry point. Invariant: it is one line, with all that the page shows, and the
//! letters of items and right sides are those of the page without script.

use super::facts::name_of;
use super::shown;
use coursebook_model::quiz::author::{
    Band, Blank, Choice, Context, Criterion, Distractor, ErrorRule, EstimateRules, FreeRules, Item,
    Kind, MatchRules, NumericRules, OrderRules, OutputRules, Pair, Question, Quiz, Text, TextRules,
    WrongOutput, WrongRule,
};
use serde::Serialize;
use std::borrow::Cow;

/// Changes when a reader of the old form would misread the new one.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct TypedQuiz<'a> {
    format: u32,
    id: &'a str,
    title: Option<&'a str>,
    /// Whether dollar signs in its texts are formulas'.
    math: bool,
    contexts: Vec<TypedContext<'a>>,
    questions: Vec<TypedQuestion<'a>>,
}

#[derive(Serialize)]
struct TypedContext<'a> {
    name: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct TypedQuestion<'a> {
    id: &'a str,
    #[serde(flatten)]
    kind: TypedKind<'a>,
    prompt: &'a str,
    context: Option<&'a str>,
    variants: Option<&'a str>,
    #[serde(rename = "use")]
    uses: Vec<&'static str>,
    hints: Vec<&'a str>,
    explanation: Option<&'a str>,
    #[serde(rename = "ref")]
    reference: Option<&'a str>,
    tags: Vec<&'a str>,
    difficulty: Option<u8>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum TypedKind<'a> {
    Single {
        choices: Vec<TypedChoice<'a>>,
    },
    Multiple {
        choices: Vec<TypedChoice<'a>>,
    },
    TrueFalse {
        answer: bool,
        when_true: Option<&'a str>,
        when_false: Option<&'a str>,
    },
    Text {
        answer: &'a str,
        accept: Vec<&'a str>,
        wrong: Vec<TypedWrong<'a>>,
    },
    Numeric {
        answer: &'a str,
        unit: Option<&'a str>,
        tolerance: &'a str,
        wrong: Vec<TypedWrong<'a>>,
    },
    Estimate {
        answer: &'a str,
        unit: Option<&'a str>,
        bands: Vec<TypedBand<'a>>,
        wrong: Vec<TypedWrong<'a>>,
    },
    Order {
        /// In the right order.
        items: Vec<TypedPart<'a>>,
        distractors: Vec<TypedPart<'a>>,
        /// Ids of items that may stand in any order.
        groups: Vec<Vec<&'a str>>,
        /// Ids of items and distractors in the order of their letters.
        shown: Vec<&'a str>,
    },
    Match {
        pairs: Vec<TypedPair<'a>>,
        /// What there is to match with, in the order of the letters.
        shown: Vec<TypedPart<'a>>,
    },
    Cloze {
        blanks: Vec<TypedBlank<'a>>,
    },
    Output {
        code: &'a str,
        lang: &'a str,
        /// Whether it fails, if that is asked too.
        fails: Option<bool>,
        answer: Option<&'a str>,
        accept: Vec<&'a str>,
        line: Option<u32>,
        contains: Option<&'a str>,
        wrong: Vec<TypedWrong<'a>>,
    },
    Free {
        min_chars: u32,
        model: &'a str,
        rubric: Vec<TypedCriterion<'a>>,
    },
}

#[derive(Serialize)]
struct TypedChoice<'a> {
    id: &'a str,
    text: &'a str,
    correct: bool,
    feedback: Option<&'a str>,
    feedback_missed: Option<&'a str>,
}

#[derive(Serialize)]
struct TypedWrong<'a> {
    shown: Option<Cow<'a, str>>,
    feedback: &'a str,
}

#[derive(Serialize)]
struct TypedBand<'a> {
    within: &'a str,
    score: u8,
}

#[derive(Serialize)]
struct TypedPart<'a> {
    id: &'a str,
    text: &'a str,
    feedback: Option<&'a str>,
}

#[derive(Serialize)]
struct TypedPair<'a> {
    id: &'a str,
    left: &'a str,
    right: &'a str,
    right_id: &'a str,
    feedback: Option<&'a str>,
}

#[derive(Serialize)]
struct TypedBlank<'a> {
    name: &'a str,
    answer: &'a str,
    accept: Vec<&'a str>,
    choices: Vec<&'a str>,
}

#[derive(Serialize)]
struct TypedCriterion<'a> {
    id: &'a str,
    text: &'a str,
    points: u8,
}

/// The quiz on one line.
pub(super) fn json(quiz: &Quiz, math: bool) -> serde_json::Result<String> {
    serde_json::to_string(&TypedQuiz {
        format: FORMAT,
        id: &quiz.id.value,
        title: value(quiz.title.as_ref()),
        math,
        contexts: quiz.contexts.iter().map(context).collect(),
        questions: quiz
            .questions
            .iter()
            .map(|question| of_question(&quiz.id.value, question))
            .collect(),
    })
}

fn context(context: &Context) -> TypedContext<'_> {
    TypedContext {
        name: &context.name.value,
        text: &context.text.value,
    }
}

fn of_question<'a>(quiz: &str, question: &'a Question) -> TypedQuestion<'a> {
    let id = format!("{quiz}/{}", question.id.value);
    TypedQuestion {
        id: &question.id.value,
        kind: of_kind(&question.kind, &id),
        prompt: &question.prompt.value,
        context: value(question.context.as_ref()),
        variants: value(question.variants.as_ref()),
        uses: question.uses.iter().copied().map(name_of).collect(),
        hints: values(&question.hints),
        explanation: value(question.explanation.as_ref()),
        reference: value(question.reference.as_ref()),
        tags: values(&question.tags),
        difficulty: question.difficulty,
    }
}

fn of_kind<'a>(kind: &'a Kind, id: &str) -> TypedKind<'a> {
    match kind {
        Kind::Single(choices) => TypedKind::Single {
            choices: choices.iter().map(of_choice).collect(),
        },
        Kind::Multiple { choices, .. } => TypedKind::Multiple {
            choices: choices.iter().map(of_choice).collect(),
        },
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => TypedKind::TrueFalse {
            answer: *answer,
            when_true: value(when_true.as_ref()),
            when_false: value(when_false.as_ref()),
        },
        Kind::Text(rules) => of_text(rules),
        Kind::Numeric(rules) => of_number(rules),
        Kind::Estimate(rules) => of_estimate(rules),
        Kind::Order(rules) => of_order(rules, id),
        Kind::Match(rules) => of_pairs(rules, id),
        Kind::Cloze(blanks) => TypedKind::Cloze {
            blanks: blanks.iter().map(of_blank).collect(),
        },
        Kind::Output(rules) => of_output(rules),
        Kind::Free(rules) => of_free(rules),
    }
}

fn of_choice(choice: &Choice) -> TypedChoice<'_> {
    TypedChoice {
        id: &choice.id.value,
        text: &choice.text.value,
        correct: choice.correct,
        feedback: value(choice.feedback.as_ref()),
        feedback_missed: value(choice.feedback_missed.as_ref()),
    }
}

fn of_text(rules: &TextRules) -> TypedKind<'_> {
    TypedKind::Text {
        answer: &rules.answer.value,
        accept: values(&rules.accept),
        wrong: rules.wrong.iter().map(of_wrong).collect(),
    }
}

fn of_number(rules: &NumericRules) -> TypedKind<'_> {
    TypedKind::Numeric {
        answer: &rules.answer.value,
        unit: value(rules.unit.as_ref()),
        tolerance: &rules.tolerance,
        wrong: rules.wrong.iter().map(of_wrong).collect(),
    }
}

fn of_estimate(rules: &EstimateRules) -> TypedKind<'_> {
    TypedKind::Estimate {
        answer: &rules.answer.value,
        unit: value(rules.unit.as_ref()),
        bands: rules.bands.iter().map(of_band).collect(),
        wrong: rules.wrong.iter().map(of_wrong).collect(),
    }
}

fn of_band(band: &Band) -> TypedBand<'_> {
    TypedBand {
        within: &band.within,
        score: band.score,
    }
}

fn of_wrong(rule: &WrongRule) -> TypedWrong<'_> {
    TypedWrong {
        shown: rule.shown.as_deref().map(Cow::from),
        feedback: &rule.feedback.value,
    }
}

fn of_wrong_output(rule: &WrongOutput) -> TypedWrong<'_> {
    TypedWrong {
        shown: Some(Cow::from(rule.shown())),
        feedback: &rule.feedback.value,
    }
}

fn of_order<'a>(rules: &'a OrderRules, id: &str) -> TypedKind<'a> {
    let shown = shown::items(rules, id);
    TypedKind::Order {
        items: rules.items.iter().map(of_item).collect(),
        distractors: rules.distractors.iter().map(of_distractor).collect(),
        groups: rules.groups.iter().map(|group| values(group)).collect(),
        shown: shown.iter().map(|part| part.id).collect(),
    }
}

fn of_item(item: &Item) -> TypedPart<'_> {
    TypedPart {
        id: &item.id.value,
        text: &item.text.value,
        feedback: None,
    }
}

fn of_distractor(item: &Distractor) -> TypedPart<'_> {
    TypedPart {
        id: &item.id.value,
        text: &item.text.value,
        feedback: value(item.feedback.as_ref()),
    }
}

fn of_pairs<'a>(rules: &'a MatchRules, id: &str) -> TypedKind<'a> {
    let shown = shown::right_sides(rules, id);
    TypedKind::Match {
        pairs: rules.pairs.iter().map(of_pair).collect(),
        shown: shown
            .iter()
            .map(|part| TypedPart {
                id: part.id,
                text: &part.text.value,
                feedback: None,
            })
            .collect(),
    }
}

fn of_pair(pair: &Pair) -> TypedPair<'_> {
    TypedPair {
        id: &pair.id.value,
        left: &pair.left.value,
        right: &pair.right.value,
        right_id: &pair.right_id,
        feedback: value(pair.feedback.as_ref()),
    }
}

fn of_blank(blank: &Blank) -> TypedBlank<'_> {
    TypedBlank {
        name: &blank.name.value,
        answer: &blank.answer.value,
        accept: values(&blank.accept),
        choices: values(&blank.choices),
    }
}

fn of_output(rules: &OutputRules) -> TypedKind<'_> {
    let error = rules.error.as_ref();
    TypedKind::Output {
        code: &rules.code.value,
        lang: &rules.lang.value,
        fails: rules.fails,
        answer: value(rules.answer.as_ref()),
        accept: values(&rules.accept),
        line: error.and_then(|error: &ErrorRule| error.line),
        contains: error.and_then(|error| value(error.contains.as_ref())),
        wrong: rules.wrong.iter().map(of_wrong_output).collect(),
    }
}

fn of_free(rules: &FreeRules) -> TypedKind<'_> {
    TypedKind::Free {
        min_chars: rules.min_chars,
        model: &rules.model.value,
        rubric: rules.rubric.iter().map(of_criterion).collect(),
    }
}

fn of_criterion(criterion: &Criterion) -> TypedCriterion<'_> {
    TypedCriterion {
        id: &criterion.id.value,
        text: &criterion.text.value,
        points: criterion.points,
    }
}

fn value(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.value.as_str())
}

fn values(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}
