//! `coursebook assets`: what the stock mdBook needs to show working quizzes and boxes.

use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use std::process::ExitCode;

/// Writes the two files into the book's theme folder.
pub(crate) fn write_assets(folder: &std::path::Path) -> Result<ExitCode> {
    let folder = Project::open(folder)?.theme_folder()?.join("mdbook");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))?;
    for (asset, name) in [
        ("stock.js", "coursebook.js"),
        ("stock.css", "coursebook.css"),
    ] {
        let asset = coursebook_assets::asset(asset).context("this build carries no such asset")?;
        let path = folder.join(name);
        std::fs::write(&path, asset.content)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        report::say(format_args!("{}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
