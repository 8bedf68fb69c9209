//! Formulas in TeX, `$…$` in a line and `$$…$$` on their own, to MathML at build.
//!
//! [`MathPreprocessor`] is the entry point; math-core knows TeX. Our PDF gets the TeX in an element
//! of its own, of which [`mathml`] makes MathML again; `Typesetter` does the same for texts of
//! quizzes. It is on only where `book.toml` has `[preprocessor.math]`, because a book may write of
//! dollars. Invariant: what comes out holds no `style`, and no sign that Markdown would
//! read; a mistake is reported at its place in the formula.

mod markup;

use crate::diagnostic::Diagnostic;
use crate::session::{ChapterContext, Session, Target};
use crate::source::{Document, Edit};
use crate::{Construct, Outcome};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use mdbook_markdown::pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Renders formulas.
#[derive(Debug)]
pub struct MathPreprocessor;

/// A longer formula is refused: it would not fit a page either.
const LONGEST: usize = 2_000;
/// Deeper nesting is refused: the converter descends into it.
const DEEPEST: usize = 60;

impl Construct for MathPreprocessor {
    fn name(&self) -> &'static str {
        "math"
    }

    fn process(&self, chapter: ChapterContext<'_>, document: &Document) -> Outcome {
        let mut outcome = Outcome::default();
        let text = document.text();
        let Some(typesetter) = Typesetter::of(chapter.session).filter(|_| text.contains('$'))
        else {
            return outcome;
        };
        let (formulas, loose) = formulas(text);
        for formula in formulas {
            match typesetter.html(&formula.tex, formula.display) {
                Ok(html) => {
                    let html = match chapter.session.target {
                        Target::Typed => formula.typed(),
                        Target::Site | Target::StockHtml => html,
                    };
                    outcome.edits.push(Edit::replace(formula.range, html));
                }
                Err((message, part)) => {
                    let place = match part {
                        Some(part) => formula.place(part, text),
                        None => formula.range.clone(),
                    };
                    let mistake = Diagnostic::error("math", document.span(place), message);
                    outcome.diagnostics.push(mistake.help(DOLLAR));
                }
            }
        }
        for place in loose {
            let message = "these dollar signs begin or end no formula";
            let mistake = Diagnostic::error("math", document.span(place), message);
            outcome.diagnostics.push(mistake.help(
                "a formula has a brace that closes for each that opens, and no empty line; \
                 a dollar sign that is none of a formula is written `\\$`",
            ));
        }
        outcome
    }
}

/// Makes formulas into what a page holds, for a book that has any.
pub(crate) struct Typesetter {
    converter: LatexToMathML,
    /// What a formula on its own is called.
    label: String,
}

impl Typesetter {
    /// None where `book.toml` has no table for formulas.
    pub(crate) fn of(session: &Session) -> Option<Typesetter> {
        // Without macros of the book's own there is nothing that could fail.
        let converter = LatexToMathML::new(MathCoreConfig::default()).ok();
        let label = session.templates.say("formula", &[]);
        converter
            .filter(|_| session.math)
            .map(|converter| Typesetter { converter, label })
    }

    /// HTML on one line, or what is wrong with the formula and in which part, if it is not the
    /// whole. A formula on its own can be scrolled, also by keyboard.
    pub(crate) fn html(&self, tex: &str, display: bool) -> Result<String, Mistake> {
        let mathml = markup::for_markdown(&convert(&self.converter, tex, display)?);
        if !display {
            return Ok(mathml);
        }
        let label = crate::markdown::escape_html(&self.label);
        Ok(format!(
            "<span class=\"math-block\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\">{mathml}</span>"
        ))
    }
}

/// What is wrong with a formula, and in which part of it if it is not the whole.
type Mistake = (String, Option<Range<usize>>);

/// The class of the element that hands a formula to a renderer without HTML: its TeX is the value
/// of `data-tex`, and a formula on its own has `data-display`.
pub const TYPED_CLASS: &str = "typed-formula";

/// TeX as MathML; none if it cannot be read or is too long.
pub fn mathml(tex: &str, display: bool) -> Option<String> {
    let converter = LatexToMathML::new(MathCoreConfig::default()).ok()?;
    convert(&converter, tex, display).ok()
}

/// What to do about a dollar sign that was not meant as a formula's.
pub(crate) const DOLLAR: &str = "a dollar sign that is none of a formula is written `\\$`";

/// A formula of a page.
#[derive(Debug, PartialEq, Eq)]
struct Formula {
    /// With its dollar signs.
    range: Range<usize>,
    /// Between them, without what a quotation or a list puts before its lines.
    tex: String,
    display: bool,
}

