//! Tells of changes in a book's folder.
//!
//! [`Changes`] is the entry point. Invariant: what the build itself reads and writes is no change,
//! and neither is a file in the book's folder itself that is none of the book's, such as a log.

use crate::project::{Project, is_foreign_folder};
use anyhow::{Context, Result};
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// How long a burst of changes may last until it counts as one.
const BURST: Duration = Duration::from_millis(40);

/// The changes of one book from now on.
pub(super) struct Changes {
    book: Folders,
    bursts: Receiver<Vec<PathBuf>>,
    watcher: Debouncer<RecommendedWatcher, RecommendedCache>,
}

impl Changes {
    /// Starts to watch the book's folders.
    pub(super) fn of(project: &Project) -> Result<Changes> {
        let book = Folders {
            root: project.root.clone(),
            built: project.build_folder(),
            chapters_in_root: project.root.join(&project.config.book.src).components()
                == project.root.components(),
        };
        let (burst, bursts) = channel();
        let mut watcher = new_debouncer(BURST, None, move |result| pass_on(result, &burst))
            .context("cannot watch files")?;
        watcher
            .watch(&book.root, RecursiveMode::NonRecursive)
            .context("cannot watch the book's folder")?;
        for folder in book.watched() {
            watcher
                .watch(&folder, RecursiveMode::Recursive)
                .with_context(|| format!("cannot watch `{}`", folder.display()))?;
        }
        Ok(Changes {
            book,
            bursts,
            watcher,
        })
    }

    /// Waits for the next change; changes that came in the meantime are one. `false` if there will
    /// be no more.
    pub(super) fn wait(&mut self) -> bool {
        while let Ok(mut paths) = self.bursts.recv() {
            while let Ok(more) = self.bursts.try_recv() {
                paths.extend(more);
            }
            self.watch_new(&paths);
            if paths.iter().any(|path| self.book.holds(path)) {
                return true;
            }
        }
        false
    }

    /// Watches folders that were made in the book's folder. One that was made anew under its old
    /// name is watched anew.
    fn watch_new(&mut self, paths: &[PathBuf]) {
        for path in paths.iter().filter(|path| self.book.is_watched(path)) {
            // Fails for a folder that was not watched yet, which is what most are.
            let _ = self.watcher.unwatch(path);
            if let Err(error) = self.watcher.watch(path, RecursiveMode::Recursive) {
                tracing::warn!("cannot watch `{}`: {error}", path.display());
            }
        }
    }
}

/// Which paths are the book's.
struct Folders {
    root: PathBuf,
    built: PathBuf,
    /// Whether the content folder is the book's folder itself (`src = "."`).
    chapters_in_root: bool,
}

impl Folders {
    /// The folders in which an author may write.
    fn watched(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(&self.root)
            .into_iter()
            .flatten()
            .flatten();
        entries
            .map(|entry| entry.path())
            .filter(|path| self.is_watched(path))
            .collect()
    }

    /// Whether a path is a folder right below the root in which an author may write.
    fn is_watched(&self, path: &Path) -> bool {
        path.parent() == Some(&self.root) && self.holds(path) && path.is_dir()
    }

    /// Whether a change of this path can change the site.
    fn holds(&self, path: &Path) -> bool {
        let Ok(inner) = path.strip_prefix(&self.root) else {
            return false;
        };
        let mut names = inner.iter();
        let Some(first) = names.next().filter(|_| !path.starts_with(&self.built)) else {
            return false;
        };
        if is_foreign_folder(first) {
            return false;
        }
        // Of a folder that is gone only the name is left; files of a book have extensions.
        let in_folder = names.next().is_some();
        in_folder
            || first == "book.toml"
            || self.is_content(path)
            || path.is_dir()
            || has_no_extension(path)
    }

    fn is_content(&self, path: &Path) -> bool {
        let kind = path.extension().and_then(OsStr::to_str);
        self.chapters_in_root && matches!(kind, Some("md" | "yaml" | "yml" | "lock"))
    }
}

fn has_no_extension(path: &Path) -> bool {
    path.extension().is_none() && !path.is_file()
}

fn pass_on(result: DebounceEventResult, burst: &Sender<Vec<PathBuf>>) {
    let events = result.unwrap_or_default().into_iter();
    let paths: Vec<PathBuf> = events
        .filter(|event| is_write(event.kind))
        .flat_map(|event| event.event.paths)
        .collect();
    if !paths.is_empty() {
        // The receiver only goes away when the program ends.
        let _ = burst.send(paths);
    }
}

/// Reading a file is an event too on some systems, and every build reads all.
fn is_write(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_books_own_files_count() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("theme")).unwrap();
        std::fs::write(root.path().join("log"), "").unwrap();
        let mut book = Folders {
            root: root.path().into(),
            built: root.path().join("book"),
            chapters_in_root: false,
        };
        let holds = |book: &Folders, path: &str| book.holds(&root.path().join(path));
        for path in [
            "book.toml",
            "content/a.md",
            "theme",
            "theme/templates/page.html",
            "gone",
        ] {
            assert!(holds(&book, path), "{path}");
        }
        for path in [
            "serve.log",
            "log",
            "README.md",
            "book/html/a.html",
            "target/x",
            ".git/index",
        ] {
            assert!(!holds(&book, path), "{path}");
        }
        book.chapters_in_root = true;
        assert!(holds(&book, "README.md") && !holds(&book, "serve.log"));
        assert_eq!(book.watched(), [root.path().join("theme")]);
    }
}
