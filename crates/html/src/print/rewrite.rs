//! A chapter's HTML as a part of the print page.
//!
//! [`Chapters::text`] is the entry point. Ids get the chapter's id and a colon before them, so that
//! those of two chapters differ, and links into the book lead to the place on this page. Invariant:
//! everything else stays byte for byte, but that a quiz becomes its blank form and
//! notes say whose they are.

use super::PATH;
use crate::book::{BookPages, Page};
use crate::link::{LinkMap, Target, View, url_path};
use crate::tags::{Attribute, Tag, Tags, resolve_references};
use coursebook_preprocessors::course::QuizFacts;
use coursebook_preprocessors::highlight;
use coursebook_preprocessors::markdown::escape_html;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// Attributes that hold ids of the same page, with blanks between them.
const REFERENCES: [&str; 10] = [
    "for",
    "form",
    "list",
    "headers",
    "popovertarget",
    "aria-labelledby",
    "aria-describedby",
    "aria-details",
    "aria-controls",
    "aria-owns",
];

/// What becomes of the quizzes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quizzes {
    /// A form to write on.
    Blank,
    /// They stay as they are.
    Live,
}

/// The chapters, as places on the print page.
pub(super) struct Chapters<'a> {
    pub(super) quizzes: Quizzes,
    links: &'a LinkMap,
    /// Their ids, by their paths in the site.
    ids: HashMap<&'a Path, &'a str>,
}

impl<'a> Chapters<'a> {
    /// Those of a book; its `index.html` repeats the first one.
    pub(super) fn of(pages: &'a BookPages, quizzes: Quizzes) -> Chapters<'a> {
        let pages_of_site = pages.all.iter();
        Chapters {
            quizzes,
            links: &pages.links,
            ids: pages_of_site
                .map(|page| (page.path.as_path(), page.id.as_str()))
                .collect(),
        }
    }

    /// HTML that was made for the page of a chapter.
    pub(super) fn text(&self, page: &Page, html: &str) -> String {
        let place = Place {
            chapters: self,
            path: &page.path,
            id: Some(escape_html(&page.id)),
            title: escape_html(&page.title),
        };
        match self.quizzes {
            Quizzes::Blank => place.text(html, &page.facts.quizzes),
            Quizzes::Live => place.text(html, &[]),
        }
    }

    /// A contents list that was made for this page.
    pub(super) fn links_of_contents(&self, html: &str) -> String {
        let place = Place {
            chapters: self,
            path: Path::new(PATH),
            id: None,
            title: String::new(),
        };
        place.text(html, &[])
    }
}

/// Where a piece of HTML comes from.
struct Place<'a> {
    chapters: &'a Chapters<'a>,
    /// The page for which it was made.
    path: &'a Path,
    /// The chapter whose ids it holds, as an attribute has it.
    id: Option<String>,
    /// The chapter's title, as an attribute has it.
    title: String,
}

impl Place<'_> {
    fn text(&self, html: &str, quizzes: &[QuizFacts]) -> String {
        let mut text = Edited::new(html);
        let mut tags = Tags::of(html);
        while let Some(tag) = tags.next() {
            if tag.is_end {
                continue;
            }
            // Code that we highlighted holds neither ids nor links, and most of the tags.
            if html[tag.range.start..].starts_with(highlight::OPENING) {
                tags.skip_after("</pre>");
                continue;
            }
            if let Some(quiz) = quiz_of(&tag, html, quizzes) {
                let end = end_of(&tag, &mut tags).unwrap_or(html.len());
                text.replace(tag.range.start..end, &self.text(&quiz.print_html, &[]));
                continue;
            }
            let role = tag.value("role").map(|role| &html[role]);
            for attribute in &tag.attributes {
                if role == Some("doc-endnotes") && attribute.is("aria-label") {
                    // Each chapter has its notes; their names have to differ.
                    let label = format!("{}: {}", &html[attribute.value.clone()], self.title);
                    text.replace(attribute.value.clone(), &label);
                    continue;
                }
                self.attribute(attribute, html, &mut text);
            }
        }
        text.finish()
    }

    fn attribute(&self, attribute: &Attribute<'_>, html: &str, text: &mut Edited<'_>) {
        let value = &html[attribute.value.clone()];
        let links = attribute.links(html);
        if !links.is_empty() {
            for link in links {
                let written = resolve_references(&html[link.clone()]);
                if let Some(url) = self.url(&written) {
                    text.replace(link, &escape_html(&url));
                }
            }
            return;
        }
        let Some(id) = &self.id else {
            return;
        };
        let is = |name: &&str| attribute.is(name);
        if attribute.is("id") {
            text.replace(attribute.value.clone(), &format!("{id}:{value}"));
        } else if REFERENCES.iter().any(is) {
            let ids = value.split_whitespace().map(|own| format!("{id}:{own}"));
            let ids: Vec<_> = ids.collect();
            text.replace(attribute.value.clone(), &ids.join(" "));
        } else if value.contains("url(#") {
            let value = value.replace("url(#", &format!("url(#{id}:"));
            text.replace(attribute.value.clone(), &value);
        } else if attribute.is("xlink:href") && value.starts_with('#') {
            text.replace(attribute.value.clone(), &format!("#{id}:{}", &value[1..]));
        }
    }

    /// A link as it is to be read here; `None` if it can stay.
    fn url(&self, written: &str) -> Option<String> {
        let resolved = self
            .chapters
            .links
            .resolve(written, self.path, View::Page(self.path));
        match resolved.target {
            Target::External | Target::Outside => None,
            Target::File(path) => Some(url_path(&path) + after_path(written)),
            Target::Page { path, fragment } => Some(match self.chapters.ids.get(path.as_path()) {
                Some(id) if fragment.is_empty() || fragment == "top" => format!("#{id}"),
                Some(id) => format!("#{id}:{fragment}"),
                None => url_path(&path) + after_path(written),
            }),
        }
    }
}

