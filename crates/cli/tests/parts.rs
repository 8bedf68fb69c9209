//! Ids of choices and other parts of questions live as long as the answers that hold them.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

const LOCK: &str = "content/ids.lock";
const START: &str = "content/start.md";
const CHOICE: &str = "{ id: c, text: \"Other\", feedback: \"No.\" }";

/// A book as an older Coursebook left it: its lock knows no parts.
fn old_book() -> Book {
    let book = Book::fixture("book");
    book.succeed(&["ids", "--write"]);
    let lock = book.read(LOCK);
    let older = lock.lines().filter(|line| !line.starts_with("parts "));
    book.write(
        LOCK,
        &older.map(|line| format!("{line}\n")).collect::<String>(),
    );
    book
}

fn change(book: &Book, from: &str, to: &str) {
    let text = book.read(START);
    assert!(text.contains(from), "{from} is not in {text}");
    book.write(START, &text.replace(from, to));
}

fn check(book: &Book) -> (bool, String) {
    let output = book.run(&["check"]);
    let text = String::from_utf8(output.stderr).unwrap();
    (output.status.success(), text)
}

#[test]
fn an_older_lock_is_valid_and_gets_the_parts() {
    let book = old_book();
    let (fine, text) = check(&book);
    assert!(fine && text.contains("unrecorded-id"), "{text}");
    book.succeed(&["ids", "--write"]);
    assert!(book.read(LOCK).ends_with("\nparts start-quiz/one: a b c\n"));
    assert_eq!(check(&book), (true, String::new()));
}

#[test]
fn a_choice_may_be_renamed_or_given_up_but_not_vanish() {
    let book = old_book();
    book.succeed(&["ids", "--write"]);
    let new = "{ id: d, text: \"Other\", feedback: \"No.\" }";
    change(&book, CHOICE, new);
    let (fine, text) = check(&book);
    assert!(
        !fine && text.contains("the part `start-quiz/one/c` was published"),
        "{text}"
    );
    assert!(
        text.contains("content/ids.lock:") && text.contains("`was: [c]`"),
        "{text}"
    );
    change(
        &book,
        new,
        "{ id: d, was: [c], text: \"Other\", feedback: \"No.\" }",
    );
    assert!(check(&book).0);
    change(&book, "{ id: d, was: [c], ", "{ id: d, ");
    change(
        &book,
        "    type: single",
        "    type: single\n    retired_ids: [c]",
    );
    assert!(check(&book).0);
}

#[test]
fn a_choice_that_was_given_up_never_comes_back() {
    let book = old_book();
    book.succeed(&["ids", "--write"]);
    change(
        &book,
        CHOICE,
        "{ id: d, text: \"Other\", feedback: \"No.\" }",
    );
    change(
        &book,
        "    type: single",
        "    type: single\n    retired_ids: [c]",
    );
    book.succeed(&["ids", "--write"]);
    assert!(book.read(LOCK).contains("parts start-quiz/one: a b ~c d\n"));
    change(&book, "\n    retired_ids: [c]", "");
    assert!(check(&book).0);
    change(&book, "{ id: d, ", "{ id: c, was: [d], ");
    let (fine, text) = check(&book);
    assert!(!fine && text.contains("retired-id"), "{text}");
    assert!(text.contains("content/start.md:"), "{text}");
}

#[test]
fn parts_go_with_their_question() {
    let book = old_book();
    book.succeed(&["ids", "--write"]);
    change(&book, "  - id: one", "  - id: two\n    was: [one]");
    assert!(check(&book).0);
    change(
        &book,
        "    type: single",
        "    retired: true\n    type: single",
    );
    change(
        &book,
        CHOICE,
        "{ id: d, text: \"Other\", feedback: \"No.\" }",
    );
    let (fine, text) = check(&book);
    assert!(fine, "{text}");
}
