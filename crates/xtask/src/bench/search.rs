//! `cargo xtask bench search`: whether the search finds what readers look for.
//!
//! [`run`] is the entry point. The search is the theme's own script, run by Node without a page.

use crate::shell;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, ExitCode};

/// What Node runs; it reads the theme's scripts, the site's index and the queries.
const SCRIPT: &str = "crates/xtask/src/bench/search.js";

/// Asks the queries and prints what came of them.
pub(crate) fn run(site: &Path, queries: &Path) -> Result<ExitCode> {
    let node = shell::find(&["node"]).context("this needs Node (Debian's package nodejs)")?;
    let mut command = Command::new(node);
    shell::run(command.arg(SCRIPT).arg(site).arg(queries))?;
    Ok(ExitCode::SUCCESS)
}
