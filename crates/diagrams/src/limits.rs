//! Bounds on what one picture may hold, so that no text makes the build hang or overflow a stack.
//! Entry points: [`check_source`] before parsing, [`check_model`] after.
//!
//! Invariant: everything behind these checks may recurse over groups and be quadratic in boxes.

use crate::DiagramError;
use serde_json::Value;

/// Longest text of a picture, in bytes: Mermaid, pikchr, or a chart's YAML.
pub(crate) const MAX_SOURCE: usize = 50 * 1024;
/// Deepest nesting of subgraphs, states, blocks or mind-map branches.
pub(crate) const MAX_DEPTH: usize = 24;
const MAX_ITEMS: usize = 250;

const SPLIT: &str = "Split it: a reader follows about fifteen boxes in one picture.";
const FLATTEN: &str = "Nest less deeply; two levels are readable.";

/// Refuses what is too long, or nested too deeply for recursive parsers.
pub(crate) fn check_source(source: &str) -> Result<(), DiagramError> {
    if source.len() > MAX_SOURCE {
        let message = format!("the diagram is longer than {} KB", MAX_SOURCE / 1024);
        return Err(DiagramError::whole(source, message, SPLIT));
    }
    if let Some(c) = source
        .chars()
        .find(|c| c.is_control() && !"\n\r\t".contains(*c))
    {
        let at = source.find(c).unwrap_or_default();
        let message = format!(
            "the control character U+{:04X} cannot be shown",
            u32::from(c)
        );
        return Err(DiagramError::at(source, at, message, None));
    }
    match too_deep(source) {
        Some(at) => Err(nested(source, at)),
        None => Ok(()),
    }
}

fn nested(source: &str, at: usize) -> DiagramError {
    let message = format!("blocks are nested more than {MAX_DEPTH} deep");
    DiagramError::at(source, at, message, Some(FLATTEN.to_owned()))
}

/// The offset of the first line that opens a block too deep, counted by its first word or its
/// brackets; a mind map is counted by its indentation when it is laid out.
fn too_deep(source: &str) -> Option<usize> {
    let (mut depth, mut start) = (0_usize, 0);
    for line in source.split_inclusive('\n') {
        let word = line.split_whitespace().next().unwrap_or_default();
        let braces = line.matches(['{', '[', '(']).count();
        match word {
            "subgraph" | "loop" | "alt" | "opt" | "par" | "critical" | "break" | "rect" | "box" => {
                depth += 1
            }
            "end" => depth = depth.saturating_sub(1),
            "}" => depth = depth.saturating_sub(1),
            "state" | "namespace" if line.trim_end().ends_with('{') => depth += 1,
            _ => {}
        }
        if depth > MAX_DEPTH || braces > 4 * MAX_DEPTH {
            return Some(start + line.len() - line.trim_start().len());
        }
        start += line.len();
    }
    None
}

/// Refuses more boxes, arrows or messages than a page can show.
pub(crate) fn check_model(source: &str, model: &Value) -> Result<(), DiagramError> {
    const LISTS: [&str; 14] = [
        "nodes",
        "edges",
        "subgraphs",
        "messages",
        "actors",
        "classes",
        "relations",
        "entities",
        "relationships",
        "tasks",
        "sections",
        "points",
        "plots",
        "notes",
    ];
    let longest = LISTS
        .iter()
        .filter_map(|list| model.get(list))
        .map(length)
        .max();
    match longest {
        Some(count) if count > MAX_ITEMS => {
            let message = format!(
                "the diagram has {count} parts of one sort; at most {MAX_ITEMS} can be drawn"
            );
            Err(DiagramError::whole(source, message, SPLIT))
        }
        _ => Ok(()),
    }
}

fn length(value: &Value) -> usize {
    value
        .as_array()
        .map(Vec::len)
        .or_else(|| value.as_object().map(serde_json::Map::len))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_depth_and_control_characters_are_bounded() {
        assert!(check_source("flowchart TD\n  A --> B\n").is_ok());
        assert!(check_source(&"x".repeat(MAX_SOURCE + 1)).is_err());
        let deep = format!("flowchart TD\n{}", "subgraph s\n".repeat(MAX_DEPTH + 1));
        let error = check_source(&deep).unwrap_err();
        assert_eq!(error.line, MAX_DEPTH + 2);
        let error = check_source("flowchart TD\n A[\u{7}]").unwrap_err();
        assert_eq!((error.line, error.column), (2, 4));
    }
}
