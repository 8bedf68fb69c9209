//! Reads and checks questions about what belongs together.
//!
//! [`read`] is the entry point. Invariant: equal right sides have one id, and there are at least
//! two to choose from.

use super::answers::all;
use super::fields::{Fields, as_text};
use super::ids::{self, former_ids, part_id};
use super::limits;
use super::problem::Report;
use super::prose::{self, is_short, loosely, optional_prose, prose};
use super::schema::{Kind, MatchRules, Pair, RightSide, Text};
use super::tree::{Node, Value};
use crate::quiz::encode::match_key;

/// Things to be put together.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let pairs = fields.counted("pairs", limits::PAIRS).unwrap_or_default();
    let pairs = all(pairs.iter().map(|node| read_pair(node, report)));
    let extra = fields
        .list("extra_right", limits::EXTRA)
        .unwrap_or_default();
    let extra = extra.iter().zip(1..);
    let extra = all(extra.map(|(node, number)| read_extra(node, number, report)));
    let mut rules = MatchRules {
        pairs: pairs?,
        extra: extra?,
    };
    share_right_sides(&mut rules.pairs);
    check(&rules, fields);
    let key = encode(&rules);
    Some((Kind::Match(rules), key))
}

fn read_pair(node: &Node, report: &Report<'_>) -> Option<Pair> {
    let fields = Fields::open(node, "a pair", report)?;
    let (id, was) = (part_id(&fields), former_ids(&fields, "was"));
    let (left, right) = (prose(&fields, "left"), prose(&fields, "right"));
    let feedback = optional_prose(&fields, "feedback");
    fields.close();
    let id = id?;
    Some(Pair {
        right_id: id.value.clone(),
        id,
        was,
        left: left?,
        right: right?,
        feedback,
    })
}

/// A right side of its own: a text, or an id and a text.
fn read_extra(node: &Node, number: usize, report: &Report<'_>) -> Option<RightSide> {
    if let Value::Map(_) = &node.value {
        let fields = Fields::open(node, "a right side", report)?;
        let (id, text) = (part_id(&fields), prose(&fields, "text"));
        fields.close();
        return Some(RightSide {
            id: id?.value,
            text: text?,
        });
    }
    let text = as_text(node, "extra_right", report)?;
    if text.value.trim().is_empty() {
        let message = "a right side is empty";
        report.error("quiz-empty", &text.range, message, "write something");
        return None;
    }
    is_short(&text, "extra_right", report).then(|| RightSide {
        id: format!("extra-{number}"),
        text,
    })
}

/// Gives each pair the id of the first one with the same right side.
fn share_right_sides(pairs: &mut [Pair]) {
    let mut seen: Vec<(String, String)> = Vec::new();
    for pair in pairs {
        let says = pair.right.value.trim().to_owned();
        match seen.iter().find(|(said, _)| *said == says) {
            Some((_, id)) => pair.right_id.clone_from(id),
            None => seen.push((says, pair.id.value.clone())),
        }
    }
}

fn check(rules: &MatchRules, fields: &Fields<'_, '_>) {
    let report = fields.report();
    ids::check_different(rules.pairs.iter().map(|pair| &pair.id), "pairs", report);
    prose::check_different(
        rules.pairs.iter().map(|pair| &pair.left),
        "left sides",
        report,
    );
    let own = rules.pairs.iter();
    let own = own.filter(|pair| pair.right_id == pair.id.value);
    let rights: Vec<&Text> = own
        .map(|pair| &pair.right)
        .chain(rules.extra.iter().map(|side| &side.text))
        .collect();
    prose::check_different(rights.iter().copied(), "right sides", report);
    check_extra_ids(rules, report);
    let mut different: Vec<String> = rights.iter().map(|text| loosely(&text.value)).collect();
    different.dedup();
    if different.len() < 2 {
        let message = "there is only one right side to choose from";
        let help = "add pairs with others, or `extra_right`";
        report.error("quiz-count", &fields.place(), message, help);
    }
}

fn check_extra_ids(rules: &MatchRules, report: &Report<'_>) {
    let mut seen: Vec<&str> = rules
        .pairs
        .iter()
        .map(|pair| pair.id.value.as_str())
        .collect();
    for side in &rules.extra {
        if seen.contains(&side.id.as_str()) {
            let message = format!("two right sides have the id `{}`", side.id);
            let help = "write it as `{ id: …, text: … }` with an id of its own";
            report.error("quiz-double-part", &side.text.range, message, help);
        }
        seen.push(&side.id);
    }
}

fn encode(rules: &MatchRules) -> String {
    let pairs = rules.pairs.iter();
    let pairs: Vec<_> = pairs
        .map(|pair| (pair.id.value.as_str(), pair.right_id.as_str()))
        .collect();
    let extra: Vec<_> = rules.extra.iter().map(|side| side.id.as_str()).collect();
    match_key(&pairs, &extra)
}
