//! Reads GIFT.
//!
//! [`bank`] is the entry point. Invariant: one question that cannot be read costs no other.

use super::answers::{self, Asked};
use super::blocks::{Block, blocks};
use super::glyphs::{self, Glyphs};
use super::meta::{Meta, category, tag};
use super::parse::{Answer, Parts, parse};
use super::prose::markdown;
use crate::bank::{Bank, Entry};
use crate::ids::{self, Ids};
use crate::node::{Map, Written, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The longest question, in bytes.
const MAX_QUESTION: usize = 64 << 10;

/// The questions of a file.
pub(crate) fn bank(source: &str) -> Bank {
    let mut reader = Reader {
        notes: Notes::new(source),
        bank: Bank::default(),
        ids: Ids::default(),
        names: Ids::default(),
        category: Vec::new(),
        context: None,
    };
    for block in blocks(source) {
        reader.read(&block);
    }
    reader.leave_context();
    if reader.bank.questions.is_empty() && !reader.notes.has_errors() {
        let message = "there is no question in this file";
        let help = "questions are parted by empty lines, and their answers stand in `{…}`";
        reader.notes.error("quiz-empty", &(0..0), message, help);
    }
    reader.bank.problems = reader.notes.finish();
    reader.bank
}

struct Reader<'s> {
    notes: Notes<'s>,
    bank: Bank,
    /// The questions' ids, and the contexts'.
    ids: Ids,
    names: Ids,
    /// The topics of the questions that follow.
    category: Vec<Written>,
    /// The description that the questions that follow are about.
    context: Option<Context>,
}

struct Context {
    name: String,
    text: Written,
    used: bool,
}

impl<'s> Reader<'s> {
    fn read(&mut self, block: &Block<'s>) {
        let place = block.range();
        if place.len() > MAX_QUESTION {
            let message = format!("a question of more than {} KiB", MAX_QUESTION >> 10);
            let help = "put an empty line between questions";
            self.notes.error("quiz-too-large", &place, message, help);
            return;
        }
        let first = block
            .lines
            .first()
            .map_or("", |(_, line)| line.trim_start());
        if let Some(path) = first.strip_prefix("$CATEGORY:") {
            self.leave_context();
            self.category = category(path.trim(), &place);
            return;
        }
        let glyphs = glyphs::read(block.lines.iter().copied());
        match parse(Glyphs(&glyphs), &place) {
            Ok(parts) => self.take(&parts, Meta::of(&block.comments), &place),
            Err(fault) => {
                let (message, help) = (fault.message, fault.help);
                self.notes
                    .error("quiz-gift-syntax", &fault.range, message, help);
            }
        }
    }

    fn take(&mut self, parts: &Parts, meta: Meta, place: &Range<usize>) {
        let prompt = markdown(&parts.text, &mut self.notes);
        if let Answer::Description = parts.answer {
            self.describe(parts, prompt);
            return;
        }
        if prompt.value.is_empty() && parts.rest.is_none() {
            let message = "this question asks nothing";
            let help = "write the question before `{`";
            self.notes.error("quiz-empty", place, message, help);
            return;
        }
        let asked = Asked {
            parts,
            prompt,
            general: parts
                .general
                .as_ref()
                .map(|text| markdown(text, &mut self.notes)),
        };
        let Some(question) = answers::read(&asked, place, &mut self.notes) else {
            return;
        };
        let id = self.id(parts, &meta, &asked.prompt);
        let tags = self.tags(meta);
        if let Some(context) = &mut self.context {
            context.used = true;
        }
        let context = self.context.as_ref().map(|context| context.name.clone());
        let head = Map::new(place)
            .with("id", id.verbatim())
            .with("type", text(question.kind, place))
            .with_some("context", context.as_ref().map(|name| text(name, place)));
        let map = question
            .fields
            .into_iter()
            .fold(head, |map, (key, value)| map.with(key, value));
        self.bank.questions.push(Entry {
            node: map.with_list("tags", tags).done(),
            context,
        });
    }

    /// A description is what the questions after it are about, as Moodle shows it.
    fn describe(&mut self, parts: &Parts, text: Written) {
        self.leave_context();
        let title = parts.title.as_ref();
        let name = title.and_then(|title| ids::of_question_name(&title.value));
        let name = name.unwrap_or_else(|| ids::hashed("context", &text.value));
        self.context = Some(Context {
            name: self.names.unique(name),
            text,
            used: false,
        });
    }

    fn leave_context(&mut self) {
        let Some(context) = self.context.take() else {
            return;
        };
        if context.used {
            self.bank.contexts.push((context.name, context.text));
        } else {
            let what = "a description that no question follows";
            let instead = "it belongs into the text of a page";
            self.notes.not_held(&context.text.range, what, instead);
        }
    }

    /// The id that Moodle has, or one made of the name, or one of what is asked.
    fn id(&mut self, parts: &Parts, meta: &Meta, prompt: &Written) -> Written {
        let named = [meta.id.as_ref(), parts.title.as_ref()];
        let mut named = named.into_iter().flatten();
        let own = named.find_map(|name| Some((ids::of_question_name(&name.value)?, &name.range)));
        let (id, at) = own.unwrap_or_else(|| (ids::hashed("q", &prompt.value), &prompt.range));
        if let Some(title) = parts
            .title
            .as_ref()
            .filter(|title| ids::of_question_name(&title.value).is_none())
        {
            let what = "a name in which there is nothing for an id";
            self.notes
                .not_held(&title.range, what, "the question gets another id");
        }
        Written::new(self.ids.unique(id), at)
    }

    fn tags(&self, meta: Meta) -> Vec<Node> {
        let mut tags: Vec<Written> = self.category.clone();
        for own in meta.tags {
            let own = Written::new(tag(&own.value), &own.range);
            if !tags.iter().any(|tag| tag.value == own.value) {
                tags.push(own);
            }
        }
        tags.iter().map(Written::verbatim).collect()
    }
}
