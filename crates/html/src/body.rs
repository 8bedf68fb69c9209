//! Markdown of one chapter to the HTML of its page's text.
//!
//! [`render`] is the entry point: pulldown-cmark's events, some of them replaced by our own
//! markup, go to pulldown-cmark's writer. Invariant: no `style` attribute and no script is
//! written that the author did not write as raw HTML.

mod footnotes;
mod headings;
mod html_block;
mod leftovers;
mod markup;
mod raw_html;
mod table;

use crate::link::{LinkMap, Target, View};
use coursebook_preprocessors::highlight;
use footnotes::Footnotes;
use headings::Headings;
use html_block::HtmlText;
pub(crate) use leftovers::Leftover;
use leftovers::Leftovers;
use mdbook_markdown::pulldown_cmark::{self, BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::ops::Range;
use std::path::Path;
use table::Table;

/// A page's text.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The HTML.
    pub(crate) html: String,
    /// Its headings, in order.
    pub(crate) headings: Vec<Heading>,
    /// Every id that a link may lead to.
    pub(crate) ids: Vec<String>,
    /// The links and images that do not leave the book.
    pub(crate) links: Vec<Link>,
    /// What search finds.
    pub(crate) sections: Vec<Section>,
    /// What was probably meant for more than what readers see.
    pub(crate) leftovers: Vec<Leftover>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Heading {
    /// 1 to 6.
    pub(crate) level: u8,
    /// Its id.
    pub(crate) id: String,
    /// Its text.
    pub(crate) title: String,
}

/// A link of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// As the author wrote it.
    pub(crate) written: String,
    /// What it means.
    pub(crate) target: Target,
    /// Where it stands in the Markdown.
    pub(crate) range: Range<usize>,
}

/// A heading and the text below it, up to the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// The heading's id; empty before the first heading.
    pub(crate) id: String,
    /// The heading's text.
    pub(crate) title: String,
    /// The text.
    pub(crate) text: String,
}

/// What the text of a page depends on.
pub(crate) struct Source<'a> {
    /// The Markdown, after all preprocessors.
    pub(crate) markdown: &'a str,
    /// Its file, relative to the content folder.
    pub(crate) path: &'a Path,
    /// Where it is read.
    pub(crate) view: View<'a>,
    /// All pages.
    pub(crate) map: &'a LinkMap,
    /// `[output.html]`'s switches.
    pub(crate) options: &'a MarkdownOptions,
}

/// Renders a chapter's text.
pub(crate) fn render(source: &Source<'_>) -> Body {
    let mut writer = Writer::new(source);
    for (event, range) in new_cmark_parser(source.markdown, source.options).into_offset_iter() {
        writer.event(event, range);
    }
    writer.finish()
}

struct Writer<'a> {
    source: &'a Source<'a>,
    body: Body,
    events: Vec<Event<'a>>,
    headings: Headings,
    leftovers: Leftovers,
    footnotes: Footnotes<'a>,
    table: Table,
    /// The block of raw HTML being read, which arrives line by line.
    html_block: Option<HtmlText<'a>>,
    /// Depth of images, whose text is their description.
    images: usize,
    open_quotes: Vec<bool>,
}

