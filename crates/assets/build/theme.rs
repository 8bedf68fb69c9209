//! The files of `theme/`, in memory: [`Theme::read`].
//!
//! Invariant: files are sorted by name, so that the same theme always gives the same assets.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the theme.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// The parts of the theme that are embedded.
pub(crate) struct Theme {
    pub(crate) scripts: Vec<File>,
    pub(crate) styles: Vec<File>,
    pub(crate) templates: Vec<File>,
    pub(crate) strings: Option<PathBuf>,
    /// The site's icon, an SVG file.
    pub(crate) icons: Vec<File>,
}

impl Theme {
    /// Reads the theme in `folder`. A part that is missing is empty.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let strings = folder.join("strings.toml");
        Ok(Self {
            scripts: scripts(&folder.join("js"))?,
            styles: files(&folder.join("css"), "css")?,
            templates: files(&folder.join("templates"), "html")?,
            strings: strings.is_file().then_some(strings),
            icons: files(folder, "svg")?,
        })
    }

    /// The text of a script; empty if the theme has none of that name.
    pub(crate) fn script(&self, name: &str) -> &str {
        text(&self.scripts, name)
    }

    /// The text of a style sheet; empty if the theme has none of that name.
    pub(crate) fn style(&self, name: &str) -> &str {
        text(&self.styles, name)
    }

    /// The text of an icon; empty if the theme has none of that name.
    pub(crate) fn icon(&self, name: &str) -> &str {
        text(&self.icons, name)
    }
}

fn text<'a>(files: &'a [File], name: &str) -> &'a str {
    let found = files.iter().find(|file| file.name == name);
    found.map_or("", |file| &file.text)
}

/// The scripts, and those in folders of their own, which are named with their folder: `a/b.js`.
fn scripts(folder: &Path) -> Result<Vec<File>, Box<dyn Error>> {
    let mut scripts = files(folder, "js")?;
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let below = entry?.path();
        let name = below.file_name().unwrap_or_default().to_string_lossy();
        for file in files(&below, "js")? {
            let name = format!("{name}/{}", file.name);
            scripts.push(File { name, ..file });
        }
    }
    Ok(scripts)
}

fn files(folder: &Path, extension: &str) -> Result<Vec<File>, Box<dyn Error>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|found| found == extension) {
                files.push(read(path)?);
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn read(path: PathBuf) -> Result<File, Box<dyn Error>> {
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(File {
        name: name.into_owned(),
        text,
        path,
    })
}
