//! Tells of changes in a book's folder.
//!
//! Invariant: what the build itself reads and writes is no change.

use crate::project::Project;
use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

/// How long a burst of changes may last until it counts as one.
const BURST: Duration = Duration::from_millis(40);

/// Sends one message for each burst of changes, as long as the watcher is kept.
pub(super) fn watch(
    project: &Project,
    changed: Sender<()>,
) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>> {
    let built = project.root.join(&project.config.build.build_dir);
    let ours = built.clone();
    let tell = move |result: DebounceEventResult| {
        let is_change = |event: &notify_debouncer_full::DebouncedEvent| {
            is_write(event.kind) && event.paths.iter().any(|path| !path.starts_with(&ours))
        };
        if result.is_ok_and(|events| events.iter().any(is_change)) {
            // The receiver only goes away when the program ends.
            let _ = changed.send(());
        }
    };
    let mut watcher = new_debouncer(BURST, None, tell).context("cannot watch files")?;
    watcher
        .watch(&project.root, RecursiveMode::NonRecursive)
        .context("cannot watch the book's folder")?;
    for folder in folders(&project.root, &built) {
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch `{}`", folder.display()))?;
    }
    Ok(watcher)
}

/// Reading a file is an event too on some systems, and every build reads all.
fn is_write(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    )
}

/// The folders of a book in which an author may write: not hidden ones, not what is built.
fn folders(root: &Path, built: &Path) -> Vec<PathBuf> {
    let skip = |name: &OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || matches!(&*name, "target" | "node_modules")
    };
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    entries
        .filter(|entry| !skip(&entry.file_name()))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && path != built)
        .collect()
}
