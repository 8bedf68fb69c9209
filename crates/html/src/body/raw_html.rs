//! What we need to know of raw HTML in Markdown: its links, ids and text.
//!
//! Invariant: everything but the values of attributes that hold links stays byte for byte.

use crate::tags::{Attribute, Tags, resolve_references};
use coursebook_preprocessors::markdown::escape_html;
use std::ops::Range;

/// The HTML with each link replaced by what `resolve` makes of it and its place in the HTML, or
/// `None` if that changes nothing.
pub(super) fn rewrite_links(
    html: &str,
    resolve: &mut dyn FnMut(&str, Range<usize>) -> String,
) -> Option<String> {
    let (mut rewritten, mut done, mut changed) = (String::new(), 0, false);
    for place in attributes(html).flat_map(|found| found.links(html)) {
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
    let ids = attributes(html).filter(|attribute| attribute.is("id"));
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

/// The attributes of all start tags.
fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let html = if html.contains('=') { html } else { "" };
    let tags = Tags::of(html).filter(|tag| !tag.is_end);
    tags.flat_map(|tag| tag.attributes)
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
