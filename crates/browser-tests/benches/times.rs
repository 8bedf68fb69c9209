//! How long pages take in Chromium, for `cargo xtask bench quiz`, which names the folder with the
//! site in `BENCH_SITE` and reads the lines.
//!
//! Invariant: each line is a name and milliseconds, those of the best of several loads.

#[allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "the tests use more of it, and fail where something is missing"
)]
#[path = "../tests/support/mod.rs"]
mod support;

use anyhow::{Context, Result};
use serde_json::json;
use std::time::Instant;
use support::Browser;

/// Loads, of which the best counts.
const LOADS: usize = 3;

#[tokio::main]
async fn main() -> Result<()> {
    let Some(site) = std::env::var_os("BENCH_SITE") else {
        println!("`cargo xtask bench quiz` runs this.");
        return Ok(());
    };
    let site = std::path::absolute(site)?;
    let url = |page: &str| format!("file://{}/{page}", site.display());
    let (mut print, mut script) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..LOADS {
        print = print.min(load(&url("print.html")).await?);
        script = script.min(script_time(&url("five.html")).await?);
    }
    println!("print {print:.0}\nscript {script:.0}");
    Ok(())
}

/// From asking for a page to its being painted.
async fn load(url: &str) -> Result<f64> {
    let browser = Browser::chromium().await?;
    browser.open_without_script("about:blank").await?;
    let started = Instant::now();
    browser.open_without_script(url).await?;
    // What a page asks for its size, it has laid out.
    browser.value("document.body.offsetHeight").await?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

/// The time in scripts until a page is ready, on a processor a fourth as fast.
async fn script_time(url: &str) -> Result<f64> {
    let browser = Browser::chromium().await?;
    browser.tools("Performance.enable", json!({})).await?;
    let slow = json!({ "rate": 4 });
    browser
        .tools("Emulation.setCPUThrottlingRate", slow)
        .await?;
    browser.open(url).await?;
    let metrics = browser.tools("Performance.getMetrics", json!({})).await?;
    let seconds = metrics["metrics"].as_array().and_then(|metrics| {
        let mut metrics = metrics.iter();
        let metric = metrics.find(|metric| metric["name"] == "ScriptDuration")?;
        metric["value"].as_f64()
    });
    let seconds = seconds.context("Chromium tells no ScriptDuration")?;
    Ok(seconds * 1000.0)
}
