//! What is right and why, as a question's template sees it.
//!
//! [`of`] is the entry point. Invariant: reasons and foreseen mistakes stand in the order of the
//! key's records, because the script finds them by their places.

use super::super::short::with_unit;
use super::super::shown::{self, Shown, letter_of};
use super::{With, blocks, inline, values};
use coursebook_model::quiz::author::{
    Blank, Choice, EstimateRules, FreeRules, Kind, MatchRules, NumericRules, OrderRules,
    OutputRules, Text, TextRules, WrongOutput, WrongRule,
};
use serde::Serialize;

/// The answer.
#[derive(Debug, Default, Serialize)]
pub(super) struct Answer {
    /// What is to be typed, or printed; nothing where that is said by `letters`.
    value: Option<String>,
    /// Whether it consists of lines of code.
    verbatim: bool,
    /// What stands before it, instead of "Right answer".
    label: String,
    /// How near it must be, in brackets.
    note: String,
    /// Other right answers.
    also: Vec<String>,
    /// The letters of items in their right order.
    letters: String,
    /// One for each choice, foreseen mistake, distractor or pair.
    reasons: Vec<Reason>,
    /// Whether the reasons are those of choices, in their order, and so have their letters.
    of_choices: bool,
    blanks: Vec<BlankView>,
    model_html: String,
    criteria: Vec<CriterionView>,
}

#[derive(Debug, Default, Serialize)]
struct Reason {
    /// "Right", a letter, the foreseen text.
    label: String,
    html: String,
    /// For who did not pick it.
    missed_html: String,
}

#[derive(Debug, Serialize)]
struct BlankView {
    answer: String,
    also: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CriterionView {
    html: String,
    points: u8,
}

/// The answer to the question with this full id.
pub(super) fn of(kind: &Kind, id: &str, with: &mut With<'_, '_>) -> Answer {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => of_choices(choices, with),
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => of_claim(*answer, [when_true.as_ref(), when_false.as_ref()], with),
        Kind::Text(rules) => of_text(rules, with),
        Kind::Numeric(rules) => of_number(rules, with),
        Kind::Estimate(rules) => of_estimate(rules, with),
        Kind::Order(rules) => of_order(rules, id, with),
        Kind::Match(rules) => of_pairs(rules, id, with),
        Kind::Cloze(blanks) => Answer {
            blanks: blanks.iter().map(blank).collect(),
            ..Answer::default()
        },
        Kind::Output(rules) => of_output(rules, with),
        Kind::Free(rules) => of_free(rules, with),
    }
}

fn of_choices(choices: &[Choice], with: &mut With<'_, '_>) -> Answer {
    let reasons = choices.iter().map(|choice| Reason {
        label: judged(choice.correct, with),
        html: inline(choice.feedback.as_ref(), with),
        missed_html: inline(choice.feedback_missed.as_ref(), with),
    });
    Answer {
        reasons: reasons.collect(),
        of_choices: true,
        ..Answer::default()
    }
}

fn of_claim(answer: bool, feedback: [Option<&Text>; 2], with: &mut With<'_, '_>) -> Answer {
    let both = [answer, !answer].into_iter().zip(feedback);
    let reasons = both.map(|(right, feedback)| Reason {
        label: judged(right, with),
        html: inline(feedback, with),
        ..Reason::default()
    });
    Answer {
        reasons: reasons.collect(),
        of_choices: true,
        ..Answer::default()
    }
}

fn judged(right: bool, with: &With<'_, '_>) -> String {
    let word = if right { "quiz_right" } else { "quiz_wrong" };
    with.words.say(word, &[])
}

fn of_text(rules: &TextRules, with: &mut With<'_, '_>) -> Answer {
    Answer {
        value: Some(rules.answer.value.clone()),
        also: values(&rules.accept),
        reasons: foreseen(&rules.wrong, with),
        ..Answer::default()
    }
}

fn of_number(rules: &NumericRules, with: &mut With<'_, '_>) -> Answer {
    let note = match rules.tolerance.as_str() {
        "" => String::new(),
        tolerance => format!("± {tolerance}"),
    };
    Answer {
        value: Some(with_unit(&rules.answer, rules.unit.as_ref())),
        note,
        reasons: foreseen(&rules.wrong, with),
        ..Answer::default()
    }
}

fn of_estimate(rules: &EstimateRules, with: &mut With<'_, '_>) -> Answer {
    let bands = rules.bands.iter().map(|band| {
        let factor = ("factor", band.within.as_str());
        match band.score {
            100 => with.words.say("quiz_within", &[factor]),
            score => {
                let score = score.to_string();
                let values = [factor, ("score", score.as_str())];
                with.words.say("quiz_within_part", &values)
            }
        }
    });
    Answer {
        value: Some(with_unit(&rules.answer, rules.unit.as_ref())),
        note: bands.collect::<Vec<_>>().join("; "),
        reasons: foreseen(&rules.wrong, with),
        ..Answer::default()
    }
}

