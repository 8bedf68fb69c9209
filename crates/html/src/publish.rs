//! Writing the site: only what changed, and all of it at once.
//!
//! [`Publisher`] is the entry point. New and changed files are first written beside the site;
//! [`Publisher::commit`] then moves them in and takes away what the last build wrote and this one
//! did not. Invariants: an error before the commit leaves the site as it was; a file that somebody
//! else put into the folder is never removed; no file is written outside the site, or for two
//! reasons; one build at a time writes a site.

use crate::HtmlError;
use crate::digest::digits;
use coursebook_preprocessors::source::normalize_inside;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, TryLockError};
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Collects the files of a site.
#[derive(Debug)]
pub(crate) struct Publisher {
    /// Where they go; nowhere if the files are only checked.
    place: Option<Place>,
    files: Mutex<Files>,
}

#[derive(Debug, Default)]
struct Files {
    offered: BTreeSet<PathBuf>,
    staged: BTreeSet<PathBuf>,
    listed: BTreeMap<PathBuf, Listed>,
}

/// What is known of a file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The first eight bytes of its SHA-256, in hexadecimal digits.
    pub(crate) hash: String,
    /// Its bytes.
    pub(crate) size: u64,
}

impl Listed {
    fn of(content: &[u8]) -> Listed {
        Listed {
            hash: digits(&Sha256::digest(content), 8),
            size: content.len() as u64,
        }
    }
}

impl Publisher {
    /// A publisher into the folder `site`.
    pub(crate) fn new(site: &Path) -> Result<Publisher, HtmlError> {
        Ok(Publisher {
            place: Some(Place::open(site)?),
            files: Mutex::default(),
        })
    }

    /// A publisher that looks for mistakes and writes nothing.
    pub(crate) fn checking() -> Publisher {
        Publisher {
            place: None,
            files: Mutex::default(),
        }
    }

    /// A file of the site. Threads may offer at the same time.
    pub(crate) fn offer(&self, path: &Path, content: &[u8]) -> Result<(), HtmlError> {
        let path = self.claim(path)?;
        let Some(place) = &self.place else {
            return Ok(());
        };
        let listed = Listed::of(content);
        let is_new = place.stage(&path, content)?;
        let mut files = self.files();
        files.listed.insert(path.clone(), listed);
        if is_new {
            files.staged.insert(path);
        }
        Ok(())
    }

    /// A file whose name tells what it is made of: it is made only if the site has none of that
    /// name yet.
    pub(crate) fn offer_made(
        &self,
        path: &Path,
        make: impl FnOnce() -> Result<Vec<u8>, HtmlError>,
    ) -> Result<(), HtmlError> {
        let Some(place) = &self.place else {
            return self.offer(path, &[]);
        };
        match std::fs::read(place.site.join(path)) {
            Ok(content) => self.offer(path, &content),
            Err(_) => self.offer(path, &make()?),
        }
    }

    /// What has been offered so far, in the order of the paths.
    pub(crate) fn listing(&self) -> Vec<(PathBuf, Listed)> {
        let files = self.files();
        let listed = files.listed.iter();
        listed
            .map(|(path, listed)| (path.clone(), listed.clone()))
            .collect()
    }

    /// A file whose name tells its content, so that it may be offered more than once.
    pub(crate) fn share(&self, path: &Path, content: &[u8]) -> Result<(), HtmlError> {
        match self.offer(path, content) {
            Err(HtmlError::Twice(twice)) if self.files().offered.contains(&twice) => Ok(()),
            result => result,
        }
    }

    /// A file of the site, taken from `from`.
    pub(crate) fn copy(&self, from: &Path, path: &Path) -> Result<(), HtmlError> {
        let content = match &self.place {
            Some(_) => std::fs::read(from).map_err(|error| failed("read", from, error))?,
            None => Vec::new(),
        };
        self.offer(path, &content)
    }

    /// Makes the offered files the site.
    pub(crate) fn commit(self) -> Result<(), HtmlError> {
        let files = self
            .files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        match &self.place {
            Some(place) => place.replace(&files),
            None => Ok(()),
        }
    }

    /// Notes that there will be a file at `path`, unless that cannot be.
    fn claim(&self, path: &Path) -> Result<PathBuf, HtmlError> {
        let normal = normalize_inside(path)
            .filter(|normal| normal.file_name().is_some())
            .ok_or_else(|| HtmlError::Outside(path.to_owned()))?;
        let mut files = self.files();
        if files.offered.contains(&normal) || clashes(&normal, &files.offered) {
            return Err(HtmlError::Twice(normal));
        }
        files.offered.insert(normal.clone());
        Ok(normal)
    }

    fn files(&self) -> std::sync::MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The folder of a site, which belongs to one build at a time.
#[derive(Debug)]
struct Place {
    site: PathBuf,
    staging: PathBuf,
    record: PathBuf,
    /// Holds the lock until the build has ended. The file itself stays: if it were removed, two
    /// builds could each hold a lock on a file of this name.
    _lock: File,
}

impl Place {
    fn open(site: &Path) -> Result<Place, HtmlError> {
        create_folder(site)?;
        let place = Place {
            site: site.to_owned(),
            staging: site.with_extension("staging"),
            record: site.with_extension("files"),
            _lock: lock(&site.with_extension("lock"))?,
        };
        place.clear_staging()?;
        Ok(place)
    }

    /// Writes a file beside the site, unless the site has it already.
    fn stage(&self, path: &Path, content: &[u8]) -> Result<bool, HtmlError> {
        if std::fs::read(self.site.join(path)).is_ok_and(|old| old == content) {
            return Ok(false);
        }
        let staged = self.staging.join(path);
        create_folder(staged.parent().unwrap_or(&self.staging))?;
        std::fs::write(&staged, content).map_err(|error| failed("write", &staged, error))?;
        Ok(true)
    }

