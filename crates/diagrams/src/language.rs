//! The languages in which pictures are written. Entry point: [`Language`].

use crate::{Diagram, DiagramError, Options, render_chart, render_pikchr, render_with};

/// The language of a picture's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Mermaid: a diagram that is laid out.
    Mermaid,
    /// pikchr: a figure that is placed by hand.
    Pikchr,
    /// YAML that describes a chart of data.
    Chart,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mermaid, Self::Pikchr, Self::Chart];

    /// What a fence of Markdown calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mermaid => "mermaid",
            Self::Pikchr => "pikchr",
            Self::Chart => "chart",
        }
    }

    /// The language that a fence of Markdown calls so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.name() == name)
    }

    /// Renders a text of this language; `load` as in [`render_chart`], which alone calls it.
    ///
    /// # Errors
    /// When the text has a mistake or is too large; the error says where.
    pub fn render(
        self,
        source: &str,
        id: &str,
        options: &Options<'_>,
        load: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Diagram, DiagramError> {
        match self {
            Self::Mermaid => render_with(source, id, options),
            Self::Pikchr => render_pikchr(source, id, options),
            Self::Chart => render_chart(source, id, options, load),
        }
    }
}
