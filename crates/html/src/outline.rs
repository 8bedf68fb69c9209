//! The sections of a chapter, with the ids that their headings get on its page.
//!
//! [`outline`] is the entry point. Invariant: ids are those that the renderer gives, for the same
//! text.

use coursebook_preprocessors::slug::Slugs;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};

/// A heading and the text below it, up to the next heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's id.
    pub id: String,
    /// The heading's text.
    pub title: String,
    /// Its classes: `## Title {.class}`.
    pub classes: Vec<String>,
    /// How many words of prose follow; code does not count.
    pub words: usize,
    /// Where the heading starts in the Markdown.
    pub start: usize,
}

/// The sections of a chapter's Markdown as the renderer would get it.
pub fn outline(markdown: &str) -> Vec<Section> {
    let mut reader = Reader::default();
    let options = MarkdownOptions::default();
    for (event, range) in new_cmark_parser(markdown, &options).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.sections
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    slugs: Slugs,
    /// The heading being read, with the id that its author gave it.
    open: Option<(Section, Option<String>)>,
    in_code: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, start: usize) {
        match event {
            Event::Start(Tag::Heading {
                level, id, classes, ..
            }) => {
                let section = Section {
                    level: level as u8,
                    classes: classes.iter().map(ToString::to_string).collect(),
                    start,
                    ..Section::default()
                };
                self.open = Some((section, id.map(String::from)));
            }
            Event::End(TagEnd::Heading(_)) => self.close(),
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.open, self.sections.last_mut()) {
            (Some((section, _)), _) => section.title.push_str(text),
            (None, Some(section)) if !self.in_code => {
                section.words += text.split_whitespace().count();
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some((mut section, id)) = self.open.take() else {
            return;
        };
        section.id = id.unwrap_or_else(|| self.slugs.id_for(&section.title));
        section.title = section.title.trim().replace('\n', " ");
        self.sections.push(section);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{self, Source};
    use crate::link::{LinkMap, View};
    use std::path::Path;

    const TEXT: &str = "# One `two`\n\na b\n\n## One *two* {.learn .x}\n\nc d e\n\n```text\nno words\n```\n\n## Own {#own-id}\n\nTwo\nlines\n=====\n";

    #[test]
    fn sections_have_the_ids_of_the_page() {
        let body = body::render(&Source {
            markdown: TEXT,
            path: Path::new("a.md"),
            view: View::Page(Path::new("a.html")),
            map: &LinkMap::default(),
            options: &MarkdownOptions::default(),
        });
        let of_page = body.headings.into_iter();
        let of_page: Vec<_> = of_page
            .map(|heading| (heading.level, heading.id, heading.title))
            .collect();
        let sections = outline(TEXT).into_iter();
        let own: Vec<_> = sections
            .map(|section| (section.level, section.id, section.title))
            .collect();
        assert_eq!(own, of_page);
        assert_eq!(own.len(), 4);
    }

    #[test]
    fn words_of_prose_are_counted() {
        let sections = outline(TEXT);
        let words: Vec<_> = sections.iter().map(|section| section.words).collect();
        assert_eq!(words, [2, 3, 0, 0]);
        assert_eq!(sections[1].classes, ["learn", "x"]);
        assert!(TEXT[sections[1].start..].starts_with("## One"));
    }
}
