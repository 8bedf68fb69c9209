//! Numbers with the places where they were written.
//!
//! [`number`] is the entry point. Invariant: every number is one that the grader's own reader
//! takes.

use super::fields::as_text;
use super::limits;
use super::problem::Report;
use super::schema::Text;
use super::tree::Node;
use crate::quiz::read_quantity;

/// A number as written and as read.
pub(super) struct Number {
    /// As written.
    pub(super) text: Text,
    /// As read.
    pub(super) value: f64,
}

impl Number {
    /// As the key has it.
    pub(super) fn written(&self) -> &str {
        &self.text.value
    }
}

/// A node's number.
pub(super) fn number(node: &Node, name: &str, report: &Report<'_>) -> Option<Number> {
    let text = as_text(node, name, report)?;
    let short = text.value.chars().count() <= limits::NUMBER;
    let quantity = read_quantity(&text.value).filter(|_| short);
    match quantity.filter(|quantity| quantity.unit.is_empty()) {
        Some(quantity) => Some(Number {
            value: quantity.value,
            text,
        }),
        None => {
            let message = format!("`{name}` is a number, here stands `{}`", text.value);
            let help = "units go under `unit`";
            report.error("quiz-wrong-type", &text.range, message, help);
            None
        }
    }
}
