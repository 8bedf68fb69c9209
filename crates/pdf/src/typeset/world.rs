//! The files that Typst sees: those of the job, in memory, and nothing else.

use super::Job;
use crate::fonts::Fonts;
use std::collections::BTreeMap;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The world of one job.
pub(super) struct BookWorld<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a Fonts,
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    day: Option<(i32, u8, u8)>,
}

impl<'a> BookWorld<'a> {
    pub(super) fn new(job: Job<'a>) -> Option<BookWorld<'a>> {
        let sources = job.sources.into_iter().filter_map(|(path, text)| {
            let source = Source::new(file_id(&path)?, text);
            Some((path, source))
        });
        let files = job.files.into_iter();
        Some(BookWorld {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&job.fonts.faces)),
            fonts: job.fonts,
            main: file_id("/main.typ")?,
            sources: sources.collect(),
            files: files
                .map(|(path, bytes)| (path, Bytes::new(bytes)))
                .collect(),
            day: job.day,
        })
    }

    /// The path of a file; packages do not exist here.
    fn path(id: FileId) -> FileResult<String> {
        let rooted = id.get();
        match rooted.root() {
            VirtualRoot::Project => Ok(rooted.vpath().get_with_slash().to_owned()),
            VirtualRoot::Package(_) => Err(FileError::AccessDenied),
        }
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for BookWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = Self::path(id)?;
        let source = self.sources.get(&path).cloned();
        source.ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = Self::path(id)?;
        let file = self.files.get(&path).cloned();
        file.ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let (year, month, day) = self.day?;
        Datetime::from_ymd(year, month, day)
    }
}
