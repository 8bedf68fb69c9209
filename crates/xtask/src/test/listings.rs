//! Runs the listings of the book.
//!
//! [`run`] is the entry point. A listing's folder has a script `run`, and further ones named
//! `run-…`; each exits with 0 only if the code did what the chapter says. Invariant: a script that
//! is not run is named with the reason.

use super::CHROMIUM;
use crate::{setup, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "listings";

/// The longest that one script may take; the slowest takes half a minute.
const SECONDS: &str = "300";

/// The browser whose messages `listings/cors/expected-browser.txt` holds word by word.
const CHROMIUM_OF_TRANSCRIPT: &str = "156";

/// Runs every script.
pub(super) fn run() -> Result<()> {
    let mut ran = 0;
    let listings = sorted(Path::new(FOLDER))?;
    for folder in listings.into_iter().filter(|path| path.is_dir()) {
        let scripts: Vec<PathBuf> = sorted(&folder)?
            .into_iter()
            .filter(|path| is_script(path))
            .collect();
        if scripts.is_empty() {
            println!(
                "\nnote: {} has no script; nothing runs what is in it",
                folder.display()
            );
        }
        for script in scripts {
            shell::title(&format!("Listing {}", script.display()));
            match reason_to_skip(&script) {
                Some(reason) => println!("skipped: {reason}"),
                None => {
                    run_script(&script)?;
                    ran += 1;
                }
            }
        }
    }
    if ran == 0 {
        bail!("there are no scripts in {FOLDER}");
    }
    Ok(())
}

/// Why a script cannot run on this machine.
fn reason_to_skip(script: &Path) -> Option<String> {
    if script != Path::new("listings/cors/run-browser") {
        return None;
    }
    let version = CHROMIUM
        .find()
        .and_then(|program| shell::output(Command::new(program).arg("--version")));
    let version = version.unwrap_or_default();
    let is_same =
        shell::words(&version).any(|word| word.split('.').next() == Some(CHROMIUM_OF_TRANSCRIPT));
    (!is_same).then(|| {
        format!(
            "its transcript has the messages of Chromium {CHROMIUM_OF_TRANSCRIPT} word by word, and here is `{version}`"
        )
    })
}

/// Runs a script. Its transcript is long and is shown only if it fails; its notes always.
fn run_script(script: &Path) -> Result<()> {
    let mut command = Command::new("timeout");
    command
        .args(["--kill-after=10", SECONDS])
        .arg(Path::new(".").join(script));
    if let Some(programs) = setup::postgres_programs() {
        command.env("PG_BIN", programs);
    }
    if let Some(chromium) = CHROMIUM.find() {
        command.env("CHROMIUM", chromium);
    }
    let output = command
        .output()
        .with_context(|| format!("cannot start {}", script.display()))?;
    let passed = output.status.success();
    if !passed {
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    if !passed {
        bail!("{} failed ({})", script.display(), output.status);
    }
    println!("as expected");
    Ok(())
}

fn is_script(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    shell::is_executable(path) && (name == "run" || name.starts_with("run-"))
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}
