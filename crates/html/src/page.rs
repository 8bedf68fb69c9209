//! Whole pages: what the templates are filled with.
//!
//! [`PageMaker`] makes one page at a time; [`Assets`] are the files that all pages share.

mod assets;
mod learner;
mod report;

pub(crate) use assets::{Assets, Needs, offer_hashed};

use crate::body::{Body, Heading};
use crate::book::{BookPages, EntryKind, Page};
use crate::download::{Download, DownloadLink};
use crate::generated::{self, Generated};
use crate::link::{View, path_to_root, url_path};
use crate::open_web::{self, structured};
use crate::print::{self, page_key};
use crate::settings::{BookSettings, Settings};
use crate::{HtmlError, Mode, nav};
use coursebook_preprocessors::glossary;
use coursebook_preprocessors::session::Session;
use coursebook_preprocessors::templates::TemplateError;
use learner::Lists;
use report::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Makes pages.
pub(crate) struct PageMaker<'a> {
    pub(crate) session: &'a Session,
    pub(crate) pages: &'a BookPages,
    pub(crate) generated: &'a [Generated],
    pub(crate) settings: &'a Settings,
    pub(crate) assets: &'a Assets,
    pub(crate) mode: &'a Mode,
    pub(crate) downloads: &'a [Download],
    /// The book's own page for what is not there.
    pub(crate) not_found: Option<&'a (Page, Body)>,
}

/// The fields of `page.html` and of the generated pages; theme authors rely on their names.
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
    /// What is right in the chapter's quizzes, for paper only.
    print_key: String,
    /// Where the whole book is as one page, relative to the root; empty if it is not.
    print_page: &'static str,
    /// The book in other forms.
    downloads: Vec<DownloadLink<'a>>,
    headings: &'a [Heading],
    minutes: Option<u32>,
    tags: &'a [String],
    nav: String,
    breadcrumbs: Vec<Crumb<'a>>,
    previous: Option<Neighbour<'a>>,
    next: Option<Neighbour<'a>>,
    edit_url: String,
    /// Where a mistake in the chapter is reported; empty if the book does not say where.
    report_url: String,
    repository_url: &'a str,
    styles: Vec<String>,
    head_scripts: Vec<String>,
    scripts: Vec<String>,
    search: bool,
    search_script: String,
    search_index: String,
    not_found: bool,
    has_state: bool,
    /// `home` for the page of the roadmap, `glossary` for that of the terms, else empty.
    page_kind: &'static str,
    /// Whether the book has a roadmap, with which a learner can plan.
    plans: bool,
    /// The pages about the learner.
    learner_pages: Vec<PageLink<'a>>,
    /// The pages about the site itself.
    site_pages: Vec<PageLink<'a>>,
    /// The icon of the installed site on Apple's systems; empty if there is none.
    app_icon: &'a str,
    /// The address of the picture for link previews; empty if there is none.
    share_image: String,
    /// The feed's path from the root; empty if there is none.
    feed: &'static str,
    /// What the page is, as JSON-LD; empty if the site has no whole address.
    structured: String,
    /// What a saved edition takes, in megabytes: `3.2`.
    megabytes: String,
    /// What the pages about the learner list.
    lists: Option<Lists<'a>>,
    live_reload: &'a str,
    s: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    title: &'a str,
    href: String,
}

