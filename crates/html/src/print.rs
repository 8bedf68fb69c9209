//! `print.html`: the whole book as one page, to be printed or searched by the browser.
//!
//! [`page`] is the entry point. A quiz is its blank form here, and what is right stands at the end
//! of the book. [`single`] is the same with boxes and quizzes that work, for a disk on which each
//! file has a storage of its own. Invariant: the printed page runs no script, and both cost time
//! linear in the book.

pub(crate) mod page_key;
mod rewrite;

use crate::body::Body;
use crate::book::Page;
use crate::link::View;
use crate::page::{Needs, PageMaker};
use crate::settings::BookSettings;
use crate::{HtmlError, Mode, nav};
use coursebook_preprocessors::markdown::escape_html;
use coursebook_preprocessors::templates::TemplateError;
use rayon::prelude::*;
use rewrite::{Chapters, Quizzes};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Its path in the site.
pub(crate) const PATH: &str = "print.html";

/// The path of the page that keeps progress.
pub(crate) const SINGLE: &str = "whole-book.html";

/// The fields of the template; theme authors rely on their names.
#[derive(Serialize)]
struct Fields<'a> {
    book: &'a BookSettings,
    nav: String,
    content: String,
    key: String,
    page_break: bool,
    styles: Vec<&'a String>,
    /// Of the page that keeps progress only.
    book_id: &'a str,
    head_scripts: &'a [String],
    scripts: Vec<String>,
    live_reload: &'a str,
    s: &'a BTreeMap<String, String>,
}

/// The page of a book whose chapters have these texts.
pub(crate) fn page(maker: &PageMaker<'_>, bodies: &[Body]) -> Result<String, HtmlError> {
    let chapters = Chapters::of(maker.pages, Quizzes::Blank);
    let mut fields = fields(maker, &chapters);
    fields.content = content(maker, bodies, &chapters)?;
    fields.key = key(maker, &chapters);
    fill(maker, &fields)
}

/// The page that keeps progress, with these scripts.
pub(crate) fn single(
    maker: &PageMaker<'_>,
    bodies: &[Body],
    scripts: Vec<String>,
) -> Result<String, HtmlError> {
    let chapters = Chapters::of(maker.pages, Quizzes::Live);
    let mut fields = fields(maker, &chapters);
    fields.content = content(maker, bodies, &chapters)?;
    fields.scripts = scripts;
    fill(maker, &fields)
}

fn fill(maker: &PageMaker<'_>, fields: &Fields<'_>) -> Result<String, HtmlError> {
    let context = tera::Context::from_serialize(fields)
        .map_err(|error| TemplateError::Render(PATH.to_owned(), error.to_string()))?;
    Ok(maker.session.templates.render(PATH, &context)?)
}

fn fields<'a>(maker: &'a PageMaker<'_>, chapters: &Chapters<'_>) -> Fields<'a> {
    let pages = maker.pages;
    let html = &maker.settings.html;
    let contents = nav::printed(
        &pages.contents,
        View::Page(Path::new(PATH)),
        !html.no_section_label,
    );
    Fields {
        book: &maker.settings.book,
        nav: chapters.links_of_contents(&contents),
        content: String::new(),
        key: String::new(),
        page_break: html.print.page_break,
        styles: maker.assets.styles(Needs::Print).collect(),
        book_id: &maker.session.book_id,
        head_scripts: &maker.assets.head_scripts,
        scripts: Vec::new(),
        live_reload: match maker.mode {
            Mode::Serve { reload_script } => reload_script,
            Mode::Build | Mode::Disk | Mode::Check => "",
        },
        s: &maker.assets.page_strings,
    }
}

/// All chapters, with the titles of the book's parts before them.
fn content(
    maker: &PageMaker<'_>,
    bodies: &[Body],
    chapters: &Chapters<'_>,
) -> Result<String, HtmlError> {
    let pages = maker.pages.chapters();
    let texts: Vec<String> = pages
        .par_iter()
        .zip(bodies)
        .map(|(page, body)| chapters.text(page, &body.html))
        .collect();
    let mut content = String::with_capacity(texts.iter().map(|text| text.len() + 200).sum());
    let mut part = None;
    for (page, text) in pages.iter().zip(texts) {
        let own = maker.pages.phase_of(page);
        if let Some(title) = own.filter(|_| own != part) {
            let title = escape_html(title);
            content.push_str(&format!("<p class=\"print-part\">{title}</p>\n"));
        }
        part = own;
        let id = escape_html(&page.id);
        let (mut data, mut state) = (String::new(), String::new());
        if chapters.quizzes == Quizzes::Live && maker.pages.has_progress() {
            data = format!(" data-chapter=\"{id}\"");
            state = chapter_state(maker, page)?;
        }
        content.push_str(&format!(
            "<section class=\"content print-chapter\" id=\"{id}\"{data}>\n{text}{state}</section>\n"
        ));
    }
    Ok(content)
}

/// Where the learner says how it stands with a chapter.
fn chapter_state(maker: &PageMaker<'_>, page: &Page) -> Result<String, HtmlError> {
    let mut context = tera::Context::new();
    context.insert("id", &page.id);
    context.insert("strings", &maker.assets.page_strings);
    Ok(maker
        .session
        .templates
        .render("chapter-state.html", &context)?)
}

/// What is right in the quizzes of all chapters.
fn key(maker: &PageMaker<'_>, chapters: &Chapters<'_>) -> String {
    let pages = maker.pages.chapters().iter();
    pages.map(|page| key_of(page, chapters)).collect()
}

fn key_of(page: &Page, chapters: &Chapters<'_>) -> String {
    let quizzes = page.facts.quizzes.iter();
    let keys: String = quizzes.map(|quiz| quiz.key_html.as_str()).collect();
    if keys.is_empty() {
        return String::new();
    }
    let (id, name) = (escape_html(&page.id), escape_html(&page.name));
    let keys = chapters.text(page, &keys);
    format!(
        "<section class=\"key-chapter\">\n<h2><a href=\"#{id}\">{name}</a></h2>\n{keys}</section>\n"
    )
}
