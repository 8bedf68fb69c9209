//! Our pages beside mdBook's own, made of the same book: the same paths, the same heading ids.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use mdbook_driver::MDBook;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use support::Book;

/// Pages that are no chapters: each has its own of them.
const NO_CHAPTERS: &[&str] = &[
    "print.html",
    "toc.html",
    "404.html",
    "review.html",
    "questions.html",
    "progress.html",
    "offline.html",
    "privacy.html",
];

#[test]
fn the_fixture_has_the_same_pages_and_anchors() {
    compare(&Book::fixture("book"));
}

#[test]
fn our_own_book_has_the_same_pages_and_anchors() {
    compare(&Book::own());
}

fn compare(book: &Book) {
    book.succeed(&["build"]);
    let theirs = stock_site(book);
    let ours = book.site();
    assert_eq!(pages(&ours), pages(&theirs));
    for page in pages(&ours) {
        assert_eq!(
            heading_ids(&ours.join(&page)),
            heading_ids(&theirs.join(&page)),
            "{}",
            page.display()
        );
    }
}

/// mdBook's own renderer on the book without our preprocessors. Front matter is cut off, because
/// mdBook prints it as a heading.
fn stock_site(book: &Book) -> PathBuf {
    let site = book.root().join("stock");
    let mut settings: toml::Table = book.read("book.toml").parse().unwrap();
    settings.remove("preprocessor");
    settings["output"]["html"]
        .as_table_mut()
        .unwrap()
        .retain(|key, _| !key.starts_with("additional") && key != "redirect");
    settings.insert(
        "build".to_owned(),
        toml::toml! { build-dir = "stock" }.into(),
    );
    for path in sources(&book.root().join("content")) {
        let text = std::fs::read_to_string(&path).unwrap();
        if let Some((_, rest)) = text
            .strip_prefix("---\n")
            .and_then(|text| text.split_once("\n---\n"))
        {
            std::fs::write(&path, rest).unwrap();
        }
    }
    let config = toml::to_string(&settings).unwrap().parse().unwrap();
    MDBook::load_with_config(book.root(), config)
        .unwrap()
        .build()
        .unwrap();
    site
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found
}

fn pages(site: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![site.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                found.insert(path.strip_prefix(site).unwrap().to_owned());
            }
        }
    }
    found.retain(|page| {
        !NO_CHAPTERS.iter().any(|other| page == Path::new(other)) && !page.starts_with("old")
    });
    found
}

/// The ids of the headings inside the page's text.
fn heading_ids(page: &Path) -> Vec<String> {
    let html = std::fs::read_to_string(page).unwrap();
    let main = html
        .split_once("<main")
        .map_or("", |(_, rest)| rest)
        .split("</main>")
        .next()
        .unwrap_or("");
    let mut ids = Vec::new();
    for (at, _) in main.match_indices("<h") {
        let tag = main[at..].split('>').next().unwrap();
        let is_heading = tag.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
        if let Some((_, rest)) = tag.split_once("id=\"").filter(|_| is_heading) {
            ids.push(rest.split('"').next().unwrap().to_owned());
        }
    }
    ids
}
