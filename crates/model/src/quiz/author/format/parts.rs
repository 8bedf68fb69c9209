//! What questions consist of.

use super::super::limits;
use super::{Answer, Markdown, Number, PartId, Printed, Regex, Unit};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};
use std::collections::BTreeMap;

/// When a question is asked.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Use {
    /// Before the text that answers it, as a guess.
    Pre,
    /// In its place in the text.
    Inline,
    /// Later again, mixed with others.
    Review,
    /// In an examination only.
    Exam,
}

/// How picked choices are scored.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum PicksScore {
    /// All right ones and no other.
    Exact,
    /// By the share of right ones, less the wrong ones.
    Partial,
}

/// How an order is scored.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum OrderScore {
    /// All or nothing.
    Exact,
    /// By the share of right neighbours.
    Adjacent,
}

/// A difference that does not count.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum LineFlag {
    /// Blanks at both ends.
    Trim,
    /// Upper and lower case.
    Case,
    /// How much blank stands between words.
    Space,
    /// Signs that end a word or sentence, and back-ticks.
    Punct,
    /// The shape of quotation marks and apostrophes.
    Quotes,
}

/// A difference that does not count in an output.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum OutputFlag {
    /// Blanks at both ends.
    Trim,
    /// Upper and lower case.
    Case,
    /// How much blank stands between words, line breaks included.
    Space,
    /// Signs that end a word or sentence, and back-ticks.
    Punct,
    /// The shape of quotation marks and apostrophes.
    Quotes,
    /// How lines end.
    Eol,
    /// Blanks at the ends of lines.
    Trailing,
}

/// Where a choice stays when the others are shuffled.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Pin {
    /// Before all others.
    First,
    /// After all others.
    Last,
}

/// One of several answers to pick from.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Choice {
    /// Its id for life, unique in the question.
    pub id: PartId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<PartId>>,
    /// Markdown: what it says.
    pub text: Markdown,
    /// Whether it is right; false if left out.
    pub correct: Option<bool>,
    /// Markdown: why it is right or wrong.
    pub feedback: Option<Markdown>,
    /// Markdown: what to say instead to somebody who did not pick it although it is right.
    pub feedback_missed: Option<Markdown>,
    /// Where it stays when the others are shuffled.
    pub pin: Option<Pin>,
}

/// What is to be said to each judgement of a claim.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Judgements {
    /// Markdown: what is to be said to "true".
    #[schemars(rename = "true")]
    pub to_true: Option<Markdown>,
    /// Markdown: what is to be said to "false".
    #[schemars(rename = "false")]
    pub to_false: Option<Markdown>,
}

/// An answer that is right.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Accepted {
    /// A text.
    Text(Answer),
    /// All texts that a regular expression matches.
    Regex(AcceptedRegex),
}

/// All texts that a regular expression matches as a whole.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AcceptedRegex {
    /// A regular expression within the part that Rust and browsers read alike.
    pub regex: Regex,
    /// A text that it must match.
    pub example: Option<Answer>,
}

/// A foreseen wrong text: either `match` or `regex`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{ "required": ["match"] }, { "required": ["regex"] }]))]
pub struct WrongText {
    /// The text.
    #[schemars(rename = "match")]
    pub exact: Option<Answer>,
    /// A regular expression for the whole text.
    pub regex: Option<Regex>,
    /// A text that the expression must match.
    pub example: Option<Answer>,
    /// Markdown: what the reader has mixed up.
    pub feedback: Markdown,
}

/// A foreseen wrong number: either `match` or `range`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{ "required": ["match"] }, { "required": ["range"] }]))]
pub struct WrongRange {
    /// The number.
    #[schemars(rename = "match")]
    pub exact: Option<Number>,
    /// The smallest and the largest number.
    #[schemars(length(equal = 2))]
    pub range: Option<Vec<Number>>,
    /// Markdown: what the reader has mixed up.
    pub feedback: Markdown,
}

