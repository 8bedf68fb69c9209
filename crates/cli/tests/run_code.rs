//! `coursebook check --run-code` proves what questions say of programs.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

/// The fixture with these questions, each given by its fields of type `output`.
fn book(questions: &[&str]) -> Book {
    let book = Book::fixture("book");
    let mut yaml = String::from("schema: 1\nid: runs\nquestions:\n");
    for (number, fields) in questions.iter().enumerate() {
        yaml.push_str(&format!(
            "  - id: run-{number}\n    type: output\n    prompt: What happens?\n    explanation: So.\n    verify: true\n"
        ));
        for field in fields.lines() {
            yaml.push_str(&format!("    {field}\n"));
        }
    }
    book.write("content/a/runs.yaml", &yaml);
    book.write(
        "content/a/second.md",
        "# Second\n\n## Deep heading\n\n{{#quiz runs.yaml}}\n",
    );
    book
}

fn check(book: &Book, arguments: &[&str]) -> (Option<i32>, String) {
    let output = book.run(&[&["check", "--run-code"], arguments].concat());
    let mut text = String::from_utf8(output.stdout).unwrap();
    text.push_str(&String::from_utf8(output.stderr).unwrap());
    (output.status.code(), text)
}

const RIGHT: &str = "lang: sh\ncode: echo 3; echo 4\nanswer: \"3\\n4\"";

#[test]
fn right_answers_pass_and_are_remembered() {
    let fails =
        "lang: sh\ncode: |\n  true\n  exot 3\nfails: true\nerror: { line: 2, contains: not found }";
    let book = book(&[RIGHT, fails]);
    let (code, text) = check(&book, &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("Proved 2 programs, 2 of them by running."),
        "{text}"
    );
    let (_, text) = check(&book, &[]);
    assert!(
        text.contains("Proved 2 programs, 0 of them by running."),
        "{text}"
    );
    std::fs::remove_dir_all(book.root().join("book/cache")).unwrap();
    let (_, text) = check(&book, &[]);
    assert!(text.contains("2 of them by running."), "{text}");
}

#[test]
fn all_that_is_wrong_is_reported_in_one_run_at_its_place() {
    let book = book(&[
        "lang: bash\ncode: echo 3\nanswer: \"4\"",
        "lang: bash\ncode: exit 3\nanswer: \"4\"",
        "lang: bash\ncode: echo 3\nfails: true",
        "lang: bash\ncode: |\n  true\n  exot 3\nfails: true\nerror: { line: 1 }",
        "lang: bash\ncode: exot 3\nfails: true\nerror: { contains: no such word }",
        "lang: cobol\ncode: DISPLAY 3\nanswer: \"3\"",
        RIGHT,
    ]);
    let (code, text) = check(&book, &[]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(text);
}

#[test]
fn what_never_ends_is_stopped() {
    let book = book(&[
        "lang: sh\ncode: sleep 1000\nanswer: \"4\"",
        "lang: sh\ncode: yes\nanswer: y",
    ]);
    let (code, text) = check(&book, &["--timeout", "1"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("did not end within 1 s"), "{text}");
    assert!(text.contains("prints more than 1 MiB"), "{text}");
}

#[test]
fn a_book_names_programs_of_its_own() {
    let book = book(&[
        "lang: text\ncode: hello\nanswer: hello",
        "lang: gone\ncode: hello\nanswer: hello",
    ]);
    let settings = book.read("book.toml");
    let runners = "[preprocessor.quiz.runners]\ntext = [\"cat\", \"{file}\"]\ngone = [\"no-such-program\", \"{file}\"]\n";
    book.write("book.toml", &format!("{settings}\n{runners}"));
    let (code, text) = check(&book, &[]);
    assert_eq!(code, Some(1));
    assert!(
        text.contains("there is no program `no-such-program`, which runs `gone`"),
        "{text}"
    );
    assert!(text.contains("1 error\n"), "{text}");
}

#[test]
fn a_runner_that_is_none_is_a_mistake_of_every_check() {
    let book = book(&[]);
    let settings = book.read("book.toml");
    book.write(
        "book.toml",
        &format!("{settings}\n[preprocessor.quiz.runners]\nsql = \"sqlite3\"\n"),
    );
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("book.toml:17:1") && stderr.contains("bad-runner"),
        "{stderr}"
    );
}

#[test]
fn rust_runs_with_and_without_a_main() {
    let piece = "lang: rust\ncode: |\n  let mut v = vec![1, 2];\n  v.push(3);\n  println!(\"{}\", v.len());\nanswer: \"3\"";
    let fails = "lang: rust\ncode: |\n  fn main() {\n      let v: Vec<u8> = Vec::new();\n      println!(\"{}\", v[0]);\n  }\nfails: true\nerror: { line: 3, contains: index out of bounds }";
    let borrowed = "lang: rust\ncode: |\n  let v = vec![1];\n  drop(v);\n  drop(v);\nfails: true\nerror: { line: 3, contains: use of moved value }";
    let (code, text) = check(&book(&[piece, fails, borrowed]), &["--timeout", "60"]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn no_build_and_no_plain_check_runs_anything() {
    let book = book(&["lang: sh\ncode: touch \"$MARK\"\nanswer: nothing"]);
    let mark = book.root().join("mark");
    for command in ["check", "build"] {
        let output = std::process::Command::new(support::binary())
            .arg(command)
            .env("MARK", &mark)
            .current_dir(book.root())
            .output()
            .unwrap();
        assert!(output.status.success());
        assert!(!mark.exists(), "{command}");
    }
}
