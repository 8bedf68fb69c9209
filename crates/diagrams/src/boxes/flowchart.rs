//! Flowcharts. Entry point: [`draw`].
//!
//! Invariant: every node, subgraph and link of the model is in the graph, and links to unknown
//! names are left out.

use crate::graph::{
    EDGE_TEXT, Edge, End, Flow, Graph, Group, Head, NODE_TEXT, Node, Preset, Shape, Stroke, fit,
};
use crate::label::{Label, Setting, plain_text};
use crate::paint::Tone;
use crate::{DiagramError, Picture, Target, outline};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Model {
    direction: Option<String>,
    nodes: Vec<ModelNode>,
    edges: Vec<ModelEdge>,
    #[serde(default)]
    subgraphs: Vec<ModelGroup>,
    #[serde(default, rename = "classDefs")]
    class_defs: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct ModelNode {
    id: String,
    label: Option<String>,
    #[serde(rename = "labelType")]
    label_type: Option<String>,
    #[serde(rename = "layoutShape")]
    shape: Option<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    styles: Vec<String>,
}

#[derive(Deserialize)]
struct ModelEdge {
    from: String,
    to: String,
    label: Option<String>,
    #[serde(rename = "labelType")]
    label_type: Option<String>,
    #[serde(rename = "type")]
    heads: Option<String>,
    stroke: Option<String>,
    length: Option<usize>,
}

#[derive(Deserialize)]
struct ModelGroup {
    id: String,
    title: String,
    dir: Option<String>,
    #[serde(rename = "labelType")]
    label_type: Option<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    styles: Vec<String>,
    #[serde(default)]
    nodes: Vec<String>,
}

/// Draws a flowchart.
pub(crate) fn draw(source: &str, value: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = super::model(source, value)?;
    let names = Names::of(&model);
    let svg = fit(|preset| graph(&model, &names, preset), source, target)?;
    Ok(Picture {
        svg,
        outline: outline_of(&model, &names),
    })
}

/// Which id is which box or frame.
struct Names<'a> {
    ends: HashMap<&'a str, End>,
    parents: HashMap<&'a str, usize>,
    /// The nodes that are boxes; the model also lists subgraphs that links name as nodes.
    nodes: Vec<&'a ModelNode>,
}

impl<'a> Names<'a> {
    fn of(model: &'a Model) -> Self {
        let groups = model.subgraphs.iter().enumerate();
        let mut ends: HashMap<&str, End> = groups
            .clone()
            .map(|(index, group)| (group.id.as_str(), End::Group(index)))
            .collect();
        let nodes: Vec<&ModelNode> = model
            .nodes
            .iter()
            .filter(|node| !ends.contains_key(node.id.as_str()))
            .collect();
        for (index, node) in nodes.iter().enumerate() {
            ends.insert(node.id.as_str(), End::Node(index));
        }
        let mut parents = HashMap::new();
        for (index, group) in groups {
            for member in &group.nodes {
                parents.entry(member.as_str()).or_insert(index);
            }
        }
        Self {
            ends,
            parents,
            nodes,
        }
    }
}

fn graph(model: &Model, names: &Names<'_>, preset: &Preset) -> Graph {
    let flow = model
        .direction
        .as_deref()
        .and_then(Flow::named)
        .unwrap_or_default();
    Graph {
        flow,
        nodes: names
            .nodes
            .iter()
            .map(|node| self::node(model, names, node, flow, preset))
            .collect(),
        groups: model
            .subgraphs
            .iter()
            .map(|group| self::group(model, names, group))
            .collect(),
        edges: model
            .edges
            .iter()
            .filter_map(|edge| self::edge(names, edge, preset))
            .collect(),
        notes: Vec::new(),
    }
}

fn is_markdown(label_type: Option<&str>) -> bool {
    label_type == Some("markdown")
}

fn node(model: &Model, names: &Names<'_>, node: &ModelNode, flow: Flow, preset: &Preset) -> Node {
    let shape = shape(node.shape.as_deref().unwrap_or_default(), flow);
    let wrap = match shape {
        Shape::Diamond | Shape::Circle | Shape::DoubleCircle => preset.node_wrap * 0.82,
        _ => preset.node_wrap,
    };
    let silent = matches!(
        shape,
        Shape::Start | Shape::Finish | Shape::Bar { .. } | Shape::Crossed | Shape::Choice
    );
    let markdown = is_markdown(node.label_type.as_deref());
    let setting = Setting {
        markdown,
        ..Setting::plain(NODE_TEXT, wrap)
    };
    Node {
        label: if silent {
            Label::default()
        } else {
            Label::new(node_text(node), setting)
        },
        shape,
        tone: tone(model, &node.classes, &node.styles),
        parent: names.parents.get(node.id.as_str()).copied(),
    }
}

fn node_text(node: &ModelNode) -> &str {
    node.label.as_deref().unwrap_or(&node.id)
}

fn tone(model: &Model, classes: &[String], styles: &[String]) -> Tone {
    let own = Tone::of_styles(styles);
    if own != Tone::Plain {
        return own;
    }
    let none = Vec::new();
    let mut tones = classes
        .iter()
        .map(|class| Tone::of_class(class, model.class_defs.get(class).unwrap_or(&none)));
    tones.rfind(|tone| *tone != Tone::Plain).unwrap_or_default()
}

fn group(model: &Model, names: &Names<'_>, group: &ModelGroup) -> Group {
    let setting = Setting {
        markdown: is_markdown(group.label_type.as_deref()),
        ..Setting::bold(EDGE_TEXT, 260.0)
    };
    Group {
        label: Label::some(group.title.trim(), setting),
        tone: tone(model, &group.classes, &group.styles),
        parent: names.parents.get(group.id.as_str()).copied(),
        flow: group.dir.as_deref().and_then(Flow::named),
        region: false,
    }
}

