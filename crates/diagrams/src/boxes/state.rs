//! State diagrams, both versions. Entry point: [`draw`].
//!
//! Invariant: notes stand beside their state; the parser's made-up ids are never shown.

use crate::graph::{
    EDGE_TEXT, Edge, End, Flow, Graph, Group, Head, NODE_TEXT, Node, Note, Preset, Row, Section,
    Shape, Table, fit,
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
    nodes: Vec<State>,
    edges: Vec<Transition>,
}

#[derive(Deserialize)]
struct State {
    id: String,
    #[serde(default)]
    label: String,
    shape: String,
    dir: Option<String>,
    #[serde(rename = "isGroup", default)]
    is_group: bool,
    #[serde(rename = "parentId")]
    parent: Option<String>,
    #[serde(default)]
    description: Option<Vec<String>>,
    position: Option<String>,
    #[serde(rename = "cssClasses", default)]
    classes: String,
    #[serde(rename = "cssCompiledStyles", default)]
    class_styles: Vec<String>,
    #[serde(rename = "cssStyles", default)]
    styles: Vec<String>,
}

#[derive(Deserialize)]
struct Transition {
    start: String,
    end: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    classes: String,
}

impl Transition {
    fn ties_note(&self) -> bool {
        self.classes.contains("note-edge")
    }
}

/// Draws a state diagram.
pub(crate) fn draw(source: &str, value: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = super::model(source, value)?;
    let names = Names::of(&model);
    let svg = fit(|preset| graph(&model, &names, preset), source, target)?;
    let states = names.states.iter();
    let states = states.filter(|state| !matches!(state.shape.as_str(), "stateStart" | "stateEnd"));
    Ok(Picture::new(svg, outline_of(&model), states.count()))
}

struct Names<'a> {
    ends: HashMap<&'a str, End>,
    states: Vec<&'a State>,
    groups: Vec<&'a State>,
}

impl<'a> Names<'a> {
    fn of(model: &'a Model) -> Self {
        let kept = |state: &&State| !matches!(state.shape.as_str(), "note" | "noteGroup");
        let (groups, states): (Vec<&State>, Vec<&State>) = model
            .nodes
            .iter()
            .filter(kept)
            .partition(|state| state.is_group);
        let mut ends = HashMap::new();
        for (index, state) in states.iter().enumerate() {
            ends.insert(state.id.as_str(), End::Node(index));
        }
        for (index, group) in groups.iter().enumerate() {
            ends.insert(group.id.as_str(), End::Group(index));
        }
        Self {
            ends,
            states,
            groups,
        }
    }

    fn parent(&self, state: &State) -> Option<usize> {
        match self.ends.get(state.parent.as_deref()?) {
            Some(End::Group(group)) => Some(*group),
            _ => None,
        }
    }

    /// The direction in which a state's surroundings run.
    fn flow(&self, model: &Model, state: &State) -> Flow {
        let own = self
            .parent(state)
            .and_then(|group| self.groups.get(group)?.dir.as_deref());
        own.or(model.direction.as_deref())
            .and_then(Flow::named)
            .unwrap_or_default()
    }
}

fn graph(model: &Model, names: &Names<'_>, preset: &Preset) -> Graph {
    Graph {
        flow: model
            .direction
            .as_deref()
            .and_then(Flow::named)
            .unwrap_or_default(),
        nodes: names
            .states
            .iter()
            .map(|state| node(model, names, state, preset))
            .collect(),
        groups: names
            .groups
            .iter()
            .map(|group| frame(names, group))
            .collect(),
        edges: model
            .edges
            .iter()
            .filter_map(|edge| transition(names, edge, preset))
            .collect(),
        notes: notes(model, names, preset),
    }
}

fn node(model: &Model, names: &Names<'_>, state: &State, preset: &Preset) -> Node {
    let plain = Setting::plain(NODE_TEXT, preset.node_wrap);
    let (shape, label) = match state.shape.as_str() {
        "stateStart" => (Shape::Start, Label::default()),
        "stateEnd" => (Shape::Finish, Label::default()),
        "choice" => (Shape::Choice, Label::default()),
        "fork" | "join" => (
            Shape::Bar {
                upright: !names.flow(model, state).is_vertical(),
            },
            Label::default(),
        ),
        _ => match described(state, preset) {
            Some(table) => (Shape::Table(table), Label::default()),
            None => (Shape::Rounded, Label::new(&state.label, plain)),
        },
    };
    Node {
        label,
        shape,
        tone: tone(state),
        parent: names.parent(state),
    }
}

