//! Class diagrams. Entry point: [`draw`].
//!
//! Invariant: a class shows all its members; namespaces are frames, notes stand beside their class.

use super::ClassDef;
use crate::graph::{
    EDGE_TEXT, Edge, End, Flow, Graph, Group, Head, NODE_TEXT, Node, Note, Preset, Row, Section,
    Shape, Stroke, Table, fit,
};
use crate::label::{Label, Setting, plain_text};
use crate::parse::MASKED_LESS_THAN;
use crate::{DiagramError, Picture, Target, outline};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Model {
    direction: Option<String>,
    classes: HashMap<String, Class>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    notes: Vec<ModelNote>,
    #[serde(default)]
    interfaces: Vec<Interface>,
    #[serde(default)]
    namespaces: HashMap<String, Namespace>,
    #[serde(rename = "styleClasses", default)]
    style_classes: HashMap<String, ClassDef>,
}

#[derive(Deserialize)]
struct Class {
    id: String,
    label: String,
    #[serde(rename = "type", default)]
    parameter: String,
    #[serde(default)]
    members: Vec<Member>,
    #[serde(default)]
    methods: Vec<Member>,
    #[serde(default)]
    annotations: Vec<String>,
    #[serde(default)]
    styles: Vec<String>,
    #[serde(rename = "cssClasses", default)]
    classes: String,
    #[serde(rename = "domId")]
    dom_id: String,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct Member {
    #[serde(rename = "displayText")]
    text: String,
    #[serde(rename = "cssStyle", default)]
    style: String,
}

#[derive(Deserialize)]
struct Relation {
    id1: String,
    id2: String,
    #[serde(rename = "relationTitle1")]
    near1: Option<String>,
    #[serde(rename = "relationTitle2")]
    near2: Option<String>,
    #[serde(default)]
    title: String,
    relation: Form,
}

#[derive(Deserialize)]
struct Form {
    type1: i32,
    type2: i32,
    #[serde(rename = "lineType")]
    line: i32,
}

#[derive(Deserialize)]
struct ModelNote {
    #[serde(rename = "class")]
    on: Option<String>,
    text: String,
}

#[derive(Deserialize)]
struct Interface {
    id: String,
    label: String,
}

#[derive(Deserialize)]
struct Namespace {
    id: String,
    #[serde(default)]
    label: String,
    #[serde(rename = "domId")]
    dom_id: String,
    parent: Option<String>,
}

/// Draws a class diagram.
pub(crate) fn draw(source: &str, value: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = super::model(source, value)?;
    let names = Names::of(&model);
    let svg = fit(|preset| graph(&model, &names, preset), source, target)?;
    Ok(Picture::new(
        svg,
        outline_of(&model, &names),
        model.classes.len(),
    ))
}

struct Names<'a> {
    classes: Vec<&'a Class>,
    spaces: Vec<&'a Namespace>,
    ends: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn of(model: &'a Model) -> Self {
        let mut classes: Vec<&Class> = model.classes.values().collect();
        classes.sort_by_key(|class| super::written(&class.dom_id));
        let mut spaces: Vec<&Namespace> = model.namespaces.values().collect();
        spaces.sort_by_key(|space| super::written(&space.dom_id));
        let ids = classes.iter().map(|class| class.id.as_str());
        let ids = ids.chain(
            model
                .interfaces
                .iter()
                .map(|interface| interface.id.as_str()),
        );
        let ends = ids.enumerate().map(|(index, id)| (id, index)).collect();
        Self {
            classes,
            spaces,
            ends,
        }
    }

    fn space(&self, id: Option<&String>) -> Option<usize> {
        let id = id?;
        self.spaces.iter().position(|space| space.id == *id)
    }
}

fn graph(model: &Model, names: &Names<'_>, preset: &Preset) -> Graph {
    let note_setting = Setting::plain(EDGE_TEXT, preset.edge_wrap + 50.0);
    let mut nodes: Vec<Node> = names
        .classes
        .iter()
        .map(|class| node(model, names, class, preset))
        .collect();
    nodes.extend(model.interfaces.iter().map(|interface| Node {
        label: Label::new(
            &interface.label,
            Setting::plain(EDGE_TEXT, preset.node_wrap),
        ),
        shape: Shape::Circle,
        ..Node::default()
    }));
    let mut notes = Vec::new();
    for note in &model.notes {
        let label = Label::new(&note.text, note_setting);
        match note.on.as_deref().and_then(|id| names.ends.get(id)) {
            Some(class) => notes.push(Note {
                on: End::Node(*class),
                before: false,
                label,
            }),
            None => nodes.push(Node {
                label,
                shape: Shape::Note,
                ..Node::default()
            }),
        }
    }
    let spaces = names.spaces.iter().map(|space| Group {
        label: Label::some(
            if space.label.is_empty() {
                &space.id
            } else {
                &space.label
            },
            Setting::bold(EDGE_TEXT, 260.0),
        ),
        parent: names.space(space.parent.as_ref()),
        ..Group::default()
    });
    Graph {
        flow: model
            .direction
            .as_deref()
            .and_then(Flow::named)
            .unwrap_or_default(),
        nodes,
        groups: spaces.collect(),
        edges: model
            .relations
            .iter()
            .filter_map(|relation| edge(names, relation, preset))
            .collect(),
        notes,
    }
}

