//! Markdown for programs that know nothing of our book.
//!
//! [`html`], [`plain`] and [`portable`] are the entry points. Invariant: HTML that comes out is
//! well-formed XML of a few elements; the author's own HTML comes out as text; what leads into the
//! book (links to its pages, pictures) is taken out and listed.

use crate::export::Losses;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};
use std::ops::Range;

/// What is lost with a link to a page of the book.
const LINKS: &str = "links to pages of the book";
/// What is lost with a picture.
const PICTURES: &str = "pictures";

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Blocks of HTML.
pub(crate) fn html(markdown: &str, losses: &mut Losses) -> String {
    let mut kept = Vec::new();
    // Whether each open link is one that is left out.
    let mut links: Vec<bool> = Vec::new();
    for event in Parser::new_ext(markdown, options()) {
        let event = match event {
            Event::Start(Tag::Link { dest_url, .. }) if !is_whole(&dest_url) => {
                losses.add(LINKS);
                links.push(true);
                continue;
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                links.push(false);
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title: CowStr::Borrowed(""),
                    id,
                })
            }
            Event::End(TagEnd::Link) if links.pop() == Some(true) => continue,
            Event::Start(Tag::Image { .. }) => {
                losses.add(PICTURES);
                continue;
            }
            Event::End(TagEnd::Image) => continue,
            other => simple(other),
        };
        kept.push(event);
    }
    let mut out = String::new();
    push_html(&mut out, kept.into_iter());
    out.retain(is_xml);
    out.trim_end().to_owned()
}

/// An event without what other programs' elements have no place for.
fn simple(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::HtmlBlock | Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock | TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::List(Some(_))) => Event::Start(Tag::List(Some(1))),
        Event::Start(Tag::Table(_)) => Event::Start(Tag::Table(Vec::new())),
        Event::Start(Tag::Strikethrough) => Event::Text("~~".into()),
        Event::End(TagEnd::Strikethrough) => Event::Text("~~".into()),
        other => other,
    }
}

/// HTML without a paragraph around it, where the text is a single one.
pub(crate) fn inline_html(markdown: &str, losses: &mut Losses) -> String {
    let html = html(markdown, losses);
    let inside = html.strip_prefix("<p>");
    let inside = inside.and_then(|html| html.strip_suffix("</p>"));
    match inside {
        Some(inside) if !inside.contains("<p>") => inside.to_owned(),
        _ => html,
    }
}

/// The words alone.
pub(crate) fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                out.push(' ');
            }
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the text is nothing but words.
pub(crate) fn is_plain(markdown: &str) -> bool {
    let mut events = Parser::new_ext(markdown, options());
    events.all(|event| {
        matches!(
            event,
            Event::Text(_)
                | Event::SoftBreak
                | Event::Start(Tag::Paragraph)
                | Event::End(TagEnd::Paragraph)
        )
    })
}

/// Markdown that means the same to programs that take HTML in it for HTML.
pub(crate) fn portable(markdown: &str, losses: &mut Losses) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    // Where each open link or picture that is taken out begins, and what of it stays.
    let mut open: Vec<(Range<usize>, Option<Range<usize>>)> = Vec::new();
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {
                let raw = markdown.get(range.clone()).unwrap_or("");
                edits.push((range.clone(), raw.replace('<', "&lt;")));
            }
            Event::Start(Tag::Link { dest_url, .. }) if !is_whole(&dest_url) => {
                losses.add(LINKS);
                open.push((range, None));
                continue;
            }
            Event::Start(Tag::Image { .. }) => {
                losses.add(PICTURES);
                open.push((range, None));
                continue;
            }
            Event::End(TagEnd::Link | TagEnd::Image)
                if open.last().is_some_and(|(whole, _)| *whole == range) =>
            {
                if let Some((whole, inner)) = open.pop() {
                    let inner = inner.unwrap_or(whole.start..whole.start);
                    edits.push((whole.start..inner.start, String::new()));
                    edits.push((inner.end..whole.end, String::new()));
                }
                continue;
            }
            _ => {}
        }
        for (_, inner) in &mut open {
            let start = inner
                .as_ref()
                .map_or(range.start, |inner| inner.start.min(range.start));
            let end = inner
                .as_ref()
                .map_or(range.end, |inner| inner.end.max(range.end));
            *inner = Some(start..end);
        }
    }
    applied(markdown, edits)
}

/// The text with pieces of it replaced; of two that overlap the first counts.
fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or(""));
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Whether a link leads somewhere from anywhere.
fn is_whole(url: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| url.starts_with(scheme))
}

/// Whether XML may hold the letter.
pub(crate) fn is_xml(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
        || matches!(letter, '\n' | '\t' | '\r')
}

/// The text with `&`, `<`, `>` and `"` as entities.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| is_xml(*letter)) {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Code in a fence that is longer than any in it.
pub(crate) fn fenced(code: &str, language: &str) -> String {
    let runs = code.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_leads_into_the_book_is_taken_out() {
        let mut losses = Losses::default();
        let text = "See [the *page*](a/b.md) and [RFC](https://a.example), ![a cat](cat.png) <b>!";
        assert_eq!(
            portable(text, &mut losses),
            "See the *page* and [RFC](https://a.example), a cat &lt;b>!"
        );
        assert_eq!(
            html(text, &mut losses),
            "<p>See the <em>page</em> and <a href=\"https://a.example\">RFC</a>, a cat &lt;b&gt;!</p>"
        );
        assert_eq!(losses.what(), [LINKS, PICTURES]);
    }

    proptest! {
        #[test]
        fn html_is_well_formed(text in r#"([a-z *_`\[\]()!<>&|~#\n-]|<b>|https://a|\||\u{1}|\[x\]\(y\)){0,60}"#) {
            let html = html(&text, &mut Losses::default());
            let xml = format!("<x>{html}</x>");
            prop_assert!(roxmltree::Document::parse(&xml).is_ok(), "{}", xml);
        }

        #[test]
        fn escaped_text_shows_the_same(text in "[a-z0-9 *_`\\[\\]()!<>&;|~#.+=\\\\-]{0,40}") {
            let markdown = crate::markdown::escape::lines(&text);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain(&markdown), words, "{}", markdown);
            let mut marks = Parser::new_ext(&markdown, options());
            prop_assert!(marks.all(|event| matches!(
                event,
                Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
            )), "{}", markdown);
        }
    }
}
