//! `coursebook ids` guards ids that were published once.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::process::{Command, Stdio};
use support::{Book, binary};

const HEAD: &str = "# Second\n\n## Deep heading\n\n";

fn with_items(items: &str) -> Book {
    let book = Book::fixture("book");
    book.write("content/a/second.md", &format!("{HEAD}{items}"));
    book
}

fn stderr_of(book: &Book, arguments: &[&str]) -> String {
    let output = book.run(arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_new_item_gets_neither_a_retired_nor_a_former_id() {
    let book = with_items("- [ ] Go\n- [ ] Run\n- [ ] Old <!-- id: now was: a-second-run -->\n");
    book.write("content/ids.lock", "task a-second-go retired\n");
    book.succeed(&["ids", "--write"]);
    let text = book.read("content/a/second.md");
    assert!(text.contains("id: a-second-go-2 "), "{text}");
    assert!(text.contains("id: a-second-run-2 "), "{text}");
}

#[test]
fn a_retired_id_in_use_is_an_error() {
    let book = with_items("- [ ] Go <!-- id: go-on -->\n");
    book.write("content/ids.lock", "task go-on retired\n");
    let stderr = stderr_of(&book, &["check"]);
    assert!(stderr.contains("retired-id"), "{stderr}");
    assert!(stderr.contains("content/a/second.md:5"), "{stderr}");
}

#[test]
fn a_record_that_cannot_be_read_is_neither_ignored_nor_lost() {
    let book = with_items("");
    let bytes = b"task caf\xe9\n";
    let path = book.root().join("content/ids.lock");
    std::fs::write(&path, bytes).unwrap();
    assert!(stderr_of(&book, &["check"]).contains("ids-lock"));
    stderr_of(&book, &["ids", "--write"]);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_chapter_renamed_without_an_id_of_its_own_is_missed() {
    let book = with_items("");
    book.succeed(&["ids", "--write"]);
    assert!(book.read("content/ids.lock").contains("chapter a-second\n"));
    let moved = book
        .read("content/SUMMARY.md")
        .replace("a/second.md", "a/third.md");
    book.write("content/SUMMARY.md", &moved);
    let page = book
        .read("content/start.md")
        .replace("a/second.md", "a/third.md");
    book.write("content/start.md", &page);
    let from = book.root().join("content/a/second.md");
    std::fs::rename(from, book.root().join("content/a/third.md")).unwrap();
    let stderr = stderr_of(&book, &["check"]);
    assert!(
        stderr.contains("the chapter `a-second` was published"),
        "{stderr}"
    );
}

#[test]
fn chapters_whose_paths_give_one_id_are_told_apart() {
    let book = with_items("");
    let summary = book.read("content/SUMMARY.md");
    book.write(
        "content/SUMMARY.md",
        &format!("{summary}- [Double](a-second.md)\n"),
    );
    book.write("content/a-second.md", "# Double\n");
    let stderr = stderr_of(&book, &["check"]);
    assert!(
        stderr.contains("the id `a-second` is also that of the chapter"),
        "{stderr}"
    );
}

#[test]
fn a_long_path_gives_ids_that_are_accepted() {
    let book = with_items("");
    let name = "long-".repeat(16);
    let summary = book.read("content/SUMMARY.md");
    book.write(
        "content/SUMMARY.md",
        &format!("{summary}- [Long]({name}.md)\n"),
    );
    book.write(
        &format!("content/{name}.md"),
        "# Long\n\n- [ ] Go\n- [ ] Go\n",
    );
    book.succeed(&["ids", "--write"]);
}

#[cfg(unix)]
#[test]
fn a_chapter_behind_a_symbolic_link_stays_behind_it() {
    let book = with_items("- [ ] Go\n");
    std::fs::create_dir(book.root().join("shared")).unwrap();
    let (link, real) = (
        book.root().join("content/a/second.md"),
        book.root().join("shared/second.md"),
    );
    std::fs::rename(&link, &real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    book.succeed(&["ids", "--write"]);
    assert!(link.is_symlink());
    assert!(book.read("shared/second.md").contains("id: a-second-go"));
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let items: String = (0..4000)
        .map(|n| format!("- [ ] Go <!-- id: go-{n} -->\n"))
        .collect();
    let book = with_items(&items);
    let mut child = Command::new(binary())
        .arg("ids")
        .current_dir(book.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && !stderr.contains("panicked"),
        "{stderr}"
    );
}
