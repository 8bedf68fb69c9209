//! What an author writes behind the language of a fence: `rust {2,4-6} title="src/main.rs"`.
//!
//! [`CodeInfo::of`] is the entry point. Invariant: words that other tools read there (`ignore`,
//! `editable`, `{.class}`) are passed over.

use crate::fence_words::{FenceWord, fence_words};
use crate::markdown::language_of;
use coursebook_model::quiz::author::nearest;
use std::ops::RangeInclusive;

/// What a fence says of its code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeInfo {
    /// The language; empty if it says none.
    pub language: String,
    /// The lines to mark, from 1, in the order in which they are written.
    pub lines: Vec<RangeInclusive<usize>>,
    /// The caption, mostly a file's name.
    pub title: Option<String>,
    /// The name among neighbouring fences that show one thing in several languages.
    pub tab: Option<String>,
}

pub(super) const HELP: &str =
    "behind the language may stand lines to mark {2,4-6}, title=\"…\" and tab=\"…\"";

/// More lines than any block of code has.
const MOST_LINES: usize = 1_000_000;

impl CodeInfo {
    /// Reads what follows the opening fence; an error says what cannot be read.
    pub fn of(info: &str) -> Result<CodeInfo, String> {
        let language = language_of(info);
        let mut code = CodeInfo {
            language: language.to_owned(),
            ..CodeInfo::default()
        };
        for word in fence_words(info) {
            match word {
                FenceWord::Braced(inside) => code.braced(inside)?,
                FenceWord::Valued(name, value) => code.valued(name, Some(value))?,
                FenceWord::Bare(name) | FenceWord::Unquoted(name) => code.valued(name, None)?,
            }
        }
        Ok(code)
    }

    /// Whether something is printed above the code.
    pub fn has_caption(&self) -> bool {
        self.title.is_some() || self.tab.is_some()
    }

    /// Reads what is in braces.
    fn braced(&mut self, inside: &str) -> Result<(), String> {
        if inside
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit())
        {
            for piece in inside.split(',') {
                let lines = lines(piece.trim());
                self.lines.push(lines.ok_or_else(|| {
                    format!("`{}` is no line and no range of lines", piece.trim())
                })?);
            }
        }
        Ok(())
    }

    /// Reads a word and its value, if it is one of ours.
    fn valued(&mut self, name: &str, value: Option<&str>) -> Result<(), String> {
        let field = match name {
            "title" => &mut self.title,
            "tab" => &mut self.tab,
            // A word of another tool, unless it is nearly one of ours.
            _ => {
                let meant = nearest(name, ["title", "tab"]).filter(|_| value.is_some());
                return meant.map_or(Ok(()), |meant| {
                    Err(format!(
                        "`{name}` is no key of a fence: did you mean `{meant}`?"
                    ))
                });
            }
        };
        match value.map(str::trim) {
            Some(value) if !value.is_empty() => *field = Some(value.to_owned()),
            _ => return Err(format!("`{name}` needs a value in double quotes")),
        }
        Ok(())
    }
}

/// `3` or `3-5`.
fn lines(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| {
        let number: usize = text.trim().parse().ok()?;
        (1..=MOST_LINES).contains(&number).then_some(number)
    };
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_captions_and_tabs_are_read() {
        let info = CodeInfo::of("rust,ignore {2,4-6} title=\"src/main.rs\" tab=\"Rust\"").unwrap();
        let expected = CodeInfo {
            language: "rust".to_owned(),
            lines: vec![2..=2, 4..=6],
            title: Some("src/main.rs".to_owned()),
            tab: Some("Rust".to_owned()),
        };
        assert_eq!(info, expected);
        assert_eq!(CodeInfo::of("js{1}").unwrap().lines, [1..=1]);
    }

    #[test]
    fn what_other_tools_read_is_passed_over() {
        for info in [
            "",
            "rust,editable,ignore",
            "rust {.numberLines #id}",
            "sh key=value name=\"x\" file=\"y\"",
            "a =",
            "x {",
            "rust edition2021 should_panic",
        ] {
            let code = CodeInfo::of(info).unwrap();
            assert!(code.lines.is_empty() && !code.has_caption(), "{info}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (info, part) in [
            ("js {2-1}", "2-1"),
            ("js {0}", "`0`"),
            ("js {1,x}", "`x`"),
            ("js titel=\"a\"", "did you mean `title`"),
            ("js title=a", "double quotes"),
            ("js title", "double quotes"),
            ("js tab=\"\"", "double quotes"),
        ] {
            let message = CodeInfo::of(info).unwrap_err();
            assert!(message.contains(part), "{info}: {message}");
        }
    }
}
