//! The regular expressions that Rust and JavaScript read alike.
//!
//! [`check`] is the entry point: it refuses what only one of the two knows or what they read
//! differently, and translates the rest from JavaScript's meaning to Rust's. Invariant: an
//! accepted expression has no repetition of a repetition, so that JavaScript's backtracking cannot
//! run away on a reader's text.

use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

/// The longest expression, in characters.
const MAX_PATTERN: usize = 200;
/// The most often that something may be repeated by number.
const MAX_COUNT: u32 = 100;
/// How deep groups may nest.
const MAX_GROUPS: usize = 8;

/// JavaScript's `\s`; Rust's differs by two characters.
const BLANK: &str = "\\t\\n\\x0b\\x0c\\r \\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{2028}\\u{2029}\\u{202f}\\u{205f}\\u{3000}\\u{feff}";

/// Why an expression is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum PatternError {
    /// Too long.
    #[error("the regular expression is longer than {MAX_PATTERN} characters")]
    TooLong,
    /// Something outside the common part.
    #[error("`{0}` is outside the part of regular expressions that Rust and browsers read alike")]
    Unsupported(String),
    /// A repetition inside a repetition.
    #[error("a repeated group must not contain a repetition")]
    NestedRepetition,
    /// A repetition by too large a number.
    #[error("nothing may be repeated more than {MAX_COUNT} times by number")]
    TooManyTimes,
    /// Brackets do not match, or something to repeat is missing.
    #[error("the regular expression is malformed at `{0}`")]
    Malformed(String),
    /// Crate `regex` refuses it.
    #[error("the regular expression does not compile: {0}")]
    Compile(String),
}

/// The expression in Rust's writing, with JavaScript's meaning.
pub(super) fn check(pattern: &str) -> Result<String, PatternError> {
    if pattern.chars().count() > MAX_PATTERN {
        return Err(PatternError::TooLong);
    }
    let mut scanner = Scanner {
        rest: pattern.chars().peekable(),
        out: String::with_capacity(pattern.len() * 2),
        groups: Vec::new(),
        atom: Atom::None,
    };
    scanner.run()?;
    regex::Regex::new(&scanner.out).map_err(|error| {
        let text = error.to_string();
        PatternError::Compile(text.lines().last().unwrap_or("").trim().to_owned())
    })?;
    Ok(scanner.out)
}

/// What the last thing read was, for a repetition that may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    /// Nothing that can be repeated.
    None,
    /// A single character or class.
    Simple,
    /// A group that holds no repetition.
    Group,
    /// A group that holds one.
    RepeatingGroup,
}

