//! Author text to measured, wrapped lines of styled spans. Entry point: [`Label::new`].
//!
//! Invariant: every character that the author wrote is in exactly one span, except white space at
//! line ends and the markup that [`crate::markup`] knows.

use crate::entities::decode;
use crate::markup::paragraphs;
use crate::wrap::{width_of, wrap};

/// Looks of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) code: bool,
    pub(crate) underlined: bool,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) look: Look,
}

/// One line of a label.
pub(crate) type Line = Vec<Span>;

/// How a label is set: its letters and the room it may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) size: f64,
    pub(crate) bold: bool,
    pub(crate) wrap: f64,
    pub(crate) markdown: bool,
}

impl Setting {
    /// Plain text of this size which is wrapped to this width.
    pub(crate) fn plain(size: f64, wrap: f64) -> Self {
        Self {
            size,
            bold: false,
            wrap,
            markdown: false,
        }
    }

    /// Bold text of this size which is wrapped to this width.
    pub(crate) fn bold(size: f64, wrap: f64) -> Self {
        Self {
            bold: true,
            ..Self::plain(size, wrap)
        }
    }
}

/// A measured text of one or more lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Label {
    pub(crate) lines: Vec<Line>,
    pub(crate) size: f64,
    pub(crate) width: f64,
}

/// Distance of base lines, in font sizes.
const LEADING: f64 = 1.3;
/// Bold letters are this much wider than the table says.
pub(crate) const BOLD: f64 = 1.08;
/// The advance of common monospaced fonts, in em.
pub(crate) const MONO: f64 = 0.63;

impl Label {
    /// Decodes, wraps and measures.
    pub(crate) fn new(raw: &str, setting: Setting) -> Self {
        let mut lines = Vec::new();
        for paragraph in paragraphs(&decode(raw), setting) {
            lines.extend(wrap(&paragraph, setting));
        }
        let width = lines
            .iter()
            .map(|line| width_of(line, setting))
            .fold(0.0, f64::max);
        Self {
            lines,
            size: setting.size,
            width,
        }
    }

    /// One line in one look, without markup.
    pub(crate) fn of_one_look(text: &str, look: Look, setting: Setting) -> Self {
        let line = vec![Span {
            text: text.to_owned(),
            look,
        }];
        Self {
            width: width_of(&line, setting),
            size: setting.size,
            lines: vec![line],
        }
    }

    /// The label, unless it would show nothing.
    pub(crate) fn some(raw: &str, setting: Setting) -> Option<Self> {
        let label = Self::new(raw, setting);
        (!label.lines.is_empty()).then_some(label)
    }

    /// Distance between two base lines.
    pub(crate) fn leading(&self) -> f64 {
        self.size * LEADING
    }

    /// Height of all lines.
    pub(crate) fn height(&self) -> f64 {
        self.leading() * self.lines.len() as f64
    }

    /// The text in one line, for text alternatives.
    pub(crate) fn text(&self) -> String {
        let line = |line: &Line| {
            line.iter()
                .map(|span| span.text.as_str())
                .collect::<String>()
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join(" ")
    }
}

/// The author's text without markup, in one line.
pub(crate) fn plain_text(raw: &str) -> String {
    Label::new(raw, Setting::plain(1.0, f64::INFINITY)).text()
}

/// The same for a text in which Markdown marks emphasis.
pub(crate) fn plain_markdown(raw: &str) -> String {
    let setting = Setting {
        markdown: true,
        ..Setting::plain(1.0, f64::INFINITY)
    };
    Label::new(raw, setting).text()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(raw: &str, wrap: f64) -> Vec<String> {
        let label = Label::new(raw, Setting::plain(15.0, wrap));
        label
            .lines
            .iter()
            .map(|line| line.iter().map(|span| span.text.clone()).collect())
            .collect()
    }

    #[test]
    fn known_tags_mark_and_unknown_tags_are_text() {
        assert_eq!(lines("a\u{1}br/>b\u{1}BR>c", 999.0), ["a", "b", "c"]);
        assert_eq!(
            lines("\u{1}script>x\u{1}/script>", 999.0),
            ["<script>x</script>"]
        );
        let label = Label::new("\u{1}b>bold\u{1}/b> plain", Setting::plain(15.0, 999.0));
        let looks: Vec<bool> = label.lines[0].iter().map(|span| span.look.bold).collect();
        assert_eq!(looks, [true, false]);
    }

    #[test]
    fn lines_are_balanced_and_lose_nothing() {
        let wrapped = lines("success / reset failure count of the breaker", 150.0);
        assert_eq!(
            wrapped.join(" "),
            "success / reset failure count of the breaker"
        );
        let widths: Vec<f64> = wrapped
            .iter()
            .map(|line| Label::new(line, Setting::plain(15.0, 999.0)).width)
            .collect();
        assert!(widths.iter().all(|width| *width <= 150.0), "{widths:?}");
        assert!(wrapped.len() >= 2);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        let long = "code_challenge=BASE64URL(SHA256(verifier))".repeat(3);
        let wrapped = lines(&long, 120.0);
        assert_eq!(wrapped.concat(), long);
        assert!(wrapped.len() > 4);
    }

    #[test]
    fn markdown_only_where_asked() {
        let setting = Setting {
            markdown: true,
            ..Setting::plain(15.0, 999.0)
        };
        assert_eq!(
            Label::new("**a** _b_ snake_case 2 * 3", setting).text(),
            "a b snake_case 2 * 3"
        );
        assert_eq!(lines("**a** _b_", 999.0), ["**a** _b_"]);
    }

    #[test]
    fn wide_scripts_break_between_characters() {
        assert!(lines("日本語のとても長いラベルです", 80.0).len() > 1);
    }
}
