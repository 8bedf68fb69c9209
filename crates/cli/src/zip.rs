//! `coursebook build --zip`: the book as one file that is unpacked and read from a disk.
//!
//! [`write()`] packs the site that was built for a disk, so that the one for a server can offer the
//! file and say how large it is. Invariants: the same site always gives the same bytes; what only a
//! server has a use for is left out; a file that could not be finished does not take the place of
//! the last one.

use crate::project::{Project, slug_of};
use ::zip::write::{SimpleFileOptions, ZipWriter};
use ::zip::{CompressionMethod, DateTime};
use anyhow::{Context, Result};
use coursebook_html::{Download, Form, HtmlRenderer, Mode};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Files of the site that mean nothing on a disk.
const OF_SERVERS: [&str; 7] = [
    ".nojekyll",
    "CNAME",
    "robots.txt",
    "sitemap.xml",
    "feed.xml",
    "sw.js",
    "site.webmanifest",
];

/// Writes the site that was last built for a disk into a zip file beside it, and gives that as what
/// the site for a server offers.
pub(crate) fn write(project: &Project) -> Result<Download> {
    let site = project.site_folder(&Mode::Disk);
    let folder = name_of(project);
    let name = format!("{folder}-offline.zip");
    let file = project.build_folder().join(&name);
    let new = file.with_extension("zip.new");
    let written = pack(&site, &folder, &new);
    if written.is_err() {
        // The half of a file is of no use; if it cannot be removed, the next run replaces it.
        let _ = std::fs::remove_file(&new);
    }
    written.with_context(|| format!("cannot write `{}`", file.display()))?;
    std::fs::rename(&new, &file).with_context(|| format!("cannot write `{}`", file.display()))?;
    let size = std::fs::metadata(&file)
        .with_context(|| format!("cannot read `{}`", file.display()))?
        .len();
    Ok(Download {
        file,
        name,
        form: Form::Zip,
        part: String::new(),
        size,
    })
}

/// The book's title as a file name.
fn name_of(project: &Project) -> String {
    let title = project.config.book.title.as_deref().unwrap_or_default();
    match slug_of(title) {
        name if name.is_empty() => "book".to_owned(),
        name => name,
    }
}

/// All files of the site, in one folder of this name.
fn pack(site: &Path, folder: &str, file: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(BufWriter::new(File::create(file)?));
    for path in HtmlRenderer::files_of(site) {
        let parts = path.iter().map(|part| part.to_string_lossy());
        let name = parts.collect::<Vec<_>>().join("/");
        if OF_SERVERS.contains(&name.as_str()) {
            continue;
        }
        let content = std::fs::read(site.join(&path))
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(&content)?;
    }
    zip.finish()?.flush()?;
    Ok(())
}
