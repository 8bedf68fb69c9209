//! A chapter's text together with where each piece of it was written.
//!
//! [`Document`] is the entry point: preprocessors read its text, answer with [`Edit`]s, and
//! [`Document::apply`] gives the next document. Invariant: every byte of a document's text has an
//! origin in a file that the author wrote, so that a mistake found after three preprocessors is
//! still reported at the author's own line.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text file that an author wrote.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path as shown to the author, relative to the book's root.
    pub path: PathBuf,
    /// The whole text.
    pub text: String,
}

impl SourceFile {
    /// A file of the given path and text.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<SourceFile> {
        Arc::new(SourceFile {
            path: path.into(),
            text: text.into(),
        })
    }

    /// The byte offset at which a line starts; lines count from 1. Beyond the end: the text's end.
    pub fn line_start(&self, line: usize) -> usize {
        line_start(&self.text, line)
    }
}

/// The byte offset at which a line of `text` starts; lines count from 1.
pub fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum()
}

/// A place in a file that an author wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Byte offsets in the file's text; both on character boundaries, not beyond its end.
    pub range: Range<usize>,
}

impl Span {
    /// A span, moved to the nearest character boundaries inside the file.
    pub fn new(file: Arc<SourceFile>, range: Range<usize>) -> Span {
        let start = file.text.floor_char_boundary(range.start);
        let end = file.text.floor_char_boundary(range.end.max(range.start));
        Span {
            file,
            range: start..end,
        }
    }

    /// The line of the span's start, from 1.
    pub fn line(&self) -> usize {
        self.file.text[..self.range.start].matches('\n').count() + 1
    }

    /// The column of the span's start in characters, from 1.
    pub fn column(&self) -> usize {
        let before = &self.file.text[..self.range.start];
        before.chars().rev().take_while(|&c| c != '\n').count() + 1
    }
}

/// A piece of a document and the place it comes from.
#[derive(Debug, Clone)]
struct Segment {
    /// Where the piece starts in the document's text; it ends where the next one starts.
    start: usize,
    file: Arc<SourceFile>,
    /// Where it was written.
    offset: usize,
    /// Whether the text is the author's, byte for byte. If not, all of it comes from `offset`.
    verbatim: bool,
}

/// What an [`Edit`] puts in place of the author's text.
#[derive(Debug, Clone)]
pub enum Replacement {
    /// Text made by us; its origin is what it replaces.
    Generated(String),
    /// Another document (an include), with origins of its own.
    Document(Document),
}

/// A change of a document.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What is replaced: byte offsets in the document's text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub with: Replacement,
}

impl Edit {
    /// Replaces `range` by generated text.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Edit {
        Edit {
            range,
            with: Replacement::Generated(text.into()),
        }
    }

    /// Takes `range` out.
    pub fn remove(range: Range<usize>) -> Edit {
        Edit::replace(range, "")
    }

    /// Puts generated text before `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Edit {
        Edit::replace(offset..offset, text)
    }
}

/// A chapter's text with its origins.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    segments: Vec<Segment>,
}

impl Document {
    /// The document of a whole file, as it was written.
    pub fn of_file(file: Arc<SourceFile>) -> Document {
        let range = 0..file.text.len();
        Document::of_slice(file, range)
    }

    /// A part of a file, as it was written.
    pub fn of_slice(file: Arc<SourceFile>, range: Range<usize>) -> Document {
        let span = Span::new(file, range);
        let text = span.file.text[span.range.clone()].to_owned();
        let offset = span.range.start;
        Document {
            text,
            segments: vec![Segment {
                start: 0,
                file: span.file,
                offset,
                verbatim: true,
            }],
        }
    }

