//! The kinds of diagram that are not boxes and arrows. Each module reads merman's model, places
//! the parts and writes the outline.

pub(crate) mod gantt;
pub(crate) mod mindmap;
pub(crate) mod pie;
pub(crate) mod quadrant;
pub(crate) mod timeline;
pub(crate) mod xychart;

mod scale;

use crate::label::{Label, Setting};

/// The letters of charts.
const TEXT: f64 = 13.5;

/// A chart's text in one line.
fn line(text: &str) -> Label {
    Label::new(text.trim(), Setting::plain(TEXT, f64::INFINITY))
}

/// A number as a reader writes it: no more decimals than needed.
fn value(number: f64) -> String {
    crate::svg::num(number)
}
