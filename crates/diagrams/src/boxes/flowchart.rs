//! Flowcharts. Entry point: [`draw`].
//!
//! Invariant: every node, subgraph and link of the model is in the graph, and links to unknown
//! names are left out.

use crate::graph::{
    EDGE_TEXT, Edge, End, Flow, Graph, Group, Head, NODE_TEXT, Node, Preset, Shape, Stroke, fit,
};
use crate::label::{Label, Setting, plain_markdown, plain_text};
use crate::paint::Tone;
use crate::{DiagramError, Picture, Target, icons, outline};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
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
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default, rename = "style")]
    styles: Vec<String>,
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
    Ok(Picture::new(
        svg,
        outline_of(&model, &names),
        names.nodes.len(),
    ))
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
            .filter_map(|edge| self::edge(model, names, edge, preset))
            .collect(),
        notes: Vec::new(),
    }
}

fn is_markdown(label_type: Option<&str>) -> bool {
    label_type == Some("markdown")
}

fn node(model: &Model, names: &Names<'_>, node: &ModelNode, flow: Flow, preset: &Preset) -> Node {
    let shape = Shape::named(
        node.shape.as_deref().unwrap_or_default(),
        !flow.is_vertical(),
    );
    let setting = Setting {
        markdown: is_markdown(node.label_type.as_deref()),
        ..Setting::plain(NODE_TEXT, preset.node_wrap * shape.narrowing())
    };
    Node {
        label: match shape.is_silent() {
            true => Label::default(),
            false => Label::new(&node_text(node), setting),
        },
        shape,
        tone: tone(model, &node.classes, &node.styles),
        parent: names.parents.get(node.id.as_str()).copied(),
    }
}

fn node_text(node: &ModelNode) -> Cow<'_, str> {
    icons::without(node.label.as_deref().unwrap_or(&node.id))
}

fn tone(model: &Model, classes: &[String], styles: &[String]) -> Tone {
    let of = |name: &str| {
        model
            .class_defs
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let default = ("default", of("default"));
    let classes = classes.iter().map(|name| (name.as_str(), of(name)));
    Tone::chosen(
        styles,
        std::iter::once(default).chain(classes.collect::<Vec<_>>()),
    )
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

fn edge(model: &Model, names: &Names<'_>, edge: &ModelEdge, preset: &Preset) -> Option<Edge> {
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
        tone: tone(model, &edge.classes, &edge.styles),
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

fn plain(text: &str, label_type: &Option<String>) -> String {
    match is_markdown(label_type.as_deref()) {
        true => plain_markdown(text),
        false => plain_text(text),
    }
}

/// What nodes and subgraphs are called, by their ids.
struct Words<'a>(HashMap<&'a str, String>);

impl<'a> Words<'a> {
    fn of(model: &'a Model) -> Self {
        let nodes = model.nodes.iter();
        let nodes = nodes.map(|node| (node.id.as_str(), plain(&node_text(node), &node.label_type)));
        let groups = model.subgraphs.iter();
        let groups =
            groups.map(|group| (group.id.as_str(), plain(&group.title, &group.label_type)));
        Self(nodes.chain(groups).collect())
    }

    fn name(&self, id: &str) -> String {
        let named = self.0.get(id).filter(|text| !text.is_empty());
        named.cloned().unwrap_or_else(|| id.to_owned())
    }
}

fn outline_of(model: &Model, names: &Names<'_>) -> Vec<String> {
    let words = Words::of(model);
    let mut lines = Vec::new();
    for group in &model.subgraphs {
        let members = group.nodes.iter().rev().map(|member| words.name(member));
        let members: Vec<String> = members.collect();
        lines.push(format!("{}: {}", words.name(&group.id), members.join(", ")));
    }
    let shown: Vec<&ModelEdge> = model
        .edges
        .iter()
        .filter(|edge| edge.stroke.as_deref() != Some("invisible"))
        .collect();
    let linked = |id: &str| shown.iter().any(|edge| edge.from == id || edge.to == id);
    let alone = names.nodes.iter().map(|node| node.id.as_str());
    let alone = alone.filter(|id| !linked(id) && !names.parents.contains_key(id));
    lines.extend(alone.map(|id| words.name(id)));
    lines.extend(shown.iter().map(|edge| said(edge, &words)));
    lines
}

/// One line about a link.
fn said(edge: &ModelEdge, words: &Words<'_>) -> String {
    let sign = match edge.heads.as_deref() {
        Some("arrow_open") => "–",
        Some(heads) if heads.starts_with("double_") => "↔",
        _ => "→",
    };
    let label = edge.label.as_deref();
    let label = label.map(|label| plain(label, &edge.label_type));
    let (from, to) = (words.name(&edge.from), words.name(&edge.to));
    outline::arrow(&from, sign, &to, label.as_deref())
}
