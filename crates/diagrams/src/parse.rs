//! The only place that calls merman: Mermaid text to its semantic JSON model, with errors at the
//! author's line and column. Entry point: [`parse`].
//!
//! Invariant: a label comes out as the author typed it. Mermaid's parser would drop tags such as
//! `<script>` from labels as a defence of its HTML output; ours writes escaped text, so the `<` of
//! anything that looks like a tag is masked by a control character of equal length before parsing
//! (spans stay true) and unmasked by [`crate::label`].

use crate::{DiagramError, Kind, limits};
use merman::{Engine, ParseDiagnosticSpanKind, ParseOptions, TerminalDiagnostic};
use serde_json::Value;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Stands for the `<` of a tag inside a label while merman parses.
pub(crate) const MASKED_LESS_THAN: char = '\u{1}';

/// Stands for a `;` in a title or description, where the parser would end the statement.
pub(crate) const MASKED_SEMICOLON: char = '\u{2}';

/// What the parser found out.
pub(crate) struct Parsed {
    pub(crate) kind: Kind,
    pub(crate) title: Option<String>,
    pub(crate) model: Value,
}

/// Parses one diagram.
pub(crate) fn parse(source: &str) -> Result<Parsed, DiagramError> {
    limits::check_source(source)?;
    let masked = mask_descriptions(&mask_tags(source));
    // The parser is young. Nothing known makes it panic; should a text be found that does, that
    // text is an error of one diagram and not the end of a whole book's build.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        Engine::new().parse_diagram_sync(&masked, ParseOptions::strict())
    }));
    let diagram = match outcome {
        Ok(Ok(Some(diagram))) => diagram,
        Ok(Ok(None)) => return Err(undetected(source)),
        Ok(Err(error)) => return Err(located(source, TerminalDiagnostic::from(error))),
        Err(_) => {
            return Err(DiagramError::whole(
                source,
                "the diagram could not be read",
                SIMPLIFY,
            ));
        }
    };
    let kind = kind_of(&diagram.meta.diagram_type).ok_or_else(|| undetected(source))?;
    let model = diagram.model.into_unmanaged_value();
    limits::check_model(source, &model)?;
    Ok(Parsed {
        kind,
        title: diagram.meta.title,
        model,
    })
}

const SIMPLIFY: &str = "Take parts out until it renders, to find the line that it trips over.";

fn kind_of(diagram_type: &str) -> Option<Kind> {
    Some(match diagram_type {
        "flowchart-v2" | "flowchart" | "flowchart-elk" => Kind::Flowchart,
        "sequence" => Kind::Sequence,
        "stateDiagram" | "state" => Kind::State,
        "classDiagram" | "class" => Kind::Class,
        "er" => Kind::EntityRelationship,
        "gantt" => Kind::Gantt,
        "timeline" => Kind::Timeline,
        "mindmap" => Kind::Mindmap,
        "pie" => Kind::Pie,
        "xychart" => Kind::XyChart,
        "quadrantChart" => Kind::Quadrant,
        _ => return None,
    })
}

/// A `<` before a letter, `/` or `!` opens a tag, unless it is the second of `<<choice>>`.
fn mask_tags(source: &str) -> String {
    let mut masked = String::with_capacity(source.len());
    let mut before = ' ';
    let mut rest = source.chars().peekable();
    while let Some(c) = rest.next() {
        let opens = rest
            .peek()
            .is_some_and(|next| next.is_ascii_alphabetic() || "/!".contains(*next));
        let tag = c == '<' && opens && before != '<';
        masked.push(match c {
            '<' if tag => MASKED_LESS_THAN,
            MASKED_LESS_THAN | MASKED_SEMICOLON => ' ',
            other => other,
        });
        before = c;
    }
    masked
}

/// Semicolons in `accTitle:` and `accDescr:` lines are text.
fn mask_descriptions(source: &str) -> String {
    let mask = |line: &str| match line.trim_start().starts_with("acc") {
        true => line.replace(';', &MASKED_SEMICOLON.to_string()),
        false => line.to_owned(),
    };
    source.split_inclusive('\n').map(mask).collect()
}

fn undetected(source: &str) -> DiagramError {
    let word: String = source
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    let message = match word.is_empty() {
        true => "the diagram is empty".to_owned(),
        false => format!("`{word}` is not a kind of diagram that can be drawn here"),
    };
    DiagramError::whole(source, message, KINDS)
}

const KINDS: &str = "Start with flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, gantt, \
     timeline, mindmap, pie, xychart-beta or quadrantChart.";

fn located(source: &str, diagnostic: TerminalDiagnostic) -> DiagramError {
    let details = diagnostic.terminal_diagnostic_details();
    if details.code.contains("no_diagram_detected") || details.code.contains("unsupported") {
        return undetected(source);
    }
    let message = readable(&diagnostic.terminal_safe_message());
    let guessed = details.span_kind == Some(ParseDiagnosticSpanKind::Fallback);
    let offset = details
        .span
        .filter(|_| !guessed)
        .map(|span| span.start)
        .or_else(|| suspect(source, &message))
        .or(details.span.map(|span| span.start));
    let help = help_for(&message, source);
    match offset {
        Some(offset) => DiagramError::at(source, last_text(source, offset), message, help),
        None => DiagramError {
            help,
            ..DiagramError::whole(source, message, "")
        },
    }
}