    /// Text that somebody else made out of `file` (another program's preprocessor): each line that
    /// also stands in the file, in the same order, gets that origin; any other line that of the
    /// line before it.
    pub fn realigned(file: Arc<SourceFile>, text: String) -> Document {
        let lines = line_offsets_by_text(&file.text);
        let (mut segments, mut start, mut last) = (Vec::new(), 0, 0);
        for line in text.split_inclusive('\n') {
            let places = lines.get(line.trim_end()).map_or(&[][..], Vec::as_slice);
            let next = places.partition_point(|&place| place < last);
            let found = places.get(next).copied();
            let offset = found.unwrap_or(last);
            segments.push(Segment {
                start,
                file: file.clone(),
                offset,
                verbatim: found.is_some(),
            });
            start += line.len();
            last = offset;
        }
        if segments.is_empty() {
            segments.push(Segment {
                start: 0,
                file,
                offset: 0,
                verbatim: false,
            });
        }
        Document { text, segments }
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a piece of the text was written.
    pub fn span(&self, range: Range<usize>) -> Span {
        let (file, start) = self.origin(range.start);
        let end = match self.origin(range.end.saturating_sub(1).max(range.start)) {
            (other, end) if other.path == file.path && end >= start => {
                end + usize::from(range.end > range.start)
            }
            _ => start,
        };
        Span::new(file, start..end)
    }

    /// The document with all `edits` made. Edits may come in any order; of two that overlap the
    /// later one is dropped.
    pub fn apply(self, mut edits: Vec<Edit>) -> Document {
        if edits.is_empty() {
            return self;
        }
        edits.sort_by_key(|edit| edit.range.start);
        let mut next = Builder::new(&self);
        for edit in edits {
            next.apply(edit);
        }
        next.finish()
    }

    fn origin(&self, offset: usize) -> (Arc<SourceFile>, usize) {
        let segment = &self.segments[self.segment_at(offset)];
        let inside = if segment.verbatim {
            offset - segment.start.min(offset)
        } else {
            0
        };
        (segment.file.clone(), segment.offset + inside)
    }

    /// The index of the segment that holds `offset`; there is always a first one.
    fn segment_at(&self, offset: usize) -> usize {
        self.segments
            .partition_point(|segment| segment.start <= offset)
            .saturating_sub(1)
    }
}

fn line_offsets_by_text(text: &str) -> HashMap<&str, Vec<usize>> {
    let (mut lines, mut offset) = (HashMap::<_, Vec<_>>::new(), 0);
    for line in text.split_inclusive('\n') {
        lines.entry(line.trim_end()).or_default().push(offset);
        offset += line.len();
    }
    lines
}

/// Builds the next document out of kept pieces and replacements.
struct Builder<'a> {
    old: &'a Document,
    /// Up to where the old text has been taken over.
    done: usize,
    text: String,
    segments: Vec<Segment>,
}

impl<'a> Builder<'a> {
    fn new(old: &'a Document) -> Builder<'a> {
        Builder {
            old,
            done: 0,
            text: String::with_capacity(old.text.len()),
            segments: Vec::new(),
        }
    }

    fn apply(&mut self, edit: Edit) {
        let Range { start, end } = edit.range;
        let legal = start >= self.done && self.old.text.get(start..end).is_some();
        if !legal {
            return;
        }
        self.keep(start);
        match edit.with {
            Replacement::Generated(text) => self.generated(start, &text),
            Replacement::Document(document) => self.document(&document),
        }
        self.done = end;
    }

    /// Takes the old text over, up to `end`.
    fn keep(&mut self, end: usize) {
        let mut from = self.done;
        while from < end {
            let index = self.old.segment_at(from);
            let until = self
                .old
                .segments
                .get(index + 1)
                .map_or(end, |next| next.start.min(end));
            let (file, offset) = self.old.origin(from);
            let verbatim = self.old.segments[index].verbatim;
            self.segments.push(Segment {
                start: self.text.len(),
                file,
                offset,
                verbatim,
            });
            self.text.push_str(&self.old.text[from..until]);
            from = until;
        }
        self.done = end;
    }

    fn generated(&mut self, at: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let (file, offset) = self.old.origin(at);
        self.segments.push(Segment {
            start: self.text.len(),
            file,
            offset,
            verbatim: false,
        });
        self.text.push_str(text);
    }

    fn document(&mut self, document: &Document) {
        if document.text.is_empty() {
            return;
        }
        let shift = self.text.len();
        let moved = document.segments.iter().cloned();
        self.segments.extend(moved.map(|segment| Segment {
            start: segment.start + shift,
            ..segment
        }));
        self.text.push_str(&document.text);
    }

    fn finish(mut self) -> Document {
        self.keep(self.old.text.len());
        if self.segments.is_empty() {
            self.segments.push(Segment {
                start: 0,
                ..self.old.segments[0].clone()
            });
        }
        Document {
            text: self.text,
            segments: self.segments,
        }
    }
}

/// The normal form of a path: `.` and `..` resolved by text alone. `None` if it climbs above its
/// own start or is absolute.
pub fn normalize_inside(path: &Path) -> Option<PathBuf> {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => normal.push(name),
            Component::ParentDir if normal.pop() => {}
            _ => return None,
        }
    }
    Some(normal)
}

#[cfg(test)]
mod tests;
