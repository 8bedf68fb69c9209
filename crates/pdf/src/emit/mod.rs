//! The tree to Typst source.
//!
//! What is written is code that calls the functions of `template.typ`, and every text of the book
//! stands in it as a string literal ([`literal`]): no text is ever markup or code. [`Emitter`] is
//! the entry point; a [`Sheet`] is one generated file. Invariants: a block begins on a line of its
//! own, and the sheet knows for each line where that block was written; every id that a link may
//! lead to is emitted as a label exactly once.

mod block;
mod chapter;
mod code;
mod formula;
mod image;
mod inline;
mod list;
pub(crate) mod literal;
mod quiz;
mod table;

pub(crate) use quiz::any_quiz;

use crate::book::Chapters;
use crate::fonts::Coverage;
use crate::links::Links;
use crate::options::{Measures, Options};
use coursebook_preprocessors::session::Session;
use literal::literal;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

/// A generated file.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Its path among the generated files.
    pub(crate) path: String,
    /// Typst code.
    pub(crate) text: String,
    /// Where the block was written that stands on each line.
    pub(crate) lines: Vec<Option<Origin>>,
    /// The pictures that it shows, by their paths among the generated files.
    pub(crate) pictures: BTreeMap<String, Vec<u8>>,
    /// What is to be said of it.
    pub(crate) remarks: Vec<Remark>,
    /// Where the index leads.
    pub(crate) terms: Vec<Mark>,
}

/// A place to which the index leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What is looked up.
    pub(crate) term: String,
    /// The chapter's place in the book.
    pub(crate) chapter: usize,
    /// The label of the place.
    pub(crate) label: String,
    /// Whether it says there what the term means.
    pub(crate) defines: bool,
}

/// A place in a chapter's Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The chapter's place in the book.
    pub(crate) chapter: usize,
    /// The first byte.
    pub(crate) start: usize,
    /// Behind the last byte.
    pub(crate) end: usize,
}

/// Something that the author should know.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// A short name for the kind of it.
    pub(crate) code: &'static str,
    /// Where.
    pub(crate) origin: Origin,
    /// What, without a full stop.
    pub(crate) message: String,
    /// How to mend it.
    pub(crate) help: String,
}

/// What all sheets of a PDF share.
pub(crate) struct Shared<'a> {
    pub(crate) book: &'a Chapters,
    pub(crate) links: &'a Links,
    pub(crate) options: &'a Options,
    pub(crate) measures: Measures,
    pub(crate) coverage: &'a Coverage,
    pub(crate) session: &'a Session,
    /// Blocks that Typst could not set: they are printed as they were written.
    pub(crate) refused: &'a BTreeSet<Origin>,
    /// Whether descriptions stand in the places of pictures, because one of them, nobody knows
    /// which, cannot be set.
    pub(crate) without_pictures: bool,
}

impl Shared<'_> {
    /// A word of the interface.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.session.templates.say(key, values)
    }
}

/// Writes one sheet.
pub(crate) struct Emitter<'a> {
    shared: &'a Shared<'a>,
    sheet: Sheet,
    /// The chapter being written.
    chapter: usize,
    /// The labels that have been given.
    labels: HashSet<String>,
    /// The footnotes of the chapter that have been printed.
    notes: HashSet<String>,
    /// The terms of the glossary that the chapter has used.
    used: HashSet<String>,
    /// Whether places are marked to which the index leads. The answers' are not: they say again
    /// what stands in the chapters.
    marks: bool,
    /// Anchors that wait for the next block that can hold them.
    pending: Vec<String>,
    /// Letters by which lists and frames have narrowed the text.
    indent: usize,
    /// Where footnotes, page numbers of links and terms do not belong.
    is_plain: bool,
    /// The level of the last heading; that of the chapter's heading; how much is added to levels.
    level: u8,
    base: u8,
    shift: i8,
    /// Letters without a face, by chapter: the first place and all of them.
    missing: BTreeMap<usize, (Origin, BTreeSet<char>)>,
    /// The block being written.
    at: Range<usize>,
}

