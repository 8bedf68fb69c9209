//! Writing the site: only what changed, and all of it at once.
//!
//! [`Publisher`] is the entry point. New and changed files are first written beside the site;
//! [`Publisher::commit`] then moves them in and takes away what the last build wrote and this one
//! did not. Invariants: an error before the commit leaves the site as it was; a file that somebody
//! else put into the folder is never removed.

use crate::HtmlError;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Collects the files of a site.
#[derive(Debug)]
pub(crate) struct Publisher {
    site: PathBuf,
    staging: PathBuf,
    record: PathBuf,
    files: Mutex<Files>,
}

#[derive(Debug, Default)]
struct Files {
    offered: BTreeSet<PathBuf>,
    staged: BTreeSet<PathBuf>,
}

impl Publisher {
    /// A publisher into the folder `site`.
    pub(crate) fn new(site: &Path) -> Result<Publisher, HtmlError> {
        let staging = site.with_extension("staging");
        let record = site.with_extension("files");
        if staging.exists() {
            std::fs::remove_dir_all(&staging).map_err(|error| failed("remove", &staging, error))?;
        }
        create_folder(site)?;
        Ok(Publisher {
            site: site.to_owned(),
            staging,
            record,
            files: Mutex::default(),
        })
    }

    /// A file of the site. Threads may offer at the same time, each another path.
    pub(crate) fn offer(&self, path: &Path, content: &[u8]) -> Result<(), HtmlError> {
        let unchanged = std::fs::read(self.site.join(path)).is_ok_and(|old| old == content);
        if !unchanged {
            let staged = self.staging.join(path);
            create_folder(staged.parent().unwrap_or(&self.staging))?;
            std::fs::write(&staged, content).map_err(|error| failed("write", &staged, error))?;
        }
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.offered.insert(path.to_owned());
        if !unchanged {
            files.staged.insert(path.to_owned());
        }
        Ok(())
    }

    /// A file of the site, taken from `from`.
    pub(crate) fn copy(&self, from: &Path, path: &Path) -> Result<(), HtmlError> {
        let content = std::fs::read(from).map_err(|error| failed("read", from, error))?;
        self.offer(path, &content)
    }

    /// Makes the offered files the site.
    pub(crate) fn commit(self) -> Result<(), HtmlError> {
        let files = self
            .files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        // Assets have content hashes in their names, so pages that still wait for their turn keep
        // working with the old ones while these move in first.
        let (pages, others): (Vec<_>, Vec<_>) = files.staged.iter().partition(|path| is_page(path));
        for path in others.into_iter().chain(pages) {
            move_in(&self.staging.join(path), &self.site.join(path))?;
        }
        for stale in last_build(&self.record).difference(&files.offered) {
            remove(&self.site, stale)?;
        }
        write_record(&self.record, &files.offered)?;
        if self.staging.exists() {
            std::fs::remove_dir_all(&self.staging)
                .map_err(|error| failed("remove", &self.staging, error))?;
        }
        Ok(())
    }
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "html")
}

fn create_folder(folder: &Path) -> Result<(), HtmlError> {
    std::fs::create_dir_all(folder).map_err(|error| failed("create", folder, error))
}

fn move_in(from: &Path, to: &Path) -> Result<(), HtmlError> {
    if let Some(folder) = to.parent() {
        create_folder(folder)?;
    }
    std::fs::rename(from, to).map_err(|error| failed("write", to, error))
}

fn last_build(record: &Path) -> BTreeSet<PathBuf> {
    let text = std::fs::read_to_string(record).unwrap_or_default();
    let inside = |line: &str| coursebook_preprocessors::source::normalize_inside(Path::new(line));
    text.lines().filter_map(inside).collect()
}

fn write_record(record: &Path, files: &BTreeSet<PathBuf>) -> Result<(), HtmlError> {
    let lines: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
    std::fs::write(record, lines.join("\n")).map_err(|error| failed("write", record, error))
}

fn remove(site: &Path, path: &Path) -> Result<(), HtmlError> {
    let file = site.join(path);
    match std::fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(failed("remove", &file, error));
        }
        _ => {}
    }
    // Folders that are empty now go too; one that is not empty stays, which is no error.
    let mut folder = file.parent();
    while let Some(parent) =
        folder.filter(|parent| *parent != site && std::fs::remove_dir(parent).is_ok())
    {
        folder = parent.parent();
    }
    Ok(())
}

fn failed(action: &'static str, path: &Path, source: io::Error) -> HtmlError {
    HtmlError::File {
        action,
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn publish(site: &Path, files: &[(&str, &str)]) {
        let publisher = Publisher::new(site).unwrap();
        for (path, content) in files {
            publisher
                .offer(Path::new(path), content.as_bytes())
                .unwrap();
        }
        publisher.commit().unwrap();
    }

    fn written(path: &Path) -> SystemTime {
        std::fs::metadata(path).unwrap().modified().unwrap()
    }

    #[test]
    fn unchanged_files_stay_stale_ones_go_foreign_ones_are_left() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("html");
        publish(
            &site,
            &[("a/x.html", "1"), ("b.html", "1"), ("c.html", "1")],
        );
        std::fs::write(site.join("foreign.txt"), "mine").unwrap();
        let before = written(&site.join("b.html"));
        std::thread::sleep(std::time::Duration::from_millis(20));
        publish(&site, &[("b.html", "1"), ("c.html", "2")]);
        assert_eq!(written(&site.join("b.html")), before);
        assert_eq!(std::fs::read_to_string(site.join("c.html")).unwrap(), "2");
        assert!(!site.join("a").exists());
        assert!(site.join("foreign.txt").exists());
        assert!(!site.with_extension("staging").exists());
    }

    #[test]
    fn nothing_changes_before_the_commit() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("html");
        publish(&site, &[("a.html", "old")]);
        let publisher = Publisher::new(&site).unwrap();
        publisher.offer(Path::new("a.html"), b"new").unwrap();
        drop(publisher);
        assert_eq!(std::fs::read_to_string(site.join("a.html")).unwrap(), "old");
    }
}
