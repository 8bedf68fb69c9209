//! The HTML renderer: a preprocessed book to a static site.
//!
//! [`HtmlRenderer`] is the entry point; it takes the place of mdBook's own renderer, reads the
//! same `[output.html]` keys and writes the same page paths and heading ids. Invariants: each
//! page is made on its own, on all cores, in time linear in the book; nothing is written before
//! every page has been checked; a failed build leaves the last good site as it was.

mod body;
mod book;
mod link;
mod links_check;
mod manifest;
mod nav;
mod page;
mod publish;
mod search;
mod settings;
mod slug;

use body::Body;
use book::{BookPages, Page};
use coursebook_preprocessors::session::Session;
use mdbook_renderer::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use page::PageMaker;
use publish::Publisher;
use rayon::prelude::*;
use settings::Settings;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes the site of a book.
pub struct HtmlRenderer {
    session: Arc<Session>,
    mode: Mode,
}

/// What a run of the renderer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Write the site.
    Build,
    /// Only look for mistakes.
    Check,
    /// Write the site, with a script on each page that reloads it when the site changes.
    Serve {
        /// The script's URL path on the server.
        reload_script: String,
    },
}

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum HtmlError {
    /// The content has mistakes; they are in the session.
    #[error("the content has mistakes")]
    Content,
    /// `[output.html]` cannot be read as it stands.
    #[error("`[output.html]` in book.toml: {0}")]
    Settings(String),
    /// A template cannot be filled.
    #[error(transparent)]
    Template(#[from] coursebook_preprocessors::templates::TemplateError),
    /// A file cannot be read or written.
    #[error("cannot {action} `{path}`: {source}")]
    File {
        /// `read`, `write`, …
        action: &'static str,
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl HtmlRenderer {
    /// A renderer that ends the run of `session`.
    pub fn new(session: Arc<Session>, mode: Mode) -> HtmlRenderer {
        HtmlRenderer { session, mode }
    }

    /// The folder that the site is written to, in `book.toml`'s build folder: `html`, or `serve`
    /// for the pages that reload themselves, which nobody should publish.
    pub fn site_folder(config: &Config, root: &Path, mode: &Mode) -> PathBuf {
        let name = match mode {
            Mode::Build | Mode::Check => "html",
            Mode::Serve { .. } => "serve",
        };
        root.join(&config.build.build_dir).join(name)
    }

    fn write(&self, context: &RenderContext) -> Result<(), HtmlError> {
        let settings = Settings::read(&context.config, &context.root)?;
        let course = self.session.course();
        let pages = BookPages::new(context, &course, &self.session);
        let bodies = self.bodies(&pages, &settings);
        self.session.report(coursebook_preprocessors::checks::check(
            &course,
            &self.session,
        ));
        self.session
            .report(links_check::check(&pages, &bodies, &course, &self.session));
        if self
            .session
            .diagnostics()
            .iter()
            .any(|diagnostic| diagnostic.is_error())
        {
            return Err(HtmlError::Content);
        }
        if self.mode == Mode::Check {
            return Ok(());
        }
        let site = Self::site_folder(&context.config, &context.root, &self.mode);
        let publisher = Publisher::new(&site)?;
        self.publish(&publisher, &pages, &bodies, &settings)?;
        publisher.commit()
    }

    fn bodies(&self, pages: &BookPages, settings: &Settings) -> Vec<Body> {
        let render = |page: &Page| {
            self.session.advance("Rendering", pages.all.len());
            body::render(&body::Source {
                markdown: &page.markdown,
                path: &page.source,
                page: &page.path,
                map: &pages.links,
                options: &settings.markdown,
            })
        };
        pages.all.par_iter().map(render).collect()
    }

    fn publish(
        &self,
        publisher: &Publisher,
        pages: &BookPages,
        bodies: &[Body],
        settings: &Settings,
    ) -> Result<(), HtmlError> {
        let assets = page::Assets::publish(publisher, pages, bodies, settings, &self.session)?;
        let maker = PageMaker {
            session: &self.session,
            pages,
            settings,
            assets: &assets,
            mode: &self.mode,
        };
        pages
            .all
            .par_iter()
            .zip(bodies)
            .try_for_each(|(page, body)| {
                self.session.advance("Writing", pages.all.len());
                publisher.offer(&page.path, maker.chapter(page, body)?.as_bytes())
            })?;
        for (path, html) in maker.extra_pages()? {
            publisher.offer(&path, html.as_bytes())?;
        }
        for file in links_check::referenced_files(bodies) {
            publisher.copy(
                &self.session.root.join(&self.session.src).join(&file),
                &file,
            )?;
        }
        publisher.offer(".nojekyll".as_ref(), b"")?;
        if let Some(domain) = &settings.html.cname {
            publisher.offer("CNAME".as_ref(), format!("{domain}\n").as_bytes())?;
        }
        Ok(())
    }
}

impl Renderer for HtmlRenderer {
    fn name(&self) -> &str {
        "html"
    }

    fn render(&self, context: &RenderContext) -> mdbook_renderer::errors::Result<()> {
        Ok(self.write(context)?)
    }
}
