//! Inline markup of labels: line breaks, a few tags, and Markdown emphasis where it is asked for.
//! Entry point: [`paragraphs`].
//!
//! Invariant: every character is in exactly one word, except white space and the markup itself.

use crate::label::{Line, Look, Setting, Span};
use crate::parse::{MASKED_LESS_THAN, MASKED_SEMICOLON};

/// A run of letters that is not broken, and whether a space stands before it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) line: Line,
    pub(crate) spaced: bool,
}

enum Mark {
    Break,
    Bold(bool),
    Italic(bool),
    Code(bool),
    Underlined(bool),
}

/// Reads one inline tag at the start of `text` (behind its `<`): what it means and its length.
fn tag(text: &str) -> Option<(Mark, usize)> {
    let (name, _) = text.split_once('>')?;
    let mark = match name
        .trim_end_matches('/')
        .trim()
        .to_ascii_lowercase()
        .as_str()
    {
        "br" => Mark::Break,
        "b" | "strong" => Mark::Bold(true),
        "/b" | "/strong" => Mark::Bold(false),
        "i" | "em" => Mark::Italic(true),
        "/i" | "/em" => Mark::Italic(false),
        "u" => Mark::Underlined(true),
        "/u" => Mark::Underlined(false),
        "code" => Mark::Code(true),
        "/code" => Mark::Code(false),
        _ => return None,
    };
    Some((mark, name.len() + 1))
}

/// Collects words paragraph by paragraph.
#[derive(Default)]
struct Reader {
    paragraphs: Vec<Vec<Word>>,
    words: Vec<Word>,
    look: Look,
    spaced: bool,
    open: bool,
}

impl Reader {
    fn push(&mut self, c: char) {
        if c.is_whitespace() && c != '\u{a0}' {
            self.spaced = true;
            self.open = false;
            return;
        }
        let alone = is_wide(c);
        if !self.open || alone {
            self.words.push(Word {
                line: Line::new(),
                spaced: self.spaced && !self.words.is_empty(),
            });
            self.spaced = false;
        }
        self.open = !alone;
        if let Some(word) = self.words.last_mut() {
            extend(&mut word.line, c, self.look);
        }
    }

    fn finish_paragraph(&mut self) {
        self.paragraphs.push(std::mem::take(&mut self.words));
        self.open = false;
        self.spaced = false;
    }

    fn apply(&mut self, mark: Mark) {
        match mark {
            Mark::Break => self.finish_paragraph(),
            Mark::Bold(on) => self.look.bold = on,
            Mark::Italic(on) => self.look.italic = on,
            Mark::Code(on) => self.look.code = on,
            Mark::Underlined(on) => self.look.underlined = on,
        }
    }
}

/// Adds a letter to the last span, or starts a new one.
pub(crate) fn extend(line: &mut Line, c: char, look: Look) {
    match line.last_mut() {
        Some(span) if span.look == look => span.text.push(c),
        _ => line.push(Span {
            text: c.to_string(),
            look,
        }),
    }
}

/// Chinese, Japanese and Korean text may be broken before and after every character.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0xA4CF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}

/// The paragraphs of a text, each a list of words.
pub(crate) fn paragraphs(text: &str, setting: Setting) -> Vec<Vec<Word>> {
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if let Some((mark, used)) = mark_at(c, after, setting, &reader) {
            reader.apply(mark);
            rest = &after[used..];
            continue;
        }
        reader.push(match c {
            MASKED_LESS_THAN => '<',
            MASKED_SEMICOLON => ';',
            other => other,
        });
        rest = after;
    }
    reader.finish_paragraph();
    while reader.paragraphs.last().is_some_and(Vec::is_empty) {
        reader.paragraphs.pop();
    }
    reader.paragraphs
}

/// The markup that starts with `c`, and how many bytes behind `c` belong to it.
fn mark_at(c: char, after: &str, setting: Setting, reader: &Reader) -> Option<(Mark, usize)> {
    match c {
        MASKED_LESS_THAN => tag(after),
        '\n' => Some((Mark::Break, 0)),
        '\\' if after.starts_with('n') => Some((Mark::Break, 1)),
        '*' | '_' if setting.markdown => emphasis(c, after, reader),
        '`' if setting.markdown => Some((Mark::Code(!reader.look.code), 0)),
        _ => None,
    }
}

fn emphasis(c: char, after: &str, reader: &Reader) -> Option<(Mark, usize)> {
    let double = after.starts_with(c);
    let on = if double {
        reader.look.bold
    } else {
        reader.look.italic
    };
    let next = after.trim_start_matches(c).chars().next();
    let opens = !on && !reader.open && next.is_some_and(|next| !next.is_whitespace());
    let closes = on && next.is_none_or(|next| !next.is_alphanumeric());
    let mark = if double {
        (Mark::Bold(!on), 1)
    } else {
        (Mark::Italic(!on), 0)
    };
    (opens || closes).then_some(mark)
}
