//! GIFT's text with its escapes undone.
//!
//! [`Glyphs`] is the entry point. Invariant: a letter that was escaped is never taken for a sign,
//! and every letter knows its place in the file.

use crate::node::Written;
use std::ops::Range;

/// A letter of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    letter: char,
    at: usize,
    /// How many bytes it takes in the file, its backslash included.
    length: usize,
    /// Whether it may be one of GIFT's signs.
    sign: bool,
}

/// A piece of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyphs<'g>(pub(super) &'g [Glyph]);

/// Reads the lines of a question, each with its place, into glyphs.
pub(super) fn read<'s>(lines: impl Iterator<Item = (usize, &'s str)>) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    for (start, line) in lines {
        let mut letters = line.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            let escaped = match (letter, next) {
                ('\\', Some('n')) => Some('\n'),
                ('\\', Some(next)) if "\\:#={}~".contains(next) => Some(next),
                _ => None,
            };
            if escaped.is_some() {
                letters.next();
            }
            glyphs.push(Glyph {
                letter: escaped.unwrap_or(letter),
                at: start + at,
                length: letter.len_utf8() + usize::from(escaped.is_some()),
                sign: escaped.is_none(),
            });
        }
        glyphs.push(Glyph {
            letter: '\n',
            at: start + line.len(),
            length: 0,
            sign: true,
        });
    }
    glyphs
}

impl<'g> Glyphs<'g> {
    /// The first place of a sign.
    pub(super) fn find(self, sign: &str) -> Option<usize> {
        (0..self.0.len()).find(|start| self.has_at(*start, sign))
    }

    /// The last place of a sign.
    pub(super) fn rfind(self, sign: &str) -> Option<usize> {
        (0..self.0.len())
            .rev()
            .find(|start| self.has_at(*start, sign))
    }

    fn has_at(self, start: usize, sign: &str) -> bool {
        let mut glyphs = self.0.iter().skip(start);
        let mut letters = sign.chars();
        letters.all(|letter| {
            let glyph = glyphs.next();
            glyph.is_some_and(|glyph| glyph.sign && glyph.letter == letter)
        })
    }

    /// Whether the piece begins with a sign.
    pub(super) fn starts_with(self, sign: &str) -> bool {
        self.has_at(0, sign)
    }

    /// What stands before a place.
    pub(super) fn before(self, at: usize) -> Glyphs<'g> {
        Glyphs(self.0.get(..at).unwrap_or(self.0))
    }

    /// What stands from a place on.
    pub(super) fn from(self, at: usize) -> Glyphs<'g> {
        Glyphs(self.0.get(at..).unwrap_or_default())
    }

    /// The piece in two, without the sign between them.
    pub(super) fn split_once(self, sign: &str) -> Option<(Glyphs<'g>, Glyphs<'g>)> {
        let at = self.find(sign)?;
        Some((self.before(at), self.from(at + sign.chars().count())))
    }

    /// The pieces that begin with one of the signs, with what comes before the first of them.
    pub(super) fn split_before(self, signs: &str) -> Vec<Glyphs<'g>> {
        let begins = |glyph: &Glyph| glyph.sign && signs.contains(glyph.letter);
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, glyph) in self.0.iter().enumerate() {
            if begins(glyph) && at > start {
                pieces.push(Glyphs(self.0.get(start..at).unwrap_or_default()));
                start = at;
            }
        }
        pieces.push(self.from(start));
        pieces
    }

    /// The piece without blanks around it.
    pub(super) fn trimmed(self) -> Glyphs<'g> {
        let blank = |glyph: &Glyph| glyph.letter.is_whitespace();
        let start = self.0.iter().take_while(|glyph| blank(glyph)).count();
        let end = self.0.iter().rev().take_while(|glyph| blank(glyph)).count();
        Glyphs(self.0.get(start..self.0.len() - end).unwrap_or_default())
    }

    /// Whether there is nothing but blanks.
    pub(super) fn is_blank(self) -> bool {
        self.trimmed().0.is_empty()
    }

    /// The letters.
    pub(super) fn text(self) -> String {
        self.0.iter().map(|glyph| glyph.letter).collect()
    }

    /// Where the piece stands; an empty one stands nowhere.
    pub(super) fn range(self) -> Option<Range<usize>> {
        let (first, last) = (self.0.first()?, self.0.last()?);
        Some(first.at..last.at + last.length)
    }

    /// The piece without blanks around it, with its place or the given one.
    pub(super) fn written(self, otherwise: &Range<usize>) -> Written {
        let piece = self.trimmed();
        let range = piece.range().unwrap_or_else(|| otherwise.clone());
        Written::new(piece.text(), &range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_and_are_no_signs() {
        let line = r"a\=b=c \\n \n\x \~";
        let glyphs = read(std::iter::once((10, line)));
        let text = Glyphs(&glyphs);
        assert_eq!(text.text(), "a=b=c \\n \n\\x ~\n");
        assert_eq!(text.find("="), Some(3));
        let (_, after) = text.split_once("=").unwrap();
        assert_eq!(after.trimmed().range(), Some(15..28));
    }
}
