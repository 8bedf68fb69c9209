//! The files that all pages share: scripts, style sheets, the manifest, the search index.
//!
//! Invariant: each but the search index has its content's hash in its name, so that a browser may
//! keep it for ever and a page never meets another version of its runtime.

use crate::book::BookPages;
use crate::digest::digits;
use crate::generated::Generated;
use crate::manifest::{self, items, questions, quizzes, roadmap};
use crate::offline::{self, Icons};
use crate::open_web::share;
use crate::publish::Publisher;
use crate::{HtmlError, Site, search};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::roadmap::Roadmap;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::source::SourceFile;
use coursebook_preprocessors::source::Span;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Where the shared files are, relative to the site's root.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    styles: Vec<String>,
    pub(crate) head_scripts: Vec<String>,
    /// On every page.
    site_script: String,
    /// The ids of all chapters' items.
    items: Option<String>,
    /// The same for the chapters below one top-level chapter, by its number.
    items_of: HashMap<usize, String>,
    /// On every page, after those.
    page_scripts: Vec<String>,
    /// On pages with a quiz, after the others.
    quiz_scripts: Vec<String>,
    /// On the pages about the learner, after the others.
    learner_scripts: Vec<String>,
    learner_styles: Vec<String>,
    /// On the page of the roadmap and the pages about the learner, after the others.
    roadmap_script: Option<String>,
    /// On the page of the roadmap and the print page, after the others.
    roadmap_style: Option<String>,
    /// The book's own, last.
    book_styles: Vec<String>,
    book_scripts: Vec<String>,
    /// Loaded when a reader first searches.
    pub(crate) search_script: Option<String>,
    pub(crate) search_index: Option<String>,
    /// The icons of the installed site.
    pub(crate) icons: Icons,
    /// The picture for link previews; empty if there is none.
    pub(crate) share: String,
    /// Whether there will be a feed.
    pub(crate) has_feed: bool,
    /// Interface texts of the templates.
    pub(crate) page_strings: BTreeMap<String, String>,
}

/// What a page needs besides what all need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing.
    Nothing,
    /// The items of its part of the book, the grader if it asks something, and if it shows the
    /// roadmap, what plans with that.
    Chapter {
        section: usize,
        quiz: bool,
        roadmap: bool,
    },
    /// The look of every chapter's text, and no script.
    Print,
    /// All chapters' items, the grader, and what the pages about the learner share.
    Learner,
    /// The looks of the pages about the learner.
    AboutSite,
}

impl Assets {
    /// Publishes them.
    pub(crate) fn publish(
        publisher: &Publisher,
        site: &Site,
        session: &Session,
    ) -> Result<Assets, HtmlError> {
        let Site {
            pages, settings, ..
        } = site;
        let strings = session.templates.strings();
        let title = &settings.book.title;
        let script = manifest::site(pages, &session.book_id, title, &strings.script);
        let mut assets = Assets {
            page_strings: strings.page.clone(),
            site_script: offer_hashed(publisher, "site.js", script.as_bytes())?,
            ..Assets::default()
        };
        assets.add_built_in(publisher)?;
        assets.add_items(publisher, pages)?;
        assets.add_questions(publisher, site)?;
        assets.add_roadmap(publisher, site, session)?;
        let search = settings.html.search.as_ref();
        if search.is_none_or(|search| search.enable) {
            assets.add_search(publisher, site)?;
        }
        assets.book_styles = own_files(publisher, &settings.html.additional_css, session)?;
        assets.book_scripts = own_files(publisher, &settings.html.additional_js, session)?;
        let icon = icon(&settings.theme)?;
        publisher.offer(Path::new("favicon.svg"), &icon)?;
        assets.icons = Icons::publish(publisher, &icon)?;
        offline::publish_app(publisher, settings, &assets.icons)?;
        assets.share = share::publish(publisher, settings)?;
        assets.has_feed = !site.dates.is_empty();
        Ok(assets)
    }

    /// The scripts of a page, in order.
    pub(crate) fn scripts(&self, needs: Needs) -> impl Iterator<Item = &String> {
        let items = match needs {
            Needs::Nothing | Needs::Print | Needs::AboutSite => None,
            Needs::Chapter { section, .. } => self.items_of.get(&section),
            Needs::Learner => self.items.as_ref(),
        };
        let plans = matches!(needs, Needs::Chapter { roadmap: true, .. } | Needs::Learner);
        let asks = matches!(needs, Needs::Chapter { quiz: true, .. } | Needs::Learner);
        let of_quiz = self.quiz_scripts.iter().filter(move |_| asks);
        let learner = self.learner_scripts.iter();
        std::iter::once(&self.site_script)
            .chain(items)
            .chain(&self.page_scripts)
            .chain(of_quiz)
            .chain(self.roadmap_script.iter().filter(move |_| plans))
            .chain(learner.filter(move |_| needs == Needs::Learner))
            .chain(&self.book_scripts)
    }

    /// The style sheets of a page, in order.
    pub(crate) fn styles(&self, needs: Needs) -> impl Iterator<Item = &String> {
        let learner = self.learner_styles.iter();
        let roadmap = matches!(needs, Needs::Chapter { roadmap: true, .. } | Needs::Print);
        self.styles
            .iter()
            .chain(self.roadmap_style.iter().filter(move |_| roadmap))
            .chain(learner.filter(move |_| matches!(needs, Needs::Learner | Needs::AboutSite)))
            .chain(&self.book_styles)
    }

