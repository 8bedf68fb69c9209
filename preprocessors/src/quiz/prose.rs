//! The Markdown of a quiz's texts to HTML.
//!
//! [`Prose`] is the entry point. Invariant: the author's HTML comes out as text, never as markup,
//! and no link leads to a scheme that is not known.

use super::Locate;
use super::links;
use crate::course::LinkFacts;
use crate::diagnostic::Diagnostic;
use crate::highlight::highlight;
use crate::markdown::escape_html;
use crate::math::{self, Typesetter};
use coursebook_model::quiz::author::{Blank, Text};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::ops::RangeInclusive;
use std::path::Path;

/// Renders the texts of one quiz and gathers their links.
pub(super) struct Prose<'a> {
    page: &'a Path,
    locate: &'a Locate<'a>,
    /// None in a book without formulas.
    formulas: Option<Typesetter>,
    links: Vec<LinkFacts>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Prose<'a> {
    /// For a quiz on `page`, whose places `locate` finds.
    pub(super) fn new(
        page: &'a Path,
        locate: &'a Locate<'a>,
        formulas: Option<Typesetter>,
    ) -> Prose<'a> {
        Prose {
            page,
            locate,
            formulas,
            links: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The links and mistakes found.
    pub(super) fn finish(self) -> (Vec<LinkFacts>, Vec<Diagnostic>) {
        (self.links, self.diagnostics)
    }

    /// HTML blocks.
    pub(super) fn blocks(&mut self, text: &Text) -> String {
        let events = self.events(text);
        let mut out = String::new();
        html::push_html(&mut out, events.into_iter());
        out.trim_end().to_owned()
    }

    /// HTML without a paragraph around it, where the text is a single one.
    pub(super) fn inline(&mut self, text: &Text) -> String {
        let html = self.blocks(text);
        let inside = html
            .strip_prefix("<p>")
            .and_then(|html| html.strip_suffix("</p>"));
        match inside {
            Some(inside) if !inside.contains("<p>") => inside.to_owned(),
            _ => html,
        }
    }

    /// A program, as a fence with it would give it.
    pub(super) fn program(&mut self, language: &str, code: &str) -> String {
        code_block(language, code)
    }

    /// HTML blocks, with a named line for each blank.
    pub(super) fn cloze(&mut self, text: &Text, blanks: &[Blank], names: &[String]) -> String {
        let places = || blanks.iter().zip(STAND_INS);
        let markdown = places().fold(without(STAND_INS, &text.value), |text, (blank, sign)| {
            text.replace(&format!("{{{{{}}}}}", blank.name.value), &sign.to_string())
        });
        let html = self.blocks(&Text {
            value: markdown,
            range: text.range.clone(),
        });
        let misplaced = places().find(|(_, sign)| html.matches(*sign).count() != 1);
        if let Some((blank, _)) = misplaced {
            let name = &blank.name.value;
            let span = (self.locate)(&text.range);
            let message = format!("the blank `{{{{{name}}}}}` does not stand in the text once");
            let help = "it may not be in a link's address, and only once in the text";
            self.diagnostics
                .push(Diagnostic::error("quiz-bad-blank", span, message).help(help));
        }
        names
            .iter()
            .zip(STAND_INS)
            .fold(html, |html, (name, sign)| {
                let line = format!("<span class=\"blank\"><i>{}</i></span>", escape_html(name));
                html.replace(sign, &line)
            })
    }

    /// The address of the page and heading that answer a question.
    pub(super) fn reference(&mut self, text: &Text) -> Option<String> {
        let link = links::of_reference(self.page, &text.value);
        if link.is_none() {
            self.refuse(text, "this `ref` leaves the content folder");
        }
        self.accept(text, link)
    }

    fn events<'t>(&mut self, text: &'t Text) -> Vec<Event<'t>> {
        let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        options.set(Options::ENABLE_MATH, self.formulas.is_some());
        let mut events = Vec::new();
        let mut code: Option<(String, String)> = None;
        for (event, range) in Parser::new_ext(&text.value, options).into_offset_iter() {
            match event {
                Event::InlineMath(_) if math::is_price(&text.value, &range) => {
                    events.push(Event::Text(text.value[range].into()));
                }
                Event::InlineMath(tex) => events.extend(self.formula(text, &tex, false)),
                Event::DisplayMath(tex) => events.extend(self.formula(text, &tex, true)),
                Event::Start(Tag::CodeBlock(kind)) => code = Some((language(&kind), String::new())),
                Event::End(TagEnd::CodeBlock) => {
                    let block = code
                        .take()
                        .map(|(language, code)| code_block(&language, &code));
                    events.extend(block.map(|block| Event::Html(block.into())));
                }
                Event::Text(piece) if code.is_some() => {
                    code.iter_mut().for_each(|(_, code)| code.push_str(&piece));
                }
                event => self.push(event, text, &mut events),
            }
        }
        events
    }

    fn push<'t>(&mut self, event: Event<'t>, text: &Text, events: &mut Vec<Event<'t>>) {
        events.push(match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            // A heading inside a question would break the page's outline.
            Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Paragraph),
            // The text between these two stays; the block itself has no markup of its own.
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => Event::Start(Tag::Link {
                link_type,
                dest_url: CowStr::from(self.link(text, &dest_url)),
                title,
                id,
            }),
            event => event,
        });
    }

    fn formula<'t>(&mut self, text: &Text, tex: &str, display: bool) -> Option<Event<'t>> {
        match self.formulas.as_ref()?.html(tex, display) {
            Ok(html) => Some(Event::InlineHtml(html.into())),
            Err((message, _)) => {
                let span = (self.locate)(&text.range);
                let mistake = Diagnostic::error("math", span, message);
                self.diagnostics.push(mistake.help(math::DOLLAR));
                None
            }
        }
    }

    fn link(&mut self, text: &Text, written: &str) -> String {
        let link = links::of_page(self.page, written);
        if link.is_none() {
            self.refuse(
                text,
                &format!("the link `{written}` leads to no page, and to no known kind of address"),
            );
        }
        self.accept(text, link).unwrap_or_default()
    }

    fn accept(&mut self, text: &Text, link: Option<links::Link>) -> Option<String> {
        let link = link?;
        if let Some(target) = link.target {
            let span = (self.locate)(&text.range);
            self.links.push(LinkFacts { target, span });
        }
        Some(link.href)
    }

    fn refuse(&mut self, text: &Text, message: &str) {
        let span = (self.locate)(&text.range);
        let help = "link to a page of the book (`page.md#heading`) or to https";
        self.diagnostics
            .push(Diagnostic::error("quiz-bad-link", span, message).help(help));
    }
}

