//! Single values of a quiz file.
//!
//! Invariant: a text may look like a number or a truth value to YAML (`429`, `no`): the reader
//! takes every scalar as it was typed.

use super::super::limits;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Ids of questions' parts, as a regular expression.
pub(super) const PART_ID: &str = "^[a-z0-9-]{1,40}$";
const QUESTION_ID: &str = "^[a-z0-9-]{2,40}$";
const QUIZ_ID: &str = "^[a-z0-9-]{2,60}$";
const FORMER_ID: &str = "^([a-z0-9-]{2,60}/)?[a-z0-9-]{1,40}$";
const REFERENCE: &str = "^[^/:#\\s][^:#\\s]*\\.md(#[^#\\s]*)?$";
const ONE_LINE: &str = "^[^\\n␞␟]*[^\\s␞␟][^\\n␞␟]*$";
const SOMETHING: &str = "\\S";
const LANG: &str = "^[^\\s`]+$";
const TAG: &str = "^[^,\\s]([^,\\n]*[^,\\s])?$";
const UNIT: &str = "^[^\\s\\d␞␟]([^\\n␞␟]*[^\\s␞␟])?$";

macro_rules! scalars {
    ($($(#[doc = $doc:literal])* $name:ident: $pattern:expr, $most:expr;)*) => {$(
        $(#[doc = $doc])*
        pub struct $name;

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": ["string", "number", "boolean"],
                    "pattern": $pattern,
                    "maxLength": $most,
                })
            }
        }
    )*};
}

scalars! {
    /// The id of a quiz.
    QuizId: QUIZ_ID, 60;
    /// The id of a question.
    QuestionId: QUESTION_ID, 40;
    /// The id of a part of a question.
    PartId: PART_ID, 40;
    /// An id that a question had before.
    FormerQuestionId: FORMER_ID, 101;
    /// A line of Markdown.
    Title: SOMETHING, limits::TITLE;
    /// The path of a page, perhaps with a heading.
    Reference: REFERENCE, limits::PATH;
    /// Markdown.
    Markdown: SOMETHING, limits::PROSE;
    /// An answer of one line.
    Answer: ONE_LINE, limits::ANSWER;
    /// What a program prints.
    Printed: SOMETHING, limits::OUTPUT;
    /// A regular expression within the part that Rust and browsers read alike.
    Regex: ONE_LINE, limits::ANSWER;
    /// A language's name.
    Lang: LANG, limits::LANG;
    /// A topic.
    Tag: TAG, limits::TAG;
    /// A unit.
    Unit: UNIT, limits::UNIT;
}

/// A number as people write it: `1500`, `1,500`, `1.5e3`, `2^20`.
pub struct Number;

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["number", "string"],
            "pattern": "^\\s*[-+−–]?[.\\d]",
            "maxLength": limits::NUMBER,
        })
    }
}
