//! The start tags of blocks that have a look of their own.

use coursebook_preprocessors::markdown::{escape_html, language_of};
use mdbook_markdown::pulldown_cmark::{BlockQuoteKind, CodeBlockKind};

macro_rules! alert {
    ($class:literal, $title:literal) => {
        concat!(
            "<div class=\"alert alert-",
            $class,
            "\" role=\"note\">\n<p class=\"alert-title\">",
            $title,
            "</p>\n"
        )
    };
}

/// A quotation, or a note such as a warning.
pub(super) fn quote(kind: Option<BlockQuoteKind>) -> &'static str {
    match kind {
        None => "<blockquote>\n",
        Some(BlockQuoteKind::Note) => alert!("note", "Note"),
        Some(BlockQuoteKind::Tip) => alert!("tip", "Tip"),
        Some(BlockQuoteKind::Important) => alert!("important", "Important"),
        Some(BlockQuoteKind::Warning) => alert!("warning", "Warning"),
        Some(BlockQuoteKind::Caution) => alert!("caution", "Caution"),
    }
}

/// A block of code that no preprocessor has highlighted.
pub(super) fn code_block(kind: &CodeBlockKind<'_>) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => language_of(info),
        CodeBlockKind::Indented => "",
    };
    if language.is_empty() {
        return "<pre class=\"hl\" tabindex=\"0\"><code>".to_owned();
    }
    let language = escape_html(language);
    format!("<pre class=\"hl\" tabindex=\"0\"><code class=\"language-{language}\">")
}

/// A task-list item of a book that does not use the progress preprocessor.
pub(super) fn disabled_checkbox(checked: bool) -> &'static str {
    if checked {
        "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
    } else {
        "<input type=\"checkbox\" disabled aria-label=\"Not done\"> "
    }
}
