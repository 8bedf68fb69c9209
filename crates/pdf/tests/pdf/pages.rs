//! How pages are filled, and what contents and index list.

use crate::book::{Printed, print, text_of};
use coursebook_pdf::Options;
use std::fmt::Write;

fn printed(chapters: &[(&str, &str)]) -> Printed {
    let printed = print(chapters, Options::default()).unwrap();
    assert!(printed.written[0].accessible, "{:?}", printed.diagnostics);
    printed
}

/// The text of one page, with blanks as they come.
fn page(printed: &Printed, number: usize) -> String {
    let number = number.to_string();
    text_of(&printed.path(), &["-f", &number, "-l", &number])
}

/// The only page that has this text.
fn page_with(printed: &Printed, text: &str) -> usize {
    let has_text = |number: &usize| page(printed, *number).contains(text);
    let pages: Vec<usize> = (4..=printed.written[0].pages).filter(has_text).collect();
    assert_eq!(pages.len(), 1, "`{text}` is on {pages:?}");
    pages[0]
}

fn paragraphs(name: &str, count: usize) -> String {
    let mut text = String::new();
    for number in 0..count {
        let words = "words that fill a line of the page and say nothing at all ".repeat(6);
        let _ = writeln!(text, "{name}{number} {words}\n");
    }
    text
}

/// A diagram of half a page, as the preprocessor hands it over.
fn tall_diagram() -> String {
    let svg = "<svg xmlns=\\\"http://www.w3.org/2000/svg\\\" viewBox=\\\"0 0 200 480\\\"><rect width=\\\"200\\\" height=\\\"480\\\"/></svg>";
    let form = format!(
        "{{\"format\":1,\"svg\":\"{svg}\",\"title\":\"The caption\",\"description\":\"A box\",\"width\":200,\"height\":480,\"letters\":10}}"
    );
    format!("```coursebook-diagram\n{form}\n```\n\n")
}

#[test]
fn text_fills_the_page_before_a_large_diagram() {
    let (before, after) = (paragraphs("before", 8), paragraphs("after", 12));
    let text = format!("# One\n\n{before}{}{after}", tall_diagram());
    let floats = printed(&[("a.md", &text)]);
    let caption = page_with(&floats, "The caption");
    assert!(page_with(&floats, "after0") < caption);
    // What announces it, and what begins with its source, keeps it where it is written.
    for (announced, next) in [
        ("So it looks:\n\n", ""),
        ("", "```text\nits source\n```\n\n"),
    ] {
        let diagram = tall_diagram();
        let text = format!("# One\n\n{before}{announced}{diagram}{next}{after}");
        let stays = printed(&[("a.md", &text)]);
        assert_eq!(
            page_with(&stays, "The caption"),
            page_with(&stays, "after0")
        );
    }
}

/// A list of so many references, each of some hundred letters.
fn references(count: usize) -> String {
    let words = "and where to find it, which takes some words more ".repeat(4);
    (0..count).fold(String::new(), |mut list, number| {
        let link = format!("[its title](https://example.org/{number})");
        let _ = writeln!(list, "- Reference{number}. {link}, {words}");
        list
    })
}

#[test]
fn no_chapter_ends_on_a_page_with_a_single_reference() {
    for length in 5..13 {
        let text = paragraphs("text", length);
        let short = format!("# One\n\n{text}## Sources\n\n{}", references(4));
        let short = printed(&[("a.md", &short)]);
        let last = page_with(&short, "Reference3");
        assert_eq!(page_with(&short, "Reference0"), last, "{length}");
        assert!(page(&short, last).contains("Sources"), "{length}");
        let long = format!("# One\n\n{text}## Sources\n\n{}", references(12));
        let long = printed(&[("a.md", &long)]);
        let last = page_with(&long, "Reference11");
        assert_eq!(page_with(&long, "Reference9"), last, "{length}");
    }
}

const GLOSSARY: &str = "# Glossary\n\n## Outbox\n\nA table.\n\n## Saga\n\nSteps.\n\n## Lease\n\nA loan.\n\n## Quorum\n\nMost.\n\n## Fence\n\nA number.\n";

#[test]
fn the_index_leads_to_uses_and_definitions_of_the_glossary() {
    let used = "An [outbox](glossary.md#outbox), another [outbox](glossary.md#outbox), a [saga](glossary.md#saga).\n";
    let (one, two) = (format!("# One\n\n{used}"), format!("# Two\n\n{used}"));
    let printed = printed(&[("a.md", &one), ("b.md", &two), ("glossary.md", GLOSSARY)]);
    let index = page(&printed, printed.written[0].pages);
    for line in ["Outbox, 1, 2, 3", "Saga, 1, 2, 3", "Lease, 3"] {
        assert!(index.contains(line), "{index}");
    }
    let text = page(&printed, 4);
    assert!(
        text.contains("An outbox, another outbox, a saga."),
        "{text}"
    );
}

#[test]
fn the_contents_leave_the_terms_of_the_glossary_out() {
    let printed = printed(&[("a.md", "# One\n\n## Section\n"), ("glossary.md", GLOSSARY)]);
    let contents = page(&printed, 3);
    assert!(
        contents.contains("Section") && contents.contains("Glossary"),
        "{contents}"
    );
    assert!(!contents.contains("Outbox"), "{contents}");
}

#[test]
fn a_short_table_stays_whole() {
    let rows: String = (0..9).fold(String::new(), |mut rows, number| {
        let _ = writeln!(rows, "| cell{number} | text |");
        rows
    });
    for length in 8..13 {
        let text = format!(
            "# One\n\n{}| a | b |\n|---|---|\n{rows}",
            paragraphs("p", length)
        );
        let printed = printed(&[("a.md", &text)]);
        assert_eq!(
            page_with(&printed, "cell0"),
            page_with(&printed, "cell8"),
            "{length}"
        );
    }
}
