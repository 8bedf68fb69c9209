//! Each construct of Markdown, and the HTML that authors use in it, as it reads on its page.

use crate::book::{Printed, print};
use coursebook_pdf::Options;

fn printed(markdown: &str) -> Printed {
    let printed = print(&[("a.md", markdown)], Options::default()).unwrap();
    assert!(printed.written[0].accessible, "{:?}", printed.diagnostics);
    printed
}

/// The page with its lines trimmed and empty ones left out.
fn page(markdown: &str) -> String {
    let text = printed(markdown).text();
    let lines = text.lines().map(str::trim_end);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

macro_rules! constructs {
    ($($name:ident: $markdown:expr;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(page($markdown));
            }
        )*
    };
}

constructs! {
    styles: "# Styles\n\n*em* **strong** ~~gone~~ `code` <kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>m</mark> <small>s</small> a\\\nnew line\n";
    headings: "# One\n\ntext\n\n## Two\n\n#### Skips a level\n\n# Another one\n\nSetext\n===\n";
    lists: "# Lists\n\n- a\n- b\n  - c\n    1. d\n    2. e\n\n7. seven\n8. eight\n\n- loose\n\n  two paragraphs\n\n- item\n";
    boxes: "# Boxes\n\n- [ ] empty\n- [x] ticked\n- [ ] empty again\n- plain\n";
    tables: "# Tables\n\n| left | centre | right |\n|:--|:-:|--:|\n| a | b | c |\n| `x` | **y** | [z](https://example.org) |\n";
    html_table: "# Table\n\n<table><caption>What</caption><thead><tr><th>A<th>B</thead><tr><td>1<td>2</table>\n";
    quotations: "# Quotes\n\n> one\n>\n> > two\n";
    alerts: "# Alerts\n\n> [!NOTE]\n> n\n\n> [!WARNING]\n> w\n\n<div class=\"warning\">\n\nold style\n\n</div>\n";
    footnotes: "# Notes[^h]\n\nText[^a] and again[^a], other[^b].\n\n[^a]: The first.\n\n    A second paragraph.\n\n[^b]: See[^a] there.\n\n[^h]: In a heading.\n";
    code: "# Code\n\n```rust,ignore\n# hidden\nfn main() {}\n```\n\n```console\n$ ls -l\ntotal 0\n```\n\n    indented\n\n```\nno language\n```\n";
    captions: "# Captions\n\n```rust {1} title=\"src/main.rs\"\nfn main() {}\n```\n\n```js tab=\"Node.js\" title=\"a.mjs\"\nf()\n```\n";
    details: "# Details\n\n<details>\n<summary>Open <b>me</b></summary>\n\nInside.\n\n- list\n\n</details>\n\nAfter.\n";
    figures: "# Figures\n\n<figure>\n<pre><code>in a figure</code></pre>\n<figcaption>Its caption</figcaption>\n</figure>\n";
    definitions: "# Terms\n\nTerm\n: Meaning one\n: Meaning two\n\n<dl><dt>T</dt><dd>D</dd></dl>\n";
    rules: "# Rules\n\na\n\n---\n\nb\n";
    unclosed_html: "# Open\n\n<div><b>bold\n\nnext <i>paragraph\n\n</div></section>last\n";
    links: "# Links\n\n[here](#there) [out](https://example.org/a?b=c&d) <https://example.org> <a@example.org>\n\n## There\n\n<a id=\"own\"></a>text [own](#own)\n";
}

/// What the preprocessor `math` hands over.
fn formula(tex: &str) -> String {
    let tex = tex.replace('&', "&amp;").replace('<', "&lt;");
    format!("<span class=\"typed-formula\" data-tex=\"{tex}\"></span>")
}

#[test]
fn formulas_are_set_and_nothing_in_them_runs() {
    for (tex, expected) in [
        ("x^2", &["𝑥", "2"][..]),
        ("0.999^5 = 99.5\\,\\%", &["0.999", "=", "99.5", "%"]),
        ("\\frac{a}{b+c}", &["𝑎", "𝑏", "+", "𝑐"]),
        ("\\sqrt{2} + \\sqrt[3]{7}", &["2", "3", "7"]),
        ("\\sum_{i=1}^{n} i", &["𝑖", "=", "1"]),
        ("\\left( \\frac12 \\right)", &["(", "1", "2", ")"]),
        (
            "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
            &["1", "4"],
        ),
        ("\\overline{w}, \\hat{h}", &["𝑤", "ℎ"]),
        ("\\lambda W \\le \\infty", &["≤", "∞"]),
        ("\\log_2 n", &["log", "2"]),
        ("\\mathbb{R}, \\mathcal{O}(n)", &["(", ")"]),
        ("\\text{#panic() \\\" $x$}", &["#panic()"]),
    ] {
        let printed = printed(&format!("# Formulas\n\nIt is {}.\n", formula(tex)));
        assert!(
            printed.diagnostics.is_empty(),
            "{tex}: {:?}",
            printed.diagnostics
        );
        let text = printed.text();
        for expected in expected {
            assert!(
                text.contains(expected),
                "{tex}: {expected} is not in {text}"
            );
        }
        assert!(
            tex.contains("text") || !text.contains('\\'),
            "{tex}: {text}"
        );
    }
}