/// A state with a name and lines of description is a box with two compartments.
fn described(state: &State, preset: &Preset) -> Option<Table> {
    let lines = state
        .description
        .as_ref()
        .filter(|lines| !lines.is_empty())?;
    let setting = Setting::plain(EDGE_TEXT, preset.node_wrap + 40.0);
    let rows = lines.iter().map(|line| Row {
        cells: vec![Label::new(line, setting)],
        main: 0,
    });
    Some(Table {
        head: vec![Label::new(
            &state.label,
            Setting::bold(NODE_TEXT, preset.node_wrap),
        )],
        sections: vec![Section {
            rows: rows.collect(),
        }],
    })
}

fn tone(state: &State) -> Tone {
    let classes = state
        .classes
        .split_whitespace()
        .filter(|class| !class.starts_with("statediagram"));
    let none: &[String] = &[];
    let merged = ("", state.class_styles.as_slice());
    let names: Vec<_> = std::iter::once(merged)
        .chain(classes.map(|class| (class, none)))
        .collect();
    Tone::chosen(&state.styles, names.into_iter())
}

fn frame(names: &Names<'_>, group: &State) -> Group {
    let region = group.shape == "divider";
    Group {
        label: if region {
            None
        } else {
            Label::some(&group.label, Setting::bold(EDGE_TEXT, 260.0))
        },
        tone: tone(group),
        parent: names.parent(group),
        flow: group.dir.as_deref().and_then(Flow::named),
        region,
    }
}

fn transition(names: &Names<'_>, edge: &Transition, preset: &Preset) -> Option<Edge> {
    if edge.ties_note() {
        return None;
    }
    let (from, to) = (
        *names.ends.get(edge.start.as_str())?,
        *names.ends.get(edge.end.as_str())?,
    );
    let setting = Setting::plain(EDGE_TEXT, preset.edge_wrap);
    Some(Edge {
        label: Label::some(edge.label.trim(), setting),
        head: Head::Arrow,
        ..Edge::new(from, to)
    })
}

fn notes(model: &Model, names: &Names<'_>, preset: &Preset) -> Vec<Note> {
    let setting = Setting::plain(EDGE_TEXT, preset.edge_wrap + 50.0);
    let note = |state: &State| {
        let tie = model
            .edges
            .iter()
            .find(|edge| edge.ties_note() && (edge.end == state.id || edge.start == state.id))?;
        let owner = if tie.end == state.id {
            &tie.start
        } else {
            &tie.end
        };
        let before = state.position.as_deref() == Some("left of");
        Some(Note {
            on: *names.ends.get(owner.as_str())?,
            before,
            label: Label::new(&state.label, setting),
        })
    };
    model
        .nodes
        .iter()
        .filter(|state| state.shape == "note")
        .filter_map(note)
        .collect()
}

fn outline_of(model: &Model) -> Vec<String> {
    let spoken: HashMap<&str, String> = model
        .nodes
        .iter()
        .map(|state| (state.id.as_str(), words(state)))
        .collect();
    let name = |id: &str| spoken.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let mut lines = Vec::new();
    for group in model
        .nodes
        .iter()
        .filter(|state| state.is_group && state.shape == "roundedWithTitle")
    {
        let members = model
            .nodes
            .iter()
            .filter(|state| state.parent.as_deref() == Some(group.id.as_str()));
        let members: Vec<String> = members.map(words).collect();
        lines.push(format!("{} contains {}", words(group), members.join(", ")));
    }
    let mut linked = model
        .edges
        .iter()
        .flat_map(|edge| [edge.start.as_str(), edge.end.as_str()]);
    let alone = |state: &&State| !state.is_group && !linked.any(|id| id == state.id);
    lines.extend(model.nodes.iter().filter(alone).map(words));
    for edge in &model.edges {
        if edge.ties_note() {
            lines.push(format!(
                "Note on {}: {}",
                name(&edge.start),
                name(&edge.end)
            ));
        } else {
            let label = plain_text(&edge.label);
            lines.push(outline::arrow(
                &name(&edge.start),
                "→",
                &name(&edge.end),
                Some(&label),
            ));
        }
    }
    lines
}

fn words(state: &State) -> String {
    let name = match state.shape.as_str() {
        "stateStart" => "start".to_owned(),
        "stateEnd" => "end".to_owned(),
        "choice" => format!("choice {}", state.id),
        "fork" | "join" => format!("{} {}", state.shape, state.id),
        "divider" => "a parallel region".to_owned(),
        _ => plain_text(&state.label),
    };
    match &state.description {
        Some(lines) if !lines.is_empty() => format!("{name} ({})", plain_text(&lines.join(" "))),
        _ => name,
    }
}
