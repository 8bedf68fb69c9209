//! GIFT's texts as Markdown.
//!
//! [`markdown`] is the entry point. Invariant: a text that was no Markdown is escaped, so that it
//! shows what it showed in Moodle; what of its HTML is left out is listed.

use super::parse::{Format, Marked, Parts};
use crate::markdown::escape;
use crate::markdown::from_html::{from_html, has_html};
use crate::node::Written;
use crate::notes::Notes;

/// The text as Markdown.
pub(super) fn markdown(text: &Marked, notes: &mut Notes<'_>) -> Written {
    let Written { value, range } = &text.text;
    let html = match text.format {
        Format::Markdown => return text.text.clone(),
        Format::Plain => false,
        Format::Html => true,
        Format::Moodle => has_html(value),
    };
    if !html {
        return Written::new(escape::lines(value), range);
    }
    let converted = from_html(value, text.format == Format::Moodle);
    for lost in converted.lost {
        let what = format!("Markdown has nothing for {lost}");
        notes.not_held(range, what, "the words around it stay");
    }
    Written::new(converted.markdown, range)
}

/// Text that has no format of its own, as Markdown.
pub(super) fn plain(text: &Written) -> Written {
    Written::new(escape::lines(&text.value), &text.range)
}

/// What stands after a missing word, as Markdown.
pub(super) fn rest(parts: &Parts) -> String {
    let Some(rest) = &parts.rest else {
        return String::new();
    };
    match parts.text.format {
        Format::Markdown => rest.value.trim_start().to_owned(),
        Format::Html => from_html(&rest.value, false).markdown,
        Format::Moodle if has_html(&rest.value) => from_html(&rest.value, true).markdown,
        Format::Moodle | Format::Plain => {
            // It begins no line.
            let text = escape::lines(&format!("a{}", rest.value.trim_start()));
            text.strip_prefix('a').unwrap_or(&text).to_owned()
        }
    }
}
