//! Texts and numbers to be typed.
//!
//! [`text`], [`number`], [`estimate`] and [`output`] are the entry points.

use super::choice::all_right;
use super::item::{Item, RESPONSE, conditions, declare, mapping, points, saying, set_mapped};
use super::xml::{Xml, piece};
use crate::export::answer::decimal;
use coursebook_model::quiz::author::{
    EstimateRules, NumericRules, OutputRules, Question, Text, TextRules,
};
use coursebook_model::quiz::key::{Key, Pattern};
use coursebook_model::quiz::read_quantity;

/// A short text.
pub(super) fn text(item: &mut Item, asked: &str, question: &Question, rules: &TextRules) {
    let Some(Key::Text(key)) = Key::parse(&question.key) else {
        return;
    };
    let mut accepted = Vec::new();
    for pattern in key.accept() {
        match pattern {
            Pattern::Literal(text) => accepted.push((text.to_owned(), 1.0)),
            Pattern::Regex(_) => item.losses.add("regular expressions"),
        }
    }
    item.losses
        .add_if(key.flags.punct, "that punctuation does not count");
    let case = key.flags.case;
    let mapping = mapping(&accepted, Some(!case));
    let right = [rules.answer.value.as_str()];
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "string", &right, &mapping));
    item.ask(asked);
    field(item, rules.answer.value.chars().count());
    item.processing = piece(|xml| set_mapped(xml, RESPONSE));
    let mut branches = Vec::new();
    for (rule, pattern) in rules.wrong.iter().zip(key.wrong()) {
        match pattern {
            Pattern::Literal(text) => {
                branches.push(foreseen(item, &rule.feedback, &says(text, !case)))
            }
            Pattern::Regex(_) => item.losses.add("regular expressions"),
        }
    }
    item.processing.push_str(&conditions(&branches));
}

/// A condition for a wrong answer, with what is said to it.
fn foreseen(item: &mut Item, feedback: &Text, condition: &str) -> (String, String) {
    let name = format!("wrong-{}", item.feedback.len() + 1);
    item.say(&name, feedback);
    (condition.to_owned(), saying(&name))
}

/// Whether this was typed.
fn says(text: &str, case: bool) -> String {
    let case = case.to_string();
    piece(|xml| {
        let attributes = [("caseSensitive", case.as_str()), ("substring", "false")];
        xml.element("stringMatch", &attributes, |xml| {
            variable(xml);
            xml.text("baseValue", &[("baseType", "string")], text);
        });
    })
}

fn variable(xml: &mut Xml) {
    xml.empty("variable", &[("identifier", RESPONSE)]);
}

/// A field for a line.
fn field(item: &mut Item, length: usize) {
    let length = length.max(12).to_string();
    let field = piece(|xml| {
        xml.element("p", &[], |xml| {
            let attributes = [
                ("responseIdentifier", RESPONSE),
                ("expectedLength", &length),
            ];
            xml.empty("textEntryInteraction", &attributes);
        });
    });
    item.body.push_str(&field);
}

fn ask_number(item: &mut Item, asked: &str, others: &[Text]) {
    item.losses.add_if(!others.is_empty(), "other units");
    item.ask(asked);
    field(item, 12);
}

fn declare_number(item: &mut Item, answer: f64) {
    let answer = answer.to_string();
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "float", &[&answer], ""));
}

fn value(text: &str) -> Option<f64> {
    read_quantity(text).map(|quantity| quantity.value)
}

/// A number.
pub(super) fn number(item: &mut Item, asked: &str, question: &Question, rules: &NumericRules) {
    let Some(Key::Number(key)) = Key::parse(&question.key) else {
        return;
    };
    let answer = value(key.answer).unwrap_or(0.0);
    let abs = value(key.abs).unwrap_or(0.0);
    let rel = value(key.rel).unwrap_or(0.0);
    declare_number(item, answer);
    ask_number(item, asked, &rules.other_units);
    let tolerance = abs.max(rel * answer.abs());
    let mut branches = vec![(near(answer, tolerance), points(1.0))];
    for (rule, (low, high)) in rules.wrong.iter().zip(key.wrong()) {
        let ends = (value(low).unwrap_or(0.0), value(high).unwrap_or(0.0));
        let condition = between(ends.0, ends.1);
        branches.push(foreseen(item, &rule.feedback, &condition));
    }
    item.processing = conditions(&branches);
}

