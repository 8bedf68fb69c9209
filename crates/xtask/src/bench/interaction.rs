//! `cargo xtask bench interaction`: how soon a page answers to what a reader does.
//!
//! [`run`] is the entry point. Chromium tells for each click the time to the next paint; it rounds
//! it to 8 ms, and tells nothing below 16. Invariant: a figure stands beside its bound, and no test
//! rests on it.

use super::table;
use crate::{shell, test};
use anyhow::{Context, Result};
use std::path::Path;

/// Milliseconds to the next paint, on a processor a fourth as fast.
const BOUND: f64 = 100.0;
/// A page with boxes and questions.
const PAGE: &str = "phase-1-foundations/idempotency.html";

/// Opens a page of the workspace's own built book, and prints the table.
pub(crate) fn run(site: &Path) -> Result<()> {
    test::install_chromium()?;
    let page = shell::workspace_root().join(site).join(PAGE);
    let mut bench = shell::cargo();
    bench
        .args(shell::words("bench --quiet --workspace --bench times"))
        .env("PATH", shell::search_path())
        .env("BENCH_PAGE", format!("file://{}", page.display()));
    for (variable, program) in test::browser_programs() {
        bench.env(variable, program);
    }
    let lines = shell::output(&mut bench).context("the page could not be used in Chromium")?;
    let rows = lines.lines().filter_map(|line| {
        let (name, time) = line.split_once(' ')?;
        let value: f64 = time.parse().ok()?;
        let verdict = if value <= BOUND { "" } else { "OVER" };
        Some(vec![
            name.to_owned(),
            format!("{time} ms"),
            format!("{BOUND} ms"),
            verdict.to_owned(),
        ])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    println!("{PAGE}, 4 times slower, the best of 3; 16 ms stands for all that is less.\n");
    table::print(1, &["to the next paint", "coursebook", "bound", ""], &rows);
    Ok(())
}
