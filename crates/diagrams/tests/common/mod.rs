//! Reads pictures back as a reader sees them: boxes of texts and shapes in the picture's pixels.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../src/widths.rs"]
mod widths;

use coursebook_diagrams::{Diagram, DiagramError, Language, Options};
use roxmltree::{Document, Node};
use std::fs;
use std::path::{Path, PathBuf};

/// A file with its name, `kind/name` for the corpus.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    path: PathBuf,
}

impl Source {
    /// Renders it in its language.
    pub(crate) fn render(&self, id: &str, options: &Options<'_>) -> Result<Diagram, DiagramError> {
        self.render_text(&self.text, id, options)
    }

    /// Renders another text as if it stood in the place of this one.
    pub(crate) fn render_text(
        &self,
        text: &str,
        id: &str,
        options: &Options<'_>,
    ) -> Result<Diagram, DiagramError> {
        let load = |name: &str| {
            let text = fs::read_to_string(self.path.with_file_name(name));
            text.map_err(|error| error.to_string())
        };
        let ending = self.path.extension().and_then(|ending| ending.to_str());
        let language = match ending {
            Some("pikchr") => Language::Pikchr,
            Some("yaml") => Language::Chart,
            _ => Language::Mermaid,
        };
        language.render(text, id, options, &load)
    }
}

/// All sources of pictures below a folder of the tests, in the order of their names.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension != "csv") {
            let name = path.strip_prefix(root).unwrap().with_extension("");
            let name = name.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).unwrap();
            found.push(Source { name, text, path });
        }
    }
}

/// The pictures' own examples and the whole corpus.
pub(crate) fn everything() -> Vec<Source> {
    let mut all = sources("corpus");
    all.extend(sources("pictures"));
    all
}

/// An upright rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area(
    pub(crate) f64,
    pub(crate) f64,
    pub(crate) f64,
    pub(crate) f64,
);

impl Area {
    pub(crate) fn grown(self, by: f64) -> Self {
        Self(self.0 - by, self.1 - by, self.2 + by, self.3 + by)
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    pub(crate) fn holds(self, (x, y): (f64, f64)) -> bool {
        self.0 <= x && x <= self.2 && self.1 <= y && y <= self.3
    }
}

/// A text with the box of each of its lines.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) words: String,
    pub(crate) class: String,
    pub(crate) lines: Vec<Area>,
}

/// A shape with its class, its box, and the points of its outline.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) class: String,
    pub(crate) area: Area,
    pub(crate) points: Vec<(f64, f64)>,
}

/// A picture read back.
pub(crate) struct Seen {
    pub(crate) view: Area,
    pub(crate) texts: Vec<Text>,
    pub(crate) shapes: Vec<Shape>,
}

pub(crate) fn see(svg: &str) -> Seen {
    let document = Document::parse(svg).unwrap();
    let view: Vec<f64> = document
        .root_element()
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|part| part.parse().unwrap())
        .collect();
    let elements = || document.descendants().filter(Node::is_element);
    Seen {
        view: Area(view[0], view[1], view[0] + view[2], view[1] + view[3]),
        texts: elements()
            .filter(|node| node.tag_name().name() == "text")
            .map(text)
            .collect(),
        shapes: elements().filter_map(shape).collect(),
    }
}

fn number(node: Node<'_, '_>, key: &str) -> Option<f64> {
    node.attribute(key).map(|value| value.parse().unwrap())
}

fn class(node: Node<'_, '_>) -> String {
    node.attribute("class").unwrap_or_default().to_owned()
}

/// An attribute of a node or of what it is in.
pub(crate) fn inherited<'a>(node: Node<'a, '_>, key: &str) -> Option<&'a str> {
    node.ancestors().find_map(|node| node.attribute(key))
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(Node::is_text)
        .map(|part| part.text().unwrap_or_default())
        .collect()
}

