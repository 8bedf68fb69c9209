//! Texts with blanks.
//!
//! [`cloze`] is the entry point.

use super::item::{Item, declare, mapping};
use super::xml::{Xml, piece};
use crate::markdown::render::html;
use coursebook_model::quiz::author::{Blank, Question, Text, blanks_in};
use coursebook_model::quiz::key::{Key, Pattern};

/// Signs that no text has, around a blank's number while the text becomes HTML.
const SIGNS: (char, char) = ('\u{e000}', '\u{e001}');

/// A text with blanks, each worth the same.
pub(super) fn cloze(item: &mut Item, asked: &str, blanks: &[Blank], question: &Question) {
    let share = 1.0 / blanks.len().max(1) as f64;
    let accepted = accepted(question, item);
    let mut body = html(&with_signs(asked, blanks), &mut item.losses);
    for (index, blank) in blanks.iter().enumerate() {
        let response = format!("RESPONSE_{}", index + 1);
        let typed = accepted.get(index).map_or(&[][..], Vec::as_slice);
        let (declaration, field) = match blank.choices.is_empty() {
            true => typed_blank(&response, blank, typed, share),
            false => picked_blank(&response, blank, share),
        };
        item.responses.push_str(&declaration);
        body = body.replace(&sign(index), &field);
    }
    item.body = piece(|xml| xml.element("div", &[], |xml| xml.raw(&body)));
    item.processing = piece(|xml| {
        xml.element("setOutcomeValue", &[("identifier", "SCORE")], |xml| {
            xml.element("sum", &[], |xml| {
                for index in 1..=blanks.len() {
                    let response = format!("RESPONSE_{index}");
                    xml.empty("mapResponse", &[("identifier", &response)]);
                }
            });
        });
    });
}

/// The texts that each blank accepts.
fn accepted(question: &Question, item: &mut Item) -> Vec<Vec<String>> {
    let Some(Key::Cloze(key)) = Key::parse(&question.key) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for blank in key.blanks() {
        let mut texts = Vec::new();
        for pattern in blank.accept() {
            match pattern {
                Pattern::Literal(text) => texts.push(text.to_owned()),
                Pattern::Regex(_) => item.losses.add("regular expressions"),
            }
        }
        all.push(texts);
    }
    all
}

fn sign(index: usize) -> String {
    format!("{}{index}{}", SIGNS.0, SIGNS.1)
}

/// The text with signs in the place of its blanks.
fn with_signs(asked: &str, blanks: &[Blank]) -> String {
    let mut out = String::with_capacity(asked.len());
    let mut at = 0;
    for (range, name) in blanks_in(asked) {
        let index = blanks.iter().position(|blank| blank.name.value == name);
        out.push_str(asked.get(at..range.start).unwrap_or(""));
        match index {
            Some(index) => out.push_str(&sign(index)),
            None => out.push_str(asked.get(range.clone()).unwrap_or("")),
        }
        at = range.end;
    }
    out.push_str(asked.get(at..).unwrap_or(""));
    out
}

fn typed_blank(response: &str, blank: &Blank, accepted: &[String], share: f64) -> (String, String) {
    let entries = accepted.iter().map(|text| (text.clone(), share));
    let mapping = mapping(&entries.collect::<Vec<_>>(), Some(false));
    let right = [blank.answer.value.as_str()];
    let length = blank.answer.value.chars().count().max(8).to_string();
    let attributes = [
        ("responseIdentifier", response),
        ("expectedLength", &length),
    ];
    (
        piece(|xml| declare(xml, response, "single", "string", &right, &mapping)),
        piece(|xml| xml.empty("textEntryInteraction", &attributes)),
    )
}

fn picked_blank(response: &str, blank: &Blank, share: f64) -> (String, String) {
    let right = |text: &Text| {
        let mut accepted = std::iter::once(&blank.answer).chain(&blank.accept);
        accepted.any(|answer| answer.value == text.value)
    };
    let named = blank.choices.iter().zip(1..);
    let named: Vec<(String, &Text)> = named
        .map(|(text, number)| (format!("choice-{number}"), text))
        .collect();
    let entries = named.iter().filter(|(_, text)| right(text));
    let entries: Vec<(String, f64)> = entries.map(|(name, _)| (name.clone(), share)).collect();
    let correct = named
        .iter()
        .find(|(_, text)| text.value == blank.answer.value);
    let correct: Vec<&str> = correct.iter().map(|(name, _)| name.as_str()).collect();
    let attributes = [("responseIdentifier", response), ("shuffle", "true")];
    let write = |xml: &mut Xml| {
        for (name, text) in &named {
            xml.text("inlineChoice", &[("identifier", name)], &text.value);
        }
    };
    let mapping = mapping(&entries, None);
    (
        piece(|xml| declare(xml, response, "single", "identifier", &correct, &mapping)),
        piece(|xml| xml.element("inlineChoiceInteraction", &attributes, write)),
    )
}
