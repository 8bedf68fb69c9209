//! Reads one question: first its type, then the fields of that type.
//!
//! [`read`] is the entry point. Invariant: a question of a type has exactly the fields that all
//! questions have and those of its type; any other is reported.

use super::fields::{Fields, as_text};
use super::ids::{check_former, check_id, former_ids, former_questions};
use super::problem::Report;
use super::prose::{is_short, optional_prose, prose};
use super::schema::{Context, Kind, Question, Retired, Text, Use};
use super::suggest::nearest;
use super::tree::Node;
use super::{
    choices, cloze, estimate, free, limits, matching, numeric, order, output, revision, text,
};

/// Reads the fields of one type, and makes its key.
type ReadKind = fn(&Fields<'_, '_>) -> Option<(Kind, String)>;

/// The types that there are.
const TYPES: [(&str, ReadKind); 11] = [
    ("single", choices::read_single),
    ("multiple", choices::read_multiple),
    ("truefalse", choices::read_true_false),
    ("text", text::read),
    ("numeric", numeric::read),
    ("estimate", estimate::read),
    ("order", order::read),
    ("match", matching::read),
    ("cloze", cloze::read),
    ("output", output::read),
    ("free", free::read),
];

/// A question of a quiz file.
pub(super) enum Entry {
    /// One that is asked.
    Asked(Box<Question>),
    /// One that is not asked any more.
    Retired(Retired),
}

/// What a question takes from the quiz around it.
pub(super) struct Surroundings<'a> {
    /// What holds for questions that do not say otherwise.
    pub(super) defaults: Defaults,
    /// Stems that questions may share.
    pub(super) contexts: &'a [Context],
}

/// What holds for the questions of a quiz that do not say otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Defaults {
    attempts: u8,
    shuffle: bool,
    confidence: bool,
    review: bool,
}

impl Defaults {
    const BUILT_IN: Defaults = Defaults {
        attempts: 2,
        shuffle: true,
        confidence: true,
        review: true,
    };

    /// Reads `defaults`, if the quiz has it.
    pub(super) fn read(quiz: &Fields<'_, '_>) -> Defaults {
        let node = quiz.optional("defaults");
        let fields = node.and_then(|node| Fields::open(node, "`defaults`", quiz.report()));
        let Some(fields) = fields else {
            return Defaults::BUILT_IN;
        };
        let mut defaults = Defaults::BUILT_IN.overridden(&fields);
        defaults.review = fields.flag("review").unwrap_or(defaults.review);
        fields.close();
        defaults
    }

    fn overridden(self, fields: &Fields<'_, '_>) -> Defaults {
        Defaults {
            attempts: fields.whole("attempts", 1..=5).unwrap_or(self.attempts),
            shuffle: fields.flag("shuffle").unwrap_or(self.shuffle),
            confidence: fields.flag("confidence").unwrap_or(self.confidence),
            review: self.review,
        }
    }

    fn uses(self) -> Vec<Use> {
        match self.review {
            true => vec![Use::Inline, Use::Review],
            false => vec![Use::Inline],
        }
    }
}

/// Reads a question.
pub(super) fn read(
    node: &Node,
    surroundings: &Surroundings<'_>,
    report: &Report<'_>,
) -> Option<Entry> {
    let fields = Fields::open(node, "a question", report)?;
    let id = fields
        .required_text("id")
        .filter(|id| check_id(id, 2..=40, report));
    let was = former_questions(&fields);
    if fields.flag("retired") == Some(true) {
        // The rest of a retired question may stay in the file, as it was.
        return Some(Entry::Retired(Retired { id: id?, was }));
    }
    let name = fields.required_text("type");
    let kind = name.as_ref().and_then(|name| read_kind(name, &fields));
    let question = read_common(&fields, id, was, surroundings, kind);
    // Which fields a question may have, its type says.
    if name.is_some_and(|name| reader(&name).is_some()) {
        fields.close();
    }
    question.map(|question| Entry::Asked(Box::new(question)))
}

fn reader(name: &Text) -> Option<ReadKind> {
    let known = TYPES.iter().find(|(known, _)| *known == name.value);
    known.map(|(_, read)| *read)
}

/// The type's fields and the key made of them.
fn read_kind(name: &Text, fields: &Fields<'_, '_>) -> Option<(Kind, String)> {
    if let Some(read) = reader(name) {
        return read(fields);
    }
    let names = TYPES.map(|(name, _)| name);
    let message = format!("there is no question type `{}`", name.value);
    let help = match nearest(&name.value, names) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("one of: {}", names.join(", ")),
    };
    let report = fields.report();
    report.error("quiz-unknown-type", &name.range, message, help);
    None
}

