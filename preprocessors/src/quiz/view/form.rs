//! What a question asks for, as its template sees it.
//!
//! [`prompt`] and [`of`] are the entry points. Invariant: nothing here tells the answer.

use super::super::shown::{self, Shown};
use super::With;
use coursebook_model::quiz::author::{
    Blank, Choice, Kind, MatchRules, OrderRules, Pin, Question, Text,
};
use serde::Serialize;

/// The room for an answer.
#[derive(Debug, Default, Serialize)]
pub(super) struct Form {
    /// What to do, where the prompt alone does not say it.
    help: String,
    choices: Vec<ChoiceView>,
    /// Whether something is to be typed.
    line: bool,
    /// The unit in which it is asked for, as words: "in kB", "per second".
    unit: String,
    /// What a right side is to be found for.
    left_html: Vec<String>,
    /// What is named by letters: items to order, right sides.
    lettered: Vec<PartView>,
    /// What there is to pick from for a blank.
    picks: Vec<Picks>,
    /// Whether some lines are to be written.
    lines: bool,
}

#[derive(Debug, Serialize)]
struct ChoiceView {
    /// Its text; for "true" and "false" the interface's words.
    html: String,
    pin: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct PartView {
    id: String,
    html: String,
}

#[derive(Debug, Serialize)]
struct Picks {
    /// "Blank 2 of 3", or so.
    name: String,
    choices: Vec<String>,
}

/// What is asked, as HTML; with the program, or with the blanks.
pub(super) fn prompt(question: &Question, with: &mut With<'_, '_>) -> String {
    match &question.kind {
        Kind::Cloze(blanks) => {
            let names: Vec<_> = (0..blanks.len())
                .map(|place| blank_name(place, blanks.len(), with))
                .collect();
            with.prose.cloze(&question.prompt, blanks, &names)
        }
        Kind::Output(rules) => {
            let program = with.prose.program(&rules.lang.value, &rules.code.value);
            format!("{}\n{program}", with.prose.blocks(&question.prompt))
        }
        _ => with.prose.blocks(&question.prompt),
    }
}

/// The room for an answer to the question with this full id.
pub(super) fn of(kind: &Kind, id: &str, with: &mut With<'_, '_>) -> Form {
    match kind {
        Kind::Single(choices) => of_choices(choices, "", with),
        Kind::Multiple { choices, .. } => of_choices(choices, "quiz_choose_all", with),
        Kind::TrueFalse { .. } => Form {
            choices: ["quiz_true", "quiz_false"]
                .map(|word| judgement(word, with))
                .into(),
            ..Form::default()
        },
        Kind::Text(_) => of_line("", None, with),
        Kind::Numeric(rules) => of_line("", rules.unit.as_ref(), with),
        Kind::Estimate(rules) => of_line("quiz_order_of_magnitude", rules.unit.as_ref(), with),
        Kind::Output(rules) => {
            let asks_both = rules.fails.is_some();
            let help = if asks_both {
                "quiz_prints_or_fails"
            } else {
                "quiz_prints_what"
            };
            of_line(help, None, with)
        }
        Kind::Order(rules) => of_order(rules, id, with),
        Kind::Match(rules) => of_pairs(rules, id, with),
        Kind::Cloze(blanks) => of_blanks(blanks, with),
        Kind::Free(_) => Form {
            help: with.words.say("quiz_in_own_words", &[]),
            lines: true,
            ..Form::default()
        },
    }
}

fn of_choices(choices: &[Choice], help: &str, with: &mut With<'_, '_>) -> Form {
    let views = choices.iter().map(|choice| ChoiceView {
        html: with.prose.inline(&choice.text),
        pin: choice.pin.map(|pin| match pin {
            Pin::First => "first",
            Pin::Last => "last",
        }),
    });
    Form {
        choices: views.collect(),
        help: with.words.say(help, &[]),
        ..Form::default()
    }
}

fn judgement(word: &str, with: &With<'_, '_>) -> ChoiceView {
    ChoiceView {
        html: crate::markdown::escape_html(&with.words.say(word, &[])),
        pin: None,
    }
}

fn of_line(help: &str, unit: Option<&Text>, with: &With<'_, '_>) -> Form {
    let unit = unit.map(|unit| in_words(&unit.value, with));
    Form {
        help: with.words.say(help, &[]),
        line: true,
        unit: unit.unwrap_or_default(),
        ..Form::default()
    }
}

/// In which unit it is asked for: "in kB"; of a bare rate such as `/s`, "per second".
fn in_words(unit: &str, with: &With<'_, '_>) -> String {
    let Some(each) = unit.strip_prefix('/') else {
        return with.words.say("quiz_in", &[("unit", unit)]);
    };
    let known = match each {
        "ms" => "millisecond",
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => return with.words.say("quiz_per", &[("unit", each)]),
    };
    let each = with.words.say(&format!("quiz_{known}"), &[]);
    with.words.say("quiz_per", &[("unit", &each)])
}

fn of_order(rules: &OrderRules, id: &str, with: &mut With<'_, '_>) -> Form {
    let help = match rules.distractors.is_empty() {
        true => "quiz_put_in_order",
        false => "quiz_put_some_in_order",
    };
    Form {
        help: with.words.say(help, &[]),
        lettered: lettered(&shown::items(rules, id), with),
        ..Form::default()
    }
}

fn of_pairs(rules: &MatchRules, id: &str, with: &mut With<'_, '_>) -> Form {
    let left = rules.pairs.iter();
    Form {
        help: with.words.say("quiz_find_pairs", &[]),
        left_html: left.map(|pair| with.prose.inline(&pair.left)).collect(),
        lettered: lettered(&shown::right_sides(rules, id), with),
        ..Form::default()
    }
}

fn lettered(parts: &[Shown<'_>], with: &mut With<'_, '_>) -> Vec<PartView> {
    let parts = parts.iter();
    parts
        .map(|part| PartView {
            id: part.id.to_owned(),
            html: with.prose.inline(part.text),
        })
        .collect()
}

fn of_blanks(blanks: &[Blank], with: &With<'_, '_>) -> Form {
    let picked = blanks.iter().enumerate();
    let picked = picked.filter(|(_, blank)| !blank.choices.is_empty());
    Form {
        help: with.words.say("quiz_fill_in", &[]),
        picks: picked
            .map(|(place, blank)| Picks {
                name: blank_name(place, blanks.len(), with),
                choices: super::values(&blank.choices),
            })
            .collect(),
        ..Form::default()
    }
}

fn blank_name(place: usize, total: usize, with: &With<'_, '_>) -> String {
    let (n, total) = ((place + 1).to_string(), total.to_string());
    with.words
        .say("quiz_blank", &[("n", &n), ("total", &total)])
}
