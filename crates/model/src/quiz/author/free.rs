//! Reads and checks questions that are answered freely.
//!
//! [`read`] is the entry point. Invariant: there is a model answer, and at least one thing to look
//! for.

use super::answers::all;
use super::fields::Fields;
use super::ids::{self, former_ids, part_id};
use super::limits;
use super::problem::Report;
use super::prose::{self, prose};
use super::schema::{Criterion, FreeRules, Kind};
use super::tree::Node;
use crate::quiz::encode::free_key;

/// An answer to be written, and compared with a model.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let min_chars = fields.whole("min_chars", 0..=limits::MIN_CHARS);
    let model = prose(fields, "model");
    let rubric = fields.counted("rubric", limits::RUBRIC).unwrap_or_default();
    let rubric = all(rubric.iter().map(|node| read_criterion(node, report)))?;
    ids::check_different(
        rubric.iter().map(|criterion| &criterion.id),
        "criteria",
        report,
    );
    prose::check_different(
        rubric.iter().map(|criterion| &criterion.text),
        "criteria",
        report,
    );
    let min_chars = min_chars.unwrap_or(0);
    let points = rubric.iter();
    let points: Vec<_> = points
        .map(|criterion| (criterion.id.value.as_str(), criterion.points))
        .collect();
    let key = free_key(min_chars, &points);
    let rules = FreeRules {
        min_chars,
        model: model?,
        rubric,
    };
    Some((Kind::Free(rules), key))
}

fn read_criterion(node: &Node, report: &Report<'_>) -> Option<Criterion> {
    let fields = Fields::open(node, "a criterion", report)?;
    let (id, was) = (part_id(&fields), former_ids(&fields, "was"));
    let text = prose(&fields, "text");
    let points = fields.whole("points", limits::POINTS.0..=limits::POINTS.1);
    fields.close();
    Some(Criterion {
        id: id?,
        was,
        text: text?,
        points: points.unwrap_or(1),
    })
}
