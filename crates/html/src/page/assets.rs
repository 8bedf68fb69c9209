//! The files that all pages share: scripts, style sheets, the manifest, the search index.
//!
//! Invariant: each but the search index has its content's hash in its name, so that a browser may
//! keep it for ever and a page never meets another version of its runtime.

use crate::HtmlError;
use crate::body::Body;
use crate::book::BookPages;
use crate::publish::Publisher;
use crate::settings::Settings;
use crate::{manifest, search};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::SourceFile;
use coursebook_preprocessors::source::Span;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SEARCH_INDEX: &str = "search-index.js";

/// Where the shared files are, relative to the site's root.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    pub(crate) styles: Vec<String>,
    pub(crate) head_scripts: Vec<String>,
    /// On every page.
    page_scripts: Vec<String>,
    /// On pages with a quiz, after the others.
    quiz_scripts: Vec<String>,
    /// The book's own, last.
    book_scripts: Vec<String>,
    /// Loaded when a reader first searches.
    pub(crate) search_script: Option<String>,
    pub(crate) search_index: Option<String>,
    /// Interface texts of the templates.
    pub(crate) page_strings: BTreeMap<String, String>,
}

impl Assets {
    /// Publishes them.
    pub(crate) fn publish(
        publisher: &Publisher,
        pages: &BookPages,
        bodies: &[Body],
        settings: &Settings,
        session: &Session,
    ) -> Result<Assets, HtmlError> {
        let strings = Strings::load(&settings.theme)?;
        let site = manifest::script(
            pages,
            &session.book_id,
            &settings.book.title,
            &strings.script,
        );
        let mut assets = Assets {
            page_strings: strings.page,
            ..Assets::default()
        };
        let built_in = |name: &str| offer_built_in(publisher, name);
        assets.styles.extend(built_in("coursebook.css")?);
        assets.head_scripts.extend(built_in("early.js")?);
        assets
            .page_scripts
            .push(offer_hashed(publisher, "site.js", site.as_bytes())?);
        for name in ["progress.js", "page.js"] {
            assets.page_scripts.extend(built_in(name)?);
        }
        if settings
            .html
            .search
            .as_ref()
            .is_none_or(|search| search.enable)
        {
            assets.search_script = built_in("search.js")?;
            let index = search::script(pages, bodies);
            // Its name carries no hash: every page names it, and an edit of one chapter's text must
            // not change every page. An index of the last edition still finds nearly everything.
            publisher.offer(Path::new(SEARCH_INDEX), index.as_bytes())?;
            assets.search_index = Some(SEARCH_INDEX.to_owned());
        }
        if pages.chapters().iter().any(super::has_quiz) {
            assets.quiz_scripts.extend(built_in("quiz.js")?);
        }
        assets.styles.extend(own_files(
            publisher,
            &settings.html.additional_css,
            session,
        )?);
        assets.book_scripts = own_files(publisher, &settings.html.additional_js, session)?;
        publish_icon(publisher, &settings.theme)?;
        Ok(assets)
    }

    /// The scripts of a page, in order.
    pub(crate) fn scripts(&self, quiz: bool) -> impl Iterator<Item = &String> {
        let of_quiz = self.quiz_scripts.iter().filter(move |_| quiz);
        self.page_scripts
            .iter()
            .chain(of_quiz)
            .chain(&self.book_scripts)
    }
}

fn offer_built_in(publisher: &Publisher, name: &str) -> Result<Option<String>, HtmlError> {
    let Some(asset) = coursebook_assets::asset(name) else {
        return Ok(None);
    };
    publisher.offer(Path::new(asset.hashed_name), asset.content)?;
    Ok(Some(asset.hashed_name.to_owned()))
}

fn offer_hashed(publisher: &Publisher, name: &str, content: &[u8]) -> Result<String, HtmlError> {
    let hash: String = Sha256::digest(content)
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hashed = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    };
    publisher.offer(Path::new(&hashed), content)?;
    Ok(hashed)
}

/// The book's `additional-css` and `additional-js`. The two files that `coursebook assets` writes
/// for the stock mdBook are left out: our pages carry the same already.
fn own_files(
    publisher: &Publisher,
    paths: &[PathBuf],
    session: &Session,
) -> Result<Vec<String>, HtmlError> {
    let mut names = Vec::new();
    for path in paths.iter().filter(|path| !is_stock_file(path)) {
        match session.read(path) {
            Ok(file) => {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                names.push(offer_hashed(publisher, &name, file.text.as_bytes())?);
            }
            Err(error) => session.report(vec![missing(path, &error.to_string())]),
        }
    }
    Ok(names)
}

fn is_stock_file(path: &Path) -> bool {
    path.parent()
        .is_some_and(|folder| folder.ends_with("mdbook"))
        && path.file_stem().is_some_and(|stem| stem == "coursebook")
}

fn missing(path: &Path, reason: &str) -> Diagnostic {
    let span = Span::new(SourceFile::new("book.toml", ""), 0..0);
    Diagnostic::warning(
        "additional-file",
        span,
        format!("`{}` is left out: {reason}", path.display()),
    )
}

fn publish_icon(publisher: &Publisher, theme: &Path) -> Result<(), HtmlError> {
    let own = theme.join("favicon.svg");
    if own.is_file() {
        return publisher.copy(&own, Path::new("favicon.svg"));
    }
    match coursebook_assets::asset("favicon.svg") {
        Some(icon) => publisher.offer(Path::new("favicon.svg"), icon.content),
        None => Ok(()),
    }
}

/// `strings.toml`: the words of the interface.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Strings {
    /// What templates print.
    page: BTreeMap<String, String>,
    /// What scripts print.
    script: BTreeMap<String, String>,
}

impl Strings {
    /// The built-in words, each replaced by the book's own where its theme has one.
    fn load(theme: &Path) -> Result<Strings, HtmlError> {
        let mut strings = parse(coursebook_assets::strings(), "the built-in strings.toml")?;
        let path = theme.join("strings.toml");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(strings),
            Err(source) => {
                return Err(HtmlError::File {
                    action: "read",
                    path,
                    source,
                });
            }
        };
        let own = parse(&text, &path.display().to_string())?;
        strings.page.extend(own.page);
        strings.script.extend(own.script);
        Ok(strings)
    }
}

fn parse(text: &str, name: &str) -> Result<Strings, HtmlError> {
    toml::from_str(text).map_err(|error| HtmlError::Strings(name.to_owned(), error))
}
