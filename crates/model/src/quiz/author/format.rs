//! The format of quiz files as types, from which the JSON Schema for editors is made.
//!
//! [`json_schema`] is the entry point; the doc comments are what editors show. Invariant: what the
//! readers of this folder take, the schema allows, and its properties are the fields that they ask
//! for (a test compares them). It cannot say all that the readers check: that one choice is right,
//! say.

mod parts;
mod questions;
mod scalars;

pub use parts::*;
pub use questions::*;
pub use scalars::*;

use super::limits;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The JSON Schema (draft 7) of a quiz file, as text.
pub fn json_schema() -> String {
    let settings = SchemaSettings::draft07().with_transform(without_null);
    let root = settings.into_generator().into_root_schema_for::<Quiz>();
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:#}", sorted(root.to_value()));
    text
}

/// A field may be left out, but it cannot stand there without a value.
fn without_null(schema: &mut Schema) {
    // The names of Rust's types of numbers, which no editor knows.
    schema.remove("format");
    let null = |value: &Value| *value == "null" || value.get("type").is_some_and(|of| of == "null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|value| !null(value));
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf") {
        choices.retain(|value| !null(value));
        if let [only] = choices.as_slice() {
            let only = only.clone();
            schema.remove("anyOf");
            schema.insert("allOf".to_owned(), Value::Array(vec![only]));
        }
    }
    transform_subschemas(&mut without_null, schema);
}

/// With its keys in order, whatever other crates have chosen for all maps of the program.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        Value::Object(map) => {
            let map: BTreeMap<_, _> = map.into_iter().collect();
            Value::Object(
                map.into_iter()
                    .map(|(key, value)| (key, sorted(value)))
                    .collect(),
            )
        }
        other => other,
    }
}

/// A quiz of a Coursebook book.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Quiz {
    /// The version of this format.
    #[schemars(extend("const" = 1))]
    pub schema: u8,
    /// Its id for life, unique in the book: readers' answers are kept under it.
    pub id: QuizId,
    /// The line above it.
    pub title: Option<Title>,
    /// The only page that may use it, relative to the content folder, perhaps with the heading that
    /// it belongs to: `phase-1/caching.md`, `phase-1/caching.md#staleness`.
    pub section: Option<Reference>,
    /// What holds for questions that do not say otherwise.
    pub defaults: Option<Defaults>,
    /// Stems that several questions share, by name: Markdown.
    #[schemars(schema_with = "contexts", default)]
    pub contexts: Option<BTreeMap<String, Markdown>>,
    /// What is asked, in order.
    #[schemars(length(min = 1, max = limits::QUESTIONS))]
    pub questions: Vec<Question>,
}

fn contexts(generator: &mut SchemaGenerator) -> Schema {
    named::<Markdown>(generator, limits::CONTEXTS)
}

/// A mapping with ids as keys.
fn named<T: JsonSchema>(generator: &mut SchemaGenerator, most: usize) -> Schema {
    schema!({
        "type": "object",
        "propertyNames": { "pattern": PART_ID },
        "additionalProperties": generator.subschema_for::<T>(),
        "maxProperties": most,
    })
}

/// What holds for the questions of a quiz that do not say otherwise.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Defaults {
    /// How many tries there are before the answer is shown; 2 if left out.
    #[schemars(range(min = 1, max = 5))]
    pub attempts: Option<u8>,
    /// Whether choices come in another order at each try; true if left out.
    pub shuffle: Option<bool>,
    /// Whether readers are asked how sure they are; true if left out.
    pub confidence: Option<bool>,
    /// Whether questions come again in review; true if left out.
    pub review: Option<bool>,
}

/// A question: one of eleven types, or one that is no longer asked.
pub struct Question;

impl JsonSchema for Question {
    fn schema_name() -> Cow<'static, str> {
        "Question".into()
    }

    /// By conditions on the type rather than as alternatives, so that an editor complains of the
    /// field at fault and not of all types at once.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let types = types(generator);
        let names: Vec<_> = types.iter().map(|(name, _)| *name).collect();
        let conditions = types.iter().map(|(name, schema)| {
            schema!({
                "if": { "properties": { "type": { "const": name } } },
                "then": schema,
            })
        });
        let conditions: Vec<_> = conditions.collect();
        schema!({
            "description": "A question: one of eleven types, or one that is no longer asked.",
            "type": "object",
            "required": ["id"],
            "if": {
                "properties": { "retired": { "const": true } },
                "required": ["retired"],
            },
            "then": generator.subschema_for::<Retired>(),
            "else": {
                "required": ["type"],
                "properties": {
                    "type": {
                        "description": "How it is answered.",
                        "enum": names,
                    },
                },
                "allOf": conditions,
            },
        })
    }
}

/// A question that is no longer asked; its other fields may stay as they were.
#[derive(JsonSchema)]
pub struct Retired {
    /// Its id, never to be used again.
    pub id: QuestionId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<FormerQuestionId>>,
    /// No longer asked; kept for old progress.
    #[schemars(extend("const" = true))]
    pub retired: bool,
}