fn foreseen(rules: &[WrongRule], with: &mut With<'_, '_>) -> Vec<Reason> {
    let rules = rules.iter();
    rules
        .map(|rule| Reason {
            label: rule.shown.clone().unwrap_or_default(),
            html: with.prose.inline(&rule.feedback),
            ..Reason::default()
        })
        .collect()
}

fn of_order(rules: &OrderRules, id: &str, with: &mut With<'_, '_>) -> Answer {
    let shown = shown::items(rules, id);
    let letters = |ids: &mut dyn Iterator<Item = &Text>| {
        let letters = ids.map(|id| letter_of(&shown, &id.value));
        letters.collect::<Vec<_>>().join(", ")
    };
    let swaps = rules.groups.iter().map(|group| {
        let letters = letters(&mut group.iter());
        with.words.say("quiz_any_order", &[("letters", &letters)])
    });
    let swaps: Vec<_> = swaps.collect();
    let not_in = with.words.say("quiz_not_in_order", &[]);
    let others = rules.distractors.iter().map(|other| Reason {
        label: format!("{} {not_in}", letter_of(&shown, &other.id.value)),
        html: inline(other.feedback.as_ref(), with),
        ..Reason::default()
    });
    Answer {
        reasons: others.collect(),
        letters: letters(&mut rules.items.iter().map(|item| &item.id)),
        note: swaps.join("; "),
        ..Answer::default()
    }
}

fn of_pairs(rules: &MatchRules, id: &str, with: &mut With<'_, '_>) -> Answer {
    let shown: Vec<Shown<'_>> = shown::right_sides(rules, id);
    let pairs = rules.pairs.iter().zip(1..);
    let reasons = pairs.map(|(pair, number): (_, usize)| Reason {
        label: format!("{number} {}", letter_of(&shown, &pair.right_id)),
        html: inline(pair.feedback.as_ref(), with),
        ..Reason::default()
    });
    Answer {
        reasons: reasons.collect(),
        ..Answer::default()
    }
}

fn blank(blank: &Blank) -> BlankView {
    BlankView {
        answer: blank.answer.value.clone(),
        also: values(&blank.accept),
    }
}

fn of_output(rules: &OutputRules, with: &mut With<'_, '_>) -> Answer {
    let answer = Answer {
        reasons: foreseen_of_program(&rules.wrong, with),
        ..Answer::default()
    };
    match &rules.answer {
        Some(printed) if printed.value.trim().is_empty() => Answer {
            label: with.words.say("quiz_prints_nothing", &[]),
            ..answer
        },
        Some(printed) => Answer {
            label: with.words.say("quiz_prints", &[]),
            value: Some(printed.value.trim_end().to_owned()),
            verbatim: true,
            also: values(&rules.accept),
            ..answer
        },
        None => Answer {
            label: failure(rules, with),
            ..answer
        },
    }
}

fn foreseen_of_program(rules: &[WrongOutput], with: &mut With<'_, '_>) -> Vec<Reason> {
    let rules = rules.iter();
    rules
        .map(|rule| Reason {
            label: match rule.fails {
                true => foreseen_failure(&rule.text, with),
                false => rule.text.clone(),
            },
            html: with.prose.inline(&rule.feedback),
            ..Reason::default()
        })
        .collect()
}

/// A foreseen failure in words, without the full stop that its template sets.
fn foreseen_failure(how: &str, with: &With<'_, '_>) -> String {
    let is_line = !how.is_empty() && how.bytes().all(|byte| byte.is_ascii_digit());
    let (line, message) = match how {
        "" => (None, None),
        how if is_line => (Some(how), None),
        how => (None, Some(how)),
    };
    let words = failing(line, message, with);
    words.strip_suffix('.').unwrap_or(&words).to_owned()
}

/// How the program fails, in words.
fn failure(rules: &OutputRules, with: &With<'_, '_>) -> String {
    let error = rules.error.as_ref();
    let line = error
        .and_then(|error| error.line)
        .map(|line| line.to_string());
    let message = error.and_then(|error| error.contains.as_ref());
    let message = message.map(|text| text.value.as_str());
    failing(line.as_deref(), message, with)
}

fn failing(line: Option<&str>, message: Option<&str>, with: &With<'_, '_>) -> String {
    let at = match line {
        Some(line) => with.words.say("quiz_fails_at", &[("line", line)]),
        None => with.words.say("quiz_fails", &[]),
    };
    let says = message.map(|text| with.words.say("quiz_fails_with", &[("text", text)]));
    [Some(at), says]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn of_free(rules: &FreeRules, with: &mut With<'_, '_>) -> Answer {
    let criteria = rules.rubric.iter().map(|criterion| CriterionView {
        html: with.prose.inline(&criterion.text),
        points: criterion.points,
    });
    Answer {
        criteria: criteria.collect(),
        model_html: blocks(Some(&rules.model), with),
        ..Answer::default()
    }
}