fn read_common(
    fields: &Fields<'_, '_>,
    id: Option<Text>,
    was: Vec<Text>,
    surroundings: &Surroundings<'_>,
    kind: Option<(Kind, String)>,
) -> Option<Question> {
    let report = fields.report();
    let prompt = read_prompt(fields);
    let explanation = optional_prose(fields, "explanation");
    let mut hints = fields.texts("hints", limits::HINTS);
    hints.retain(|hint| check_hint(hint, report));
    let reference = fields.text("ref");
    let reference = reference.filter(|reference| check_reference(reference, report));
    let mut tags = fields.texts("tags", limits::TAGS);
    tags.retain(|tag| check_tag(tag, report));
    let difficulty = fields.whole("difficulty", 1..=5);
    let uses = read_uses(fields, surroundings.defaults);
    let settings = surroundings.defaults.overridden(fields);
    let retired_ids = former_ids(fields, "retired_ids");
    let context = read_context(fields, surroundings.contexts);
    let variants = fields.text("variants");
    let variants = variants.filter(|group| check_id(group, 1..=40, report));
    let (kind, key) = kind?;
    check_former(&kind, &retired_ids, report);
    let mut question = Question {
        id: id?,
        was,
        retired_ids,
        context: context.map(|(name, _)| name),
        variants,
        prompt: prompt?,
        kind,
        hints,
        explanation,
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
    let stem = question.context.as_ref();
    let stem = stem.and_then(|name| stem_of(name, surroundings.contexts));
    question.revision = revision::of(&question, stem);
    Some(question)
}

/// What is asked: the text of a cloze stands for its prompt.
fn read_prompt(fields: &Fields<'_, '_>) -> Option<Text> {
    let name = fields.text("type");
    let cloze = name.is_some_and(|name| name.value == "cloze");
    prose(fields, if cloze { "text" } else { "prompt" })
}

fn check_hint(hint: &Text, report: &Report<'_>) -> bool {
    let says = !hint.value.trim().is_empty();
    if !says {
        report.error(
            "quiz-empty",
            &hint.range,
            "a hint is empty",
            "write something",
        );
    }
    says && is_short(hint, "hints", report)
}

fn check_tag(tag: &Text, report: &Report<'_>) -> bool {
    let text = &tag.value;
    let legal = !text.is_empty()
        && text.trim() == text
        && text.chars().count() <= limits::TAG
        && !text.contains([',', '\n']);
    if !legal {
        let message = format!("`{text}` cannot be a tag");
        let help = "at most 40 characters on one line, without commas";
        report.error("quiz-bad-tag", &tag.range, message, help);
    }
    legal
}

fn check_reference(reference: &Text, report: &Report<'_>) -> bool {
    let legal = is_place(&reference.value);
    if !legal {
        let message = "`ref` names a page and a heading";
        let help = "write `folder/page.md#heading`, relative to the content folder";
        report.error("quiz-bad-ref", &reference.range, message, help);
    }
    legal
}

/// Whether a text is the path of a page, relative to the content folder, perhaps with a heading.
pub(super) fn is_place(place: &str) -> bool {
    let (page, anchor) = place.split_once('#').unwrap_or((place, ""));
    page.ends_with(".md")
        && !page.starts_with('/')
        && !page.contains(|c: char| c == ':' || c.is_whitespace())
        && place.len() <= limits::PATH
        && !anchor.contains(|c: char| c == '#' || c.is_whitespace())
}

/// The context that a question names, if the quiz has it.
fn read_context<'c>(fields: &Fields<'_, '_>, contexts: &'c [Context]) -> Option<(Text, &'c Text)> {
    let name = fields.text("context")?;
    if let Some(stem) = stem_of(&name, contexts) {
        return Some((name, stem));
    }
    let names: Vec<&str> = contexts
        .iter()
        .map(|context| context.name.value.as_str())
        .collect();
    let message = format!("there is no context `{}`", name.value);
    let help = match nearest(&name.value, names.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "write it under `contexts` at the head of the quiz".to_owned(),
    };
    let report = fields.report();
    report.error("quiz-unknown-context", &name.range, message, help);
    None
}

fn stem_of<'c>(name: &Text, contexts: &'c [Context]) -> Option<&'c Text> {
    let context = contexts
        .iter()
        .find(|context| context.name.value == name.value);
    context.map(|context| &context.text)
}

fn read_uses(fields: &Fields<'_, '_>, defaults: Defaults) -> Vec<Use> {
    let Some(nodes) = fields.list("use", USES.len()) else {
        return defaults.uses();
    };
    let report = fields.report();
    let mut uses: Vec<Use> = Vec::new();
    for node in nodes {
        let Some(one) = read_use(node, report) else {
            continue;
        };
        if uses.contains(&one) {
            let message = "this use is given twice";
            report.error("quiz-bad-use", &node.range, message, "keep one of them");
        }
        uses.push(one);
    }
    if nodes.is_empty() {
        let message = "a question without any use is never asked";
        let help = "name one of pre, inline, review, exam, or write `retired: true`";
        report.error("quiz-bad-use", &fields.place(), message, help);
    }
    uses
}

const USES: [(&str, Use); 4] = [
    ("pre", Use::Pre),
    ("inline", Use::Inline),
    ("review", Use::Review),
    ("exam", Use::Exam),
];

fn read_use(node: &Node, report: &Report<'_>) -> Option<Use> {
    let name = as_text(node, "use", report)?;
    let known = USES.iter().find(|(known, _)| *known == name.value);
    if known.is_none() {
        let message = format!("there is no use `{}`", name.value);
        let help = "one of: pre, inline, review, exam";
        report.error("quiz-wrong-type", &name.range, message, help);
    }
    known.map(|(_, one)| *one)
}