/// The answer, or a range around it. QTI has tolerances too, but not every player knows them.
fn near(answer: f64, tolerance: f64) -> String {
    if tolerance > 0.0 {
        return between(answer - tolerance, answer + tolerance);
    }
    piece(|xml| {
        xml.element("equal", &[("toleranceMode", "exact")], |xml| {
            variable(xml);
            float(xml, answer);
        });
    })
}

fn between(low: f64, high: f64) -> String {
    piece(|xml| {
        xml.element("and", &[], |xml| {
            for (name, end) in [("gte", low), ("lte", high)] {
                xml.element(name, &[], |xml| {
                    variable(xml);
                    float(xml, end);
                });
            }
        });
    })
}

fn float(xml: &mut Xml, value: f64) {
    xml.text("baseValue", &[("baseType", "float")], &decimal(value));
}

/// A number of the right order of magnitude.
pub(super) fn estimate(item: &mut Item, asked: &str, rules: &EstimateRules) {
    let answer = value(&rules.answer.value).unwrap_or(1.0);
    declare_number(item, answer);
    ask_number(item, asked, &rules.other_units);
    item.losses
        .add_if(!rules.wrong.is_empty(), "words for some wrong answers");
    let bands = rules.bands.iter().map(|band| {
        let within = value(&band.within).unwrap_or(1.0).max(1.0);
        let share = f64::from(band.score) / 100.0;
        (between(answer / within, answer * within), points(share))
    });
    item.processing = conditions(&bands.collect::<Vec<_>>());
}

/// What a program prints, or whether it fails.
pub(super) fn output(item: &mut Item, asked: &str, rules: &OutputRules) {
    item.losses
        .add_if(rules.verify, "that the program is run to prove the answer");
    item.ask(asked);
    if rules.fails == Some(true) {
        item.losses
            .add_if(rules.error.is_some(), "how the program fails");
        fails(item);
        return;
    }
    item.losses
        .add_if(rules.fails.is_some(), "whether the program fails");
    let accepted = rules.answer.iter().chain(&rules.accept);
    let accepted: Vec<&str> = accepted.map(|text| text.value.trim()).collect();
    let right = accepted.first().copied().unwrap_or("");
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "string", &[right], ""));
    if accepted.iter().any(|text| text.contains('\n')) {
        let attributes = [("responseIdentifier", RESPONSE), ("expectedLines", "5")];
        let interaction = piece(|xml| xml.empty("extendedTextInteraction", &attributes));
        item.body.push_str(&interaction);
        item.losses
            .add("that blanks and line breaks at the end do not count");
    } else {
        field(item, right.chars().count());
    }
    let mut branches: Vec<(String, String)> = accepted
        .iter()
        .map(|text| (says(text, true), points(1.0)))
        .collect();
    let failures = rules.wrong.iter().any(|rule| rule.fails);
    item.losses.add_if(failures, "words for some wrong answers");
    for rule in rules.wrong.iter().filter(|rule| !rule.fails) {
        let condition = says(rule.text.trim(), true);
        branches.push(foreseen(item, &rule.feedback, &condition));
    }
    item.processing = conditions(&branches);
}

/// That the program fails, to be picked.
fn fails(item: &mut Item) {
    item.responses = piece(|xml| declare(xml, RESPONSE, "single", "identifier", &["fails"], ""));
    let attributes = [
        ("responseIdentifier", RESPONSE),
        ("shuffle", "false"),
        ("maxChoices", "1"),
    ];
    let interaction = piece(|xml| {
        xml.element("choiceInteraction", &attributes, |xml| {
            for (name, text) in [("fails", "It fails."), ("prints", "It does not fail.")] {
                xml.text("simpleChoice", &[("identifier", name)], text);
            }
        });
    });
    item.body.push_str(&interaction);
    item.processing = all_right();
}
