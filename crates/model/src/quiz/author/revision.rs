//! Tells whether a question is still the one that was answered.
//!
//! [`of`] is the entry point. Invariant: the revision depends on what the reader is asked and on
//! what counts as right, and on nothing else: a better explanation changes nobody's record.

use super::schema::{Choice, Kind, Question};
use sha2::{Digest, Sha256};

/// Six hexadecimal digits.
pub(super) fn of(question: &Question) -> String {
    let mut hash = Sha256::new();
    feed(&mut hash, question.kind.name());
    feed(&mut hash, &question.prompt.value);
    for choice in choices(&question.kind) {
        feed(&mut hash, &choice.id.value);
        feed(&mut hash, &choice.text.value);
    }
    feed(&mut hash, &question.key);
    let digest = hash.finalize();
    let digits = digest.iter().take(3).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

fn choices(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => choices,
        Kind::TrueFalse { .. } | Kind::Text(_) | Kind::Numeric(_) => &[],
    }
}

/// Each part with its length, so that text cannot wander from one part to the next. Blanks at a
/// text's ends are YAML's doing and do not count.
fn feed(hash: &mut Sha256, part: &str) {
    let part = part.trim();
    hash.update(part.len().to_le_bytes());
    hash.update(part.as_bytes());
}
