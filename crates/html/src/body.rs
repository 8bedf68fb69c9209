//! Markdown of one chapter to the HTML of its page's text.
//!
//! [`render`] is the entry point: pulldown-cmark's events, some of them replaced by our own
//! markup, go to pulldown-cmark's writer. Invariant: no `style` attribute and no script is
//! written that the author did not write as raw HTML.

mod footnotes;
mod headings;
mod raw_html;

use crate::link::{LinkMap, Target};
use footnotes::Footnotes;
use headings::Headings;
use mdbook_markdown::pulldown_cmark::{
    self, Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd,
};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::ops::Range;
use std::path::Path;

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
    /// The page's path in the site.
    pub(crate) page: &'a Path,
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
    footnotes: Footnotes<'a>,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    /// The event with which the cell being read starts.
    cell_from: usize,
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
            footnotes: Footnotes::default(),
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            cell_from: 0,
            images: 0,
            open_quotes: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        self.index(&event);
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::FootnoteReference(name) => {
                let html = self.footnotes.reference(name);
                self.headings.text(&html.number);
                self.push_html(html.markup);
            }
            Event::Html(html) => self.raw_html(html, range, Event::Html),
            Event::InlineHtml(html) => self.raw_html(html, range, Event::InlineHtml),
            Event::TaskListMarker(checked) => self.push_html(disabled_checkbox(checked)),
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
                self.alignments = alignments;
                self.push_html("<div class=\"table-wrapper\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>");
            }
            Tag::TableHead => self.row(true, "<thead><tr>"),
            Tag::TableRow => self.row(false, "<tr>"),
            Tag::TableCell => {
                self.cell_from = self.events.len();
                let cell = self.cell();
                self.push_html(cell);
            }
            Tag::CodeBlock(kind) => {
                let open = code_block(&kind);
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
            Event::Html(html) if html.starts_with("<pre class=\"hl\"") => {
                let text = raw_html::text(html);
                self.section_text(&text);
            }
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
        if closed.level > 0 {
            let heading = Heading {
                level: closed.level,
                id: closed.id,
                title: closed.title,
            };
            self.body.sections.push(Section {
                id: heading.id.clone(),
                title: heading.title.clone(),
                text: String::new(),
            });
            self.body.headings.push(heading);
        }
    }

    fn row(&mut self, head: bool, html: &'static str) {
        self.in_table_head = head;
        self.column = 0;
        self.push_html(html);
    }

    fn cell(&self) -> &'static str {
        match (self.in_table_head, self.alignments.get(self.column)) {
            (true, Some(Alignment::Center)) => "<th scope=\"col\" class=\"center\">",
            (true, Some(Alignment::Right)) => "<th scope=\"col\" class=\"right\">",
            (true, _) => "<th scope=\"col\">",
            (false, Some(Alignment::Center)) => "<td class=\"center\">",
            (false, Some(Alignment::Right)) => "<td class=\"right\">",
            (false, _) => "<td>",
        }
    }

    /// Ends a cell. A head without text names nothing, so it becomes an ordinary cell.
    fn close_cell(&mut self) {
        self.column += 1;
        let is_empty = self.events.len() == self.cell_from + 1;
        if self.in_table_head && is_empty {
            self.events.truncate(self.cell_from);
            self.push_html("<td></td>");
        } else {
            self.push_html(if self.in_table_head { "</th>" } else { "</td>" });
        }
    }

    fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.open_quotes.push(kind.is_some());
        let html = match kind {
            None => "<blockquote>\n",
            Some(BlockQuoteKind::Note) => alert!("note", "Note"),
            Some(BlockQuoteKind::Tip) => alert!("tip", "Tip"),
            Some(BlockQuoteKind::Important) => alert!("important", "Important"),
            Some(BlockQuoteKind::Warning) => alert!("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => alert!("caution", "Caution"),
        };
        self.push_html(html);
    }

    fn raw_html(
        &mut self,
        html: CowStr<'a>,
        range: Range<usize>,
        event: fn(CowStr<'a>) -> Event<'a>,
    ) {
        self.body.ids.extend(raw_html::ids(&html));
        let mut resolve = |link: &str| self.link(link, range.clone());
        let rewritten = raw_html::rewrite_links(&html, &mut resolve);
        self.push(event(rewritten.map_or(html, CowStr::from)));
    }

    /// The URL to print for a link that the author wrote.
    fn link(&mut self, written: &str, range: Range<usize>) -> String {
        let resolved = self
            .source
            .map
            .resolve(written, self.source.path, self.source.page);
        if resolved.target != Target::External {
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
        self.footnotes.append_to(&mut self.events);
        self.body.html.reserve(self.source.markdown.len() * 2);
        pulldown_cmark::html::push_html(&mut self.body.html, self.events.into_iter());
        self.body
    }
}

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
use alert;

fn code_block(kind: &CodeBlockKind<'_>) -> String {
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',']).next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    };
    if language.is_empty() {
        return "<pre class=\"hl\" tabindex=\"0\"><code>".to_owned();
    }
    let language = coursebook_preprocessors::markdown::escape_html(language);
    format!("<pre class=\"hl\" tabindex=\"0\"><code class=\"language-{language}\">")
}

/// A task-list item of a book that does not use the progress preprocessor.
fn disabled_checkbox(checked: bool) -> &'static str {
    if checked {
        "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> "
    } else {
        "<input type=\"checkbox\" disabled aria-label=\"Not done\"> "
    }
}

#[cfg(test)]
mod tests;
