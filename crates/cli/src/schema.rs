//! `coursebook schema`: the JSON Schema of quiz files, for editors: [`schema`].

use anyhow::{Context, Result};
use coursebook_model::quiz::author::json_schema;
use std::io::Write;
use std::process::ExitCode;

/// Prints the schema.
pub(crate) fn schema() -> Result<ExitCode> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(json_schema().as_bytes())
        .context("cannot write the schema to stdout")?;
    Ok(ExitCode::SUCCESS)
}
