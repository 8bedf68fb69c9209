//! The built-in theme and the learner runtime, inside the binary.
//!
//! [`assets`] are the scripts and style sheets as the browser loads them, [`templates`] the pieces
//! of HTML, [`strings`] the interface's texts. `build.rs` makes them from `theme/` and
//! `playground-wasm/`. Invariant: an asset's hashed name changes exactly when its content does.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file that the browser loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// What it is called in the code: `progress.js`.
    pub name: &'static str,
    /// What it is called in a site, where it may be cached for ever: `progress-3f9a2c1b.js`.
    pub hashed_name: &'static str,
    /// Its bytes; empty if the theme has no such file.
    pub content: &'static [u8],
}

/// All assets.
pub fn assets() -> &'static [Asset] {
    ASSETS
}

/// The asset of this name.
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// The text of the built-in template of this file name, such as `page.html`.
pub fn template(name: &str) -> Option<&'static str> {
    templates().find_map(|(known, text)| (known == name).then_some(text))
}

/// All built-in templates: file name and text, sorted by name.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().copied()
}

/// The interface's texts, as TOML.
pub fn strings() -> &'static str {
    STRINGS
}
