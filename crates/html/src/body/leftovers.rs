//! What an author meant for more than a reader sees: a directive that nobody knows, a link without
//! an address, a footnote without a note, HTML that the site's policy refuses.
//!
//! [`Leftovers::event`] is told of each event of a page, [`Leftovers::html`] of each piece of raw
//! HTML. Invariant: code is never judged, and each find is only a warning, because CommonMark calls
//! all of it text.

use super::html_block::HtmlText;
use crate::tags::{Tag, Tags};
use coursebook_model::quiz::author::nearest;
use mdbook_markdown::pulldown_cmark::{Event, Tag as Block, TagEnd};
use std::ops::Range;

/// Something that was probably meant for more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leftover {
    /// Where it stands in the Markdown.
    pub(crate) range: Range<usize>,
    /// The kind of mistake.
    pub(crate) code: &'static str,
    /// What is wrong, without a full stop.
    pub(crate) message: String,
    /// How to mend it.
    pub(crate) help: String,
}

/// Gathers them.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    found: Vec<Leftover>,
    /// The text being read: the parser cuts it at each sign that might mean something.
    run: Range<usize>,
    in_code: bool,
    /// Whether nothing of a quotation has been read yet.
    at_quote: bool,
}

impl Leftovers {
    /// Reads the next event.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>, markdown: &str) {
        match event {
            Event::Text(_) if self.in_code => {}
            Event::Text(_) if range.start == self.run.end && !self.run.is_empty() => {
                self.run.end = range.end;
            }
            Event::Text(_) => {
                self.judge(markdown);
                self.run = range.clone();
            }
            other => {
                self.judge(markdown);
                self.other(other, range);
            }
        }
    }

    /// All that was found.
    pub(super) fn finish(&mut self, markdown: &str) -> Vec<Leftover> {
        self.judge(markdown);
        std::mem::take(&mut self.found)
    }

    fn other(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Block::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Start(Block::BlockQuote(None)) => self.at_quote = true,
            Event::Start(Block::Image { dest_url, .. }) if is_remote(dest_url) => {
                self.note(range.clone(), REMOTE.0, REMOTE.1, REMOTE.2);
            }
            _ => {}
        }
    }

    fn note(
        &mut self,
        range: Range<usize>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Leftover {
            range,
            code,
            message: message.into(),
            help: help.into(),
        });
    }

    /// Looks at the text read so far.
    fn judge(&mut self, markdown: &str) {
        let run = std::mem::take(&mut self.run);
        let Some(text) = markdown.get(run.clone()).filter(|text| !text.is_empty()) else {
            return;
        };
        let at_quote = std::mem::take(&mut self.at_quote);
        if text.contains("{{#") {
            self.directives(text, run.start);
        }
        if !text.contains('[') {
            return;
        }
        if at_quote {
            self.alert(text, run.start);
        }
        self.brackets(text, run.start);
    }

    fn directives(&mut self, text: &str, from: usize) {
        for (at, _) in text.match_indices("{{#") {
            // As far as the preprocessors look for its end, too.
            let rest = &text[at + 3..text.floor_char_boundary(at + 3 + 1024)];
            let line = rest.lines().next().unwrap_or("");
            let name: &str = line
                .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')
                .next()
                .unwrap_or("");
            let close = line.find("}}");
            let end = at + 3 + close.map_or(line.trim_end().len(), |close| close + 2);
            if close.is_some() && is_told(name, line, text.trim() == &text[at..end]) {
                continue;
            }
            let (message, help) = match (DIRECTIVES.contains(&name), close) {
                (_, None) => (
                    format!("nothing ends `{{{{#{name}`"),
                    "write `}}` behind it, on the same line".to_owned(),
                ),
                (true, _) => (
                    format!("`{{{{#{name}}}}}` is not read here, so readers see it"),
                    match name {
                        "quiz" => "put it on a line of its own, between empty lines".to_owned(),
                        _ => format!("name a file behind it: `{{{{#{name} path}}}}`"),
                    },
                ),
                (false, _) => (
                    format!("nobody knows `{{{{#{name}}}}}`, so readers see it"),
                    match nearest(name, DIRECTIVES) {
                        Some(known) => format!("did you mean `{{{{#{known}}}}}`?"),
                        None => format!(
                            "known are {}; to print it, put a `\\` before it",
                            DIRECTIVES.join(", ")
                        ),
                    },
                ),
            };
            self.note(from + at..from + end, "unknown-directive", message, help);
        }
    }

    /// `[!NOTE]` at the head of a quotation, if it is none.
    fn alert(&mut self, text: &str, from: usize) {
        let Some((name, _)) = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
        else {
            return;
        };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return;
        }
        let upper = name.to_uppercase();
        let longer = ALERTS.into_iter().find(|known| known.starts_with(&upper));
        let help = match longer.or_else(|| nearest(&upper, ALERTS)) {
            Some(known) if known != name => format!("did you mean `[!{known}]`?"),
            _ => format!(
                "it stands alone on its line; there are {}",
                ALERTS.join(", ")
            ),
        };
        let message = format!("`[!{name}]` is no alert, so readers see it");
        self.note(from..from + name.len() + 3, "unknown-alert", message, help);
    }

    /// Links and footnotes that are none.
    fn brackets(&mut self, text: &str, from: usize) {
        for (open, _) in text.match_indices('[') {
            // `a[i][j]` and `f[0](x)` are no links.
            let is_index = text[..open].ends_with(|c: char| c.is_alphanumeric() || c == ']');
            // Of a line of nothing but brackets each would read to its end.
            let text = &text[..text.floor_char_boundary(open + LONGEST)];
            let Some(close) = text[open..].find(']').map(|at| open + at) else {
                continue;
            };
            let (inside, after) = (&text[open + 1..close], &text[close + 1..]);
            if is_index && !inside.starts_with('^') {
                continue;
            }
            let mut note = |end: usize, code, message: String, help: String| {
                self.note(from + open..from + end, code, message, help);
            };
            if let Some(name) = inside.strip_prefix('^').filter(|name| is_name(name)) {
                note(
                    close + 1,
                    "unknown-footnote",
                    format!("there is no footnote `{name}`"),
                    format!(
                        "write `[^{name}]: …` on a line of its own, or put code between back-ticks"
                    ),
                );
            } else if let Some(rest) = after.strip_prefix('(') {
                let address = rest.split(')').next().unwrap_or("");
                let is_closed = address.len() < rest.len();
                if !is_closed || address.trim().contains(char::is_whitespace) {
                    let end = close + 2 + address.trim_end().len() + usize::from(is_closed);
                    note(
                        end,
                        "no-link",
                        "this looks like a link, and is none".to_owned(),
                        "a path with blanks stands in angle brackets: `[text](<my file.md>)`; \
                         and `)` ends it on the same line"
                            .to_owned(),
                    );
                }
            } else if let Some((label, _)) = after
                .strip_prefix('[')
                .and_then(|rest| rest.split_once(']'))
                && is_label(label)
                && !is_citation(inside, label)
            {
                note(
                    close + 1 + label.len() + 2,
                    "no-link",
                    format!("nothing says where `[{label}]` leads"),
                    format!(
                        "write `[{label}]: address` on a line of its own, or put code between back-ticks"
                    ),
                );
            }
        }
    }

    /// Notes a link to the root of the host.
    pub(super) fn rooted(&mut self, written: &str, range: Range<usize>) {
        self.note(
            range,
            "rooted-link",
            format!("`{written}` leads to the host's root, which is not always the book's"),
            "write the path from this file, such as `../phase-1/clay.md`",
        );
    }

    /// Looks at raw HTML for what browsers refuse on these pages.
    pub(super) fn html(&mut self, text: &HtmlText<'_>) {
        let html = text.html();
        if html.trim_start().starts_with("<!--") && !html.contains("-->") {
            let start = html.len() - html.trim_start().len();
            self.note(
                text.range_in_source(start..start + 4),
                "open-comment",
                "nothing ends this comment, which hides all that follows",
                "write `-->` where it ends",
            );
        }
        if !MAY_BE_REFUSED.iter().any(|sign| html.contains(sign)) {
            return;
        }
        for tag in Tags::of(html).filter(|tag| !tag.is_end) {
            if let Some((range, code, message, help)) = refused(&tag, html) {
                self.note(text.range_in_source(range), code, message, help);
            }
        }
    }
}

