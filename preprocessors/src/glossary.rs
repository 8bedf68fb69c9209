//! The glossary: links to its entries show the definition where they are.
//!
//! The file is `glossary.md` in the content folder, plain Markdown: each heading of the second
//! level or below is a term, the first paragraph below it the definition. A term is marked in a
//! chapter by a link, `[idempotent](../glossary.md#idempotence)`, which every other renderer shows
//! as a link. [`GlossaryPreprocessor`] is the entry point, [`Glossary`] the file. Invariant: a link
//! to a term that is not there is reported, and a term to which nothing leads too.

use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::frontmatter::length_of_front_matter;
use crate::link::decode;
use crate::markdown::{escape_html, events};
use crate::session::{ChapterContext, Session, Target};
use crate::slug::Slugs;
use crate::source::{Document, Edit, Span, normalize_inside};
use crate::{Construct, Outcome};
use coursebook_model::quiz::author::nearest;
use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

/// Lets links to the glossary show what it says.
#[derive(Debug)]
pub struct GlossaryPreprocessor;

/// Its file, relative to the content folder.
pub const FILE_NAME: &str = "glossary.md";

/// A definition is shown beside the text, so it must be short.
const LONGEST: usize = 400;

impl Construct for GlossaryPreprocessor {
    fn name(&self) -> &'static str {
        "glossary"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        if !document.text().contains(FILE_NAME) && chapter.path != Path::new(FILE_NAME) {
            return outcome;
        }
        let Some(glossary) = chapter.session.glossary() else {
            return outcome;
        };
        if chapter.path == Path::new(FILE_NAME) {
            outcome.diagnostics = glossary.mistakes();
            return outcome;
        }
        let mut used = BTreeSet::new();
        for link in links(document.text(), chapter.path) {
            match glossary.find(&link.anchor) {
                Some(term) => {
                    used.insert(term.id.as_str());
                    if chapter.session.target == Target::Site {
                        outcome.edits.extend(link.shown());
                    }
                }
                None => {
                    let span = document.span(link.range.clone());
                    outcome
                        .diagnostics
                        .push(glossary.unknown(&link.anchor, span));
                    outcome.edits.extend(link.without_link());
                }
            }
        }
        if chapter.session.target == Target::Site && !used.is_empty() {
            let tips = glossary.tips(&used);
            outcome
                .edits
                .push(Edit::insert(document.text().len(), tips));
        }
        outcome.facts.terms = used.into_iter().map(str::to_owned).collect();
        outcome
    }
}

/// A glossary.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// Its terms, in order.
    pub terms: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone)]
pub struct Term {
    /// The anchor of its heading.
    pub id: String,
    /// The heading's text.
    pub name: String,
    /// The first paragraph below the heading, as plain text; empty if there is none.
    pub definition: String,
    /// The heading.
    pub span: Span,
}

impl Glossary {
    /// That of a book; none if it has no such file.
    pub fn read(session: &Session) -> Option<Glossary> {
        let file = session.read(&session.src.join(FILE_NAME)).ok()?;
        let start = length_of_front_matter(&file.text);
        let mut reader = Reader::default();
        for (event, range) in events(&file.text[start..]) {
            let range = range.start + start..range.end + start;
            reader.event(event, || {
                let line = file.text[range.clone()].trim_end().len();
                Span::new(file.clone(), range.start..range.start + line)
            });
        }
        Some(Glossary {
            terms: reader.terms,
        })
    }

