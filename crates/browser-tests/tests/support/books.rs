//! Books built for the tests, and their sites, each built once: [`fixture`], [`own`], [`stock`].
//!
//! [`Book`] is one that a test may change and build again.

use super::{Site, programs, workshop};
use anyhow::{Context, Result, ensure};
use mdbook_driver::MDBook;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The host of which the sites believe to be, so that they have what they tell the open web. Nobody
/// asks it: what does would be found by the tests that watch all requests.
const ADDRESS: &str = "https://book.example";

/// The site of the small book in `tests/book`, which has one of everything.
pub(crate) fn fixture() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Book::fixture("fixture").site().unwrap())
}

/// The site of the workspace's own book.
pub(crate) fn own() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Book::own().site().unwrap())
}

/// The small book as the stock mdBook builds it with our preprocessors.
pub(crate) fn stock() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| Book::fixture("stock").stock_site().unwrap())
}

/// A copy of a book, that may be changed.
pub(crate) struct Book {
    folder: PathBuf,
}

impl Book {
    /// A copy of the small book, under a name that no other test uses.
    pub(crate) fn fixture(name: &str) -> Book {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/book");
        Book::copied(&from, &["book.toml", "content"], name)
    }

    fn own() -> Book {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Book::copied(&root, &["book.toml", "content", "listings", "theme"], "own")
    }

    fn copied(from: &Path, parts: &[&str], name: &str) -> Book {
        let folder = workshop::folder(name);
        for part in parts {
            copy(&from.join(part), &folder.join(part)).unwrap();
        }
        Book { folder }
    }

    /// Replaces a text in a file of the book.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) -> Result<()> {
        let path = self.folder.join(path);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        ensure!(
            text.contains(old),
            "{} does not hold `{old}`",
            path.display()
        );
        Ok(fs::write(path, text.replace(old, new))?)
    }

    /// Moves a file of the book.
    pub(crate) fn move_file(&self, old: &str, new: &str) -> Result<()> {
        Ok(fs::rename(self.folder.join(old), self.folder.join(new))?)
    }

    /// Builds the site. The address is the one under which [`Site`] serves it.
    pub(crate) fn build(&self) -> Result<()> {
        self.run("build")
    }

    /// Builds the site and serves it.
    pub(crate) fn site(&self) -> Result<Site> {
        self.build()?;
        Site::serve(self.folder.join("book/html"))
    }

    /// Builds the zip file for a disk, and gives the unpacked folder as a site.
    pub(crate) fn unzipped(&self) -> Result<Site> {
        self.run("build --zip")?;
        let folder = self.folder.join("book");
        let files = fs::read_dir(&folder)?.flatten().map(|entry| entry.path());
        let mut zips = files.filter(|path| path.extension().is_some_and(|end| end == "zip"));
        let file = zips.next().context("there is no zip file")?;
        let unpacked = self.folder.join("unpacked");
        zip::ZipArchive::new(fs::File::open(file)?)?.extract(&unpacked)?;
        let top = fs::read_dir(&unpacked)?.next().context("it is empty")??;
        Site::serve(top.path())
    }

    fn stock_site(&self) -> Result<Site> {
        self.run("assets")?;
        // The engine starts our command as `mdbook build` does, but need not find it on the path.
        let command = format!("command = \"'{}' ", programs::coursebook().display());
        self.edit("book.toml", "command = \"coursebook ", &command)?;
        MDBook::load(&self.folder)?.build()?;
        Site::serve(self.folder.join("book"))
    }

    fn run(&self, command: &str) -> Result<()> {
        let mut tool = Command::new(programs::coursebook());
        tool.args(command.split_whitespace()).env(
            "MDBOOK_OUTPUT__HTML__SITE_URL",
            format!("{ADDRESS}{}", Site::PATH),
        );
        let output = tool.current_dir(&self.folder).output()?;
        let mistakes = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "`coursebook {command}` in {}: {mistakes}",
            self.folder.display()
        );
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
