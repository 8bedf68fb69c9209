//! The kinds of diagram that are boxes and arrows: each module reads merman's model into a
//! [`crate::graph::Graph`] and writes the outline.

pub(crate) mod class;
pub(crate) mod entity;
pub(crate) mod flowchart;
pub(crate) mod state;

use crate::DiagramError;
use crate::paint::Tone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;

/// Reads merman's JSON into our own structs.
pub(crate) fn model<T: DeserializeOwned>(source: &str, value: &Value) -> Result<T, DiagramError> {
    T::deserialize(value).map_err(|error| {
        let message = format!("this form of diagram is not supported ({error})");
        DiagramError::whole(
            source,
            message,
            "Use the ordinary syntax of this kind of diagram.",
        )
    })
}

/// A `classDef` of class and entity diagrams.
#[derive(Deserialize)]
struct ClassDef {
    #[serde(default)]
    styles: Vec<String>,
}

/// The tone of a box from its own styles and the names of its classes.
fn tone(own: &[String], classes: &str, defined: &HashMap<String, ClassDef>) -> Tone {
    let styles = |name: &str| {
        let class = defined.get(name);
        class
            .map(|class| class.styles.as_slice())
            .unwrap_or_default()
    };
    let names: Vec<_> = classes
        .split_whitespace()
        .map(|name| (name, styles(name)))
        .collect();
    Tone::chosen(own, names.into_iter())
}

/// The order in which things were written: the parser ends its ids with a running number.
fn written(id: &str) -> (usize, &str) {
    let number = id.rsplit('-').next().and_then(|number| number.parse().ok());
    (number.unwrap_or(usize::MAX), id)
}
