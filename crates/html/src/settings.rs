//! `[output.html]`, read strictly.
//!
//! mdBook drops the whole table on an unknown key and goes on; here that is an error.

use crate::{HtmlError, print};
use coursebook_preprocessors::address;
use mdbook_markdown::MarkdownOptions;
use mdbook_renderer::config::{Config, HtmlConfig};
use std::path::{Path, PathBuf};

/// The renderer's settings.
pub(crate) struct Settings {
    /// The table itself.
    pub(crate) html: HtmlConfig,
    /// How Markdown is read.
    pub(crate) markdown: MarkdownOptions,
    /// The book's theme folder.
    pub(crate) theme: PathBuf,
    /// The book's title, language and description.
    pub(crate) book: BookSettings,
    /// The hours a week for which the weeks of the roadmap's phases are meant.
    pub(crate) hours_a_week: u32,
    /// Whether readers may keep the whole site in their browser.
    pub(crate) offline: bool,
}

/// Where `book.toml` does not say it: evenings and a part of the weekend.
const USUAL_HOURS: u32 = 8;

/// `[book]`.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct BookSettings {
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) description: String,
    pub(crate) direction: &'static str,
    pub(crate) authors: Vec<String>,
}

impl Settings {
    /// Reads them out of `book.toml`.
    pub(crate) fn read(config: &Config, root: &Path) -> Result<Settings, HtmlError> {
        let html: HtmlConfig = config
            .get("output.html")
            .map_err(|error| HtmlError::Settings(format!("{error:#}")))?
            .unwrap_or_default();
        let mut markdown = MarkdownOptions::default();
        markdown.smart_punctuation = html.smart_punctuation;
        markdown.definition_lists = html.definition_lists;
        markdown.admonitions = html.admonitions;
        let theme = html.theme_dir(root);
        let offline: Option<bool> = config
            .get("preprocessor.progress.offline")
            .map_err(|error| HtmlError::Offline(format!("{error:#}")))?;
        Ok(Settings {
            html,
            markdown,
            theme,
            book: BookSettings::read(config),
            hours_a_week: hours_a_week(config)?,
            offline: offline.unwrap_or(true),
        })
    }

    /// Where the page for what is not there goes, unless the book wants none.
    pub(crate) fn not_found_path(&self) -> Option<PathBuf> {
        let wanted = self.html.input_404.as_deref() != Some("");
        wanted.then(|| self.html.get_404_output_file().into())
    }

    /// Where the redirects stand in the site, and where they lead.
    pub(crate) fn redirects(&self) -> impl Iterator<Item = (PathBuf, &str)> {
        let redirects = self.html.redirect.iter();
        redirects.map(|(from, to)| (from.trim_start_matches('/').into(), to.as_str()))
    }

    /// The pages that these settings ask for besides the chapters.
    pub(crate) fn extra_paths(&self) -> Vec<PathBuf> {
        let redirects = self.redirects().map(|(from, _)| from);
        let print = self.html.print.enable.then(|| PathBuf::from(print::PATH));
        let others = self.not_found_path().into_iter().chain(print);
        others.chain(redirects).collect()
    }

    /// The site's absolute path on its host, with a slash at each end: `/roadmap/`.
    pub(crate) fn site_path(&self) -> String {
        address::site_path(&self.html)
    }

    /// The absolute URL of a page; empty unless `site-url` or `cname` names a host.
    pub(crate) fn absolute_url(&self, path: &str) -> String {
        address::absolute_url(&self.html, path).unwrap_or_default()
    }
}

fn hours_a_week(config: &Config) -> Result<u32, HtmlError> {
    let key = "preprocessor.roadmap.hours-a-week";
    let hours: Option<u32> = config
        .get(key)
        .map_err(|error| HtmlError::Roadmap(format!("{error:#}")))?;
    match hours.unwrap_or(USUAL_HOURS) {
        hours @ 1..=80 => Ok(hours),
        hours => Err(HtmlError::Roadmap(format!(
            "`hours-a-week = {hours}`: write 1 to 80"
        ))),
    }
}

impl BookSettings {
    fn read(config: &Config) -> BookSettings {
        use mdbook_renderer::config::TextDirection;
        let book = &config.book;
        let direction = match book.realized_text_direction() {
            TextDirection::RightToLeft => "rtl",
            _ => "ltr",
        };
        BookSettings {
            title: book.title.clone().unwrap_or_else(|| "Untitled".to_owned()),
            language: book.language.clone().unwrap_or_else(|| "en".to_owned()),
            description: book.description.clone().unwrap_or_default(),
            direction,
            authors: book.authors.clone(),
        }
    }
}
