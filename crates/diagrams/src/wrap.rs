//! Words to lines. Entry point: [`wrap`].
//!
//! Invariant: no line is wider than the setting allows, and no letter is lost.

use crate::label::{BOLD, Line, Look, MONO, Setting, Span};
use crate::markup::{Word, extend};
use crate::widths::advance;

/// The width of a line in pixels.
pub(crate) fn width_of(line: &Line, setting: Setting) -> f64 {
    let span = |span: &Span| {
        let factor = if span.look.bold || setting.bold {
            BOLD
        } else {
            1.0
        };
        let em: f64 = span
            .text
            .chars()
            .map(|c| {
                if span.look.code {
                    MONO.max(advance(c) - 0.3)
                } else {
                    advance(c)
                }
            })
            .sum();
        em * factor * setting.size
    };
    line.iter().map(span).sum()
}

/// Breaks a paragraph into as few lines as the width allows, then evens them out.
pub(crate) fn wrap(words: &[Word], setting: Setting) -> Vec<Line> {
    if words.is_empty() {
        return vec![Line::new()];
    }
    let words = split_long(words, setting);
    let lines = fill(&words, setting.wrap, setting);
    if lines.len() < 2 {
        return lines;
    }
    let (mut low, mut high) = (setting.wrap / 3.0, setting.wrap);
    for _ in 0..7 {
        let middle = f64::midpoint(low, high);
        if fill(&words, middle, setting).len() > lines.len() {
            low = middle
        } else {
            high = middle
        }
    }
    fill(&words, high, setting)
}

fn fill(words: &[Word], room: f64, setting: Setting) -> Vec<Line> {
    let space = advance(' ') * setting.size;
    let mut lines: Vec<Line> = Vec::new();
    let mut used = f64::INFINITY;
    for word in words {
        let width = width_of(&word.line, setting);
        let gap = if word.spaced { space } else { 0.0 };
        match lines.last_mut().filter(|_| used + gap + width <= room) {
            Some(line) => {
                join(line, word);
                used += gap + width;
            }
            None => {
                lines.push(word.line.clone());
                used = width;
            }
        }
    }
    lines
}

fn join(line: &mut Line, word: &Word) {
    if word.spaced {
        let look = line.last().map(|span| span.look).unwrap_or_default();
        let next = word.line.first().map(|span| span.look).unwrap_or_default();
        extend(line, ' ', if look == next { look } else { Look::default() });
    }
    for span in &word.line {
        span.text.chars().for_each(|c| extend(line, c, span.look));
    }
}

/// Breaks words that are wider than a line, behind a punctuation mark if there is one.
fn split_long(words: &[Word], setting: Setting) -> Vec<Word> {
    let mut pieces = Vec::with_capacity(words.len());
    for word in words {
        if width_of(&word.line, setting) <= setting.wrap {
            pieces.push(word.clone());
        } else {
            split_word(word, setting, &mut pieces);
        }
    }
    pieces
}

fn split_word(word: &Word, setting: Setting, pieces: &mut Vec<Word>) {
    let mut piece = Word {
        line: Line::new(),
        spaced: word.spaced,
    };
    let letters = word
        .line
        .iter()
        .flat_map(|span| span.text.chars().map(move |c| (c, span.look)));
    for (c, look) in letters {
        extend(&mut piece.line, c, look);
        let width = width_of(&piece.line, setting);
        let good = "/_.-&?=,;:|+()".contains(c) && width > setting.wrap * 0.5;
        if good || width > setting.wrap - setting.size {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    if !piece.line.is_empty() {
        pieces.push(piece);
    }
}
