//! Mistakes that authors make, one book each: every one is told at its place with a way out, and
//! none ends the search for others.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

mod support;

use support::Book;

const SETTINGS: &str = "[book]\ntitle = \"Test\"\n";
const SUMMARY: &str = "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n";

/// What `check` says of a book of two chapters that differs in these files.
fn told(files: &[(&str, &str)]) -> (bool, String) {
    let book = Book::of(&[
        ("book.toml", SETTINGS),
        ("src/SUMMARY.md", SUMMARY),
        ("src/one.md", "# One\n"),
        ("src/two.md", "# Two\n"),
    ]);
    for (path, text) in files {
        book.write(path, text);
    }
    let output = book.run(&["check"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    (output.status.success(), told)
}

/// That each of these stands in what is said, and how many errors there are.
#[track_caller]
fn expect(files: &[(&str, &str)], errors: usize, parts: &[&str]) {
    let (success, told) = told(files);
    for part in parts {
        assert!(told.contains(part), "`{part}` is missing in:\n{told}");
    }
    assert_eq!(told.matches("error[").count(), errors, "{told}");
    assert_eq!(success, errors == 0, "{told}");
    // Whatever is said has a place, the line, and a way out.
    let said = told.matches("error[").count() + told.matches("warning[").count();
    assert_eq!(told.matches("= help: ").count(), said, "{told}");
    assert_eq!(told.matches(" --> ").count(), said, "{told}");
}

#[test]
fn front_matter_is_read_to_its_end() {
    expect(
        &[
            (
                "src/one.md",
                "---\nminuts: 3\ntags: a\nweeks: x\n---\n# One\n",
            ),
            ("src/two.md", "---\nid: two\n\n# Two\n"),
        ],
        4,
        &[
            "src/one.md:2:1",
            "did you mean `minutes`?",
            "src/one.md:3:7",
            "src/one.md:4:8",
            "here stands `x`",
            "src/two.md:2:1",
            "has no end",
        ],
    );
}

#[test]
fn a_summary_is_read_as_mdbook_will() {
    let summary = |lines: &str| format!("# Summary\n\n- [One](one.md)\n- [Two](two.md)\n{lines}");
    for (lines, part) in [
        ("- plain text\n", "SUMMARY.md:5:1"),
        ("- [Three](a file.md)\n", "SUMMARY.md:5:1"),
        ("- [Again](./two.md)\n", "listed in line 4 already"),
        (
            "- [Site](https://example.org)\n",
            "only chapters stand in SUMMARY.md",
        ),
        (
            "- [Part](two.md#part)\n",
            "take out what stands from `#` on",
        ),
    ] {
        expect(
            &[("src/SUMMARY.md", &summary(lines))],
            1,
            &[part, "SUMMARY.md:5:"],
        );
    }
    let hidden = "# Summary\n\n- [One](one.md)\n\t\t\t- [Two](two.md)\n";
    expect(
        &[("src/SUMMARY.md", hidden)],
        0,
        &["SUMMARY.md:4:", "its chapter is missing"],
    );
}

#[test]
fn what_readers_would_see_as_text_is_told() {
    let page = "# One\n\n{{#inclde a.js}}\n\nNote[^a] and [b][c], [d](e f.md), [g](/h.html).\n\n\
                ![i](https://example.org/i.png)\n\n> [!WARN]\n> x\n\n<p style=\"color: red\">j</p>\n\n\
                \\{{#include k}} `{{#l}}`\n\n```Mermaid\nx\n```\n\n```js\nconst m = 1;\n";
    expect(
        &[("src/one.md", page)],
        0,
        &[
            "one.md:3:1",
            "did you mean `{{#include}}`?",
            "no footnote `a`",
            "where `[c]` leads",
            "`[text](<my file.md>)`",
            "`/h.html` leads to the host's root",
            "on another host",
            "did you mean `[!WARNING]`?",
            "browsers refuse `style=`",
            "did you mean `mermaid`?",
            "one.md:20:1",
            "nothing ends this block of code",
            "10 warnings",
        ],
    );
}

#[test]
fn a_quiz_that_cannot_be_read_is_told_of_once() {
    let quiz = "schema: 1\nid: qq\nquestions:\n\t- id: a1\n";
    expect(
        &[
            ("src/one.md", "# One\n\n{{#quiz one.yaml}}\n"),
            ("src/one.yaml", quiz),
        ],
        1,
        &["src/one.yaml:4:1", "by a tab"],
    );
    let question = "schema: 1\nid: qq\nquestions:\n  - id: a1\n    type: truefalse\n    prompt: \"[x](no.md) ![y](no.png)\"\n    answer: true\n    feedback: { \"true\": yes it is, \"false\": no }\n    explanation: So.\n    ref: one.md#nowhere\n";
    expect(
        &[
            ("src/one.md", "# One\n\n{{#quiz one.yaml}}\n"),
            ("src/one.yaml", question),
        ],
        3,
        &[
            "src/one.yaml:6:13",
            "src/one.yaml:10:10",
            "no file `src/no.png`",
        ],
    );
}

#[test]
fn another_encoding_is_told_with_its_line() {
    let book = Book::of(&[
        ("book.toml", SETTINGS),
        ("src/SUMMARY.md", SUMMARY),
        ("src/two.md", "# Two\n"),
    ]);
    std::fs::write(book.root().join("src/one.md"), b"# One\n\nf\xfcr\n").unwrap();
    let output = book.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    for part in ["from line 3 on", "save the file as UTF-8", "SUMMARY.md:3:3"] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn a_dead_link_is_told_what_was_probably_meant() {
    expect(
        &[(
            "src/one.md",
            "# One\n\n## What you do\n\n[a](#what-you-did) [b](Two.md) [c](nowhere.md)\n",
        )],
        3,
        &[
            "did you mean `#what-you-do`?",
            "did you mean `two.md`?",
            "add it to SUMMARY.md",
        ],
    );
}

#[test]
fn a_title_that_gives_no_id_asks_for_one() {
    let settings = "[book]\ntitle = \"网络\"\n";
    expect(
        &[("book.toml", settings)],
        1,
        &["book.toml:2:1", "[preprocessor.progress]"],
    );
}

#[test]
fn a_page_of_nothing_but_mistakes_ends() {
    let page = format!("# One\n\n{}", "[x](no.md) {{#x [^y] ".repeat(100_000));
    let (success, told) = told(&[("src/one.md", &page)]);
    assert!(!success);
    assert!(told.contains("more are not shown"), "{}", told.len());
}

#[test]
fn an_anchor_that_is_there_twice_is_told() {
    expect(
        &[("src/one.md", "# One\n\n## A {#same}\n\n## B {#same}\n")],
        0,
        &["src/one.md:5:6", "`#same` is on this page already"],
    );
}

#[test]
fn a_chapter_without_a_text_is_told() {
    expect(
        &[("src/one.md", "---\nid: one\n---\n\n"), ("src/two.md", "")],
        0,
        &["src/one.md:", "src/two.md:1:1", "2 warnings"],
    );
}

#[test]
fn redirects_are_looked_at() {
    let settings = "[book]\ntitle = \"Test\"\n[output.html.redirect]\n\"/one.html\" = \"two.html\"\n\"../out.html\" = \"two.html\"\n\"old/a.html\" = \"two.html\"\n\"old/b.html\" = \"../two.html\"\n\"c.html\" = \"https://example.org\"\n";
    expect(
        &[("book.toml", settings)],
        2,
        &[
            "book.toml:4:1",
            "book.toml:5:1",
            "book.toml:6:1",
            "leads to `two.html`",
            "1 warning",
        ],
    );
}

#[test]
fn settings_are_read_to_their_end() {
    let settings = "[book]\ntitle = \"Test\"\n[preprocessor.progress]\noffline = \"no\"\n[preprocessor.roadmap]\nhours-a-week = 99\n[preprocessor.quizz]\n[output.html]\nsite-ulr = \"/\"\n";
    expect(
        &[("book.toml", settings)],
        4,
        &[
            "book.toml:4:1",
            "book.toml:6:1",
            "did you mean `[preprocessor.quiz]`?",
            "book.toml:9:1",
        ],
    );
}
