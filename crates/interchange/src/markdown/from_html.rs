//! HTML as Markdown, as far as Markdown goes.
//!
//! [`from_html`] is the entry point. Invariant: all text stays; a tag that Markdown has nothing for
//! is named, and nothing of the result is longer than the text was, but for marks.

mod tokens;
mod writer;

use tokens::{Token, tokens};
use writer::Writer;

/// What came of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Converted {
    /// The Markdown.
    pub(crate) markdown: String,
    /// What was left out, in words: "the picture `a.png`".
    pub(crate) lost: Vec<String>,
}

/// HTML as Markdown. Where `lines` count, the end of one is a break, as Moodle's own format has it.
pub(crate) fn from_html(html: &str, lines: bool) -> Converted {
    let mut writer = Writer::new(lines);
    for token in tokens(html) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Entity(entity) => writer.entity(entity),
            Token::Open { name, attributes } => writer.open(&name, attributes),
            Token::Close { name } => writer.close(&name),
        }
    }
    writer.finish()
}

/// Whether a text in Moodle's own format has any HTML in it.
pub(crate) fn has_html(text: &str) -> bool {
    tokens(text).any(|token| !matches!(token, Token::Text(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn markdown(html: &str) -> String {
        from_html(html, false).markdown
    }

    #[test]
    fn what_markdown_has_is_kept() {
        for (html, expected) in [
            ("<p>One</p>\n<p>Two</p>", "One\n\nTwo"),
            ("a <b> bold </b>word", "a **bold** word"),
            ("<i>x</i><strong>y</strong>", "*x***y**"),
            ("use <code>a_b &lt; `c`</code>!", "use ``a_b < `c` ``!"),
            (
                "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>",
                "- a\n- b\n  1. c",
            ),
            (
                "<pre>x = 1;\n  y &amp;&amp; z</pre>",
                "```\nx = 1;\n  y && z\n```",
            ),
            (
                "<a href=\"https://a.example/b\">there</a>",
                "[there](https://a.example/b)",
            ),
            ("1 &lt; 2 &amp;&amp; 3*4", "1 \\< 2 && 3\\*4"),
            (
                "<blockquote><p>a</p><p>b</p></blockquote>c",
                "> a\n>\n> b\n\nc",
            ),
            ("x<br>y<br/>", "x\\\ny"),
            ("&eacute;t&eacute;", "&eacute;t&eacute;"),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn what_it_has_not_is_named() {
        let html = "H<sub>2</sub>O <img src=\"@@PLUGINFILE@@/a.png\" alt=\"a drop\"> <u>x</u>";
        let converted = from_html(html, false);
        assert_eq!(converted.markdown, "H2O a drop x");
        assert_eq!(
            converted.lost,
            ["`<sub>`", "the picture `@@PLUGINFILE@@/a.png`", "`<u>`"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_bearable(html in r#"(<(/?)(b|p|code|pre|ul|ol|li|a href="x"|blockquote|br|table|td)>|&lt;|[a*_ <>"'\n-]){0,30}"#) {
            for lines in [true, false] {
                let converted = from_html(&html, lines);
                prop_assert!(converted.markdown.len() <= html.len() * 12 + 16);
            }
        }
    }
}
