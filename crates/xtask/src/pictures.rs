//! `cargo xtask pictures`: the pictures of the documentation, taken anew.
//!
//! [`run`] is the entry point. Chromium shows the built book to a learner who is well on the way
//! (`crates/browser-tests/benches/pictures`).

use crate::{shell, test};
use anyhow::Result;
use std::path::Path;

/// Where the pictures lie.
const FOLDER: &str = "docs/images";

/// Takes them of a built site.
pub(crate) fn run(site: &Path) -> Result<()> {
    test::install_chromium()?;
    let root = shell::workspace_root();
    let mut artist = shell::cargo();
    artist
        .args(shell::words("bench --quiet --workspace --bench pictures"))
        .env("PATH", shell::search_path())
        .env("PICTURES_SITE", root.join(site))
        .env("PICTURES_OUT", root.join(FOLDER));
    for (variable, program) in test::browser_programs() {
        artist.env(variable, program);
    }
    shell::run(&mut artist)
}
