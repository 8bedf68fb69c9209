//! The pages about the learner, as they stand in a built site.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

const TASK: &str = "- [ ] Do it <!-- id: second-do -->\n";

/// The names of the site's files that begin so and end with `.js`.
fn scripts(book: &Book, beginning: &str) -> Vec<String> {
    let entries = std::fs::read_dir(book.site()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<_> = names
        .filter(|name| name.starts_with(beginning) && name.ends_with(".js"))
        .collect();
    found.sort();
    found
}

fn page(book: &Book, name: &str) -> String {
    book.read(&format!("book/html/{name}"))
}

#[test]
fn a_page_loads_the_ids_of_its_own_part_of_the_book() {
    let book = Book::fixture("book");
    let second = book.read("content/a/second.md");
    book.write("content/a/second.md", &format!("{second}\n{TASK}"));
    book.succeed(&["build"]);
    let site = page(&book, &scripts(&book, "site-")[0]);
    assert!(
        !site.contains("start-read") && !site.contains("second-do"),
        "{site}"
    );
    assert!(
        site.contains("\"id\":\"start\"") && site.contains("\"items\":2"),
        "{site}"
    );
    let of_parts: Vec<_> = scripts(&book, "items-")
        .into_iter()
        .map(|name| (page(&book, &name), name))
        .collect();
    let holding = |id: &str| -> Vec<&str> {
        let holds = of_parts.iter().filter(|(text, _)| text.contains(id));
        holds.map(|(_, name)| name.as_str()).collect()
    };
    let first_part = holding("second-do");
    let start = page(&book, "start.html");
    let deep = page(&book, "a/second.html");
    for name in holding("start-read") {
        assert_eq!(start.contains(name), !first_part.contains(&name), "{name}");
        assert!(!deep.contains(name), "{name}");
    }
    let own = first_part.iter().filter(|name| deep.contains(**name));
    assert_eq!(own.count(), 1);
    for whole in ["review.html", "questions.html", "progress.html"] {
        let html = page(&book, whole);
        let all = of_parts
            .iter()
            .find(|(text, _)| text.contains("start-read") && text.contains("second-do"));
        assert!(html.contains(&all.unwrap().1), "{whole}");
    }
}

#[test]
fn every_page_leads_to_review_questions_and_progress() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    for (name, root) in [
        ("start.html", ""),
        ("a/second.html", "../"),
        ("toc.html", ""),
        ("404.html", "/course/"),
        ("review.html", ""),
        ("questions.html", ""),
        ("progress.html", ""),
    ] {
        let html = page(&book, name);
        for (target, word) in [
            ("review.html", "Review"),
            ("questions.html", "Questions"),
            ("progress.html", "Progress"),
        ] {
            let link = format!("<a href=\"{root}{target}\"");
            assert!(html.contains(&link), "{name} has no {link}");
            assert!(html.contains(&format!(">{word}")), "{name}: {word}");
        }
    }
}

#[test]
fn only_the_pages_about_the_learner_load_what_they_need() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    for name in ["review.html", "questions.html", "progress.html"] {
        let html = page(&book, name);
        for needed in ["learner-", "questions-", "quiz-", "progress-"] {
            assert!(
                html.contains(&format!("src=\"{needed}")),
                "{name}: {needed}"
            );
        }
        assert!(html.contains("href=\"learner-"), "{name}");
    }
    for name in ["start.html", "toc.html", "a/second.html"] {
        let html = page(&book, name);
        assert!(
            !html.contains("src=\"learner-") && !html.contains("src=\"questions-"),
            "{name}"
        );
    }
    assert_eq!(scripts(&book, "quiz-start-").len(), 1);
}

#[test]
fn all_questions_can_be_read_without_a_script() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    let html = page(&book, "questions.html");
    assert!(
        html.contains("<a href=\"start.html#q-start-quiz-one\">Which one?</a>"),
        "{html}"
    );
    assert!(html.contains("One choice"), "{html}");
    assert!(page(&book, "start.html").contains("id=\"q-start-quiz-one\""));
}

#[test]
fn there_is_a_page_only_for_what_the_book_has() {
    let book = Book::fixture("book");
    book.write("content/start.md", "# Start\n\nNothing to do.\n");
    book.succeed(&["build"]);
    for name in ["review.html", "questions.html", "progress.html"] {
        assert!(!book.site().join(name).exists(), "{name}");
    }
    let html = page(&book, "start.html");
    assert!(
        !html.contains("progress.html") && !html.contains("learner-links"),
        "{html}"
    );
    book.write("content/start.md", &format!("# Start\n\n{TASK}"));
    book.succeed(&["build"]);
    assert!(book.site().join("progress.html").exists());
    assert!(!book.site().join("review.html").exists());
    let html = page(&book, "progress.html");
    assert!(
        !html.contains("src=\"quiz-") && html.contains("src=\"learner-"),
        "{html}"
    );
}

#[test]
fn a_chapter_of_the_same_name_is_an_error_that_says_what_to_do() {
    let book = Book::fixture("book");
    let summary = book.read("content/SUMMARY.md");
    let name = "review.md";
    book.write(
        "content/SUMMARY.md",
        &format!("{summary}- [Mine](review.md)\n"),
    );
    book.write(&format!("content/{name}"), "# Mine\n");
    let output = book.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    for expected in [
        "content/review.md:1",
        "page-name",
        "review.html",
        "another name",
    ] {
        assert!(
            stderr.contains(expected),
            "{expected} is missing in {stderr}"
        );
    }
    book.write("content/start.md", "# Start\n\nNothing is asked.\n");
    book.succeed(&["check"]);
}

#[test]
fn chapters_may_link_to_the_pages_about_the_learner() {
    let book = Book::fixture("book");
    let second = book.read("content/a/second.md");
    book.write(
        "content/a/second.md",
        &format!("{second}\n[Review](../review.html) [Progress](../progress.html#copies)\n"),
    );
    book.succeed(&["build"]);
    assert!(page(&book, "a/second.html").contains("href=\"../progress.html#copies\""));
}
