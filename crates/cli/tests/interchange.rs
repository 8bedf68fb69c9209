//! `coursebook import` and `coursebook export`.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::process::Output;
use support::Book;

const GIFT: &str = "// [tag:web]\n::One:: Which one?{=this#Yes. ~that#No. ~other#No.####So it is.}\n\n[html]Two <u>x</u>?{T#No.#Yes.####So.}\n";

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The fixture with a quiz in a file and one in a page.
fn book() -> Book {
    let book = Book::fixture("book");
    book.write(
        "content/a/second.md",
        "# Second\n\n## Deep heading\n\n{{#quiz net.quiz.yaml}}\n\n```quiz\nschema: 1\nid: in-page\nquestions:\n  - id: claim\n    type: truefalse\n    prompt: It is so.\n    answer: true\n    explanation: So.\n    hints: [Think.]\n```\n",
    );
    book.write("net.gift", GIFT);
    book.succeed(&["import", "net.gift", "--output", "content/a"]);
    book
}

#[test]
fn an_imported_quiz_can_be_published() {
    let book = book();
    insta::assert_snapshot!(book.read("content/a/net.quiz.yaml"));
    book.succeed(&["check"]);
}

#[test]
fn what_is_not_held_is_told_with_its_line() {
    let book = Book::fixture("book");
    book.write("net.gift", GIFT);
    let output = book.run(&["import", "net.gift"]);
    assert!(output.status.success());
    assert_eq!(stdout(&output), "./net.quiz.yaml: 2 questions\n");
    let said = stderr(&output);
    assert!(
        said.contains("net.gift:4:7") && said.contains("`<u>`"),
        "{said}"
    );
    assert!(said.ends_with("1 warning\n"), "{said}");
}

#[test]
fn a_mistake_in_one_question_costs_no_other() {
    let book = Book::fixture("book");
    book.write("net.gift", &format!("{GIFT}\nBroken }}\n"));
    let output = book.run(&["import", "net.gift", "--output", "new/folder"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("net.gift:6:1"),
        "{}",
        stderr(&output)
    );
    assert!(book.read("new/folder/net.quiz.yaml").contains("id: one"));
}

#[test]
fn nothing_is_overwritten_unasked() {
    let book = Book::fixture("book");
    book.write("net.gift", GIFT);
    book.write("net.quiz.yaml", "mine");
    book.write("a.gift", GIFT);
    let output = book.run(&["import", "a.gift", "net.gift"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    assert_eq!(book.read("net.quiz.yaml"), "mine");
    assert!(!book.root().join("a.quiz.yaml").exists());
    book.succeed(&["import", "net.gift", "--force"]);
    assert!(
        book.read("net.quiz.yaml")
            .starts_with("schema: 1\nid: net\n")
    );
}

#[test]
fn one_quiz_can_go_to_stdout() {
    let book = Book::fixture("book");
    book.write("q.txt", "Who?\nA) me\nB) you\nANSWER: A\n");
    let yaml = book.succeed(&["import", "q.txt", "--output", "-"]);
    assert!(
        yaml.contains("type: single") && yaml.starts_with("schema: 1"),
        "{yaml}"
    );
    let yaml = book.succeed(&["import", "--from", "aiken", "q.txt", "--output", "-"]);
    assert!(yaml.contains("type: single"), "{yaml}");
    book.write("r.txt", "Who?\nA) me\nB) you\nANSWER: A\n");
    let output = book.run(&["import", "q.txt", "r.txt", "--output", "-"]);
    assert!(
        stderr(&output).contains("name a folder"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_no_quiz_is_refused() {
    let book = Book::fixture("book");
    std::fs::write(book.root().join("latin.gift"), b"Wer?{=K\xf6nig}").unwrap();
    std::fs::create_dir(book.root().join("x")).unwrap();
    book.write("x/latin.gift", "Who?{=x}");
    book.write("prose.txt", "Once upon a time.");
    for (arguments, words) in [
        (vec!["import", "latin.gift"], "UTF-8"),
        (vec!["import", "none.gift"], "cannot read `none.gift`"),
        (vec!["import", "prose.txt"], "--from"),
        (vec!["import", "x"], "cannot read `x`"),
        (
            vec!["import", "x/latin.gift", "./x/latin.gift"],
            "rename one",
        ),
    ] {
        let output = book.run(&arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
        assert!(!book.root().join("latin.quiz.yaml").exists());
    }
}

#[test]
fn a_book_is_exported_to_gift() {
    let book = book();
    let output = book.run(&["export", "--to", "gift", "--output", "-"]);
    assert!(output.status.success(), "{}", stderr(&output));
    insta::assert_snapshot!(format!(
        "{}\n=== stderr\n{}",
        stdout(&output),
        stderr(&output)
    ));
}

#[test]
fn packages_are_named_after_the_book() {
    let book = book();
    let said = book.succeed(&["export", "--to", "anki"]);
    let (file, rest) = said.split_once(": ").unwrap();
    assert!(file.ends_with(".apkg"), "{said}");
    assert_eq!(rest, "4 questions of 3 quizzes\n");
    let bytes = std::fs::read(book.root().join(file)).unwrap();
    assert!(bytes.starts_with(b"PK"));
    // The same files give the same bytes.
    book.succeed(&["export", "--to", "anki"]);
    assert_eq!(bytes, std::fs::read(book.root().join(file)).unwrap());
    let said = book.succeed(&["export", "--to", "qti"]);
    assert!(said.contains(".qti.zip: 4 questions"), "{said}");
}

#[test]
fn a_part_can_be_exported() {
    let book = book();
    let of = |arguments: &[&str]| {
        let arguments = [&["export", "--to", "gift", "--output", "-"], arguments].concat();
        book.run(&arguments)
    };
    let one = stdout(&of(&["--quiz", "in-page"]));
    assert!(
        one.contains("in-page/claim") && !one.contains("net/one"),
        "{one}"
    );
    for phase in ["a", "part-one", "Part one", "Part"] {
        assert!(
            stdout(&of(&["--phase", phase])).contains("net/one"),
            "{phase}"
        );
    }
    let none = of(&["--phase", "2"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(
        stderr(&none).contains("there are: a, part-one"),
        "{}",
        stderr(&none)
    );
    let none = of(&["--quiz", "nothing"]);
    assert!(
        stderr(&none).contains("no quiz `nothing`"),
        "{}",
        stderr(&none)
    );
}

#[test]
fn a_book_with_a_mistake_is_not_exported() {
    let book = book();
    book.write(
        "content/a/net.quiz.yaml",
        "schema: 1\nid: net\nquestions: []\n",
    );
    let output = book.run(&["export", "--to", "gift", "--output", "out.gift"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("Nothing was written."),
        "{}",
        stderr(&output)
    );
    assert!(!book.root().join("out.gift").exists());
}

#[test]
fn a_file_of_no_known_format_does_not_keep_the_others_back() {
    let book = Book::fixture("book");
    book.write("notes.txt", "Nothing that asks anything.\n");
    book.write(
        "quiz.txt",
        "What is one?\nA. One\nB. Two\nC. Three\nANSWER: A\n",
    );
    let files = ["notes.txt", "gone.gift", "quiz.txt"];
    let output = book.run(&[&["import", "--output", "quizzes"][..], &files].concat());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("cannot be guessed"), "{stderr}");
    assert!(stderr.contains("cannot read `gone.gift`"), "{stderr}");
    assert!(book.read("quizzes/quiz.quiz.yaml").contains("What is one?"));
}
