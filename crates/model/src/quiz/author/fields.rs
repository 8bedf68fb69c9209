//! Reads a mapping field by field.
//!
//! [`Fields`] is the entry point: [`Fields::open`] a node, ask for fields, [`Fields::close`].
//! Invariant: a field that nobody asked for is reported as unknown, with the nearest name of those
//! that were asked for.

use super::problem::Report;
use super::schema::Text;
use super::suggest::nearest;
use super::tree::{Node, Value};
use std::cell::RefCell;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

/// The fields of a mapping that is being read.
pub(super) struct Fields<'n, 'r> {
    report: &'r Report<'r>,
    /// What the mapping is, for messages: "a question".
    what: &'static str,
    range: Range<usize>,
    entries: Vec<(Text, &'n Node)>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'n, 'r> Fields<'n, 'r> {
    /// The fields of `node`, if it is a mapping.
    pub(super) fn open(
        node: &'n Node,
        what: &'static str,
        report: &'r Report<'r>,
    ) -> Option<Fields<'n, 'r>> {
        let Value::Map(pairs) = &node.value else {
            let message = format!("{what} is a mapping, here stands {}", node.kind());
            report.error(
                "quiz-wrong-type",
                &node.range,
                message,
                "write `key: value` lines",
            );
            return None;
        };
        let mut fields = Fields {
            report,
            what,
            range: node.range.clone(),
            entries: Vec::new(),
            asked: RefCell::default(),
        };
        for (key, value) in pairs {
            fields.add(key, value);
        }
        Some(fields)
    }

    fn add(&mut self, key: &Node, value: &'n Node) {
        let Some(name) = as_text(key, "a key", self.report) else {
            return;
        };
        if self
            .entries
            .iter()
            .any(|(known, _)| known.value == name.value)
        {
            let message = format!("`{}` is given twice", name.value);
            self.report
                .error("quiz-double-field", &key.range, message, "keep one of them");
            return;
        }
        self.entries.push((name, value));
    }

    /// The report that the fields' readers write to.
    pub(super) fn report(&self) -> &'r Report<'r> {
        self.report
    }

    /// The place of the mapping as a whole: its first key.
    pub(super) fn place(&self) -> Range<usize> {
        let first = self.entries.first();
        first.map_or_else(|| self.range.clone(), |(key, _)| key.range.clone())
    }

    /// A field that may be left out.
    pub(super) fn optional(&self, name: &'static str) -> Option<&'n Node> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&name) {
            asked.push(name);
        }
        let entry = self.entries.iter().find(|(key, _)| key.value == name);
        entry.map(|(_, node)| *node)
    }

