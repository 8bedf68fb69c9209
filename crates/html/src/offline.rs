//! Reading without a network: the service worker, the web app's manifest and its icons.
//!
//! [`publish_worker`] writes the worker, which knows every file of the edition by its hash;
//! [`publish_app`] what lets a browser install the site. Invariants: a reader who does not ask for
//! it gets none of it, and a book that no longer wants it publishes in the worker's place one that
//! takes everything out of the browsers again.

mod icons;

pub(crate) use icons::Icons;

use crate::HtmlError;
use crate::digest::digits;
use crate::download::{Download, Form};
use crate::publish::{Listed, Publisher};
use crate::settings::Settings;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The worker's path in the site: its folder is all that it may serve.
const WORKER: &str = "sw.js";
/// The web app's manifest.
const MANIFEST: &str = "site.webmanifest";
/// The colours of the theme, for the frame that a system draws around an app.
const BACKGROUND: &str = "#fdfdfc";
pub(crate) const ACCENT: &str = "#00596d";

/// What the worker is told.
#[derive(Serialize)]
struct Edition<'a> {
    book: &'a str,
    version: String,
    files: Vec<(String, &'a str)>,
}

/// What a saved edition has: all files that were offered so far, but no zip file, which holds them
/// all once more.
pub(crate) fn edition(publisher: &Publisher, downloads: &[Download]) -> Vec<(PathBuf, Listed)> {
    let mut listing = publisher.listing();
    let zips = downloads.iter().filter(|file| file.form == Form::Zip);
    let zips: Vec<&Path> = zips.map(|file| file.name.as_ref()).collect();
    listing.retain(|(path, _)| !zips.contains(&path.as_path()));
    listing
}

/// The bytes of its files.
pub(crate) fn size(edition: &[(PathBuf, Listed)]) -> u64 {
    edition.iter().map(|(_, listed)| listed.size).sum()
}

/// Publishes the worker that keeps these files, or without any the one that undoes it.
pub(crate) fn publish_worker(
    publisher: &Publisher,
    book: &str,
    listing: Option<&[(PathBuf, Listed)]>,
) -> Result<(), HtmlError> {
    let asset = match listing {
        Some(_) => "worker.js",
        None => "remover.js",
    };
    let listing = listing.unwrap_or_default();
    let script = coursebook_assets::asset(asset).map_or(&[][..], |asset| asset.content);
    let edition = Edition {
        book,
        version: version(listing),
        files: listing
            .iter()
            .map(|(path, listed)| (slashed(path), listed.hash.as_str()))
            .collect(),
    };
    // Strings and lists of them always serialise.
    let edition = serde_json::to_string(&edition).unwrap_or_default();
    let mut whole = format!("self.COURSEBOOK_EDITION={edition};\n").into_bytes();
    whole.extend_from_slice(script);
    publisher.offer(Path::new(WORKER), &whole)
}

/// The name of an edition: two with the same files are the same.
fn version(listing: &[(PathBuf, Listed)]) -> String {
    let mut hash = Sha256::new();
    for (path, listed) in listing {
        hash.update(slashed(path));
        hash.update([0]);
        hash.update(&listed.hash);
        hash.update([0]);
    }
    digits(&hash.finalize(), 6)
}

fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Publishes what a browser needs to install the site as an app.
pub(crate) fn publish_app(
    publisher: &Publisher,
    settings: &Settings,
    icons: &Icons,
) -> Result<(), HtmlError> {
    let book = &settings.book;
    let mut pictures = vec![json!({
        "src": "favicon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any",
    })];
    pictures.extend(icons.pictures().map(|(path, size, purpose)| {
        json!({
            "src": path, "type": "image/png", "sizes": format!("{size}x{size}"), "purpose": purpose,
        })
    }));
    let manifest = json!({
        "id": "./",
        "name": book.title,
        "short_name": short(&book.title),
        "description": book.description,
        "lang": book.language,
        "dir": book.direction,
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": ACCENT,
        "categories": ["education", "books"],
        "icons": pictures,
    });
    publisher.offer(Path::new(MANIFEST), format!("{manifest:#}\n").as_bytes())
}

/// What fits under an icon: whole words of the title, up to twelve letters.
fn short(title: &str) -> String {
    const MOST: usize = 12;
    let mut short = String::new();
    for word in title.split_whitespace() {
        let longer = short.chars().count() + 1 + word.chars().count();
        if !short.is_empty() && longer > MOST {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.extend(word.chars().take(MOST));
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(path: &str, hash: &str) -> (PathBuf, Listed) {
        let hash = hash.to_owned();
        (path.into(), Listed { hash, size: 1 })
    }

    #[test]
    fn an_edition_is_named_after_its_files() {
        let one = [listed("a", "1"), listed("b", "2")];
        assert_eq!(version(&one), version(&one.clone()));
        for other in [
            vec![listed("a", "1")],
            vec![listed("a", "1"), listed("b", "3")],
            vec![listed("a", "1"), listed("c", "2")],
        ] {
            assert_ne!(version(&one), version(&other));
        }
    }

    #[test]
    fn a_short_name_has_whole_words() {
        assert_eq!(short("Backend Engineering Mastery Roadmap"), "Backend");
        assert_eq!(short("A small course"), "A small");
        assert_eq!(short("Donaudampfschifffahrt"), "Donaudampfsc");
        assert_eq!(short(" "), "");
    }
}
