//! What must hold of every picture of the corpus, which has every documented construct of each
//! kind: complete, legible, inside its box, safe to inline, small, and always the same.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Area, Seen, Shape, Source, Text, everything, inherited, see, sources};
use coursebook_diagrams::{Diagram, Kind, Options, Target};
use roxmltree::{Document, Node};
use std::collections::HashSet;
use std::io::Write;
use std::sync::OnceLock;

/// Everything rendered once.
fn drawn() -> &'static [(Source, Diagram)] {
    static DRAWN: OnceLock<Vec<(Source, Diagram)>> = OnceLock::new();
    DRAWN.get_or_init(|| {
        let draw = |source: Source| {
            let diagram = source.render("pic-7", &Options::default());
            let diagram = diagram.unwrap_or_else(|error| panic!("{}: {error}", source.name));
            (source, diagram)
        };
        everything().into_iter().map(draw).collect()
    })
}

fn is_graph(kind: Kind) -> bool {
    use Kind::{Class, EntityRelationship, Flowchart, State};
    matches!(kind, Flowchart | State | Class | EntityRelationship)
}

#[test]
fn the_corpus_is_large_and_covers_all_kinds() {
    let corpus = sources("corpus");
    assert!(corpus.len() >= 120, "{}", corpus.len());
    let kinds: HashSet<Kind> = drawn().iter().map(|(_, diagram)| diagram.kind).collect();
    assert_eq!(kinds.len(), 13, "{kinds:?}");
}

#[test]
fn nothing_but_plain_shapes_and_texts() {
    for (source, diagram) in drawn() {
        let (name, svg) = (&source.name, &diagram.svg);
        assert!(
            svg.starts_with("<svg ") && svg.ends_with("</svg>"),
            "{name}"
        );
        assert!(!svg.contains(['\n', '\r']), "{name}: more than one line");
        let document = Document::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in document.descendants().filter(Node::is_element) {
            let tag = node.tag_name().name();
            let known = [
                "svg", "title", "desc", "g", "rect", "circle", "path", "text", "tspan",
            ];
            assert!(known.contains(&tag), "{name}: <{tag}>");
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                assert!(key != "style" && !key.starts_with("on"), "{name}: {key}");
                assert!(
                    !key.ends_with("href") && !value.contains("url("),
                    "{name}: {value}"
                );
            }
        }
    }
}

#[test]
fn names_and_ids_are_the_pictures_own() {
    for (source, diagram) in drawn() {
        let name = &source.name;
        let document = Document::parse(&diagram.svg).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"), "{name}");
        let ids = document
            .descendants()
            .filter_map(|node| node.attribute("id"));
        let ids: Vec<&str> = ids.collect();
        assert!(
            ids.iter().all(|id| id.starts_with("pic-7-")),
            "{name}: {ids:?}"
        );
        assert_eq!(
            ids.iter().collect::<HashSet<_>>().len(),
            ids.len(),
            "{name}"
        );
        for id in root.attribute("aria-labelledby").unwrap().split(' ') {
            let mut nodes = document.descendants();
            let node = nodes.find(|node| node.attribute("id") == Some(id)).unwrap();
            assert!(!node.text().unwrap().trim().is_empty(), "{name}: {id}");
        }
    }
}