impl Formula {
    /// A part of the TeX in the text; the whole formula where prefixes of lines stand between.
    fn place(&self, part: Range<usize>, text: &str) -> Range<usize> {
        let start = self.range.start + if self.display { 2 } else { 1 };
        let is_verbatim = text.get(start..start + self.tex.len()) == Some(self.tex.as_str());
        if is_verbatim {
            start + part.start..start + part.end
        } else {
            self.range.clone()
        }
    }

    /// The TeX in an element, on one line, so that no block of Markdown ends in it.
    fn typed(&self) -> String {
        let tex = crate::markdown::escape_html(&self.tex).replace('\n', "&#10;");
        let display = if self.display {
            " data-display=\"yes\""
        } else {
            ""
        };
        format!("<span class=\"{TYPED_CLASS}\" data-tex=\"{tex}\"{display}></span>")
    }
}

/// The formulas of a page, and where two dollar signs belong to none. Prices are none: `$5 and $6`
/// has a blank before its second sign, and in `US$5–$6` a letter stands before the first or a digit
/// behind the second.
fn formulas(text: &str) -> (Vec<Formula>, Vec<Range<usize>>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let (mut formulas, mut loose, mut in_code) = (Vec::new(), Vec::new(), false);
    // Where a text ended with a dollar sign: of two in a row each may be a text of its own.
    let mut dollar_before = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::DisplayMath(tex) => formulas.push(Formula {
                range,
                tex: tex.into_string(),
                display: true,
            }),
            Event::InlineMath(tex) if !is_price(text, &range) => formulas.push(Formula {
                range,
                tex: tex.into_string(),
                display: false,
            }),
            Event::Text(words) if !in_code => {
                let is_second = words.starts_with('$') && dollar_before == Some(range.start);
                dollar_before = words.ends_with('$').then_some(range.end);
                if is_second || words.contains("$$") {
                    loose.push(range);
                }
            }
            _ => {}
        }
    }
    (formulas, loose)
}

/// Whether the dollar signs around a part of the text are prices'.
pub fn is_price(text: &str, formula: &Range<usize>) -> bool {
    let before = text[..formula.start].chars().next_back();
    let after = text[formula.end..].chars().next();
    before.is_some_and(char::is_alphanumeric) || after.is_some_and(|c| c.is_ascii_digit())
}

/// TeX as MathML, or what is wrong with it and in which part of it, if it is not the whole.
fn convert(converter: &LatexToMathML, tex: &str, display: bool) -> Result<String, Mistake> {
    let whole = |message: &str| (message.to_owned(), None);
    if tex.len() > LONGEST {
        return Err(whole("a formula of more than 2,000 bytes"));
    }
    if depth(tex) > DEEPEST {
        return Err(whole("a formula of more than 60 nested groups"));
    }
    let display = if display {
        MathDisplay::Block
    } else {
        MathDisplay::Inline
    };
    let converted = converter.convert_with_local_state(tex, display);
    converted
        .map(|converted| converted.mathml)
        .map_err(|error| {
            let start = tex.floor_char_boundary(error.0.start);
            let end = tex.ceil_char_boundary(error.0.end.max(start));
            let message = format!("this formula cannot be read: {}", error.error_message());
            (message, Some(start..end))
        })
}

/// How deep groups and environments are nested.
fn depth(tex: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        // As a whole word: `\leftarrow` opens nothing.
        let is_next = |word: &&str| {
            let after = rest.strip_prefix(*word);
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphabetic()))
        };
        if c == '{' || ["\\left", "\\begin"].iter().any(is_next) {
            depth += 1;
            deepest = deepest.max(depth);
        } else if c == '}' || ["\\right", "\\end"].iter().any(is_next) {
            depth = depth.saturating_sub(1);
        }
        rest = &rest[c.len_utf8()..];
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        let (formulas, _) = formulas(text);
        let formulas = formulas.into_iter();
        formulas
            .map(|formula| (formula.tex, formula.display))
            .collect()
    }

    #[test]
    fn formulas_are_found_and_prices_are_none() {
        assert_eq!(
            found("As $L = \\lambda W$ says:\n\n$$\nx^2\n$$\n"),
            [
                ("L = \\lambda W".to_owned(), false),
                ("\nx^2\n".to_owned(), true)
            ]
        );
        for text in [
            "It costs $5 and $6.",
            "US$5-$6",
            "`$a$`",
            "```sh\necho $a $b\n```",
            "\\$a\\$",
            "from $5 to ($7)",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn hostile_formulas_are_refused_or_rendered() {
        let converter = LatexToMathML::new(MathCoreConfig::default()).unwrap();
        for (piece, count) in [
            ("\\sqrt", 390),
            ("{", 1900),
            ("x^{", 600),
            ("\\left(", 300),
            ("\\frac1", 280),
            ("x^", 900),
            ("'", 1900),
        ] {
            let _ = convert(&converter, &piece.repeat(count), false);
        }
    }
}
