//! Writes Markdown while HTML is read.
//!
//! [`Writer`] is the entry point. Invariant: it never goes deeper than its own stack, and every
//! mark that was opened is closed or taken back.

use super::Converted;
use super::tokens::{attribute, letter};
use crate::markdown::escape::{inline, line_start};

/// How deep lists and quotations nest; what is deeper stays at this depth.
const MAX_DEPTH: usize = 12;

/// Markdown in the making.
pub(super) struct Writer {
    out: String,
    /// Whether a line's end in text is a break.
    lines: bool,
    /// Lists, their items and quotations around the next text.
    around: Vec<Around>,
    /// Marks that still have to be closed, with where their text begins.
    marks: Vec<(Mark, usize)>,
    /// Code whose text is being gathered.
    code: Option<Code>,
    gap: Gap,
    lost: Vec<String>,
}

/// What stands around a text.
enum Around {
    /// A list; the number of its next item, if it is numbered.
    List(Option<usize>),
    /// An item, by the width of its mark.
    Item(usize),
    Quote,
}

/// A mark around some words.
#[derive(PartialEq, Eq)]
enum Mark {
    Strong,
    Emphasis,
    Link(String),
}

struct Code {
    text: String,
    block: bool,
}

/// What must stand before the next text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Blank,
    Break,
    Line,
    Paragraph,
}

impl Writer {
    /// A writer that has written nothing yet.
    pub(super) fn new(lines: bool) -> Writer {
        Writer {
            out: String::new(),
            lines,
            around: Vec::new(),
            marks: Vec::new(),
            code: None,
            gap: Gap::None,
            lost: Vec::new(),
        }
    }