    fn replace(&self, files: &Files) -> Result<(), HtmlError> {
        let last = last_build(&self.record);
        let stale = last.difference(&files.offered);
        let (in_the_way, others): (Vec<_>, Vec<_>) =
            stale.partition(|stale| clashes(stale, &files.offered));
        // If this run is cut off, the next one knows both the old and the new files as ours.
        write_record(&self.record, last.union(&files.offered))?;
        self.remove(in_the_way)?;
        self.move_in(&files.staged)?;
        self.remove(others)?;
        write_record(&self.record, files.offered.iter())?;
        self.clear_staging()
    }

    /// Assets have content hashes in their names, so pages that still wait for their turn keep
    /// working with the old ones while these move in first.
    fn move_in(&self, staged: &BTreeSet<PathBuf>) -> Result<(), HtmlError> {
        let (pages, others): (Vec<_>, Vec<_>) = staged.iter().partition(|path| is_page(path));
        for path in others.into_iter().chain(pages) {
            let to = self.site.join(path);
            create_folder(to.parent().unwrap_or(&self.site))?;
            std::fs::rename(self.staging.join(path), &to)
                .map_err(|error| failed("write", &to, error))?;
        }
        Ok(())
    }

    fn remove(&self, paths: Vec<&PathBuf>) -> Result<(), HtmlError> {
        paths
            .into_iter()
            .try_for_each(|path| remove(&self.site, path))
    }

    fn clear_staging(&self) -> Result<(), HtmlError> {
        match std::fs::remove_dir_all(&self.staging) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(failed("remove", &self.staging, error))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Place {
    /// A build that failed leaves nothing beside the site. If even that fails, the next build
    /// tries again, so there is nobody to tell.
    fn drop(&mut self) {
        let _ = self.clear_staging();
    }
}

fn lock(path: &Path) -> Result<File, HtmlError> {
    let file = File::create(path).map_err(|error| failed("create", path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(HtmlError::Busy(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed("lock", path, error)),
    }
}

/// Whether one of `paths` needs a folder where `path` is a file, or the other way round.
fn clashes(path: &Path, paths: &BTreeSet<PathBuf>) -> bool {
    let is_below = path.ancestors().skip(1).any(|above| paths.contains(above));
    // Paths are ordered part by part, so what is below a path follows it at once.
    let mut following = paths.range::<Path, _>((Bound::Excluded(path), Bound::Unbounded));
    is_below || following.next().is_some_and(|next| next.starts_with(path))
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "html")
}

fn create_folder(folder: &Path) -> Result<(), HtmlError> {
    std::fs::create_dir_all(folder).map_err(|error| failed("create", folder, error))
}

/// What the last build wrote. Without a readable record nothing is ours, so nothing is removed.
pub(crate) fn last_build(record: &Path) -> BTreeSet<PathBuf> {
    let text = std::fs::read_to_string(record).unwrap_or_default();
    let paths: Vec<PathBuf> = serde_json::from_str(&text).unwrap_or_default();
    paths
        .iter()
        .filter_map(|path| normalize_inside(path))
        .collect()
}

fn write_record<'a>(
    record: &Path,
    files: impl Iterator<Item = &'a PathBuf>,
) -> Result<(), HtmlError> {
    let files: Vec<_> = files.collect();
    let json = serde_json::to_string(&files)
        .map_err(|error| failed("write", record, io::Error::other(error)))?;
    std::fs::write(record, json).map_err(|error| failed("write", record, error))
}

fn remove(site: &Path, path: &Path) -> Result<(), HtmlError> {
    let file = site.join(path);
    match std::fs::remove_file(&file) {
        Err(error) if !is_absence(&error) => return Err(failed("remove", &file, error)),
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

fn is_absence(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
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

    #[test]
    fn a_failed_build_leaves_nothing_beside_the_site() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("html");
        let publisher = Publisher::new(&site).unwrap();
        publisher.offer(Path::new("a.html"), b"new").unwrap();
        drop(publisher);
        assert!(!site.with_extension("staging").exists());
    }

    #[test]
    fn a_path_is_inside_the_site_and_has_one_reason() {
        let folder = tempfile::tempdir().unwrap();
        let publisher = Publisher::new(&folder.path().join("html")).unwrap();
        let offer = |path: &str| publisher.offer(Path::new(path), b"x");
        for outside in ["", ".", "..", "../x", "/x", "a/../../x"] {
            assert!(
                matches!(offer(outside), Err(HtmlError::Outside(_))),
                "{outside}"
            );
        }
        offer("a/b").unwrap();
        offer("a-b").unwrap();
        for twice in ["a/b", "a/./b", "a", "a/b/c"] {
            assert!(matches!(offer(twice), Err(HtmlError::Twice(_))), "{twice}");
        }
        assert!(!folder.path().join("x").exists());
    }

    #[test]
    fn one_build_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("html");
        let first = Publisher::new(&site).unwrap();
        first.offer(Path::new("a.html"), b"1").unwrap();
        assert!(matches!(Publisher::new(&site), Err(HtmlError::Busy(_))));
        first.commit().unwrap();
        assert!(site.join("a.html").is_file());
        assert!(Publisher::new(&site).is_ok());
    }

    #[test]
    fn files_become_folders_and_names_may_hold_line_breaks() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("html");
        publish(&site, &[("a", "1"), ("b/c", "1"), ("d\ne", "1")]);
        publish(&site, &[("a/x", "1"), ("b", "1")]);
        assert!(site.join("a/x").is_file() && site.join("b").is_file());
        assert!(!site.join("d\ne").exists());
    }
}
