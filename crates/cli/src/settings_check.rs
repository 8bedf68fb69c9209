//! What is wrong with the settings in `book.toml`.
//!
//! [`mistakes`] is the entry point. Invariant: a setting of ours that is misspelt is an error,
//! because it would silently do nothing; all mistakes are told in one run, at their lines where they
//! stand in the file.

use crate::project::{BOOK_ID_HELP, id_of_title, title_of};
use crate::run_code::runners;
use coursebook_model::quiz::author::nearest;
use coursebook_preprocessors::constructs;
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::frontmatter::{ID_HELP, is_id};
use coursebook_preprocessors::source::{SourceFile, Span};
use mdbook_driver::config::{Config, HtmlConfig};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Settings of our preprocessors besides mdBook's own (`command`, `before`, …).
const OWN_SETTINGS: &[(&str, &[&str])] = &[
    ("frontmatter", &[]),
    ("quiz", &["lints", "runners", "tags"]),
    ("diagram", &[]),
    ("progress", &["book-id", "offline"]),
    ("roadmap", &["hours-a-week"]),
    ("glossary", &[]),
    ("math", &[]),
    ("highlight", &[]),
];
/// What mdbook-quiz takes under `[preprocessor.quiz]`, with what comes of it here. A book that
/// changes over keeps its table.
const MDBOOK_QUIZ_SETTINGS: &[(&str, &str)] = &[
    ("cache-answers", ANSWERS_KEPT),
    ("cache_answers", ANSWERS_KEPT),
    ("fullscreen", "a quiz stays in its place in the page"),
    (
        "default-language",
        "`Tracing` questions are about Rust, and fences name their language",
    ),
    ("spellcheck", NO_SPELLING),
    ("more-words", NO_SPELLING),
    ("validate", "every quiz is checked at each build"),
    ("show-bug-reporter", "nothing is sent from a page"),
    (
        "initial-text",
        "a quiz is open from the start; its file's `title` stands above it",
    ),
];
const ANSWERS_KEPT: &str = "answers are always kept, in the reader's browser";
const NO_SPELLING: &str = "spelling is not checked";
const MDBOOK_SETTINGS: &[&str] = &[
    "command",
    "before",
    "after",
    "optional",
    "renderers",
    "renderer",
];

/// All that is wrong with the settings of a book, which are read of `file` and of the environment.
pub(crate) fn mistakes(config: &Config, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let settings = Settings { config, file };
    let mut found = settings.unknown();
    let runners = runners::mistakes(config).into_iter();
    found.extend(runners.map(|(language, message)| settings.bad_runner(&language, message)));
    found.extend(settings.strangers());
    found.extend(settings.bad_values());
    found.extend(settings.no_id());
    found.extend(settings.bad_html());
    found
}

struct Settings<'a> {
    config: &'a Config,
    file: &'a Arc<SourceFile>,
}

