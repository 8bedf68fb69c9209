//! What git knows of a book: [`git`].
//!
//! Invariant: the settings of a repository start no program, because it may be another's.

use std::path::Path;
use std::process::{Command, Stdio};

/// What git prints in a folder; nothing if it fails or is not there.
pub fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command
        .args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false"])
        .args(["-c", "log.showSignature=false", "--no-pager"])
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
