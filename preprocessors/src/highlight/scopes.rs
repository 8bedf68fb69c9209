//! From a grammar's scopes to a few classes.
//!
//! [`Painter`] is the entry point. The classes are `c` comment, `s` string, `n` number or
//! constant, `k` keyword, `f` function, `t` type or tag, `v` variable or attribute, `i` inserted,
//! `d` deleted.

use crate::markdown::push_escaped;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Highlights code of one language.
pub(super) struct Painter<'a> {
    syntaxes: &'a SyntaxSet,
    state: ParseState,
    stack: ScopeStack,
    html: String,
    open: Option<&'static str>,
}

impl<'a> Painter<'a> {
    /// A painter at the start of a text.
    pub(super) fn new(syntaxes: &'a SyntaxSet, syntax: &SyntaxReference) -> Painter<'a> {
        let state = ParseState::new(syntax);
        Painter {
            syntaxes,
            state,
            stack: ScopeStack::new(),
            html: String::new(),
            open: None,
        }
    }

    /// The code as HTML. A line that the grammar cannot read is printed plain.
    pub(super) fn paint(mut self, code: &str) -> String {
        for line in code.split_inclusive('\n') {
            self.line(line);
        }
        self.switch(None);
        self.html
    }

    fn line(&mut self, line: &str) {
        let operations = self
            .state
            .parse_line(line, self.syntaxes)
            .unwrap_or_default();
        let mut done = 0;
        for (at, operation) in operations {
            self.text(line.get(done..at).unwrap_or(""));
            done = done.max(at);
            // A stack that does not fit the operation only loses colours.
            let _ = self.stack.apply(&operation);
        }
        self.text(line.get(done..).unwrap_or(""));
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !text.trim().is_empty() {
            self.switch(class(self.stack.as_slice()));
        }
        push_escaped(&mut self.html, text);
    }

    fn switch(&mut self, class: Option<&'static str>) {
        if self.open == class {
            return;
        }
        if self.open.is_some() {
            self.html.push_str("</span>");
        }
        if let Some(class) = class {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.open = class;
    }
}

/// Scope prefixes and their classes; the first that fits the innermost scope wins.
static CLASSES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    [
        ("comment", Some("c")),
        ("punctuation.definition.comment", Some("c")),
        ("string", Some("s")),
        ("punctuation.definition.string", Some("s")),
        ("constant.character.escape", Some("n")),
        ("constant", Some("n")),
        ("keyword.operator", None),
        ("keyword", Some("k")),
        ("storage.type.numeric", Some("n")),
        ("storage", Some("k")),
        ("entity.name.function", Some("f")),
        ("support.function", Some("f")),
        ("variable.function", Some("f")),
        ("entity.name.tag", Some("t")),
        ("entity.name.type", Some("t")),
        ("entity.name.class", Some("t")),
        ("entity.name.struct", Some("t")),
        ("support.type", Some("t")),
        ("support.class", Some("t")),
        ("entity.other.attribute-name", Some("v")),
        ("variable.language", Some("k")),
        ("markup.inserted", Some("i")),
        ("markup.deleted", Some("d")),
        ("meta.mapping.key", Some("v")),
    ]
    .into_iter()
    .filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, class)))
    .collect()
});

fn class(stack: &[Scope]) -> Option<&'static str> {
    let of = |scope: &Scope| {
        CLASSES
            .iter()
            .find(|(prefix, _)| prefix.is_prefix_of(*scope))
    };
    stack
        .iter()
        .rev()
        .find_map(of)
        .and_then(|(_, class)| *class)
}
