//! Makes two writings of the same text equal.
//!
//! [`normalize`] is the entry point. Invariant: normalising twice gives what normalising once
//! gives.

use super::Platform;

/// Which differences do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Blanks at both ends.
    pub trim: bool,
    /// Upper and lower case.
    pub case: bool,
    /// How much blank stands between words.
    pub space: bool,
    /// Signs that end a word or sentence (`. , ; : ! ?`), and back-ticks.
    pub punct: bool,
    /// The shape of quotation marks and apostrophes.
    pub quotes: bool,
    /// How lines end: `\r\n` and `\r` are `\n`.
    pub eol: bool,
    /// Blanks at the ends of lines.
    pub trailing: bool,
}

impl Flags {
    /// Reads the letters that `encode` writes; others are ignored.
    pub fn parse(letters: &str) -> Flags {
        let mut flags = Flags::default();
        for letter in letters.bytes() {
            match letter {
                b't' => flags.trim = true,
                b'c' => flags.case = true,
                b's' => flags.space = true,
                b'p' => flags.punct = true,
                b'q' => flags.quotes = true,
                b'e' => flags.eol = true,
                b'l' => flags.trailing = true,
                _ => {}
            }
        }
        flags
    }

    /// One letter for each flag that is set.
    #[cfg(feature = "build")]
    pub(super) fn encode(self) -> String {
        let flags = [
            (self.trim, 't'),
            (self.case, 'c'),
            (self.space, 's'),
            (self.punct, 'p'),
            (self.quotes, 'q'),
            (self.eol, 'e'),
            (self.trailing, 'l'),
        ];
        let set = flags.iter().filter(|(set, _)| *set);
        set.map(|(_, letter)| letter).collect()
    }
}

/// The text without the differences that do not count.
pub fn normalize(text: &str, flags: Flags, platform: &impl Platform) -> String {
    let text = if flags.case {
        platform.lower(text)
    } else {
        text.to_owned()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let letter = if flags.quotes {
            plain_quote(letter)
        } else {
            letter
        };
        let after = rest.as_str();
        let returns = flags.eol && letter == '\r';
        if flags.punct && is_punctuation(letter, after) || returns && after.starts_with('\n') {
            continue;
        }
        push(&mut out, if returns { '\n' } else { letter }, flags);
    }
    while flags.trim && is_blank(last(&out)) {
        out.pop();
    }
    if flags.trailing {
        end_line(&mut out);
    }
    out
}

fn push(out: &mut String, letter: char, flags: Flags) {
    let blank = is_blank(letter);
    let letter = if blank && flags.space { ' ' } else { letter };
    if flags.trailing && letter == '\n' {
        end_line(out);
    }
    let drop = blank && (flags.trim && out.is_empty() || flags.space && last(out) == ' ');
    if !drop {
        out.push(letter);
    }
}

/// Takes the blanks away with which the last line ends.
fn end_line(out: &mut String) {
    while last(out) != '\n' && is_blank(last(out)) {
        out.pop();
    }
}

fn last(text: &str) -> char {
    text.chars().next_back().unwrap_or('\0')
}

/// Blanks that a keyboard or a paste can bring in.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}' | '\u{2028}'
            | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

fn plain_quote(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '´' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        other => other,
    }
}

/// A back-tick, or a sign with which a word ends: only more of the kind stand between it and the
/// next blank.
fn is_punctuation(letter: char, rest: &str) -> bool {
    let ending = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?');
    let next = rest.chars().find(|&c| !ending(c) && c != '`');
    letter == '`' || ending(letter) && next.is_none_or(is_blank)
}
