//! The tags of HTML and their attributes.
//!
//! A tolerant scan, no parser: HTML of Markdown comes in fragments that need not nest. [`Tags`] is
//! the entry point. Invariant: every place is a range of the HTML on character boundaries, and the
//! scan always ends.

use std::ops::Range;

/// A tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// The element's name, as written.
    pub element: &'a str,
    /// Whether it ends the element.
    pub is_end: bool,
    /// From `<` to behind `>`.
    pub range: Range<usize>,
    /// Its attributes that have a value.
    pub attributes: Vec<Attribute<'a>>,
}

/// An attribute with a value.
#[derive(Debug)]
pub struct Attribute<'a> {
    /// Its element's name.
    pub element: &'a str,
    /// Its own name, as written.
    pub name: &'a str,
    /// The value, without quotation marks.
    pub value: Range<usize>,
}

impl Tag<'_> {
    /// Whether the element has this name.
    pub fn is(&self, element: &str) -> bool {
        self.element.eq_ignore_ascii_case(element)
    }

    /// The place of an attribute's value.
    pub fn value(&self, name: &str) -> Option<Range<usize>> {
        let mut attributes = self.attributes.iter();
        attributes
            .find(|attribute| attribute.is(name))
            .map(|attribute| attribute.value.clone())
    }
}

impl Attribute<'_> {
    /// Whether it has this name.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The places of the links in the value.
    pub fn links(&self, html: &str) -> Vec<Range<usize>> {
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

/// The tags of HTML in their order. Comments are passed over.
pub struct Tags<'a> {
    scan: Scan<'a>,
}

impl<'a> Tags<'a> {
    /// Those of `html`.
    pub fn of(html: &'a str) -> Tags<'a> {
        Tags {
            scan: Scan { html, at: 0 },
        }
    }

    /// Goes on behind the next `text`.
    pub fn skip_after(&mut self, text: &str) {
        self.scan.skip_after(text);
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        while self.scan.skip_to('<') {
            if self.scan.rest().starts_with("<!--") {
                self.scan.skip_after("-->");
            } else if let Some(tag) = self.scan.tag() {
                return Some(tag);
            }
        }
        None
    }
}

/// The text with the common references resolved.
pub fn resolve_references(text: &str) -> String {
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
        let found = self.rest().find(c);
        self.at = found.map_or(self.html.len(), |found| self.at + found);
        found.is_some()
    }

    fn skip_after(&mut self, end: &str) {
        self.at = self
            .rest()
            .find(end)
            .map_or(self.html.len(), |found| self.at + found + end.len());
    }

    /// Reads a tag from its `<` to its `>`; moves behind the `<` if a name does not follow, or if
    /// the tag never ends.
    fn tag(&mut self) -> Option<Tag<'a>> {
        let start = self.at;
        self.at += 1;
        let is_end = self.rest().starts_with('/');
        self.at += usize::from(is_end);
        if !self.rest().starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name = self.take(|c| !c.is_whitespace() && !matches!(c, '/' | '>'));
        let element = &self.html[name];
        let mut attributes = Vec::new();
        loop {
            self.skip(|c| c.is_whitespace() || c == '/');
            match self.rest().chars().next() {
                None => break,
                Some('>') => {
                    self.at += 1;
                    break;
                }
                Some(_) => attributes.extend(self.attribute(element)),
            }
        }
        let range = start..self.at;
        if !is_end {
            self.skip_raw_text(element);
        }
        Some(Tag {
            element,
            is_end,
            range,
            attributes,
        })
    }

    /// Between the tags of these elements, `<` is no markup.
    fn skip_raw_text(&mut self, element: &str) {
        for raw in ["script", "style"] {
            if element.eq_ignore_ascii_case(raw) {
                let end = format!("</{raw}");
                let found = self.rest().find(&end);
                self.at = found.map_or(self.html.len(), |found| self.at + found);
            }
        }
    }

    /// Reads an attribute; `None` if it has no value, or one that never ends.
    fn attribute(&mut self, element: &'a str) -> Option<Attribute<'a>> {
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
            element,
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
    fn tags_are_found_with_their_places() {
        let html = "a <p class=x>b</p><!-- <i> --> < <br/><script>\"<b>\"</script>";
        let tags: Vec<_> = Tags::of(html).map(|tag| &html[tag.range]).collect();
        let expected = ["<p class=x>", "</p>", "<br/>", "<script>", "</script>"];
        assert_eq!(tags, expected);
    }

    #[test]
    fn attributes_end_where_their_quotation_ends() {
        let html = "<a title='x > y' ID=\"i\" hidden href=b>";
        let tag = Tags::of(html).next().unwrap();
        let value = |name: &str| tag.value(name).map(|value| &html[value]);
        assert_eq!(
            (value("title"), value("id"), value("href"), value("hidden")),
            (Some("x > y"), Some("i"), Some("b"), None)
        );
    }

    #[test]
    fn broken_html_is_survived() {
        for html in [
            "<", "</", "<a", "<a b=", "<a b=\"", "<!--", "<é=\"ü", "<p a='",
        ] {
            assert!(Tags::of(html).count() <= 1, "{html}");
        }
    }
}
