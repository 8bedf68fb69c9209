//! Colours of pikchr texts as tones. Entry point: [`tone`].
//!
//! Invariant: a token is its tone, and any other colour the tone that is like it.

use crate::tone::{Tone, hex};

/// Names that an author may write in the place of a colour, and the numbers that stand for them
/// while the text is evaluated.
pub(super) const TOKENS: [(&str, u32); 5] = [
    ("accent", 0x0a_cc_e1),
    ("good", 0x0b_0d_e2),
    ("warn", 0x0c_a2_e3),
    ("bad", 0x0b_ad_e4),
    ("muted", 0x0d_0d_e5),
];

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour {
    pub(super) tone: Tone,
    /// Whether it is neither a token nor the default.
    pub(super) is_own: bool,
}

/// Reads a colour of the SVG; nothing is `none`.
pub(super) fn tone(text: &str) -> Option<Colour> {
    let channels = hex(text).or_else(|| rgb(text))?;
    let [red, green, blue] = channels.map(|channel| (channel * 255.0).round() as u32);
    let code = red << 16 | green << 8 | blue;
    let token = TOKENS.iter().position(|(_, token)| *token == code);
    let tones = [Tone::Accent, Tone::Good, Tone::Warn, Tone::Bad, Tone::Muted];
    let known = token.and_then(|index| tones.get(index).copied());
    Some(match (known, code) {
        (Some(tone), _) => Colour {
            tone,
            is_own: false,
        },
        // Black lines and white grounds are what pikchr draws unasked.
        (None, 0 | 0xff_ff_ff) => Colour {
            tone: Tone::Plain,
            is_own: false,
        },
        (None, _) => Colour {
            tone: Tone::of_rgb(channels),
            is_own: true,
        },
    })
}

/// The channels of `rgb(1,2,3)`, from 0 to 1.
fn rgb(text: &str) -> Option<[f64; 3]> {
    let inner = text.strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<f64> = inner
        .split(',')
        .map(|part| part.trim().parse::<f64>().ok().map(|value| value / 255.0))
        .collect::<Option<_>>()?;
    parts.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_tones_and_colours_are_like_them() {
        for (index, (_, code)) in TOKENS.iter().enumerate() {
            let colour = tone(&format!("#{code:06x}")).unwrap();
            assert!(!colour.is_own, "{index}");
        }
        assert_eq!(tone("#0bade4").unwrap().tone, Tone::Bad);
        let own = tone("rgb(255,0,0)").unwrap();
        assert_eq!((own.tone, own.is_own), (Tone::Bad, true));
        assert_eq!(tone("rgb(0,0,0)").unwrap().tone, Tone::Plain);
        assert_eq!(tone("none"), None);
        assert_eq!(tone("rgb(1,2)"), None);
    }
}
