//! The kinds of diagram that are boxes and arrows: each module reads merman's model into a
//! [`crate::graph::Graph`] and writes the outline.

pub(crate) mod class;
pub(crate) mod entity;
pub(crate) mod flowchart;
pub(crate) mod state;

use crate::DiagramError;
use serde::de::DeserializeOwned;
use serde_json::Value;

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

/// The order in which things were written: the parser ends its ids with a running number.
fn written(id: &str) -> (usize, &str) {
    let number = id.rsplit('-').next().and_then(|number| number.parse().ok());
    (number.unwrap_or(usize::MAX), id)
}
