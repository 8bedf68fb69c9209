//! Footnotes: numbered by their first use, gathered at the end of the page, linked both ways.
//!
//! Ids are mdBook's: `footnote-NAME` and `fr-NAME-USE`.

use coursebook_preprocessors::markdown::escape_html;
use mdbook_markdown::pulldown_cmark::{CowStr, Event, TagEnd};
use std::collections::HashMap;

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'a> {
    /// Names in order of first use, with the number of uses.
    used: Vec<(CowStr<'a>, usize)>,
    /// Where in `used` a name is.
    places: HashMap<CowStr<'a>, usize>,
    definitions: HashMap<CowStr<'a>, Vec<Event<'a>>>,
    open: Option<(CowStr<'a>, usize)>,
}

/// A reference's markup and its number.
pub(super) struct Reference {
    pub(super) markup: String,
    pub(super) number: String,
}

impl<'a> Footnotes<'a> {
    /// A use of a footnote.
    pub(super) fn reference(&mut self, name: CowStr<'a>) -> Reference {
        let index = *self.places.entry(name.clone()).or_insert_with(|| {
            self.used.push((name.clone(), 0));
            self.used.len() - 1
        });
        let number = index + 1;
        let uses = self.used.get_mut(index).map_or(1, |(_, uses)| {
            *uses += 1;
            *uses
        });
        let name = escape_html(&name);
        let markup = format!(
            "<sup class=\"footnote-reference\" id=\"fr-{name}-{uses}\"><a href=\"#footnote-{name}\" role=\"doc-noteref\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
        Reference {
            markup,
            number: number.to_string(),
        }
    }

    /// A definition starts with the event number `from`.
    pub(super) fn open(&mut self, name: CowStr<'a>, from: usize) {
        self.open = Some((name, from));
    }

    /// A definition ends: its events are taken out of the text.
    pub(super) fn close(&mut self, events: &mut Vec<Event<'a>>) {
        let Some((name, from)) = self.open.take() else {
            return;
        };
        let definition = events.split_off(from.min(events.len()));
        self.definitions.entry(name).or_insert(definition);
    }

    /// Adds the used footnotes to the end of the text.
    pub(super) fn append_to(mut self, events: &mut Vec<Event<'a>>) {
        let used = std::mem::take(&mut self.used);
        let defined: Vec<_> = used
            .into_iter()
            .filter_map(|(name, uses)| Some((self.definitions.remove(&name)?, name, uses)))
            .collect();
        if defined.is_empty() {
            return;
        }
        push(
            events,
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n"
                .to_owned(),
        );
        for (definition, name, uses) in defined {
            push(
                events,
                format!("<li id=\"footnote-{}\">", escape_html(&name)),
            );
            with_back_links(events, definition, &back_links(&name, uses));
            push(events, "</li>\n".to_owned());
        }
        push(events, "</ol>\n</section>\n".to_owned());
    }
}

/// The definition's events, with the links back at the end of its last paragraph.
fn with_back_links<'a>(events: &mut Vec<Event<'a>>, mut definition: Vec<Event<'a>>, links: &str) {
    let last = matches!(definition.last(), Some(Event::End(TagEnd::Paragraph)))
        .then(|| definition.pop())
        .flatten();
    events.append(&mut definition);
    push(events, links.to_owned());
    events.extend(last);
}

fn back_links(name: &str, uses: usize) -> String {
    let name = escape_html(name);
    let link = |n: usize| {
        let (sign, place) = if n == 1 {
            (String::new(), String::new())
        } else {
            (n.to_string(), format!(", place {n}"))
        };
        format!(
            " <a href=\"#fr-{name}-{n}\" role=\"doc-backlink\" aria-label=\"Back to the text{place}\">↩{sign}</a>"
        )
    };
    (1..=uses).map(link).collect()
}

fn push(events: &mut Vec<Event<'_>>, html: String) {
    events.push(Event::InlineHtml(html.into()));
}
