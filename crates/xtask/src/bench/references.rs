//! What a page or a style sheet makes the browser load by itself.
//!
//! [`of_page`] and [`of_style`] are the entry points. Invariant: links that a reader must follow
//! are not among them, nor are `data:` URLs and fragments of the page itself.

/// The URLs that a page loads, in the order in which they stand in it.
pub(super) fn of_page(html: &str) -> Vec<String> {
    let mut urls: Vec<String> = Vec::new();
    for tag in tags(html) {
        for url in urls_of(&tag).into_iter().filter(|url| is_loaded(url)) {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
    }
    urls
}

/// The URLs that a style sheet loads: fonts, images and further style sheets.
pub(super) fn of_style(css: &str) -> Vec<String> {
    let in_functions = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imported = css.split("@import").skip(1).filter_map(quoted);
    in_functions
        .chain(imported)
        .map(unquoted)
        .filter(|url| is_loaded(url))
        .collect()
}

/// Whether a page has an element of this name and, if one is given, of this class.
pub(super) fn has_class(html: &str, class: &str) -> bool {
    tags(html).any(|tag| {
        tag.attribute("class")
            .is_some_and(|classes| classes.split_whitespace().any(|own| own == class))
    })
}

/// The value of an attribute of the `html` element.
pub(super) fn root_attribute(html: &str, name: &str) -> Option<String> {
    tags(html)
        .find(|tag| tag.name == "html")?
        .attribute(name)
        .map(str::to_owned)
}

/// Whether the page only leads to another.
pub(super) fn is_redirect(html: &str) -> bool {
    tags(html).any(|tag| {
        tag.attribute("http-equiv")
            .is_some_and(|value| value.eq_ignore_ascii_case("refresh"))
    })
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
struct Tag<'a> {
    name: String,
    attributes: Vec<(String, &'a str)>,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| *value)
    }
}

fn urls_of(tag: &Tag<'_>) -> Vec<String> {
    let attributes: &[&str] = match tag.name.as_str() {
        "script" | "iframe" | "embed" | "audio" | "track" | "input" => &["src"],
        "link" if loads(tag.attribute("rel")) => &["href"],
        "img" | "source" => &["src", "srcset"],
        "video" => &["src", "poster"],
        "object" => &["data"],
        "use" | "image" => &["href", "xlink:href"],
        _ => &[],
    };
    let values = attributes
        .iter()
        .filter_map(|name| Some((*name, tag.attribute(name)?)));
    values
        .flat_map(|(name, value)| {
            if name == "srcset" {
                candidates(value)
            } else {
                vec![value.trim().to_owned()]
            }
        })
        .collect()
}

/// Whether a `link` of this relation is loaded with the page.
fn loads(relation: Option<&str>) -> bool {
    const LOADED: [&str; 6] = [
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "manifest",
        "apple-touch-icon",
    ];
    relation.is_some_and(|relation| {
        relation
            .split_whitespace()
            .any(|word| LOADED.contains(&word))
    })
}

/// The pictures of a `srcset`, of which a browser loads one; all are counted.
fn candidates(srcset: &str) -> Vec<String> {
    srcset
        .split(',')
        .filter_map(|candidate| candidate.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

fn is_loaded(url: &str) -> bool {
    !url.is_empty() && !url.starts_with('#') && !url.starts_with("data:")
}

fn quoted(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let quote = text
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''))?;
    text.split(quote).nth(1)
}

fn unquoted(url: &str) -> String {
    url.trim().trim_matches(['"', '\'']).to_owned()
}

/// All start tags, without what is in comments and in scripts.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once('<')?;
            if let Some(comment) = after.strip_prefix("!--") {
                rest = comment.split_once("-->")?.1;
            } else if after.starts_with(|first: char| first.is_ascii_alphabetic()) {
                let (tag, after) = start_tag(after);
                rest = after_script(&tag, after);
                return Some(tag);
            } else {
                rest = after;
            }
        }
    })
}

