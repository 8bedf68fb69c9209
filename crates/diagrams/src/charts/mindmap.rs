//! Mind maps, drawn as a tree that grows to the right, and to the left too if there are many
//! branches. Entry point: [`draw`].
//!
//! Invariant: a branch takes its own stretch of the height, so branches never overlap.

use crate::geometry::{Point, Rect, Size};
use crate::graph::{NODE_TEXT, Shape};
use crate::label::{Label, Setting, plain_markdown};
use crate::limits::MAX_DEPTH;
use crate::paint::{Role, Tone};
use crate::svg::{Path, Svg};
use crate::{DiagramError, Picture, Target, icons};
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
    class: String,
    #[serde(default)]
    children: Vec<Idea>,
}

/// A measured idea with its branches.
struct Branch {
    label: Label,
    shape: Shape,
    tone: Tone,
    size: Size,
    height: f64,
    children: Vec<Branch>,
}

const COLUMN_GAP: f64 = 44.0;
const ROW_GAP: f64 = 10.0;
/// With this many branches a map grows to both sides.
const BOTH_SIDES: usize = 4;

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
    let mut svg = Svg::new(target);
    draw_root(&mut svg, measure(&root));
    let mut outline = Vec::new();
    words(&root, "", &mut outline);
    let ideas = outline.len();
    Ok(Picture::new(svg, outline, ideas))
}

fn depth(idea: &Idea) -> usize {
    1 + idea.children.iter().map(depth).max().unwrap_or_default()
}

fn measure(idea: &Idea) -> Branch {
    let children: Vec<Branch> = idea.children.iter().map(measure).collect();
    // Mermaid numbers the forms.
    let shape = match idea.form {
        2 => Shape::Box,
        3 => Shape::Circle,
        4 => Shape::Cloud,
        5 => Shape::Bang,
        6 => Shape::Hexagon,
        _ => Shape::Rounded,
    };
    let setting = Setting {
        markdown: true,
        ..Setting::plain(NODE_TEXT, 160.0 * shape.narrowing())
    };
    let label = Label::new(&icons::without(&idea.text), setting);
    let size = shape.size(&label);
    let names = idea.class.split_whitespace().map(|name| (name, &[][..]));
    Branch {
        label,
        shape,
        tone: Tone::chosen(&[], names.collect::<Vec<_>>().into_iter()),
        height: size.height.max(stacked(&children)),
        size,
        children,
    }
}

/// The height of branches one below another.
fn stacked(branches: &[Branch]) -> f64 {
    let heights: f64 = branches.iter().map(|branch| branch.height).sum();
    heights + ROW_GAP * branches.len().saturating_sub(1) as f64
}

fn draw_root(svg: &mut Svg, mut root: Branch) {
    let rect = Rect::around(Point::default(), root.size);
    let children = std::mem::take(&mut root.children);
    let right = match children.len() >= BOTH_SIDES {
        true => first_half(&children),
        false => children.len(),
    };
    let (right, left) = children.split_at(right);
    let mut colour = 0;
    for (branches, towards) in [(right, 1.0), (left, -1.0)] {
        let mut columns = Vec::new();
        branches
            .iter()
            .for_each(|branch| widths(branch, 0, &mut columns));
        let grower = Grower { columns, towards };
        let mut y = -stacked(branches) / 2.0;
        for branch in branches {
            let middle = y + branch.height / 2.0;
            grower.grow(
                svg,
                branch,
                (&rect, rect.width() / 2.0),
                middle,
                (0, colour),
            );
            colour += 1;
            y += branch.height + ROW_GAP;
        }
    }
    let tone = if root.tone == Tone::Plain {
        Tone::Accent
    } else {
        root.tone
    };
    root.shape.draw(svg, &rect, tone, &root.label);
}

/// How many branches make up the first half of the height.
fn first_half(branches: &[Branch]) -> usize {
    let whole = stacked(branches);
    let difference = |count: &usize| {
        let (first, second) = branches.split_at(*count);
        (stacked(first) - stacked(second)).abs()
    };
    let counts = (1..branches.len()).filter(|_| whole > 0.0);
    counts
        .min_by(|a, b| difference(a).total_cmp(&difference(b)))
        .unwrap_or(branches.len())
}

fn widths(branch: &Branch, level: usize, columns: &mut Vec<f64>) {
    columns.resize(columns.len().max(level + 1), 0.0);
    columns[level] = columns[level].max(branch.size.width);
    branch
        .children
        .iter()
        .for_each(|child| widths(child, level + 1, columns));
}

/// Draws the branches of one side.
struct Grower {
    /// The widths of the columns, from the root outwards.
    columns: Vec<f64>,
    /// 1 to the right, -1 to the left.
    towards: f64,
}

impl Grower {
    /// Draws a branch around the height `middle`. Its parent is given with the distance from the
    /// middle of the map at which the parent's column ends; the branch with its level and colour.
    fn grow(
        &self,
        svg: &mut Svg,
        branch: &Branch,
        (parent, from): (&Rect, f64),
        middle: f64,
        (level, colour): (usize, usize),
    ) {
        let start = from + COLUMN_GAP;
        let x = (start + branch.size.width / 2.0) * self.towards;
        let rect = Rect::around(Point::new(x, middle), branch.size);
        self.connect(svg, (parent, from), &rect, colour);
        let end = start + self.columns.get(level).copied().unwrap_or_default();
        let mut y = middle - stacked(&branch.children) / 2.0;
        for child in &branch.children {
            let at = y + child.height / 2.0;
            self.grow(svg, child, (&rect, end), at, (level + 1, colour));
            y += child.height + ROW_GAP;
        }
        branch.shape.draw(svg, &rect, branch.tone, &branch.label);
    }

    fn connect(&self, svg: &mut Svg, (parent, from): (&Rect, f64), rect: &Rect, colour: usize) {
        let (start, end) = match self.towards > 0.0 {
            true => (parent.right, rect.left),
            false => (parent.left, rect.right),
        };
        let (y, target) = (parent.centre().y, rect.centre().y);
        let turn = from * self.towards;
        let bend = f64::midpoint(turn, end);
        let path = Path::default()
            .to('M', &[Point::new(start, y)])
            .to('L', &[Point::new(turn, y)])
            .to(
                'C',
                &[
                    Point::new(bend, y),
                    Point::new(bend, target),
                    Point::new(end, target),
                ],
            );
        svg.path(Role::Branch(colour), &path);
    }
}

fn words(idea: &Idea, above: &str, lines: &mut Vec<String>) {
    let own = plain_markdown(&icons::without(&idea.text));
    let path = match above.is_empty() {
        true => own,
        false => format!("{above} › {own}"),
    };
    lines.push(path.clone());
    idea.children
        .iter()
        .for_each(|child| words(child, &path, lines));
}
