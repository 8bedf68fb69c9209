//! A Markdown text as plain text, for lists and tables.
//!
//! [`plain`] is the entry point. Invariant: what comes out is one line without markup, which
//! whoever shows it must still escape.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What stands for a blank of a cloze.
const BLANK: &str = "___";

/// The text without its markup; code blocks are left out unless there is nothing else.
pub(super) fn plain(markdown: &str) -> String {
    let prose = words(markdown, false);
    if prose.is_empty() {
        words(markdown, true)
    } else {
        prose
    }
}

/// How the text begins: at most `most` characters, cut after a word.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    // One character less, for the sign that something is left out.
    let whole = text.get(..end).unwrap_or(text);
    let shorter = whole.char_indices().next_back().map_or(0, |(at, _)| at);
    let shorter = whole.get(..shorter).unwrap_or(whole);
    let cut = shorter
        .rfind(' ')
        .filter(|at| *at > 0)
        .unwrap_or(shorter.len());
    format!("{}…", shorter.get(..cut).unwrap_or(shorter).trim_end())
}

/// The text of a cloze with a line in the place of each blank.
pub(super) fn with_lines<'a>(text: &str, blanks: impl Iterator<Item = &'a str>) -> String {
    blanks.fold(text.to_owned(), |text, name| {
        text.replace(&format!("{{{{{name}}}}}"), BLANK)
    })
}

fn words(markdown: &str, with_code: bool) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut text, mut in_code) = (String::new(), false);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(piece) if !in_code || with_code => text.push_str(&piece),
            Event::Code(piece) | Event::Html(piece) | Event::InlineHtml(piece) => {
                text.push_str(&piece);
            }
            Event::Start(Tag::Item | Tag::TableCell | Tag::Paragraph)
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_))
            | Event::SoftBreak
            | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out() {
        let text =
            "What does **this** `x < y` print?\n\n```rust\nlet a;\n```\n\n- [a](b.md)\n- c <b>";
        assert_eq!(plain(text), "What does this x < y print? a c <b>");
        assert_eq!(plain("```\nlet a;\n```"), "let a;");
    }

    #[test]
    fn a_long_text_ends_with_a_whole_word() {
        assert_eq!(beginning("one two three", 13), "one two three");
        assert_eq!(beginning("one two three", 12), "one two…");
        assert_eq!(beginning("ééééééé", 3), "éé…");
        assert_eq!(beginning("", 3), "");
    }

    #[test]
    fn blanks_become_lines() {
        let text = with_lines("Retry {{a}} and {{b}}.", ["a", "b"].into_iter());
        assert_eq!(text, "Retry ___ and ___.");
    }
}