/// A foreseen wrong output.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct WrongOutput {
    /// The output; or, of a failure, its line or words of its message. Only a failure may be left
    /// without.
    #[schemars(rename = "match")]
    pub exact: Option<Printed>,
    /// Whether it is that the program fails; false if left out.
    pub fails: Option<bool>,
    /// Markdown: what the reader has mixed up.
    pub feedback: Markdown,
}

/// How far off a number may be; the larger of the two counts.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub struct Tolerance {
    /// By so much.
    pub abs: Option<Number>,
    /// By this share of the answer: 0.05 for five percent.
    pub rel: Option<Number>,
}

/// The units that are understood.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Units {
    /// The unit of the answer.
    pub expect: Unit,
    /// Other units, with the number of expected units that one of each is: `MB: 1000`.
    #[schemars(schema_with = "factors", default)]
    pub accept: Option<BTreeMap<String, Number>>,
    /// Whether the unit must be given; false if left out.
    pub required: Option<bool>,
}

fn factors(generator: &mut SchemaGenerator) -> Schema {
    schema!({
        "type": "object",
        "additionalProperties": generator.subschema_for::<Number>(),
        "maxProperties": limits::ACCEPT,
    })
}

/// How near an estimate is for which part of the points. Bands become wider, and give less.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Band {
    /// The factor, above 1, by which an answer may be off.
    pub within: Number,
    /// The share of the points: 1 for the first band, less for wider ones.
    #[schemars(range(max = 1), extend("exclusiveMinimum" = 0))]
    pub score: f64,
}

/// One of several things to be ordered.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Item {
    /// Its id for life, unique in the question.
    pub id: PartId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<PartId>>,
    /// Markdown: what it says.
    pub text: Markdown,
}

/// What only seems to belong in an order.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Distractor {
    /// Its id for life, unique in the question.
    pub id: PartId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<PartId>>,
    /// Markdown: what it says.
    pub text: Markdown,
    /// Markdown: why it does not belong there.
    pub feedback: Option<Markdown>,
}

/// Two things that belong together.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Pair {
    /// Its id for life, unique in the question.
    pub id: PartId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<PartId>>,
    /// Markdown: the side that is given.
    pub left: Markdown,
    /// Markdown: the side that is to be found. Pairs may share one.
    pub right: Markdown,
    /// Markdown: why they belong together.
    pub feedback: Option<Markdown>,
}

/// A right side that belongs to nothing.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum ExtraRight {
    /// Markdown: what it says.
    Text(Markdown),
    /// What it says, with an id for life.
    WithId(RightSide),
}

/// A right side with an id for life.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RightSide {
    /// Its id, unique in the question.
    pub id: PartId,
    /// Markdown: what it says.
    pub text: Markdown,
}

/// A blank of a cloze.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Blank {
    /// The answer that is shown.
    pub answer: Answer,
    /// Other answers that are right.
    #[schemars(length(max = limits::ACCEPT))]
    pub accept: Option<Vec<Accepted>>,
    /// What there is to pick from; left out if the answer is to be typed.
    #[schemars(length(min = limits::BLANK_CHOICES.0, max = limits::BLANK_CHOICES.1))]
    pub choices: Option<Vec<Answer>>,
    /// Which differences do not count: `[trim, case, space, quotes]` if left out.
    pub normalize: Option<Vec<LineFlag>>,
}

/// How a program fails. Readers are asked for one of the two: the line, if it is given.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("minProperties" = 1))]
pub struct ErrorRule {
    /// The line that is at fault, counted from 1.
    #[schemars(range(min = 1, max = limits::LINES))]
    pub line: Option<u32>,
    /// What the message contains.
    pub contains: Option<Answer>,
}

/// One thing to look for in a free answer.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Criterion {
    /// Its id for life, unique in the question.
    pub id: PartId,
    /// Ids it had before.
    #[schemars(length(max = limits::FORMER_IDS))]
    pub was: Option<Vec<PartId>>,
    /// Markdown: what a good answer has.
    pub text: Markdown,
    /// What it is worth; 1 if left out.
    #[schemars(range(min = limits::POINTS.0, max = limits::POINTS.1))]
    pub points: Option<u8>,
}
