//! Reads and checks questions about what a program does.
//!
//! [`read`] is the entry point. Invariant: a program either prints something or fails.

use super::answers::{self, FLAGS};
use super::fields::{Fields, as_text};
use super::limits;
use super::problem::Report;
use super::prose::prose;
use super::schema::{ErrorRule, Kind, OutputRules, Text, WrongOutput};
use super::selftest;
use super::tree::Node;
use crate::quiz::Flags;
use crate::quiz::encode::{OutputParts, output_key};
use crate::quiz::key::{Mode, RECORD, UNIT};
use std::ops::Range;

/// How outputs are compared if the question does not say.
const DEFAULT: Flags = Flags {
    trim: true,
    case: false,
    space: false,
    punct: false,
    quotes: false,
    eol: true,
    trailing: true,
};

/// An output to be foretold.
pub(super) fn read(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let report = fields.report();
    let code = prose(fields, "code");
    let lang = fields
        .required_text("lang")
        .filter(|lang| check_lang(lang, report));
    let fails = fields.flag("fails");
    let answer = read_answer(fields, fails == Some(true));
    let accept = read_accept(fields, fails == Some(true));
    let error = read_error(fields, fails == Some(true), code.as_ref());
    let flags = answers::read_flags(fields, FLAGS, DEFAULT);
    let wrong = fields.list("wrong", limits::WRONG).unwrap_or_default();
    let wrong = wrong.iter();
    let wrong = answers::all(wrong.map(|node| read_wrong(node, fails.is_some(), report)));
    let verify = fields.flag("verify").unwrap_or(false);
    let rules = OutputRules {
        code: code?,
        lang: lang?,
        fails,
        answer: answer?,
        accept: accept?,
        error: error?,
        wrong: wrong?,
        verify,
    };
    let key = encode(&rules, flags);
    check_rules(&key, &rules, report);
    Some((Kind::Output(rules), key))
}

fn check_lang(lang: &Text, report: &Report<'_>) -> bool {
    let short = lang.value.chars().count() <= limits::LANG;
    let legal = short && !lang.value.contains(|c: char| c.is_whitespace() || c == '`');
    if !legal {
        let message = format!("`{}` is no language", lang.value);
        let help = "one word, as after a fence's back-ticks";
        report.error("quiz-wrong-type", &lang.range, message, help);
    }
    legal
}

/// What it prints; the outer `None` if that is wrong or missing.
fn read_answer(fields: &Fields<'_, '_>, fails: bool) -> Option<Option<Text>> {
    let report = fields.report();
    if fails {
        refuse(fields, "answer", "a program that fails has no `answer`");
        return Some(None);
    }
    let answer = fields.required_text("answer")?;
    check_output(&answer, report).then_some(Some(answer))
}

fn read_accept(fields: &Fields<'_, '_>, fails: bool) -> Option<Vec<Text>> {
    if fails {
        refuse(fields, "accept", "a program that fails has no `accept`");
        return Some(Vec::new());
    }
    let report = fields.report();
    let accept = fields.list("accept", limits::ACCEPT).unwrap_or_default();
    answers::all(accept.iter().map(|node| {
        let text = as_text(node, "accept", report)?;
        check_output(&text, report).then_some(text)
    }))
}

fn refuse(fields: &Fields<'_, '_>, name: &'static str, message: &str) {
    if let Some(node) = fields.optional(name) {
        let help = "take it out, or take `fails: true` out";
        let report = fields.report();
        report.error("quiz-bad-output", &node.range, message, help);
    }
}

fn check_output(text: &Text, report: &Report<'_>) -> bool {
    let fault = if text.value.trim().is_empty() {
        "an output must not be empty"
    } else if text.value.contains([RECORD, UNIT]) {
        "an output is without the signs ␞ and ␟"
    } else if text.value.len() > limits::OUTPUT {
        "an output has at most 1500 bytes"
    } else {
        return true;
    };
    report.error("quiz-bad-answer", &text.range, fault, "");
    false
}

