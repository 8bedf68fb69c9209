//! `coursebook stats` counts what is asked, and finds what is not.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

/// The fixture with a long section, a goal, and questions of several kinds.
fn book() -> Book {
    let book = Book::fixture("book");
    let long = "word ".repeat(601);
    book.write(
        "content/a/second.md",
        &format!(
            "---\ntags: [x]\n---\n# Second\n\n## Deep heading\n\n{long}\n\n## Goal {{.learn}}\n\nShort.\n\n## Long and bare\n\n{long}\n\n### Below\n\n## Long with a quiz\n\n{long}\n\n{{{{#quiz q.yaml}}}}\n\n## Short\n\nShort.\n"
        ),
    );
    book.write(
        "content/a/q.yaml",
        "schema: 1\nid: qq\nquestions:\n  - { id: code, type: text, prompt: Which?, answer: \"429\", explanation: So., tags: [http], difficulty: 2, use: [exam] }\n  - { id: claim, type: truefalse, prompt: It is so., answer: true, explanation: So., tags: [http, x] }\n  - { id: gone, retired: true }\n",
    );
    book
}

#[test]
fn tables_count_what_is_asked_and_name_what_is_not() {
    insta::assert_snapshot!(book().succeed(&["stats"]));
}

#[test]
fn json_has_the_same_numbers() {
    let json = book().succeed(&["stats", "--json"]);
    let stats: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(stats["questions"], 3);
    assert_eq!(stats["types"]["truefalse"], 1);
    assert_eq!(stats["tags"]["http"], 2);
    assert_eq!(stats["uses"]["exam"], 1);
    assert_eq!(stats["true_false_percent"], 34);
    let bare = stats["sections_without_questions"].as_array().unwrap();
    let ids: Vec<_> = bare
        .iter()
        .map(|section| section["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["goal", "long-and-bare"]);
    assert_eq!(bare[0]["line"], 10);
}

#[test]
fn a_question_counts_for_the_section_that_it_refers_to() {
    let book = book();
    let quiz = book.read("content/a/q.yaml");
    let quiz = quiz.replace("tags: [http, x] }", "ref: a/second.md#below }");
    book.write("content/a/q.yaml", &quiz);
    let stdout = book.succeed(&["stats"]);
    assert!(!stdout.contains("Long and bare"), "{stdout}");
    assert!(stdout.contains("Goal"), "{stdout}");
}

#[test]
fn a_book_with_mistakes_is_not_counted() {
    let book = book();
    book.write("content/a/q.yaml", "schema: 1\nid: qq\n");
    let output = book.run(&["stats"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}
