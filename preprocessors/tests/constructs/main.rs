//! Each construct on a fixture book: what it makes of a chapter, and what it says of a bad one.
//!
//! The chapters are in `book/content`; snapshots hold the Markdown that comes out.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

use coursebook_preprocessors::diagnostic::render;
use coursebook_preprocessors::session::{ChapterContext, Session, Target};
use coursebook_preprocessors::source::{Document, SourceFile};
use coursebook_preprocessors::summary::{Entry, Part, Summary};
use coursebook_preprocessors::templates::Templates;
use coursebook_preprocessors::{Construct, Outcome, constructs};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs/book")
}

fn session(target: Target) -> Session {
    Session::new(
        root(),
        "content".into(),
        "fixture".into(),
        target,
        Templates::load(None).unwrap(),
    )
}

fn construct(name: &str) -> Box<dyn Construct> {
    constructs()
        .into_iter()
        .find(|construct| construct.name() == name)
        .unwrap()
}

fn document(path: &str) -> Document {
    let text = std::fs::read_to_string(root().join("content").join(path)).unwrap();
    Document::of_file(SourceFile::new(format!("content/{path}"), text))
}

fn process(name: &str, path: &str, target: Target) -> (Document, Outcome) {
    let (session, document) = (session(target), document(path));
    let context = ChapterContext {
        session: &session,
        path: Path::new(path),
        name: "Fixture",
    };
    let outcome = construct(name).process(context, &document);
    (document, outcome)
}

/// The chapter's Markdown after one construct; it must have nothing to complain of.
fn markdown(name: &str, path: &str) -> String {
    let (document, outcome) = process(name, path, Target::Site);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    document.apply(outcome.edits).text().to_owned()
}

/// What a construct says of a chapter.
fn complaints(name: &str, path: &str) -> String {
    let (_, outcome) = process(name, path, Target::Site);
    outcome
        .diagnostics
        .iter()
        .map(|diagnostic| render(diagnostic, false))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[test]
fn task_items_become_labelled_checkboxes() {
    insta::assert_snapshot!(markdown("progress", "tasks.md"));
}

#[test]
fn a_page_under_stock_mdbook_says_which_it_is() {
    let (document, outcome) = process("progress", "tasks.md", Target::StockHtml);
    let text = document.apply(outcome.edits).text().to_owned();
    let marker = "<div class=\"coursebook-page\" data-book=\"fixture\" data-chapter=\"tasks\" hidden></div>\n\n";
    assert!(text.starts_with(marker), "{text}");
}

#[test]
fn task_items_without_good_ids_are_located() {
    insta::assert_snapshot!(complaints("progress", "bad-tasks.md"));
}

#[test]
fn includes_are_expanded() {
    insta::assert_snapshot!(markdown("links", "a/includes.md"));
}

#[test]
fn includes_that_fail_or_leave_the_book_are_located() {
    insta::assert_snapshot!(complaints("links", "a/bad-includes.md"));
}

#[test]
fn a_mistake_behind_an_include_is_located_in_the_included_file() {
    let (document, outcome) = process("links", "a/includes.md", Target::Site);
    let included = document.apply(outcome.edits);
    let at = included.text().find("console.log").unwrap();
    let span = included.span(at..at + 7);
    assert_eq!(
        (span.file.path.to_str(), span.line()),
        (Some("listings/hello.js"), 3)
    );
}

#[test]
fn code_is_highlighted_also_in_lists_and_quotations() {
    insta::assert_snapshot!(markdown("highlight", "code.md"));
}

#[test]
fn code_has_captions_marks_and_tabs() {
    insta::assert_snapshot!(markdown("highlight", "tabs.md"));
}

#[test]
fn what_a_fence_says_wrongly_is_located() {
    insta::assert_snapshot!(complaints("highlight", "bad-code.md"));
}

#[test]
fn other_renderers_get_code_and_terms_as_they_were_written() {
    for (name, path) in [("highlight", "tabs.md"), ("glossary", "a/terms.md")] {
        let (document, outcome) = process(name, path, Target::Typed);
        let text = document.text().to_owned();
        assert_eq!(document.apply(outcome.edits).text(), text, "{name}");
    }
}

#[test]
fn other_renderers_get_formulas_as_their_tex() {
    let (document, outcome) = process("math", "math.md", Target::Typed);
    insta::assert_snapshot!(document.apply(outcome.edits).text());
}

#[test]
fn links_to_the_glossary_carry_its_definitions() {
    insta::assert_snapshot!(markdown("glossary", "a/terms.md"));
    let (_, outcome) = process("glossary", "a/terms.md", Target::Site);
    assert_eq!(outcome.facts.terms, ["idempotence", "the-origin"]);
}

#[test]
fn terms_without_definition_and_unknown_ones_are_located() {
    let both = [
        complaints("glossary", "glossary.md"),
        complaints("glossary", "a/bad-terms.md"),
    ];
    insta::assert_snapshot!(both.join("\n\n"));
}

#[test]
fn a_term_to_which_nothing_leads_is_named() {
    let session = session(Target::Site);
    let (_, outcome) = process("glossary", "a/terms.md", Target::Site);
    session.note(Path::new("a/terms.md"), outcome.facts);
    let unused = session.glossary().unwrap().unused(&session.course());
    let messages: Vec<_> = unused.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["no chapter leads to the term `Lost update`"]);
}

