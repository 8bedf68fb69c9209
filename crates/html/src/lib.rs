//! The HTML renderer: a preprocessed book to a static site.
//!
//! [`HtmlRenderer`] is the entry point; it takes the place of mdBook's own renderer, reads the
//! same `[output.html]` keys and writes the same page paths and heading ids. Invariants: each
//! page is made on its own, on all cores, in time linear in the book; nothing is written before
//! every page has been checked; a failed build leaves the last good site as it was.

mod body;
mod book;
mod digest;
mod download;
mod generated;
mod links_check;
mod manifest;
mod nav;
mod offline;
mod open_web;
pub mod outline;
mod page;
mod picture;
mod print;
mod publish;
mod redirects;
mod search;
mod settings;

use body::Body;
use book::{BookPages, Page};
use coursebook_preprocessors::course::Course;
use coursebook_preprocessors::session::{ReadError, Session};
use coursebook_preprocessors::{link, tags};
pub use download::{Download, Form};
use generated::Generated;
use link::View;
use mdbook_renderer::config::Config;
use mdbook_renderer::{RenderContext, Renderer};
use open_web::dates::Dates;
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
    downloads: Vec<Download>,
}

/// What a run of the renderer is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Write the site.
    Build,
    /// Write the site as it is read from a disk: with the whole book as one page that keeps
    /// progress, for browsers in which each file of a disk has a storage of its own.
    Disk,
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
    /// `[preprocessor.roadmap]` cannot be read as it stands.
    #[error("`[preprocessor.roadmap]` in book.toml: {0}")]
    Roadmap(String),
    /// `offline` cannot be read as it stands.
    #[error("`offline` under `[preprocessor.progress]` in book.toml: {0}")]
    Offline(String),
    /// Two things would be published at one path, or one where the other needs a folder.
    #[error(
        "more than one page or file would be `{}` in the site: look at the chapters, redirects, \
         and linked files of this name", .0.display()
    )]
    Twice(PathBuf),
    /// A page would be published outside the site.
    #[error("`{}` in book.toml's redirects or in SUMMARY.md is no path inside the site", .0.display())]
    Outside(PathBuf),
    /// Another build writes the same site.
    #[error("another build of this book is running; it holds `{}`", .0.display())]
    Busy(PathBuf),
    /// A file that a page refers to cannot be published.
    #[error(transparent)]
    Read(#[from] coursebook_preprocessors::session::ReadError),
    /// A template cannot be filled.
    #[error(transparent)]
    Template(#[from] coursebook_preprocessors::templates::TemplateError),
    /// A file cannot be read or written.
    #[error("cannot {action} `{path}`")]
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
        HtmlRenderer {
            session,
            mode,
            downloads: Vec::new(),
        }
    }

    /// Offers these files on every page.
    #[must_use]
    pub fn with_downloads(mut self, downloads: Vec<Download>) -> HtmlRenderer {
        self.downloads = downloads;
        self
    }

    /// The files that the last build wrote into the folder of a site, relative to it. Nothing if
    /// there was none.
    pub fn files_of(site: &Path) -> Vec<PathBuf> {
        publish::last_build(&site.with_extension("files"))
            .into_iter()
            .collect()
    }

    /// The folder that the site is written to, in `book.toml`'s build folder: `html`, `disk` for
    /// the one that is read from a disk, or `serve` for the pages that reload themselves, which
    /// nobody should publish.
    pub fn site_folder(config: &Config, root: &Path, mode: &Mode) -> PathBuf {
        let name = match mode {
            Mode::Build | Mode::Check => "html",
            Mode::Disk => "disk",
            Mode::Serve { .. } => "serve",
        };
        root.join(&config.build.build_dir).join(name)
    }

    fn write(&self, context: &RenderContext) -> Result<(), HtmlError> {
        let settings = Settings::read(&context.config, &context.root)?;
        let course = self.session.course();
        let generated = Generated::of(&course, settings.offline);
        let mut others = settings.extra_paths();
        others.extend(generated.iter().map(|page| page.path().into()));
        others.extend(self.downloads.iter().map(|file| file.name.clone().into()));
        let pages = BookPages::new(context, &course, &self.session, others);
        let mut site = Site {
            bodies: self.bodies(&pages, &settings),
            not_found: self.not_found(&pages, &settings)?,
            pages,
            generated,
            settings,
            src: self.session.src.clone(),
            dates: Dates::default(),
        };
        self.look_for_mistakes(&site, &course)?;
        let is_kept = matches!(self.mode, Mode::Build | Mode::Disk);
        if is_kept && !site.settings.absolute_url("").is_empty() {
            site.dates = Dates::of(&context.root, &site.src);
        }
        let publisher = match self.mode {
            Mode::Check => Publisher::checking(),
            _ => Publisher::new(&Self::site_folder(
                &context.config,
                &context.root,
                &self.mode,
            ))?,
        };
        self.publish(&publisher, &site)?;
        publisher.commit()
    }

    fn look_for_mistakes(&self, site: &Site, course: &Course) -> Result<(), HtmlError> {
        let session = &self.session;
        session.report(coursebook_preprocessors::checks::check(course, session));
        session.report(generated::taken(&site.pages, &site.generated, session));
        session.report(redirects::mistakes(&site.settings, &site.pages, session));
        session.report(links_check::check(
            &site.pages,
            &site.bodies,
            site.not_found.as_ref(),
            course,
            session,
        ));
        let diagnostics = session.diagnostics();
        if diagnostics.iter().any(|diagnostic| diagnostic.is_error()) {
            return Err(HtmlError::Content);
        }
        Ok(())
    }

    /// The book's own page for what is not there: `404.md`, or the file that `input-404` names.
    fn not_found(
        &self,
        pages: &BookPages,
        settings: &Settings,
    ) -> Result<Option<(Page, Body)>, HtmlError> {
        let Some(path) = settings.not_found_path() else {
            return Ok(None);
        };
        let named = settings.html.input_404.as_deref();
        let source = PathBuf::from(named.unwrap_or("404.md"));
        let file = match self.session.read(&self.session.src.join(&source)) {
            Ok(file) => file,
            Err(ReadError::Missing(_)) if named.is_none() => return Ok(None),
            Err(error) => return Err(HtmlError::Settings(format!("input-404: {error}"))),
        };
        let body = body::render(&body::Source {
            markdown: &file.text,
            path: &source,
            view: View::Anywhere {
                site: &settings.site_path(),
                page: &path,
            },
            map: &pages.links,
            options: &settings.markdown,
        });
        let title = body.headings.first().map(|heading| heading.title.clone());
        let page = Page {
            path,
            source,
            markdown: file.text.clone(),
            title: title.unwrap_or_default(),
            ..Page::default()
        };
        Ok(Some((page, body)))
    }

    fn bodies(&self, pages: &BookPages, settings: &Settings) -> Vec<Body> {
        let render = |page: &Page| {
            self.session.advance("Rendering", pages.all.len());
            body::render(&body::Source {
                markdown: &page.markdown,
                path: &page.source,
                view: View::Page(&page.path),
                map: &pages.links,
                options: &settings.markdown,
            })
        };
        pages.all.par_iter().map(render).collect()
    }

    fn publish(&self, publisher: &Publisher, site: &Site) -> Result<(), HtmlError> {
        let Site { pages, bodies, .. } = site;
        let assets = page::Assets::publish(publisher, site, &self.session)?;
        let maker = PageMaker {
            session: &self.session,
            pages,
            generated: &site.generated,
            settings: &site.settings,
            assets: &assets,
            mode: &self.mode,
            downloads: &self.downloads,
            not_found: site.not_found.as_ref(),
        };
        pages
            .all
            .par_iter()
            .zip(bodies)
            .try_for_each(|(page, body)| {
                self.session.advance("Writing", pages.all.len());
                publisher.offer(&page.path, maker.chapter(page, body)?.as_bytes())
            })?;
        if site.settings.html.print.enable {
            let html = print::page(&maker, bodies)?;
            publisher.offer(print::PATH.as_ref(), html.as_bytes())?;
        }
        if self.mode == Mode::Disk {
            let scripts = assets.single_scripts(publisher)?;
            let html = print::single(&maker, bodies, scripts)?;
            publisher.offer(print::SINGLE.as_ref(), html.as_bytes())?;
        }
        for (path, html) in maker.extra_pages()? {
            publisher.offer(&path, html.as_bytes())?;
        }
        self.copy_files(publisher, site)?;
        self.publish_offline(publisher, &maker)?;
        open_web::publish(publisher, site)?;
        publisher.offer(".nojekyll".as_ref(), b"")?;
        if let Some(domain) = &site.settings.html.cname {
            publisher.offer("CNAME".as_ref(), format!("{domain}\n").as_bytes())?;
        }
        Ok(())
    }

    /// What keeps the site in a browser: it knows all files that a saved edition needs, so it comes
    /// after them. The pages that reload themselves are not for keeping.
    fn publish_offline(
        &self,
        publisher: &Publisher,
        maker: &PageMaker<'_>,
    ) -> Result<(), HtmlError> {
        let wanted = maker.settings.offline;
        if wanted {
            let size = offline::size(&offline::edition(publisher, &self.downloads));
            let html = maker.offline_page(size)?;
            publisher.offer(Generated::Offline.path().as_ref(), html.as_bytes())?;
        }
        let kept = wanted && !matches!(self.mode, Mode::Serve { .. });
        let edition = kept.then(|| offline::edition(publisher, &self.downloads));
        offline::publish_worker(publisher, &self.session.book_id, edition.as_deref())
    }

    fn copy_files(&self, publisher: &Publisher, site: &Site) -> Result<(), HtmlError> {
        let of_extra = site.not_found.as_ref().map(|(_, body)| body);
        for file in links_check::referenced_files(site.bodies.iter().chain(of_extra)) {
            let from = self.session.locate(&self.session.src.join(&file))?;
            publisher.copy(&from, &file)?;
        }
        for download in &self.downloads {
            publisher.copy(&download.file, download.name.as_ref())?;
        }
        Ok(())
    }
}

/// All that a site is made of.
struct Site {
    pages: BookPages,
    /// The texts of all pages, in their order.
    bodies: Vec<Body>,
    not_found: Option<(Page, Body)>,
    /// The pages that no chapter makes.
    generated: Vec<Generated>,
    settings: Settings,
    /// The folder with the content, in the book's.
    src: PathBuf,
    /// When chapters were last changed, as far as somebody is told.
    dates: Dates,
}

impl Renderer for HtmlRenderer {
    fn name(&self) -> &str {
        "html"
    }

    fn render(&self, context: &RenderContext) -> mdbook_renderer::errors::Result<()> {
        Ok(self.write(context)?)
    }
}
