//! What can be drawn but should be written differently. Entry points: [`Warning`], [`Lint`].
//!
//! Invariant: a warning points into the text, at the words that it is about.

use crate::paint::Tone;
use crate::{Kind, place};
use serde::{Deserialize, Serialize};

/// Advice about a picture that renders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What is meant.
    pub lint: Lint,
    /// What is wrong.
    pub message: String,
    /// Line in the text, counted from 1.
    pub line: usize,
    /// Column in that line, counted from 1 in characters.
    pub column: usize,
}

/// What an author may be advised of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lint {
    /// More boxes than a reader follows.
    Crowded,
    /// A colour of the author's own in Mermaid.
    Colour,
    /// A colour of the author's own in pikchr.
    FigureColour,
    /// A setting of Mermaid's looks.
    Theme,
    /// An icon or an image.
    Icon,
    /// A link in a picture.
    Link,
    /// A formula.
    Math,
}

impl Lint {
    /// A stable name, such as `diagram-colour`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Crowded => "diagram-crowded",
            Self::Colour | Self::FigureColour => "diagram-colour",
            Self::Theme => "diagram-theme",
            Self::Icon => "diagram-icon",
            Self::Link => "diagram-link",
            Self::Math => "diagram-math",
        }
    }

    /// What the author may do about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Crowded => "split it into an overview and its parts",
            Self::Colour => {
                "name what it means: `:::accent`, `:::good`, `:::warn`, `:::bad` or `:::muted`; \
                 the theme colours it, in the dark and in print too"
            }
            Self::FigureColour => {
                "write `fill accent`, `good`, `warn`, `bad` or `muted`; the theme colours it"
            }
            Self::Theme => "take it out",
            Self::Icon | Self::Math => "say it in the label, or in the text beside the picture",
            Self::Link => "put the link in the text beside the picture",
        }
    }

    fn message(self) -> &'static str {
        match self {
            // Says how many.
            Self::Crowded => "",
            Self::Colour | Self::FigureColour => {
                "a colour of your own is replaced by a tone that is like it"
            }
            Self::Theme => "the book's theme decides how pictures look; this setting does nothing",
            Self::Icon => "icons and images are not drawn",
            Self::Link => "links in pictures are left out",
            Self::Math => "formulas in pictures are shown as they are typed",
        }
    }
}

/// More boxes than this are hard to follow.
const MANY_BOXES: usize = 15;
/// Warnings of one code; more say nothing new.
const MOST_ALIKE: usize = 5;

/// Advice about a Mermaid text.
pub(crate) fn of_mermaid(source: &str, kind: Kind, boxes: usize) -> Vec<Warning> {
    let mut found = Finder {
        source,
        warnings: Vec::new(),
    };
    found.crowd(boxes);
    let mut offset = 0;
    for line in source.split_inclusive('\n') {
        let text = line.trim_start();
        let start = offset + line.len() - text.len();
        if !text.starts_with("%%") || text.starts_with("%%{") {
            found.line(text, start, kind);
        }
        offset += line.len();
    }
    found.warnings
}

/// Advice about a pikchr text.
pub(crate) fn of_pikchr(source: &str, has_own_colours: bool) -> Vec<Warning> {
    let mut found = Finder {
        source,
        warnings: Vec::new(),
    };
    if has_own_colours {
        let words = ["fill", "color"];
        let at = words.iter().filter_map(|word| source.find(word)).min();
        found.add(Lint::FigureColour, at.unwrap_or(0));
    }
    found.warnings
}

struct Finder<'a> {
    source: &'a str,
    warnings: Vec<Warning>,
}

impl Finder<'_> {
    fn add(&mut self, lint: Lint, offset: usize) {
        self.say(lint, offset, lint.message().to_owned());
    }

    fn say(&mut self, lint: Lint, offset: usize, message: String) {
        let alike = self.warnings.iter().filter(|warning| warning.lint == lint);
        if alike.count() >= MOST_ALIKE {
            return;
        }
        let (line, column) = place::position(self.source, offset);
        self.warnings.push(Warning {
            lint,
            message,
            line,
            column,
        });
    }

    fn crowd(&mut self, boxes: usize) {
        if boxes > MANY_BOXES {
            let start = self.source.len() - self.source.trim_start().len();
            let message =
                format!("the picture has {boxes} boxes; a reader follows about {MANY_BOXES}");
            self.say(Lint::Crowded, start, message);
        }
    }

    fn line(&mut self, text: &str, start: usize, kind: Kind) {
        let found = [
            (Lint::Colour, colour(text, kind)),
            (Lint::Theme, theme(text)),
            (Lint::Icon, icon(text)),
            (Lint::Link, links(text, kind).then_some(0)),
            (Lint::Math, text.find("$$")),
        ];
        for (lint, at) in found {
            if let Some(at) = at {
                self.add(lint, start + at);
            }
        }
    }
}

