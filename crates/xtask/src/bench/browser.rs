//! What Chromium measures in a page, through the benchmark `times` of `crates/browser-tests`.

use crate::{shell, test};
use anyhow::{Context, Result};
use std::ffi::OsStr;

/// Names and milliseconds, with the variable that tells the benchmark what to open.
pub(super) fn browser_times(variable: &str, value: &OsStr) -> Result<Vec<(String, f64)>> {
    let mut bench = shell::cargo();
    bench
        .args(shell::words("bench --quiet --workspace --bench times"))
        .env("PATH", shell::search_path())
        .env(variable, value);
    for (variable, program) in test::browser_programs() {
        bench.env(variable, program);
    }
    let lines = shell::output(&mut bench).context("the pages could not be opened in Chromium")?;
    let times = lines.lines().filter_map(|line| {
        let (name, value) = line.split_once(' ')?;
        Some((name.to_owned(), value.parse().ok()?))
    });
    Ok(times.collect())
}