/// Stand for blanks while Markdown is rendered. Unicode has these characters for such uses, and
/// promises that they never mean anything.
const STAND_INS: RangeInclusive<char> = '\u{fdd0}'..='\u{fdef}';

fn without(signs: RangeInclusive<char>, text: &str) -> String {
    text.chars().filter(|sign| !signs.contains(sign)).collect()
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Indented => String::new(),
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or("").to_owned(),
    }
}

/// Code as the page shows it elsewhere. The class `nohighlight` keeps the stock mdBook's script
/// away from it.
fn code_block(language: &str, code: &str) -> String {
    let inside = highlight(language, code).unwrap_or_else(|| escape_html(code));
    let name = escape_html(language);
    format!(
        "<pre class=\"hl\" tabindex=\"0\" data-lang=\"{name}\"><code class=\"language-{name} nohighlight\">{inside}</code></pre>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Session, Target};
    use crate::source::{SourceFile, Span};
    use crate::templates::Templates;
    use std::ops::Range;
    use std::sync::Arc;

    fn rendered(markdown: &str) -> (String, usize, usize) {
        let file = SourceFile::new("a.yaml", markdown);
        let locate = |range: &Range<usize>| Span::new(Arc::clone(&file), range.clone());
        let mut prose = Prose::new(Path::new("p/a.md"), &locate, None);
        let text = Text {
            value: markdown.to_owned(),
            range: 0..markdown.len(),
        };
        let html = prose.inline(&text);
        let (links, diagnostics) = prose.finish();
        (html, links.len(), diagnostics.len())
    }

    #[test]
    fn html_is_text() {
        for text in [
            "<img src=x onerror=alert(1)>",
            "a <b>c</b>",
            "<script>x</script>\n\ny",
            "<!-- c -->",
        ] {
            let (html, ..) = rendered(text);
            assert!(
                !html.replace("<p>", "").replace("</p>", "").contains('<'),
                "{html}"
            );
        }
    }

    #[test]
    fn links_are_gathered_and_bad_ones_reported() {
        assert_eq!(
            rendered("[a](b.md#c)"),
            ("<a href=\"b.html#c\">a</a>".to_owned(), 1, 0)
        );
        assert_eq!(
            rendered("[a](javascript:b)"),
            ("<a href=\"\">a</a>".to_owned(), 0, 1)
        );
        assert_eq!(rendered("[a](https://b.c/)").1, 0);
    }

    #[test]
    fn blanks_are_named_lines_also_in_code() {
        let text = |value: &str| Text {
            value: value.to_owned(),
            range: 0..0,
        };
        let blanks = ["a", "b"].map(|name| Blank {
            name: text(name),
            answer: text("x"),
            accept: Vec::new(),
            choices: Vec::new(),
        });
        let names = ["1 of 2", "<2>"].map(str::to_owned);
        let file = SourceFile::new("a.yaml", "");
        let locate = |range: &Range<usize>| Span::new(Arc::clone(&file), range.clone());
        let mut prose = Prose::new(Path::new("a.md"), &locate, None);
        let mut html = |markdown: &str| prose.cloze(&text(markdown), &blanks, &names);
        assert_eq!(
            html("x **{{a}}** `y {{b}} < z`"),
            "<p>x <strong><span class=\"blank\"><i>1 of 2</i></span></strong> \
             <code>y <span class=\"blank\"><i>&lt;2&gt;</i></span> &lt; z</code></p>"
        );
        assert!(html("```rust\nlet {{a}} = {{b}};\n```").contains("<i>1 of 2</i></span>"));
        html("{{a}} [x](https://{{b}})");
        html("{{a}} {{a}} {{b}}");
        assert_eq!(prose.finish().1.len(), 2);
    }

    #[test]
    fn formulas_are_rendered_where_a_book_has_any() {
        let file = SourceFile::new("a.yaml", "");
        let locate = |range: &Range<usize>| Span::new(Arc::clone(&file), range.clone());
        let html = |markdown: &str, with_math: bool| {
            let templates = Templates::load(None).unwrap();
            let session = Session::new("".into(), "".into(), "a".into(), Target::Site, templates);
            let session = session.with_math(with_math);
            let text = Text {
                value: markdown.to_owned(),
                range: 0..0,
            };
            let mut prose = Prose::new(Path::new("a.md"), &locate, Typesetter::of(&session));
            (prose.inline(&text), prose.finish().1.len())
        };
        assert_eq!(html("$x^2$ at $5", false), ("$x^2$ at $5".to_owned(), 0));
        let (inline, mistakes) = html("$x^2$ for US$5-$6", true);
        assert!(inline.starts_with("<math><msup>"), "{inline}");
        assert!(inline.ends_with("for US$5-$6"), "{inline}");
        assert_eq!(mistakes, 0);
        assert!(html("$$x$$", true).0.contains("class=\"math-block\""));
        assert_eq!(html("$\\frac{1$", true).1, 0);
        assert_eq!(html("$\\nothing$", true).1, 1);
    }

    #[test]
    fn code_keeps_its_language() {
        let (html, ..) = rendered("```no-such-language\na < b\n```");
        assert!(
            html.contains("class=\"language-no-such-language nohighlight\">a &lt; b\n</code>"),
            "{html}"
        );
    }
}