/// Takes the parser's own prefix off, and shortens a list of forty expected tokens to the few
/// that an author can use.
fn readable(message: &str) -> String {
    let body = message.split_once("): ").map_or(message, |(_, body)| body);
    let body = body
        .replace(MASKED_LESS_THAN, "<")
        .replace(MASKED_SEMICOLON, ";");
    let body = match body.split_once(" at ") {
        Some((what, place)) if !place.is_empty() && place.chars().all(|c| c.is_ascii_digit()) => {
            what.to_owned()
        }
        _ => body,
    };
    match body.split_once("; expected ") {
        Some((found, expected)) if expected.split(", ").count() > 4 => found.to_owned(),
        Some((found, expected)) => format!("{found}; expected {expected}"),
        None => body,
    }
}

/// A parser that stops at the end of the text points behind the last line; the author looks for
/// the last thing written.
fn last_text(source: &str, offset: usize) -> usize {
    let written = source.trim_end().len();
    if offset <= written { offset } else { written }
}

/// Finds the line of an error that came without a position: an unclosed bracket, or the line that
/// holds what the message quotes.
fn suspect(source: &str, message: &str) -> Option<usize> {
    if message.contains("structural characters") || message.contains("nclosed") {
        return unclosed_bracket(source);
    }
    if let Some(name) = message.strip_prefix("Trying to inactivate an inactive participant (") {
        return deactivation(source, name.trim_end_matches(')'));
    }
    let quoted = message
        .rsplit_once(": ")
        .map_or(message, |(_, tail)| tail)
        .trim();
    let quoted = quoted
        .strip_prefix("Invalid date:")
        .unwrap_or(quoted)
        .trim();
    (!quoted.is_empty()).then(|| source.find(quoted)).flatten()
}

/// The first line that ends an activation of this participant, by `-` or in words.
fn deactivation(source: &str, name: &str) -> Option<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim();
        let in_words = text
            .strip_prefix("deactivate")
            .is_some_and(|rest| rest.trim() == name);
        let by_sign =
            text.starts_with(name) && [">-", "x-", ")-"].iter().any(|sign| text.contains(sign));
        if in_words || by_sign {
            return Some(start + line.len() - line.trim_start().len());
        }
        start += line.len();
    }
    None
}

fn unclosed_bracket(source: &str) -> Option<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut quoted = false;
        for (at, c) in line.char_indices() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '[' | '(' | '{' => open.push((at, c)),
                ']' | ')' | '}' => drop(open.pop()),
                _ => {}
            }
        }
        if let Some((at, _)) = open.first() {
            return Some(start + at);
        }
        start += line.len();
    }
    None
}

fn help_for(message: &str, source: &str) -> Option<String> {
    let contains = |part: &str| message.contains(part);
    let help = if contains("structural characters") {
        "Put the label in double quotes: A[\"f(x)\"]. Check that every bracket is closed."
    } else if contains("unexpected end;") && source.contains("flowchart") {
        "`end` closes a subgraph and cannot be a node's name; write End, or end[\"end\"] as E[\"end\"]."
    } else if contains("end of input") {
        "A block is still open: close it with `end` or `}`."
    } else if contains("statement separator") {
        "A message needs a colon and a text: A->>B: hello."
    } else if contains("inactivate an inactive") {
        "Each `-` or `deactivate` needs an earlier `+` or `activate` of the same participant."
    } else if contains("Unterminated") && contains("label") {
        "Close the label with the character that opened it: A -->|label| B."
    } else if contains("Invalid date") {
        "Write the date as dateFormat says, for example 2026-01-31."
    } else {
        return None;
    };
    Some(help.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_tags_but_not_arrows_or_stereotypes() {
        let source = "A <--> B[a <br/> b] state c <<choice>> x < 3";
        let masked = mask_descriptions(&mask_tags(source));
        assert_eq!(masked.len(), source.len());
        assert_eq!(masked.matches(MASKED_LESS_THAN).count(), 1);
        assert_eq!(masked.replace(MASKED_LESS_THAN, "<"), source);
    }

    #[test]
    fn a_mask_in_the_source_cannot_forge_a_tag() {
        assert!(!mask_tags("A[\u{1}b>x]").contains(MASKED_LESS_THAN));
    }

    #[test]
    fn long_lists_of_expected_tokens_are_cut() {
        let message = "Diagram parse error (sequence): unexpected end; expected a, b, c, d, e";
        assert_eq!(readable(message), "unexpected end");
        assert_eq!(
            readable("Diagram parse error (x): bad; expected a, b"),
            "bad; expected a, b"
        );
    }
}
