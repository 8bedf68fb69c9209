//! Reads the SVG that pikru writes and draws it anew in the theme's classes. Entry point:
//! [`redraw`].
//!
//! Invariant: nothing of the SVG is copied; numbers, words and tones are read and written again.

use super::colours;
use crate::geometry::{Point, Rect, Size};
use crate::label::{Label, Look, Setting};
use crate::paint::{Role, Tone};
use crate::svg::{Anchor, Path, Svg};
use roxmltree::{Document, Node};

/// What was found while drawing.
pub(super) struct Seen {
    /// The texts in their order.
    pub(super) texts: Vec<String>,
    pub(super) has_own_colours: bool,
}

/// Letters of a text without a size of its own.
const TEXT: f64 = 15.0;
/// Larger figures are mistakes.
const MOST: f64 = 6000.0;
const MOST_SHAPES: usize = 1500;

/// Draws every shape and text. The error is a sentence.
pub(super) fn redraw(drawn: &str, svg: &mut Svg) -> Result<Seen, String> {
    let document = Document::parse(drawn).ok();
    let root = document.as_ref().map(Document::root_element);
    let Some(root) = root.filter(|root| root.tag_name().name() == "svg") else {
        return Err("the figure has nothing in it".to_owned());
    };
    let view = view(root).ok_or("the figure has no size")?;
    let shapes: Vec<Node<'_, '_>> = root
        .descendants()
        .filter(Node::is_element)
        .skip(1)
        .collect();
    if shapes.len() > MOST_SHAPES {
        return Err(format!("the figure has more than {MOST_SHAPES} parts"));
    }
    svg.cover(&view);
    let mut seen = Seen {
        texts: Vec::new(),
        has_own_colours: false,
    };
    for (index, node) in shapes.iter().enumerate() {
        let mut style = Style::of(*node);
        seen.has_own_colours |= style.has_own;
        if let Some(name) = &style.unknown {
            return Err(format!("`{name}` is no colour"));
        }
        style.words = shapes.get(index + 1).and_then(|next| place_of_words(*next));
        draw_node(*node, &style, svg, &mut seen);
    }
    let Size { width, height } = svg.extent();
    if width.max(height) > MOST {
        return Err(format!(
            "the figure is {width:.0} by {height:.0} pixels large"
        ));
    }
    if seen.texts.is_empty() {
        seen.texts.push("A figure without words".to_owned());
    }
    Ok(seen)
}

fn view(root: Node<'_, '_>) -> Option<Rect> {
    let numbers = numbers(root.attribute("viewBox")?);
    match numbers[..] {
        [left, top, width, height] => {
            let finite = [left, top, width, height]
                .iter()
                .all(|number| number.is_finite());
            finite.then(|| Rect::new(left, top, Size::new(width, height)))
        }
        _ => None,
    }
}

/// Where a text stands.
fn place_of_words(node: Node<'_, '_>) -> Option<Point> {
    let number = |key: &str| node.attribute(key)?.parse().ok();
    let is_text = node.tag_name().name() == "text";
    is_text.then_some(())?;
    Some(Point::new(number("x")?, number("y")?))
}

