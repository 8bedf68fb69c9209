//! Looks for barriers in a PDF with the checker `pdfua` of PyPI, in an environment of its own.
//!
//! [`check`] is the entry point. Invariant: nothing is installed outside `target/tools`.

use crate::{setup, shell};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// The checker. Its versions are young, and change what they find.
const VERSION: &str = "0.1.3";

/// Fails if the checker finds an error in the PDF.
pub(crate) fn check(pdf: &Path) -> Result<()> {
    let program = setup::python_package("pdfua", VERSION)?.join("bin/pdfua");
    shell::run(
        Command::new(program)
            .args(["check", "--min-severity", "error"])
            .arg(pdf),
    )
}
