//! Writes the assets and the Rust table of them: [`write`].
//!
//! Invariant: an asset's hashed name depends on its content alone.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::bundle::{Bundle, Bundles};
use crate::theme::Theme;

/// Writes all assets into `out_dir`, and `assets.rs`, which includes them.
pub(crate) fn write(
    out_dir: &Path,
    bundles: &Bundles,
    theme: &Theme,
) -> Result<(), Box<dyn Error>> {
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for Bundle { name, content } in &bundles.0 {
        let path = out_dir.join(name);
        fs::write(&path, content)?;
        let hashed = hashed_name(name, content);
        writeln!(
            table,
            "Asset {{ name: {name:?}, hashed_name: {hashed:?}, content: include_bytes!({path:?}) }},",
        )?;
    }
    table.push_str("];\nstatic TEMPLATES: &[(&str, &str)] = &[\n");
    for file in &theme.templates {
        writeln!(table, "({:?}, include_str!({:?})),", file.name, file.path)?;
    }
    table.push_str("];\nstatic STRINGS: &str = ");
    match &theme.strings {
        Some(path) => writeln!(table, "include_str!({path:?});")?,
        None => table.push_str("\"\";\n"),
    }
    fs::write(out_dir.join("assets.rs"), table)?;
    Ok(())
}

/// `page.js` with eight digits of its content's hash: `page-3f9a2c1b.js`.
pub(crate) fn hashed_name(name: &str, content: &str) -> String {
    let digest = Sha256::digest(content);
    let mut hash = String::new();
    for byte in digest.iter().take(4) {
        let _infallible = write!(hash, "{byte:02x}");
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}
