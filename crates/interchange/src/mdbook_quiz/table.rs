//! Reads a TOML table key by key.
//!
//! [`Table`] is the entry point. Invariant: a key that nobody asked for is reported.

use crate::node::Written;
use crate::notes::Notes;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table that is being read.
pub(super) struct Table<'t, 's> {
    /// What it is, for messages: "a question".
    what: &'static str,
    entries: &'t DeTable<'s>,
    range: Range<usize>,
    asked: Vec<&'static str>,
}

impl<'t, 's> Table<'t, 's> {
    /// The table that stands at `range`.
    pub(super) fn new(
        what: &'static str,
        entries: &'t DeTable<'s>,
        range: Range<usize>,
    ) -> Table<'t, 's> {
        Table {
            what,
            entries,
            range,
            asked: Vec::new(),
        }
    }

    /// Where the table begins.
    pub(super) fn place(&self) -> Range<usize> {
        self.range.clone()
    }

    /// A value, without having asked for it.
    pub(super) fn peek(&self, name: &str) -> Option<&'t Spanned<DeValue<'s>>> {
        let mut entries = self.entries.iter();
        let found = entries.find(|(key, _)| key.get_ref() == name);
        found.map(|(_, value)| value)
    }

    /// What a question asks: its prompt, or its program.
    pub(super) fn asked(&self) -> Option<&'t str> {
        let DeValue::Table(prompt) = self.peek("prompt")?.get_ref() else {
            return None;
        };
        let prompt = Table::new("a prompt", prompt, self.place());
        let text = prompt.peek("prompt").or_else(|| prompt.peek("program"))?;
        match text.get_ref() {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    fn ask(&mut self, name: &'static str) -> Option<&'t Spanned<DeValue<'s>>> {
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.peek(name)
    }

    fn required(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<&'t Spanned<DeValue<'s>>> {
        let found = self.ask(name);
        if found.is_none() {
            let message = format!("{} needs `{name}`", self.what);
            notes.error("quiz-missing-field", &self.range, message, "");
        }
        found
    }

    /// A text that may be left out.
    pub(super) fn text(&mut self, name: &'static str, notes: &mut Notes<'_>) -> Option<Written> {
        as_text(name, self.ask(name)?, notes)
    }

    /// A text that must be there.
    pub(super) fn required_text(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<Written> {
        as_text(name, self.required(name, notes)?, notes)
    }

    /// A truth value with its place.
    pub(super) fn flag(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<(bool, Range<usize>)> {
        let value = self.ask(name)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some((*flag, value.span())),
            other => wrong_type(name, "`true` or `false`", other, &value.span(), notes),
        }
    }

    /// A whole number from 0 with its place.
    pub(super) fn whole(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<(usize, Range<usize>)> {
        let value = self.ask(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Some((number, value.span())),
            None => {
                let wanted = "a whole number from 0";
                wrong_type(name, wanted, value.get_ref(), &value.span(), notes)
            }
        }
    }

    /// A list of texts that must be there.
    pub(super) fn required_texts(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<Vec<Written>> {
        let value = self.required(name, notes)?;
        match value.get_ref() {
            DeValue::Array(values) => Some(as_texts(name, values, notes)),
            other => wrong_type(name, "a list of texts", other, &value.span(), notes),
        }
    }

    /// A list of texts that may be left out.
    pub(super) fn texts(&mut self, name: &'static str, notes: &mut Notes<'_>) -> Vec<Written> {
        match self.ask(name) {
            Some(_) => self.required_texts(name, notes).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// One text, or a list of them: then with `true`.
    pub(super) fn text_or_texts(
        &mut self,
        name: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<(Vec<Written>, bool)> {
        match self.peek(name).map(Spanned::get_ref) {
            Some(DeValue::Array(_)) => Some((self.required_texts(name, notes)?, true)),
            _ => Some((vec![self.required_text(name, notes)?], false)),
        }
    }

    /// A table that may be left out.
    pub(super) fn table(
        &mut self,
        name: &'static str,
        what: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<Table<'t, 's>> {
        let value = self.ask(name)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(what, table, value.span())),
            other => wrong_type(name, "a table", other, &value.span(), notes),
        }
    }

    /// A table that must be there.
    pub(super) fn required_table(
        &mut self,
        name: &'static str,
        what: &'static str,
        notes: &mut Notes<'_>,
    ) -> Option<Table<'t, 's>> {
        self.required(name, notes)?;
        self.table(name, what, notes)
    }

    /// What a question asks and what is right, which all types have.
    pub(super) fn prompt_and_answer(
        &mut self,
        notes: &mut Notes<'_>,
    ) -> Option<(Table<'t, 's>, Table<'t, 's>)> {
        let prompt = self.required_table("prompt", "the prompt", notes);
        let answer = self.required_table("answer", "the answer", notes);
        prompt.zip(answer)
    }

    /// A list of tables.
    pub(super) fn tables(
        &mut self,
        name: &'static str,
        what: &'static str,
        notes: &mut Notes<'_>,
    ) -> Vec<Table<'t, 's>> {
        let Some(value) = self.ask(name) else {
            return Vec::new();
        };
        let DeValue::Array(values) = value.get_ref() else {
            let found = value.get_ref();
            wrong_type::<()>(name, "a list of tables", found, &value.span(), notes);
            return Vec::new();
        };
        let tables = values.iter().filter_map(|value| match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(what, table, value.span())),
            other => wrong_type(name, "a list of tables", other, &value.span(), notes),
        });
        tables.collect()
    }

    /// All texts of a table whose keys are free.
    pub(super) fn all_texts(self, notes: &mut Notes<'_>) -> Vec<(String, Written)> {
        let entries = self.entries.iter();
        let texts = entries.filter_map(|(key, value)| {
            let text = as_text(key.get_ref(), value, notes)?;
            Some((key.get_ref().to_string(), text))
        });
        texts.collect()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn close(self, notes: &mut Notes<'_>) {
        for key in self.entries.keys() {
            if !self.asked.contains(&key.get_ref().as_ref()) {
                let message = format!("{} has no key `{}`", self.what, key.get_ref());
                let help = format!("it may have: {}", self.asked.join(", "));
                notes.warning("quiz-unknown-field", &key.span(), message, help);
            }
        }
    }
}

fn as_text(name: &str, value: &Spanned<DeValue<'_>>, notes: &mut Notes<'_>) -> Option<Written> {
    match value.get_ref() {
        DeValue::String(text) => Some(Written::new(text.as_ref(), &value.span())),
        other => wrong_type(name, "a text", other, &value.span(), notes),
    }
}

fn as_texts(name: &str, values: &[Spanned<DeValue<'_>>], notes: &mut Notes<'_>) -> Vec<Written> {
    let texts = values.iter();
    texts
        .filter_map(|value| as_text(name, value, notes))
        .collect()
}

fn wrong_type<T>(
    name: &str,
    wanted: &str,
    found: &DeValue<'_>,
    at: &Range<usize>,
    notes: &mut Notes<'_>,
) -> Option<T> {
    let found = found.type_str();
    let message = format!("`{name}` is {wanted}, here stands a value of type {found}");
    notes.error("quiz-wrong-type", at, message, "");
    None
}