fn node(model: &Model, names: &Names<'_>, class: &Class, preset: &Preset) -> Node {
    let room = preset.node_wrap * 1.7;
    let mut head: Vec<Label> = class
        .annotations
        .iter()
        .map(|annotation| {
            Label::new(
                &format!("«{annotation}»"),
                Setting::plain(EDGE_TEXT - 0.5, room),
            )
        })
        .collect();
    head.push(Label::new(
        &full_name(class),
        Setting::bold(NODE_TEXT, room),
    ));
    let sections = [&class.members, &class.methods]
        .into_iter()
        .filter(|members| !members.is_empty());
    let sections = sections.map(|members| Section {
        rows: members.iter().map(|member| row(member, room)).collect(),
    });
    Node {
        label: Label::default(),
        shape: Shape::Table(Table {
            head,
            sections: sections.collect(),
        }),
        tone: super::tone(&class.styles, &class.classes, &model.style_classes),
        parent: names.space(class.parent.as_ref()),
    }
}

fn full_name(class: &Class) -> String {
    match class.parameter.is_empty() {
        true => class.label.clone(),
        false => format!("{}<{}>", class.label, class.parameter.replace('~', "")),
    }
}

fn row(member: &Member, room: f64) -> Row {
    let tagged = |tag: &str| {
        format!(
            "{MASKED_LESS_THAN}{tag}>{}{MASKED_LESS_THAN}/{tag}>",
            member.text
        )
    };
    let text = match &member.style {
        style if style.contains("italic") => tagged("i"),
        style if style.contains("underline") => tagged("u"),
        _ => member.text.clone(),
    };
    Row {
        cells: vec![Label::new(&text, Setting::plain(EDGE_TEXT, room))],
        main: 0,
    }
}

fn edge(names: &Names<'_>, relation: &Relation, preset: &Preset) -> Option<Edge> {
    let end = |id: &str| names.ends.get(id).map(|index| End::Node(*index));
    let near = |text: &Option<String>| {
        let text = text.as_deref().filter(|text| *text != "none")?;
        Label::some(text.trim(), Setting::plain(EDGE_TEXT - 0.5, 90.0))
    };
    Some(Edge {
        label: Label::some(
            relation.title.trim(),
            Setting::plain(EDGE_TEXT, preset.edge_wrap),
        ),
        stroke: if relation.relation.line == 1 {
            Stroke::Dotted
        } else {
            Stroke::Solid
        },
        tail: head(relation.relation.type1),
        head: head(relation.relation.type2),
        near_from: near(&relation.near1),
        near_to: near(&relation.near2),
        ..Edge::new(end(&relation.id1)?, end(&relation.id2)?)
    })
}

/// Mermaid numbers the sorts of relation.
fn head(code: i32) -> Head {
    match code {
        0 => Head::Diamond,
        1 => Head::Triangle,
        2 => Head::DiamondFilled,
        3 => Head::Open,
        _ => Head::None,
    }
}

/// What a relation says about its two classes: a verb, and whether the second is the subject.
fn verb(form: &Form) -> (&'static str, bool) {
    let of = |code: i32| match code {
        0 => Some("has"),
        1 => Some("is extended by"),
        2 => Some("is made of"),
        _ => None,
    };
    match (of(form.type1), of(form.type2)) {
        (Some(verb), _) => (verb, false),
        (None, Some(verb)) => (verb, true),
        (None, None) if form.type2 == 3 => ("depends on", false),
        (None, None) if form.type1 == 3 => ("depends on", true),
        (None, None) => ("is linked to", false),
    }
}

fn outline_of(model: &Model, names: &Names<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for class in &names.classes {
        let members = class
            .members
            .iter()
            .chain(&class.methods)
            .map(|member| plain_text(&member.text));
        let members: Vec<String> = members.collect();
        let name = plain_text(&full_name(class));
        lines.push(match members.is_empty() {
            true => name,
            false => format!("{name}: {}", members.join(", ")),
        });
    }
    for relation in &model.relations {
        let (verb, turned) = verb(&relation.relation);
        let (from, to) = if turned {
            (&relation.id2, &relation.id1)
        } else {
            (&relation.id1, &relation.id2)
        };
        let label = plain_text(&relation.title);
        lines.push(outline::arrow(from, verb, to, Some(&label)));
    }
    lines.extend(
        model
            .notes
            .iter()
            .map(|note| format!("Note: {}", plain_text(&note.text))),
    );
    lines
}
