//! The kinds of diagram that are not boxes and arrows. Each module reads merman's model, places
//! the parts and writes the outline.

pub(crate) mod data;
pub(crate) mod gantt;
pub(crate) mod mindmap;
pub(crate) mod pie;
pub(crate) mod quadrant;
pub(crate) mod timeline;
pub(crate) mod xychart;

mod plot;
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
    let rounded = crate::svg::num(number);
    match rounded.as_str() {
        // What two decimals do not show is written with the digits that count.
        "0" if number != 0.0 && number.is_finite() => format!("{number:.2e}"),
        _ => rounded,
    }
}

/// The same with thin spaces between thousands.
fn grouped(number: f64) -> String {
    let plain = value(number);
    let digits = plain.trim_start_matches('-');
    let whole = digits.find('.').unwrap_or(digits.len());
    if whole < 5 || digits.contains('e') {
        return plain;
    }
    let mut text = String::new();
    for (index, digit) in plain.char_indices() {
        let left = (plain.len() - digits.len() + whole).saturating_sub(index);
        if left > 0 && left % 3 == 0 && text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_readers() {
        assert_eq!(value(0.5), "0.5");
        assert_eq!(value(0.0), "0");
        assert_eq!(value(0.00012), "1.20e-4");
        assert_eq!(grouped(1000.0), "1000");
        assert_eq!(grouped(-1234567.5), "-1\u{202f}234\u{202f}567.5");
        assert_eq!(grouped(42000.0), "42\u{202f}000");
    }
}
