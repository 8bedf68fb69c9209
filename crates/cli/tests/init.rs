//! `coursebook init`: what a new author gets.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

#[test]
fn the_first_book_has_no_mistakes_and_shows_every_construct() {
    let book = Book::of(&[(".gitignore", "mine\n")]);
    let told = book.succeed(&["init", "--title", "Clay & \"fire\""]);
    assert!(told.ends_with("Next: coursebook serve\n"), "{told}");
    let check = book.run(&["check"]);
    assert_eq!(String::from_utf8(check.stderr).unwrap(), "");
    assert!(check.status.success());
    // All ids are there: nothing is left to be written but the record.
    let ids = book.succeed(&["ids", "--write"]);
    assert!(
        ids.contains("ids recorded") && !ids.contains(".md"),
        "{ids}"
    );
    book.succeed(&["build"]);
    for (page, sign) in [
        ("index", "Part 2: Further"),
        ("part-1/write", "<math"),
        ("part-1/write", "code-tabs"),
        ("part-1/ask", "data-quiz"),
        ("part-2/draw", "<svg"),
    ] {
        let html = book.read(&format!("book/html/{page}.html"));
        assert!(html.contains(sign), "{sign} is missing on {page}");
    }
    assert_eq!(book.read(".gitignore"), "mine\n");
}

#[test]
fn what_is_there_is_left_alone() {
    let book = Book::of(&[("content/glossary.md", "# Mine\n")]);
    let output = book.run(&["init"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("content/glossary.md already"), "{told}");
    assert!(!book.root().join("book.toml").exists());
    assert_eq!(book.read("content/glossary.md"), "# Mine\n");
}

#[test]
fn a_folder_that_is_not_there_is_made() {
    let book = Book::of(&[]);
    let told = book.succeed(&["init", "new/my-course"]);
    assert!(told.contains("coursebook serve new/my-course"), "{told}");
    let settings = book.read("new/my-course/book.toml");
    assert!(settings.contains("title = \"My course\""), "{settings}");
    book.succeed(&["check", "new/my-course"]);
}
