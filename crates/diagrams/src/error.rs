//! The one error of this crate: a sentence for the author, a place in its text, and often
//! a way out. Entry point: [`DiagramError`]. Invariant: `line` and `column` are at least 1.

use crate::place;

/// Why a picture could not be made from a text: Mermaid, pikchr, or a chart's YAML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (line {line}, column {column})")]
pub struct DiagramError {
    /// What is wrong, without the position.
    pub message: String,
    /// Line in the text, counted from 1.
    pub line: usize,
    /// Column in that line, counted from 1 in characters.
    pub column: usize,
    /// What the author may do about it.
    pub help: Option<String>,
}

impl DiagramError {
    /// An error about the picture as a whole, placed at its first line of text.
    pub(crate) fn whole(source: &str, message: impl Into<String>, help: &str) -> Self {
        Self::at(source, first_text(source), message, Some(help.to_owned()))
    }

    /// An error at a byte offset, which may lie outside the text or inside a character.
    pub(crate) fn at(
        source: &str,
        offset: usize,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        let (line, column) = place::position(source, offset);
        Self {
            message: message.into(),
            line,
            column,
            help,
        }
    }
}

fn first_text(source: &str) -> usize {
    source.len() - source.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_picture_is_placed_at_its_first_text() {
        let error = DiagramError::whole("\n\n  flow", "no", "help");
        assert_eq!((error.line, error.column), (3, 3));
        assert_eq!(error.to_string(), "no (line 3, column 3)");
    }
}
