//! Running text.

use super::literal::breakable;
use super::{Emitter, Mark};
use crate::links::Destination;
use crate::tree::{Block, BlockKind, Inline, Style};
use coursebook_preprocessors::glossary::Term;
use std::ops::Range;

/// Words of more letters may be broken, if a line has room for many; on narrow pages sooner.
const LONG_WORD: usize = 28;

impl<'a> Emitter<'a> {
    /// Inlines as one value: `{ "a"; emph({ "b"; }); }`.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        if inlines.is_empty() {
            return self.code("[]");
        }
        self.code("{");
        let mut rest = inlines;
        while let Some((first, after)) = rest.split_first() {
            if let Inline::Text(_) = first {
                let count = rest
                    .iter()
                    .take_while(|inline| matches!(inline, Inline::Text(_)))
                    .count();
                let (texts, after) = rest.split_at(count);
                self.texts(texts);
                rest = after;
            } else {
                self.inline(first);
                rest = after;
            }
            self.code(";");
        }
        self.code("}");
    }

    fn texts(&mut self, texts: &[Inline]) {
        let mut joined = String::new();
        for text in texts {
            if let Inline::Text(text) = text {
                joined.push_str(text);
            }
        }
        let joined = joined.replace('\n', " ");
        self.text(&breakable(&joined, self.longest_word()));
    }

    /// How long a word may be that is not broken.
    pub(super) fn longest_word(&self) -> usize {
        let columns = self.columns().saturating_mul(3) / 4;
        LONG_WORD.min(columns).max(6)
    }

    /// The letters that a line of running text has room for here.
    pub(super) fn columns(&self) -> usize {
        let columns = self.shared.measures.text_columns();
        columns.saturating_sub(self.indent).max(8)
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(_) => self.texts(std::slice::from_ref(inline)),
            Inline::Code(code) => self.inline_code(code),
            Inline::Styled(style, body) => self.styled(*style, body),
            Inline::Link { at, to, body } => self.link(at, to, body),
            Inline::Image(image) => self.inline_image(image),
            Inline::Anchor(id) => self.anchor(id),
            Inline::Note(name) => self.note(name),
            Inline::Blank(below) => {
                self.code("blank(");
                self.text(below);
                self.code(")");
            }
            Inline::Formula { tex, display } => self.formula(tex, *display),
            Inline::Break => self.code("linebreak()"),
        }
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        if code.is_empty() {
            return self.code("[]");
        }
        self.code("raw(");
        self.text(&breakable(&code.replace('\n', " "), self.longest_word()));
        self.code(")");
    }

    fn styled(&mut self, style: Style, body: &[Inline]) {
        let function = match style {
            Style::Emphasis => "emph",
            Style::Strong => "strong",
            Style::Struck => "strike",
            Style::Underlined => "underline",
            Style::Sub => "sub",
            Style::Super => "super",
            Style::Key => "key",
            Style::Small => "small",
            Style::Marked => "marked",
            Style::Term => return self.term(body),
        };
        self.call(function, body);
    }

    fn call(&mut self, function: &str, body: &[Inline]) {
        self.code(function);
        self.code("(");
        self.inlines(body);
        self.code(")");
    }

    /// A term where it is defined: the index leads here.
    fn term(&mut self, body: &[Inline]) {
        let term = crate::tree::plain(body);
        let term = term.split_whitespace().collect::<Vec<_>>().join(" ");
        if !term.is_empty() {
            self.mark(term, true);
        }
        self.call("emph", body);
    }

    /// Marks this place for the index.
    fn mark(&mut self, term: String, defines: bool) {
        if self.is_plain || !self.marks {
            return;
        }
        let label = format!("{}^term-{}", self.chapter, self.sheet.terms.len());
        self.code("anchor(");
        self.name(&label);
        self.code(");");
        self.sheet.terms.push(Mark {
            chapter: self.chapter,
            term,
            label,
            defines,
        });
    }

    /// A word that the glossary explains. The index leads to where a chapter first says it; the
    /// glossary is in the order of the alphabet and needs no page number here.
    fn glossary_term(&mut self, term: &Term, destination: &Destination, body: &[Inline]) {
        self.code("{");
        if self.used.insert(term.id.clone()) {
            self.mark(term.name.clone(), false);
        }
        match destination {
            Destination::Place(place) => {
                self.code("jump(");
                self.name(&place.label());
                self.code(", ");
                self.call("emph", body);
                self.code(")");
            }
            _ => self.call("emph", body),
        }
        self.code("}");
    }

    fn link(&mut self, at: &Range<usize>, to: &str, body: &[Inline]) {
        let shared = self.shared;
        let destination = match shared.book.all.get(self.chapter) {
            Some(chapter) => shared.links.resolve(to, chapter),
            None => Destination::Nowhere,
        };
        match self.term_of(to) {
            Some(term) => self.glossary_term(term, &destination, body),
            None => self.led(&destination, at, body),
        }
    }

    /// The term that a link to the glossary means.
    fn term_of(&self, to: &str) -> Option<&'a Term> {
        let shared = self.shared;
        let chapter = shared.book.all.get(self.chapter)?;
        let id = shared.links.term(to, chapter)?;
        shared.session.glossary()?.find(&id)
    }

    /// Text that leads to a destination.
    pub(super) fn led(&mut self, destination: &Destination, at: &Range<usize>, body: &[Inline]) {
        let place = match destination {
            Destination::Url(url) => {
                self.code("link(");
                self.name(url);
                self.code(", ");
                self.inlines(body);
                return self.code(")");
            }
            Destination::Place(place) => place,
            Destination::Nowhere => return self.inlines(body),
            Destination::Dead {
                message,
                help,
                instead,
            } => {
                self.remark("dead-link", at, message.clone(), help);
                match instead {
                    Some(place) => place,
                    None => return self.inlines(body),
                }
            }
        };
        self.code(if self.is_plain { "jump(" } else { "xref(" });
        self.name(&place.label());
        self.code(", ");
        self.inlines(body);
        self.code(")");
    }

    /// A place that links may lead to.
    pub(super) fn anchor(&mut self, id: &str) {
        match self.label_of(id).filter(|_| !self.is_plain) {
            Some(label) => {
                self.code("anchor(");
                self.name(&label);
                self.code(")");
            }
            None => self.code("[]"),
        }
    }

    /// A footnote: its text where it is first referred to, its number elsewhere.
    fn note(&mut self, name: &str) {
        let shared = self.shared;
        let chapter = shared.book.all.get(self.chapter);
        let note =
            chapter.and_then(|chapter| chapter.tree.notes.iter().find(|note| note.name == name));
        let Some(note) = note.filter(|_| !self.is_plain) else {
            // In a heading or a note, a mark would be printed twice.
            return self.code("[]");
        };
        let label = format!("{}^{name}", self.chapter);
        if !self.notes.insert(label.clone()) {
            self.code("footnote(label(");
            self.name(&label);
            return self.code("))");
        }
        self.code("note(");
        self.name(&label);
        self.code(", ");
        self.note_body(&note.body);
        self.code(")");
    }

    /// A footnote's paragraphs one below the other: as paragraphs they would leave its number
    /// behind.
    fn note_body(&mut self, body: &[Block]) {
        let (was_plain, was_at) = (std::mem::replace(&mut self.is_plain, true), self.at.clone());
        self.code("{");
        for (place, block) in body.iter().enumerate() {
            self.at = block.at.clone();
            if place > 0 {
                self.code("linebreak();");
            }
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                _ => self.block(block),
            }
            self.code(";");
        }
        self.code("}");
        (self.is_plain, self.at) = (was_plain, was_at);
    }
}
