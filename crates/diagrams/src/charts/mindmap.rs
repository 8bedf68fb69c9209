//! Mind maps, drawn as a tree that grows to the right. Entry point: [`draw`].
//!
//! Invariant: a branch takes its own stretch of the height, so branches never overlap.

use crate::geometry::{Point, Rect, Size};
use crate::graph::{NODE_TEXT, Shape};
use crate::label::{Label, Setting, plain_text};
use crate::limits::MAX_DEPTH;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "rootNode")]
    root: Option<Idea>,
}

#[derive(Deserialize)]
struct Idea {
    #[serde(rename = "descr")]
    text: String,
    #[serde(rename = "type", default)]
    form: i32,
    #[serde(default)]
    children: Vec<Idea>,
}

/// A measured idea with its branches.
struct Branch {
    label: Label,
    shape: Shape,
    size: Size,
    height: f64,
    children: Vec<Branch>,
}

const COLUMN_GAP: f64 = 44.0;
const ROW_GAP: f64 = 10.0;

/// Draws a mind map.
pub(crate) fn draw(source: &str, json: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = crate::boxes::model(source, json)?;
    let Some(root) = model.root else {
        return Err(DiagramError::whole(
            source,
            "the mind map is empty",
            "Add a root line, and branches below it.",
        ));
    };
    if depth(&root) > MAX_DEPTH {
        return Err(DiagramError::whole(
            source,
            "the mind map is too deep",
            "Use fewer levels.",
        ));
    }
    let tree = measure(&root);
    let mut columns = Vec::new();
    widths(&tree, 0, &mut columns);
    let mut svg = Svg::new(target);
    grow(&mut svg, &tree, &columns, 0, Point::new(0.0, 0.0));
    let mut outline = Vec::new();
    words(&root, "", &mut outline);
    Ok(Picture { svg, outline })
}

fn depth(idea: &Idea) -> usize {
    1 + idea.children.iter().map(depth).max().unwrap_or_default()
}

fn measure(idea: &Idea) -> Branch {
    let children: Vec<Branch> = idea.children.iter().map(measure).collect();
    let label = Label::new(
        &idea.text,
        Setting {
            markdown: true,
            ..Setting::plain(NODE_TEXT, 160.0)
        },
    );
    // Mermaid numbers the forms: 1 rounded, 2 square, 3 circle, 4 cloud, 5 bang, 6 hexagon.
    let shape = match idea.form {
        2 => Shape::Box,
        3 => Shape::Stadium,
        6 => Shape::Hexagon,
        _ => Shape::Rounded,
    };
    let size = shape.size(&label);
    let below: f64 = children.iter().map(|child| child.height).sum();
    let gaps = ROW_GAP * children.len().saturating_sub(1) as f64;
    Branch {
        label,
        shape,
        height: size.height.max(below + gaps),
        size,
        children,
    }
}

fn widths(branch: &Branch, level: usize, columns: &mut Vec<f64>) {
    columns.resize(columns.len().max(level + 1), 0.0);
    columns[level] = columns[level].max(branch.size.width);
    branch
        .children
        .iter()
        .for_each(|child| widths(child, level + 1, columns));
}

fn grow(svg: &mut Svg, branch: &Branch, columns: &[f64], level: usize, corner: Point) {
    let middle = corner.y + branch.height / 2.0;
    let rect = Rect::new(corner.x, middle - branch.size.height / 2.0, branch.size);
    let next = corner.x + columns[level] + COLUMN_GAP;
    let below: f64 = branch
        .children
        .iter()
        .map(|child| child.height + ROW_GAP)
        .sum::<f64>()
        - ROW_GAP;
    let mut y = middle - below / 2.0;
    for child in &branch.children {
        let target = Point::new(next, y + child.height / 2.0);
        let start = Point::new(rect.right, middle);
        let bend = f64::midpoint(corner.x + columns[level], target.x);
        let path = Path::default()
            .to('M', &[start])
            .to('L', &[Point::new(corner.x + columns[level], middle)])
            .to(
                'C',
                &[Point::new(bend, middle), Point::new(bend, target.y), target],
            );
        svg.path(Role::Edge, &path);
        grow(svg, child, columns, level + 1, Point::new(next, y));
        y += child.height + ROW_GAP;
    }
    let tone = if level == 0 {
        Tone::Accent
    } else {
        Tone::Plain
    };
    branch.shape.draw(svg, &rect, tone, &branch.label);
}

fn words(idea: &Idea, above: &str, lines: &mut Vec<String>) {
    let own = plain_text(&idea.text);
    let path = if above.is_empty() {
        own
    } else {
        format!("{above} › {own}")
    };
    lines.push(path.clone());
    idea.children
        .iter()
        .for_each(|child| words(child, &path, lines));
}