struct Scanner<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    /// For each open group: whether it holds a repetition.
    groups: Vec<bool>,
    atom: Atom,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), PatternError> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.open()?,
                ')' => self.close()?,
                '*' | '+' | '?' => self.repetition(c)?,
                '{' => self.counted()?,
                '}' | ']' => return Err(PatternError::Malformed(c.to_string())),
                '|' | '^' | '$' => self.put(c, Atom::None),
                '.' => self.put_text("[^\\n\\r\\u{2028}\\u{2029}]", Atom::Simple),
                '#' | '&' | '~' | '-' => self.literal(c),
                c => self.put(c, Atom::Simple),
            }
        }
        match self.groups.is_empty() {
            true => Ok(()),
            false => Err(PatternError::Malformed("(".to_owned())),
        }
    }

    fn put(&mut self, c: char, atom: Atom) {
        self.out.push(c);
        self.atom = atom;
    }

    fn put_text(&mut self, text: &str, atom: Atom) {
        self.out.push_str(text);
        self.atom = atom;
    }

    fn literal(&mut self, c: char) {
        // Writing to a string cannot fail.
        let _ = write!(self.out, "\\x{{{:x}}}", u32::from(c));
        self.atom = Atom::Simple;
    }

    fn escape(&mut self) -> Result<(), PatternError> {
        let Some(c) = self.rest.next() else {
            return Err(PatternError::Malformed("\\".to_owned()));
        };
        match c {
            'd' => self.put_text("[0-9]", Atom::Simple),
            'D' => self.put_text("[^0-9]", Atom::Simple),
            'w' => self.put_text("[0-9A-Za-z_]", Atom::Simple),
            'W' => self.put_text("[^0-9A-Za-z_]", Atom::Simple),
            's' => self.put_text(&format!("[{BLANK}]"), Atom::Simple),
            'S' => self.put_text(&format!("[^{BLANK}]"), Atom::Simple),
            't' => self.put_text("\\t", Atom::Simple),
            c if is_syntax(c) => self.literal(c),
            c => return Err(unsupported(&['\\', c])),
        }
        Ok(())
    }

    fn class(&mut self) -> Result<(), PatternError> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut empty = true;
        loop {
            match self.rest.next() {
                None => return Err(PatternError::Malformed("[".to_owned())),
                Some(']') if empty => return Err(unsupported(&['[', ']'])),
                Some(']') => break,
                Some('\\') => self.class_escape()?,
                // A range's hyphen; at either end it is a hyphen.
                Some('-') => self.hyphen(empty)?,
                Some('[') => return Err(unsupported(&['[', '['])),
                Some(c) if c.is_alphanumeric() => self.out.push(c),
                Some(c) => self.literal(c),
            }
            empty = false;
        }
        self.put(']', Atom::Simple);
        Ok(())
    }

    fn hyphen(&mut self, first: bool) -> Result<(), PatternError> {
        match self.rest.peek() {
            // A range cannot end in a class; JavaScript refuses it.
            Some('\\') => return Err(unsupported(&['-', '\\'])),
            Some(']') => self.literal('-'),
            _ if first => self.literal('-'),
            _ => self.out.push('-'),
        }
        Ok(())
    }

    fn class_escape(&mut self) -> Result<(), PatternError> {
        let next = self.rest.next();
        let range_follows = self.rest.peek() == Some(&'-');
        match next {
            Some(c @ ('d' | 'w' | 's')) if range_follows => {
                return Err(unsupported(&['\\', c, '-']));
            }
            Some('d') => self.out.push_str("0-9"),
            Some('w') => self.out.push_str("0-9A-Za-z_"),
            Some('s') => self.out.push_str(BLANK),
            Some('t') => self.out.push_str("\\t"),
            Some(c) if is_syntax(c) || c == '-' => self.literal(c),
            Some(c) => return Err(unsupported(&['[', '\\', c])),
            None => return Err(PatternError::Malformed("\\".to_owned())),
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), PatternError> {
        if self.rest.next_if_eq(&'?').is_some() {
            let next = self.rest.next();
            if next != Some(':') {
                return Err(unsupported(&['(', '?', next.unwrap_or(' ')]));
            }
        }
        if self.groups.len() == MAX_GROUPS {
            return Err(PatternError::Unsupported("((((((((".to_owned()));
        }
        self.groups.push(false);
        self.put_text("(?:", Atom::None);
        Ok(())
    }

    fn close(&mut self) -> Result<(), PatternError> {
        let Some(repeats) = self.groups.pop() else {
            return Err(PatternError::Malformed(")".to_owned()));
        };
        if repeats {
            self.note_repetition();
        }
        let atom = if repeats {
            Atom::RepeatingGroup
        } else {
            Atom::Group
        };
        self.put(')', atom);
        Ok(())
    }

    /// `*`, `+` and `?`; a `?` after a repetition (a lazy one) reads alike in both.
    fn repetition(&mut self, c: char) -> Result<(), PatternError> {
        self.repeat(&c.to_string(), c != '?')
    }

    fn counted(&mut self) -> Result<(), PatternError> {
        let mut inside = String::new();
        loop {
            match self.rest.next() {
                Some('}') => break,
                Some(c) if c.is_ascii_digit() || c == ',' => inside.push(c),
                _ => return Err(PatternError::Malformed("{".to_owned())),
            }
        }
        let (low, high) = inside.split_once(',').unwrap_or((&inside, &inside));
        let low: u32 = low
            .parse()
            .map_err(|_| PatternError::Malformed("{".to_owned()))?;
        let high = if high.is_empty() {
            None
        } else {
            high.parse::<u32>().ok()
        };
        if low > MAX_COUNT || high.is_some_and(|high| high > MAX_COUNT) {
            return Err(PatternError::TooManyTimes);
        }
        self.repeat(&format!("{{{inside}}}"), high != Some(low))
    }

    /// `open_ended`: whether it can match in more than one length.
    fn repeat(&mut self, text: &str, open_ended: bool) -> Result<(), PatternError> {
        match self.atom {
            Atom::None => return Err(PatternError::Malformed(text.to_owned())),
            Atom::RepeatingGroup if open_ended => return Err(PatternError::NestedRepetition),
            _ => {}
        }
        if open_ended {
            self.note_repetition();
        }
        self.out.push_str(text);
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        self.atom = Atom::None;
        Ok(())
    }

    fn note_repetition(&mut self) {
        if let Some(group) = self.groups.last_mut() {
            *group = true;
        }
    }
}

fn is_syntax(c: char) -> bool {
    "\\^$.*+?()[]{}|/".contains(c)
}

fn unsupported(written: &[char]) -> PatternError {
    PatternError::Unsupported(written.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::Platform;
    use crate::quiz::author::StdPlatform;

    #[test]
    fn common_expressions_are_accepted_and_match_whole_texts() {
        let cases = [
            ("(http )?429( too many requests)?", "429", true),
            ("(http )?429( too many requests)?", "x429", false),
            ("a|b", "ab", false),
            ("[a-z_-]+", "a-b_c", true),
            ("\\d{3}", "429", true),
            ("\\d{3}", "٤٢٩", false),
            ("a\\sb", "a\u{feff}b", true),
            (".", "\r", false),
            ("(ab|cd){2}", "abcd", true),
            ("a#b", "a#b", true),
            ("[&~^-]+", "&&~~--^", true),
        ];
        for (pattern, text, fits) in cases {
            assert!(check(pattern).is_ok(), "{pattern}: {:?}", check(pattern));
            assert_eq!(
                StdPlatform.matches(pattern, false, text),
                fits,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn what_only_one_side_knows_is_refused() {
        for pattern in [
            "(?=a)b",
            "(?!a)b",
            "(?<=a)b",
            "(?<n>a)",
            "(?P<n>a)",
            "(?i)a",
            "(a)\\1",
            "\\pL",
            "\\bx",
            "\\x41",
            "[[:alpha:]]",
            "[a&&[b]]",
            "a++",
            "a**",
            "{2}",
            "a{,3}",
            "[]a]",
            "a{101}",
            "(a",
            "a)",
            "a]",
            "\\",
            "[\\D]",
            "a}",
        ] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_repetition_of_a_repetition_is_refused() {
        assert_eq!(check("(a+)+b"), Err(PatternError::NestedRepetition));
        assert_eq!(check("((a*)b)*"), Err(PatternError::NestedRepetition));
        assert!(check("(a+){2}").is_ok());
        assert!(check("(ab)+c*").is_ok());
    }
}
