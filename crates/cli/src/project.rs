//! Opens a book and runs it through the preprocessors.
//!
//! [`Project::open`] is the entry point. Invariants: no chapter is ever created on disk, and a
//! setting of ours that is misspelt is an error, because it would silently do nothing.

use crate::{progress_bar, summary_check};
use anyhow::{Context, Result, bail};
use coursebook_html::{HtmlRenderer, Mode};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::{Session, Target};
use coursebook_preprocessors::source::{SourceFile, Span};
use coursebook_preprocessors::templates::Templates;
use coursebook_preprocessors::{Adapter, constructs};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A book's folder and settings.
pub(crate) struct Project {
    /// The folder with the `book.toml`.
    pub(crate) root: PathBuf,
    /// Its settings.
    pub(crate) config: Config,
    settings_file: Arc<SourceFile>,
}

/// Settings of our preprocessors besides mdBook's own (`command`, `before`, …).
const OWN_SETTINGS: &[(&str, &[&str])] = &[
    ("frontmatter", &[]),
    ("quiz", &[]),
    ("diagram", &[]),
    ("progress", &["book-id"]),
    ("highlight", &[]),
];
const MDBOOK_SETTINGS: &[&str] = &[
    "command",
    "before",
    "after",
    "optional",
    "renderers",
    "renderer",
];

impl Project {
    /// Reads the settings of the book in `folder`.
    pub(crate) fn open(folder: &Path) -> Result<Project> {
        let root = folder
            .canonicalize()
            .with_context(|| format!("there is no folder `{}`", folder.display()))?;
        let path = root.join("book.toml");
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!(
                "`{}` is not a book: cannot read its book.toml",
                root.display()
            )
        })?;
        let mut config: Config = text
            .parse()
            .with_context(|| format!("`{}` cannot be read", path.display()))?;
        config.update_from_env()?;
        config.build.create_missing = false;
        Ok(Project {
            root,
            config,
            settings_file: SourceFile::new("book.toml", text),
        })
    }

    /// Runs the whole book and gives the session with all that was found.
    pub(crate) fn run(&self, mode: Mode) -> Result<Outcome> {
        let session = Arc::new(
            self.session(Target::Site)?
                .with_progress(progress_bar::progress()),
        );
        session.report(self.settings_mistakes());
        session.report(summary_check::mistakes(&session));
        if session.diagnostics().iter().any(Diagnostic::is_error) {
            return Ok(Outcome {
                session,
                failure: None,
            });
        }
        let mut book = MDBook::load_with_config(&self.root, self.config.clone())?;
        for construct in constructs() {
            book.with_preprocessor(Adapter::new(construct, session.clone()));
        }
        let renderer = HtmlRenderer::new(session.clone(), mode.clone());
        let result = if mode == Mode::Build {
            book.with_renderer(renderer);
            book.build()
        } else {
            book.execute_build_process(&renderer)
        };
        Ok(Outcome {
            session,
            failure: result.err(),
        })
    }

    /// A session over this book.
    pub(crate) fn session(&self, target: Target) -> Result<Session> {
        let templates = Templates::load(Some(&self.theme_folder()))?;
        let src = self.config.book.src.clone();
        Ok(Session::new(
            self.root.clone(),
            src,
            self.book_id()?,
            target,
            templates,
        ))
    }

    /// The book's theme folder, whether it exists or not.
    pub(crate) fn theme_folder(&self) -> PathBuf {
        let theme: Option<PathBuf> = self.config.get("output.html.theme").ok().flatten();
        self.root.join(theme.unwrap_or_else(|| "theme".into()))
    }

    /// Where the site is written.
    pub(crate) fn site_folder(&self, mode: &Mode) -> PathBuf {
        HtmlRenderer::site_folder(&self.config, &self.root, mode)
    }

    /// The name under which browsers keep this book's progress.
    fn book_id(&self) -> Result<String> {
        let own: Option<String> = self.config.get("preprocessor.progress.book-id")?;
        let id = own.unwrap_or_else(|| slug(self.config.book.title.as_deref().unwrap_or("book")));
        if !coursebook_preprocessors::frontmatter::is_id(&id) {
            bail!(
                "`book-id = \"{id}\"` in book.toml: {}",
                coursebook_preprocessors::frontmatter::ID_HELP
            );
        }
        Ok(id)
    }

    /// Settings of our preprocessors that nobody knows.
    fn settings_mistakes(&self) -> Vec<Diagnostic> {
        let mut mistakes = Vec::new();
        for (name, own) in OWN_SETTINGS {
            let table: Option<toml::Table> = self
                .config
                .get(&format!("preprocessor.{name}"))
                .ok()
                .flatten();
            for key in table.unwrap_or_default().keys() {
                if !own.contains(&key.as_str()) && !MDBOOK_SETTINGS.contains(&key.as_str()) {
                    mistakes.push(self.unknown_setting(name, key, own));
                }
            }
        }
        mistakes
    }

    fn unknown_setting(&self, table: &str, key: &str, own: &[&str]) -> Diagnostic {
        let text = &self.settings_file.text;
        let from = text.find(&format!("[preprocessor.{table}]")).unwrap_or(0);
        let at = text[from..].find(key).map_or(from, |at| from + at);
        let span = Span::new(self.settings_file.clone(), at..at + key.len());
        let known: Vec<_> = own.iter().chain(MDBOOK_SETTINGS).copied().collect();
        Diagnostic::error(
            "unknown-setting",
            span,
            format!("`{key}` is no setting of [preprocessor.{table}]"),
        )
        .help(format!("known are: {}", known.join(", ")))
    }
}

/// What came of a run.
pub(crate) struct Outcome {
    /// All that was found.
    pub(crate) session: Arc<Session>,
    /// Why the run ended early, if it did.
    failure: Option<anyhow::Error>,
}

impl Outcome {
    /// All mistakes; the error only if the run failed for another reason than mistakes in content.
    pub(crate) fn diagnostics(self) -> Result<Vec<Diagnostic>> {
        let diagnostics = self.session.diagnostics();
        match self.failure {
            Some(error) if !diagnostics.iter().any(Diagnostic::is_error) => Err(error),
            _ => Ok(diagnostics),
        }
    }
}

fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<_> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let slug = words.join("-");
    if slug.len() < 2 {
        "book".to_owned()
    } else {
        slug.chars().take(60).collect()
    }
}
