//! What an author is told of quizzes: their settings, their page, their ids.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

const QUIZ: &str = "schema: 1
id: pages
questions:
  - id: first
    type: truefalse
    prompt: Pages are numbered.
    answer: true
    explanation: They are.
";

/// A book whose second chapter uses the quiz.
fn with_quiz(quiz: &str) -> Book {
    let book = Book::fixture("book");
    book.write("content/a/pages.quiz.yaml", quiz);
    let chapter = book.read("content/a/second.md");
    book.write(
        "content/a/second.md",
        &format!("{chapter}\n{{{{#quiz pages.quiz.yaml}}}}\n"),
    );
    book
}

fn stderr_of(book: &Book, code: i32) -> String {
    let output = book.run(&["check"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    stderr
}

#[test]
fn settings_of_mdbook_quiz_are_warned_of_by_name_and_unknown_ones_refused() {
    let book = with_quiz(QUIZ);
    let settings = book.read("book.toml");
    let with = |keys: &str| format!("{settings}\n[preprocessor.quiz]\n{keys}");
    book.write(
        "book.toml",
        &with("cache-answers = true\nfullscreen = true\n"),
    );
    let stderr = stderr_of(&book, 0);
    for key in ["cache-answers", "fullscreen"] {
        assert!(
            stderr.contains(&format!("`{key}` is a setting of mdbook-quiz")),
            "{stderr}"
        );
    }
    assert!(stderr.contains("book.toml:17"), "{stderr}");
    book.write("book.toml", &with("fullscren = true\n"));
    assert!(stderr_of(&book, 1).contains("`fullscren` is no setting"));
}

#[test]
fn a_quiz_that_cannot_be_read_does_not_miss_its_own_ids() {
    let book = with_quiz(QUIZ);
    book.succeed(&["ids", "--write"]);
    let lock = book.read("content/ids.lock");
    assert!(lock.contains("question pages/first"), "{lock}");
    for broken in [
        QUIZ.replace("answer: true", "answer: perhaps"),
        QUIZ.replace("questions:", "questions: ["),
        String::new(),
    ] {
        book.write("content/a/pages.quiz.yaml", &broken);
        let stderr = stderr_of(&book, 1);
        assert!(!stderr.contains("vanished-id"), "{stderr}");
    }
    let renamed = QUIZ.replace("id: first", "id: second");
    book.write("content/a/pages.quiz.yaml", &renamed);
    assert!(stderr_of(&book, 1).contains("vanished-id"));
}

#[test]
fn the_heading_of_a_quiz_must_be_on_its_page() {
    let belongs = |to: &str| QUIZ.replace("questions:", &format!("section: {to}\nquestions:"));
    let book = with_quiz(&belongs("a/second.md#deep-heading"));
    stderr_of(&book, 0);
    book.write(
        "content/a/pages.quiz.yaml",
        &belongs("a/second.md#shallow-heading"),
    );
    let stderr = stderr_of(&book, 1);
    assert!(stderr.contains("shallow-heading"), "{stderr}");
    assert!(stderr.contains("content/a/pages.quiz.yaml:3"), "{stderr}");
    book.write(
        "content/a/pages.quiz.yaml",
        &belongs("start.md#what-is-used"),
    );
    assert!(stderr_of(&book, 1).contains("this quiz belongs to"));
}
