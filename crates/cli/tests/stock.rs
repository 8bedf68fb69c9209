//! The stock mdBook builds the same book from the same `book.toml`, with `coursebook` on the PATH.
//!
//! The engine here is the library of which the `mdbook` command is made; it starts our command for
//! each preprocessor, as `mdbook build` does.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use mdbook_driver::MDBook;
use support::{Book, binary};

#[test]
#[allow(
    unsafe_code,
    reason = "this file's only test, so that no other thread reads the environment"
)]
fn stock_mdbook_renders_quizzes_boxes_diagrams_code_and_a_pdf() {
    let folders = std::iter::once(binary().parent().unwrap().to_owned());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.chain(std::env::split_paths(&path))).unwrap();
    // SAFETY: no other thread runs in this test binary.
    unsafe { std::env::set_var("PATH", path) };

    let book = Book::own_with_pdf();
    book.succeed(&["assets"]);
    MDBook::load(book.root()).unwrap().build().unwrap();
    let page = book.read("book/html/phase-1-foundations/idempotency.html");
    for expected in [
        "class=\"question",
        "data-task=\"idem-",
        "<figure class=\"diagram-figure",
        "class=\"hl\"",
        "data-book=\"backend-mastery\"",
        "data-chapter=\"idempotency\"",
        "theme/mdbook/coursebook",
    ] {
        assert!(page.contains(expected), "{expected} is missing");
    }
    let home = book.read("book/html/index.html");
    for expected in [
        "roadmap-plain",
        "<a class=\"station-title\" href=\"phase-1-foundations/cors.html\">CORS, deeply</a>",
        "planned",
    ] {
        assert!(home.contains(expected), "{expected} is missing");
    }
    assert!(!home.contains("<svg class=\"road-line\""));
    let terms = book.read("book/html/phase-0-mental-shift/index.html");
    for expected in [
        "href=\"../glossary.html#partial-failure\"",
        "<figcaption><span>lost-update.mjs</span>",
        "<math>",
    ] {
        assert!(terms.contains(expected), "{expected} is missing");
    }
    for leftover in [
        "{{#quiz",
        "{{#roadmap",
        "language-mermaid",
        "language-quiz",
        "description: ",
        "<!-- id:",
    ] {
        assert!(!page.contains(leftover), "{leftover} is printed");
    }
    #[cfg(feature = "pdf")]
    {
        let pdf = book
            .root()
            .join("book/pdf/backend-engineering-mastery-roadmap.pdf");
        assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF-1."));
    }
}
