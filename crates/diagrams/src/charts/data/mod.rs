//! Charts from data: a `chart` fence of YAML, with its table inside or in a CSV file. Entry point:
//! [`draw`].
//!
//! Invariant: every cell of the chosen columns is drawn, left out because it is empty, or an error
//! that names it.

mod spec;
mod table;

use super::plot::{self, Axis, Form, Plot, Series};
use super::scale::{Ends, Scale};
use crate::svg::Svg;
use crate::{DiagramError, Picture, Target};
use spec::{AxisSpec, Data, Shape, Spec};
use table::{Column, Place, Table};

/// Reads a file beside the chapter: its text, or a sentence that says why not.
pub(crate) type Load<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// A chart with what its text calls it.
pub(crate) struct Chart {
    pub(crate) picture: Picture,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
}

/// Draws the chart that a fence describes.
pub(crate) fn draw(source: &str, load: Load<'_>, target: Target) -> Result<Chart, DiagramError> {
    let spec = spec::read(source)?;
    let table = match &spec.data.value {
        Data::File(name) => table::read_file(name, load)
            .map_err(|message| mistake(source, &spec.data_place(), message))?,
        Data::Columns(columns) => Table::of(columns),
    };
    let reader = Reader {
        source,
        spec: &spec,
        table: &table,
    };
    let plot = reader.plot()?;
    let mut svg = Svg::new(target);
    plot::draw(&plot, &mut svg);
    Ok(Chart {
        picture: Picture::new(svg, plot::outline(&plot), 0),
        title: spec.title,
        description: spec.description,
    })
}

fn mistake(source: &str, place: &Place, message: String) -> DiagramError {
    let offset = place.offset(source);
    let help = "A chart has `type`, `data` and mostly `x`, `y`, `title` and `description`.";
    DiagramError::at(source, offset, message, Some(help.to_owned()))
}

/// Turns a description and its table into a plot.
struct Reader<'a> {
    source: &'a str,
    spec: &'a Spec,
    table: &'a Table,
}

/// More than this is no picture.
const MOST_POINTS: usize = 4000;
const MOST_SERIES: usize = 8;

impl Reader<'_> {
    fn plot(&self) -> Result<Plot, DiagramError> {
        let Some((places, rest)) = self.table.columns.split_first() else {
            return Err(self.mistake("the data have no columns".to_owned()));
        };
        let columns = self.chosen(rest)?;
        let rows = places.cells.len();
        if rows == 0 || columns.is_empty() {
            let message = "the data need a column of places and at least one of values, with rows";
            return Err(self.mistake(message.to_owned()));
        }
        if let Some(other) = columns.iter().find(|column| column.cells.len() != rows) {
            let message = format!(
                "the column `{}` has {} cells where `{}` has {rows}",
                other.name,
                other.cells.len(),
                places.name
            );
            return Err(self.mistake(message));
        }
        if rows * columns.len() > MOST_POINTS || columns.len() > MOST_SERIES {
            let message = format!(
                "a chart shows at most {MOST_SERIES} columns and {MOST_POINTS} values in all"
            );
            return Err(self.mistake(message));
        }
        let numeric = self.numbers(places);
        let series = self.series(&columns, numeric.as_deref())?;
        let x = Axis {
            title: self.spec.x.title(&places.name),
            scale: self.places(places, numeric.as_deref())?,
        };
        let y = Axis {
            title: self.spec.y.title(only_name(&columns)),
            scale: self.values(&series)?,
        };
        Ok(Plot {
            x,
            y,
            series,
            stacked: self.spec.kind.value == Shape::StackedBar,
            sideways: self.spec.horizontal && self.has_bars(),
            labelled: self.spec.labels,
            limits: self.limits(),
        })
    }

    fn mistake(&self, message: String) -> DiagramError {
        mistake(self.source, &self.spec.data_place(), message)
    }

    fn has_bars(&self) -> bool {
        matches!(self.spec.kind.value, Shape::Bar | Shape::StackedBar)
    }

    /// The columns that become series: all but the first, or those that the author names.
    fn chosen<'t>(&self, rest: &'t [Column]) -> Result<Vec<&'t Column>, DiagramError> {
        let Some(names) = &self.spec.series else {
            return Ok(rest.iter().collect());
        };
        let find = |name: &spec::At<String>| {
            let column = rest.iter().find(|column| column.name == name.value);
            column.ok_or_else(|| {
                let known: Vec<&str> = rest.iter().map(|column| column.name.as_str()).collect();
                let message = format!(
                    "there is no column `{}`; there are: {}",
                    name.value,
                    known.join(", ")
                );
                mistake(self.source, &Place::of(name), message)
            })
        };
        names.iter().map(find).collect()
    }

    /// The places as numbers, if all are and the chart has no slots.
    fn numbers(&self, places: &Column) -> Option<Vec<f64>> {
        match self.has_bars() {
            true => None,
            false => places.cells.iter().map(table::Cell::number).collect(),
        }
    }

    fn series(
        &self,
        columns: &[&Column],
        numeric: Option<&[f64]>,
    ) -> Result<Vec<Series>, DiagramError> {
        let form = match self.spec.kind.value {
            Shape::Bar | Shape::StackedBar => Form::Bars,
            Shape::Line => Form::Line,
            Shape::Scatter => Form::Dots,
        };
        let series = |column: &&Column| {
            let mut points = Vec::new();
            for (index, cell) in column.cells.iter().enumerate() {
                let x = match numeric {
                    Some(numbers) => numbers.get(index).copied().unwrap_or_default(),
                    None => index as f64,
                };
                points.push((x, self.number(column, cell)?));
            }
            Ok(Series {
                name: column.name.clone(),
                form,
                points,
            })
        };
        columns.iter().map(series).collect()
    }

    /// The value of a cell; an empty one is a gap.
    fn number(&self, column: &Column, cell: &table::Cell) -> Result<f64, DiagramError> {
        if cell.text.is_empty() {
            return Ok(f64::NAN);
        }
        let log = self.spec.y.is_log();
        match cell.number() {
            Some(number) if number > 0.0 || !log => Ok(number),
            Some(_) => Err(self.bad_cell(column, cell, "has no place on a log scale")),
            None => Err(self.bad_cell(column, cell, "is no number")),
        }
    }

    fn bad_cell(&self, column: &Column, cell: &table::Cell, why: &str) -> DiagramError {
        let row = match &self.spec.data.value {
            Data::File(name) => format!("{name}, line {}, ", cell.row),
            Data::Columns(_) => String::new(),
        };
        let message = format!("{row}column `{}`: `{}` {why}", column.name, cell.text);
        let place = cell.place.unwrap_or_else(|| self.spec.data_place());
        mistake(self.source, &place, message)
    }

    fn places(&self, column: &Column, numeric: Option<&[f64]>) -> Result<Scale, DiagramError> {
        let Some(numbers) = numeric else {
            let names = column.cells.iter().map(|cell| cell.text.clone());
            return Ok(Scale::Names(names.collect()));
        };
        if self.spec.x.is_log() && numbers.iter().any(|number| *number <= 0.0) {
            let message = format!("column `{}`: a log scale starts above 0", column.name);
            return Err(self.mistake(message));
        }
        Ok(scale(&self.spec.x, numbers.iter().copied()))
    }

    fn values(&self, series: &[Series]) -> Result<Scale, DiagramError> {
        let points = series.iter().flat_map(|series| &series.points);
        let mut values: Vec<f64> = points.map(|point| point.1).collect();
        if self.spec.kind.value == Shape::StackedBar {
            values.extend(sums(series));
        }
        values.retain(|value| value.is_finite());
        if values.is_empty() {
            return Err(self.mistake("all cells are empty".to_owned()));
        }
        values.extend(self.spec.limits.iter().map(|limit| limit.at));
        if self.has_bars() {
            // Bars stand on zero; on a log scale the shortest must not vanish.
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            values.push(if self.spec.y.is_log() {
                least / 2.0
            } else {
                0.0
            });
        }
        Ok(scale(&self.spec.y, values.into_iter()))
    }

    fn limits(&self) -> Vec<(f64, String)> {
        let limits = self.spec.limits.iter();
        limits
            .map(|limit| (limit.at, limit.label.clone()))
            .collect()
    }
}

