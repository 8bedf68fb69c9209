//! The icons of the installed site, drawn from `favicon.svg`: [`Icons::publish`].
//!
//! Systems want pixels, some of them with a border that they may cut into any shape. Invariant: an
//! icon's name carries the hash of what it is drawn from, so that it is drawn once.

use super::ACCENT;
use crate::HtmlError;
use crate::digest::digits;
use crate::picture::{self, Drawing};
use crate::publish::Publisher;
use sha2::{Digest, Sha256};
use std::path::Path;

/// The sizes in which an icon is wanted as it is.
const SIZES: [u32; 2] = [192, 512];
const MASKABLE_SIZE: u32 = 512;
/// What a system leaves of a maskable icon, whatever shape it cuts, is a circle of four fifths of
/// the width: the corners of a square may lie outside, what it shows lies within.
const MASKABLE_SHARE: f32 = 0.74;
/// What Apple's systems put onto a home screen. They round the corners themselves, and fill what
/// is transparent with black.
const APPLE_SIZE: u32 = 180;
const APPLE_SHARE: f32 = 0.72;
/// Drawn otherwise with the same source, icons need other names.
const REVISION: u8 = 2;

/// The names of the icons.
#[derive(Debug, Default)]
pub(crate) struct Icons {
    plain: Vec<(String, u32)>,
    maskable: Option<String>,
    /// That of Apple's systems; empty if there is none.
    pub(crate) apple: String,
}

impl Icons {
    /// Draws and publishes them. An icon that cannot be drawn stays the SVG alone.
    pub(crate) fn publish(publisher: &Publisher, svg: &[u8]) -> Result<Icons, HtmlError> {
        let Some(drawing) = Drawing::read(svg) else {
            return Ok(Icons::default());
        };
        let hash = hash(svg);
        let draw = |kind: &str, size: u32, share: f32, ground: Option<&str>| {
            let name = format!("icon-{kind}-{hash}.png");
            publisher.offer_made(Path::new(&name), || {
                Ok(drawing.png(size, size, share, ground.map(picture::colour)))
            })?;
            Ok::<_, HtmlError>(name)
        };
        let mut icons = Icons::default();
        for size in SIZES {
            let name = draw(&size.to_string(), size, 1.0, None)?;
            icons.plain.push((name, size));
        }
        icons.maskable = Some(draw(
            "maskable",
            MASKABLE_SIZE,
            MASKABLE_SHARE,
            Some(ACCENT),
        )?);
        icons.apple = draw("apple", APPLE_SIZE, APPLE_SHARE, Some(ACCENT))?;
        Ok(icons)
    }

    /// Name, size and purpose of each, as the manifest has them.
    pub(super) fn pictures(&self) -> impl Iterator<Item = (&str, u32, &'static str)> {
        let plain = self.plain.iter();
        let maskable = self.maskable.iter();
        plain
            .map(|(name, size)| (name.as_str(), *size, "any"))
            .chain(maskable.map(|name| (name.as_str(), MASKABLE_SIZE, "maskable")))
    }
}

fn hash(svg: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(svg)
        .chain_update([REVISION])
        .finalize();
    digits(&digest, 4)
}
