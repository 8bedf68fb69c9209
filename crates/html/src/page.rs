//! Whole pages: what the templates are filled with.
//!
//! [`PageMaker`] makes one page at a time; [`Assets`] are the files that all pages share.

mod assets;

pub(crate) use assets::Assets;

use crate::body::{Body, Heading};
use crate::book::{BookPages, EntryKind, Page};
use crate::link::{View, path_to_root, url_path};
use crate::settings::{BookSettings, Settings};
use crate::{HtmlError, Mode, nav};
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::templates::TemplateError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Makes pages.
pub(crate) struct PageMaker<'a> {
    pub(crate) session: &'a Session,
    pub(crate) pages: &'a BookPages,
    pub(crate) settings: &'a Settings,
    pub(crate) assets: &'a Assets,
    pub(crate) mode: &'a Mode,
    /// The book's own page for what is not there.
    pub(crate) not_found: Option<&'a (Page, Body)>,
}

/// The fields of `page.html`; theme authors rely on their names.
#[derive(Serialize)]
struct Fields<'a> {
    book: &'a BookSettings,
    book_id: &'a str,
    title: String,
    chapter_title: &'a str,
    number: &'a str,
    description: &'a str,
    root: String,
    path: String,
    url: String,
    chapter_id: &'a str,
    source_path: String,
    content: &'a str,
    headings: &'a [Heading],
    minutes: Option<u32>,
    tags: &'a [String],
    nav: String,
    breadcrumbs: Vec<Crumb<'a>>,
    previous: Option<Neighbour<'a>>,
    next: Option<Neighbour<'a>>,
    edit_url: String,
    repository_url: &'a str,
    styles: Vec<String>,
    head_scripts: Vec<String>,
    scripts: Vec<String>,
    search: bool,
    search_script: String,
    search_index: String,
    not_found: bool,
    has_state: bool,
    live_reload: &'a str,
    s: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    title: &'a str,
    href: String,
}

#[derive(Serialize)]
struct Neighbour<'a> {
    title: &'a str,
    href: String,
}

