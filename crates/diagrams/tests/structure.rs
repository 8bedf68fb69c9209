//! What must hold of every picture, seen through an XML parser: safe to inline, accessible,
//! complete, and coloured by the shipped style sheet alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use coursebook_diagrams::{Diagram, Target, render, render_for};
use roxmltree::{Document, Node};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> Vec<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    let mut files: Vec<(String, String)> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (stem(&path), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn pictures() -> Vec<(String, Diagram)> {
    let drawn = folder("pictures").into_iter().map(|(name, source)| {
        let diagram = render(&source, "pic-7").unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, diagram)
    });
    drawn.collect()
}

fn source(name: &str) -> String {
    folder("pictures")
        .into_iter()
        .find(|(stem, _)| stem == name)
        .unwrap()
        .1
}

/// All texts, one entry for each `<text>`, lines joined by a space.
fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let is_line = |node: &Node<'_, '_>| {
        node.has_tag_name(("http://www.w3.org/2000/svg", "tspan")) && node.attribute("x").is_some()
    };
    let all = |node: Node<'_, '_>| {
        node.descendants()
            .filter(Node::is_text)
            .map(|part| part.text().unwrap_or_default())
            .collect::<String>()
    };
    document
        .descendants()
        .filter(|node| node.tag_name().name() == "text")
        .map(|node| {
            let lines: Vec<String> = node.children().filter(is_line).map(all).collect();
            if lines.is_empty() {
                all(node)
            } else {
                lines.join(" ")
            }
        })
        .collect()
}

#[test]
fn pictures_are_safe_to_inline() {
    for (name, diagram) in pictures() {
        let svg = &diagram.svg;
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>"),
            "{name}"
        );
        assert!(
            !svg.contains('\n') && !svg.contains('\r'),
            "{name}: more than one line"
        );
        let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in document.descendants().filter(Node::is_element) {
            let tag = node.tag_name().name();
            let known = [
                "svg", "title", "desc", "g", "rect", "circle", "path", "text", "tspan",
            ];
            assert!(known.contains(&tag), "{name}: <{tag}>");
            for attribute in node.attributes() {
                assert_ne!(attribute.name(), "style", "{name}");
                assert!(
                    !attribute.name().starts_with("on"),
                    "{name}: {}",
                    attribute.name()
                );
                assert!(
                    !attribute.value().contains("url("),
                    "{name}: {}",
                    attribute.value()
                );
                assert!(!attribute.name().ends_with("href"), "{name}");
            }
        }
    }
}

