//! Looks for barriers in a PDF with the checker `pdfua` of PyPI, in an environment of its own.
//!
//! [`check`] is the entry point. Invariant: nothing is installed outside `target/tools`.

use crate::shell::{self, TOOLS};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checker. Its versions are young, and change what they find.
const PACKAGE: &str = "pdfua==0.1.3";

/// Fails if the checker finds an error in the PDF.
pub(crate) fn check(pdf: &Path) -> Result<()> {
    let program = installed()?;
    shell::run(
        Command::new(program)
            .args(["check", "--min-severity", "error"])
            .arg(pdf),
    )
}

fn installed() -> Result<PathBuf> {
    let folder = shell::workspace_root().join(TOOLS).join("pdfua");
    let program = folder.join("bin/pdfua");
    if shell::is_executable(&program) {
        return Ok(program);
    }
    println!("pdfua is missing: installing it into {TOOLS}/pdfua.");
    shell::run(Command::new("python3").args(["-m", "venv"]).arg(&folder))
        .context("on Debian and Ubuntu, run `apt-get install python3-venv`")?;
    let mut pip = Command::new(folder.join("bin/pip"));
    shell::run(pip.args(["install", "--quiet", PACKAGE]))?;
    Ok(program)
}
