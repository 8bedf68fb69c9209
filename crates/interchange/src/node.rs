//! Builds the tree that a YAML file of the same content would give.
//!
//! [`Map`] is the entry point. Invariant: every node has a place in the file that is read, and
//! what is a text there stays one, however much it looks like a number.

use coursebook_model::quiz::author::tree::{Node, Value};
use std::ops::Range;

/// Something written, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// What it says.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

impl Written {
    /// `value`, said to stand at `range`.
    pub(crate) fn new(value: impl Into<String>, range: &Range<usize>) -> Written {
        Written {
            value: value.into(),
            range: range.clone(),
        }
    }

    /// A text, exactly as it is.
    pub(crate) fn verbatim(&self) -> Node {
        scalar(&self.value, &self.range, false)
    }

    /// A Markdown text: without empty lines around it, and with a line's end if it has several.
    pub(crate) fn prose(&self) -> Node {
        let text = self.value.trim_end();
        let text = text.trim_start_matches(['\n', '\r']);
        match text.contains('\n') {
            true => scalar(&format!("{text}\n"), &self.range, false),
            false => scalar(text.trim_start(), &self.range, false),
        }
    }
}

/// A number or a truth value.
pub(crate) fn plain(value: impl ToString, range: &Range<usize>) -> Node {
    scalar(&value.to_string(), range, true)
}

/// A text of ours at a place of the author's.
pub(crate) fn text(value: &str, range: &Range<usize>) -> Node {
    scalar(value, range, false)
}

/// A list.
pub(crate) fn list(nodes: Vec<Node>, range: &Range<usize>) -> Node {
    Node {
        range: range.clone(),
        value: Value::List(nodes),
    }
}

fn scalar(text: &str, range: &Range<usize>, plain: bool) -> Node {
    Node {
        range: range.clone(),
        value: Value::Scalar {
            text: text.to_owned(),
            plain,
        },
    }
}

/// A mapping that is being filled.
pub(crate) struct Map {
    range: Range<usize>,
    pairs: Vec<(Node, Node)>,
}

impl Map {
    /// An empty mapping that stands at `range`.
    pub(crate) fn new(range: &Range<usize>) -> Map {
        Map {
            range: range.clone(),
            pairs: Vec::new(),
        }
    }

    /// Adds a field.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: Node) -> Map {
        let key = text(key, &value.range);
        self.pairs.push((key, value));
        self
    }

    /// Adds a field if there is something to say.
    #[must_use]
    pub(crate) fn with_some(self, key: &str, value: Option<Node>) -> Map {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a list unless it is empty.
    #[must_use]
    pub(crate) fn with_list(self, key: &str, nodes: Vec<Node>) -> Map {
        let range = nodes.first().map(|node| node.range.clone());
        self.with_some(key, range.map(|range| list(nodes, &range)))
    }

    /// The mapping.
    pub(crate) fn done(self) -> Node {
        Node {
            range: self.range,
            value: Value::Map(self.pairs),
        }
    }
}
