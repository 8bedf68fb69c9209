//! `print.html`: the whole book as one page, to be printed or searched by the browser.
//!
//! [`page`] is the entry point. A quiz is its blank form here, and what is right stands at the end
//! of the book. Invariant: the page runs no script, and costs time linear in the book.

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
use rewrite::Chapters;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Its path in the site.
pub(crate) const PATH: &str = "print.html";

/// The fields of its template; theme authors rely on their names.
#[derive(Serialize)]
struct Fields<'a> {
    book: &'a BookSettings,
    nav: String,
    content: String,
    key: String,
    page_break: bool,
    styles: Vec<&'a String>,
    live_reload: &'a str,
    s: &'a BTreeMap<String, String>,
}

/// The page of a book whose chapters have these texts.
pub(crate) fn page(maker: &PageMaker<'_>, bodies: &[Body]) -> Result<String, HtmlError> {
    let pages = maker.pages;
    let html = &maker.settings.html;
    let chapters = Chapters::of(pages);
    let contents = nav::printed(
        &pages.contents,
        View::Page(Path::new(PATH)),
        !html.no_section_label,
    );
    let fields = Fields {
        book: &maker.settings.book,
        nav: chapters.links_of_contents(&contents),
        content: content(maker, bodies, &chapters),
        key: key(maker, &chapters),
        page_break: html.print.page_break,
        styles: maker.assets.styles(Needs::Print).collect(),
        live_reload: match maker.mode {
            Mode::Serve { reload_script } => reload_script,
            Mode::Build | Mode::Check => "",
        },
        s: &maker.assets.page_strings,
    };
    let context = tera::Context::from_serialize(&fields)
        .map_err(|error| TemplateError::Render(PATH.to_owned(), error.to_string()))?;
    Ok(maker.session.templates.render(PATH, &context)?)
}

/// All chapters, with the titles of the book's parts before them.
fn content(maker: &PageMaker<'_>, bodies: &[Body], chapters: &Chapters<'_>) -> String {
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
        content.push_str(&format!(
            "<section class=\"content print-chapter\" id=\"{id}\">\n{text}</section>\n"
        ));
    }
    content
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
