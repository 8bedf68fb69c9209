//! Which part of a book somebody means who types `2`, `phase 2` or the beginning of a title.
//!
//! [`meant`] is the entry point. Invariant: the number of a part is the first that its title or its
//! folder has; others count months, say.

use std::path::Path;

/// By what a part is meant; what comes first counts more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meant {
    /// Its title begins so.
    Title,
    /// Its folder begins so.
    Folder,
    /// It is its title's number.
    Number,
    /// It is its folder's number.
    FolderNumber,
}

/// Whether `wanted` means the part with this title, or that of the chapter with this path (relative
/// to the content folder). Only whole words count, whatever stands between them.
pub fn meant(wanted: &str, title: &str, path: &Path) -> Option<Meant> {
    let wanted = words(wanted);
    if wanted.is_empty() {
        return None;
    }
    let folder = path.parent().and_then(|parent| parent.iter().next());
    let folder = words(&folder.unwrap_or_default().to_string_lossy());
    let title = words(title);
    let path = words(&path.to_string_lossy());
    let is_number = |words: &[String]| {
        let mut numbers = words.iter().filter(|word| is_number(word));
        wanted.len() == 1 && numbers.next() == wanted.first()
    };
    if title.starts_with(&wanted) {
        Some(Meant::Title)
    } else if path.starts_with(&wanted) {
        Some(Meant::Folder)
    } else if is_number(&title) {
        Some(Meant::Number)
    } else if is_number(&folder) {
        Some(Meant::FolderNumber)
    } else {
        None
    }
}

fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_meant_by_whole_words_and_first_numbers() {
        let of = |wanted| {
            meant(
                wanted,
                "Phase 2 — Later (months 3–4)",
                Path::new("p-2-b/c.md"),
            )
        };
        assert_eq!(of("Phase 2"), Some(Meant::Title));
        assert_eq!(of("phase-2 later"), Some(Meant::Title));
        assert_eq!(of("p-2"), Some(Meant::Folder));
        assert_eq!(of("2"), Some(Meant::Number));
        for other in ["3", "phas", "later", "", " — "] {
            assert_eq!(of(other), None, "{other}");
        }
        let folder = meant("2", "Later", Path::new("phase-2/c.md"));
        assert_eq!(folder, Some(Meant::FolderNumber));
        assert_eq!(meant("2", "Later", Path::new("chapter-2.md")), None);
    }
}
