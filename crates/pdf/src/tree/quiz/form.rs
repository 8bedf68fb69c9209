//! The typed form of a quiz, as `preprocessors/src/quiz/typed.rs` writes it.

use serde::Deserialize;

/// The format that is understood.
pub(super) const FORMAT: u32 = 1;

#[derive(Deserialize)]
pub(super) struct Quiz {
    pub(super) format: u32,
    pub(super) id: String,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) math: bool,
    pub(super) contexts: Vec<Context>,
    pub(super) questions: Vec<Question>,
}

#[derive(Deserialize)]
pub(super) struct Context {
    pub(super) name: String,
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct Question {
    pub(super) id: String,
    #[serde(flatten)]
    pub(super) kind: Kind,
    pub(super) prompt: String,
    pub(super) context: Option<String>,
    pub(super) variants: Option<String>,
    #[serde(rename = "use")]
    pub(super) uses: Vec<String>,
    pub(super) explanation: Option<String>,
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Kind {
    Single {
        choices: Vec<Choice>,
    },
    Multiple {
        choices: Vec<Choice>,
    },
    TrueFalse {
        answer: bool,
        when_true: Option<String>,
        when_false: Option<String>,
    },
    Text {
        answer: String,
        accept: Vec<String>,
        wrong: Vec<Wrong>,
    },
    Numeric {
        answer: String,
        unit: Option<String>,
        tolerance: String,
        wrong: Vec<Wrong>,
    },
    Estimate {
        answer: String,
        unit: Option<String>,
        bands: Vec<Band>,
        wrong: Vec<Wrong>,
    },
    Order {
        items: Vec<Part>,
        distractors: Vec<Part>,
        groups: Vec<Vec<String>>,
        shown: Vec<String>,
    },
    Match {
        pairs: Vec<Pair>,
        shown: Vec<Part>,
    },
    Cloze {
        blanks: Vec<Blank>,
    },
    Output {
        code: String,
        lang: String,
        fails: Option<bool>,
        answer: Option<String>,
        accept: Vec<String>,
        line: Option<u32>,
        contains: Option<String>,
        wrong: Vec<Wrong>,
    },
    Free {
        model: String,
        rubric: Vec<Criterion>,
    },
}

#[derive(Deserialize)]
pub(super) struct Choice {
    pub(super) text: String,
    pub(super) correct: bool,
    pub(super) feedback: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Wrong {
    pub(super) shown: Option<String>,
    pub(super) feedback: String,
}

#[derive(Deserialize)]
pub(super) struct Band {
    pub(super) within: String,
    pub(super) score: u8,
}

#[derive(Deserialize)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) feedback: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Pair {
    pub(super) left: String,
    pub(super) right_id: String,
    pub(super) feedback: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Blank {
    pub(super) name: String,
    pub(super) answer: String,
    pub(super) accept: Vec<String>,
    pub(super) choices: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Criterion {
    pub(super) text: String,
    pub(super) points: u8,
}
