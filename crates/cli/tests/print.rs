//! The whole book on one page, and a chapter on paper.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::collections::{HashMap, HashSet};
use support::Book;

/// The values of an attribute, in their order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    let pieces = html.split(opening.as_str()).skip(1);
    pieces.filter_map(|piece| piece.split('"').next()).collect()
}

/// A quiz whose choices, hints and reasons can be told apart.
fn quiz(id: &str, questions: usize) -> String {
    let mut yaml = format!("schema: 1\nid: {id}\ntitle: Quiz {id}\nquestions:\n");
    for number in 0..questions {
        yaml.push_str(&format!(
            "  - id: one-{number}\n    type: single\n    prompt: \"Asked {id} {number}?\"\n    hints: [\"hint {id}\"]\n    explanation: \"explained {id} [here](second.md#deep-heading)\"\n    choices:\n"
        ));
        for (choice, text) in ["This", "That", "Other"].iter().enumerate() {
            let correct = if choice == number % 3 {
                "correct: true, "
            } else {
                ""
            };
            yaml.push_str(&format!(
                "      - {{ id: c{choice}, text: \"{text}\", {correct}feedback: \"reason {choice}\" }}\n"
            ));
        }
    }
    yaml
}

/// The fixture with a chapter of this text.
fn with_chapter(text: &str) -> Book {
    let book = Book::fixture("book");
    let summary = book.read("content/SUMMARY.md");
    book.write(
        "content/SUMMARY.md",
        &format!("{summary}- [Many](a/many.md)\n"),
    );
    book.write("content/a/many.md", text);
    book
}

#[test]
fn two_hundred_quizzes_are_blank_and_answered_at_the_end() {
    let book = with_chapter("# Many\n\n## Deep heading\n");
    let mut chapter = book.read("content/a/many.md");
    for number in 0..200 {
        let id = format!("quiz-{number}");
        book.write(&format!("content/a/{id}.yaml"), &quiz(&id, 3));
        chapter.push_str(&format!("\n{{{{#quiz {id}.yaml}}}}\n"));
    }
    book.write("content/a/many.md", &chapter);
    book.succeed(&["build"]);
    let html = book.read("book/html/print.html");
    assert!(!html.contains("<script") && !html.contains("<details"));
    assert!(html.contains("name=\"robots\" content=\"noindex\""));
    let (text, key) = html.split_once(" id=\":key\"").unwrap();
    for secret in ["reason ", "explained ", "hint ", "data-key"] {
        assert!(
            !text.contains(secret),
            "{secret} stands beside the questions"
        );
    }
    assert!(!key.contains("hint "));
    let ids = values(&html, "id");
    let count = |part: &str| ids.iter().filter(|id| id.contains(part)).count();
    assert_eq!((count(":q-quiz-"), count(":k-quiz-")), (600, 600));
    assert_eq!(text.matches("Asked quiz-7 1?").count(), 1);
    assert_eq!(key.matches("explained quiz-7 ").count(), 3);
    assert!(html.len() < 1_000_000, "{}", html.len());
}

#[test]
fn every_id_is_there_once_and_every_link_leads_to_one() {
    let book = with_chapter(
        "# Start here\n\n[second](second.md#deep-heading) [up](../start.md) [own](#start-here) ![](../dot.svg)\n\n\
         - [ ] Do it <!-- id: many-do -->\n\nA note.[^1]\n\n[^1]: Here.\n\n```mermaid\nflowchart LR\naccTitle: Two\naccDescr: One leads to the other.\na --> b\n```\n\n\
         {{#quiz q.yaml}}\n",
    );
    book.write("content/a/q.yaml", &quiz("qq", 2));
    book.succeed(&["build"]);
    let html = book.read("book/html/print.html");
    let ids = values(&html, "id");
    let distinct: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    for link in values(&html, "href")
        .iter()
        .filter_map(|link| link.strip_prefix('#'))
    {
        assert!(distinct.contains(link), "{link} is not in {ids:?}");
    }
    for name in ["for", "aria-labelledby"] {
        for id in values(&html, name)
            .into_iter()
            .flat_map(str::split_whitespace)
        {
            assert!(distinct.contains(id), "{id} is not in {ids:?}");
        }
    }
    for expected in [
        "href=\"#a-second:deep-heading\"",
        "href=\"#start\"",
        "src=\"dot.svg\"",
        "<section class=\"content print-chapter\" id=\"a-many\">",
        "<p class=\"print-part\">Part one</p>",
    ] {
        assert!(html.contains(expected), "{expected} is missing");
    }
}

