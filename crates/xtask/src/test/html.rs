//! Whether the pages of a site are valid HTML: [`check`].
//!
//! The judge is the Nu Html Checker of the W3C, which runs on Java and comes from npm's package
//! `vnu-jar` into `target/tools`. Invariant: every page of the site is checked.

use crate::{setup, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = "26.9.27";

/// What is no mistake here. The tables of the page Progress are laid out as blocks on a telephone,
/// and keep their meaning in older Safaris only by roles that the checker finds redundant.
const FORGIVEN: &str = "The .role. attribute must not be used on a .t[dhr]. element.*";

/// Checks all pages of a site, and these besides.
pub(crate) fn check(site: &Path, others: &[PathBuf]) -> Result<()> {
    shell::title("Valid HTML");
    let folder = setup::npm_package("vnu-jar", VERSION)?;
    let jar = folder.join("node_modules/vnu-jar/build/dist/vnu.jar");
    let java = shell::find(&["java"]).context("there is no Java")?;
    let mut command = Command::new(java);
    command.arg("-jar").arg(jar);
    command.args(["--errors-only", "--filterpattern", FORGIVEN]);
    let mut pages = pages(site)?;
    if pages.is_empty() {
        bail!("there are no pages in `{}`", site.display());
    }
    pages.extend_from_slice(others);
    println!("{} pages", pages.len());
    // Hundreds of paths would hide the rest of the output.
    let status = command.args(pages).status().context("cannot start Java")?;
    if !status.success() {
        bail!("there are pages with mistakes");
    }
    Ok(())
}

/// All HTML files of a folder, and of those in it.
fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|end| end == "html") {
            found.push(path);
        }
    }
    Ok(found)
}
