//! `coursebook build`, `check` and `ids` as an author meets them.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::time::SystemTime;
use support::Book;

#[test]
fn a_site_holds_the_pages_and_only_what_they_refer_to() {
    let book = Book::fixture("book");
    let stdout = book.succeed(&["build"]);
    assert!(stdout.contains("book/html"), "{stdout}");
    for page in [
        "start.html",
        "index.html",
        "a/index.html",
        "a/second.html",
        "404.html",
        "toc.html",
        "old/place.html",
        "dot.svg",
    ] {
        assert!(book.site().join(page).is_file(), "{page} is missing");
    }
    for secret in ["secret.yaml", "SUMMARY.md", "start.md", "ids.lock"] {
        assert!(!book.site().join(secret).exists(), "{secret} is published");
    }
}

#[test]
fn pages_obey_a_strict_content_security_policy() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    for page in ["start.html", "a/second.html", "404.html", "toc.html"] {
        let html = book.read(&format!("book/html/{page}"));
        assert!(html.contains("Content-Security-Policy"), "{page}");
        assert!(!html.contains("style=\""), "{page} has inline style");
        assert!(!html.contains("onclick"), "{page} has an inline handler");
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            // A data block is no script: browsers do not run it, and the policy says nothing of it.
            let is_data = tag == " type=\"application/ld+json\"";
            assert!(
                is_data || tag.contains(" src="),
                "{page} has an inline script: {tag}"
            );
        }
    }
}

#[test]
fn a_second_build_touches_only_what_changed() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    let modified = |page: &str| {
        std::fs::metadata(book.site().join(page))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before: Vec<SystemTime> = ["start.html", "a/second.html"].map(modified).into();
    std::thread::sleep(std::time::Duration::from_millis(20));
    let changed = book
        .read("content/a/second.md")
        .replace("A note.", "Another note.");
    book.write("content/a/second.md", &changed);
    book.succeed(&["build"]);
    assert_eq!(modified("start.html"), before[0]);
    assert!(modified("a/second.html") > before[1]);
    assert!(
        book.read("book/html/a/second.html")
            .contains("Another note.")
    );
}

#[test]
fn all_mistakes_are_reported_in_one_run_and_the_last_good_site_stays() {
    let book = Book::fixture("bad");
    let bad: Vec<_> = ["one", "two"]
        .map(|name| book.read(&format!("content/{name}.md")))
        .into();
    for name in ["one", "two"] {
        book.write(&format!("content/{name}.md"), "# Fine\n");
    }
    book.succeed(&["build"]);
    let good = book.read("book/html/one.html");
    for (name, text) in ["one", "two"].iter().zip(&bad) {
        book.write(&format!("content/{name}.md"), text);
    }
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
    assert_eq!(book.read("book/html/one.html"), good);
}

#[test]
fn a_summary_that_names_what_is_not_there_is_located() {
    let book = Book::fixture("book");
    book.write("content/SUMMARY.md", "# Summary\n\n- [Start](start.md)\n- [Gone](gone.md)\n- [Out](../../etc/passwd)\n- [Root](/etc/passwd)\n");
    let output = book.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    for expected in [
        "content/SUMMARY.md:4:3",
        "content/SUMMARY.md:5:3",
        "content/SUMMARY.md:6:3",
        "leaves the book",
    ] {
        assert!(
            stderr.contains(expected),
            "{expected} is missing in {stderr}"
        );
    }
    assert!(!book.root().join("content/gone.md").exists());
}

#[test]
fn a_misspelt_setting_is_an_error() {
    let book = Book::fixture("book");
    for (right, wrong) in [("book-id", "bok-id"), ("site-url", "site-ulr")] {
        let settings = book.read("book.toml");
        book.write("book.toml", &settings.replace(right, wrong));
        let output = book.run(&["check"]);
        assert_eq!(output.status.code(), Some(1), "{wrong}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(wrong), "{stderr}");
        book.write("book.toml", &settings);
    }
}

#[test]
fn ids_are_given_once_recorded_and_missed_when_they_vanish() {
    let book = Book::fixture("book");
    book.write(
        "content/a/second.md",
        "# Second\n\n## Deep heading\n\n- [ ] Do the thing\n",
    );
    assert_eq!(book.run(&["build"]).status.code(), Some(1));
    book.succeed(&["ids", "--write"]);
    let text = book.read("content/a/second.md");
    assert!(
        text.contains("- [ ] Do the thing <!-- id: a-second-do-the-thing -->"),
        "{text}"
    );
    let lock = book.read("content/ids.lock");
    for line in [
        "task a-second-do-the-thing",
        "task start-read",
        "question start-quiz/one",
        "chapter start",
    ] {
        assert!(
            lock.lines().any(|recorded| recorded == line),
            "{line} is missing in {lock}"
        );
    }
    book.succeed(&["ids", "--write"]);
    assert_eq!(book.read("content/a/second.md"), text);
    book.write(
        "content/a/second.md",
        &text.replace("a-second-do-the-thing", "another"),
    );
    let output = book.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("vanished-id") && stderr.contains("content/ids.lock:"),
        "{stderr}"
    );
    book.write(
        "content/a/second.md",
        &text.replace(
            "id: a-second-do-the-thing",
            "id: another was: a-second-do-the-thing",
        ),
    );
    book.succeed(&["check"]);
}

#[test]
fn a_file_name_with_a_blank_is_in_the_summary() {
    let book = Book::fixture("book");
    let summary = book.read("content/SUMMARY.md");
    book.write(
        "content/SUMMARY.md",
        &format!("{summary}- [Blank](a%20b.md)\n"),
    );
    book.write("content/a b.md", "# Blank\n");
    let output = book.run(&["check"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
}

#[test]
fn tools_folders_are_not_searched_for_chapters() {
    let book = Book::fixture("book");
    for folder in ["node_modules", "target", ".hidden", "folder.md"] {
        let folder = book.root().join("content").join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("readme.txt"), "").unwrap();
    }
    for folder in ["node_modules", "target", ".hidden"] {
        book.write(&format!("content/{folder}/README.md"), "# No chapter\n");
    }
    let output = book.run(&["check"]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
}

#[test]
fn a_title_that_gives_no_id_asks_for_one() {
    let book = Book::fixture("book");
    book.write("book.toml", "[book]\ntitle = \"网络\"\nsrc = \"content\"\n");
    let output = book.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("book-id")
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_publishes_nothing_from_outside() {
    let book = Book::fixture("book");
    let outside = tempfile::NamedTempFile::new().unwrap();
    let picture = book.root().join("content/dot.svg");
    std::fs::remove_file(&picture).unwrap();
    std::os::unix::fs::symlink(outside.path(), &picture).unwrap();
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("content/start.md:7"), "{stderr}");
    assert!(!book.site().join("dot.svg").exists());
}