impl Settings<'_> {
    /// Settings of our preprocessors that nobody knows.
    fn unknown(&self) -> Vec<Diagnostic> {
        let mut mistakes = Vec::new();
        for (name, own) in OWN_SETTINGS {
            for key in self.table(name).keys() {
                if own.contains(&key.as_str()) || MDBOOK_SETTINGS.contains(&key.as_str()) {
                    continue;
                }
                mistakes.push(match mdbook_quiz_setting(name, key) {
                    Some(instead) => self.foreign_setting(key, instead),
                    None => self.unknown_setting(name, key, own),
                });
            }
        }
        mistakes
    }

    fn table(&self, preprocessor: &str) -> toml::Table {
        let key = format!("preprocessor.{preprocessor}");
        self.config.get(&key).ok().flatten().unwrap_or_default()
    }

    /// Preprocessors without a command whose name is nearly that of one of ours: mdBook would look
    /// for a program of that name.
    fn strangers(&self) -> Vec<Diagnostic> {
        let tables: BTreeMap<String, toml::Value> = self.config.preprocessors().unwrap_or_default();
        let ours: Vec<_> = constructs()
            .iter()
            .map(|construct| construct.name())
            .collect();
        let strangers = tables.iter().filter_map(|(name, table)| {
            let is_known = ours.contains(&name.as_str()) || name == "index";
            let has_command = table.get("command").is_some();
            let meant = nearest(name, ours.iter().copied());
            let meant = meant.filter(|_| !is_known && !has_command)?;
            let span = self.span_of_table(&format!("preprocessor.{name}"));
            let message = format!("there is no preprocessor `{name}`");
            let help = format!("did you mean `[preprocessor.{meant}]`?");
            Some(Diagnostic::error("unknown-preprocessor", span, message).help(help))
        });
        strangers.collect()
    }

    /// Values of our settings that are none.
    fn bad_values(&self) -> Vec<Diagnostic> {
        let progress = self.table("progress");
        let roadmap = self.table("roadmap");
        let values = [
            (
                "progress",
                "book-id",
                progress
                    .get("book-id")
                    .is_some_and(|value| !value.as_str().is_some_and(is_id)),
                ID_HELP,
            ),
            (
                "progress",
                "offline",
                progress
                    .get("offline")
                    .is_some_and(|value| value.as_bool().is_none()),
                "write `true` or `false`, without quotes",
            ),
            (
                "roadmap",
                "hours-a-week",
                roadmap.get("hours-a-week").is_some_and(|value| {
                    !value
                        .as_integer()
                        .is_some_and(|hours| (1..=80).contains(&hours))
                }),
                "write a whole number from 1 to 80, without quotes",
            ),
        ];
        let bad = values.into_iter().filter(|(_, _, is_bad, _)| *is_bad);
        bad.map(|(table, key, _, help)| {
            let span = self.span_of_setting(&format!("preprocessor.{table}"), key);
            let message = format!("this is no value of `{key}`");
            Diagnostic::error("bad-setting", span, message).help(help)
        })
        .collect()
    }

    /// A book that gives no id for readers' progress.
    fn no_id(&self) -> Option<Diagnostic> {
        let title = title_of(self.config);
        if self.table("progress").contains_key("book-id") || id_of_title(title).is_some() {
            return None;
        }
        let span = self.span_of_setting("book", "title");
        let message = "no id for readers' progress can be made of this title";
        Some(Diagnostic::error("no-book-id", span, message).help(BOOK_ID_HELP))
    }

    /// Mistakes in `[output.html]` and in the book's language.
    fn bad_html(&self) -> Vec<Diagnostic> {
        let html: HtmlConfig = match self.config.get("output.html") {
            Ok(html) => html.unwrap_or_default(),
            Err(error) => return vec![self.unread_html(&format!("{error:#}"))],
        };
        let mut found = Vec::new();
        if html
            .site_url
            .as_deref()
            .is_some_and(|url| !is_site_url(url))
        {
            let span = self.span_of_setting("output.html", "site-url");
            let message = "this is no address of a site";
            // mdBook takes any text here, and a book that it builds builds here, too.
            found.push(Diagnostic::warning("bad-setting", span, message).help(
                "write its path on the host (`/course/`), or its whole address (`https://example.org/course/`)",
            ));
        }
        let language = self.config.book.language.as_deref();
        if language.is_some_and(|language| !is_language(language)) {
            let span = self.span_of_setting("book", "language");
            let message = "this is no tag of a language";
            found.push(
                Diagnostic::warning("bad-setting", span, message)
                    .help("write it as in HTML's `lang`: `en`, `de`, `pt-BR`"),
            );
        }
        found
    }

    /// `[output.html]` as it cannot be read, at its place if the file alone says it.
    fn unread_html(&self, message: &str) -> Diagnostic {
        #[derive(Deserialize)]
        struct File {
            #[serde(rename = "output")]
            _output: Option<Outputs>,
        }
        #[derive(Deserialize)]
        struct Outputs {
            #[serde(rename = "html")]
            _html: Option<HtmlConfig>,
        }
        let parsed = toml::from_str::<File>(&self.file.text);
        let (message, range) = match &parsed {
            Err(error) => (error.message(), error.span()),
            Ok(_) => (message, None),
        };
        let span = match range {
            Some(range) => Span::new(self.file.clone(), range),
            None => self.span_of_table("output.html"),
        };
        Diagnostic::error("html-setting", span, message)
            .help("the keys are mdBook's: https://rust-lang.github.io/mdBook/format/configuration/renderers.html")
    }

    fn bad_runner(&self, language: &str, message: String) -> Diagnostic {
        let span = self.span_of_setting("preprocessor.quiz.runners", language);
        Diagnostic::error("bad-runner", span, message)
            .help("like this: `sql = [\"sqlite3\", \"-batch\", \":memory:\", \".read {file}\"]`")
    }

    /// The key where it begins a line, or else only where to look for it.
    fn span_of_setting(&self, table: &str, key: &str) -> Span {
        let text = &self.file.text;
        let at = place_of_setting(text, table, key);
        let is_key = text.get(at..).is_some_and(|rest| rest.starts_with(key));
        let length = if is_key { key.len() } else { 0 };
        Span::new(self.file.clone(), at..at + length)
    }

    /// The line that begins a table, or the file's beginning.
    fn span_of_table(&self, table: &str) -> Span {
        let at = place_of_setting(&self.file.text, table, "");
        let length = self.file.text[at..].lines().next().map_or(0, str::len);
        Span::new(self.file.clone(), at..at + length)
    }

    /// A setting of mdbook-quiz, which does no harm and nothing else.
    fn foreign_setting(&self, key: &str, instead: &str) -> Diagnostic {
        let span = self.span_of_setting("preprocessor.quiz", key);
        let message = format!("`{key}` is a setting of mdbook-quiz, and has no effect: {instead}");
        Diagnostic::warning("foreign-setting", span, message)
            .help("take it out, unless the book is also built with mdbook-quiz")
    }

    fn unknown_setting(&self, table: &str, key: &str, own: &[&str]) -> Diagnostic {
        let span = self.span_of_setting(&format!("preprocessor.{table}"), key);
        let known: Vec<_> = own.iter().chain(MDBOOK_SETTINGS).copied().collect();
        let help = match nearest(key, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known are: {}", known.join(", ")),
        };
        let message = format!("`{key}` is no setting of [preprocessor.{table}]");
        Diagnostic::error("unknown-setting", span, message).help(help)
    }
}

