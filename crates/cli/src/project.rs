//! Opens a book and runs it through the preprocessors.
//!
//! [`Project::open`] is the entry point. Invariants: no chapter is ever created on disk, and a
//! setting of ours that is misspelt is an error, because it would silently do nothing.

use crate::{progress_bar, settings_check, summary_check};
use anyhow::{Context, Result, anyhow, bail};
use coursebook_html::{Download, HtmlRenderer, Mode};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::frontmatter::{ID_HELP, ascii_words, is_id};
use coursebook_preprocessors::quiz::settings::QuizSettings;
use coursebook_preprocessors::session::{PictureCache, Session, Target};
use coursebook_preprocessors::source::SourceFile;
use coursebook_preprocessors::templates::Templates;
use coursebook_preprocessors::{Adapter, constructs};
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
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

impl Project {
    /// Reads the settings of the book in `folder`.
    pub(crate) fn open(folder: &Path) -> Result<Project> {
        let root = folder
            .canonicalize()
            .with_context(|| format!("there is no folder `{}`", folder.display()))?;
        let path = root.join("book.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| unread(&root, error))?;
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
        self.run_with(mode, Vec::new())
    }

    /// As [`Project::run`], and the site offers these files.
    pub(crate) fn run_with(&self, mode: Mode, downloads: Vec<Download>) -> Result<Outcome> {
        self.run_into(Target::Site, |session, mut book| {
            let renderer = HtmlRenderer::new(session, mode.clone()).with_downloads(downloads);
            if mode == Mode::Build {
                book.with_renderer(renderer);
                book.build()
            } else {
                book.execute_build_process(&renderer)
            }
        })
    }

    /// Gives the book to `render`, with all preprocessors in place, which work for `target`.
    pub(crate) fn run_into(
        &self,
        target: Target,
        render: impl FnOnce(Arc<Session>, MDBook) -> Result<()>,
    ) -> Result<Outcome> {
        let found = settings_check::mistakes(&self.config, &self.settings_file);
        let session = match self.session(target) {
            // It fails for the settings that are reported.
            Err(_) if found.iter().any(Diagnostic::is_error) => self.bare_session(target)?,
            session => session?,
        };
        let session = Arc::new(session.with_progress(progress_bar::progress()));
        session.report(found);
        session.report(summary_check::mistakes(&session, &self.build_folder()));
        if session.diagnostics().iter().any(Diagnostic::is_error) {
            return Ok(Outcome {
                session,
                failure: None,
            });
        }
        let mut book = MDBook::load_with_config(&self.root, self.config_for_others()?)?;
        for construct in constructs() {
            book.with_preprocessor(Adapter::new(construct, session.clone()));
        }
        let result = render(session.clone(), book);
        Ok(Outcome {
            session,
            failure: result.err(),
        })
    }

    /// The settings without `[output.pdf]`: mdBook would start its command, and we make the PDF
    /// ourselves.
    fn config_for_others(&self) -> Result<Config> {
        let mut config = self.config.clone();
        if config.contains_key("output.pdf") {
            let mut outputs: BTreeMap<String, toml::Value> = config.outputs()?;
            outputs.remove("pdf");
            config.set("output", outputs)?;
        }
        Ok(config)
    }

    /// Whether `book.toml` asks for a PDF.
    pub(crate) fn wants_pdf(&self) -> bool {
        self.config.contains_key("output.pdf")
    }

    /// A session over this book.
    pub(crate) fn session(&self, target: Target) -> Result<Session> {
        let templates = Templates::load(Some(&self.theme_folder()?))?;
        let src = self.config.book.src.clone();
        let (quiz, mistakes) = QuizSettings::read(&self.settings_file);
        let session = Session::new(self.root.clone(), src, self.book_id()?, target, templates);
        session.report(mistakes);
        let pictures = PictureCache::in_folder(&self.build_folder());
        let math = self.config.contains_key("preprocessor.math");
        Ok(session
            .with_quiz_settings(quiz)
            .with_pictures(pictures)
            .with_math(math)
            .with_glossary(self.config.contains_key("preprocessor.glossary")))
    }

    /// A session that knows no settings, for a report on them.
    fn bare_session(&self, target: Target) -> Result<Session> {
        let templates = Templates::load(None)?;
        let (root, src) = (self.root.clone(), self.config.book.src.clone());
        Ok(Session::new(root, src, "book".into(), target, templates))
    }

    /// The book's theme folder, whether it exists or not.
    pub(crate) fn theme_folder(&self) -> Result<PathBuf> {
        Ok(self.html()?.theme_dir(&self.root))
    }

    /// The settings of the site.
    pub(crate) fn html(&self) -> Result<HtmlConfig> {
        let html: Option<HtmlConfig> = self
            .config
            .get("output.html")
            .context("`[output.html]` in book.toml")?;
        Ok(html.unwrap_or_default())
    }

    /// Where all that is built lies.
    pub(crate) fn build_folder(&self) -> PathBuf {
        self.root.join(&self.config.build.build_dir)
    }

    /// Where the site is written.
    pub(crate) fn site_folder(&self, mode: &Mode) -> PathBuf {
        HtmlRenderer::site_folder(&self.config, &self.root, mode)
    }

    /// The name under which browsers keep this book's progress.
    fn book_id(&self) -> Result<String> {
        let own: Option<String> = self.config.get("preprocessor.progress.book-id")?;
        match own {
            Some(id) if is_id(&id) => Ok(id),
            Some(id) => bail!("`book-id = \"{id}\"` in book.toml: {ID_HELP}"),
            None => {
                let title = title_of(&self.config);
                id_of_title(title).with_context(|| {
                    format!(
                        "no id for readers' progress can be made of the title `{title}`: {BOOK_ID_HELP}"
                    )
                })
            }
        }
    }
}

/// Why a folder's `book.toml` was not read.
fn unread(root: &Path, error: std::io::Error) -> anyhow::Error {
    let root = root.display();
    match error.kind() {
        ErrorKind::NotFound => {
            anyhow!("`{root}` is not a book: it has no book.toml; `coursebook init` makes one")
        }
        ErrorKind::InvalidData => {
            anyhow!("the book.toml of `{root}` is not UTF-8: let your editor save it as UTF-8")
        }
        _ => anyhow!(error).context(format!("`{root}` is not a book: cannot read its book.toml")),
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

/// Whether a folder of this name holds what no author writes: tools' own, hidden, built.
pub(crate) fn is_foreign_folder(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || matches!(&*name, "target" | "node_modules")
}

/// A title as a name for files and ids: its words of ASCII; empty if it has none.
pub(crate) fn slug_of(title: &str) -> String {
    ascii_words(title).join("-").chars().take(60).collect()
}

/// The book's title, of which its id is made where the author gave none.
pub(crate) fn title_of(config: &Config) -> &str {
    config.book.title.as_deref().unwrap_or("book")
}

/// The book's id where the author gave none. Two books with one id on one host would share their
/// readers' progress, so a title that gives no id is refused.
pub(crate) fn id_of_title(title: &str) -> Option<String> {
    let id = slug_of(title);
    is_id(&id).then_some(id)
}

/// What to do about a title that gives no id.
pub(crate) const BOOK_ID_HELP: &str = "set `book-id` under [preprocessor.progress] in book.toml: 2 to 60 characters out of a-z, 0-9 and -";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_without_ascii_letters_asks_for_an_id() {
        assert_eq!(id_of_title("My Book!").as_deref(), Some("my-book"));
        assert_eq!(id_of_title("网络"), None);
    }
}
