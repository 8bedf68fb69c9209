//! What we need to know of raw HTML in Markdown: its links, ids and text.
//!
//! A tolerant scan over tags, no parser: HTML of Markdown comes in fragments that need not nest.
//! Invariant: everything but the values of `href` and `src` stays byte for byte.

use std::ops::Range;

/// The HTML with each relative `href` and `src` replaced by what `resolve` makes of it, or `None`
/// if that changes nothing.
pub(super) fn rewrite_links(html: &str, resolve: &mut dyn FnMut(&str) -> String) -> Option<String> {
    let links: Vec<_> = attributes(html)
        .into_iter()
        .filter(|attribute| matches!(attribute.name, "href" | "src"))
        .collect();
    let (mut rewritten, mut done, mut changed) = (String::new(), 0, false);
    for link in links {
        let value = &html[link.value.clone()];
        let url = resolve(value);
        changed |= url != value;
        rewritten.push_str(&html[done..link.value.start]);
        rewritten.push_str(&url);
        done = link.value.end;
    }
    rewritten.push_str(&html[done..]);
    changed.then_some(rewritten)
}

/// The ids in the HTML.
pub(super) fn ids(html: &str) -> Vec<String> {
    let ids = attributes(html)
        .into_iter()
        .filter(|attribute| attribute.name == "id");
    ids.map(|id| html[id.value].to_owned()).collect()
}

/// The text between the tags, with the five common references resolved.
pub(super) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
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
        .fold(text, |text, (from, to)| text.replace(from, to))
}

struct Attribute<'a> {
    name: &'a str,
    value: Range<usize>,
}

/// The quoted attributes of all tags.
fn attributes(html: &str) -> Vec<Attribute<'_>> {
    let mut found = Vec::new();
    if !html.contains('=') {
        return found;
    }
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        at = tag(html, open, &mut found).max(open + 1);
    }
    found
}

/// Reads one tag from its `<` and gives the offset after it.
fn tag<'a>(html: &'a str, open: usize, found: &mut Vec<Attribute<'a>>) -> usize {
    if html[open..].starts_with("<!--") {
        return html[open..]
            .find("-->")
            .map_or(html.len(), |end| open + end + 3);
    }
    let mut at = open + 1;
    while let Some(next) = html[at..].find(['=', '>']).map(|next| at + next) {
        if html.as_bytes().get(next) == Some(&b'>') {
            return next + 1;
        }
        let name = html[at..next]
            .trim_end()
            .rsplit(|c: char| c.is_whitespace())
            .next()
            .unwrap_or("");
        let quote_at = next + 1 + (html[next + 1..].len() - html[next + 1..].trim_start().len());
        match html[quote_at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
        {
            Some(quote) => {
                let start = quote_at + 1;
                let Some(len) = html[start..].find(quote) else {
                    return html.len();
                };
                found.push(Attribute {
                    name,
                    value: start..start + len,
                });
                at = start + len + 1;
            }
            None => at = next + 1,
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_ids_are_found_and_the_rest_stays() {
        let html = "<!-- <a href=\"no.md\"> --><a title='x > y' href=\"a.md\">t</a><img src='b.png' id=\"i\"/><p id = 'j'>";
        let mut seen = Vec::new();
        let rewritten = rewrite_links(html, &mut |link| {
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
                rewrite_links(html, &mut str::to_owned),
                ids(html),
                text(html),
            );
        }
    }
}