impl<'a> Emitter<'a> {
    /// Begins the sheet of this path.
    pub(crate) fn new(shared: &'a Shared<'a>, path: String) -> Emitter<'a> {
        let sheet = Sheet {
            path,
            lines: vec![None],
            ..Sheet::default()
        };
        let mut emitter = Emitter {
            shared,
            sheet,
            chapter: 0,
            labels: HashSet::new(),
            notes: HashSet::new(),
            used: HashSet::new(),
            marks: true,
            pending: Vec::new(),
            indent: 0,
            is_plain: false,
            level: 1,
            base: 1,
            shift: 0,
            missing: BTreeMap::new(),
            at: 0..0,
        };
        emitter.code("#import \"/template.typ\": *");
        emitter.line();
        emitter.code("#{");
        emitter.line();
        emitter
    }

    /// The finished sheet.
    pub(crate) fn finish(mut self) -> Sheet {
        self.line();
        self.code("}");
        let missing = std::mem::take(&mut self.missing);
        for (origin, letters) in missing.into_values() {
            let remark = self.no_face(origin, &letters);
            self.sheet.remarks.push(remark);
        }
        self.sheet
    }

    /// Code of ours, as it is.
    pub(crate) fn code(&mut self, code: &str) {
        self.sheet.text.push_str(code);
    }

    /// A text of the book.
    pub(crate) fn text(&mut self, text: &str) {
        let coverage = self.shared.coverage;
        let mut missing = BTreeSet::new();
        self.sheet
            .text
            .push_str(&literal(text, coverage, &mut missing));
        if !missing.is_empty() {
            let origin = self.origin(&self.at);
            let entry = self.missing.entry(self.chapter);
            let (_, letters) = entry.or_insert_with(|| (origin, BTreeSet::new()));
            letters.extend(missing);
        }
    }

    /// A name of ours, such as a label.
    pub(crate) fn name(&mut self, name: &str) {
        self.sheet.text.push_str(&literal::exact(name));
    }

    /// A label, or that there is none.
    pub(crate) fn label(&mut self, label: Option<&str>) {
        match label {
            Some(label) => self.name(label),
            None => self.code("none"),
        }
    }

    /// Begins a line, on which stands nothing that an author has written.
    pub(crate) fn line(&mut self) {
        self.begin_line(None);
    }

    /// Begins a line, on which stands what the chapter's Markdown has there.
    fn line_of(&mut self, at: &Range<usize>) {
        self.begin_line(Some(self.origin(at)));
    }

    fn begin_line(&mut self, origin: Option<Origin>) {
        self.sheet.text.push('\n');
        self.sheet.lines.push(origin);
    }

    /// A place in the chapter being written.
    fn origin(&self, at: &Range<usize>) -> Origin {
        Origin {
            chapter: self.chapter,
            start: at.start,
            end: at.end,
        }
    }

    fn remark(&mut self, code: &'static str, at: &Range<usize>, message: String, help: &str) {
        let origin = self.origin(at);
        self.sheet.remarks.push(Remark {
            code,
            origin,
            message,
            help: help.to_owned(),
        });
    }

    fn no_face(&self, origin: Origin, letters: &BTreeSet<char>) -> Remark {
        const SHOWN: usize = 8;
        let names = letters.iter().take(SHOWN);
        let names: Vec<_> = names
            .map(|&c| format!("{c} (U+{:04X})", u32::from(c)))
            .collect();
        let more = match letters.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Remark {
            code: "pdf-font",
            origin,
            message: format!(
                "no font has {}{more}: the PDF shows □ instead",
                names.join(", ")
            ),
            help:
                "put a TTF or OTF font that has them in a folder, and name it with `fonts` under \
                   [output.pdf] in book.toml, or with --fonts"
                    .to_owned(),
        }
    }

    /// Gives a label, unless it was given before.
    fn take_label(&mut self, label: String) -> Option<String> {
        self.labels.insert(label.clone()).then_some(label)
    }

    /// The label of an id of the chapter.
    fn label_of(&mut self, id: &str) -> Option<String> {
        self.take_label(format!("{}#{id}", self.chapter))
    }
}