    /// Text between tags.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.text.push_str(text);
            return;
        }
        let mut words = text.split_inclusive(char::is_whitespace).peekable();
        while let Some(word) = words.next() {
            let bare = word.trim_end();
            if !bare.is_empty() {
                self.word(bare);
            }
            if self.lines && word.ends_with('\n') && words.peek().is_some() {
                self.widen(Gap::Break);
            } else if bare.len() < word.len() {
                self.widen(Gap::Blank);
            }
        }
    }

    fn word(&mut self, word: &str) {
        let begins_line = self.begin();
        let escaped = inline(word, self.out.chars().next_back());
        match begins_line {
            true => self.out.push_str(&line_start(&escaped)),
            false => self.out.push_str(&escaped),
        }
    }

    /// An entity. Markdown knows them all, so that one that needs no care stays as it is.
    pub(super) fn entity(&mut self, entity: &str) {
        let letter = letter(entity);
        match (&mut self.code, letter) {
            (Some(code), letter) => code.text.push_str(&letter.unwrap_or(entity.to_owned())),
            (None, Some(letter)) => self.word(&letter),
            (None, None) => {
                self.begin();
                self.out.push_str(entity);
            }
        }
    }

    /// An opening tag.
    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        if self.code.is_some() {
            self.open_in_code(name);
            return;
        }
        match name {
            "b" | "strong" => self.mark(Mark::Strong),
            "i" | "em" => self.mark(Mark::Emphasis),
            "a" => self.link(attributes),
            "br" => self.widen(Gap::Break),
            "hr" => self.widen(Gap::Paragraph),
            "p" | "div" => self.widen(Gap::Paragraph),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.widen(Gap::Paragraph);
                self.mark(Mark::Strong);
            }
            "code" | "tt" | "kbd" | "samp" => self.start_code(false),
            "pre" => self.start_code(true),
            "img" => self.picture(attributes),
            "ul" => self.enter(Around::List(None)),
            "ol" => self.enter(Around::List(Some(1))),
            "li" => self.item(),
            "blockquote" => {
                self.widen(Gap::Paragraph);
                self.enter(Around::Quote);
            }
            "tr" => self.widen(Gap::Break),
            "td" | "th" => self.widen(Gap::Blank),
            "span" | "font" | "tbody" | "thead" | "html" | "body" => {}
            other => self.lose(format!("`<{other}>`")),
        }
        if name == "tr" {
            self.lose("the form of a table".to_owned());
        }
    }

    /// A closing tag.
    pub(super) fn close(&mut self, name: &str) {
        match (name, &self.code) {
            ("pre", Some(code)) if code.block => return self.end_code(),
            ("code" | "tt" | "kbd" | "samp", Some(code)) if !code.block => {
                return self.end_code();
            }
            (_, Some(_)) => return,
            _ => {}
        }
        match name {
            "b" | "strong" => self.unmark(|mark| *mark == Mark::Strong),
            "i" | "em" => self.unmark(|mark| *mark == Mark::Emphasis),
            "a" => self.unmark(|mark| matches!(mark, Mark::Link(_))),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.unmark(|mark| *mark == Mark::Strong);
                self.widen(Gap::Paragraph);
            }
            "p" | "div" | "table" => self.widen(Gap::Paragraph),
            "li" => self.leave(|around| matches!(around, Around::Item(_))),
            "ul" | "ol" => {
                self.leave(|around| matches!(around, Around::List(_)));
                let inner = self.around.iter().any(|a| matches!(a, Around::List(_)));
                self.widen(if inner { Gap::Line } else { Gap::Paragraph });
            }
            "blockquote" => {
                self.leave(|around| matches!(around, Around::Quote));
                self.widen(Gap::Paragraph);
            }
            _ => {}
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> Converted {
        self.end_code();
        while !self.marks.is_empty() {
            self.unmark(|_| true);
        }
        self.lost.dedup();
        Converted {
            markdown: self.out.trim_end().to_owned(),
            lost: self.lost,
        }
    }

    fn lose(&mut self, what: String) {
        if !self.lost.contains(&what) {
            self.lost.push(what);
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Writes what must stand before text; tells whether it begins a line.
    fn begin(&mut self) -> bool {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let fresh = self.out.is_empty();
        let at_mark = self.out.ends_with([' ', '\n']);
        match gap {
            _ if fresh => self.out.push_str(&self.prefix()),
            Gap::None => return false,
            Gap::Blank if at_mark => return true,
            Gap::Blank => {
                self.out.push(' ');
                return false;
            }
            // The mark of an item stands already before its first text.
            _ if at_mark => {}
            Gap::Break => {
                self.out.push_str("\\\n");
                self.out.push_str(&self.prefix());
            }
            Gap::Line => self.new_line(),
            Gap::Paragraph => {
                self.out.push('\n');
                let prefix = self.prefix();
                self.out.push_str(prefix.trim_end());
                self.new_line();
            }
        }
        true
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix());
    }

    fn prefix(&self) -> String {
        let around = self.around.iter();
        around
            .map(|around| match around {
                Around::List(_) => String::new(),
                Around::Item(width) => " ".repeat(*width),
                Around::Quote => "> ".to_owned(),
            })
            .collect()
    }

    fn enter(&mut self, around: Around) {
        if self.around.len() < MAX_DEPTH {
            self.around.push(around);
        }
    }

    fn leave(&mut self, is: impl Fn(&Around) -> bool) {
        if let Some(at) = self.around.iter().rposition(is) {
            self.around.truncate(at);
        }
    }

    fn item(&mut self) {
        self.leave_open_item();
        let mark = match self.around.last_mut() {
            Some(Around::List(Some(number))) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.gap = Gap::None;
        if !self.out.is_empty() {
            let first = matches!(self.around.as_slice(), [Around::List(None | Some(2))]);
            if first && !self.out.ends_with('\n') && !self.in_list() {
                self.out.push('\n');
            }
            self.out.push('\n');
        }
        let prefix = self.prefix();
        self.out.push_str(&prefix);
        self.out.push_str(&mark);
        self.enter(Around::Item(mark.len()));
    }

    /// An item of the same list that was not closed.
    fn leave_open_item(&mut self) {
        if let Some(Around::Item(_)) = self.around.last() {
            self.around.pop();
        }
    }

    /// Whether the last line belongs to a list.
    fn in_list(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or("").trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with("- ") || number.len() < line.len() && number.starts_with(". ")
    }

    fn mark(&mut self, mark: Mark) {
        if self.gap != Gap::None {
            self.begin();
        }
        self.marks.push((mark, self.out.len()));
    }

    /// Puts a mark around the words since it was opened, or takes it back if there are none, or
    /// more than one paragraph.
    fn unmark(&mut self, is: impl Fn(&Mark) -> bool) {
        let Some(at) = self.marks.iter().rposition(|(mark, _)| is(mark)) else {
            return;
        };
        // Marks that were opened in it and never closed end here, too.
        for (mark, start) in self.marks.split_off(at).into_iter().rev() {
            let words = self.out.get(start..).unwrap_or("").to_owned();
            if words.trim().is_empty() || words.contains('\n') {
                continue;
            }
            self.out.truncate(start);
            let marked = match mark {
                Mark::Strong => format!("**{words}**"),
                Mark::Emphasis => format!("*{words}*"),
                Mark::Link(href) => format!("[{words}]({href})"),
            };
            self.out.push_str(&marked);
        }
    }

    fn link(&mut self, attributes: &str) {
        let href = attribute(attributes, "href").unwrap_or_default();
        let whole = href.starts_with("https://") || href.starts_with("http://");
        if whole && !href.contains(['(', ')', ' ', '<', '>']) {
            self.mark(Mark::Link(href));
        } else {
            self.lose(format!("the link to `{href}`"));
        }
    }

    fn picture(&mut self, attributes: &str) {
        let source = attribute(attributes, "src").unwrap_or_default();
        self.lose(format!("the picture `{source}`"));
        let words = attribute(attributes, "alt").unwrap_or_default();
        self.text(&words);
    }

    fn start_code(&mut self, block: bool) {
        self.code = Some(Code {
            text: String::new(),
            block,
        });
    }

    fn open_in_code(&mut self, name: &str) {
        if let (Some(code), "br") = (&mut self.code, name) {
            code.text.push('\n');
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        let runs = code.text.split(|c| c != '`').map(str::len).max();
        let run = runs.unwrap_or(0);
        if code.block {
            self.widen(Gap::Paragraph);
            self.begin();
            let fence = "`".repeat(run.max(2) + 1);
            self.out.push_str(&fence);
            for line in code.text.trim_matches('\n').split('\n') {
                self.new_line();
                self.out.push_str(line);
            }
            self.new_line();
            self.out.push_str(&fence);
            self.widen(Gap::Paragraph);
            return;
        }
        let text = code.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        self.begin();
        let fence = "`".repeat(run + 1);
        let open = if text.starts_with('`') { " " } else { "" };
        let close = if text.ends_with('`') { " " } else { "" };
        self.out
            .push_str(&[&fence, open, &text, close, &fence].concat());
    }
}
