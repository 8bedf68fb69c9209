//! The YAML of a `chart` fence. Entry point: [`read`].
//!
//! Invariant: unknown keys are errors, and columns keep the author's order.

use super::table::Place;
use crate::DiagramError;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_saphyr::Spanned;
use std::fmt;

/// A value with its place.
pub(super) type At<T> = Spanned<T>;

/// A whole fence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Spec {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: At<Shape>,
    #[serde(default)]
    pub(super) x: AxisSpec,
    #[serde(default)]
    pub(super) y: AxisSpec,
    pub(super) data: At<Data>,
    pub(super) series: Option<Vec<At<String>>>,
    #[serde(default)]
    pub(super) limits: Vec<Limit>,
    #[serde(default)]
    pub(super) labels: bool,
    #[serde(default)]
    pub(super) horizontal: bool,
}

/// The sort of chart.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Shape {
    Line,
    Bar,
    StackedBar,
    Scatter,
}

/// What is said about an axis.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct AxisSpec {
    label: Option<String>,
    unit: Option<String>,
    #[serde(default)]
    scale: Measure,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Measure {
    #[default]
    Linear,
    Log,
}

impl AxisSpec {
    pub(super) fn is_log(&self) -> bool {
        self.scale == Measure::Log
    }

    /// The label, or else the column's name, with the unit.
    pub(super) fn title(&self, column: &str) -> String {
        let label = self.label.as_deref().unwrap_or(column);
        match &self.unit {
            Some(unit) if label.is_empty() => unit.clone(),
            Some(unit) => format!("{label} ({unit})"),
            None => label.to_owned(),
        }
    }
}

/// A line across the chart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Limit {
    pub(super) at: f64,
    pub(super) label: String,
}

/// The table: a file's name, or columns by their names.
pub(super) enum Data {
    File(String),
    Columns(Vec<(String, Vec<At<CellText>>)>),
}

/// A cell or a column's name as it was written, whatever type YAML would see in it.
pub(super) struct CellText(pub(super) String);

impl Spec {
    pub(super) fn data_place(&self) -> Place {
        Place::of(&self.data)
    }
}

/// Reads a fence.
pub(super) fn read(source: &str) -> Result<Spec, DiagramError> {
    crate::limits::check_source(source)?;
    serde_saphyr::from_str(source).map_err(|error| {
        let place = error.location().map_or_else(Place::default, Place::at);
        let message = error.without_snippet().to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        super::mistake(source, &place, message.to_owned())
    })
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DataVisitor)
    }
}

struct DataVisitor;

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a CSV file, or columns such as `load: [1, 2]`")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Data, E> {
        Ok(Data::File(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let mut columns = Vec::new();
        while let Some(name) = map.next_key::<CellText>()? {
            columns.push((name.0, map.next_value()?));
        }
        Ok(Data::Columns(columns))
    }
}

impl<'de> Deserialize<'de> for CellText {
    /// As it was written: `no` is no truth and `3.10` is not 3.1. An empty cell and `~` are gaps.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
        Ok(Self(text.trim().to_owned()))
    }
}
