//! What keeps a site without a network: the worker, the manifest, the zip file.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use support::Book;

/// What the worker is told.
fn edition(book: &Book) -> Value {
    let script = book.read("book/html/sw.js");
    let (_, rest) = script.split_once("self.COURSEBOOK_EDITION=").unwrap();
    let (json, _) = rest.split_once(";\n").unwrap();
    serde_json::from_str(json).unwrap()
}

fn files(edition: &Value) -> BTreeMap<String, String> {
    let files: Vec<(String, String)> = serde_json::from_value(edition["files"].clone()).unwrap();
    files.into_iter().collect()
}

fn set_offline(book: &Book, value: &str) {
    let id = "book-id = \"fixture\"";
    let settings = book.read("book.toml");
    assert!(settings.contains(id));
    book.write(
        "book.toml",
        &settings.replace(id, &format!("{id}\noffline = {value}")),
    );
}

fn site_files(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            site_files(&path, root, found);
        } else {
            let path = path.strip_prefix(root).unwrap();
            found.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn the_worker_knows_every_file_of_its_edition() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    let first = edition(&book);
    let known = files(&first);
    let mut there = Vec::new();
    site_files(&book.site(), &book.site(), &mut there);
    for file in &there {
        let is_for_servers = matches!(
            file.as_str(),
            "sw.js" | "sitemap.xml" | "robots.txt" | "feed.xml"
        );
        let is_for_servers = is_for_servers || file.starts_with('.');
        assert_eq!(known.contains_key(file), !is_for_servers, "{file}");
    }
    assert!(known.keys().all(|file| there.contains(file)));

    book.succeed(&["build"]);
    assert_eq!(edition(&book), first);
    let chapter = book.read("content/start.md");
    book.write("content/start.md", &format!("{chapter}\nOne word more.\n"));
    book.succeed(&["build"]);
    let second = edition(&book);
    assert_ne!(second["version"], first["version"]);
    let changed = files(&second);
    let same = known
        .iter()
        .filter(|(path, hash)| changed.get(*path) == Some(hash));
    assert!(
        same.count() > known.len() / 2,
        "an edit has changed nearly everything"
    );
}

#[test]
fn a_book_can_be_taken_back() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    assert!(book.site().join("offline.html").exists());
    set_offline(&book, "false");
    book.succeed(&["build"]);
    assert!(!book.site().join("offline.html").exists());
    let script = book.read("book/html/sw.js");
    assert!(
        script.contains("unregister") && !script.contains("\"fetch\""),
        "{script}"
    );
    assert!(files(&edition(&book)).is_empty());
}

#[test]
fn a_setting_that_is_no_truth_value_is_refused() {
    let book = Book::fixture("book");
    set_offline(&book, "\"no\"");
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("`offline`"), "{stderr}");
}

#[test]
fn the_manifest_names_pictures_that_are_there() {
    let book = Book::fixture("book");
    book.succeed(&["build"]);
    let manifest: Value = serde_json::from_str(&book.read("book/html/site.webmanifest")).unwrap();
    let icons = manifest["icons"].as_array().unwrap();
    assert_eq!(icons.len(), 4, "{manifest}");
    for icon in icons {
        assert!(
            book.site().join(icon["src"].as_str().unwrap()).is_file(),
            "{icon}"
        );
    }
    let of_purpose = |purpose: &str| icons.iter().any(|icon| icon["purpose"] == purpose);
    assert!(of_purpose("any") && of_purpose("maskable"));
}

#[test]
fn the_zip_is_the_book_for_a_disk_and_always_the_same() {
    let book = Book::fixture("book");
    let said = book.succeed(&["build", "--zip"]);
    let file = said.lines().last().unwrap().rsplit_once(": ").unwrap().1;
    let first = std::fs::read(file).unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    let names: Vec<String> = (0..zip.len())
        .map(|at| zip.by_index(at).unwrap().name().unwrap().into_owned())
        .collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    for name in [
        "/index.html",
        "/whole-book.html",
        "/search-index.js",
        "/a/second.html",
    ] {
        assert!(has(name), "{name} is missing in {names:?}");
    }
    for name in ["/sw.js", "/.nojekyll", "/sitemap.xml", "secret.yaml"] {
        assert!(!has(name), "{name}");
    }
    let start = names
        .iter()
        .find(|name| name.ends_with("/start.html"))
        .unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut zip.by_name(start).unwrap(), &mut text).unwrap();
    assert_eq!(text, book.read("book/disk/start.html"));
    // The page for disks is not part of the site.
    assert!(!book.site().join("whole-book.html").exists());
    book.succeed(&["build", "--zip"]);
    assert!(std::fs::read(file).unwrap() == first);
}

#[test]
fn the_site_offers_the_zip_while_there_is_one_and_keeps_it_in_no_browser() {
    let book = Book::fixture("book");
    let said = book.succeed(&["build", "--zip"]);
    let file = Path::new(said.lines().last().unwrap().rsplit_once(": ").unwrap().1);
    let name = file.file_name().unwrap().to_str().unwrap();
    let zip = std::fs::read(file).unwrap();
    assert!(std::fs::read(book.site().join(name)).unwrap() == zip);
    let shown = format!("{} kB", zip.len().div_ceil(1000));
    for (page, root) in [
        ("offline.html", ""),
        ("start.html", ""),
        ("a/second.html", "../"),
    ] {
        let html = book.read(&format!("book/html/{page}"));
        assert!(html.contains(&format!("href=\"{root}{name}\"")), "{page}");
        assert!(html.contains(&shown), "{page} does not say {shown}");
    }
    let of_zip = book.read("book/disk/offline.html");
    assert!(!of_zip.contains(name), "the zip offers itself");
    let size = book.read("book/html/offline.html");
    assert!(!files(&edition(&book)).contains_key(name));
    let without = book.succeed(&["build"]);
    assert!(!without.contains(".zip"), "{without}");
    assert!(!book.site().join(name).exists());
    let html = book.read("book/html/offline.html");
    assert!(!html.contains(name));
    // What is saved is the same.
    let megabytes = |html: &str| {
        let (before, _) = html.split_once(" MB").unwrap();
        before.rsplit_once(' ').unwrap().1.to_owned()
    };
    assert_eq!(megabytes(&html), megabytes(&size));
}
