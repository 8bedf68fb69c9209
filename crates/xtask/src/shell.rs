//! Runs other programs and says what runs.
//!
//! [`run`] is the entry point for a program whose output the user sees, [`output`] for one whose
//! output we read. Invariant: a program that fails is an error that names it.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder for tools that the workspace builds for itself.
pub(crate) const TOOLS: &str = "target/tools";

/// The workspace's root.
pub(crate) fn workspace_root() -> PathBuf {
    // The path of this crate at compile time: the tool is always run by cargo where it was built.
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Prints the title of what comes next.
pub(crate) fn title(text: &str) {
    println!("\n== {text}");
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The words of a line separated by spaces, as arguments.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace()
}

/// Shows the command, runs it with the user's terminal, and waits for its success.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("$ {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// What a successful command prints on its standard output; nothing if it fails or is not there.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where the first of these programs is, on the search path or among our own tools.
pub(crate) fn find(programs: &[&str]) -> Option<PathBuf> {
    let path = search_path();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let candidates = programs
        .iter()
        .flat_map(|program| folders.iter().map(move |folder| folder.join(program)));
    candidates
        .into_iter()
        .find(|candidate| is_executable(candidate))
}

/// The search path with our own tools in front.
pub(crate) fn search_path() -> OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    let own = workspace_root().join(TOOLS).join("bin");
    // A folder whose name has a colon cannot stand in a search path; then the old one must do.
    env::join_paths(std::iter::once(own).chain(env::split_paths(&old))).unwrap_or(old)
}

/// Whether this is a file that may be run.
pub(crate) fn is_executable(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|metadata| metadata.is_file() && has_execute_permission(&metadata))
}

#[cfg(unix)]
fn has_execute_permission(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn has_execute_permission(_metadata: &std::fs::Metadata) -> bool {
    true
}

/// The command as a user would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default();
    let arguments = command
        .get_args()
        .map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(program.to_string_lossy().into_owned())
        .chain(arguments)
        .collect::<Vec<_>>()
        .join(" ")
}
