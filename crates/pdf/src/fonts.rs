//! The faces that a PDF is set in: those in the binary, and those of a folder.
//!
//! [`Fonts::load`] is the entry point. Invariant: fonts that happen to be installed on a machine
//! are never used, so that a book looks the same wherever it is built.

use std::path::{Path, PathBuf};
use typst::foundations::Bytes;
use typst::text::Font;

/// The faces.
pub(crate) struct Fonts {
    /// All of them.
    pub(crate) faces: Vec<Font>,
    /// The families of the folder, in the order of its files.
    pub(crate) own: Vec<String>,
    /// What they have.
    pub(crate) coverage: Coverage,
}

/// Why fonts were not loaded.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read the fonts in `{0}`")]
    Read(PathBuf, #[source] std::io::Error),
    /// A file holds no font that is understood.
    #[error("`{0}` is no TTF or OTF font")]
    NoFont(PathBuf),
    /// A file is larger than the fonts of books are.
    #[error("`{0}` has more than 64 MB, which no font of a book has")]
    TooLarge(PathBuf),
}

/// A larger file is no font of a book.
const MAX_FILE: u64 = 64 << 20;

impl Fonts {
    /// The built-in faces, and those of `folder`.
    pub(crate) fn load(folder: Option<&Path>) -> Result<Fonts, FontError> {
        let mut faces: Vec<Font> = typst_assets::fonts()
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .collect();
        let mut own = Vec::new();
        for path in folder.map_or_else(|| Ok(Vec::new()), files)? {
            let data =
                std::fs::read(&path).map_err(|error| FontError::Read(path.clone(), error))?;
            let before = faces.len();
            faces.extend(Font::iter(Bytes::new(data)));
            let new = faces.get(before..).unwrap_or_default();
            if new.is_empty() {
                return Err(FontError::NoFont(path));
            }
            for face in new {
                let family = face.info().family.to_string();
                if !own.contains(&family) {
                    own.push(family);
                }
            }
        }
        let coverage = Coverage::of(&faces);
        Ok(Fonts {
            faces,
            own,
            coverage,
        })
    }
}

/// The font files of a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, FontError> {
    let failed = |error| FontError::Read(folder.to_owned(), error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let extension = path
            .extension()
            .map(|own| own.to_string_lossy().to_ascii_lowercase());
        let is_font = matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc"));
        let is_small = path
            .metadata()
            .is_ok_and(|meta| meta.is_file() && meta.len() <= MAX_FILE);
        if is_font && !is_small {
            return Err(FontError::TooLarge(path));
        }
        if is_font {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The letters that some face has.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    bits: Vec<u64>,
}

impl Coverage {
    fn of(faces: &[Font]) -> Coverage {
        let mut coverage = Coverage::default();
        for face in faces {
            for code in face.info().coverage.iter() {
                let word = (code / 64) as usize;
                if word >= coverage.bits.len() {
                    coverage.bits.resize(word + 1, 0);
                }
                if let Some(bits) = coverage.bits.get_mut(word) {
                    *bits |= 1 << (code % 64);
                }
            }
        }
        coverage
    }

    /// As if there were a face with every letter.
    #[cfg(test)]
    pub(crate) fn everything() -> Coverage {
        Coverage {
            bits: vec![u64::MAX; 0x11_0000 / 64],
        }
    }

    /// Whether some face has this letter.
    pub(crate) fn has(&self, c: char) -> bool {
        let code = u32::from(c);
        let bits = self.bits.get((code / 64) as usize);
        bits.is_some_and(|bits| bits & (1 << (code % 64)) != 0)
    }
}
