//! Whatever the text, it comes out of the PDF as it went in.

use crate::book::{print, text_of};
use coursebook_pdf::Options;
use proptest::prelude::*;

/// Letters that the built-in faces have, and all signs of ASCII more often than they occur.
fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => prop::char::range(' ', '~'),
        2 => prop::sample::select("#$@\\\"'`*_[]{}()<>=-+/~.:;&|!%^".chars().collect::<Vec<_>>()),
        1 => prop::char::range('¡', 'ſ').prop_filter("soft hyphens are breaks", |c| *c != '\u{ad}'),
        1 => prop::char::range('А', 'я'),
        1 => prop::char::range('α', 'ω'),
    ];
    prop::collection::vec(letter, 1..120).prop_map(|letters| letters.into_iter().collect())
}

/// Without what typesetting may add or take: breaks, hyphens, blanks, the letters of ligatures.
fn squeezed(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{200b}' | '‐');
    let text = text
        .replace('ﬁ', "fi")
        .replace('ﬂ', "fl")
        .replace('ﬀ', "ff")
        .replace('ﬃ', "ffi")
        .replace('ﬄ', "ffl");
    text.chars().filter(kept).collect()
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, c| {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
        escaped
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_comes_out_as_it_went_in(text in text()) {
        let plain = escaped(text.trim());
        let code = text.replace('~', "");
        let markdown = format!("# T\n\nqqq{plain}qqq\n\n- qqq{plain}qqq\n\n~~~\nqqq{code}qqq\n~~~\n");
        let printed = print(&[("a.md", &markdown)], Options::default()).unwrap();
        prop_assert!(printed.written[0].accessible, "{:?}", printed.diagnostics);
        let out = squeezed(&text_of(&printed.path(), &["-f", "4", "-raw"]));
        let wanted = squeezed(&format!("qqq{}qqq", text.trim()));
        prop_assert_eq!(out.matches(&wanted).count() >= 2, true, "{} in {}", wanted, out);
        let wanted = squeezed(&format!("qqq{code}qqq"));
        prop_assert!(out.contains(&wanted), "{} in {}", wanted, out);
    }

    #[test]
    fn any_markdown_becomes_a_pdf(text in "[ -~\n]{0,200}|\\PC{0,80}|([#>*|`\\-<\n ]{1,4}[a-z]{1,3}){0,40}") {
        prop_assert!(print(&[("a.md", &text)], Options::default()).is_ok());
    }
}