/// Fails with all of a test's findings at once.
fn assert_none(found: &[String]) {
    assert!(
        found.is_empty(),
        "{} found:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn everything_is_inside_the_view() {
    let mut found = Vec::new();
    for (source, diagram) in drawn() {
        let seen = see(&diagram.svg);
        let size = (seen.view.2 - seen.view.0, seen.view.3 - seen.view.1);
        assert_eq!(size, (diagram.width, diagram.height), "{}", source.name);
        let texts = seen
            .texts
            .iter()
            .flat_map(|text| text.lines.iter().copied());
        for area in texts.chain(seen.shapes.iter().map(|shape| shape.area)) {
            let corners = [(area.0, area.1), (area.2, area.3)];
            if !corners.iter().all(|corner| seen.view.holds(*corner)) {
                found.push(format!(
                    "{}: {area:?} outside of {:?}",
                    source.name, seen.view
                ));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn no_two_texts_overlap() {
    let clash = |a: &Text, b: &Text| {
        let mut pairs = a
            .lines
            .iter()
            .flat_map(|a| b.lines.iter().map(move |b| (a, b)));
        pairs.any(|(a, b)| a.grown(-1.0).overlaps(b.grown(-1.0)))
    };
    let mut found = Vec::new();
    for (source, diagram) in drawn() {
        let texts = see(&diagram.svg).texts;
        for (index, first) in texts.iter().enumerate() {
            for second in texts[index + 1..]
                .iter()
                .filter(|second| clash(first, second))
            {
                found.push(format!(
                    "{}: {:?} and {:?}",
                    source.name, first.words, second.words
                ));
            }
        }
    }
    assert_none(&found);
}

fn boxes(seen: &Seen) -> Vec<&Shape> {
    let is_box = |shape: &&Shape| {
        let class = shape.class.split(' ').next().unwrap_or_default();
        matches!(class, "dg-node" | "dg-note")
    };
    seen.shapes.iter().filter(is_box).collect()
}

fn edges(seen: &Seen) -> impl Iterator<Item = &Shape> {
    seen.shapes
        .iter()
        .filter(|shape| shape.class.split(' ').next() == Some("dg-edge"))
}

#[test]
fn boxes_of_graphs_do_not_overlap() {
    // A pile of sheets is several shapes in one place.
    let apart = |a: &Shape, b: &Shape| {
        let near = (a.area.0 - b.area.0).abs() + (a.area.1 - b.area.1).abs() < 17.0;
        near || !a.area.grown(-0.5).overlaps(b.area.grown(-0.5))
    };
    let mut found = Vec::new();
    for (source, diagram) in drawn().iter().filter(|(_, diagram)| is_graph(diagram.kind)) {
        let seen = see(&diagram.svg);
        let boxes = boxes(&seen);
        for (index, a) in boxes.iter().enumerate() {
            for b in boxes[index + 1..].iter().filter(|b| !apart(a, b)) {
                found.push(format!("{}: {:?} and {:?}", source.name, a.area, b.area));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn no_arrow_runs_through_a_box() {
    let mut found = Vec::new();
    for (source, diagram) in drawn().iter().filter(|(_, diagram)| is_graph(diagram.kind)) {
        let seen = see(&diagram.svg);
        // A slanted or round outline does not fill its rectangle.
        let solid = |shape: &&Shape| shape.points.len() == 2;
        for shape in boxes(&seen).into_iter().filter(solid) {
            let inner = shape.area.grown(-4.0);
            if edges(&seen).any(|edge| edge.points.iter().any(|point| inner.holds(*point))) {
                found.push(format!("{}: through {:?}", source.name, shape.area));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn what_the_outline_says_is_in_the_picture() {
    for (source, diagram) in drawn() {
        let name = &source.name;
        assert!(!diagram.outline.is_empty(), "{name}");
        let blank = diagram.outline.iter().any(|line| line.trim().is_empty());
        assert!(!blank, "{name}");
        // Other kinds put words of their own into their outlines.
        let plain = matches!(diagram.kind, Kind::Flowchart | Kind::Mindmap | Kind::Pie);
        if !plain || name.contains("silent") {
            continue;
        }
        // A label may be broken anywhere.
        let seen = see(&diagram.svg);
        let texts = seen.texts.iter().map(|text| text.words.replace(' ', ""));
        let shown: String = texts.collect();
        let words = diagram
            .outline
            .iter()
            .flat_map(|line| line.split_whitespace());
        for word in words.filter(|word| !["→", "↔", "–", "›"].contains(word)) {
            let there = shown.contains(word) || shown.contains(word.trim_end_matches([':', ',']));
            assert!(there, "{name}: {word:?} is not shown");
        }
    }
}

#[test]
fn the_same_text_gives_the_same_bytes_and_ids_do_not_leak() {
    for (source, diagram) in drawn() {
        let again = source.render("pic-7", &Options::default()).unwrap();
        assert_eq!(*diagram, again, "{}", source.name);
        let other = source.render("other", &Options::default()).unwrap();
        let renamed = diagram.clone().renamed("pic-7", "other");
        assert_eq!(renamed, other, "{}", source.name);
    }
}

#[test]
fn pictures_can_be_kept_and_read_again() {
    for (source, diagram) in drawn() {
        let kept = serde_json::to_string(diagram).unwrap();
        let read: Diagram = serde_json::from_str(&kept).unwrap();
        assert_eq!(read, *diagram, "{}", source.name);
    }
}

#[test]
fn print_needs_no_style_sheet() {
    let options = Options {
        target: Target::Print,
        ..Options::default()
    };
    for (source, page) in drawn() {
        let print = source.render("pic-7", &options).unwrap();
        let name = &source.name;
        assert_eq!(
            (page.width, page.height, &page.outline),
            (print.width, print.height, &print.outline),
            "{name}"
        );
        let document = Document::parse(&print.svg).unwrap();
        for node in document.descendants().filter(Node::is_element) {
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                let needs_more = value.contains("var(") || value.contains("currentColor");
                assert!(!needs_more && key != "class", "{name}: {key}={value}");
                assert!(!key.contains("opacity"), "{name}: {key}");
            }
            let is_shape = matches!(node.tag_name().name(), "rect" | "circle" | "path" | "text");
            assert!(!is_shape || node.attribute("fill").is_some(), "{name}");
            let family = inherited(node, "font-family");
            let embedded = |family: &str| {
                family.starts_with("Libertinus Serif,") || family.starts_with("DejaVu Sans Mono,")
            };
            let is_text = matches!(node.tag_name().name(), "text" | "tspan");
            assert!(!is_text || family.is_some_and(embedded), "{name}");
        }
    }
}

#[test]
fn pictures_are_small() {
    for (source, diagram) in drawn() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        packer.write_all(diagram.svg.as_bytes()).unwrap();
        let size = packer.finish().unwrap().len();
        assert!(size <= 12 * 1024, "{}: {size}", source.name);
        assert!(
            diagram.letters >= 11.0,
            "{}: {}",
            source.name,
            diagram.letters
        );
    }
}

#[test]
fn parts_are_counted() {
    let mut lines = String::new();
    for (source, diagram) in drawn() {
        let seen = see(&diagram.svg);
        let Area(left, top, right, bottom) = seen.view;
        lines += &format!(
            "{}: {} x {}, {} boxes, {} lines, {} texts\n",
            source.name,
            right - left,
            bottom - top,
            boxes(&seen).len(),
            edges(&seen).count(),
            seen.texts.len()
        );
    }
    insta::assert_snapshot!("corpus", lines);
}