    fn add_built_in(&mut self, publisher: &Publisher) -> Result<(), HtmlError> {
        let built_in = |name: &str| offer_built_in(publisher, name);
        self.styles.extend(built_in("coursebook.css")?);
        self.head_scripts.extend(built_in("early.js")?);
        for name in ["progress.js", "page.js"] {
            self.page_scripts.extend(built_in(name)?);
        }
        // Loaded by that one, where a reader keeps the site.
        built_in("offline.js")?;
        Ok(())
    }

    /// The scripts of the page that holds the whole book and its progress, in order.
    pub(crate) fn single_scripts(&self, publisher: &Publisher) -> Result<Vec<String>, HtmlError> {
        let runtime = offer_built_in(publisher, "stock.js")?;
        let known = std::iter::once(&self.site_script)
            .chain(&self.items)
            .cloned();
        Ok(known.chain(runtime).collect())
    }

    fn add_items(&mut self, publisher: &Publisher, pages: &BookPages) -> Result<(), HtmlError> {
        let offer = |name: &str, script: String| offer_hashed(publisher, name, script.as_bytes());
        if let Some(script) = items::script(pages.chapters().iter()) {
            self.items = Some(offer("items.js", script)?);
        }
        let sections = pages.chapters().chunk_by(|a, b| a.section == b.section);
        for section in sections {
            let number = section.first().map_or(0, |page| page.section);
            if let Some(script) = items::script(section.iter()) {
                let name = offer(&format!("items-{number}.js"), script)?;
                self.items_of.insert(number, name);
            }
        }
        Ok(())
    }

    /// The grader, if something is asked, and what the pages about the learner need.
    fn add_questions(&mut self, publisher: &Publisher, site: &Site) -> Result<(), HtmlError> {
        if site.pages.chapters().iter().any(super::has_quiz) {
            self.quiz_scripts
                .extend(offer_built_in(publisher, "quiz.js")?);
            // Loaded by that one, when a reader first answers.
            offer_built_in(publisher, "grader.js")?;
        }
        if site.generated.contains(&Generated::Questions) {
            let mut scripts = HashMap::new();
            for page in site.pages.chapters() {
                if let Some(script) = quizzes::script(page) {
                    let name = format!("quiz-{}.js", page.id);
                    let name = offer_hashed(publisher, &name, script.as_bytes())?;
                    scripts.insert(page.id.as_str(), name);
                }
            }
            let script = questions::script(&site.pages, &scripts);
            let name = offer_hashed(publisher, "questions.js", script.as_bytes())?;
            self.learner_scripts.push(name);
        }
        if site.generated.iter().any(|page| page.is_learners()) {
            let built_in = |name: &str| offer_built_in(publisher, name);
            self.learner_scripts.extend(built_in("learner.js")?);
        }
        self.learner_styles
            .extend(offer_built_in(publisher, "learner.css")?);
        Ok(())
    }

    /// Whether there is a roadmap, with which a learner can plan.
    pub(crate) fn plans(&self) -> bool {
        self.roadmap_script.is_some()
    }

    /// What plans with the roadmap, where a page shows one.
    fn add_roadmap(
        &mut self,
        publisher: &Publisher,
        site: &Site,
        session: &Session,
    ) -> Result<(), HtmlError> {
        let mut chapters = site.pages.chapters().iter();
        if chapters.any(|page| page.facts.is_roadmap)
            && let Some(built_in) = coursebook_assets::asset("roadmap.js")
        {
            let roadmap = Roadmap::of(session);
            let mut script = roadmap::script(&roadmap, site.settings.hours_a_week).into_bytes();
            script.extend(built_in.content);
            self.roadmap_script = Some(offer_hashed(publisher, "roadmap.js", &script)?);
            self.roadmap_style = offer_built_in(publisher, "roadmap.css")?;
        }
        Ok(())
    }

    fn add_search(&mut self, publisher: &Publisher, site: &Site) -> Result<(), HtmlError> {
        self.search_script = offer_built_in(publisher, "search.js")?;
        search::publish(publisher, &site.pages, &site.bodies)?;
        self.search_index = Some(search::INDEX.to_owned());
        Ok(())
    }
}

fn offer_built_in(publisher: &Publisher, name: &str) -> Result<Option<String>, HtmlError> {
    let Some(asset) = coursebook_assets::asset(name) else {
        return Ok(None);
    };
    publisher.offer(Path::new(asset.hashed_name), asset.content)?;
    Ok(Some(asset.hashed_name.to_owned()))
}

/// Publishes a file under a name with the hash of its content, and gives that name.
pub(crate) fn offer_hashed(
    publisher: &Publisher,
    name: &str,
    content: &[u8],
) -> Result<String, HtmlError> {
    let hash = digits(&Sha256::digest(content), 4);
    let hashed = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    };
    publisher.share(Path::new(&hashed), content)?;
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

/// The site's icon: the book's own, or ours.
fn icon(theme: &Path) -> Result<Vec<u8>, HtmlError> {
    let own = theme.join("favicon.svg");
    match std::fs::read(&own) {
        Ok(icon) => Ok(icon),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let built_in = coursebook_assets::asset("favicon.svg");
            Ok(built_in.map_or_else(Vec::new, |icon| icon.content.to_vec()))
        }
        Err(source) => Err(HtmlError::File {
            action: "read",
            path: own,
            source,
        }),
    }
}
