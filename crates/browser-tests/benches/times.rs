//! How long pages take in Chromium, for `cargo xtask bench quiz`, which names the folder with the
//! site in `BENCH_SITE` and reads the lines, and for `cargo xtask bench interaction`, which names a
//! page in `BENCH_PAGE`.
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
    if let Some(page) = std::env::var_os("BENCH_PAGE") {
        return interactions(&page.to_string_lossy()).await;
    }
    let Some(site) = std::env::var_os("BENCH_SITE") else {
        println!("`cargo xtask bench quiz` and `cargo xtask bench interaction` run this.");
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

/// What a reader does, each with the element that is clicked, and what must hold before.
const INTERACTIONS: [(&str, &str, &str); 5] = [
    ("tick", ".task-box", ""),
    (
        "choose",
        ".question:has(.question-check) .choice input",
        "document.querySelector('.choice input')",
    ),
    ("check", ".question:has(:checked) .question-check", ""),
    (
        "theme",
        ".theme-menu [value=dark]",
        "document.querySelector('.theme-button').click() || true",
    ),
    ("search", ".search-button", ""),
];

/// Collects the events that readers cause, with the time until the next paint. Browsers round it
/// to 8 ms, and tell nothing of what took less than 16.
const OBSERVE: &str = "
    window.benchEvents = [];
    new PerformanceObserver((list) => window.benchEvents.push(...list.getEntries()))
        .observe({ type: 'event', durationThreshold: 16 });";
const LONGEST: &str = "
    return new Promise((resolve) => setTimeout(() => {
        const caused = window.benchEvents.filter(({ interactionId }) => interactionId > 0);
        window.benchEvents = [];
        resolve(Math.max(16, ...caused.map(({ duration }) => duration)));
    }, 700));";

/// From what a reader does to the next paint, on a processor a fourth as fast; the best of several.
async fn interactions(page: &str) -> Result<()> {
    let mut best = [f64::INFINITY; INTERACTIONS.len()];
    for _ in 0..LOADS {
        let browser = Browser::chromium().await?;
        browser.open(page).await?;
        let slow = json!({ "rate": 4 });
        browser
            .tools("Emulation.setCPUThrottlingRate", slow)
            .await?;
        browser.run(OBSERVE).await?;
        for ((_, selector, before), best) in INTERACTIONS.iter().zip(&mut best) {
            if !before.is_empty() {
                browser.until(before).await?;
            }
            browser.run(LONGEST).await?;
            browser.click(selector).await?;
            let longest = browser.run(LONGEST).await?;
            *best = best.min(longest.as_f64().context("no time was told")?);
        }
    }
    for ((name, _, _), best) in INTERACTIONS.iter().zip(best) {
        println!("{name} {best:.0}");
    }
    Ok(())
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