/// The name of the only column of values: the axis is named after it.
fn only_name<'a>(columns: &[&'a Column]) -> &'a str {
    match columns {
        [column] => &column.name,
        _ => "",
    }
}

/// The heights of stacked bars, those below the base apart.
fn sums(series: &[Series]) -> Vec<f64> {
    let rows = series.first().map_or(0, |series| series.points.len());
    let at = |row: usize, up: bool| {
        let values = series.iter().filter_map(|series| series.points.get(row));
        let values = values.map(|point| point.1);
        values
            .filter(|value| (*value >= 0.0) == up && value.is_finite())
            .sum::<f64>()
    };
    (0..rows)
        .flat_map(|row| [at(row, true), at(row, false)])
        .collect()
}

fn scale(axis: &AxisSpec, values: impl Iterator<Item = f64> + Clone) -> Scale {
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let fixed = Ends {
        low: axis.min.filter(|min| min.is_finite()),
        high: axis.max.filter(|max| max.is_finite()),
    };
    match axis.is_log() {
        true => Scale::log(low, high, fixed),
        false => Scale::linear(low, high, fixed),
    }
}

#[cfg(test)]
mod tests {
    use crate::{DiagramError, Options, render_chart};

    fn drawn(data: &str) -> Result<String, DiagramError> {
        let head = "title: T\ndescription: D.\ntype: line\ny: { scale: log }\n";
        let load = |_: &str| Ok(format!("x,y\n{}", "1,2\n".repeat(300_000)));
        let options = Options::default();
        render_chart(&format!("{head}data: {data}\n"), "d", &options, &load).map(|chart| chart.svg)
    }

    #[test]
    fn the_greatest_numbers_have_an_axis() {
        assert!(drawn("{ x: [1, 2], y: [0.001, 1.5e308] }").is_ok());
    }

    #[test]
    fn cells_and_names_stay_as_they_are_written() {
        let head = "title: T\ndescription: D.\ntype: bar\n";
        let data = "data: { y: [no, 3.10, 0o17], on: [1, 2.50, ~] }\n";
        let load = |_: &str| Err(String::new());
        let chart = render_chart(&format!("{head}{data}"), "d", &Options::default(), &load);
        let outline = chart.unwrap().outline;
        assert_eq!(outline[..2], ["no: on 1", "3.10: on 2.5"]);
        assert!(outline[2].starts_with("0o17"), "{outline:?}");
    }

    #[test]
    fn columns_of_different_lengths_and_endless_files_are_refused() {
        let message = drawn("{ x: [1, 2], y: [1, 2, 3] }").unwrap_err().message;
        assert!(message.contains("3 cells where `x` has 2"), "{message}");
        let message = drawn("long.csv").unwrap_err().message;
        assert!(message.contains("at most"), "{message}");
    }
}
