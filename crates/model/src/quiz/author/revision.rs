//! Tells whether a question is still the one that was answered.
//!
//! [`of`] is the entry point. Invariant: the revision depends on what the reader is asked and on
//! what counts as right, and on nothing else: a better explanation changes nobody's record.

use super::schema::{Kind, Question, Text};
use sha2::{Digest, Sha256};

/// Six hexadecimal digits; `stem` is what several questions share.
pub(super) fn of(question: &Question, stem: Option<&Text>) -> String {
    let mut hash = Sha256::new();
    feed(&mut hash, question.kind.name());
    feed(&mut hash, &question.prompt.value);
    for part in asked(&question.kind).into_iter().chain(stem) {
        feed(&mut hash, &part.value);
    }
    feed(&mut hash, &question.key);
    let digest = hash.finalize();
    let digits = digest.iter().take(3).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// What the reader is shown beside the prompt. Ids are in it where the key alone does not tell
/// which text belongs to which.
fn asked(kind: &Kind) -> Vec<&Text> {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => {
            let choices = choices.iter();
            choices
                .flat_map(|choice| [&choice.id, &choice.text])
                .collect()
        }
        Kind::Order(rules) => {
            let items = rules.items.iter().map(|item| [&item.id, &item.text]);
            let others = rules.distractors.iter().map(|item| [&item.id, &item.text]);
            items.chain(others).flatten().collect()
        }
        Kind::Match(rules) => {
            let pairs = rules
                .pairs
                .iter()
                .flat_map(|pair| [&pair.left, &pair.right]);
            pairs
                .chain(rules.extra.iter().map(|side| &side.text))
                .collect()
        }
        Kind::Cloze(blanks) => blanks.iter().flat_map(|blank| &blank.choices).collect(),
        Kind::Output(rules) => vec![&rules.lang, &rules.code],
        Kind::Free(rules) => rules
            .rubric
            .iter()
            .map(|criterion| &criterion.text)
            .collect(),
        Kind::TrueFalse { .. } | Kind::Text(_) | Kind::Numeric(_) | Kind::Estimate(_) => Vec::new(),
    }
}

/// Each part with its length, so that text cannot wander from one part to the next. Blanks at a
/// text's ends are YAML's doing and do not count.
fn feed(hash: &mut Sha256, part: &str) {
    let part = part.trim();
    hash.update(part.len().to_le_bytes());
    hash.update(part.as_bytes());
}
