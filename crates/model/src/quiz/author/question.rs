//! Reads one question: first its type, then the fields of that type.
//!
//! [`read`] is the entry point. Invariant: a question of a type has exactly the fields that all
//! questions have and those of its type; any other is reported.

use super::fields::{Fields, as_text};
use super::problem::Report;
use super::schema::{Kind, Question, Retired, Text, Use};
use super::yaml::Node;
use super::{choices, numeric, revision, text};
use std::ops::RangeInclusive;

/// The types that there are.
const TYPES: [&str; 5] = ["single", "multiple", "truefalse", "text", "numeric"];

/// The longest a Markdown text may be, in bytes.
const MAX_PROSE: usize = 20_000;

/// A question of a quiz file.
pub(super) enum Entry {
    /// One that is asked.
    Asked(Box<Question>),
    /// One that is not asked any more.
    Retired(Retired),
}

/// What holds for the questions of a quiz that do not say otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Defaults {
    attempts: u8,
    shuffle: bool,
    confidence: bool,
}

impl Defaults {
    const BUILT_IN: Defaults = Defaults {
        attempts: 2,
        shuffle: true,
        confidence: true,
    };

    /// Reads `defaults`, if the quiz has it.
    pub(super) fn read(quiz: &Fields<'_, '_>) -> Defaults {
        let node = quiz.optional("defaults");
        let fields = node.and_then(|node| Fields::open(node, "`defaults`", quiz.report()));
        let Some(fields) = fields else {
            return Defaults::BUILT_IN;
        };
        let defaults = Defaults::BUILT_IN.overridden(&fields);
        fields.close();
        defaults
    }

    fn overridden(self, fields: &Fields<'_, '_>) -> Defaults {
        Defaults {
            attempts: fields.whole("attempts", 1..=5).unwrap_or(self.attempts),
            shuffle: fields.flag("shuffle").unwrap_or(self.shuffle),
            confidence: fields.flag("confidence").unwrap_or(self.confidence),
        }
    }
}

/// Reads a question.
pub(super) fn read(node: &Node, defaults: Defaults, report: &Report<'_>) -> Option<Entry> {
    let fields = Fields::open(node, "a question", report)?;
    let id = fields
        .required_text("id")
        .filter(|id| check_id(id, 2..=40, report));
    let was = fields.texts("was");
    was.iter().for_each(|was| {
        check_id(was, 1..=40, report);
    });
    if fields.flag("retired") == Some(true) {
        // The rest of a retired question may stay in the file, as it was.
        return Some(Entry::Retired(Retired { id: id?, was }));
    }
    let kind = read_kind(&fields);
    let question = read_common(&fields, id, was, defaults, kind);
    // Which fields a question may have, its type says.
    if has_known_type(&fields) {
        fields.close();
    }
    question.map(|question| Entry::Asked(Box::new(question)))
}

fn has_known_type(fields: &Fields<'_, '_>) -> bool {
    let name = fields.text("type");
    name.is_some_and(|name| TYPES.contains(&name.value.as_str()))
}

/// The type's fields and the key made of them.
fn read_kind(fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    let name = fields.required_text("type")?;
    match name.value.as_str() {
        "single" => choices::read_single(fields),
        "multiple" => choices::read_multiple(fields),
        "truefalse" => choices::read_true_false(fields),
        "text" => text::read(fields),
        "numeric" => numeric::read(fields),
        _ => {
            let message = format!("there is no question type `{}`", name.value);
            let help = format!("one of: {}", TYPES.join(", "));
            let report = fields.report();
            report.error("quiz-unknown-type", &name.range, message, help);
            None
        }
    }
}

fn read_common(
    fields: &Fields<'_, '_>,
    id: Option<Text>,
    was: Vec<Text>,
    defaults: Defaults,
    kind: Option<(Kind, String)>,
) -> Option<Question> {
    let prompt = prose(fields, "prompt");
    let explanation = prose(fields, "explanation");
    let hints = fields.texts("hints");
    let reference = fields
        .text("ref")
        .filter(|reference| check_reference(reference, fields.report()));
    let tags = fields.texts("tags");
    let difficulty = fields.whole("difficulty", 1..=5);
    let uses = read_uses(fields);
    let settings = defaults.overridden(fields);
    let (kind, key) = kind?;
    let mut question = Question {
        id: id?,
        was,
        prompt: prompt?,
        kind,
        hints,
        explanation: explanation?,
        reference,
        tags,
        difficulty,
        uses,
        attempts: settings.attempts,
        shuffle: settings.shuffle,
        confidence: settings.confidence,
        key,
        revision: String::new(),
    };
    question.revision = revision::of(&question);
    Some(question)
}

/// A Markdown text that must be there.
pub(super) fn prose(fields: &Fields<'_, '_>, name: &'static str) -> Option<Text> {
    let text = fields.required_text(name)?;
    if text.value.len() > MAX_PROSE {
        let message = format!("`{name}` is longer than {MAX_PROSE} bytes");
        let report = fields.report();
        report.error("quiz-too-large", &text.range, message, "shorten it");
        return None;
    }
    Some(text)
}

/// Whether an id is one, which is reported if not.
pub(super) fn check_id(id: &Text, length: RangeInclusive<usize>, report: &Report<'_>) -> bool {
    let letters = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let legal = length.contains(&id.value.len()) && id.value.bytes().all(letters);
    if !legal {
        let message = format!("`{}` cannot be an id", id.value);
        let (low, high) = (length.start(), length.end());
        let help = format!("{low} to {high} of a-z, 0-9 and `-`");
        report.error("quiz-bad-id", &id.range, message, help);
    }
    legal
}

fn check_reference(reference: &Text, report: &Report<'_>) -> bool {
    let (page, anchor) = reference
        .value
        .split_once('#')
        .unwrap_or((&reference.value, ""));
    let legal = page.ends_with(".md")
        && !page.starts_with('/')
        && !page.contains(':')
        && !reference.value.contains(char::is_whitespace)
        && !anchor.contains('#');
    if !legal {
        let message = "`ref` names a page and a heading";
        let help = "write `folder/page.md#heading`, relative to the content folder";
        report.error("quiz-bad-ref", &reference.range, message, help);
    }
    legal
}

fn read_uses(fields: &Fields<'_, '_>) -> Vec<Use> {
    let Some(nodes) = fields.list("use") else {
        return vec![Use::Inline, Use::Review];
    };
    nodes
        .iter()
        .filter_map(|node| read_use(node, fields.report()))
        .collect()
}

fn read_use(node: &Node, report: &Report<'_>) -> Option<Use> {
    let name = as_text(node, "use", report)?;
    match name.value.as_str() {
        "pre" => Some(Use::Pre),
        "inline" => Some(Use::Inline),
        "review" => Some(Use::Review),
        "exam" => Some(Use::Exam),
        _ => {
            let message = format!("there is no use `{}`", name.value);
            report.error(
                "quiz-wrong-type",
                &name.range,
                message,
                "one of: pre, inline, review, exam",
            );
            None
        }
    }
}