/// What comes after the element's text, if that is no HTML.
fn after_script<'a>(tag: &Tag<'_>, after: &'a str) -> &'a str {
    match tag.name.as_str() {
        "script" => after.find("</script").map_or("", |at| &after[at..]),
        "style" => after.find("</style").map_or("", |at| &after[at..]),
        _ => after,
    }
}

/// Reads a tag from its name on; gives what follows it, too.
fn start_tag(text: &str) -> (Tag<'_>, &str) {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let (attribute, after) = attribute(rest);
        attributes.push(attribute);
        rest = after;
    }
    (
        Tag {
            name: name.to_ascii_lowercase(),
            attributes,
        },
        rest,
    )
}

/// Reads `name`, `name=value` or `name="value"`. Takes at least one character, so that a broken
/// page cannot hold the reader up.
fn attribute(text: &str) -> ((String, &str), &str) {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let rest = &text[first..];
    let end = first
        + rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))
            .unwrap_or(rest.len());
    let (name, rest) = text.split_at(end);
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return ((name, ""), rest);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            let (value, rest) = value.split_once(quote).unwrap_or((value, ""));
            return ((name, value), rest);
        }
    }
    let end = value
        .find(|c: char| c.is_whitespace() || c == '>')
        .unwrap_or(value.len());
    let (value, rest) = value.split_at(end);
    ((name, value), rest)
}

/// How many characters of text stand between the tags of the page's main part.
pub(super) fn text_length(html: &str) -> usize {
    let main = html.split_once("<main").map_or(html, |(_, rest)| rest);
    let main = main.split("</main>").next().unwrap_or(main);
    let text = main
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    text.flat_map(str::split_whitespace)
        .map(|word| word.chars().count() + 1)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_a_browser_loads_is_found_once() {
        let html = r##"<html data-root="../"><link rel="stylesheet" href="a.css"><LINK REL=icon HREF=i.svg>
            <script src='p.js' defer></script><script src="p.js"></script>
            <img alt="a > b" src="one.png" srcset="two.png 2x, three.png 3x"><use href="#x"/><use href="s.svg#y"/>"##;
        assert_eq!(
            of_page(html),
            [
                "a.css",
                "i.svg",
                "p.js",
                "one.png",
                "two.png",
                "three.png",
                "s.svg#y"
            ]
        );
        assert_eq!(root_attribute(html, "data-root").as_deref(), Some("../"));
    }

    #[test]
    fn what_a_reader_must_follow_or_nobody_sees_is_left_out() {
        let html = r#"<a href="next.html">1</a><link rel="next" href="next.html"><link rel="canonical" href="https://a.example/">
            <!-- <script src="old.js"></script> --><script>let a = '<img src="no.png">';</script>
            <img src="data:image/png;base64,AA"><p>1 < 2 <3</p>"#;
        assert_eq!(of_page(html), [""; 0]);
    }

    #[test]
    fn broken_html_ends() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=\"",
            "<a =",
            "<script",
            "<!--",
            "<img src=\u{e9}",
        ] {
            of_page(html);
        }
        assert_eq!(of_page("<img src=\u{e9}.png"), ["\u{e9}.png"]);
    }

    #[test]
    fn style_sheets_load_fonts_and_each_other() {
        let css = r#"@import "base.css"; @font-face { src: url('f.woff2') } a { background: url(data:image/png;base64,A) }"#;
        assert_eq!(of_style(css), ["f.woff2", "base.css"]);
    }

    #[test]
    fn classes_and_redirects_are_recognised() {
        assert!(has_class(
            "<p class=\"a diagram-figure\">",
            "diagram-figure"
        ));
        assert!(!has_class("<p>diagram-figure", "diagram-figure"));
        assert!(is_redirect(
            "<meta http-equiv=\"refresh\" content=\"0; url=a.html\">"
        ));
    }

    #[test]
    fn text_is_what_stands_between_the_tags_of_the_main_part() {
        let html = "<nav>no</nav><main class=\"a\"><p>one <b>two</b></p>\n</main><p>no</p>";
        assert_eq!(text_length(html), "one two ".len());
    }
}
