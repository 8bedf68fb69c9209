//! The programs that the tests use. Without one of them a test fails; only Firefox may be absent.
//!
//! `cargo xtask test` names them in variables of the environment; otherwise they are looked for.

use anyhow::{Context, Result};
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The built tool, which has the learner runtime in it.
pub(crate) fn coursebook() -> PathBuf {
    let built = target()
        .join("release")
        .join(format!("coursebook{}", env::consts::EXE_SUFFIX));
    let path = env::var_os("COURSEBOOK").map_or(built, PathBuf::from);
    assert!(
        path.is_file(),
        "there is no {}: run `cargo xtask test`, or `cargo build --release --package coursebook` before these tests",
        path.display()
    );
    path
}

/// Chromium and its driver.
pub(crate) fn chromium() -> Result<(PathBuf, PathBuf)> {
    let browser = program(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
    );
    let driver = program("CHROMEDRIVER", &["chromedriver"]);
    let installs =
        "`cargo xtask test` installs it (Debian's packages chromium and chromium-driver)";
    Ok((
        browser.with_context(|| format!("Chromium is not installed: {installs}"))?,
        driver.with_context(|| format!("chromedriver is not installed: {installs}"))?,
    ))
}

/// Firefox and its driver; nothing where one of them is not installed.
pub(crate) fn firefox() -> Option<(PathBuf, PathBuf)> {
    let browser = program("FIREFOX", &["firefox-esr", "firefox"]);
    let driver = program("GECKODRIVER", &["geckodriver"]);
    // xtask names Firefox only where it also sees to the driver.
    assert!(
        driver.is_some() || env::var_os("FIREFOX").is_none(),
        "there is Firefox, but no geckodriver: `cargo xtask test` installs it"
    );
    browser.zip(driver)
}

/// Says something that is seen although the test passes.
pub(crate) fn say(message: &str) {
    // The test runner keeps what `eprintln!` writes to itself.
    let _ = std::io::stderr().write_all(
        format!(
            "{message}
"
        )
        .as_bytes(),
    );
}

/// The folder with what cargo makes.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| find(names))
}

/// The first of the programs on the search path or among the workspace's own tools.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::iter::once(target().join("tools/bin"))
        .chain(env::split_paths(&path))
        .collect();
    let candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}
