//! What an author writes behind the language of a picture's fence. Entry point:
//! [`Attributes::of`].

use crate::fence_words::{self, FenceWord, Words, fence_words};
use crate::markdown::Fence;

/// What an author writes behind the language of a fence.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Attributes {
    pub(super) title: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) wide: bool,
}

/// What there is to write.
pub(super) const FENCE: &str = "behind the language may stand title=\"…\", alt=\"…\" and wide";

impl Attributes {
    /// Reads `mermaid wide title="A title"`.
    pub(super) fn of(fence: &Fence) -> Result<Self, String> {
        let mut attributes = Self::default();
        attributes.read(fence_words(&fence.info))?;
        Ok(attributes)
    }

    fn read(&mut self, words: Words<'_>) -> Result<(), String> {
        for word in words {
            match word {
                FenceWord::Bare(name) => self.set(name, None)?,
                FenceWord::Valued(name, value) => self.set(name, Some(value))?,
                FenceWord::Unquoted(_) => return Err("a value stands in double quotes".to_owned()),
                // Braces mean nothing here: they may stand around all.
                FenceWord::Braced(inside) => self.read(fence_words::words(inside))?,
            }
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Option<&str>) -> Result<(), String> {
        match (name, value) {
            ("title", Some(value)) => self.title = Some(value.to_owned()),
            ("alt", Some(value)) => self.alt = Some(value.to_owned()),
            ("wide", None) => self.wide = true,
            ("title" | "alt", None) => return Err(format!("`{name}` needs a value")),
            _ => return Err(format!("`{name}` is nothing that a picture's fence knows")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::fences;

    fn attributes(info: &str) -> Result<Attributes, String> {
        let text = format!("```{info}\nx\n```\n");
        Attributes::of(&fences(&text)[0])
    }

    #[test]
    fn fences_name_and_describe_pictures() {
        let read = attributes("mermaid wide title=\"A = b\" alt=\"Two words\"").unwrap();
        let expected = Attributes {
            title: Some("A = b".to_owned()),
            alt: Some("Two words".to_owned()),
            wide: true,
        };
        assert_eq!(read, expected);
        assert_eq!(attributes("mermaid").unwrap(), Attributes::default());
        assert!(attributes("chart,wide").unwrap().wide);
    }

    #[test]
    fn what_a_fence_does_not_know_is_said() {
        for (info, part) in [
            ("mermaid wyde", "wyde"),
            ("mermaid title", "needs a value"),
            ("mermaid title=bare", "double quotes"),
            ("mermaid title=\"open", "double quotes"),
            ("mermaid wide=\"yes\"", "wide"),
        ] {
            let message = attributes(info).unwrap_err();
            assert!(message.contains(part), "{info}: {message}");
        }
    }
}
