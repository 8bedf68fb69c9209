//! Answers to be typed: what is accepted, and what is foreseen as wrong.
//!
//! [`Rule`] is the entry point. Invariant: no rule holds a sign that the key uses as a separator.

use super::fields::{Fields, as_text};
use super::limits;
use super::pattern;
use super::problem::Report;
use super::prose::prose;
use super::schema::{Text, WrongRule};
use super::tree::{Node, Value};
use crate::quiz::Flags;
use crate::quiz::key::{Pattern, RECORD, UNIT};

/// A rule with the place it was written at.
pub(super) struct Rule {
    text: Text,
    regex: bool,
    /// A text that the regular expression must match.
    example: Option<Text>,
}

impl Rule {
    /// An answer that the rule is to catch, where there is one to try.
    pub(super) fn sample(&self) -> Option<&Text> {
        match self.regex {
            true => self.example.as_ref(),
            false => Some(&self.text),
        }
    }

    /// As the key has it.
    pub(super) fn pattern(&self) -> Pattern<'_> {
        match self.regex {
            true => Pattern::Regex(&self.text.value),
            false => Pattern::Literal(&self.text.value),
        }
    }
}

/// Reads `accept`, if it is there.
pub(super) fn read_accept(fields: &Fields<'_, '_>) -> Option<Vec<Rule>> {
    let nodes = fields.list("accept", limits::ACCEPT).unwrap_or_default();
    all(nodes.iter().map(|node| read_one(node, fields.report())))
}

/// Reads `wrong`, if it is there.
pub(super) fn read_wrong(fields: &Fields<'_, '_>) -> Option<Vec<(Rule, Text)>> {
    let nodes = fields.list("wrong", limits::WRONG).unwrap_or_default();
    all(nodes
        .iter()
        .map(|node| read_foreseen(node, fields.report())))
}

/// The accepted answers that are worth showing.
pub(super) fn literals(rules: Vec<Rule>) -> Vec<Text> {
    let literals = rules.into_iter().filter(|rule| !rule.regex);
    literals.map(|rule| rule.text).collect()
}

/// The foreseen wrong answers as the reader is shown them; a bare regular expression is no text
/// for readers.
pub(super) fn wrong_rules(wrong: Vec<(Rule, Text)>) -> Vec<WrongRule> {
    let rules = wrong.into_iter().map(|(rule, feedback)| WrongRule {
        shown: rule.sample().map(|text| text.value.clone()),
        feedback,
        range: rule.text.range,
    });
    rules.collect()
}

/// Everything that was read, if everything could be; all of it is looked at in any case.
pub(super) fn all<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    items.collect::<Vec<_>>().into_iter().collect()
}

/// Whether a text can be an answer, which is reported if not.
pub(super) fn check_answer(text: &Text, report: &Report<'_>) -> bool {
    let fault = if text.value.trim().is_empty() {
        "an answer must not be empty"
    } else if text.value.contains([RECORD, UNIT, '\n']) {
        "an answer is one line, without the signs ␞ and ␟"
    } else if text.value.chars().count() > limits::ANSWER {
        "an answer has at most 200 characters"
    } else {
        return true;
    };
    report.error("quiz-bad-answer", &text.range, fault, "");
    false
}

/// Reads which differences do not count: those of `names` that are listed, or `default` where
/// nothing is.
pub(super) fn read_flags(fields: &Fields<'_, '_>, names: &[&str], default: Flags) -> Flags {
    if fields.optional("normalize").is_none() {
        return default;
    }
    let mut flags = Flags::default();
    for name in fields.texts("normalize", FLAGS.len()) {
        let known = names.contains(&name.value.as_str());
        match flag(&mut flags, &name.value).filter(|_| known) {
            Some(flag) => *flag = true,
            None => {
                let message = format!("there is no way to normalise called `{}` here", name.value);
                let help = format!("from: {}", names.join(", "));
                let report = fields.report();
                report.error("quiz-wrong-type", &name.range, message, help);
            }
        }
    }
    flags
}

/// What may not count in a text of one line.
pub(super) const LINE_FLAGS: &[&str] = &["trim", "case", "space", "punct", "quotes"];
/// What may not count in a program's output.
pub(super) const FLAGS: &[&str] = &[
    "trim", "case", "space", "punct", "quotes", "eol", "trailing",
];

fn flag<'a>(flags: &'a mut Flags, name: &str) -> Option<&'a mut bool> {
    Some(match name {
        "trim" => &mut flags.trim,
        "case" => &mut flags.case,
        "space" => &mut flags.space,
        "punct" => &mut flags.punct,
        "quotes" => &mut flags.quotes,
        "eol" => &mut flags.eol,
        "trailing" => &mut flags.trailing,
        _ => return None,
    })
}

fn read_one(node: &Node, report: &Report<'_>) -> Option<Rule> {
    if matches!(node.value, Value::Scalar { .. }) {
        return literal(as_text(node, "accept", report)?, None, report);
    }
    let fields = Fields::open(node, "an accepted answer", report)?;
    let text = fields.required_text("regex");
    let example = read_example(&fields);
    fields.close();
    regex(text?, example, report)
}

fn read_foreseen(node: &Node, report: &Report<'_>) -> Option<(Rule, Text)> {
    let fields = Fields::open(node, "a wrong answer", report)?;
    let (exact, pattern) = (fields.text("match"), fields.text("regex"));
    let example = read_example(&fields);
    let feedback = prose(&fields, "feedback");
    let place = fields.place();
    fields.close();
    let rule = match (exact, pattern) {
        (Some(text), None) => literal(text, example, report),
        (None, Some(text)) => regex(text, example, report),
        _ => {
            let message = "a wrong answer has either `match` or `regex`";
            let help = "write `match: \"…\"`";
            report.error("quiz-missing-field", &place, message, help);
            None
        }
    };
    Some((rule?, feedback?))
}

fn read_example(fields: &Fields<'_, '_>) -> Option<Text> {
    let example = fields.text("example");
    example.filter(|example| check_answer(example, fields.report()))
}

fn literal(text: Text, example: Option<Text>, report: &Report<'_>) -> Option<Rule> {
    check_answer(&text, report).then_some(Rule {
        text,
        regex: false,
        example,
    })
}

fn regex(text: Text, example: Option<Text>, report: &Report<'_>) -> Option<Rule> {
    if text.value.contains([RECORD, UNIT, '\n']) {
        check_answer(&text, report);
        return None;
    }
    if let Err(error) = pattern::check(&text.value) {
        let help = "use characters, classes, groups, `|`, `?`, `*`, `+` and `{n,m}`";
        report.error("quiz-bad-regex", &text.range, error.to_string(), help);
        return None;
    }
    Some(Rule {
        text,
        regex: true,
        example,
    })
}