#[test]
fn questions_and_answers_lead_to_each_other() {
    let book = with_chapter("# Many\n\n{{#quiz q.yaml}}\n");
    book.write("content/a/q.yaml", &quiz("qq", 2));
    book.succeed(&["build"]);
    let html = book.read("book/html/print.html");
    for (from, to) in [("q", "k"), ("k", "q")] {
        let from = format!("id=\"a-many:{from}-qq-one-1\"");
        let (_, behind) = html.split_once(&from).unwrap();
        let link = format!("href=\"#a-many:{to}-qq-one-1\"");
        let place = behind.find("href=\"#").unwrap();
        assert!(behind[place..].starts_with(&link), "{from}");
    }
}

#[test]
fn a_book_may_do_without() {
    let book = Book::fixture("book");
    let settings = book.read("book.toml");
    book.write(
        "book.toml",
        &format!("{settings}\n[output.html.print]\nenable = false\n"),
    );
    book.succeed(&["build"]);
    assert!(!book.site().join("print.html").exists());
    assert!(!book.read("book/html/start.html").contains("print.html"));
    book.write(
        "book.toml",
        &format!("{settings}\n[output.html.print]\npage-break = false\n"),
    );
    book.succeed(&["build"]);
    let html = book.read("book/html/print.html");
    assert!(
        html.contains("class=\"print-page\""),
        "pages break though they should not"
    );
    assert!(
        book.read("book/html/start.html")
            .contains("href=\"print.html\"")
    );
}

#[test]
fn a_printed_chapter_ends_with_its_answers() {
    let book = with_chapter("# Many\n\n{{#quiz q.yaml}}\n\n{{#quiz r.yaml}}\n");
    book.write("content/a/q.yaml", &quiz("qq", 3));
    let typed = "schema: 1\nid: rr\nquestions:\n  - { id: code, type: text, prompt: Which code?, answer: \"<429>\", explanation: So. }\n  \
                 - { id: size, type: numeric, prompt: How much?, answer: 5, unit: { expect: kB }, explanation: So., use: [exam] }\n";
    book.write("content/a/r.yaml", typed);
    book.succeed(&["build"]);
    let html = book.read("book/html/a/many.html");
    let (_, key) = html
        .split_once("<section class=\"print-key\" hidden>")
        .unwrap();
    let (key, _) = key.split_once("</section>").unwrap();
    let expected = "<h2>Answers</h2><p>Quiz qq: <b>1</b> A; <b>2</b> B; <b>3</b> C</p>\
                    <p>2: <b>1</b> &lt;429&gt;; <b>2</b> 5 kB</p>";
    assert_eq!(key, expected);
    assert!(!book.read("book/html/a/second.html").contains("print-key"));
}

#[test]
fn the_own_book_prints_every_question_once() {
    let book = Book::own();
    book.succeed(&["build"]);
    let html = book.read("book/html/print.html");
    let mut seen = HashMap::<&str, usize>::new();
    for id in values(&html, "id") {
        *seen.entry(id).or_default() += 1;
    }
    assert!(seen.values().all(|count| *count == 1), "{seen:?}");
    let questions: Vec<_> = seen.keys().filter(|id| id.contains(":q-")).collect();
    assert!(questions.len() > 100);
    for question in questions {
        assert!(
            seen.contains_key(question.replace(":q-", ":k-").as_str()),
            "{question}"
        );
    }
}