/// A link's query and fragment.
fn after_path(link: &str) -> &str {
    link.find(['?', '#']).map_or("", |at| &link[at..])
}

/// The quiz that a tag begins. Its HTML is ours up to the tag that ends it: what an author writes
/// in a quiz comes out as text.
fn quiz_of<'q>(tag: &Tag<'_>, html: &str, quizzes: &'q [QuizFacts]) -> Option<&'q QuizFacts> {
    let id = &html[tag.value("data-quiz")?];
    quizzes.iter().find(|quiz| quiz.id == id)
}

/// Where the element of a tag ends.
fn end_of(start: &Tag<'_>, tags: &mut Tags<'_>) -> Option<usize> {
    let mut depth = 1;
    for tag in tags.filter(|tag| tag.is(start.element)) {
        depth = if tag.is_end { depth - 1 } else { depth + 1 };
        if depth == 0 {
            return Some(tag.range.end);
        }
    }
    None
}

/// A text with some of its pieces replaced, in their order.
struct Edited<'a> {
    old: &'a str,
    done: usize,
    new: String,
}

impl<'a> Edited<'a> {
    fn new(old: &'a str) -> Edited<'a> {
        Edited {
            old,
            done: 0,
            new: String::with_capacity(old.len() + old.len() / 8),
        }
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.new.push_str(&self.old[self.done..range.start]);
        self.new.push_str(with);
        self.done = range.end;
    }

    fn finish(mut self) -> String {
        self.new.push_str(&self.old[self.done..]);
        self.new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use coursebook_preprocessors::course::ChapterFacts;
    use coursebook_preprocessors::source::{SourceFile, Span};
    use std::path::PathBuf;

    fn chapter(id: &str, path: &str) -> Page {
        Page {
            id: id.to_owned(),
            path: path.into(),
            source: PathBuf::from(path).with_extension("md"),
            ..Page::default()
        }
    }

    fn book() -> BookPages {
        let all = vec![chapter("one", "a/one.html"), chapter("two", "b/two.html")];
        let sources = all
            .iter()
            .map(|page| (page.source.clone(), page.path.clone()));
        BookPages {
            links: LinkMap::new(sources, [PathBuf::from("toc.html")]),
            chapters: all.len(),
            contents: Vec::new(),
            all,
        }
    }

    fn rewritten(html: &str) -> String {
        let book = book();
        Chapters::of(&book, Quizzes::Blank).text(&book.all[0], html)
    }

    #[test]
    fn ids_and_what_leads_to_them_get_the_chapter() {
        for (html, expected) in [
            ("<h2 id=\"x\">", "<h2 id=\"one:x\">"),
            ("<a href=\"#x\">", "<a href=\"#one:x\">"),
            ("<a href=\"../b/two.html#y\">", "<a href=\"#two:y\">"),
            ("<a href=\"../b/two.html\">", "<a href=\"#two\">"),
            ("<a href=\"../toc.html?a#b\">", "<a href=\"toc.html?a#b\">"),
            ("<label for=x>", "<label for=one:x>"),
            (
                "<p aria-labelledby='x  y'>",
                "<p aria-labelledby='one:x one:y'>",
            ),
            (
                "<path marker-end=\"url(#x)\"/>",
                "<path marker-end=\"url(#one:x)\"/>",
            ),
            ("<use xlink:href=\"#x\"/>", "<use xlink:href=\"#one:x\"/>"),
        ] {
            assert_eq!(rewritten(html), expected);
        }
    }

    #[test]
    fn files_are_found_from_the_root_and_other_links_stay() {
        let html =
            "<img src=\"p.png\" srcset=\"p.png 1x, ../q.png 2x\"><a href=\"https://a.b/#c\">";
        let expected =
            "<img src=\"a/p.png\" srcset=\"a/p.png 1x, q.png 2x\"><a href=\"https://a.b/#c\">";
        assert_eq!(rewritten(html), expected);
    }

    #[test]
    fn a_link_is_no_reference_of_a_picture() {
        for (html, expected) in [
            (
                "<a href=\"pic.png#url(#a)\">",
                "<a href=\"a/pic.png#url(#a)\">",
            ),
            (
                "<a href=\"https://a.b/?url(#a)\">",
                "<a href=\"https://a.b/?url(#a)\">",
            ),
        ] {
            assert_eq!(rewritten(html), expected);
        }
    }

    #[test]
    fn text_and_highlighted_code_stay() {
        let code = format!(
            "{} tabindex=\"0\"><code id=\"x\">a</code></pre>",
            highlight::OPENING
        );
        let html = format!("a id=\"x\" &lt;b href=\"#x\"&gt;{code}<p>");
        assert_eq!(rewritten(&html), html);
    }

    #[test]
    fn a_quiz_becomes_its_blank_form() {
        let quiz = QuizFacts {
            id: "q".to_owned(),
            title: None,
            html: String::new(),
            span: Span::new(SourceFile::new("one.md", ""), 0..0),
            questions: Vec::new(),
            answers: Vec::new(),
            print_html: "<section id=\"f\"></section>".to_owned(),
            key_html: String::new(),
        };
        let mut book = book();
        book.all[0].facts = ChapterFacts {
            quizzes: vec![quiz],
            ..ChapterFacts::default()
        };
        let html = "<p><section data-quiz=\"q\"><section>key</section></section><section data-quiz=\"other\">";
        let expected = "<p><section id=\"one:f\"></section><section data-quiz=\"other\">";
        assert_eq!(
            Chapters::of(&book, Quizzes::Blank).text(&book.all[0], html),
            expected
        );
    }
}
