//! Which PDFs there are to write, and which chapters go into each.
//!
//! [`volumes`] is the entry point. Invariant: no two volumes of a run have one file name.

use crate::PdfError;
use crate::book::Chapters;
use crate::options::Options;
use std::collections::BTreeSet;
use std::path::Path;

/// One PDF.
#[derive(Debug)]
pub(crate) struct Volume {
    /// Its file's name.
    pub(crate) file: String,
    /// The chapters, by their places in the book.
    pub(crate) chapters: Vec<usize>,
    /// What part of the book it is; empty if it is the whole.
    pub(crate) subtitle: String,
}

/// The PDFs that the options ask for of a book with this title, whose chapters lie in `src`.
///
/// # Errors
/// What was asked for is not in the book, or holds no chapter.
pub(crate) fn volumes(
    options: &Options,
    book: &Chapters,
    title: &str,
    src: &Path,
) -> Result<Vec<Volume>, PdfError> {
    let stem = file_stem(title);
    if let Some(path) = &options.chapter {
        return Ok(vec![of_chapter(path, book, &stem, src)?]);
    }
    if let Some(wanted) = &options.phase {
        let part = book
            .find_part(wanted)
            .ok_or_else(|| PdfError::NoPart(wanted.clone(), book.parts.join("; ")))?;
        let volume = of_part(part, book, &stem);
        if volume.chapters.is_empty() {
            return Err(PdfError::Empty);
        }
        return Ok(vec![volume]);
    }
    if options.split {
        let volumes = split(book, &stem);
        if !volumes.is_empty() {
            return Ok(volumes);
        }
    }
    Ok(vec![Volume {
        file: format!("{stem}.pdf"),
        chapters: (0..book.all.len()).collect(),
        subtitle: String::new(),
    }])
}

fn of_chapter(path: &Path, book: &Chapters, stem: &str, src: &Path) -> Result<Volume, PdfError> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let wanted = path.strip_prefix(src).unwrap_or(path);
    let mut chapters = book.all.iter().enumerate();
    let (place, chapter) = chapters
        .find(|(_, chapter)| chapter.source == wanted || chapter.source == path)
        .ok_or_else(|| PdfError::NoChapter(path.to_owned()))?;
    Ok(Volume {
        file: format!("{stem}-{}.pdf", file_stem(&chapter.name)),
        chapters: vec![place],
        subtitle: chapter.name.clone(),
    })
}

fn of_part(part: usize, book: &Chapters, stem: &str) -> Volume {
    let title = book.parts.get(part).cloned().unwrap_or_default();
    Volume {
        file: format!("{stem}-{}.pdf", file_stem(&title)),
        chapters: chapters_in(Some(part), book),
        subtitle: title,
    }
}

/// A volume for each part, and before them one of what is in none; nothing if there are no parts.
fn split(book: &Chapters, stem: &str) -> Vec<Volume> {
    let parts = (0..book.parts.len()).map(|part| of_part(part, book, stem));
    let parts: Vec<_> = parts.filter(|volume| !volume.chapters.is_empty()).collect();
    if parts.is_empty() {
        return parts;
    }
    let rest = Volume {
        file: format!("{stem}.pdf"),
        chapters: chapters_in(None, book),
        subtitle: String::new(),
    };
    let rest = Some(rest).filter(|volume| !volume.chapters.is_empty());
    let mut volumes: Vec<Volume> = rest.into_iter().chain(parts).collect();
    let mut taken = BTreeSet::new();
    for volume in &mut volumes {
        volume.file = unlike(&volume.file, &taken);
        taken.insert(volume.file.clone());
    }
    volumes
}

fn chapters_in(part: Option<usize>, book: &Chapters) -> Vec<usize> {
    let chapters = book.all.iter().enumerate();
    let chapters = chapters.filter(|(_, chapter)| chapter.part == part);
    chapters.map(|(place, _)| place).collect()
}

/// The name of a file, with a number where another part of the same title has it.
fn unlike(name: &str, taken: &BTreeSet<String>) -> String {
    let stem = name.trim_end_matches(".pdf");
    let numbered = (2..).map(|number| format!("{stem}-{number}.pdf"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// `Phase 1 — Core (months 1–2)` gives `phase-1-core-months-1-2`.
fn file_stem(title: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(60).collect();
    match stem.trim_end_matches('-') {
        "" => "book".to_owned(),
        stem => stem.to_owned(),
    }
}