impl<'a> Writer<'a> {
    fn new(source: &'a Source<'a>) -> Writer<'a> {
        let body = Body {
            sections: vec![Section::default()],
            ..Body::default()
        };
        Writer {
            source,
            body,
            events: Vec::new(),
            headings: Headings::default(),
            leftovers: Leftovers::default(),
            footnotes: Footnotes::default(),
            table: Table::default(),
            html_block: None,
            images: 0,
            open_quotes: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        self.index(&event);
        self.leftovers.event(&event, &range, self.source.markdown);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(name) => {
                let html = self.footnotes.reference(name);
                self.headings.text(&html.number);
                self.push_html(html.markup);
            }
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push(&html, range),
                None => self.raw_html(HtmlText::new(html, range), Event::Html),
            },
            Event::InlineHtml(html) => {
                self.raw_html(HtmlText::new(html, range), Event::InlineHtml);
            }
            Event::TaskListMarker(checked) => self.push_html(markup::disabled_checkbox(checked)),
            event => self.push(event),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Heading {
                level, id, classes, ..
            } => {
                let class = classes
                    .iter()
                    .map(AsRef::as_ref)
                    .collect::<Vec<_>>()
                    .join(" ");
                self.headings.open(
                    level as u8,
                    id.map(CowStr::into_string),
                    class,
                    self.events.len(),
                );
            }
            Tag::DefinitionListTitle => {
                self.headings
                    .open(0, None, String::new(), self.events.len())
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } if link_type != LinkType::Email => {
                let dest_url = self.link(&dest_url, range).into();
                self.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                self.images += 1;
                let dest_url = self.link(&dest_url, range).into();
                self.push(Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Table(alignments) => {
                let html = self.table.open(alignments);
                self.push_html(html);
            }
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => {
                let html = self.table.cell(self.events.len());
                self.push_html(html);
            }
            Tag::HtmlBlock => self.html_block = Some(HtmlText::default()),
            Tag::CodeBlock(kind) => {
                let open = markup::code_block(&kind);
                self.push_html(open);
            }
            Tag::BlockQuote(kind) => self.open_quote(kind),
            Tag::FootnoteDefinition(name) => self.footnotes.open(name, self.events.len()),
            tag => self.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::DefinitionListTitle => self.close_heading(),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                self.push(Event::End(tag));
            }
            TagEnd::Table => self.push_html("</tbody></table></div>\n"),
            TagEnd::TableHead => self.push_html("</tr></thead><tbody>"),
            TagEnd::TableRow => self.push_html("</tr>"),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    self.index_block(block.html());
                    self.raw_html(block, Event::Html);
                }
            }
            TagEnd::CodeBlock => self.push_html("</code></pre>\n"),
            TagEnd::BlockQuote(_) => {
                let alert = self.open_quotes.pop().unwrap_or(false);
                self.push_html(if alert { "</div>\n" } else { "</blockquote>\n" });
            }
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.events),
            tag => self.push(Event::End(tag)),
        }
    }

    /// Notes what search should find, and what a heading is called.
    fn index(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) if self.images == 0 => {
                self.headings.text(text);
                self.section_text(text);
            }
            Event::SoftBreak => self.headings.text("\n"),
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
            )
            | Event::HardBreak => {
                self.section_text(" ");
            }
            _ => {}
        }
        if matches!(event, Event::SoftBreak) {
            self.section_text(" ");
        }
    }

    /// Highlighted code is raw HTML by now.
    fn index_block(&mut self, html: &str) {
        if is_highlighted(html) {
            self.section_text(&raw_html::text(html));
            self.section_text(" ");
        }
    }

    fn section_text(&mut self, text: &str) {
        if !self.headings.is_open()
            && let Some(section) = self.body.sections.last_mut()
        {
            section.text.push_str(text);
        }
    }

    fn close_heading(&mut self) {
        let Some(closed) = self.headings.close() else {
            return;
        };
        let inner = self.events.split_off(closed.from.min(self.events.len()));
        self.push_html(closed.start_tag());
        self.events.extend(inner);
        self.push_html(closed.end_tag());
        self.body.ids.push(closed.id.clone());
        // A term of a definition list is found as a heading is, but stands in no outline.
        self.body.sections.push(Section {
            id: closed.id.clone(),
            title: closed.title.clone(),
            text: String::new(),
        });
        if closed.level > 0 {
            self.body.headings.push(Heading {
                level: closed.level,
                id: closed.id,
                title: closed.title,
            });
        }
    }

    fn open_row(&mut self, head: bool) {
        let html = self.table.row(head);
        self.push_html(html);
    }

    /// Ends a cell. A head without text names nothing, so it becomes an ordinary cell.
    fn close_cell(&mut self) {
        let is_empty = self.events.len() == self.table.cell_from + 1;
        if self.table.in_head && is_empty {
            self.events.truncate(self.table.cell_from);
            self.push_html("<td></td>");
        } else {
            self.push_html(if self.table.in_head { "</th>" } else { "</td>" });
        }
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.open_quotes.push(kind.is_some());
        self.push_html(markup::quote(kind));
    }

    fn raw_html(&mut self, text: HtmlText<'a>, event: fn(CowStr<'a>) -> Event<'a>) {
        if is_highlighted(text.html()) {
            return self.push(event(text.into_html()));
        }
        self.body.ids.extend(raw_html::ids(text.html()));
        self.leftovers.html(&text);
        let mut resolve =
            |link: &str, place: Range<usize>| self.link(link, text.range_in_source(place));
        let rewritten = raw_html::rewrite_links(text.html(), &mut resolve);
        self.push(event(
            rewritten.map_or_else(|| text.into_html(), CowStr::from),
        ));
    }

    /// The URL to print for a link that the author wrote.
    fn link(&mut self, written: &str, range: Range<usize>) -> String {
        let resolved = self
            .source
            .map
            .resolve(written, self.source.path, self.source.view);
        let is_rooted = written.starts_with('/') && !written.starts_with("//");
        if is_rooted && matches!(self.source.view, View::Page(_)) {
            self.leftovers.rooted(written, range);
        } else if resolved.target != Target::External {
            self.body.links.push(Link {
                written: written.to_owned(),
                target: resolved.target,
                range,
            });
        }
        resolved.url
    }

    fn push_html(&mut self, html: impl Into<CowStr<'a>>) {
        self.push(Event::InlineHtml(html.into()));
    }

    fn push(&mut self, event: Event<'a>) {
        self.events.push(event);
    }

    fn finish(mut self) -> Body {
        self.body.leftovers = self.leftovers.finish(self.source.markdown);
        self.footnotes.append_to(&mut self.events);
        self.body.html.reserve(self.source.markdown.len() * 2);
        pulldown_cmark::html::push_html(&mut self.body.html, self.events.into_iter());
        self.body
    }
}

/// Whether a block is code that we highlighted ourselves.
fn is_highlighted(html: &str) -> bool {
    highlight::is_code(html)
}

#[cfg(test)]
mod tests;
