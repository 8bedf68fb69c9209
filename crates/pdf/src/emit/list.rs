//! Lists, and terms with what they mean.

use super::block::INDENT;
use super::{Emitter, Mark};
use crate::tree::{Definition, Inline, Item, List, Marks, Style, plain};

impl Emitter<'_> {
    /// A list. Boxes are its marks; where ticked and empty ones mix, it is several lists.
    pub(super) fn list(&mut self, list: &List) {
        let mut rest = list.items.as_slice();
        let mut number = match list.marks {
            Marks::Numbers(start) => start,
            _ => 1,
        };
        if rest.is_empty() {
            return self.code("[]");
        }
        self.code("{");
        while let Some(first) = rest.first() {
            let run = rest
                .iter()
                .take_while(|item| item.task == first.task)
                .count();
            let (items, after) = rest.split_at(run);
            self.items(list, first.task, number, items);
            number = number.saturating_add(run as u64);
            rest = after;
        }
        self.code("}");
    }

    fn items(&mut self, list: &List, task: Option<bool>, number: u64, items: &[Item]) {
        let tight = list.tight;
        match (task, list.marks) {
            (Some(true), _) => self.code(&format!("list(tight: {tight}, marker: ticked")),
            (Some(false), _) => self.code(&format!("list(tight: {tight}, marker: empty")),
            (None, Marks::Bullets) => self.code(&format!("list(tight: {tight}")),
            (None, Marks::Numbers(_)) => {
                self.code(&format!("enum(tight: {tight}, start: {number}"));
            }
            (None, Marks::Letters) => {
                self.code(&format!("enum(tight: {tight}, numbering: \"A.\""));
            }
        }
        self.item_bodies(tight, items);
        self.code(");");
    }

    /// Items as further arguments of a call.
    pub(super) fn item_bodies(&mut self, tight: bool, items: &[Item]) {
        self.indent += INDENT;
        for item in items {
            self.code(", ");
            self.line_of(&item.at);
            if tight {
                self.compact(&item.body);
            } else {
                self.body(&item.body);
            }
        }
        self.indent -= INDENT;
    }

    pub(super) fn definitions(&mut self, all: &[Definition]) {
        self.code("{");
        for definition in all {
            let label = definition.id.as_deref().and_then(|id| self.label_of(id));
            self.code("definition(");
            self.label(label.as_deref());
            self.code(", ");
            self.inlines(&[Inline::Styled(Style::Strong, definition.term.clone())]);
            if let Some(label) = label.filter(|_| !self.is_plain && self.marks) {
                self.sheet.terms.push(Mark {
                    chapter: self.chapter,
                    term: plain(&definition.term),
                    label,
                    defines: true,
                });
            }
            for meaning in &definition.meanings {
                self.code(", ");
                self.indented(meaning);
            }
            self.code(");");
        }
        self.code("}");
    }
}
