//! Markdown texts of a quiz.
//!
//! [`prose`] is the entry point. Invariant: a text that is there says something, and is no longer
//! than the bounds allow.

use super::fields::Fields;
use super::limits;
use super::platform::StdPlatform;
use super::problem::Report;
use super::schema::Text;
use crate::quiz::{Flags, normalize};

/// A Markdown text that must be there.
pub(super) fn prose(fields: &Fields<'_, '_>, name: &'static str) -> Option<Text> {
    let text = fields.required_text(name)?;
    is_short(&text, name, fields.report()).then_some(text)
}

/// A Markdown text that may be left out.
pub(super) fn optional_prose(fields: &Fields<'_, '_>, name: &'static str) -> Option<Text> {
    fields.optional(name).and_then(|_| prose(fields, name))
}

/// Whether a Markdown text is short enough, which is reported if not.
pub(super) fn is_short(text: &Text, name: &str, report: &Report<'_>) -> bool {
    let short = text.value.len() <= limits::PROSE;
    if !short {
        let message = format!("`{name}` is longer than {} bytes", limits::PROSE);
        report.error("quiz-too-large", &text.range, message, "shorten it");
    }
    short
}

/// The text without the differences that do not make two texts different.
pub(super) fn loosely(text: &str) -> String {
    const LOOSELY: Flags = Flags {
        trim: true,
        case: true,
        space: true,
        punct: true,
        quotes: true,
        eol: true,
        trailing: true,
    };
    normalize(text, LOOSELY, &StdPlatform)
}

/// Reports texts that say the same.
pub(super) fn check_different<'a>(
    texts: impl IntoIterator<Item = &'a Text>,
    what: &str,
    report: &Report<'_>,
) {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        let says = loosely(&text.value);
        if seen.contains(&says) {
            let message = format!("two {what} say `{}`", text.value.trim());
            report.error(
                "quiz-double-part",
                &text.range,
                message,
                "make them different",
            );
        }
        seen.push(says);
    }
}
