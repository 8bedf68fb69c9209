//! `cargo xtask bench interaction`: how soon a page answers to what a reader does.
//!
//! [`run`] is the entry point. Chromium tells for each click the time to the next paint; it rounds
//! it to 8 ms, and tells nothing below 16. Invariant: a figure stands beside its bound, and no test
//! rests on it.

use super::browser::browser_times;
use super::table;
use crate::{shell, test};
use anyhow::Result;
use std::ffi::OsString;
use std::path::Path;

/// Milliseconds to the next paint, on a processor a fourth as fast.
const BOUND: f64 = 100.0;
/// A page with boxes and questions.
const PAGE: &str = "phase-1-foundations/idempotency.html";

/// Opens a page of the workspace's own built book, and prints the table.
pub(crate) fn run(site: &Path) -> Result<()> {
    test::install_chromium()?;
    let page = shell::workspace_root().join(site).join(PAGE);
    let mut address = OsString::from("file://");
    address.push(page);
    let times = browser_times("BENCH_PAGE", &address)?;
    let rows = times.iter().map(|(name, time)| {
        let verdict = if *time <= BOUND { "" } else { "OVER" };
        vec![
            name.clone(),
            format!("{time} ms"),
            format!("{BOUND} ms"),
            verdict.to_owned(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    println!("{PAGE}, 4 times slower, the best of 3; 16 ms stands for all that is less.\n");
    table::print(1, &["to the next paint", "coursebook", "bound", ""], &rows);
    Ok(())
}
