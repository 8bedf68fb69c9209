//! What an author writes behind the language of a fence: `rust {2,4-6} title="src/main.rs"`.
//!
//! [`CodeInfo::of`] is the entry point. Invariant: words that other tools read there (`ignore`,
//! `editable`, `{.class}`) are passed over.

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
        let mut rest = info[language.len()..].trim_start_matches(SEPARATORS);
        while !rest.is_empty() {
            rest = if let Some(braced) = rest.strip_prefix('{') {
                code.braced(braced)?
            } else {
                code.word(rest)?
            };
            rest = rest.trim_start_matches(SEPARATORS);
        }
        Ok(code)
    }

    /// Whether something is printed above the code.
    pub fn has_caption(&self) -> bool {
        self.title.is_some() || self.tab.is_some()
    }

    /// Reads what is in braces; gives what comes after them.
    fn braced<'a>(&mut self, text: &'a str) -> Result<&'a str, String> {
        let (inside, after) = text.split_once('}').unwrap_or((text, ""));
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
        Ok(after)
    }

    /// Reads a word and its value, if it is one of ours; gives what comes after it.
    fn word<'a>(&mut self, text: &'a str) -> Result<&'a str, String> {
        let end = text.find(|c: char| c == '=' || c == '{' || SEPARATORS.contains(&c));
        let (name, after) = text.split_at(end.unwrap_or(text.len()));
        let field = match name {
            "title" => &mut self.title,
            "tab" => &mut self.tab,
            // A word of another tool, and its value if that is in quotes; one without is a word.
            _ => {
                let after = after.strip_prefix('=').unwrap_or(after);
                let quoted = after
                    .strip_prefix('"')
                    .and_then(|value| value.split_once('"'));
                if let Some(meant) = nearest(name, ["title", "tab"]).filter(|_| quoted.is_some()) {
                    return Err(format!(
                        "`{name}` is no key of a fence: did you mean `{meant}`?"
                    ));
                }
                return Ok(quoted.map_or(after, |(_, after)| after));
            }
        };
        let value = after
            .strip_prefix("=\"")
            .and_then(|value| value.split_once('"'));
        match value {
            Some((value, after)) if !value.trim().is_empty() => {
                *field = Some(value.trim().to_owned());
                Ok(after)
            }
            _ => Err(format!("`{name}` needs a value in double quotes")),
        }
    }
}

const SEPARATORS: [char; 3] = [' ', '\t', ','];

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
