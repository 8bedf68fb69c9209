//! What we need to know of raw HTML in Markdown: its links, ids and text.
//!
//! A tolerant scan over tags, no parser: HTML of Markdown comes in fragments that need not nest.
//! Invariant: everything but the values of attributes that hold links stays byte for byte.

use coursebook_preprocessors::markdown::escape_html;
use std::ops::Range;

/// The HTML with each link replaced by what `resolve` makes of it and its place in the HTML, or
/// `None` if that changes nothing.
pub(super) fn rewrite_links(
    html: &str,
    resolve: &mut dyn FnMut(&str, Range<usize>) -> String,
) -> Option<String> {
    let (mut rewritten, mut done, mut changed) = (String::new(), 0, false);
    for place in attributes(html).iter().flat_map(|found| found.links(html)) {
        let written = resolve_references(&html[place.clone()]);
        let url = resolve(&written, place.clone());
        if url != written {
            changed = true;
            rewritten.push_str(&html[done..place.start]);
            rewritten.push_str(&escape_html(&url));
            done = place.end;
        }
    }
    rewritten.push_str(&html[done..]);
    changed.then_some(rewritten)
}

/// The ids in the HTML.
pub(super) fn ids(html: &str) -> Vec<String> {
    let ids = attributes(html)
        .into_iter()
        .filter(|attribute| attribute.is("id"));
    ids.map(|id| html[id.value].to_owned()).collect()
}

/// The text between the tags, with the common references resolved.
pub(super) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    resolve_references(&text)
}

fn resolve_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let references = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#10;", "\n"),
        ("&amp;", "&"),
    ];
    references
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

struct Attribute<'a> {
    element: &'a str,
    name: &'a str,
    value: Range<usize>,
}

impl Attribute<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The places of the links in the value.
    fn links(&self, html: &str) -> Vec<Range<usize>> {
        let is_object = self.element.eq_ignore_ascii_case("object");
        if ["href", "src", "poster"].iter().any(|name| self.is(name))
            || (is_object && self.is("data"))
        {
            vec![self.value.clone()]
        } else if self.is("srcset") {
            candidates(html, self.value.clone())
        } else {
            Vec::new()
        }
    }
}

/// The URLs of a `srcset`: each is the first word of what stands between commas.
fn candidates(html: &str, value: Range<usize>) -> Vec<Range<usize>> {
    let mut scan = Scan {
        html: &html[..value.end],
        at: value.start,
    };
    let mut found = Vec::new();
    loop {
        scan.skip(|c| c.is_whitespace() || c == ',');
        let word = scan.take(|c| !c.is_whitespace());
        if word.is_empty() {
            return found;
        }
        let url = html[word.clone()].trim_end_matches(',');
        let ends_here = url.len() < word.len();
        found.push(word.start..word.start + url.len());
        if !ends_here {
            scan.skip(|c| c != ',');
        }
    }
}

/// The attributes of all tags.
fn attributes(html: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    if !html.contains('=') {
        return found;
    }
    let mut scan = Scan { html, at: 0 };
    while scan.skip_to('<') {
        if scan.rest().starts_with("<!--") {
            scan.skip_after("-->");
        } else {
            scan.at += 1;
            scan.tag(&mut found);
        }
    }
    found
}

/// A place in HTML that moves forward.
struct Scan<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.take(skipped);
    }

    fn take(&mut self, taken: impl Fn(char) -> bool) -> Range<usize> {
        let rest = self.rest();
        let start = self.at;
        self.at += rest.find(|c| !taken(c)).unwrap_or(rest.len());
        start..self.at
    }

    /// Moves to the next `c`, if there is one.
    fn skip_to(&mut self, c: char) -> bool {
        self.skip(|other| other != c);
        !self.rest().is_empty()
    }

    fn skip_after(&mut self, end: &str) {
        self.at = self
            .rest()
            .find(end)
            .map_or(self.html.len(), |found| self.at + found + end.len());
    }

    /// Reads a tag from its name to its `>`. A `<` without a name is text.
    fn tag(&mut self, found: &mut Vec<Attribute<'a>>) {
        if !self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) {
            return;
        }
        let is_name = |c: char| !c.is_whitespace() && !matches!(c, '/' | '>');
        let element = self.take(is_name);
        loop {
            self.skip(|c| c.is_whitespace() || c == '/');
            match self.rest().chars().next() {
                None => return,
                Some('>') => break,
                Some(_) => found.extend(self.attribute(element.clone())),
            }
        }
        // Between these tags, `<` is no markup.
        for raw in ["script", "style"] {
            if self.html[element.clone()].eq_ignore_ascii_case(raw) {
                self.skip_after(&format!("</{raw}"));
            }
        }
    }

    /// Reads an attribute; `None` if it has no value, or one that never ends.
    fn attribute(&mut self, element: Range<usize>) -> Option<Attribute<'a>> {
        let start = self.at;
        // A name may start with `=`, and then holds at least that.
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        self.skip(|c| !c.is_whitespace() && !matches!(c, '/' | '>' | '='));
        let name = &self.html[start..self.at];
        self.skip(char::is_whitespace);
        if !self.rest().starts_with('=') {
            return None;
        }
        self.at += 1;
        self.skip(char::is_whitespace);
        Some(Attribute {
            element: &self.html[element],
            name,
            value: self.value()?,
        })
    }

    fn value(&mut self) -> Option<Range<usize>> {
        let Some(quote) = self
            .rest()
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
        else {
            return Some(self.take(|c| !c.is_whitespace() && c != '>'));
        };
        self.at += 1;
        let value = self.take(|c| c != quote);
        let is_closed = !self.rest().is_empty();
        self.at += usize::from(is_closed);
        is_closed.then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_ids_are_found_and_the_rest_stays() {
        let html = "<!-- <a href=\"no.md\"> --><a title='x > y' href=\"a.md\">t</a><img src='b.png' id=\"i\"/><p id = 'j'>";
        let mut seen = Vec::new();
        let rewritten = rewrite_links(html, &mut |link, place| {
            assert_eq!(link, &html[place]);
            seen.push(link.to_owned());
            link.replace(".md", ".html")
        });
        assert_eq!(seen, ["a.md", "b.png"]);
        assert_eq!(rewritten.unwrap(), html.replace("\"a.md\"", "\"a.html\""));
        assert_eq!(ids(html), ["i", "j"]);
    }

    #[test]
    fn broken_html_is_survived() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"",
            "<!--",
            "<é=\"ü",
            "= <a =\"x\" '",
        ] {
            let _ = (
                rewrite_links(html, &mut |link, _| link.to_owned()),
                ids(html),
                text(html),
            );
        }
    }

    #[test]
    fn every_attribute_that_holds_links_is_read() {
        let html = "<video\n  POSTER=p.md src='a&amp;b.md'></video><img srcset=\"c.md 1x, d.md 2x,e.md\"><object data=f.md></object><p data=g.md><script>\"<a href='h.md'>\"</script><!--\n<a href=i.md>\n-->";
        let mut seen = Vec::new();
        let rewritten = rewrite_links(html, &mut |link, _| {
            seen.push(link.to_owned());
            link.replace(".md", "\"")
        });
        assert_eq!(seen, ["p.md", "a&b.md", "c.md", "d.md", "e.md", "f.md"]);
        assert!(rewritten.unwrap().contains("src='a&amp;b&quot;'"));
    }
}