    /// A field that must be there.
    pub(super) fn required(&self, name: &'static str) -> Option<&'n Node> {
        let found = self.optional(name);
        if found.is_none() {
            let message = format!("{} needs `{name}`", self.what);
            self.report.error(
                "quiz-missing-field",
                &self.place(),
                message,
                format!("add `{name}: …`"),
            );
        }
        found
    }

    /// A text that must be there and not be empty.
    pub(super) fn required_text(&self, name: &'static str) -> Option<Text> {
        let node = self.required(name)?;
        let text = as_text(node, name, self.report)?;
        if text.value.trim().is_empty() {
            let message = format!("`{name}` is empty");
            self.report
                .error("quiz-empty", &node.range, message, "write something");
            return None;
        }
        Some(text)
    }

    /// A text that may be left out.
    pub(super) fn text(&self, name: &'static str) -> Option<Text> {
        as_text(self.optional(name)?, name, self.report)
    }

    /// A truth value that may be left out.
    pub(super) fn flag(&self, name: &'static str) -> Option<bool> {
        as_flag(self.optional(name)?, name, self.report)
    }

    /// A whole number within bounds that may be left out.
    pub(super) fn whole<N: FromStr + PartialOrd + Display>(
        &self,
        name: &'static str,
        bounds: RangeInclusive<N>,
    ) -> Option<N> {
        let node = self.optional(name)?;
        let text = as_text(node, name, self.report)?;
        let number = text.value.parse().ok().filter(|n| bounds.contains(n));
        if number.is_none() {
            let (low, high) = (bounds.start(), bounds.end());
            let message = format!("`{name}` is a whole number from {low} to {high}");
            self.report
                .error("quiz-wrong-type", &node.range, message, "");
        }
        number
    }

    /// One of a few words, which may be left out.
    pub(super) fn word(&self, name: &'static str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.text(name)?;
        let word = words.iter().find(|word| **word == text.value);
        if word.is_none() {
            let message = format!("`{name}` is `{}`", words.join("` or `"));
            self.report
                .error("quiz-wrong-type", &text.range, message, "");
        }
        word.copied()
    }

    /// A list of at most so many that may be left out; what is too much is not looked at.
    pub(super) fn list(&self, name: &'static str, most: usize) -> Option<&'n [Node]> {
        let node = self.optional(name)?;
        let Value::List(nodes) = &node.value else {
            let message = format!("`{name}` is a list, here stands {}", node.kind());
            let help = "begin each line below it with `- `";
            self.report
                .error("quiz-wrong-type", &node.range, message, help);
            return None;
        };
        if let Some(first) = nodes.get(most) {
            let message = format!(
                "`{name}` takes at most {most} entries, here: {}",
                nodes.len()
            );
            self.report
                .error("quiz-too-large", &first.range, message, "");
        }
        nodes.get(..most).or(Some(nodes))
    }

    /// A list that must be there, with a number of entries between the two.
    pub(super) fn counted(
        &self,
        name: &'static str,
        (least, most): (usize, usize),
    ) -> Option<&'n [Node]> {
        self.required(name)?;
        let nodes = self.list(name, most)?;
        if nodes.len() < least {
            let message = format!(
                "`{name}` needs at least {least} entries, here: {}",
                nodes.len()
            );
            self.report.error("quiz-count", &self.place(), message, "");
        }
        Some(nodes)
    }

    /// A list of texts that may be left out.
    pub(super) fn texts(&self, name: &'static str, most: usize) -> Vec<Text> {
        let nodes = self.list(name, most).unwrap_or_default();
        let texts = nodes.iter();
        texts
            .filter_map(|node| as_text(node, name, self.report))
            .collect()
    }

    /// A mapping with keys of the author's choice; a key may not be given twice.
    pub(super) fn named(&self, name: &'static str, most: usize) -> Option<Vec<(Text, &'n Node)>> {
        let node = self.optional(name)?;
        let Value::Map(_) = &node.value else {
            let message = format!("`{name}` is a mapping, here stands {}", node.kind());
            let help = "write `name: value` lines below it";
            self.report
                .error("quiz-wrong-type", &node.range, message, help);
            return None;
        };
        let entries = Fields::open(node, name, self.report)?.entries;
        if let Some((first, _)) = entries.get(most) {
            let message = format!(
                "`{name}` takes at most {most} entries, here: {}",
                entries.len()
            );
            self.report
                .error("quiz-too-large", &first.range, message, "");
        }
        Some(entries.into_iter().take(most).collect())
    }

    /// Reports the fields that nobody asked for.
    pub(super) fn close(self) {
        let asked = self.asked.into_inner();
        for (key, _) in &self.entries {
            if !asked.contains(&key.value.as_str()) {
                let message = format!("{} has no field `{}`", self.what, key.value);
                let help = unknown_help(&key.value, &asked);
                self.report
                    .error("quiz-unknown-field", &key.range, message, help);
            }
        }
    }
}

/// A node's text, exactly as it was typed.
pub(super) fn as_text(node: &Node, name: &str, report: &Report<'_>) -> Option<Text> {
    match &node.value {
        Value::Scalar { text, plain } => {
            if *plain {
                check_comment(node, report);
            }
            Some(Text {
                value: text.clone(),
                range: node.range.clone(),
            })
        }
        _ => {
            let message = format!("`{name}` is a text, here stands {}", node.kind());
            let help = "quote the text, or put it in a block that begins with `|`";
            report.error("quiz-wrong-type", &node.range, message, help);
            None
        }
    }
}

/// A node's truth value: `true` or `false`, and no other word for it.
pub(super) fn as_flag(node: &Node, name: &str, report: &Report<'_>) -> Option<bool> {
    let text = as_text(node, name, report)?;
    match text.value.as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            let message = format!("`{name}` is `true` or `false`");
            report.error("quiz-wrong-type", &node.range, message, "");
            None
        }
    }
}

/// Sentences that YAML silently cuts: `a #b` is `a`. A word alone may have a comment.
fn check_comment(node: &Node, report: &Report<'_>) {
    let source = report.source();
    let written = source.get(node.range.clone()).unwrap_or("");
    let after = source.get(node.range.end..).unwrap_or("");
    let rest = after.split('\n').next().unwrap_or("").trim_start();
    if rest.starts_with('#') && written.contains(' ') {
        let message = "what follows `#` on this line is a comment, not part of the text";
        report.lint(
            "quiz-yaml-comment",
            &node.range,
            message,
            "quote the text if it belongs to it",
        );
    }
}

fn unknown_help(name: &str, asked: &[&'static str]) -> String {
    match nearest(name, asked.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("it may have: {}", asked.join(", ")),
    }
}
