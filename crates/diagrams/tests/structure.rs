//! Single pictures, looked at closely: their words, their names, and the style sheet that colours
//! them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{see, sources};
use coursebook_diagrams::{Diagram, Options, Target, render, render_with};
use roxmltree::Document;
use std::fs;
use std::path::PathBuf;

fn pictures() -> Vec<(String, Diagram)> {
    let drawn = common::everything().into_iter().map(|source| {
        let diagram = source.render("pic-7", &Options::default());
        let diagram = diagram.unwrap_or_else(|error| panic!("{}: {error}", source.name));
        (source.name, diagram)
    });
    drawn.collect()
}

fn source(name: &str) -> String {
    let all = sources("pictures");
    all.into_iter()
        .find(|source| source.name == name)
        .unwrap()
        .text
}

/// All texts, one entry for each `<text>`, lines joined by a space.
fn texts(svg: &str) -> Vec<String> {
    see(svg).texts.into_iter().map(|text| text.words).collect()
}

#[test]
fn all_labels_are_there() {
    let expected: [(&str, &[&str]); 6] = [
        (
            "flow_groups",
            &[
                "Web client",
                "HTTPS",
                "Load balancer",
                "Application tier",
                "Background jobs",
                "Worker",
                "reads and writes",
                "reads, TTL 60 s",
                "retries",
                "A data tier with a rather long name",
                "Orders database",
            ],
        ),
        (
            "flow_shapes",
            &[
                "bold & more",
                "Is it <script>?",
                "no",
                "yes",
                "flag",
                "hex",
                "dbl",
                "markdown and more in two lines",
                "Document",
            ],
        ),
        (
            "sequence_tokens",
            &[
                "User",
                "Browser side",
                "Browser (SPA)",
                "Click \"Sign in\"",
                "[credentials valid]",
                "[invalid]",
                "alt",
                "loop",
                "[until it expires]",
                "<script>alert(1)</script>",
                "Show the error",
                "10",
            ],
        ),
        (
            "state_breaker",
            &[
                "Closed",
                "success / reset failure count",
                "failures >= 5 within 10 s",
                "call -> CircuitOpenError",
                "HalfOpen",
                "fewer than 3 ok",
                "Normal operation",
                "All calls fail fast, without touching the remote service",
            ],
        ),
        (
            "class_orders",
            &[
                "Ports",
                "«entity»",
                "Order",
                "+total() : Money",
                "1..*",
                "has",
                "No framework here",
            ],
        ),
        (
            "entity_shop",
            &["CUSTOMER", "varchar", "lower-cased", "PK FK", "invites"],
        ),
    ];
    for (name, labels) in expected {
        let texts = texts(&render(&source(name), "x").unwrap().svg);
        for label in labels {
            assert!(
                texts.iter().any(|text| text == label),
                "{name}: {label} missing from {texts:?}"
            );
        }
    }
}

#[test]
fn titles_and_descriptions_are_the_authors() {
    let diagram = render(&source("sequence_tokens"), "x").unwrap();
    assert_eq!(
        diagram.title.as_deref(),
        Some("Refresh of a token; the long way")
    );
    let diagram = render(&source("flow_shapes"), "x").unwrap();
    assert_eq!(
        (diagram.title.as_deref(), diagram.description),
        (Some("Shapes and marks"), None)
    );
    let diagram = render(&source("flow_groups"), "x").unwrap();
    assert!(
        diagram
            .description
            .unwrap()
            .contains("balancer; it spreads")
    );
}

#[test]
fn a_title_of_the_fence_goes_first() {
    let options = Options {
        title: Some("Given"),
        description: Some("Given too"),
        ..Options::default()
    };
    let diagram = render_with(&source("sequence_tokens"), "x", &options).unwrap();
    assert_eq!(diagram.title.as_deref(), Some("Given"));
    assert_eq!(diagram.description.as_deref(), Some("Given too"));
    assert!(diagram.svg.contains(">Given</title>") && diagram.svg.contains(">Given too</desc>"));
}

#[test]
fn letters_shrink_with_the_column() {
    let wide = render(&source("flow_shapes"), "x").unwrap();
    assert!(wide.width > 1200.0 && wide.letters_at(720.0) < 10.0);
    let narrow = render("flowchart LR\n A --> B", "x").unwrap();
    assert_eq!(narrow.letters_at(720.0), narrow.letters);
}