    /// The term with this anchor.
    pub fn find(&self, anchor: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == anchor)
    }

    /// Terms that the book does not lead to.
    pub fn unused(&self, course: &Course) -> Vec<Diagnostic> {
        let chapters = course.chapters.values();
        let used: BTreeSet<&str> = chapters
            .flat_map(|facts| facts.terms.iter().map(String::as_str))
            .collect();
        let unused = self
            .terms
            .iter()
            .filter(|term| !used.contains(term.id.as_str()));
        unused
            .map(|term| {
                let message = format!("no chapter leads to the term `{}`", term.name);
                Diagnostic::warning("unused-term", term.span.clone(), message).help(format!(
                    "where a chapter first says it, write `[{}]({FILE_NAME}#{})`, with the path \
                     from that chapter",
                    term.name.to_lowercase(),
                    term.id
                ))
            })
            .collect()
    }

    fn mistakes(&self) -> Vec<Diagnostic> {
        let terms = self.terms.iter();
        terms
            .filter_map(|term| {
                let (message, help) = if term.definition.is_empty() {
                    (
                        format!("the term `{}` has no definition", term.name),
                        "the first paragraph below the heading is what readers see".to_owned(),
                    )
                } else if term.definition.chars().count() > LONGEST {
                    (
                        format!("the definition of `{}` is too long to be shown beside the text", term.name),
                        format!("say it in at most {LONGEST} characters; what follows in further paragraphs is for the glossary's own page"),
                    )
                } else {
                    return None;
                };
                Some(Diagnostic::error("glossary", term.span.clone(), message).help(help))
            })
            .collect()
    }

    fn unknown(&self, anchor: &str, span: Span) -> Diagnostic {
        let similar = nearest(anchor, self.terms.iter().map(|term| term.id.as_str()));
        let help = match similar {
            Some(id) => format!("did you mean `{FILE_NAME}#{id}`?"),
            None => format!("add a heading `## …` and its definition to `{FILE_NAME}`"),
        };
        let message = format!("the glossary has no term `{anchor}`");
        Diagnostic::error("unknown-term", span, message).help(help)
    }

    /// The definitions that the links of a page refer to, for its end.
    fn tips(&self, used: &BTreeSet<&str>) -> String {
        let mut html = String::from("\n\n<div class=\"term-tips\" hidden>");
        for term in used.iter().filter_map(|id| self.find(id)) {
            html.push_str(&format!(
                "<p class=\"term-tip\" id=\"{}\" role=\"tooltip\">{}</p>",
                tip_id(&term.id),
                escape_html(&term.definition)
            ));
        }
        html.push_str("</div>\n");
        html
    }
}

/// The id of a term's definition on a page. Its dot keeps it apart from those of headings.
fn tip_id(term: &str) -> String {
    format!("term.{}", escape_html(term))
}

/// Reads a glossary's events.
#[derive(Default)]
struct Reader {
    terms: Vec<Term>,
    slugs: Slugs,
    heading: Option<(Option<String>, String)>,
    /// Whether the paragraph being read is the definition of the last term.
    defines: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: impl Fn() -> Span) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                self.heading = Some((id.map(|id| id.to_string()), String::new()));
            }
            Event::End(TagEnd::Heading(level)) => {
                let (id, name) = self.heading.take().unwrap_or_default();
                let id = id.unwrap_or_else(|| self.slugs.id_for(&name));
                if level as u8 > 1 {
                    self.terms.push(Term {
                        id,
                        name: name.trim().to_owned(),
                        definition: String::new(),
                        span: span(),
                    });
                }
            }
            Event::Start(Tag::Paragraph) => {
                let last = self.terms.last();
                self.defines = last.is_some_and(|term| term.definition.is_empty());
            }
            Event::End(TagEnd::Paragraph) => self.defines = false,
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, name)) = &mut self.heading {
            name.push_str(text);
        } else if let Some(term) = self.terms.last_mut().filter(|_| self.defines) {
            term.definition.push_str(text);
        }
    }
}

/// A link to a place in the glossary.
struct TermLink {
    range: Range<usize>,
    /// What is between the brackets.
    inner: Range<usize>,
    href: String,
    anchor: String,
}

impl TermLink {
    /// The link as HTML, with the definition for those who do not see it.
    fn shown(&self) -> [Edit; 2] {
        let open = format!(
            "<a class=\"term\" href=\"{}\" aria-describedby=\"{}\">",
            escape_html(&self.href),
            tip_id(&self.anchor)
        );
        self.around(open, "</a>")
    }

    fn without_link(&self) -> [Edit; 2] {
        self.around(String::new(), "")
    }

    fn around(&self, open: String, close: &str) -> [Edit; 2] {
        [
            Edit::replace(self.range.start..self.inner.start, open),
            Edit::replace(self.inner.end..self.range.end, close),
        ]
    }
}

/// The links of a page that lead to a place in the glossary.
fn links(text: &str, page: &Path) -> Vec<TermLink> {
    let (mut links, mut open) = (Vec::new(), None::<TermLink>);
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = anchor(&dest_url, page).map(|anchor| TermLink {
                    inner: range.end..range.start,
                    range,
                    href: dest_url.to_string(),
                    anchor,
                });
            }
            Event::End(TagEnd::Link) => {
                links.extend(open.take().filter(|link| link.inner.start < link.inner.end));
            }
            _ => {
                if let Some(link) = &mut open {
                    link.inner.start = link.inner.start.min(range.start);
                    link.inner.end = link.inner.end.max(range.end);
                }
            }
        }
    }
    links
}

/// The anchor in the glossary that a link means; none if it leads elsewhere.
fn anchor(link: &str, page: &Path) -> Option<String> {
    let (path, anchor) = link.split_once('#')?;
    let folder = page.parent().unwrap_or(Path::new(""));
    let target = normalize_inside(&folder.join(decode(path)))?;
    (target == Path::new(FILE_NAME) && !anchor.is_empty()).then(|| decode(anchor))
}
