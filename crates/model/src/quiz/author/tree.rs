//! A quiz file as a tree of located nodes: [`Node`].
//!
//! YAML is read into one, and so are the formats of others, whose readers build the tree that a
//! YAML file of the same content would give. Invariant: every node knows its place in the file
//! that the author wrote.

use std::ops::Range;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Byte offsets in the file. A list or mapping has the place of its start.
    pub range: Range<usize>,
    /// What stands there.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, a number, a truth value: whatever the reader of the field makes of it.
    Scalar {
        /// As typed, with YAML's escapes and folds undone.
        text: String,
        /// Neither quoted nor a block.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping; keys may still be doubled.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// What the value is called in messages.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar { text, plain: true } if text.is_empty() => "nothing",
            Value::Scalar { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}