/// Whether whoever reads a directive of this name has said what is wrong with it. One that is right
/// is no text any more.
fn is_told(name: &str, line: &str, stands_alone: bool) -> bool {
    match name {
        "roadmap" => true,
        "quiz" => stands_alone,
        "include" | "rustdoc_include" | "playground" | "title" => {
            let argument = line.strip_prefix(name).unwrap_or("");
            !argument.trim_start().starts_with("}}")
        }
        _ => false,
    }
}

/// The longest link, in bytes, that is looked at.
const LONGEST: usize = 500;

/// Where none of these stands, nothing is refused.
const MAY_BE_REFUSED: [&str; 9] = [
    "<script",
    "<style",
    "<iframe",
    "<object",
    "<embed",
    "style=",
    "//",
    "\"javascript:",
    " on",
];

/// What of a tag browsers refuse, and how to do without.
fn refused(
    tag: &Tag<'_>,
    html: &str,
) -> Option<(Range<usize>, &'static str, String, &'static str)> {
    let whole = tag.range.start..tag.range.start + 1 + tag.element.len();
    let element = tag.element.to_ascii_lowercase();
    match element.as_str() {
        "script" | "style" | "iframe" | "object" | "embed" => {
            let message =
                format!("browsers refuse `<{element}>` on these pages, whose policy is strict");
            let help = match element.as_str() {
                "script" => "name a file under `additional-js` in [output.html]",
                "style" => "name a file under `additional-css` in [output.html]",
                _ => "link to it",
            };
            return Some((whole, "refused-html", message, help));
        }
        _ => {}
    }
    tag.attributes.iter().find_map(|attribute| {
        let name = attribute.name.to_ascii_lowercase();
        let is_source = ["src", "poster"].contains(&name.as_str());
        let value = attribute.value.clone();
        if is_source && html.get(value.clone()).is_some_and(is_remote) {
            return Some((value, REMOTE.0, REMOTE.1.to_owned(), REMOTE.2));
        }
        let is_handler = name.starts_with("on") && name.len() > 3;
        if name != "style" && !is_handler {
            return None;
        }
        let help = match is_handler {
            true => "let a file listen that `additional-js` in [output.html] names",
            false => "use a class, and a file that `additional-css` in [output.html] names",
        };
        let message = format!("browsers refuse `{name}=` on these pages, whose policy is strict");
        Some((value, "refused-html", message, help))
    })
}

