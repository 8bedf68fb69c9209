//! Tells whether a question is still the one that was answered.
//!
//! [`of`] is the entry point. Invariant: the revision depends on what the reader is asked and on
//! what counts as right, and on nothing else: a better explanation changes nobody's record, and no
//! more does another order of the choices in the file, or another name of one that says `was`.

use super::schema::{Choice, Kind, MatchRules, OrderRules, Question, Text};
use sha2::{Digest, Sha256};

/// Six hexadecimal digits; `stem` is what several questions share.
pub(super) fn of(question: &Question, stem: Option<&Text>) -> String {
    let mut hash = Sha256::new();
    feed(&mut hash, question.kind.name());
    feed(&mut hash, &question.prompt.value);
    for part in asked(question) {
        feed(&mut hash, &part);
    }
    if let Some(stem) = stem {
        feed(&mut hash, &stem.value);
    }
    let digest = hash.finalize();
    let digits = digest.iter().take(3).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// What the reader is shown beside the prompt, and what counts as right. Each part is there with
/// its first name, because an answer that was given under it must still mean that text.
fn asked(question: &Question) -> Vec<String> {
    let key = || question.key.clone();
    match &question.kind {
        Kind::Single(choices) => sorted(choices.iter().map(choice)),
        Kind::Multiple { choices, partial } => {
            let mut parts = sorted(choices.iter().map(choice));
            parts.push(partial.to_string());
            parts
        }
        Kind::Order(rules) => of_order(rules),
        Kind::Match(rules) => of_pairs(rules),
        Kind::Free(rules) => {
            let criteria = rules.rubric.iter().map(|criterion| {
                let name = first_name(&criterion.id.value, &criterion.was);
                let points = criterion.points.to_string();
                joined(&[name, &criterion.text.value, &points])
            });
            let mut parts = sorted(criteria);
            parts.push(rules.min_chars.to_string());
            parts
        }
        Kind::Cloze(blanks) => {
            let choices = blanks.iter().flat_map(|blank| &blank.choices);
            let choices = choices.map(|choice| choice.value.clone());
            choices.chain([key()]).collect()
        }
        Kind::Output(rules) => vec![rules.lang.value.clone(), rules.code.value.clone(), key()],
        Kind::TrueFalse { .. } | Kind::Text(_) | Kind::Numeric(_) | Kind::Estimate(_) => {
            vec![key()]
        }
    }
}

fn choice(choice: &Choice) -> String {
    let name = first_name(&choice.id.value, &choice.was);
    joined(&[name, &choice.text.value, &choice.correct.to_string()])
}

/// Items are in the order that is right, so theirs counts.
fn of_order(rules: &OrderRules) -> Vec<String> {
    let group = |id: &str| {
        let holds = |group: &Vec<Text>| group.iter().any(|member| member.value == id);
        let found = rules.groups.iter().position(holds);
        found.map_or(String::new(), |place| place.to_string())
    };
    let items = rules.items.iter().map(|item| {
        let name = first_name(&item.id.value, &item.was);
        joined(&[name, &item.text.value, &group(&item.id.value)])
    });
    let others = rules.distractors.iter().map(|item| {
        let name = first_name(&item.id.value, &item.was);
        joined(&[name, &item.text.value])
    });
    let mut parts: Vec<String> = items.collect();
    parts.extend(sorted(others));
    parts.push(rules.partial.to_string());
    parts
}

fn of_pairs(rules: &MatchRules) -> Vec<String> {
    let name_of = |id: &str| {
        let mut pairs = rules.pairs.iter();
        let pair = pairs.find(|pair| pair.id.value == id);
        pair.map_or(id.to_owned(), |pair| first_name(id, &pair.was).to_owned())
    };
    let pairs = rules.pairs.iter().map(|pair| {
        let name = first_name(&pair.id.value, &pair.was);
        let right = name_of(&pair.right_id);
        joined(&[name, &pair.left.value, &right, &pair.right.value])
    });
    let extra = rules.extra.iter();
    let extra = extra.map(|side| joined(&[&side.id, &side.text.value]));
    let mut parts = sorted(pairs);
    parts.extend(sorted(extra));
    parts
}

/// The id that a part had first: former ones are listed with the latest at the front.
fn first_name<'a>(id: &'a str, was: &'a [Text]) -> &'a str {
    was.last().map_or(id, |was| was.value.as_str())
}

fn sorted(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut parts: Vec<String> = parts.collect();
    parts.sort();
    parts
}

/// Texts as one, each with its length, so that none wanders from one to the next. Blanks at a
/// text's ends are YAML's doing and do not count.
fn joined(parts: &[&str]) -> String {
    let parts = parts.iter().map(|part| part.trim());
    let parts = parts.map(|part| format!("{}:{part}", part.len()));
    parts.collect()
}

fn feed(hash: &mut Sha256, part: &str) {
    let part = part.trim();
    hash.update(part.len().to_le_bytes());
    hash.update(part.as_bytes());
}