#[derive(Serialize)]
struct PageLink<'a> {
    title: &'a str,
    path: &'static str,
    /// Whether the number of questions that are due belongs beside it.
    counts_due: bool,
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
        let needs = Needs::Chapter {
            section: page.section,
            quiz: has_quiz(page),
            roadmap: page.facts.is_roadmap,
        };
        let mut fields = self.fields(&path_to_root(&page.path), &url_path(&page.path), needs);
        fields.title = format!("{} - {}", page.title, self.settings.book.title);
        fields.chapter_title = &page.title;
        fields.number = if numbers { &page.number } else { "" };
        fields.description = description.unwrap_or(&self.settings.book.description);
        fields.chapter_id = &page.id;
        fields.source_path = url_path(&self.session.src.join(&page.source));
        fields.edit_url = self.edit_url(page);
        fields.report_url = self.report_url(page);
        fields.page_kind = kind(page);
        fields.content = &body.html;
        fields.print_key = page_key::of(page, self.text("answers"));
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
        fields.has_state = self.pages.has_progress() && fields.page_kind.is_empty();
        if fields.structured.is_empty() {
            fields.structured = structured::chapter(self.settings, self.pages, page, &fields.url);
        }
        self.fill("page.html", &fields)
    }

    /// The generated pages, the page for what is not there, and redirects.
    pub(crate) fn extra_pages(&self) -> Result<Vec<(PathBuf, String)>, HtmlError> {
        let mut extra = Vec::new();
        let made_last = Generated::Offline;
        for page in self.generated.iter().filter(|page| **page != made_last) {
            extra.push((PathBuf::from(page.path()), self.generated_page(*page)?));
        }
        if let Some(path) = self.settings.not_found_path() {
            let html = self.not_found_page(&path)?;
            extra.push((path, html));
        }
        for (from, to) in self.settings.redirects() {
            extra.push((from, self.redirect(to)?));
        }
        Ok(extra)
    }

    /// The page about reading without a network, for a site of that many bytes.
    pub(crate) fn offline_page(&self, bytes: u64) -> Result<String, HtmlError> {
        let mut fields = self.generated_fields(Generated::Offline);
        let tenths = bytes.div_ceil(100_000);
        fields.megabytes = format!("{}.{}", tenths / 10, tenths % 10);
        self.fill(Generated::Offline.path(), &fields)
    }

    fn generated_page(&self, page: Generated) -> Result<String, HtmlError> {
        if page.is_about_site() {
            return self.fill(page.path(), &self.generated_fields(page));
        }
        let numbers = !self.settings.html.no_section_label;
        let view = View::Page(Path::new(page.path()));
        let contents = &self.pages.contents;
        let whole;
        let needs = match page {
            Generated::Contents => Needs::Nothing,
            _ => Needs::Learner,
        };
        let mut fields = self.fields("", page.path(), needs);
        let title = self.text(page.title());
        fields.title = format!("{title} - {}", self.settings.book.title);
        fields.chapter_title = title;
        fields.description = &self.settings.book.description;
        if page.is_learners() {
            fields.nav = nav::html(contents, view, None, numbers);
            fields.lists = Some(Lists::of(self));
        } else {
            whole = nav::whole(contents, view, numbers);
            fields.content = &whole;
        }
        self.fill(page.path(), &fields)
    }

    /// What a page about the site is filled with.
    fn generated_fields(&self, page: Generated) -> Fields<'_> {
        let numbers = !self.settings.html.no_section_label;
        let view = View::Page(Path::new(page.path()));
        let title = self.text(page.title());
        let mut fields = self.fields("", page.path(), Needs::AboutSite);
        fields.title = format!("{title} - {}", self.settings.book.title);
        fields.chapter_title = title;
        fields.description = &self.settings.book.description;
        fields.nav = nav::html(&self.pages.contents, view, None, numbers);
        fields
    }

    fn not_found_page(&self, path: &Path) -> Result<String, HtmlError> {
        let numbers = !self.settings.html.no_section_label;
        let site = self.settings.site_path();
        let title = match self.not_found {
            Some((page, _)) if !page.title.is_empty() => &page.title,
            _ => self.text("not_found_title"),
        };
        let mut fields = self.fields(&site, &url_path(path), Needs::Nothing);
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
    fn fields(&self, root: &str, path: &str, needs: Needs) -> Fields<'_> {
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
            print_key: String::new(),
            print_page: if self.settings.html.print.enable {
                print::PATH
            } else {
                ""
            },
            downloads: self.downloads.iter().map(Download::link).collect(),
            headings: &[],
            minutes: None,
            tags: &[],
            nav: String::new(),
            breadcrumbs: Vec::new(),
            previous: None,
            next: None,
            edit_url: String::new(),
            report_url: String::new(),
            repository_url: self
                .settings
                .html
                .git_repository_url
                .as_deref()
                .unwrap_or(""),
            styles: self.assets.styles(needs).map(from_root).collect(),
            head_scripts: self.assets.head_scripts.iter().map(from_root).collect(),
            scripts: self.assets.scripts(needs).map(from_root).collect(),
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
            page_kind: "",
            plans: self.assets.plans(),
            learner_pages: self.page_links(Generated::is_learners),
            site_pages: self.page_links(Generated::is_about_site),
            app_icon: &self.assets.icons.apple,
            share_image: match self.assets.share.as_str() {
                "" => String::new(),
                name => self.settings.absolute_url(name),
            },
            feed: if self.assets.has_feed {
                open_web::FEED
            } else {
                ""
            },
            structured: match path {
                "index.html" => structured::course(self.settings, &self.assets.share),
                _ => String::new(),
            },
            megabytes: String::new(),
            lists: None,
            live_reload: match self.mode {
                Mode::Serve { reload_script } => reload_script,
                Mode::Build | Mode::Disk | Mode::Check => "",
            },
            s: &self.assets.page_strings,
        }
    }

    fn page_links(&self, which: fn(Generated) -> bool) -> Vec<PageLink<'_>> {
        let pages = self.generated.iter().filter(|page| which(**page));
        pages
            .map(|page| PageLink {
                title: self.text(page.title()),
                path: page.path(),
                counts_due: *page == Generated::Review,
            })
            .collect()
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

    /// Where a mistake on a page is reported.
    fn report_url(&self, page: &Page) -> String {
        let Some(repository) = self.settings.html.git_repository_url.as_deref() else {
            return String::new();
        };
        let say = |key: &str| {
            let words = self.text(key).replace("{chapter}", &page.title);
            let site_path = url_path(&page.path);
            let url = self.settings.absolute_url(&site_path);
            let address = if url.is_empty() { site_path } else { url };
            let file = url_path(&self.session.src.join(&page.source));
            words.replace("{page}", &address).replace("{file}", &file)
        };
        let report = Report {
            title: &say("report_title"),
            text: &say("report_text"),
        };
        report::address(repository, &report).unwrap_or_default()
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

/// What is special about a page.
fn kind(page: &Page) -> &'static str {
    if page.facts.is_roadmap {
        "home"
    } else if page.source == Path::new(glossary::FILE_NAME) {
        "glossary"
    } else {
        ""
    }
}

/// Whether a page asks anything, and so needs the grader.
pub(crate) fn has_quiz(page: &Page) -> bool {
    generated::asks(&page.facts)
}