/// Code, message and help of a picture that no reader sees.
const REMOTE: (&str, &str, &str) = (
    "remote-picture",
    "readers do not see what lies on another host: these pages ask nobody for anything",
    "put the file beside the chapter, or link to it",
);

/// Whether browsers would ask another host.
fn is_remote(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http://", "https://", "//"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && !text.contains(char::is_whitespace)
}

/// What may name a footnote; `[^/]+` is of a regular expression.
fn is_name(text: &str) -> bool {
    is_label(text)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}

/// `[2][3]` cites two works.
fn is_citation(text: &str, label: &str) -> bool {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    is_number(text) && is_number(label)
}

/// What is read in double braces.
const DIRECTIVES: [&str; 6] = [
    "include",
    "playground",
    "quiz",
    "roadmap",
    "rustdoc_include",
    "title",
];

const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

#[cfg(test)]
mod tests {
    use super::super::tests::body;

    fn codes(markdown: &str) -> Vec<String> {
        let found = body(markdown).leftovers.into_iter();
        found
            .map(|found| format!("{} {}", found.code, &markdown[found.range]))
            .collect()
    }

    #[test]
    fn what_was_meant_for_more_is_found() {
        for (markdown, expected) in [
            ("{{#inclde a.js}}\n", "unknown-directive {{#inclde a.js}}"),
            (
                "See {{#quiz a_b.yaml}} x\n",
                "unknown-directive {{#quiz a_b.yaml}}",
            ),
            ("{{#include }}\n", "unknown-directive {{#include }}"),
            (
                "{{#include a.js\n\nx\n",
                "unknown-directive {{#include a.js",
            ),
            ("a[^b] c\n", "unknown-footnote [^b]"),
            ("[a](my file.md) b\n", "no-link [a](my file.md)"),
            ("see [a](b.md\n", "no-link [a](b.md"),
            ("see [a b][c]\n", "no-link [a b][c]"),
            ("> [!NOT]\n> x\n", "unknown-alert [!NOT]"),
            ("<!-- a\n\nb\n", "open-comment <!--"),
            (
                "![a](https://e.org/a.png)\n",
                "remote-picture ![a](https://e.org/a.png)",
            ),
            (
                "<img alt=\"\" src=\"//e.org/a.png\">\n",
                "remote-picture //e.org/a.png",
            ),
            ("<p>\n<script>1</script>\n", "refused-html <script"),
            ("a <b style=\"x\">c</b>\n", "refused-html x"),
            ("<p onclick=\"x()\">\n", "refused-html x()"),
        ] {
            assert_eq!(codes(markdown), [expected], "{markdown}");
        }
    }

    #[test]
    fn what_is_text_is_left_alone() {
        for markdown in [
            "`{{#include a}}` and `[a][b]`\n",
            "```\n[a](b c) {{#x}}\n```\n",
            "a[i][j], f[0](x y), [x], [1], [2][3], [^/]+, {{x}}\n",
            "a[^b] [c](b.md \"title\")\n\n[^b]: note\n",
            "- [ ] box\n- [x] box\n",
            // The preprocessors have told that these could not be read.
            "{{#quiz a_b.yaml}}\n\n{{#include a.js}} {{#roadmap x}}\n",
            "> [!NOTE]\n> x\n\n> [quoted]\n",
            "<!-- a\n\nb -->\n",
            "<p class=\"on\" data-on=\"1\">one // two</p>\n",
            "[a](https://e.org/a.png) <a href=\"https://e.org\">b</a>\n",
        ] {
            assert_eq!(codes(markdown), Vec::<String>::new(), "{markdown}");
        }
    }
}