impl PageMaker<'_> {
    /// The page of a chapter.
    pub(crate) fn chapter(&self, page: &Page, body: &Body) -> Result<String, HtmlError> {
        let front_matter = page.facts.front_matter.as_ref();
        let description = front_matter.and_then(|front_matter| front_matter.description.as_deref());
        let numbers = !self.settings.html.no_section_label;
        let mut fields = self.fields(
            &path_to_root(&page.path),
            &url_path(&page.path),
            has_quiz(page),
        );
        fields.title = format!("{} - {}", page.title, self.settings.book.title);
        fields.chapter_title = &page.title;
        fields.number = if numbers { &page.number } else { "" };
        fields.description = description.unwrap_or(&self.settings.book.description);
        fields.chapter_id = &page.id;
        fields.source_path = url_path(&self.session.src.join(&page.source));
        fields.edit_url = self.edit_url(page);
        fields.content = &body.html;
        fields.headings = &body.headings;
        fields.minutes = front_matter.and_then(|front_matter| front_matter.minutes);
        fields.tags = front_matter.map_or(&[], |front_matter| front_matter.tags.as_slice());
        fields.nav = nav::html(
            &self.pages.contents,
            View::Page(&page.path),
            Some(page),
            numbers,
        );
        fields.breadcrumbs = page
            .parents
            .iter()
            .map(|&entry| self.crumb(entry, &page.path))
            .collect();
        (fields.previous, fields.next) = self.neighbours(page);
        fields.has_state = self.pages.has_progress();
        self.fill("page.html", &fields)
    }

    /// The contents page, the page for what is not there, and redirects.
    pub(crate) fn extra_pages(&self) -> Result<Vec<(PathBuf, String)>, HtmlError> {
        let mut extra = vec![(PathBuf::from("toc.html"), self.contents_page()?)];
        if let Some(path) = self.settings.not_found_path() {
            let html = self.not_found_page(&path)?;
            extra.push((path, html));
        }
        for (from, to) in self.settings.redirects() {
            extra.push((from, self.redirect(to)?));
        }
        Ok(extra)
    }

    fn contents_page(&self) -> Result<String, HtmlError> {
        let numbers = !self.settings.html.no_section_label;
        let view = View::Page(Path::new("toc.html"));
        let list = nav::whole(&self.pages.contents, view, numbers);
        let mut fields = self.fields("", "toc.html", false);
        fields.title = format!("{} - {}", self.text("contents"), self.settings.book.title);
        fields.description = &self.settings.book.description;
        fields.content = &list;
        self.fill("toc.html", &fields)
    }

    fn not_found_page(&self, path: &Path) -> Result<String, HtmlError> {
        let numbers = !self.settings.html.no_section_label;
        let site = self.settings.site_path();
        let title = match self.not_found {
            Some((page, _)) if !page.title.is_empty() => &page.title,
            _ => self.text("not_found_title"),
        };
        let mut fields = self.fields(&site, &url_path(path), false);
        fields.title = format!("{title} - {}", self.settings.book.title);
        let view = View::Anywhere {
            site: &site,
            page: path,
        };
        fields.nav = nav::html(&self.pages.contents, view, None, numbers);
        fields.content = self.not_found.map_or("", |(_, body)| &body.html);
        fields.not_found = true;
        self.fill("page.html", &fields)
    }

    fn redirect(&self, to: &str) -> Result<String, HtmlError> {
        let mut context = tera::Context::new();
        context.insert("to", to);
        context.insert("book", &self.settings.book);
        Ok(self.session.templates.render("redirect.html", &context)?)
    }

    /// What every page has in common.
    fn fields(&self, root: &str, path: &str, quiz: bool) -> Fields<'_> {
        let from_root = |name: &String| format!("{root}{name}");
        Fields {
            book: &self.settings.book,
            book_id: &self.session.book_id,
            title: self.settings.book.title.clone(),
            chapter_title: "",
            number: "",
            description: "",
            root: root.to_owned(),
            path: path.to_owned(),
            url: self
                .settings
                .absolute_url(if path == "index.html" { "" } else { path }),
            chapter_id: "",
            source_path: String::new(),
            content: "",
            headings: &[],
            minutes: None,
            tags: &[],
            nav: String::new(),
            breadcrumbs: Vec::new(),
            previous: None,
            next: None,
            edit_url: String::new(),
            repository_url: self
                .settings
                .html
                .git_repository_url
                .as_deref()
                .unwrap_or(""),
            styles: self.assets.styles.iter().map(from_root).collect(),
            head_scripts: self.assets.head_scripts.iter().map(from_root).collect(),
            scripts: self.assets.scripts(quiz).map(from_root).collect(),
            search: self.assets.search_index.is_some(),
            search_script: self
                .assets
                .search_script
                .as_ref()
                .map(from_root)
                .unwrap_or_default(),
            search_index: self
                .assets
                .search_index
                .as_ref()
                .map(from_root)
                .unwrap_or_default(),
            not_found: false,
            has_state: false,
            live_reload: match self.mode {
                Mode::Serve { reload_script } => reload_script,
                Mode::Build | Mode::Check => "",
            },
            s: &self.assets.page_strings,
        }
    }

    fn fill(&self, template: &str, fields: &Fields<'_>) -> Result<String, HtmlError> {
        let context = tera::Context::from_serialize(fields)
            .map_err(|error| TemplateError::Render(template.to_owned(), error.to_string()))?;
        Ok(self.session.templates.render(template, &context)?)
    }

    fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.assets
            .page_strings
            .get(key)
            .map_or(key, String::as_str)
    }

    fn crumb(&self, entry: usize, page: &Path) -> Crumb<'_> {
        let href = match self.pages.contents.get(entry).map(|entry| &entry.kind) {
            Some(EntryKind::Chapter {
                page: Some((path, _)),
                ..
            }) => View::Page(page).href(path),
            _ => String::new(),
        };
        Crumb {
            title: self.pages.title_of(entry),
            href,
        }
    }

    fn neighbours(&self, page: &Page) -> (Option<Neighbour<'_>>, Option<Neighbour<'_>>) {
        let at = |order: usize| {
            let chapter = self.pages.chapters().get(order)?;
            Some(Neighbour {
                title: &chapter.name,
                href: View::Page(&page.path).href(&chapter.path),
            })
        };
        (page.order.checked_sub(1).and_then(at), at(page.order + 1))
    }

    fn edit_url(&self, page: &Page) -> String {
        let path = url_path(&self.session.src.join(&page.source));
        self.settings
            .html
            .edit_url_template
            .as_deref()
            .map_or_else(String::new, |url| url.replace("{path}", &path))
    }
}

/// Whether a page asks anything, and so needs the grader.
pub(crate) fn has_quiz(page: &Page) -> bool {
    !page.facts.quizzes.is_empty()
}
