//! What a PDF is to look like: `[output.pdf]` in `book.toml`, and what the command line adds.
//!
//! [`Options::read`] is the entry point. Invariant: keys are strict; a misspelt one is an error at
//! its line.

use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::{SourceFile, Span};
use mdbook_markdown::MarkdownOptions;
use mdbook_renderer::config::{Config, HtmlConfig};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// What a PDF is to look like.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Options {
    /// The size of the pages.
    pub paper: Paper,
    /// Whether inner and outer margins differ, and parts begin on right-hand pages.
    pub two_sided: bool,
    /// Whether the answers of quizzes are printed at the end; they are unless this is `false`.
    pub answer_key: Option<bool>,
    /// A folder of further fonts (TTF, OTF), relative to `book.toml`: for scripts and signs that
    /// the built-in faces lack.
    pub fonts: Option<PathBuf>,
    /// One PDF for each part of the book.
    pub split: bool,
    /// Printed on the imprint; the last tag of the repository if it is left out.
    pub version: Option<String>,
    /// Printed on the imprint, `2026-12-31`; the day of the last commit if it is left out.
    pub date: Option<String>,
    /// Printed on the imprint: the licence, an address.
    pub imprint: Option<String>,
    /// Only this chapter, by its path in the content folder.
    #[serde(skip)]
    pub chapter: Option<PathBuf>,
    /// Only this part, by its number, or how its title or folder begins.
    #[serde(skip)]
    pub phase: Option<String>,
    /// mdBook's own: the program that makes the PDF under the stock `mdbook`.
    pub command: Option<String>,
    /// mdBook's own: whether a missing program is no error.
    pub optional: Option<bool>,
}

/// The size of pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// 148 × 210 mm: half of A4, the size of most e-readers.
    A5,
    /// 76 × 150 mm: a phone held upright.
    Phone,
}

/// The measures of a page, in points unless the name says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) inside: f64,
    pub(crate) outside: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    pub(crate) text_size: f64,
    pub(crate) code_size: f64,
}

/// Of the width of a letter of DejaVu Sans Mono, by its size.
const MONO_ADVANCE: f64 = 0.602;
/// Of the width of an average letter of Libertinus Serif.
const SERIF_ADVANCE: f64 = 0.46;
/// Between a frame and the code in it, on each side.
pub(crate) const CODE_INSET: f64 = 7.0;

const MM: f64 = 72.0 / 25.4;

impl Paper {
    pub(crate) fn measures(self, two_sided: bool) -> Measures {
        let of = |size: (f64, f64), side: f64, top: f64, bottom: f64, text: f64, code: f64| {
            // A bound book loses some of its inner margin.
            let shift = if two_sided { side * 0.18 } else { 0.0 };
            Measures {
                width: size.0 * MM,
                height: size.1 * MM,
                inside: (side + shift) * MM,
                outside: (side - shift) * MM,
                top: top * MM,
                bottom: bottom * MM,
                text_size: text,
                code_size: code,
            }
        };
        match self {
            Paper::A4 => of((210.0, 297.0), 25.0, 27.0, 26.0, 10.5, 8.4),
            Paper::Letter => of((215.9, 279.4), 26.0, 25.0, 24.0, 10.5, 8.4),
            Paper::A5 => of((148.0, 210.0), 15.0, 19.0, 17.0, 9.5, 7.2),
            Paper::Phone => of((76.0, 150.0), 4.0, 10.0, 9.0, 9.0, 6.6),
        }
    }
}

impl Measures {
    pub(crate) fn text_width(&self) -> f64 {
        self.width - self.inside - self.outside
    }

    pub(crate) fn text_height(&self) -> f64 {
        self.height - self.top - self.bottom
    }

    /// How many letters of code fit on a line.
    pub(crate) fn code_columns(&self) -> usize {
        let width = self.text_width() - 2.0 * CODE_INSET;
        (width / (self.code_size * MONO_ADVANCE)) as usize
    }

    /// How many letters of running text fit on a line, about.
    pub(crate) fn text_columns(&self) -> usize {
        (self.text_width() / (self.text_size * SERIF_ADVANCE)) as usize
    }
}

impl Options {
    /// Reads `[output.pdf]`; what is wrong with it goes to the session's report.
    pub fn read(config: &Config, session: &Session) -> Option<Options> {
        match config.get::<Options>("output.pdf") {
            Ok(options) => {
                let options = options.unwrap_or_default();
                let problem = options.bad_date();
                let is_good = problem.is_none();
                session.report(
                    problem
                        .into_iter()
                        .map(|text| located(text, session))
                        .collect(),
                );
                is_good.then_some(options)
            }
            Err(error) => {
                session.report(vec![located(format!("{error:#}"), session)]);
                None
            }
        }
    }

    fn bad_date(&self) -> Option<String> {
        let date = self.date.as_deref()?;
        match crate::imprint::day(date) {
            Some(_) => None,
            None => Some(format!("`date = \"{date}\"` is no day such as 2026-12-31")),
        }
    }

    /// Whether the answers are printed.
    pub(crate) fn has_answer_key(&self) -> bool {
        self.answer_key.unwrap_or(true)
    }
}

/// A mistake in `[output.pdf]`, at its place in `book.toml` if that can be found.
fn located(message: String, session: &Session) -> Diagnostic {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "output")]
        _output: Option<Outputs>,
    }
    #[derive(Deserialize)]
    struct Outputs {
        #[serde(rename = "pdf")]
        _pdf: Option<Options>,
    }
    let file = session.settings_file();
    let parsed = toml::from_str::<File>(&file.text);
    let (message, range) = match parsed {
        Err(error) => (error.message().to_owned(), error.span()),
        Ok(_) => (message, None),
    };
    let range = range.unwrap_or_else(|| table(&file));
    let help = "known are: paper (a4, letter, a5, phone), two-sided, answer-key, fonts, split, \
                version, date, imprint";
    Diagnostic::error("pdf-setting", Span::new(file, range), message).help(help)
}

/// A warning about the PDF as a whole, where `book.toml` asks for it.
pub(crate) fn warning(message: String, session: &Session) -> Diagnostic {
    let file = session.settings_file();
    let range = table(&file);
    Diagnostic::warning("pdf", Span::new(file, range), message)
}

/// Where the table begins.
fn table(file: &Arc<SourceFile>) -> std::ops::Range<usize> {
    let start = file.text.find("[output.pdf]").unwrap_or(0);
    start..start
}

/// How Markdown is read: as `[output.html]` says, so that both show the same text.
pub(crate) fn markdown(config: &Config) -> MarkdownOptions {
    let html: Option<HtmlConfig> = config.get("output.html").ok().flatten();
    let html = html.unwrap_or_default();
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = html.smart_punctuation;
    options.definition_lists = html.definition_lists;
    options.admonitions = html.admonitions;
    options
}
