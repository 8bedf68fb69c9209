//! Copies of books in temporary folders, and the built binary.

#![allow(
    dead_code,
    reason = "each test binary uses its own part of this module"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The binary under test.
pub(crate) fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_coursebook"))
}

/// A copy of a book that may be changed.
pub(crate) struct Book {
    folder: TempDir,
}

impl Book {
    /// A copy of `tests/NAME`.
    pub(crate) fn fixture(name: &str) -> Book {
        Book::copy_of(
            &Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests")
                .join(name),
            &["book.toml", "content"],
        )
    }

    /// A book of these files.
    pub(crate) fn of(files: &[(&str, &str)]) -> Book {
        let folder = tempfile::tempdir().unwrap();
        let book = Book { folder };
        for (path, text) in files {
            let parent = book.root().join(path);
            std::fs::create_dir_all(parent.parent().unwrap()).unwrap();
            book.write(path, text);
        }
        book
    }

    /// A copy of the workspace's own book, which asks for no PDF: that takes seconds.
    pub(crate) fn own() -> Book {
        let book = Book::own_with_pdf();
        let settings = book.read("book.toml");
        let (before, after) = settings.split_once("[output.pdf]").unwrap();
        let after = after.split_once("[output.html]").unwrap().1;
        book.write("book.toml", &format!("{before}[output.html]{after}"));
        book
    }

    /// A copy of the workspace's own book as it is.
    pub(crate) fn own_with_pdf() -> Book {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Book::copy_of(&root, &["book.toml", "content", "listings", "theme"])
    }

    fn copy_of(root: &Path, parts: &[&str]) -> Book {
        let folder = tempfile::tempdir().unwrap();
        for part in parts {
            copy(&root.join(part), &folder.path().join(part));
        }
        Book { folder }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.root().join("book/html")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.root().join(path), text).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(binary())
            .args(arguments)
            .current_dir(self.root())
            .output()
            .unwrap()
    }

    /// Runs and expects success.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}
