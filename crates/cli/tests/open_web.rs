//! What a site tells search engines, feed readers and link previews, and what it does not without a
//! whole address.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use std::process::Command;
use support::Book;

/// The address that the fixture has.
const ADDRESS: &str = "https://example.org/course/";

fn with_address(address: &str) -> Book {
    let book = Book::fixture("book");
    let settings = book.read("book.toml");
    assert!(settings.contains(ADDRESS));
    book.write("book.toml", &settings.replace(ADDRESS, address));
    book
}

fn git(book: &Book, arguments: &[&str], date: &str) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .current_dir(book.root())
        .env("GIT_COMMITTER_DATE", date)
        .env("GIT_AUTHOR_DATE", date)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A book whose second chapter was changed a month after the others.
fn with_history() -> Book {
    let book = with_address(ADDRESS);
    git(&book, &["init", "-q"], "");
    git(&book, &["add", "-A"], "");
    git(&book, &["commit", "-qm", "One"], "2026-01-02T03:04:05Z");
    let chapter = book.read("content/a/second.md");
    book.write("content/a/second.md", &format!("{chapter}\nMore & more.\n"));
    git(&book, &["commit", "-qam", "Two"], "2026-02-03T04:05:06Z");
    book
}

#[test]
fn without_a_host_nothing_names_whole_addresses() {
    let book = with_address("/course/");
    book.succeed(&["build"]);
    for file in ["sitemap.xml", "feed.xml", "robots.txt"] {
        assert!(!book.site().join(file).exists(), "{file}");
    }
    let html = book.read("book/html/start.html");
    for part in ["canonical", "og:url", "og:image", "ld+json", "atom+xml"] {
        assert!(!html.contains(part), "{part}");
    }
}

#[test]
fn addresses_are_whole_below_a_path_and_at_a_root() {
    for (address, has_robots) in [(ADDRESS, false), ("https://example.org", true)] {
        let book = with_address(address);
        book.succeed(&["build"]);
        let base = format!("{}/", address.trim_end_matches('/'));
        let html = book.read("book/html/a/second.html");
        for expected in [
            format!("<link rel=\"canonical\" href=\"{base}a/second.html\">"),
            format!("property=\"og:image\" content=\"{base}share-"),
            "\"@type\":\"LearningResource\"".to_owned(),
        ] {
            assert!(html.contains(&expected), "{expected} is missing in {html}");
        }
        assert!(
            book.read("book/html/index.html")
                .contains("\"@type\":\"Course\"")
        );
        let map = book.read("book/html/sitemap.xml");
        assert!(
            map.contains(&format!("<loc>{base}a/second.html</loc>")),
            "{map}"
        );
        assert!(
            !map.contains("404.html") && !map.contains("lastmod"),
            "{map}"
        );
        let robots = book.site().join("robots.txt");
        assert_eq!(robots.exists(), has_robots);
        if has_robots {
            assert!(
                book.read("book/html/robots.txt")
                    .contains(&format!("{base}sitemap.xml"))
            );
        }
        // Whoever comes to a page that is not there finds the site's files by their path on the host.
        let path = base.trim_start_matches("https://example.org");
        let lost = book.read("book/html/404.html");
        assert!(lost.contains(&format!("data-root=\"{path}\"")), "{lost}");
        assert!(lost.contains("content=\"noindex\""));
    }
}

#[test]
fn the_feed_tells_of_changed_chapters_by_the_dates_of_git() {
    let book = with_history();
    book.succeed(&["build"]);
    let feed = book.read("book/html/feed.xml");
    let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
    assert!(
        entries[0].contains("<link href=\"https://example.org/course/a/second.html\"/>"),
        "{feed}"
    );
    assert!(
        entries[0].contains("<updated>2026-02-03T04:05:06Z</updated>"),
        "{feed}"
    );
    assert!(
        entries[1..]
            .iter()
            .all(|entry| entry.contains("2026-01-02T03:04:05Z")),
        "{feed}"
    );
    let html = book.read("book/html/start.html");
    assert!(
        html.contains("type=\"application/atom+xml\" href=\"feed.xml\""),
        "{html}"
    );
    let map = book.read("book/html/sitemap.xml");
    assert!(
        map.contains("<lastmod>2026-02-03T04:05:06Z</lastmod>"),
        "{map}"
    );
}

#[test]
fn a_clone_without_its_history_has_no_dates() {
    let book = with_history();
    let clone = tempfile::tempdir().unwrap();
    let source = format!("file://{}", book.root().display());
    let output = Command::new("git")
        .args(["clone", "-q", "--depth", "1", &source, "shallow"])
        .current_dir(clone.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let folder = clone.path().join("shallow");
    let output = Command::new(support::binary())
        .arg("build")
        .arg(&folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let site = folder.join("book/html");
    assert!(!site.join("feed.xml").exists());
    let map = std::fs::read_to_string(site.join("sitemap.xml")).unwrap();
    assert!(!map.contains("lastmod"), "{map}");
}
