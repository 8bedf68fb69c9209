//! Entity relationship diagrams. Entry point: [`draw`].
//!
//! Invariant: an entity shows all its attributes, and crow's feet stand on the side of the many.

use super::ClassDef;
use crate::graph::{
    EDGE_TEXT, Edge, End, Flow, Graph, Head, NODE_TEXT, Node, Preset, Row, Section, Shape, Stroke,
    Table, fit,
};
use crate::label::{Label, Setting, plain_markdown, plain_text};
use crate::{DiagramError, Picture, Target};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Model {
    direction: Option<String>,
    entities: HashMap<String, Entity>,
    #[serde(default)]
    relationships: Vec<Relationship>,
    #[serde(default)]
    classes: HashMap<String, ClassDef>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    label: String,
    #[serde(default)]
    alias: String,
    #[serde(default)]
    attributes: Vec<Attribute>,
    #[serde(rename = "cssStyles", default)]
    styles: Vec<String>,
    #[serde(rename = "cssClasses", default)]
    classes: String,
}

impl Entity {
    fn name(&self) -> &str {
        if self.alias.is_empty() {
            &self.label
        } else {
            &self.alias
        }
    }
}

#[derive(Deserialize)]
struct Attribute {
    #[serde(rename = "type")]
    kind: String,
    name: String,
    #[serde(default)]
    keys: Vec<String>,
    #[serde(default)]
    comment: String,
}

#[derive(Deserialize)]
struct Relationship {
    #[serde(rename = "entityA")]
    from: String,
    #[serde(rename = "entityB")]
    to: String,
    #[serde(rename = "roleA", default)]
    role: String,
    #[serde(rename = "relSpec")]
    form: Form,
}

/// Mermaid names the far side A: `cardA` belongs to entity B.
#[derive(Deserialize)]
struct Form {
    #[serde(rename = "cardA")]
    at_to: String,
    #[serde(rename = "cardB")]
    at_from: String,
    #[serde(rename = "relType")]
    kind: String,
}

/// Draws an entity relationship diagram.
pub(crate) fn draw(source: &str, value: &Value, target: Target) -> Result<Picture, DiagramError> {
    let model: Model = super::model(source, value)?;
    let mut entities: Vec<&Entity> = model.entities.values().collect();
    entities.sort_by_key(|entity| super::written(&entity.id));
    let svg = fit(|preset| graph(&model, &entities, preset), source, target)?;
    Ok(Picture::new(
        svg,
        outline_of(&model, &entities),
        entities.len(),
    ))
}

fn graph(model: &Model, entities: &[&Entity], preset: &Preset) -> Graph {
    Graph {
        flow: model
            .direction
            .as_deref()
            .and_then(Flow::named)
            .unwrap_or_default(),
        nodes: entities
            .iter()
            .map(|entity| node(model, entity, preset))
            .collect(),
        edges: model
            .relationships
            .iter()
            .filter_map(|relationship| edge(entities, relationship, preset))
            .collect(),
        ..Graph::default()
    }
}

fn node(model: &Model, entity: &Entity, preset: &Preset) -> Node {
    let rows: Vec<Row> = entity
        .attributes
        .iter()
        .map(|attribute| row(attribute, preset))
        .collect();
    Node {
        label: Label::default(),
        shape: Shape::Table(Table {
            head: vec![Label::new(
                entity.name(),
                Setting {
                    markdown: true,
                    ..Setting::bold(NODE_TEXT, preset.node_wrap * 1.5)
                },
            )],
            sections: if rows.is_empty() {
                Vec::new()
            } else {
                vec![Section { rows }]
            },
        }),
        tone: super::tone(&entity.styles, &entity.classes, &model.classes),
        parent: None,
    }
}

fn row(attribute: &Attribute, preset: &Preset) -> Row {
    let setting = Setting::plain(EDGE_TEXT, 240.0);
    let small = Setting::plain(EDGE_TEXT - 1.5, preset.node_wrap * 0.8);
    let keys = attribute.keys.join(" ");
    let cells = vec![
        Label::new(&attribute.kind, setting),
        Label::new(&attribute.name, setting),
        Label::new(
            &keys,
            Setting {
                bold: true,
                ..small
            },
        ),
        Label::new(&attribute.comment, small),
    ];
    Row { cells, main: 1 }
}

fn edge(entities: &[&Entity], relationship: &Relationship, preset: &Preset) -> Option<Edge> {
    let end = |id: &str| {
        entities
            .iter()
            .position(|entity| entity.id == id)
            .map(End::Node)
    };
    Some(Edge {
        label: Label::some(
            relationship.role.trim(),
            Setting::plain(EDGE_TEXT, preset.edge_wrap),
        ),
        stroke: if relationship.form.kind == "NON_IDENTIFYING" {
            Stroke::Dotted
        } else {
            Stroke::Solid
        },
        tail: foot(&relationship.form.at_from),
        head: foot(&relationship.form.at_to),
        ..Edge::new(end(&relationship.from)?, end(&relationship.to)?)
    })
}

fn foot(cardinality: &str) -> Head {
    match cardinality {
        "ZERO_OR_ONE" => Head::ZeroOrOne,
        "ZERO_OR_MORE" => Head::ZeroOrMany,
        "ONE_OR_MORE" => Head::Many,
        _ => Head::One,
    }
}

fn words(cardinality: &str) -> &'static str {
    match cardinality {
        "ZERO_OR_ONE" => "zero or one",
        "ZERO_OR_MORE" => "zero or more",
        "ONE_OR_MORE" => "one or more",
        _ => "exactly one",
    }
}

fn outline_of(model: &Model, entities: &[&Entity]) -> Vec<String> {
    let name = |id: &str| {
        let entity = entities.iter().find(|entity| entity.id == id);
        entity.map_or_else(|| id.to_owned(), |entity| plain_markdown(entity.name()))
    };
    let mut lines = Vec::new();
    for entity in entities {
        let attributes = entity.attributes.iter().map(|attribute| {
            let parts = [
                attribute.name.as_str(),
                &attribute.keys.join(" "),
                &attribute.comment,
            ]
            .map(str::to_owned);
            plain_text(&parts.join(" ")).trim().to_owned()
        });
        let attributes: Vec<String> = attributes.collect();
        let title = plain_markdown(entity.name());
        lines.push(if attributes.is_empty() {
            title
        } else {
            format!("{title}: {}", attributes.join(", "))
        });
    }
    for relationship in &model.relationships {
        lines.push(format!(
            "{} {} {} {} {}",
            words(&relationship.form.at_from),
            name(&relationship.from),
            plain_text(&relationship.role),
            words(&relationship.form.at_to),
            name(&relationship.to),
        ));
    }
    lines
}