#[test]
fn pictures_are_named_and_described() {
    for (name, diagram) in pictures() {
        let document = Document::parse(&diagram.svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        assert!(
            root.attribute("class")
                .unwrap()
                .split(' ')
                .any(|class| class == "diagram"),
            "{name}"
        );
        let ids: Vec<&str> = document
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .collect();
        assert_eq!(
            ids.iter().collect::<HashSet<_>>().len(),
            ids.len(),
            "{name}: double id"
        );
        assert!(
            ids.iter().all(|id| id.starts_with("pic-7-")),
            "{name}: {ids:?}"
        );
        for id in root.attribute("aria-labelledby").unwrap().split(' ') {
            let node = document
                .descendants()
                .find(|node| node.attribute("id") == Some(id))
                .unwrap();
            assert!(!node.text().unwrap().is_empty(), "{name}: {id}");
        }
        assert!(
            !diagram.outline.is_empty()
                && diagram.outline.iter().all(|line| !line.trim().is_empty()),
            "{name}"
        );
    }
}

#[test]
fn the_box_of_the_view_holds_everything() {
    for (name, diagram) in pictures() {
        let document = Document::parse(&diagram.svg).unwrap();
        let view: Vec<f64> = document
            .root_element()
            .attribute("viewBox")
            .unwrap()
            .split(' ')
            .map(|part| part.parse().unwrap())
            .collect();
        assert_eq!(
            (view[2], view[3]),
            (diagram.width, diagram.height),
            "{name}"
        );
        let number = |node: &Node<'_, '_>, key: &str| {
            node.attribute(key)
                .map(|value| value.parse::<f64>().unwrap())
        };
        let inside = |x: f64, y: f64| {
            assert!(
                x >= view[0] && x <= view[0] + view[2] && y >= view[1] && y <= view[1] + view[3],
                "{name}: {x} {y} outside {view:?}"
            );
        };
        for node in document.descendants() {
            if let (Some(x), Some(y)) = (number(&node, "x"), number(&node, "y")) {
                inside(x, y);
                inside(
                    x + number(&node, "width").unwrap_or(0.0),
                    y + number(&node, "height").unwrap_or(0.0),
                );
            }
            if let Some(radius) = number(&node, "r") {
                let (x, y) = (number(&node, "cx").unwrap(), number(&node, "cy").unwrap());
                inside(x - radius, y - radius);
                inside(x + radius, y + radius);
            }
        }
    }
}

#[test]
fn boxes_do_not_overlap() {
    for (name, diagram) in pictures()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("sequence") && !name.starts_with("gantt"))
    {
        let document = Document::parse(&diagram.svg).unwrap();
        let number =
            |node: &Node<'_, '_>, key: &str| node.attribute(key).unwrap().parse::<f64>().unwrap();
        let boxes: Vec<[f64; 4]> = document
            .descendants()
            .filter(|node| {
                node.tag_name().name() == "rect"
                    && node.attribute("class").is_some_and(|class| {
                        class.starts_with("dg-node") || class.starts_with("dg-note")
                    })
            })
            .map(|node| {
                [
                    number(&node, "x"),
                    number(&node, "y"),
                    number(&node, "x") + number(&node, "width"),
                    number(&node, "y") + number(&node, "height"),
                ]
            })
            .collect();
        for (index, a) in boxes.iter().enumerate() {
            for b in &boxes[index + 1..] {
                let apart = a[2] <= b[0] + 0.1
                    || b[2] <= a[0] + 0.1
                    || a[3] <= b[1] + 0.1
                    || b[3] <= a[1] + 0.1;
                assert!(apart, "{name}: {a:?} and {b:?}");
            }
        }
    }
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
fn the_same_text_gives_the_same_bytes_and_ids_do_not_leak() {
    for (name, source) in folder("pictures") {
        let first = render(&source, "one").unwrap();
        assert_eq!(first, render(&source, "one").unwrap(), "{name}");
        let second = render(&source, "two").unwrap();
        assert_eq!(
            first
                .svg
                .replace("one-title", "two-title")
                .replace("one-desc", "two-desc"),
            second.svg,
            "{name}"
        );
    }
}

#[test]
fn print_needs_no_style_sheet() {
    for (name, source) in folder("pictures") {
        let page = render(&source, "x").unwrap();
        let print = render_for(&source, "x", Target::Print).unwrap();
        assert_eq!(
            (page.width, page.height),
            (print.width, print.height),
            "{name}"
        );
        assert!(
            !print.svg.contains("currentColor"),
            "{name}: a colour that paper does not know"
        );
        let document = Document::parse(&print.svg).unwrap();
        let shapes = document
            .descendants()
            .filter(|node| matches!(node.tag_name().name(), "rect" | "circle" | "path" | "text"));
        for shape in shapes {
            assert!(
                shape.attribute("fill").is_some() && shape.attribute("class").is_none(),
                "{name}"
            );
        }
    }
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

#[test]
fn pictures_are_small() {
    for (name, diagram) in pictures() {
        assert!(
            diagram.svg.len() < 12 * 1024,
            "{name}: {}",
            diagram.svg.len()
        );
        assert!(
            !diagram.svg.split(['"', ' ']).any(|part| part
                .split_once('.')
                .is_some_and(|(_, decimals)| decimals.len() > 2
                    && decimals.chars().all(|c| c.is_ascii_digit()))),
            "{name}"
        );
    }
}

fn style_sheet() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../theme/css/diagram.css");
    fs::read_to_string(path).unwrap()
}

/// The values of a custom property in the order of the sheet: light, dark twice, print.
fn values(css: &str, name: &str) -> Vec<[f64; 3]> {
    let key = format!("--dg-{name}: #");
    let channel =
        |hex: &str, at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    css.split(&key)
        .skip(1)
        .map(|rest| [channel(rest, 0), channel(rest, 2), channel(rest, 4)])
        .collect()
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
        let pairs: Vec<_> = values(&css, text)
            .into_iter()
            .zip(values(&css, ground))
            .collect();
        assert_eq!(
            pairs.len(),
            4,
            "{text} on {ground}: light, dark twice, print"
        );
        for (text_colour, ground_colour) in pairs {
            let ratio = contrast(text_colour, ground_colour);
            assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
        }
    }
    for (line, ground) in [
        ("line", "page"),
        ("line", "group"),
        ("accent", "page"),
        ("node-border", "page"),
    ] {
        for (line_colour, ground_colour) in values(&css, line).into_iter().zip(values(&css, ground))
        {
            let ratio = contrast(line_colour, ground_colour);
            assert!(ratio >= 3.0, "{line} on {ground}: {ratio:.2}");
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