#[test]
fn formulas_become_mathml_that_markdown_leaves_alone() {
    let text = markdown("math", "math.md");
    for forbidden in [" style=", "*", "\\"] {
        assert!(!text.contains(forbidden), "{forbidden} is in {text}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_bad_formula_is_located() {
    insta::assert_snapshot!(complaints("math", "bad-math.md"));
}

#[test]
fn dollar_signs_are_left_alone_where_a_book_has_no_formulas() {
    let (session, document) = (session(Target::Site).with_math(false), document("math.md"));
    let context = ChapterContext {
        session: &session,
        path: Path::new("math.md"),
        name: "Fixture",
    };
    assert!(
        construct("math")
            .process(context, &document)
            .edits
            .is_empty()
    );
}

/// The fixture's roadmap: a part of weeks with a planned chapter, and one without.
fn roadmap(target: Target) -> String {
    let (session, document) = (session(target), document("roadmap.md"));
    let chapter = |name: &str, source: Option<&str>| Entry {
        name: name.to_owned(),
        source: source.map(PathBuf::from),
    };
    let part = |title: &str, chapters: Vec<Entry>| Part {
        title: Some(title.to_owned()),
        chapters,
    };
    session.set_summary(Summary {
        parts: vec![
            part(
                "One",
                vec![
                    chapter("Tasks & more", Some("tasks.md")),
                    chapter("Later", None),
                ],
            ),
            part("Two", vec![chapter("Inside", Some("a/includes.md"))]),
        ],
    });
    let context = ChapterContext {
        session: &session,
        path: Path::new("roadmap.md"),
        name: "Fixture",
    };
    let outcome = construct("roadmap").process(context, &document);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    assert!(outcome.facts.is_roadmap);
    document.apply(outcome.edits).text().to_owned()
}

#[test]
fn a_roadmap_has_a_station_for_every_chapter() {
    insta::assert_snapshot!(roadmap(Target::Site));
}

#[test]
fn a_roadmap_is_a_list_for_renderers_that_draw_nothing() {
    insta::assert_snapshot!(roadmap(Target::Typed));
    assert!(!roadmap(Target::StockHtml).contains("<svg"));
}

#[test]
fn diagrams_become_figures() {
    let text = markdown("diagram", "diagrams.md");
    assert_eq!(
        text.matches("<figure class=\"diagram-figure").count(),
        2,
        "{text}"
    );
    for expected in [
        "Client asks a server",
        "role=\"img\"",
        "&lt;script&gt;",
        "```text\nmermaid stays\n```",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    for forbidden in ["<style", "style=", "foreignObject", "<script", "```mermaid"] {
        assert!(!text.contains(forbidden), "{forbidden} is in {text}");
    }
}

#[test]
fn every_bad_diagram_is_located() {
    insta::assert_snapshot!(complaints("diagram", "bad-diagrams.md"));
}

#[test]
fn pictures_of_all_languages_become_figures() {
    let text = markdown("diagram", "pictures.md");
    for expected in [
        "diagram-pikchr\"",
        "> <figure class=\"diagram-figure diagram-chart\"",
        "diagram-flowchart diagram-wide\"",
        "Two words of memory</span>",
        "box &quot;low&quot; fill accent&#10;",
        "10: time 3",
    ] {
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }
    assert!(!text.contains("```"), "{text}");
}

#[test]
fn every_bad_picture_is_located() {
    insta::assert_snapshot!(complaints("diagram", "bad-pictures.md"));
}

/// What is said of a chapter that is one fence: codes, and whether they stop the build.
fn rules(fence: &str) -> Vec<(&'static str, bool)> {
    let session = session(Target::Site);
    let context = ChapterContext {
        session: &session,
        path: Path::new("x.md"),
        name: "X",
    };
    let document = Document::of_file(SourceFile::new("content/x.md", fence));
    let outcome = construct("diagram").process(context, &document);
    let said: Vec<_> = outcome
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.is_error()))
        .collect();
    let is_drawn = !outcome.edits.is_empty();
    assert_eq!(is_drawn, !said.iter().any(|(_, is_error)| *is_error));
    said
}

#[test]
fn rules_of_pictures_warn_or_stop() {
    const NAMED: &str = "mermaid title=\"T\" alt=\"A.\"";
    let row = |count: usize| {
        let boxes = (0..count).map(|n| format!("a{n}[A step in a long row]"));
        format!(
            "flowchart LR\n  {}",
            boxes.collect::<Vec<_>>().join(" --> ")
        )
    };
    let pile = |count: usize| {
        let lines: String = (1..count)
            .map(|n| format!("  a{} --> a{n}\n", n - 1))
            .collect();
        format!("flowchart TD\n{lines}")
    };
    let small = ("diagram-small", true);
    let [title, colour, crowded] =
        ["diagram-title", "diagram-colour", "diagram-crowded"].map(|code| (code, false));
    let flow = "flowchart TD\n  a --> b\n";
    let cases = [
        (NAMED, flow.to_owned(), vec![]),
        (NAMED, row(4), vec![]),
        (NAMED, row(9), vec![small]),
        ("mermaid wide title=\"T\" alt=\"A.\"", row(9), vec![]),
        ("mermaid", flow.to_owned(), vec![title]),
        ("mermaid title=\"T\"", flow.to_owned(), vec![title]),
        ("mermaid alt=\"A.\"", flow.to_owned(), vec![title]),
        ("pikchr", "box \"a\"".to_owned(), vec![title]),
        (NAMED, format!("{flow}  style a fill:#f00\n"), vec![colour]),
        (
            NAMED,
            format!("{flow}  classDef mine stroke:red\n"),
            vec![colour],
        ),
        (
            NAMED,
            format!("{flow}  a:::accent\n  classDef accent fill:#00f\n"),
            vec![],
        ),
        (
            "pikchr title=\"T\" alt=\"A.\"",
            "box fill 0xff0000".to_owned(),
            vec![colour],
        ),
        (
            "pikchr title=\"T\" alt=\"A.\"",
            "box fill accent".to_owned(),
            vec![],
        ),
        (NAMED, pile(15), vec![]),
        (NAMED, pile(16), vec![crowded]),
    ];
    for (info, source, expected) in cases {
        let fence = format!("```{info}\n{source}\n```\n");
        assert_eq!(rules(&fence), expected, "{fence}");
    }
}

#[test]
fn a_picture_without_a_name_is_called_what_it_is() {
    let (document, outcome) = process("diagram", "unnamed-picture.md", Target::Site);
    let text = document.apply(outcome.edits).text().to_owned();
    assert!(text.contains("aria-label=\"Flowchart\""), "{text}");
    assert!(text.contains("-title\">Flowchart</title>"), "{text}");
    assert!(
        !text.contains("<span></span>") && !text.contains("<p></p>"),
        "{text}"
    );
}

proptest! {
    /// No construct panics on any text, and every edit and place it gives fits the text.
    #[test]
    fn nothing_panics(text in markdown_like()) {
        let document = Document::of_file(SourceFile::new("content/x.md", text.clone()));
        for construct in constructs() {
            let session = session(Target::Site);
            let context = ChapterContext { session: &session, path: Path::new("x.md"), name: "X" };
            let outcome = construct.process(context, &document);
            for diagnostic in &outcome.diagnostics {
                render(diagnostic, false);
            }
            let next = document.clone().apply(outcome.edits);
            prop_assert!(next.span(0..next.text().len()).range.end <= text.len());
        }
    }

    /// Text without any construct of ours passes through byte for byte.
    #[test]
    fn other_markdown_is_left_alone(text in "[a-zA-Z0-9 \n*_>#.,()é-]{0,200}") {
        let document = Document::of_file(SourceFile::new("content/x.md", text.clone()));
        for construct in constructs().into_iter().filter(|construct| construct.name() != "frontmatter") {
            let session = session(Target::Site);
            let context = ChapterContext { session: &session, path: Path::new("x.md"), name: "X" };
            let outcome = construct.process(context, &document);
            let next = document.clone().apply(outcome.edits);
            prop_assert_eq!(next.text(), text.as_str());
        }
    }
}

/// Fragments that mean something to a construct, in any order.
fn markdown_like() -> impl Strategy<Value = String> {
    let fragments = prop::sample::select(vec![
        "- [ ] task ",
        "<!-- id: a-b -->",
        "<!-- id: ",
        "was: x -->",
        "```mermaid\n",
        "```quiz\n",
        "```js\n",
        "```\n",
        "flowchart TD\n",
        "A --> B\n",
        "accTitle: t\n",
        "accDescr: d\n",
        "{{#include ",
        "../../x",
        "a.md:3:",
        "}}",
        "{{#quiz q.yaml}}\n",
        "\\{{#include b}}",
        "---\n",
        "id: x\n",
        "> ",
        "  ",
        "\n",
        "\n\n",
        "# H\n",
        "é",
        "\u{1}",
        "\0",
        "| a | b |\n|--|--|\n",
        "[x](y.md)",
        "schema: 1\nid: q\nquestions:\n",
        "  - id: a\n    type: single\n",
        "<pre>",
        "\t",
        "$x^2$",
        "$$\n",
        "\\frac{",
        "```js {1-2} title=\"",
        "tab=\"A\"\n",
        "{{#roadmap}}",
        "[t](glossary.md#idempotence)",
    ]);
    prop::collection::vec(fragments, 0..40).prop_map(|pieces| pieces.concat())
}
