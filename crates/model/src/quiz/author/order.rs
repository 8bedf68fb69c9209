//! Reads and checks questions about an order.
//!
//! [`read`] is the entry point. Invariant: items that may swap stand next to each other.

use super::answers::all;
use super::fields::{Fields, as_text};
use super::ids::{self, former_ids, part_id};
use super::limits;
use super::problem::Report;
use super::prose::{self, optional_prose, prose};
use super::schema::{Distractor, Item, Kind, OrderRules, Text};
use super::tree::{Node, Value};
use crate::quiz::encode::order_key;

/// Things to be put in order.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let items = fields.counted("items", limits::ITEMS).unwrap_or_default();
    let items = all(items.iter().map(|node| read_item(node, report)));
    let distractors = fields.list("distractors", limits::DISTRACTORS);
    let distractors = distractors.unwrap_or_default().iter();
    let distractors = all(distractors.map(|node| read_distractor(node, report)));
    let partial = fields.word("score", &["exact", "adjacent"]) == Some("adjacent");
    let groups = fields.list("groups", limits::ITEMS.1).unwrap_or_default();
    let groups = all(groups.iter().map(|node| read_group(node, report)));
    let rules = OrderRules {
        items: items?,
        distractors: distractors?,
        partial,
        groups: groups?,
    };
    check(&rules, report);
    let key = encode(&rules);
    Some((Kind::Order(rules), key))
}

fn read_item(node: &Node, report: &Report<'_>) -> Option<Item> {
    let fields = Fields::open(node, "an item", report)?;
    let (id, was) = (part_id(&fields), former_ids(&fields, "was"));
    let text = prose(&fields, "text");
    fields.close();
    Some(Item {
        id: id?,
        was,
        text: text?,
    })
}

fn read_distractor(node: &Node, report: &Report<'_>) -> Option<Distractor> {
    let fields = Fields::open(node, "a distractor", report)?;
    let (id, was) = (part_id(&fields), former_ids(&fields, "was"));
    let text = prose(&fields, "text");
    let feedback = optional_prose(&fields, "feedback");
    fields.close();
    Some(Distractor {
        id: id?,
        was,
        text: text?,
        feedback,
    })
}

fn read_group(node: &Node, report: &Report<'_>) -> Option<Vec<Text>> {
    let Value::List(nodes) = &node.value else {
        let message = format!("a group is a list of ids, here stands {}", node.kind());
        report.error("quiz-wrong-type", &node.range, message, "write `[id, id]`");
        return None;
    };
    let nodes = nodes.iter().take(limits::ITEMS.1);
    all(nodes.map(|node| as_text(node, "an id", report)))
}

fn check(rules: &OrderRules, report: &Report<'_>) {
    let items = rules.items.iter().map(|item| (&item.id, &item.text));
    let others = rules.distractors.iter().map(|item| (&item.id, &item.text));
    let (ids, texts): (Vec<_>, Vec<_>) = items.chain(others).unzip();
    ids::check_different(ids, "items", report);
    prose::check_different(texts, "items", report);
    let mut grouped: Vec<&str> = Vec::new();
    for group in &rules.groups {
        check_group(group, &rules.items, &grouped, report);
        grouped.extend(group.iter().map(|id| id.value.as_str()));
    }
}

fn check_group(group: &[Text], items: &[Item], grouped: &[&str], report: &Report<'_>) {
    let Some(first) = group.first() else {
        return;
    };
    let fault = |id: &Text, message: String, help: &str| {
        report.error("quiz-bad-group", &id.range, message, help);
    };
    if group.len() < 2 {
        let help = "a group needs two items that may swap";
        fault(
            first,
            format!("`{}` is alone in its group", first.value),
            help,
        );
    }
    let mut places = Vec::new();
    for id in group {
        let name = &id.value;
        match items.iter().position(|item| item.id.value == *name) {
            None => fault(
                id,
                format!("there is no item `{name}`"),
                "name items by their ids",
            ),
            Some(_) if grouped.contains(&name.as_str()) => {
                fault(
                    id,
                    format!("`{name}` is in another group already"),
                    "join the two groups",
                );
            }
            Some(place) if places.contains(&place) => {
                fault(id, format!("`{name}` is named twice"), "");
            }
            Some(place) => places.push(place),
        }
    }
    let low = places.iter().min().copied().unwrap_or(0);
    let high = places.iter().max().copied().unwrap_or(0);
    if !places.is_empty() && high - low + 1 != places.len() {
        let message = "items that may swap stand next to each other".to_owned();
        fault(
            first,
            message,
            "put them in a row, or name also those between them",
        );
    }
}

fn encode(rules: &OrderRules) -> String {
    let group_of = |id: &Text| {
        let mut groups = rules.groups.iter();
        let group = groups.position(|group| group.iter().any(|known| known.value == id.value));
        group.map(|index| index + 1)
    };
    let items = rules.items.iter();
    let items: Vec<_> = items
        .map(|item| (item.id.value.as_str(), group_of(&item.id)))
        .collect();
    let distractors = rules.distractors.iter();
    let distractors: Vec<_> = distractors.map(|item| item.id.value.as_str()).collect();
    order_key(rules.partial, &items, &distractors)
}
