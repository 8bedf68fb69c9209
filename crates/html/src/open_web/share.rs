//! The picture that a link preview shows: the book's title beside a path with stations.
//!
//! [`publish`] is the entry point. Invariant: it is drawn only if the site has a whole address, for
//! nobody finds it otherwise, and only when its text changes.

use super::xml_text;
use crate::HtmlError;
use crate::digest::digits;
use crate::picture::Drawing;
use crate::publish::Publisher;
use crate::settings::{BookSettings, Settings};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;

/// The size that previews ask for.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// How many letters fit in a line, and how many lines.
const TITLE_LETTERS: usize = 24;
const TITLE_LINES: usize = 4;
const TEXT_LETTERS: usize = 52;
const TEXT_LINES: usize = 3;
/// Our fonts have the letters up to here: Latin, Greek, Cyrillic.
const LAST_LETTER: char = '\u{52f}';

/// Publishes it and gives its name; empty if there is none.
pub(crate) fn publish(publisher: &Publisher, settings: &Settings) -> Result<String, HtmlError> {
    if settings.absolute_url("").is_empty() {
        return Ok(String::new());
    }
    let svg = drawn(&settings.book);
    let name = format!("share-{}.png", digits(&Sha256::digest(&svg), 4));
    publisher.offer_made(Path::new(&name), || {
        let drawing = Drawing::with_text(&svg);
        Ok(drawing.map_or_else(Vec::new, |drawing| drawing.png(WIDTH, HEIGHT, 1.0, None)))
    })?;
    Ok(name)
}

/// The picture as SVG.
fn drawn(book: &BookSettings) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
         <path fill=\"#00596d\" d=\"M0 0h{WIDTH}v{HEIGHT}H0z\"/>\
         <path fill=\"none\" stroke=\"#74c9dd\" stroke-width=\"10\" d=\"M1060-20V130C1060 220 940 220 940 315S1060 410 1060 500V660\"/>"
    );
    for (x, y, fill) in [
        (1060, 60, "#00596d"),
        (1000, 223, "#00596d"),
        (940, 315, "#ff8a4c"),
        (1000, 407, "#00596d"),
        (1060, 570, "#00596d"),
    ] {
        let radius = if fill == "#ff8a4c" { 30 } else { 18 };
        let _infallible = write!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"#fff\" stroke-width=\"8\"/>"
        );
    }
    let title = lines(&book.title, TITLE_LETTERS, TITLE_LINES);
    let text = lines(&book.description, TEXT_LETTERS, TEXT_LINES);
    let height = title.len() * 84 + text.len() * 42 + 30;
    let mut y = (HEIGHT as usize).saturating_sub(height) / 2 + 66;
    y = add_lines(&mut svg, &title, y, 76, 84, "#fff");
    add_lines(&mut svg, &text, y + 6, 31, 42, "#dcecf0");
    svg.push_str("</svg>");
    svg
}

fn add_lines(
    svg: &mut String,
    lines: &[String],
    mut y: usize,
    size: usize,
    step: usize,
    fill: &str,
) -> usize {
    for line in lines {
        let line = xml_text(line);
        let _infallible = write!(
            svg,
            "<text x=\"80\" y=\"{y}\" font-family=\"Libertinus Serif\" font-size=\"{size}\" fill=\"{fill}\">{line}</text>"
        );
        y += step;
    }
    y
}

/// The text in lines of whole words; none if our fonts do not have its letters.
fn lines(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    if text
        .chars()
        .any(|letter| letter > LAST_LETTER && !"–—‘’“”…".contains(letter))
    {
        return Vec::new();
    }
    for word in text.split_whitespace() {
        let count = lines.len();
        let Some(line) = lines.last_mut() else {
            break;
        };
        let longer = line.chars().count() + 1 + word.chars().count();
        if line.is_empty() || longer <= letters {
            let blank = if line.is_empty() { "" } else { " " };
            *line = format!("{line}{blank}{word}");
        } else if count < most {
            lines.push(word.to_owned());
        } else {
            line.push_str(" …");
            break;
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_whole_words_and_an_end() {
        assert_eq!(lines("one two three", 7, 3), ["one two", "three"]);
        assert_eq!(lines("one two three", 3, 2), ["one", "two …"]);
        assert_eq!(lines("", 3, 2), [""; 0]);
        assert_eq!(lines("网络", 3, 2), [""; 0]);
    }
}