#[test]
fn a_formula_on_a_line_of_its_own_is_set_wherever_it_stands() {
    let display = formula("x + y").replace("<span", "<span data-display");
    for markup in [
        display.clone(),
        format!("Before {display} after."),
        format!("- an item\n\n  {display}"),
        format!("| a |\n| --- |\n| {display} |"),
        format!("> **{display}**"),
        format!("A note[^n].\n\n[^n]: It says {display}."),
    ] {
        let printed = printed(&format!("# Formulas\n\n{markup}\n"));
        assert!(
            printed.diagnostics.is_empty(),
            "{markup}: {:?}",
            printed.diagnostics
        );
        let text: String = printed.text().split_whitespace().collect();
        assert!(text.contains("𝑥+𝑦"), "{markup}: {text}");
    }
}

#[test]
fn formulas_in_questions_and_reasons_are_set() {
    let quiz = |math: bool| {
        serde_json::json!({
            "format": 1, "id": "q", "title": null, "math": math, "contexts": [],
            "questions": [{
                "id": "a", "type": "truefalse", "answer": true,
                "when_true": "As $x$ says, for US$5-$6.", "when_false": "Not $$z$$ so.",
                "prompt": "Is $$y$$ it?", "context": null, "variants": null,
                "use": ["inline"], "hints": [], "explanation": null, "ref": null,
                "tags": [], "difficulty": null,
            }],
        })
    };
    let page_of = |math: bool| page(&format!("# Q\n\n```coursebook-quiz\n{}\n```\n", quiz(math)));
    let text = page_of(true);
    for expected in ["𝑥", "𝑦", "𝑧", "US$5-$6"] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    assert!(page_of(false).contains("$$y$$"));
}

#[test]
fn a_formula_that_cannot_be_set_is_its_tex() {
    for tex in ["\\frac{1", "\\unknownmacro{x}"] {
        let text = page(&format!("# Formulas\n\nIt is {}.\n", formula(tex)));
        assert!(text.contains(tex), "{text}");
    }
}

#[test]
fn what_paper_cannot_show_is_reported_and_ends_where_it_ends() {
    for markup in [
        "<embed src=\"film.swf\">",
        "a <svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg> b",
        "<video src=\"film.mp4\"></video>",
    ] {
        let printed = printed(&format!("# Lost\n\n{markup}\n\nAfter it.\n"));
        assert_eq!(
            printed.diagnostics.len(),
            1,
            "{markup}: {:?}",
            printed.diagnostics
        );
        assert!(printed.text().contains("After it."), "{markup}");
    }
}

#[test]
fn a_chapter_without_a_heading_gets_its_name() {
    assert!(
        page("just text\n").starts_with("a\njust text"),
        "{}",
        page("just text\n")
    );
}

#[test]
fn wide_code_stays_on_the_page() {
    let line = "let x = ".to_owned() + &"abc_".repeat(80) + "; // " + &"word ".repeat(60);
    let printed = printed(&format!(
        "# Wide\n\n```rust\n{line}\n```\n\n`{line}`\n\n{line}\n"
    ));
    let text = printed
        .text()
        .replace(char::is_whitespace, "")
        .replace('\u{200b}', "");
    let squeezed = line.replace(' ', "");
    assert_eq!(text.matches(&squeezed).count(), 3, "{text}");
    assert_on_page(&printed);
}

#[test]
fn wide_tables_stay_on_the_page() {
    let cells = "| a_very_long_identifier_without_a_blank_in_it ".repeat(6);
    let table = format!("{cells}|\n{}|\n{cells}|\n", "|---".repeat(6));
    assert_on_page(&printed(&format!("# Wide\n\n{table}")));
}

#[test]
fn long_tables_repeat_their_head() {
    let rows = "| a | b |\n".repeat(120);
    let text = printed(&format!("# Long\n\n| Column | Other |\n|---|---|\n{rows}")).text();
    assert!(text.matches("Column").count() >= 2, "{text}");
}

/// No word begins or ends outside the paper.
fn assert_on_page(printed: &Printed) {
    let boxes = crate::book::text_of(&printed.path(), &["-bbox"]);
    let value = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    let width = 210.0 * 72.0 / 25.4;
    for line in boxes.lines().filter(|line| line.contains("<word ")) {
        assert!(value(line, "xMin") >= 40.0, "{line}");
        assert!(value(line, "xMax") <= width - 40.0, "{line}");
    }
}
