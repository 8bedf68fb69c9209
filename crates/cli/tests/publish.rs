//! What is published, where, and what refuses to be.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

fn fails(book: &Book, command: &str) -> String {
    let output = book.run(&[command]);
    assert_eq!(output.status.code(), Some(1), "{command}");
    String::from_utf8(output.stderr).unwrap()
}

fn append(book: &Book, path: &str, text: &str) {
    let old = book.read(path);
    book.write(path, &format!("{old}{text}"));
}

#[test]
fn two_pages_at_one_path_and_paths_outside_are_refused() {
    for (change, expected) in [
        ("\"/start.html\" = \"a/second.html\"\n", "start.html"),
        ("\"/../../out.html\" = \"start.html\"\n", "out.html"),
        ("\"/toc.html\" = \"start.html\"\n", "toc.html"),
    ] {
        let book = Book::fixture("book");
        append(&book, "book.toml", change);
        for command in ["check", "build"] {
            let stderr = fails(&book, command);
            assert!(stderr.contains(expected), "{stderr}");
        }
        assert!(!book.root().join("out.html").exists());
        assert!(!book.site().join("start.html").exists());
    }
}

#[test]
fn a_chapter_may_not_take_the_place_of_a_page_of_the_site() {
    for name in ["toc", "404"] {
        let book = Book::fixture("book");
        append(&book, "content/SUMMARY.md", &format!("- [X]({name}.md)\n"));
        book.write(&format!("content/{name}.md"), "# X\n");
        let stderr = fails(&book, "check");
        assert!(stderr.contains(&format!("`{name}.html`")), "{stderr}");
    }
}

#[test]
fn the_books_own_page_for_what_is_not_there_is_used_and_checked() {
    let book = Book::fixture("book");
    book.write(
        "content/404.md",
        "# Lost\n\n[Second](a/second.md) ![](dot.svg)\n",
    );
    book.succeed(&["build"]);
    let html = book.read("book/html/404.html");
    for expected in [
        ">Lost",
        "href=\"/course/a/second.html\"",
        "src=\"/course/dot.svg\"",
    ] {
        assert!(html.contains(expected), "{expected} is missing in {html}");
    }
    book.write("content/404.md", "# Lost\n\n[Gone](gone.md)\n");
    let stderr = fails(&book, "check");
    assert!(stderr.contains("content/404.md:3:1"), "{stderr}");
    let outside = book.read("book.toml").replace(
        "[output.html]\n",
        "[output.html]\ninput-404 = \"../../x.md\"\n",
    );
    book.write("book.toml", &outside);
    assert!(fails(&book, "check").contains("input-404"));
}

#[test]
fn check_refuses_what_build_refuses() {
    let book = Book::fixture("book");
    std::fs::create_dir_all(book.root().join("theme/templates")).unwrap();
    book.write("theme/strings.toml", "[page]\nnext = 3\n");
    for command in ["check", "build"] {
        let stderr = fails(&book, command);
        assert!(stderr.contains("theme/strings.toml"), "{stderr}");
        assert!(!stderr.contains("output.html"), "{stderr}");
    }
    std::fs::remove_file(book.root().join("theme/strings.toml")).unwrap();
    book.write("theme/templates/toc.html", "{{ nobody_knows_this }}");
    for command in ["check", "build"] {
        let stderr = fails(&book, command);
        assert!(stderr.contains("toc.html"), "{stderr}");
    }
    assert!(!book.site().exists() || !book.site().join("start.html").exists());
}

#[test]
fn check_writes_nothing() {
    let book = Book::fixture("book");
    book.succeed(&["check"]);
    assert!(!book.site().exists());
}

#[test]
fn names_are_encoded_in_urls() {
    let book = Book::fixture("book");
    let odd = "a'b & c.md";
    append(
        &book,
        "content/SUMMARY.md",
        &format!("- [Odd](<{odd}>)\n- [Plain](plain.md)\n"),
    );
    book.write("content/plain.md", "# Plain\n\n[back](.) [all](toc.html)\n");
    book.write(&format!("content/{odd}"), "# Odd\n");
    book.succeed(&["build"]);
    let html = book.read("book/html/plain.html");
    assert!(html.contains("href=\"a%27b%20%26%20c.html\""), "{html}");
    assert!(html.contains("href=\"index.html\">back</a>"), "{html}");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_publish_what_lies_outside_the_book() {
    let book = Book::fixture("book");
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.txt");
    std::fs::write(&secret, "secret").unwrap();
    std::os::unix::fs::symlink(&secret, book.root().join("content/a/s.txt")).unwrap();
    append(&book, "content/a/second.md", "\n[s](s.txt)\n");
    let stderr = fails(&book, "build");
    assert!(stderr.contains("dead-link"), "{stderr}");
    assert!(!book.site().join("a/s.txt").exists());
}

#[test]
fn a_line_ends_a_part() {
    let book = Book::fixture("book");
    append(&book, "content/SUMMARY.md", "\n---\n\n[After](after.md)\n");
    book.write("content/after.md", "# After\n");
    book.succeed(&["build"]);
    let trail = |page: &str| book.read(page).contains("<li>Part one</li>");
    assert!(trail("book/html/a/second.html"));
    assert!(!trail("book/html/after.html"));
}