fn numbers(text: &str) -> Vec<f64> {
    let parts = text.split([' ', ',']).filter(|part| !part.is_empty());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// The looks of a shape, from its inline style.
#[derive(Debug, Default)]
struct Style {
    /// The tone of its ground, if it has one.
    fill: Option<Tone>,
    /// The tone of its line, if it has one.
    stroke: Option<Tone>,
    dashed: bool,
    thick: bool,
    has_own: bool,
    /// What stands in the place of a colour and is none.
    unknown: Option<String>,
    /// Where the words stand that follow it.
    words: Option<Point>,
}

impl Style {
    fn of(node: Node<'_, '_>) -> Self {
        let mut style = Self::default();
        let inline = node.attribute("style").unwrap_or_default();
        for (key, value) in inline.split(';').filter_map(|pair| pair.split_once(':')) {
            match key.trim() {
                "fill" => style.fill = style.tone(value),
                "stroke" => style.stroke = style.tone(value),
                "stroke-dasharray" => style.dashed = true,
                "stroke-width" => style.thick = value.trim().parse().unwrap_or(0.0) > 2.9,
                _ => {}
            }
        }
        if node.tag_name().name() == "text" {
            style.fill = style.tone(node.attribute("fill").unwrap_or_default());
        }
        style
    }

    fn tone(&mut self, value: &str) -> Option<Tone> {
        let value = value.trim();
        let Some(colour) = colours::tone(value) else {
            if value != "none" {
                self.unknown = Some(value.to_owned());
            }
            return None;
        };
        self.has_own |= colour.is_own;
        Some(colour.tone)
    }

    /// The role of a closed outline. Unasked, one that holds words has the ground of a box; one
    /// that does not may lie around others.
    fn closed(&self, bounds: Option<Rect>) -> Role {
        let holds = |place: Point| bounds.is_some_and(|bounds| bounds.contains(place));
        match self.fill {
            Some(Tone::Plain) => Role::Node(self.stroke.unwrap_or_default()),
            Some(tone) => Role::Node(tone),
            None if self.dashed => Role::Region,
            None if self.words.is_some_and(holds) => Role::Node(self.stroke.unwrap_or_default()),
            None => Role::Outline(self.stroke.unwrap_or_default()),
        }
    }

    /// The role of an open line.
    fn open(&self) -> Role {
        let tone = self.stroke.unwrap_or_default();
        match (self.dashed, self.thick) {
            (true, _) => Role::EdgeDotted(tone),
            (false, true) => Role::EdgeThick(tone),
            (false, false) => Role::Edge(tone),
        }
    }
}

fn draw_node(node: Node<'_, '_>, style: &Style, svg: &mut Svg, seen: &mut Seen) {
    match node.tag_name().name() {
        "path" => {
            let (path, closed) = path(node.attribute("d").unwrap_or_default());
            let role = match closed {
                true => style.closed(path.bounds()),
                false => style.open(),
            };
            svg.path(role, &path);
        }
        "polygon" => {
            let points = points(&numbers(node.attribute("points").unwrap_or_default()));
            let role = Role::ArrowHead(style.fill.unwrap_or_default());
            svg.path(role, &Path::polygon(&points));
        }
        "circle" => draw_circle(node, style, svg),
        "ellipse" => draw_ellipse(node, style, svg),
        "text" => draw_text(node, style, svg, seen),
        _ => {}
    }
}

/// A finite number of an attribute, or 0.
fn number(node: Node<'_, '_>, key: &str) -> f64 {
    let number = node
        .attribute(key)
        .and_then(|value| value.parse::<f64>().ok());
    number
        .filter(|number| number.is_finite())
        .unwrap_or_default()
}

fn points(numbers: &[f64]) -> Vec<Point> {
    let pairs = numbers.chunks_exact(2);
    pairs.map(|pair| Point::new(pair[0], pair[1])).collect()
}

fn draw_circle(node: Node<'_, '_>, style: &Style, svg: &mut Svg) {
    let centre = Point::new(number(node, "cx"), number(node, "cy"));
    let radius = number(node, "r");
    let is_dot = style.stroke == style.fill && radius < 8.0;
    let size = Size::new(2.0 * radius, 2.0 * radius);
    let role = match is_dot {
        true => Role::ArrowHead(style.fill.unwrap_or_default()),
        false => style.closed(Some(Rect::around(centre, size))),
    };
    svg.circle(role, centre, radius);
}

fn draw_ellipse(node: Node<'_, '_>, style: &Style, svg: &mut Svg) {
    let centre = Point::new(number(node, "cx"), number(node, "cy"));
    let (rx, ry) = (number(node, "rx"), number(node, "ry"));
    let (left, right) = (
        Point::new(centre.x - rx, centre.y),
        Point::new(centre.x + rx, centre.y),
    );
    let path = Path::default()
        .to('M', &[left])
        .arc(rx, ry, true, right)
        .arc(rx, ry, true, left);
    let bounds = Rect::around(centre, Size::new(2.0 * rx, 2.0 * ry));
    svg.path(style.closed(Some(bounds)), &path.closed());
}

fn draw_text(node: Node<'_, '_>, style: &Style, svg: &mut Svg, seen: &mut Seen) {
    let label = label(node);
    let words = label.text();
    if words.trim().is_empty() {
        return;
    }
    let anchor = match node.attribute("text-anchor") {
        Some("start") => Anchor::Start,
        Some("end") => Anchor::End,
        _ => Anchor::Middle,
    };
    let role = match style.fill {
        Some(Tone::Muted) => Role::LabelMuted,
        _ => Role::Label,
    };
    let at = Point::new(number(node, "x"), number(node, "y"));
    svg.label(role, at, anchor, &label);
    seen.texts.push(words);
}

fn label(node: Node<'_, '_>) -> Label {
    let is = |key: &str, value: &str| node.attribute(key) == Some(value);
    let look = Look {
        bold: is("font-weight", "bold"),
        italic: is("font-style", "italic"),
        code: is("font-family", "monospace"),
        underlined: false,
    };
    let size = node
        .attribute("font-size")
        .and_then(|size| size.strip_suffix('%'));
    let share = size
        .and_then(|size| size.parse::<f64>().ok())
        .unwrap_or(100.0)
        / 100.0;
    let setting = Setting::plain(TEXT * share.clamp(0.75, 2.0), f64::INFINITY);
    Label::of_one_look(node.text().unwrap_or_default(), look, setting)
}

/// Reads a path's data; says whether the path encloses something.
fn path(data: &str) -> (Path, bool) {
    let mut path = Path::default();
    let mut rest = data;
    let mut closed = false;
    while let Some(command) = rest.chars().next() {
        let after = &rest[command.len_utf8()..];
        let end = after
            .find(|c: char| c.is_ascii_alphabetic() && c != 'e')
            .unwrap_or(after.len());
        let values = numbers(&after[..end]);
        rest = &after[end..];
        let points = points(&values);
        path = match (command, &values[..]) {
            ('M' | 'L' | 'C' | 'Q', [_, _, ..]) => path.to(command, &points),
            ('A', [rx, ry, _, large, sweep, x, y]) => {
                // A cylinder is a path of arcs that is not closed but has a ground.
                closed = true;
                let to = Point::new(*x, *y);
                match *large > 0.5 {
                    true => path.big_arc(*rx, to),
                    false => path.arc(*rx, *ry, *sweep > 0.5, to),
                }
            }
            ('Z', _) => {
                closed = true;
                path.closed()
            }
            _ => path,
        };
    }
    (path, closed)
}
