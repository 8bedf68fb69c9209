//! The book in other forms, offered beside its pages.

use serde::Serialize;
use std::path::PathBuf;

/// A file that the site offers, made by somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Where it is on disk.
    pub file: PathBuf,
    /// Its name in the root of the site.
    pub name: String,
    /// What it is.
    pub form: Form,
    /// The part of the book that it is; empty if it is the whole.
    pub part: String,
    /// How many bytes it has.
    pub size: u64,
}

/// What a download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The book on paper.
    Pdf,
    /// The site, to be unpacked and read from a disk. A site that a browser keeps leaves it out.
    Zip,
}

/// A download as templates see it.
#[derive(Debug, Serialize)]
pub(crate) struct DownloadLink<'a> {
    path: String,
    form: Form,
    part: &'a str,
    /// `1.2 MB`.
    size: String,
}

impl Download {
    pub(crate) fn link(&self) -> DownloadLink<'_> {
        DownloadLink {
            path: crate::link::url_path(self.name.as_ref()),
            form: self.form,
            part: &self.part,
            size: shown(self.size),
        }
    }
}

/// A size as readers know it: in kB, or in MB with one decimal.
fn shown(bytes: u64) -> String {
    match bytes.div_ceil(1_000) {
        kilobytes if kilobytes < 1_000 => format!("{kilobytes} kB"),
        kilobytes => format!("{}.{} MB", kilobytes / 1_000, kilobytes % 1_000 / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn sizes_are_short() {
        assert_eq!(shown(1), "1 kB");
        assert_eq!(shown(734_200), "735 kB");
        assert_eq!(shown(1_250_000), "1.2 MB");
    }
}