/// Where a line names a colour that is not in the name of a tone.
fn colour(text: &str, kind: Kind) -> Option<usize> {
    let mut words = text.split_whitespace();
    let keyword = words.next()?;
    let name = words.next().unwrap_or_default();
    let styled = match keyword {
        "classDef" => !name.split(',').all(Tone::is_named),
        "style" | "linkStyle" => true,
        _ => kind == Kind::Quadrant && text.contains(": ["),
    };
    if !styled {
        return None;
    }
    const PROPERTIES: [&str; 5] = ["fill:", "stroke:", "color:", "stroke-color:", "background:"];
    let property = |property: &&str| {
        let at = text.find(*property)?;
        let before = text.get(..at)?.chars().next_back()?;
        let value = text.get(at + property.len()..)?.trim_start();
        let plain = ["none", "transparent", "inherit", "currentColor"];
        let says = !plain.iter().any(|word| value.starts_with(word));
        (says && !before.is_alphanumeric() && before != '-').then_some(at)
    };
    PROPERTIES.iter().filter_map(property).min()
}

/// Where a line of front matter or of a directive sets a look.
fn theme(text: &str) -> Option<usize> {
    let names = ["themeVariables", "themeCSS", "theme", "look", "fontFamily"];
    let in_directive = text.starts_with("%%{");
    names.iter().find_map(|name| {
        let at = text.find(name)?;
        let after = text
            .get(at + name.len()..)?
            .trim_start_matches(['"', '\'', ' ']);
        ((in_directive || at == 0) && after.starts_with(':')).then_some(at)
    })
}

/// Where a line names an icon or an image.
fn icon(text: &str) -> Option<usize> {
    let in_shape = |key: &str| {
        let at = text.find("@{")?;
        let found = text.get(at..)?.find(key)?;
        Some(at + found)
    };
    ["fa:fa-", "fab:fa-", "fas:fa-", "far:fa-", "::icon("]
        .iter()
        .find_map(|name| text.find(name))
        .or_else(|| in_shape("icon:"))
        .or_else(|| in_shape("img:"))
}

fn links(text: &str, kind: Kind) -> bool {
    let keyword = text.split_whitespace().next().unwrap_or_default();
    match kind {
        Kind::Flowchart | Kind::Gantt | Kind::State => keyword == "click",
        Kind::Class => matches!(keyword, "click" | "link" | "callback"),
        Kind::Sequence => matches!(keyword, "link" | "links" | "properties" | "details"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(source: &str, kind: Kind) -> Vec<(&'static str, usize, usize)> {
        let warnings = of_mermaid(source, kind, 1);
        warnings
            .iter()
            .map(|warning| (warning.lint.code(), warning.line, warning.column))
            .collect()
    }

    #[test]
    fn own_colours_are_found_and_tones_are_not() {
        let source = "flowchart LR\n  a:::good --> b\n  classDef good fill:#dfd\n  \
                      classDef mine stroke-width:2px,fill:#f00\n  style b fill:none,stroke:red";
        assert_eq!(
            codes(source, Kind::Flowchart),
            [("diagram-colour", 4, 34), ("diagram-colour", 5, 21)]
        );
        let chart = "quadrantChart\n  P: [0.1, 0.2] radius: 9, color: #f00";
        assert_eq!(codes(chart, Kind::Quadrant), [("diagram-colour", 2, 28)]);
    }

    #[test]
    fn what_is_not_drawn_is_said() {
        let source = "flowchart LR\n a[fa:fa-lock x] --> b[$$x^2$$]\n click a href \"y\"\n \
                      %% click nothing\n c@{ img: \"z\" }";
        let expected = [
            ("diagram-icon", 2, 4),
            ("diagram-math", 2, 24),
            ("diagram-link", 3, 2),
            ("diagram-icon", 5, 6),
        ];
        assert_eq!(codes(source, Kind::Flowchart), expected);
        let themed = "%%{init: {\"theme\": \"forest\"}}%%\nflowchart LR\n a[theme: dark]";
        assert_eq!(codes(themed, Kind::Flowchart), [("diagram-theme", 1, 12)]);
    }

    #[test]
    fn crowds_are_counted() {
        assert_eq!(of_mermaid("flowchart", Kind::Flowchart, 15), []);
        let warnings = of_mermaid("\nflowchart", Kind::Flowchart, 16);
        assert_eq!(
            (warnings[0].lint.code(), warnings[0].line),
            ("diagram-crowded", 2)
        );
        let many = "style a fill:red\n".repeat(40);
        assert_eq!(codes(&many, Kind::Flowchart).len(), MOST_ALIKE);
    }
}