/// How it fails; the outer `None` if that is wrong.
fn read_error(
    question: &Fields<'_, '_>,
    fails: bool,
    code: Option<&Text>,
) -> Option<Option<ErrorRule>> {
    let report = question.report();
    let Some(node) = question.optional("error") else {
        return Some(None);
    };
    if !fails {
        let message = "only a program that fails has an `error`";
        report.error("quiz-bad-output", &node.range, message, "add `fails: true`");
    }
    let lines = code.map_or(limits::LINES, |code| {
        u32::try_from(code.value.lines().count()).unwrap_or(limits::LINES)
    });
    let fields = Fields::open(node, "`error`", report)?;
    let line = fields.whole("line", 1..=lines.clamp(1, limits::LINES));
    let contains = fields.text("contains");
    let contains = contains.filter(|text| answers::check_answer(text, report));
    let (empty, place) = (line.is_none() && contains.is_none(), fields.place());
    let given = fields.optional("line").or(fields.optional("contains"));
    if given.is_none() {
        let message = "`error` needs `line` or `contains`";
        report.error("quiz-missing-field", &place, message, "add one of them");
    }
    fields.close();
    (!empty).then_some(Some(ErrorRule { line, contains }))
}

fn read_wrong(node: &Node, asks: bool, report: &Report<'_>) -> Option<WrongOutput> {
    let fields = Fields::open(node, "a wrong answer", report)?;
    let fails = fields.flag("fails") == Some(true);
    let text = match fails {
        true => read_how(&fields),
        false => read_printed(&fields),
    };
    let feedback = prose(&fields, "feedback");
    let place = fields.place();
    if fails && !asks {
        let message = "readers are not asked whether the program fails";
        let help = "add `fails: false` to the question, or take `fails` out here";
        report.error("quiz-bad-output", &place, message, help);
    }
    fields.close();
    let (text, range) = text?;
    Some(WrongOutput {
        fails,
        text,
        feedback: feedback?,
        range,
    })
}

/// What it prints, without the line break with which YAML ends a block.
fn read_printed(fields: &Fields<'_, '_>) -> Option<(String, Range<usize>)> {
    let text = fields.required_text("match");
    let text = text.filter(|text| check_output(text, fields.report()))?;
    Some((printed(&text).to_owned(), text.range))
}

/// The line or the words with which it fails; nothing is said if it does not matter.
fn read_how(fields: &Fields<'_, '_>) -> Option<(String, Range<usize>)> {
    if fields.optional("match").is_none() {
        return Some((String::new(), fields.place()));
    }
    let text = fields.text("match");
    let text = text.filter(|text| answers::check_answer(text, fields.report()))?;
    Some((text.value, text.range))
}

fn encode(rules: &OutputRules, flags: Flags) -> String {
    let error = rules.error.as_ref();
    let line = error.and_then(|error| error.line);
    let contains = error.and_then(|error| error.contains.as_ref());
    let accepted = rules.answer.iter().chain(&rules.accept);
    let wrong = rules.wrong.iter();
    output_key(&OutputParts {
        flags,
        mode: match rules.fails {
            None => Mode::Output,
            Some(false) => Mode::Prints,
            Some(true) => Mode::Fails,
        },
        accept: accepted.map(printed).collect(),
        line,
        // One of the two is asked for: the line, if it is given.
        contains: contains
            .filter(|_| line.is_none())
            .map(|text| text.value.as_str()),
        wrong: wrong.map(|rule| (rule.fails, rule.text.as_str())).collect(),
    })
}

/// An output without the line break with which YAML ends a block.
fn printed(text: &Text) -> &str {
    let text = &text.value;
    text.strip_suffix('\n').unwrap_or(text)
}

fn check_rules(key: &str, rules: &OutputRules, report: &Report<'_>) {
    for text in &rules.accept {
        let response = format!("prints{UNIT}{}", printed(text));
        selftest::expect_right(key, &response, &text.range, report);
    }
    for (index, rule) in rules.wrong.iter().enumerate() {
        let says = if rule.fails { "fails" } else { "prints" };
        let response = format!("{says}{UNIT}{}", rule.text);
        selftest::expect_rule(key, &response, index, &rule.range, report);
    }
}