fn text(node: Node<'_, '_>) -> Text {
    let rows: Vec<Node<'_, '_>> = node
        .children()
        .filter(|child| child.attribute("x").is_some())
        .collect();
    let rows = if rows.is_empty() { vec![node] } else { rows };
    let lines = rows.iter().map(|row| words(*row)).collect::<Vec<_>>();
    Text {
        words: lines.join(" "),
        class: class(node),
        lines: rows.iter().map(|row| line(*row)).collect(),
    }
}

/// The box of one line, in the narrowest of the fonts that the table covers.
fn line(row: Node<'_, '_>) -> Area {
    let size: f64 = inherited(row, "font-size").unwrap().parse().unwrap();
    let (x, y) = (number(row, "x").unwrap(), number(row, "y").unwrap());
    let em: f64 = words(row).chars().map(widths::advance).sum();
    let width = em * size;
    let left = match inherited(row, "text-anchor") {
        Some("start") => x,
        Some("end") => x - width,
        _ => x - width / 2.0,
    };
    Area(left, y - size * 0.75, left + width, y + size * 0.2)
}

fn shape(node: Node<'_, '_>) -> Option<Shape> {
    let get = |key| number(node, key).unwrap();
    let points = match node.tag_name().name() {
        "rect" => {
            let (x, y) = (get("x"), get("y"));
            vec![(x, y), (x + get("width"), y + get("height"))]
        }
        "circle" => {
            let (x, y, r) = (get("cx"), get("cy"), get("r"));
            vec![(x - r, y), (x + r, y), (x, y - r), (x, y + r)]
        }
        "path" => outline(node.attribute("d").unwrap()),
        _ => return None,
    };
    let fold = |pick: fn(&(f64, f64)) -> f64, best: fn(f64, f64) -> f64| {
        points.iter().map(pick).reduce(best).unwrap()
    };
    let area = Area(
        fold(|point| point.0, f64::min),
        fold(|point| point.1, f64::min),
        fold(|point| point.0, f64::max),
        fold(|point| point.1, f64::max),
    );
    Some(Shape {
        class: class(node),
        area,
        points,
    })
}

/// Points on a path, curves sampled.
fn outline(data: &str) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let commands = data.split_inclusive(|c: char| c.is_ascii_alphabetic());
    let mut command = ' ';
    for piece in commands {
        let (numbers, next) = piece.split_at(piece.len() - 1);
        let (numbers, next) = match next.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => (numbers, c),
            _ => (piece, ' '),
        };
        let values: Vec<f64> = numbers
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().unwrap())
            .collect();
        follow(command, &values, &mut points);
        command = next;
    }
    points
}

fn follow(command: char, values: &[f64], points: &mut Vec<(f64, f64)>) {
    let pairs: Vec<(f64, f64)> = values
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1]))
        .collect();
    match command {
        'M' => points.extend(pairs),
        'L' => {
            for to in pairs {
                let from = *points.last().unwrap();
                let steps = 12;
                points.extend((1..=steps).map(|step| {
                    let t = f64::from(step) / f64::from(steps);
                    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
                }));
            }
        }
        'C' | 'Q' => {
            let from = *points.last().unwrap();
            let order = if command == 'C' { 3 } else { 2 };
            for controls in pairs.chunks_exact(order) {
                let mut all = vec![from];
                all.extend_from_slice(controls);
                points.extend((1..=12).map(|step| casteljau(&all, f64::from(step) / 12.0)));
            }
        }
        'A' => points.push((values[5], values[6])),
        _ => {}
    }
}

fn casteljau(points: &[(f64, f64)], t: f64) -> (f64, f64) {
    match points {
        [point] => *point,
        points => {
            let mix = |pair: &[(f64, f64)]| {
                (
                    pair[0].0 + (pair[1].0 - pair[0].0) * t,
                    pair[0].1 + (pair[1].1 - pair[0].1) * t,
                )
            };
            let next: Vec<(f64, f64)> = points.windows(2).map(mix).collect();
            casteljau(&next, t)
        }
    }
}