#[test]
fn the_outline_reads_in_order() {
    let outline = render(&source("sequence_life"), "x").unwrap().outline;
    assert_eq!(
        outline[..5],
        [
            "Caller → Worker: start",
            "par first",
            "Caller → Worker: part 1",
            "and second",
            "Worker → Caller: part 2"
        ]
    );
    let outline = render("flowchart LR\n A[One] -->|two| B[Three]\n C[Alone]", "x")
        .unwrap()
        .outline;
    assert_eq!(outline, ["Alone", "One → Three: two"]);
}

#[test]
fn every_class_is_in_the_style_sheet() {
    let css = style_sheet();
    for (name, diagram) in pictures() {
        let document = Document::parse(&diagram.svg).unwrap();
        let classes = document
            .root_element()
            .descendants()
            .skip(1)
            .filter_map(|node| node.attribute("class"));
        for class in classes.flat_map(str::split_whitespace) {
            let known = css.contains(&format!(".{class} "))
                || css.contains(&format!(".{class},"))
                || css.contains(&format!(".{class}."));
            assert!(
                known || class == "dg-label" || class == "dg-edge-label",
                "{name}: {class}"
            );
        }
    }
}

fn style_sheet() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../theme/css/diagram.css");
    fs::read_to_string(path).unwrap()
}

/// The two values of a custom property: light and dark.
fn values(css: &str, name: &str) -> [String; 2] {
    let key = format!("--dg-{name}: light-dark(");
    let mut found = css.split(&key).skip(1);
    let pair = found.next().and_then(|rest| rest.split_once(')'));
    let (pair, _) = pair.unwrap_or_else(|| panic!("{name} is not in the style sheet"));
    assert!(found.next().is_none(), "{name} is written twice");
    let (light, dark) = pair.split_once(", ").unwrap();
    [light.to_owned(), dark.to_owned()]
}

fn channels(hex: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| {
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn texts_have_contrast_in_every_theme() {
    let css = style_sheet();
    let texts = [
        ("text", "page"),
        ("text", "node"),
        ("text", "group"),
        ("text", "accent-fill"),
        ("text", "good-fill"),
        ("text", "warn-fill"),
        ("text", "bad-fill"),
        ("text", "muted-fill"),
        ("text", "band"),
        ("text", "block-tab"),
        ("text", "activation"),
        ("muted", "page"),
        ("muted", "node"),
        ("note-text", "note"),
        ("number-text", "number"),
    ];
    for (text, ground) in texts {
        for ratio in contrasts(&css, text, ground) {
            assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
        }
    }
    let series: Vec<String> = (1..=8)
        .flat_map(|index| [format!("series-{index}"), format!("series-line-{index}")])
        .collect();
    let lines = [
        "line",
        "accent",
        "node-border",
        "good-border",
        "warn-border",
        "bad-border",
    ];
    let on_page = lines.into_iter().chain(series.iter().map(String::as_str));
    let pairs = on_page
        .map(|line| (line, "page"))
        .chain([("line", "group")]);
    for (line, ground) in pairs {
        for ratio in contrasts(&css, line, ground) {
            assert!(ratio >= 3.0, "{line} on {ground}: {ratio:.2}");
        }
    }
}

fn contrasts(css: &str, ink: &str, ground: &str) -> Vec<f64> {
    let (ink, ground) = (values(css, ink), values(css, ground));
    let pairs = ink.iter().zip(&ground);
    pairs
        .map(|(ink, ground)| contrast(channels(ink), channels(ground)))
        .collect()
}

#[test]
fn paper_has_the_colours_of_the_light_theme() {
    let css = style_sheet();
    let known: Vec<String> = css
        .split("light-dark(")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(',')?.0.to_owned()))
        .collect();
    let options = Options {
        target: Target::Print,
        ..Options::default()
    };
    for source in common::everything() {
        let svg = source.render("x", &options).unwrap().svg;
        let document = Document::parse(&svg).unwrap();
        let attributes = document.descendants().flat_map(|node| node.attributes());
        let colours = attributes.filter(|a| matches!(a.name(), "fill" | "stroke"));
        for colour in colours.map(|a| a.value()).filter(|value| *value != "none") {
            assert!(
                known.iter().any(|k| k == colour),
                "{}: {colour}",
                source.name
            );
        }
    }
}

#[test]
fn three_pictures_stay_as_they_are() {
    for name in ["flow_groups", "sequence_tokens", "state_breaker"] {
        let svg = render(&source(name), "fig").unwrap().svg;
        insta::assert_snapshot!(name, svg.replace("><", ">\n<"));
    }
}
