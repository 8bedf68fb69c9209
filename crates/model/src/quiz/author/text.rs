//! Reads and checks questions with a short text.
//!
//! [`read`] is the entry point. Invariant: no rule holds a sign that the key uses as a separator.

use super::fields::{Fields, as_text};
use super::pattern;
use super::problem::Report;
use super::question::prose;
use super::schema::{Kind, Text, TextRules, WrongRule};
use super::selftest;
use super::yaml::{Node, Value};
use crate::quiz::Flags;
use crate::quiz::encode::text_key;
use crate::quiz::key::{Pattern, RECORD, UNIT};

/// The longest answer, in characters.
const MAX_ANSWER: usize = 200;

/// How texts are compared if the question does not say.
const DEFAULT: Flags = Flags {
    trim: true,
    case: true,
    space: true,
    punct: false,
    quotes: true,
};

/// A rule with the place it was written at.
struct Rule {
    text: Text,
    regex: bool,
    /// A text that the regular expression must match.
    example: Option<Text>,
}

impl Rule {
    /// What it catches, in words for the reader; a bare regular expression is none.
    fn shown(&self) -> Option<String> {
        let text = if self.regex {
            self.example.as_ref()
        } else {
            Some(&self.text)
        };
        text.map(|text| text.value.clone())
    }

    fn pattern(&self) -> Pattern<'_> {
        match self.regex {
            true => Pattern::Regex(&self.text.value),
            false => Pattern::Literal(&self.text.value),
        }
    }
}

/// A text to be typed.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let answer = fields
        .required_text("answer")
        .filter(|answer| check_answer(answer, report));
    let accept = fields.list("accept").unwrap_or_default();
    let accept = all(accept.iter().map(|node| read_accept(node, report)));
    let flags = read_flags(fields);
    let wrong = fields.list("wrong").unwrap_or_default();
    let wrong = all(wrong.iter().map(|node| read_wrong(node, report)));
    let (answer, accept, wrong) = (answer?, accept?, wrong?);
    let mut accepted = vec![Pattern::Literal(answer.value.as_str())];
    accepted.extend(accept.iter().map(Rule::pattern));
    let foreseen: Vec<_> = wrong.iter().map(|(rule, _)| rule.pattern()).collect();
    let key = text_key(flags, &accepted, &foreseen);
    check_rules(&key, &accept, &wrong, report);
    Some((Kind::Text(rules(answer, accept, wrong)), key))
}

fn rules(answer: Text, accept: Vec<Rule>, wrong: Vec<(Rule, Text)>) -> TextRules {
    let literals = accept.into_iter().filter(|rule| !rule.regex);
    let wrong = wrong.into_iter().map(|(rule, feedback)| WrongRule {
        shown: rule.shown(),
        feedback,
        range: rule.text.range,
    });
    TextRules {
        answer,
        accept: literals.map(|rule| rule.text).collect(),
        wrong: wrong.collect(),
    }
}

/// Everything that was read, if everything could be; all of it is looked at in any case.
fn all<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    items.collect::<Vec<_>>().into_iter().collect()
}

fn read_accept(node: &Node, report: &Report<'_>) -> Option<Rule> {
    if matches!(node.value, Value::Scalar { .. }) {
        let text = as_text(node, "accept", report)?;
        return check_answer(&text, report).then_some(Rule {
            text,
            regex: false,
            example: None,
        });
    }
    let fields = Fields::open(node, "an accepted answer", report)?;
    let text = fields.required_text("regex");
    let example = fields.text("example");
    fields.close();
    let text = text.filter(|text| check_regex(text, report))?;
    Some(Rule {
        text,
        regex: true,
        example,
    })
}

fn read_wrong(node: &Node, report: &Report<'_>) -> Option<(Rule, Text)> {
    let fields = Fields::open(node, "a wrong answer", report)?;
    let literal = fields.text("match");
    let regex = fields.text("regex");
    let example = fields.text("example");
    let feedback = prose(&fields, "feedback");
    let place = fields.place();
    fields.close();
    let rule = match (literal, regex) {
        (Some(text), None) => check_answer(&text, report).then_some(Rule {
            text,
            regex: false,
            example,
        }),
        (None, Some(text)) => check_regex(&text, report).then_some(Rule {
            text,
            regex: true,
            example,
        }),
        _ => {
            let message = "a wrong answer has either `match` or `regex`";
            report.error(
                "quiz-missing-field",
                &place,
                message,
                "write `match: \"…\"`",
            );
            None
        }
    };
    Some((rule?, feedback?))
}

fn check_answer(text: &Text, report: &Report<'_>) -> bool {
    let fault = if text.value.trim().is_empty() {
        "an answer must not be empty"
    } else if text.value.contains([RECORD, UNIT, '\n']) {
        "an answer is one line, without the signs ␞ and ␟"
    } else if text.value.chars().count() > MAX_ANSWER {
        "an answer has at most 200 characters"
    } else {
        return true;
    };
    report.error("quiz-bad-answer", &text.range, fault, "");
    false
}

fn check_regex(text: &Text, report: &Report<'_>) -> bool {
    if text.value.contains([RECORD, UNIT, '\n']) {
        return check_answer(text, report);
    }
    let Err(error) = pattern::check(&text.value) else {
        return true;
    };
    let help = "use characters, classes, groups, `|`, `?`, `*`, `+` and `{n,m}`";
    report.error("quiz-bad-regex", &text.range, error.to_string(), help);
    false
}

/// The rules among each other, by way of the grader.
fn check_rules(key: &str, accept: &[Rule], wrong: &[(Rule, Text)], report: &Report<'_>) {
    for rule in accept {
        let example = if rule.regex {
            rule.example.as_ref()
        } else {
            Some(&rule.text)
        };
        if let Some(example) = example {
            selftest::expect_right(key, &example.value, &example.range, report);
        }
    }
    for (index, (rule, _)) in wrong.iter().enumerate() {
        let example = if rule.regex {
            rule.example.as_ref()
        } else {
            Some(&rule.text)
        };
        if let Some(example) = example {
            selftest::expect_rule(key, &example.value, index, &example.range, report);
        }
    }
}

fn read_flags(fields: &Fields<'_, '_>) -> Flags {
    if fields.optional("normalize").is_none() {
        return DEFAULT;
    }
    let mut flags = Flags::default();
    for name in fields.texts("normalize") {
        match name.value.as_str() {
            "trim" => flags.trim = true,
            "case" => flags.case = true,
            "space" => flags.space = true,
            "punct" => flags.punct = true,
            "quotes" => flags.quotes = true,
            _ => {
                let message = format!("there is no way to normalise called `{}`", name.value);
                let help = "from: trim, case, space, punct, quotes";
                let report = fields.report();
                report.error("quiz-wrong-type", &name.range, message, help);
            }
        }
    }
    flags
}
