//! Hand-placed figures in pikchr, for packets, memory, pages and rings. Entry point: [`draw`].
//!
//! pikru evaluates the text; its SVG is read back shape by shape and drawn anew, so that a figure
//! has the theme's classes, measured texts and nothing else. Invariant: a text that would take long
//! to evaluate is refused before ([`guard`]).

mod colours;
mod guard;
mod redraw;
mod vocabulary;

use crate::svg::Svg;
use crate::{DiagramError, Picture, Target, place};
use pikru::RenderOptions;
use pikru::errors::PikruError;
use std::fmt::Write;

/// A figure, and where its author chose colours of their own.
pub(crate) struct Figure {
    pub(crate) picture: Picture,
    pub(crate) has_own_colours: bool,
}

/// Draws a figure.
pub(crate) fn draw(source: &str, target: Target) -> Result<Figure, DiagramError> {
    crate::limits::check_source(source)?;
    guard::check(source)?;
    // The names of tones are variables. They stand on the first line, so that lines keep their
    // numbers.
    let mut prelude = String::new();
    for (name, code) in colours::TOKENS {
        let _ = write!(prelude, "{name} = 0x{code:06x}; ");
    }
    let text = format!("{prelude}{source}");
    let evaluated = pikru::parse::parse(&text)
        .and_then(pikru::macros::expand_macros)
        .and_then(|program| {
            pikru::render::render_with_options(&program, &RenderOptions::default())
        });
    let drawn = evaluated.map_err(|error| located(source, prelude.len(), &error))?;
    let mut svg = Svg::new(target);
    let seen = redraw::redraw(&drawn, &mut svg).map_err(|message| {
        let named = message.split('`').nth(1).and_then(|name| source.find(name));
        DiagramError::at(source, named.unwrap_or(0), message, Some(HELP.to_owned()))
    })?;
    Ok(Figure {
        picture: Picture::new(svg, seen.texts, 0),
        has_own_colours: seen.has_own_colours,
    })
}

const HELP: &str = "The language is described at https://pikchr.org/home/doc/trunk/doc/grammar.md.";

/// The error in the author's text, without what was put before it.
fn located(source: &str, prelude: usize, error: &PikruError) -> DiagramError {
    let message = error.to_string();
    let help = Some(HELP.to_owned());
    if let Some((line, column, message)) = syntax(&message) {
        let column = if line == 1 {
            column.saturating_sub(prelude)
        } else {
            column
        };
        return DiagramError::at(source, place::offset(source, line, column), message, help);
    }
    let named = quoted(&message).and_then(|name| source.find(name));
    match named {
        Some(at) => DiagramError::at(source, at, message, help),
        None => DiagramError::whole(source, message, HELP),
    }
}

/// Line, column and sentence of a syntax error: pest draws the line before it says what it wants.
fn syntax(message: &str) -> Option<(usize, usize, String)> {
    let (_, place) = message.split_once("--> ")?;
    let (place, rest) = place.split_once('\n')?;
    let (line, column) = place.trim().split_once(':')?;
    let wants = rest
        .lines()
        .find_map(|line| line.trim().strip_prefix("= "))?;
    let wants = match wants.split_once("expected ") {
        Some((_, tokens)) if tokens.split(", ").count() > 4 => "this is not pikchr".to_owned(),
        Some((_, tokens)) => format!("expected {}", tokens.replace('_', " ")),
        None => wants.to_owned(),
    };
    Some((line.parse().ok()?, column.parse().ok()?, wants))
}

/// The name that a message is about.
fn quoted(message: &str) -> Option<&str> {
    let name = message
        .rsplit_once(": ")
        .map(|(_, name)| name)
        .or_else(|| message.split('\'').nth(1))?;
    let name = name.trim();
    (!name.is_empty() && !name.contains(' ')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(source: &str) -> DiagramError {
        match draw(source, Target::Page) {
            Ok(_) => panic!("{source} was drawn"),
            Err(error) => error,
        }
    }

    #[test]
    fn mistakes_are_located() {
        let unclosed = error("box \"a\"\narrow from\nbox");
        assert_eq!(unclosed.line, 2, "{unclosed}");
        let first = error("bxo ]");
        assert_eq!(first.line, 1, "{first}");
        assert!(first.column <= 6, "{first}");
        let unknown = error("box\narrow from Nowhere.e");
        assert_eq!((unknown.line, unknown.column), (2, 12), "{unknown}");
        let unset = error("x = 1\nbox width y2");
        assert_eq!((unset.line, unset.column), (2, 11), "{unset}");
    }

    #[test]
    fn what_is_defined_somewhere_is_known() {
        let source = "define mk { box $1 fill good color aliceblue }\nmk(\"a\")\nA: box\nx = 1cm; x += 2mm\n\
                      arrow from A.e right x then down 50%\nline from 1st box.s to last arrow.end";
        let drawn = draw(source, Target::Page);
        assert!(drawn.is_ok(), "{:?}", drawn.err());
        assert_eq!(error("box\nbox color nosuch").line, 2);
    }
}
