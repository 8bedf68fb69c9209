//! The workspace's own book as a PDF: whole, valid, accessible, the same each time.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use coursebook_html::outline::outline;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Book;

const NAME: &str = "backend-engineering-mastery-roadmap.pdf";

#[test]
fn the_own_book_is_printed_whole() {
    let book = Book::own_with_pdf();
    let said = book.succeed(&["pdf"]);
    assert!(said.contains("accessible by PDF/UA-1"), "{said}");
    let pdf = book.root().join("book/pdf").join(NAME);
    is_valid(&pdf);
    let chapters = chapters(&book);
    assert!(chapters.len() > 10);
    has_all_words(&pdf, &chapters);
    has_all_headings(&pdf, &chapters);
    is_inside_the_paper(&pdf);

    let first = std::fs::read(&pdf).unwrap();
    book.succeed(&["pdf"]);
    assert!(first == std::fs::read(&pdf).unwrap(), "two runs differ");
}

#[test]
fn a_build_offers_the_pdf_with_its_size() {
    let book = Book::fixture("book");
    let settings = book.read("book.toml");
    book.write(
        "book.toml",
        &format!("{settings}\n[output.pdf]\npaper = \"a5\"\n"),
    );
    book.succeed(&["build"]);
    let page = book.read("book/html/start.html");
    assert!(
        page.contains("href=\"fixture.pdf\" type=\"application/pdf\""),
        "{page}"
    );
    assert!(page.contains("(PDF, "), "{page}");
    let published = std::fs::read(book.site().join("fixture.pdf")).unwrap();
    assert!(published.starts_with(b"%PDF-"));
}

#[test]
fn a_mistake_in_the_settings_is_told_at_its_line() {
    let book = Book::fixture("book");
    let settings = book.read("book.toml");
    book.write(
        "book.toml",
        &format!("{settings}\n[output.pdf]\npapre = \"a5\"\n"),
    );
    let output = book.run(&["pdf"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    let line = settings.lines().count() + 3;
    assert!(
        said.contains("papre") && said.contains(&format!("book.toml:{line}")),
        "{said}"
    );
}

fn run(program: &str, arguments: &[&str], pdf: &Path) -> String {
    let output = Command::new(program)
        .args(arguments)
        .arg(pdf)
        .args(if program == "pdftotext" {
            &["-"][..]
        } else {
            &[]
        })
        .output()
        .unwrap_or_else(|_| panic!("{program} is not there; `cargo xtask test` installs it"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

fn is_valid(pdf: &Path) {
    let said = run("qpdf", &["--check"], pdf);
    assert!(
        said.contains("No syntax or stream encoding errors"),
        "{said}"
    );
}

/// The chapters' Markdown as the author wrote it, in the order of SUMMARY.md;
/// those that are planned have none.
fn chapters(book: &Book) -> Vec<String> {
    let summary = book.read("content/SUMMARY.md");
    let links = summary.split("](").skip(1);
    let paths: Vec<PathBuf> = links
        .filter_map(|link| Some(PathBuf::from(link.split_once(')')?.0)))
        .filter(|path| !path.as_os_str().is_empty())
        .collect();
    let read = |path: &PathBuf| {
        let text = book.read(&Path::new("content").join(path).to_string_lossy());
        match text
            .strip_prefix("---\n")
            .and_then(|text| text.split_once("\n---\n"))
        {
            Some((_, text)) => text.to_owned(),
            None => text,
        }
    };
    paths.iter().map(read).collect()
}

/// Runs of letters: numbers of notes and pages may stand at any of them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
}

/// The prose of a chapter: code, diagrams and quizzes have forms of their own.
fn prose(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let (mut prose, mut is_code) = (String::new(), false);
    for event in Parser::new_ext(markdown, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) | Event::Code(text) if !is_code && !text.contains("{{#") => {
                prose.push_str(&text)
            }
            Event::End(tag) if !is_inline(tag) => prose.push(' '),
            Event::SoftBreak | Event::HardBreak => prose.push(' '),
            _ => {}
        }
    }
    prose
}

fn is_inline(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
    )
}

fn has_all_words(pdf: &Path, chapters: &[String]) {
    let text = run("pdftotext", &["-enc", "UTF-8"], pdf).replace('\u{200b}', "");
    let text = text
        .replace("-\n", "")
        .replace('\u{ad}', "")
        .replace(['’', '‘'], "'");
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in words(&text) {
        *counts.entry(word).or_default() += 1;
    }
    let prose: Vec<String> = chapters.iter().map(|chapter| prose(chapter)).collect();
    let (mut total, mut missing) = (0, Vec::new());
    for word in prose.iter().flat_map(|prose| words(prose)) {
        total += 1;
        let count = counts.entry(word).or_default();
        *count -= 1;
        if *count < 0 {
            missing.push(word);
        }
    }
    // Words that are broken over a page or at a hyphen of their own count as missing.
    assert!(total > 10_000);
    assert!(
        missing.len() * 500 < total,
        "{} of {total} words: {missing:?}",
        missing.len()
    );
}

fn has_all_headings(pdf: &Path, chapters: &[String]) {
    let document = lopdf::Document::load(pdf).unwrap();
    let toc = document.get_toc().unwrap();
    let squeeze = |text: &str| text.replace(|c: char| !c.is_alphanumeric(), "");
    let mut entries = toc.toc.iter().map(|entry| squeeze(&entry.title));
    for heading in chapters.iter().flat_map(|chapter| outline(chapter)) {
        let title = squeeze(&heading.title);
        assert!(
            entries.any(|entry| entry.ends_with(&title)),
            "{title} is not in the outline"
        );
    }
}

/// No word begins or ends outside the margins of A4, but for signs that hang.
fn is_inside_the_paper(pdf: &Path) {
    let boxes = run("pdftotext", &["-bbox"], pdf);
    let value = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let margin = 25.0 * 72.0 / 25.4 - 6.0;
    let (width, height) = (210.0 * 72.0 / 25.4, 297.0 * 72.0 / 25.4);
    let mut words = 0;
    for line in boxes.lines().filter(|line| line.contains("<word ")) {
        words += 1;
        let (left, right) = (value(line, "xMin"), value(line, "xMax"));
        assert!(left >= margin && right <= width - margin, "{line}");
        assert!(
            value(line, "yMin") >= 20.0 && value(line, "yMax") <= height - 20.0,
            "{line}"
        );
    }
    assert!(words > 10_000);
}
