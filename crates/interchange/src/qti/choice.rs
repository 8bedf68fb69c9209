//! Choices and claims.
//!
//! [`single`], [`multiple`] and [`claim`] are the entry points.

use super::item::{Item, RESPONSE, conditions, declare, mapping, name, points, set_mapped};
use super::xml::{Xml, piece};
use crate::markdown::render::html;
use coursebook_model::quiz::author::{Choice, Pin, Text};

/// A choice as the interaction shows it.
struct Shown {
    name: String,
    html: String,
    fixed: bool,
}

/// One to be picked.
pub(super) fn single(item: &mut Item, asked: &str, choices: &[Choice], shuffle: bool) {
    let right: Vec<String> = right(choices);
    let right: Vec<&str> = right.iter().map(String::as_str).collect();
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "identifier", &right, ""));
    item.ask(asked);
    show(item, choices, shuffle, "1");
    say_picked(item);
    item.processing.push_str(&all_right());
}

/// All that apply to be picked.
pub(super) fn multiple(
    item: &mut Item,
    asked: &str,
    choices: &[Choice],
    partial: bool,
    shuffle: bool,
) {
    let names: Vec<String> = right(choices);
    let right: Vec<&str> = names.iter().map(String::as_str).collect();
    let share = 1.0 / right.len().max(1) as f64;
    let entries = choices.iter().map(|choice| {
        let points = if choice.correct { share } else { -share };
        (name(&choice.id.value), points)
    });
    let entries: Vec<_> = entries.collect();
    let mapping = if partial {
        mapping(&entries, None)
    } else {
        String::new()
    };
    item.responses =
        piece(|xml| declare(xml, RESPONSE, "multiple", "identifier", &right, &mapping));
    item.said = "multiple";
    item.ask(asked);
    show(item, choices, shuffle, "0");
    say_picked(item);
    let graded = match partial {
        true => piece(|xml| set_mapped(xml, RESPONSE)),
        false => all_right(),
    };
    item.processing.push_str(&graded);
}

/// A claim to be judged, with what is said to `true` and to `false`.
pub(super) fn claim(item: &mut Item, asked: &str, answer: bool, said: [Option<&Text>; 2]) {
    let right = answer.to_string();
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "identifier", &[&right], ""));
    item.ask(asked);
    let choices = [("true", "True"), ("false", "False")];
    let shown = choices.map(|(name, text)| Shown {
        name: name.to_owned(),
        html: text.to_owned(),
        fixed: true,
    });
    interaction(item, &shown, false, "1");
    for ((name, _), text) in choices.into_iter().zip(said) {
        if let Some(text) = text {
            item.say(name, text);
        }
    }
    say_picked(item);
    item.processing.push_str(&all_right());
}

fn right(choices: &[Choice]) -> Vec<String> {
    let right = choices.iter().filter(|choice| choice.correct);
    right.map(|choice| name(&choice.id.value)).collect()
}

fn show(item: &mut Item, choices: &[Choice], shuffle: bool, most: &str) {
    let mut sorted: Vec<&Choice> = choices.iter().collect();
    sorted.sort_by_key(|choice| match choice.pin {
        Some(Pin::First) => 0,
        None => 1,
        Some(Pin::Last) => 2,
    });
    let shown: Vec<Shown> = sorted
        .into_iter()
        .map(|choice| Shown {
            name: name(&choice.id.value),
            html: html(&choice.text.value, &mut item.losses),
            fixed: choice.pin.is_some(),
        })
        .collect();
    interaction(item, &shown, shuffle, most);
    for choice in choices {
        if let Some(feedback) = &choice.feedback {
            item.say(&name(&choice.id.value), feedback);
        }
    }
}

fn interaction(item: &mut Item, choices: &[Shown], shuffle: bool, most: &str) {
    let shuffle = shuffle.to_string();
    let attributes = [
        ("responseIdentifier", RESPONSE),
        ("shuffle", shuffle.as_str()),
        ("maxChoices", most),
    ];
    let interaction = piece(|xml| {
        xml.element("choiceInteraction", &attributes, |xml| {
            for choice in choices {
                let fixed = choice.fixed.to_string();
                let attributes = [("identifier", choice.name.as_str()), ("fixed", &fixed)];
                xml.element("simpleChoice", &attributes, |xml| xml.raw(&choice.html));
            }
        });
    });
    item.body.push_str(&interaction);
}

/// What is said is named as what was picked.
fn say_picked(item: &mut Item) {
    let said = piece(|xml| {
        xml.element("setOutcomeValue", &[("identifier", "FEEDBACK")], |xml| {
            xml.empty("variable", &[("identifier", RESPONSE)]);
        });
    });
    item.processing.push_str(&said);
}

/// All points for exactly the right response.
pub(super) fn all_right() -> String {
    let condition = piece(|xml| matches_correct(xml, RESPONSE));
    conditions(&[(condition, points(1.0))])
}

fn matches_correct(xml: &mut Xml, response: &str) {
    xml.element("match", &[], |xml| {
        xml.empty("variable", &[("identifier", response)]);
        xml.empty("correct", &[("identifier", response)]);
    });
}
