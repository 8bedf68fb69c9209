//! Blocks.

use super::Emitter;
use crate::book::Chapter;
use crate::tree::{
    Block, BlockKind, Callout, Definition, Heading, Inline, Item, List, Marks, Style, ids_in, plain,
};
use std::ops::Range;

/// Lines of code that are not broken over two pages.
const LINES_WHOLE: usize = 10;
/// Letters by which a frame, an item of a list, a quotation narrows the text.
const INDENT: usize = 4;

impl Emitter<'_> {
    /// A chapter, whose heading has the level `base`. The first heading of the text is the
    /// chapter's; if there is none before other text, its name in `SUMMARY.md` is.
    pub(crate) fn chapter(&mut self, place: usize, base: u8) {
        let shared = self.shared;
        let Some(chapter) = shared.book.all.get(place) else {
            return;
        };
        self.chapter = place;
        self.notes.clear();
        self.base = base.clamp(1, 6);
        self.level = self.base;
        let mut blocks = chapter.tree.blocks.as_slice();
        let first = blocks
            .iter()
            .position(|block| !matches!(block.kind, BlockKind::Anchor(_)));
        match first.and_then(|first| blocks.get(first)) {
            Some(Block {
                kind: BlockKind::Heading(heading),
                at,
            }) => {
                let (before, after) = blocks.split_at(first.unwrap_or(0));
                self.anchors(before);
                self.shift = base as i8 - heading.level as i8;
                self.line_of(at);
                self.at = at.clone();
                let written = [Inline::Text(plain(&heading.title))];
                let title = match self.is_refused(at) {
                    true => written.as_slice(),
                    false => heading.title.as_slice(),
                };
                self.chapter_heading(chapter, heading.id.as_deref(), title);
                blocks = after.get(1..).unwrap_or_default();
            }
            _ => {
                self.shift = base as i8 - 1;
                self.line_of(&(0..0));
                let title = [Inline::Text(chapter.name.clone())];
                self.chapter_heading(chapter, None, &title);
            }
        }
        self.blocks(blocks);
    }

    fn chapter_heading(&mut self, chapter: &Chapter, id: Option<&str>, title: &[Inline]) {
        let start = self.label_of("");
        let own = id.and_then(|id| self.label_of(id));
        self.head(
            self.base,
            &chapter.number,
            own,
            start.into_iter().collect(),
            title,
        );
    }

    /// A heading with its labels: its own, and others that stand before it.
    fn head(
        &mut self,
        level: u8,
        number: &str,
        label: Option<String>,
        mut others: Vec<String>,
        title: &[Inline],
    ) {
        others.append(&mut self.pending);
        crate::tree::walk_inlines(title, &mut |inline| {
            if let Inline::Anchor(id) = inline {
                let label = format!("{}#{id}", self.chapter);
                if self.labels.insert(label.clone()) {
                    others.push(label);
                }
            }
        });
        self.code(&format!("head({level}, "));
        self.text(number);
        self.code(", ");
        self.label(label.as_deref());
        self.code(", (");
        for label in others {
            self.name(&label);
            self.code(",");
        }
        self.code("), ");
        let was = std::mem::replace(&mut self.is_plain, true);
        if plain(title).trim().is_empty() {
            self.text("—");
        } else {
            self.inlines(title);
        }
        self.is_plain = was;
        self.code(")");
    }

    /// Blocks, each on lines of its own.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.line_of(&block.at);
            self.block(block);
        }
        self.flush();
    }

    /// Blocks as one value.
    pub(super) fn body(&mut self, blocks: &[Block]) {
        self.code("{");
        self.blocks(blocks);
        self.code("}");
    }

    /// Blocks as one value, of which the first paragraph stands without the space around it.
    pub(super) fn compact(&mut self, blocks: &[Block]) {
        self.code("{");
        let mut rest = blocks;
        if let Some((
            Block {
                at,
                kind: BlockKind::Paragraph(inlines),
            },
            after,
        )) = rest.split_first()
            && !self.is_refused(at)
        {
            self.line_of(at);
            self.at = at.clone();
            self.waiting();
            self.inlines(inlines);
            rest = after;
        }
        self.blocks(rest);
        self.code("}");
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.at = block.at.clone();
        if self.is_refused(&block.at) {
            return self.as_written(block);
        }
        match &block.kind {
            BlockKind::Anchor(id) => {
                let label = self.label_of(id);
                self.pending.extend(label);
            }
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Group(body) => self.blocks(body),
            BlockKind::Paragraph(inlines) => {
                self.code("par(");
                let waits = !self.pending.is_empty();
                if waits {
                    self.code("{");
                    self.waiting();
                }
                self.inlines(inlines);
                self.code(if waits { "})" } else { ")" });
            }
            kind => {
                self.flush();
                self.other(block, kind);
            }
        }
    }

    /// Whether Typst has refused what was written there.
    fn is_refused(&self, at: &Range<usize>) -> bool {
        self.shared.refused.contains(&self.origin(at))
    }

    fn other(&mut self, block: &Block, kind: &BlockKind) {
        match kind {
            BlockKind::Code {
                caption,
                language,
                text,
            } => self.captioned_code(caption, language, text),
            BlockKind::Quote(body) => self.framed("quotation(", body),
            BlockKind::Callout { kind, body } => self.callout(*kind, body),
            BlockKind::List(list) => self.list(list),
            BlockKind::Definitions(all) => self.definitions(all),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure { body, caption } => {
                self.code("figured(");
                self.body(body);
                self.code(", ");
                self.inlines(caption);
                self.code(")");
            }
            BlockKind::Details { summary, body } => {
                self.code("details(");
                self.inlines(summary);
                self.code(", ");
                self.indented(body);
                self.code(")");
            }
            BlockKind::Image(image) => self.block_image(image),
            BlockKind::Diagram(diagram) => self.diagram(diagram, &block.at),
            BlockKind::Quiz(quiz) => self.quiz(quiz),
            BlockKind::Rule => self.code("rule()"),
            BlockKind::Ruled => self.code("ruled()"),
            BlockKind::Anchor(_)
            | BlockKind::Heading(_)
            | BlockKind::Group(_)
            | BlockKind::Paragraph(_) => {}
        }
    }

    /// A block that Typst could not set: its text as it was written. Its ids stay.
    fn as_written(&mut self, block: &Block) {
        for id in ids_in(block) {
            let label = self.label_of(&id);
            self.pending.extend(label);
        }
        self.flush();
        let markdown = self
            .shared
            .book
            .all
            .get(self.chapter)
            .map(|chapter| chapter.markdown.as_str());
        let text = markdown
            .and_then(|markdown| markdown.get(block.at.clone()))
            .unwrap_or_default();
        let text: String = text.chars().take(4_000).collect();
        self.code("code(");
        self.text(text.trim());
        self.code(", none, true, true)");
    }

    /// Anchors that no heading or paragraph follows.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.line();
            self.code("{");
            self.waiting();
            self.code("}");
            self.line();
        }
    }

    /// The anchors that wait.
    fn waiting(&mut self) {
        for label in std::mem::take(&mut self.pending) {
            self.code("anchor(");
            self.name(&label);
            self.code(");");
        }
    }

    fn anchors(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Anchor(id) = &block.kind {
                let label = self.label_of(id);
                self.pending.extend(label);
            }
        }
    }

    /// A heading of a section. Levels are never skipped, as readers without sight count on that.
    fn heading(&mut self, heading: &Heading) {
        let wanted = heading.level as i8 + self.shift;
        let lowest = self.base.saturating_add(1).min(6);
        let level = u8::try_from(wanted).unwrap_or(1);
        let level = level.min(self.level.saturating_add(1)).max(lowest).min(6);
        self.level = level;
        let label = heading.id.as_deref().and_then(|id| self.label_of(id));
        self.head(level, "", label, Vec::new(), &heading.title);
    }

    fn framed(&mut self, function: &str, body: &[Block]) {
        self.code(function);
        self.indented(body);
        self.code(")");
    }

    pub(super) fn indented(&mut self, body: &[Block]) {
        self.indent += INDENT;
        self.body(body);
        self.indent -= INDENT;
    }

    fn callout(&mut self, kind: Callout, body: &[Block]) {
        let (name, word) = match kind {
            Callout::Note => ("note", "callout_note"),
            Callout::Tip => ("tip", "callout_tip"),
            Callout::Important => ("important", "callout_important"),
            Callout::Warning => ("warning", "callout_warning"),
            Callout::Caution => ("caution", "callout_caution"),
        };
        self.code("callout(");
        self.name(name);
        self.code(", ");
        let word = self.shared.say(word, &[]);
        self.text(&word);
        self.code(", ");
        self.indented(body);
        self.code(")");
    }

    fn captioned_code(&mut self, caption: &str, language: &str, text: &str) {
        if caption.is_empty() {
            return self.code_block(language, text);
        }
        self.code("{code-caption(");
        self.text(caption);
        self.code(");");
        self.code_block(language, text);
        self.code("}");
    }

    /// Code; lines that are wider than the page are broken.
    pub(super) fn code_block(&mut self, language: &str, text: &str) {
        let columns = self.shared.measures.code_columns();
        let columns = columns.saturating_sub(self.indent).max(12);
        let is_wide = text.lines().any(|line| width_of(line) > columns);
        self.code("code(");
        self.text(text);
        self.code(", ");
        match highlighted_as(language) {
            Some(language) => self.name(language),
            None => self.code("none"),
        }
        // A few lines are not broken over two pages.
        let is_long = text.lines().count() > LINES_WHOLE;
        self.code(&format!(", {is_wide}, {is_long})"));
    }

    /// A list. Boxes are its marks; where ticked and empty ones mix, it is several lists.
    fn list(&mut self, list: &List) {
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
        self.code(");");
    }

    fn definitions(&mut self, all: &[Definition]) {
        self.code("{");
        for definition in all {
            let label = definition.id.as_deref().and_then(|id| self.label_of(id));
            self.code("definition(");
            self.label(label.as_deref());
            self.code(", ");
            self.inlines(&[Inline::Styled(Style::Strong, definition.term.clone())]);
            if let Some(label) = label.filter(|_| !self.is_plain) {
                let term = plain(&definition.term);
                self.sheet.terms.push((term, label));
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

/// The letters of a line of code, with tabs as the template sets them; East Asian letters are as
/// wide as two.
fn width_of(line: &str) -> usize {
    let width = |c: char| match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    };
    line.chars().map(width).sum()
}

/// The name by which Typst knows a language; `None` if its text has no colours.
fn highlighted_as(language: &str) -> Option<&str> {
    match language {
        "" | "text" | "plain" | "txt" | "plaintext" | "none" | "output" => None,
        "shell" => Some("bash"),
        "csharp" | "c#" => Some("cs"),
        "ron" => Some("rust"),
        // There is no grammar for PromQL; calls, strings, numbers and comments look as in Python.
        "promql" => Some("python"),
        language => Some(language),
    }
}