fn edge(names: &Names<'_>, edge: &ModelEdge, preset: &Preset) -> Option<Edge> {
    let (from, to) = (
        *names.ends.get(edge.from.as_str())?,
        *names.ends.get(edge.to.as_str())?,
    );
    let setting = Setting {
        markdown: is_markdown(edge.label_type.as_deref()),
        ..Setting::plain(EDGE_TEXT, preset.edge_wrap)
    };
    let (tail, head) = heads(edge.heads.as_deref().unwrap_or_default());
    Some(Edge {
        label: edge
            .label
            .as_deref()
            .and_then(|label| Label::some(label.trim(), setting)),
        stroke: match edge.stroke.as_deref() {
            Some("dotted") => Stroke::Dotted,
            Some("thick") => Stroke::Thick,
            Some("invisible") => Stroke::Hidden,
            _ => Stroke::Solid,
        },
        tail,
        head,
        ranks: edge.length.unwrap_or(1).clamp(1, 8),
        ..Edge::new(from, to)
    })
}

fn heads(name: &str) -> (Head, Head) {
    let (double, name) = match name.strip_prefix("double_") {
        Some(name) => (true, name),
        None => (false, name),
    };
    let head = match name {
        "arrow_open" => Head::None,
        "arrow_circle" => Head::Circle,
        "arrow_cross" => Head::Cross,
        _ => Head::Arrow,
    };
    (if double { head } else { Head::None }, head)
}

/// Mermaid's old and new names of shapes.
fn shape(name: &str, flow: Flow) -> Shape {
    match name {
        "rounded" | "event" | "roundedRect" | "delay" | "half-rounded-rectangle" => Shape::Rounded,
        "stadium" | "pill" | "terminal" => Shape::Stadium,
        "subroutine" | "fr-rect" | "subprocess" | "subproc" | "framed-rectangle" | "lin-rect"
        | "lin-proc" | "div-rect" | "win-pane" => Shape::Subroutine,
        "cylinder" | "cyl" | "db" | "database" | "lin-cyl" | "disk" | "h-cyl" | "das" => {
            Shape::Cylinder
        }
        "circle" | "circ" => Shape::Circle,
        "doublecircle" | "dbl-circ" | "double-circle" => Shape::DoubleCircle,
        "sm-circ" | "start" | "small-circle" | "f-circ" | "junction" | "filled-circle" => {
            Shape::Start
        }
        "fr-circ" | "stop" | "framed-circle" => Shape::Finish,
        "cross-circ" | "summary" | "crossed-circle" => Shape::Crossed,
        "diamond" | "diam" | "decision" | "question" => Shape::Diamond,
        "hexagon" | "hex" | "prepare" => Shape::Hexagon,
        "lean_right" | "lean-r" | "lean-right" | "in-out" => Shape::LeanRight,
        "lean_left" | "lean-l" | "lean-left" | "out-in" => Shape::LeanLeft,
        "trapezoid" | "trap-b" | "priority" | "trapezoid-bottom" => Shape::Trapezoid,
        "inv_trapezoid" | "trap-t" | "manual" | "trapezoid-top" => Shape::TrapezoidDown,
        "odd" | "rect_left_inv_arrow" => Shape::Flag,
        "doc" | "document" | "docs" | "documents" | "lin-doc" | "tag-doc" | "flag"
        | "paper-tape" => Shape::Document,
        "st-rect" | "procs" | "processes" | "stacked-rectangle" => Shape::Stack,
        "tri" | "extract" | "triangle" => Shape::Triangle,
        "text" | "comment" | "brace" | "brace-r" | "braces" => Shape::Bare,
        "fork" | "join" => Shape::Bar {
            upright: !flow.is_vertical(),
        },
        _ => Shape::Box,
    }
}

fn outline_of(model: &Model, names: &Names<'_>) -> Vec<String> {
    let text: HashMap<&str, String> = model
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), plain_text(node_text(node))))
        .chain(
            model
                .subgraphs
                .iter()
                .map(|group| (group.id.as_str(), plain_text(&group.title))),
        )
        .collect();
    let name = |id: &str| {
        text.get(id)
            .filter(|text| !text.is_empty())
            .cloned()
            .unwrap_or_else(|| id.to_owned())
    };
    let mut lines = Vec::new();
    for group in &model.subgraphs {
        let members: Vec<String> = group
            .nodes
            .iter()
            .rev()
            .map(|member| name(member))
            .collect();
        lines.push(format!("{}: {}", name(&group.id), members.join(", ")));
    }
    let shown: Vec<&ModelEdge> = model
        .edges
        .iter()
        .filter(|edge| edge.stroke.as_deref() != Some("invisible"))
        .collect();
    let linked = |node: &&&ModelNode| {
        !shown
            .iter()
            .any(|edge| edge.from == node.id || edge.to == node.id)
    };
    let lone = names
        .nodes
        .iter()
        .filter(linked)
        .filter(|node| !names.parents.contains_key(node.id.as_str()));
    lines.extend(lone.map(|node| name(&node.id)));
    for edge in shown {
        let sign = match edge.heads.as_deref() {
            Some("arrow_open") => "–",
            Some(heads) if heads.starts_with("double_") => "↔",
            _ => "→",
        };
        let label = edge.label.as_deref().map(plain_text);
        lines.push(outline::arrow(
            &name(&edge.from),
            sign,
            &name(&edge.to),
            label.as_deref(),
        ));
    }
    lines
}
