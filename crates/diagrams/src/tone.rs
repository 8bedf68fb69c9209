//! What parts of a picture mean: plain, accent, good, warn, bad, muted. Entry points: [`Tone`],
//! [`hex`].
//!
//! Invariant: whatever colour an author writes, the result is one of these, so that it holds in
//! every theme.

use crate::palette;

/// What a tone says. Authors' own colours are mapped to these, so that they hold in every theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// An ordinary part.
    #[default]
    Plain,
    /// The part to look at.
    Accent,
    /// Good, done, healthy.
    Good,
    /// Careful, slow, pending.
    Warn,
    /// Bad, failed, dangerous.
    Bad,
    /// In the background.
    Muted,
}

impl Tone {
    /// The colour of arrows in print.
    pub(crate) fn line(self) -> &'static str {
        match self {
            Self::Plain => palette::LINE,
            tone => tone.ink().1,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Muted => "muted",
        }
    }

    /// Ground and border in print.
    pub(crate) fn ink(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => (palette::NODE, palette::NODE_BORDER),
            Self::Accent => (palette::ACCENT_FILL, palette::ACCENT),
            Self::Good => (palette::GOOD_FILL, palette::GOOD_BORDER),
            Self::Warn => (palette::WARN_FILL, palette::WARN_BORDER),
            Self::Bad => (palette::BAD_FILL, palette::BAD_BORDER),
            Self::Muted => (palette::MUTED_FILL, palette::MUTED_BORDER),
        }
    }

    /// The tone of an author's class by its name, else by the hue of its colours.
    pub(crate) fn of_class(name: &str, styles: &[String]) -> Self {
        Self::of_name(name).unwrap_or_else(|| Self::of_styles(styles))
    }

    /// Whether a class of this name has a tone whatever its colours.
    pub(crate) fn is_named(name: &str) -> bool {
        Self::of_name(name).is_some()
    }

    fn of_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "accent" | "primary" | "active" | "highlight" | "focus" | "current" => Self::Accent,
            "good" | "ok" | "success" | "green" | "healthy" | "done" => Self::Good,
            "warn" | "warning" | "slow" | "pending" | "amber" => Self::Warn,
            "bad" | "error" | "fail" | "failed" | "failure" | "danger" | "red" => Self::Bad,
            "muted" | "external" | "ghost" | "disabled" | "grey" | "gray" => Self::Muted,
            _ => return None,
        })
    }

    /// The tone of a part: its own styles, or else the last of its classes that says something.
    pub(crate) fn chosen<'a>(
        own: &[String],
        classes: impl DoubleEndedIterator<Item = (&'a str, &'a [String])>,
    ) -> Self {
        let tones = classes
            .rev()
            .map(|(name, styles)| Self::of_class(name, styles));
        std::iter::once(Self::of_styles(own))
            .chain(tones)
            .find(|tone| *tone != Self::Plain)
            .unwrap_or_default()
    }

    /// The tone that comes nearest to `fill:` or `stroke:` colours.
    pub(crate) fn of_styles(styles: &[String]) -> Self {
        let colour = |key: &str| {
            let value = |style: &String| {
                let (name, value) = style.split_once(':')?;
                (name.trim() == key).then(|| value.trim().to_ascii_lowercase())
            };
            styles
                .iter()
                .find_map(value)
                .and_then(|value| Self::of_colour(&value))
        };
        colour("fill")
            .or_else(|| colour("stroke"))
            .unwrap_or_default()
    }

    fn of_colour(value: &str) -> Option<Self> {
        let named = match value {
            "red" | "pink" | "crimson" | "tomato" | "salmon" | "lightcoral" => Self::Bad,
            "green" | "lightgreen" | "lime" | "palegreen" | "seagreen" => Self::Good,
            "yellow" | "orange" | "gold" | "khaki" => Self::Warn,
            "blue" | "lightblue" | "purple" | "skyblue" | "navy" | "violet" | "cyan" => {
                Self::Accent
            }
            "gray" | "grey" | "lightgray" | "lightgrey" | "silver" => Self::Muted,
            _ => return hex(value).map(Self::of_rgb),
        };
        Some(named)
    }

    pub(crate) fn of_rgb([red, green, blue]: [f64; 3]) -> Self {
        let (high, low) = (red.max(green).max(blue), red.min(green).min(blue));
        let spread = high - low;
        if spread < 0.04 {
            return if high > 0.97 {
                Self::Plain
            } else {
                Self::Muted
            };
        }
        let sector = if high == red {
            (green - blue) / spread
        } else if high == green {
            2.0 + (blue - red) / spread
        } else {
            4.0 + (red - green) / spread
        };
        match (sector * 60.0).rem_euclid(360.0) {
            0.0..20.0 | 310.0..360.0 => Self::Bad,
            20.0..70.0 => Self::Warn,
            70.0..170.0 => Self::Good,
            _ => Self::Accent,
        }
    }
}

/// The three channels of `#rgb` or `#rrggbb`, from 0 to 1.
pub(crate) fn hex(value: &str) -> Option<[f64; 3]> {
    let digits: Vec<u32> = value
        .strip_prefix('#')?
        .chars()
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let channel = |high: u32, low: u32| f64::from(high * 16 + low) / 255.0;
    match digits[..] {
        [r, g, b] => Some([channel(r, r), channel(g, g), channel(b, b)]),
        [r, r2, g, g2, b, b2] => Some([channel(r, r2), channel(g, g2), channel(b, b2)]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(style: &str) -> Tone {
        Tone::of_styles(&[style.to_owned()])
    }

    #[test]
    fn author_colours_become_tones() {
        assert_eq!(tone("fill:#e0f2fe"), Tone::Accent);
        assert_eq!(tone("stroke:#b91c1c"), Tone::Bad);
        assert_eq!(tone("fill: #bbf7d0"), Tone::Good);
        assert_eq!(tone("fill:#fde68a"), Tone::Warn);
        assert_eq!(tone("fill:#eee"), Tone::Muted);
        assert_eq!(tone("fill:#fff"), Tone::Plain);
        assert_eq!(tone("fill:url(#x)"), Tone::Plain);
        assert_eq!(Tone::of_class("bad", &[]), Tone::Bad);
    }
}