/// What comes of a setting of mdbook-quiz, if it is one.
fn mdbook_quiz_setting(table: &str, key: &str) -> Option<&'static str> {
    let mut known = MDBOOK_QUIZ_SETTINGS.iter();
    let (_, instead) = known.find(|(name, _)| table == "quiz" && *name == key)?;
    Some(instead)
}

/// Whether pages can stand below this address.
fn is_site_url(url: &str) -> bool {
    let begins = ["/", "http://", "https://"]
        .iter()
        .any(|start| url.starts_with(start));
    begins && !url.contains(|c: char| c.is_whitespace() || "\"<>\\".contains(c))
}

/// Whether a text looks as tags of languages do: `pt-BR`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let is_first = (2..=8).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic());
    is_first
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

/// Where the line of a key starts below `[TABLE]`; where the table starts, or the
/// file, if it is written otherwise.
fn place_of_setting(text: &str, table: &str, key: &str) -> usize {
    let header = format!("[{table}]");
    let (mut offset, mut place, mut inside) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let setting = line.trim_start();
        let start = offset + (line.len() - setting.len());
        if setting.starts_with('[') {
            inside = setting.starts_with(&header);
            place = if inside { start } else { place };
        }
        let rest = setting.strip_prefix(key).filter(|_| inside);
        if rest.is_some_and(|rest| rest.starts_with([' ', '\t', '='])) {
            return start;
        }
        offset += line.len();
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_at_its_own_line() {
        let text = "[preprocessor.quiz]\ncommand = \"x max\" # max\n  max = 1\n[a]\nmax=2\n";
        assert_eq!(
            text.find("  max = 1").map(|at| at + 2),
            Some(place_of_setting(text, "preprocessor.quiz", "max"))
        );
        assert_eq!(place_of_setting(text, "links", "max"), 0);
    }

    #[test]
    fn addresses_and_languages_are_told_apart_from_other_texts() {
        for url in ["/", "/a/", "https://e.org/a/", "http://localhost:3000/"] {
            assert!(is_site_url(url), "{url}");
        }
        for url in ["", "e.org/a", "https://e .org", "a/"] {
            assert!(!is_site_url(url), "{url}");
        }
        for tag in ["en", "pt-BR", "zh-Hans-CN"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "Deutsch!!", "e", "en_GB"] {
            assert!(!is_language(tag), "{tag}");
        }
    }

    #[test]
    fn all_mistakes_of_a_book_toml_are_told_with_their_lines() {
        let text = "[book]\nlanguage = \"en_GB\"\n[preprocessor.quizz]\n[preprocessor.progress]\nbook-id = \"P\"\noffline = \"no\"\n[preprocessor.roadmap]\nhours-a-week = 0\nhours = 2\n[output.html]\nsite-url = \"e.org\"\n";
        let found = mistakes(&text.parse().unwrap(), &SourceFile::new("book.toml", text));
        let mut lines: Vec<_> = found
            .iter()
            .map(|mistake| (mistake.span.line(), mistake.code))
            .collect();
        lines.sort_unstable();
        assert_eq!(
            lines,
            [
                (2, "bad-setting"),
                (3, "unknown-preprocessor"),
                (5, "bad-setting"),
                (6, "bad-setting"),
                (8, "bad-setting"),
                (9, "unknown-setting"),
                (11, "bad-setting"),
            ]
        );
        let text = "[book]\n[output.html]\nsite-ulr = \"/\"\n";
        let found = mistakes(&text.parse().unwrap(), &SourceFile::new("book.toml", text));
        assert_eq!((found.len(), found[0].span.line()), (1, 3), "{found:?}");
    }
}
