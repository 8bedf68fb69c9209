//! Finds `{{#include …}}` and its relatives in a text.
//!
//! [`directives`] is the entry point; a `{{#name …}}` that is none of them (such as `{{#quiz …}}`)
//! is left to whoever knows it.

use std::ops::Range;

/// A directive and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive<'a> {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind<'a>,
}

/// What a directive asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// `\{{#…}}`: to be printed.
    Escaped,
    /// `{{#include path:part}}`.
    Include { path: &'a str, part: Part<'a> },
    /// `{{#rustdoc_include path:part}}`: the other lines are there, hidden.
    RustdocInclude { path: &'a str, part: Part<'a> },
    /// `{{#playground path attributes}}`.
    Playground {
        path: &'a str,
        attributes: Vec<&'a str>,
    },
    /// `{{#title text}}`: the page's title.
    Title(&'a str),
}

/// Which lines of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// From the first line to, and with, the last, counted from 1; open ends are `None`.
    Lines {
        first: Option<usize>,
        last: Option<usize>,
    },
    /// Between two comments.
    Anchor(&'a str),
}

impl Directive<'_> {
    /// The file it names.
    pub(super) fn path(&self) -> Option<&str> {
        match &self.kind {
            Kind::Include { path, .. }
            | Kind::RustdocInclude { path, .. }
            | Kind::Playground { path, .. } => Some(path),
            Kind::Escaped | Kind::Title(_) => None,
        }
    }
}

/// The longest directive in bytes, so that a line of nothing but `{{` is read in linear time.
const LONGEST: usize = 1024;

/// All directives of a text, in order.
pub(super) fn directives(text: &str) -> Vec<Directive<'_>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        from = open + 2;
        let bound = text.floor_char_boundary(from + LONGEST);
        let line = text[from..bound].split('\n').next().unwrap_or("");
        let Some(close) = line.find("}}") else {
            continue;
        };
        let inner = line[..close].trim();
        let Some(directive) = inner.strip_prefix('#') else {
            continue;
        };
        let end = from + close + 2;
        if text[..open].ends_with('\\') {
            found.push(Directive {
                range: open - 1..end,
                kind: Kind::Escaped,
            });
            from = end;
        } else if let Some(kind) = parse(directive) {
            found.push(Directive {
                range: open..end,
                kind,
            });
            from = end;
        }
    }
    found
}

fn parse(directive: &str) -> Option<Kind<'_>> {
    let (name, rest) = directive.split_once(char::is_whitespace)?;
    let rest = rest.trim();
    let mut words = rest.split_whitespace();
    match name {
        "title" => Some(Kind::Title(rest)),
        "include" => {
            let (path, part) = path_and_part(words.next()?);
            Some(Kind::Include { path, part })
        }
        "rustdoc_include" => {
            let (path, part) = path_and_part(words.next()?);
            Some(Kind::RustdocInclude { path, part })
        }
        "playground" | "playpen" => Some(Kind::Playground {
            path: words.next()?,
            attributes: words.collect(),
        }),
        _ => None,
    }
}

fn path_and_part(argument: &str) -> (&str, Part<'_>) {
    let all = Part::Lines {
        first: None,
        last: None,
    };
    let Some((path, part)) = argument.split_once(':') else {
        return (argument, all);
    };
    let (first, last) = match part.split_once(':') {
        Some((first, last)) => (first, Some(last.split(':').next().unwrap_or(""))),
        None => (part, None),
    };
    let part = match (first.parse::<usize>(), last.map(str::parse::<usize>)) {
        (Ok(first), Some(Ok(last))) => Part::Lines {
            first: Some(first),
            last: Some(last),
        },
        (Ok(first), Some(Err(_))) => Part::Lines {
            first: Some(first),
            last: None,
        },
        (Ok(first), None) => Part::Lines {
            first: Some(first),
            last: Some(first),
        },
        (Err(_), Some(Ok(last))) if first.is_empty() => Part::Lines {
            first: None,
            last: Some(last),
        },
        (Err(_), _) if first.is_empty() => all,
        (Err(_), _) => Part::Anchor(first),
    };
    (path, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(first: Option<usize>, last: Option<usize>) -> Part<'static> {
        Part::Lines { first, last }
    }

    #[test]
    fn parts_are_read_as_mdbook_reads_them() {
        let cases = [
            ("a.rs", lines(None, None)),
            ("a.rs:2", lines(Some(2), Some(2))),
            ("a.rs:2:4", lines(Some(2), Some(4))),
            ("a.rs:2:", lines(Some(2), None)),
            ("a.rs::4", lines(None, Some(4))),
            ("a.rs::", lines(None, None)),
            ("a.rs:name", Part::Anchor("name")),
        ];
        for (argument, part) in cases {
            assert_eq!(path_and_part(argument), ("a.rs", part), "{argument}");
        }
    }

    #[test]
    fn a_line_of_open_braces_is_read_in_linear_time() {
        let text = "{{ü".repeat(1 << 19);
        let started = std::time::Instant::now();
        assert!(directives(&text).is_empty());
        // Each brace to the line's end would be 500 GB of reading.
        assert!(started.elapsed().as_secs() < 20);
    }

    #[test]
    fn foreign_and_escaped_directives() {
        let text = r"{{#quiz a.yaml}} \{{#include b}} {{ #include c }} {{x}} {{#title A b}}";
        let kinds: Vec<_> = directives(text)
            .into_iter()
            .map(|directive| directive.kind)
            .collect();
        let all = Part::Lines {
            first: None,
            last: None,
        };
        assert_eq!(
            kinds,
            [
                Kind::Escaped,
                Kind::Include {
                    path: "c",
                    part: all
                },
                Kind::Title("A b")
            ]
        );
    }
}
