//! Things to be put in order or together.
//!
//! [`order`] and [`matching`] are the entry points.

use super::choice::all_right;
use super::item::{Item, RESPONSE, declare, mapping, set_mapped};
use super::xml::{Xml, piece};
use crate::markdown::render::html;
use coursebook_model::quiz::author::{MatchRules, OrderRules};

/// Steps to be put in order.
pub(super) fn order(item: &mut Item, asked: &str, rules: &OrderRules) {
    item.losses.add_if(
        !rules.distractors.is_empty(),
        "steps that do not belong there",
    );
    item.losses
        .add_if(!rules.groups.is_empty(), "that some steps may be swapped");
    item.losses
        .add_if(rules.partial, "points for a part of the order");
    let steps = rules.items.iter().map(|step| {
        let text = html(&step.text.value, &mut item.losses);
        (format!("s-{}", step.id.value), text)
    });
    let mut steps: Vec<(String, String)> = steps.collect();
    let right: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    item.responses = piece(|xml| declare(xml, RESPONSE, "ordered", "identifier", &right, ""));
    item.ask(asked);
    // Where a program does not shuffle, the steps still come in another order.
    steps.sort_by(|a, b| a.1.cmp(&b.1));
    let attributes = [("responseIdentifier", RESPONSE), ("shuffle", "true")];
    let interaction = piece(|xml| {
        xml.element("orderInteraction", &attributes, |xml| {
            for (name, text) in &steps {
                xml.element("simpleChoice", &[("identifier", name)], |xml| xml.raw(text));
            }
        });
    });
    item.body.push_str(&interaction);
    item.processing = all_right();
}

/// Names and texts of one side of a match.
type Side = Vec<(String, String)>;

/// Things that belong together.
pub(super) fn matching(item: &mut Item, asked: &str, rules: &MatchRules) {
    let said = rules.pairs.iter().any(|pair| pair.feedback.is_some());
    item.losses.add_if(said, "words for pairs");
    let share = 1.0 / rules.pairs.len().max(1) as f64;
    let pairs = rules.pairs.iter();
    let pairs = pairs.map(|pair| (format!("l-{} r-{}", pair.id.value, pair.right_id), share));
    let pairs: Vec<(String, f64)> = pairs.collect();
    let correct: Vec<&str> = pairs.iter().map(|(pair, _)| pair.as_str()).collect();
    let mapping = mapping(&pairs, None);
    item.responses = piece(|xml| {
        declare(
            xml,
            RESPONSE,
            "multiple",
            "directedPair",
            &correct,
            &mapping,
        );
    });
    item.ask(asked);
    let (left, right) = sides(item, rules);
    let most = left.len().to_string();
    let attributes = [
        ("responseIdentifier", RESPONSE),
        ("shuffle", "true"),
        ("maxAssociations", &most),
    ];
    let interaction = piece(|xml| {
        xml.element("matchInteraction", &attributes, |xml| {
            show(xml, &left, "1");
            show(xml, &right, &most);
        });
    });
    item.body.push_str(&interaction);
    item.processing = piece(|xml| set_mapped(xml, RESPONSE));
}

/// The left sides, and the right sides in an order that tells nothing; equal ones are there once.
fn sides(item: &mut Item, rules: &MatchRules) -> (Side, Side) {
    let (mut left, mut right) = (Side::new(), Side::new());
    for pair in &rules.pairs {
        let text = html(&pair.left.value, &mut item.losses);
        left.push((format!("l-{}", pair.id.value), text));
        if pair.right_id == pair.id.value {
            let text = html(&pair.right.value, &mut item.losses);
            right.push((format!("r-{}", pair.right_id), text));
        }
    }
    for extra in &rules.extra {
        let text = html(&extra.text.value, &mut item.losses);
        right.push((format!("r-{}", extra.id), text));
    }
    right.sort_by(|a, b| a.1.cmp(&b.1));
    (left, right)
}

fn show(xml: &mut Xml, side: &Side, most: &str) {
    xml.element("simpleMatchSet", &[], |xml| {
        for (name, text) in side {
            let attributes = [("identifier", name.as_str()), ("matchMax", most)];
            xml.element("simpleAssociableChoice", &attributes, |xml| xml.raw(text));
        }
    });
}
