//! Pictures that were drawn before, so that a build draws only what changed.
//!
//! [`PictureCache::render`] is the entry point. Each picture is a file of its own in the build
//! folder, beside the site and no part of it; all may be deleted at any time. Invariants: a picture
//! is found again only by the same text, options, and files, drawn by the same code; a file that
//! is damaged holds nothing; two builds at once do no harm, because files come into being whole; a
//! cache that cannot be written costs time and nothing else.

use coursebook_diagrams::{Diagram, DiagramError, Language, Options, version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// Where the pictures of a book are kept, if anywhere.
#[derive(Debug, Default)]
pub struct PictureCache {
    folder: Option<PathBuf>,
    trimmed: OnceLock<()>,
    room: Room,
}

/// A picture that is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) language: Language,
    pub(super) source: &'a str,
    pub(super) options: Options<'a>,
}

/// Reads a file that a picture names.
type Load<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// How much is kept.
#[derive(Debug, Clone, Copy)]
struct Room {
    files: usize,
    bytes: u64,
}

/// More than the pictures of the largest book that we know of, twenty times.
impl Default for Room {
    fn default() -> Room {
        Room {
            files: 20_000,
            bytes: 256 << 20,
        }
    }
}

/// What a file holds, behind the checksum of it.
#[derive(Serialize, Deserialize)]
struct Entry {
    diagram: Diagram,
    /// Names of the files that it was drawn from, with their checksums.
    files: Vec<(String, String)>,
}

const FOLDER: &str = "cache/diagrams";
/// The id under which pictures are kept.
const ID: &str = "cached";
/// A picture that was used since then need not be marked as used again.
const RECENT: Duration = Duration::from_secs(24 * 60 * 60);

impl PictureCache {
    /// That of a build folder.
    pub fn in_folder(build_folder: &Path) -> PictureCache {
        PictureCache {
            folder: Some(build_folder.join(FOLDER)),
            ..PictureCache::default()
        }
    }

    /// The picture under this id: the one that is kept, or else a new one, which is kept.
    pub(super) fn render(
        &self,
        request: &Request<'_>,
        id: &str,
        load: Load<'_>,
    ) -> Result<Diagram, DiagramError> {
        let Some(path) = self.path(request) else {
            return request.draw(id, load);
        };
        if let Some(diagram) = read(&path, load) {
            return Ok(diagram.renamed(ID, id));
        }
        let files = RefCell::new(Vec::new());
        let diagram = request.draw(ID, &|name| {
            let text = load(name)?;
            files.borrow_mut().push((name.to_owned(), sum(&[&text])));
            Ok(text)
        })?;
        let entry = Entry {
            diagram,
            files: files.into_inner(),
        };
        // A cache that cannot be written is no reason to fail.
        let _ = self.write(&path, &entry);
        Ok(entry.diagram.renamed(ID, id))
    }

    fn path(&self, request: &Request<'_>) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(request.key()))
    }

    /// Writes beside the file and renames, so that nobody reads half of it.
    fn write(&self, path: &Path, entry: &Entry) -> io::Result<()> {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder)?;
        self.trimmed.get_or_init(|| trim(folder, self.room));
        let text = serde_json::to_string(entry)?;
        static WRITTEN: AtomicUsize = AtomicUsize::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let beside = path.with_extension(format!("{}-{number}", std::process::id()));
        let written = fs::write(&beside, format!("{}\n{text}", sum(&[&text])))
            .and_then(|()| fs::rename(&beside, path));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }
}

impl Request<'_> {
    fn draw(&self, id: &str, load: Load<'_>) -> Result<Diagram, DiagramError> {
        self.language.render(self.source, id, &self.options, load)
    }

    /// The name of its file. Files that it reads are not in it: the entry knows them.
    fn key(&self) -> String {
        let Request {
            language,
            source,
            options,
        } = self;
        sum(&[version(), language.name(), source, &format!("{options:?}")])
    }
}

/// The picture in a file, if it is whole and the files that it was drawn from are the same.
fn read(path: &Path, load: Load<'_>) -> Option<Diagram> {
    let text = fs::read_to_string(path).ok()?;
    let (checksum, text) = text.split_once('\n')?;
    if checksum != sum(&[text]) {
        return None;
    }
    let entry: Entry = serde_json::from_str(text).ok()?;
    let same = |(name, checksum): &(String, String)| {
        load(name).is_ok_and(|text| *checksum == sum(&[&text]))
    };
    if !entry.files.iter().all(same) {
        return None;
    }
    mark_used(path);
    Some(entry.diagram)
}

/// The least recently used are thrown away first.
fn mark_used(path: &Path) {
    let used = || fs::metadata(path).and_then(|meta| meta.modified());
    let is_recent = |time: SystemTime| time.elapsed().is_ok_and(|age| age < RECENT);
    if !used().is_ok_and(is_recent) {
        let file = fs::File::options().write(true).open(path);
        let _ = file.and_then(|file| file.set_modified(SystemTime::now()));
    }
}

/// Throws the least recently used half away if there is no room.
fn trim(folder: &Path, room: Room) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .filter_map(|entry| {
            let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((meta.modified().ok()?, meta.len(), entry.path()))
        })
        .collect();
    let bytes: u64 = files.iter().map(|(_, length, _)| length).sum();
    if files.len() < room.files && bytes < room.bytes {
        return;
    }
    files.sort();
    let (mut files_kept, mut bytes_kept) = (0, 0);
    for (_, length, path) in files.iter().rev() {
        files_kept += 1;
        bytes_kept += length;
        if files_kept > room.files / 2 || bytes_kept > room.bytes / 2 {
            let _ = fs::remove_file(path);
        }
    }
}

/// A checksum of texts, each apart from the next.
fn sum(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    let bytes: [u8; 32] = hash.finalize().into();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOW: Request<'_> = Request {
        language: Language::Mermaid,
        source: "flowchart TD\n  a --> b",
        options: Options {
            target: coursebook_diagrams::Target::Page,
            title: Some("T"),
            description: None,
        },
    };

    fn no_files(name: &str) -> Result<String, String> {
        Err(name.to_owned())
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder.join(FOLDER)).into_iter().flatten();
        entries.flatten().map(|entry| entry.path()).collect()
    }

    /// Writes something else into the only picture that is kept; with a checksum that fits.
    fn forge(folder: &Path, from: &str, to: &str) {
        let path = &files(folder)[0];
        let text = fs::read_to_string(path).unwrap();
        let text = text.split_once('\n').unwrap().1.replace(from, to);
        fs::write(path, format!("{}\n{text}", sum(&[&text]))).unwrap();
    }

    #[test]
    fn a_picture_is_drawn_once_and_has_the_id_of_its_page() {
        let folder = tempfile::tempdir().unwrap();
        let draw = |id| {
            let cache = PictureCache::in_folder(folder.path());
            cache.render(&FLOW, id, &no_files).unwrap()
        };
        let first = draw("d1");
        assert_eq!(first, FLOW.draw("d1", &no_files).unwrap());
        forge(folder.path(), "dg-node", "dg-kept");
        let again = draw("d2");
        assert!(again.svg.contains("dg-kept"), "it was drawn again");
        let expected = FLOW.draw("d2", &no_files).unwrap();
        assert_eq!(again.svg.replace("dg-kept", "dg-node"), expected.svg);
        assert_eq!(files(folder.path()).len(), 1);
    }

    #[test]
    fn what_changes_a_picture_changes_its_key() {
        let text = Request {
            source: "flowchart TD\n  a --> c",
            ..FLOW
        };
        let language = Request {
            language: Language::Pikchr,
            ..FLOW
        };
        let title = Request {
            options: Options {
                title: Some("U"),
                ..FLOW.options
            },
            ..FLOW
        };
        let description = Request {
            options: Options {
                title: None,
                description: Some("T"),
                ..FLOW.options
            },
            ..FLOW
        };
        let target = Request {
            options: Options {
                target: coursebook_diagrams::Target::Print,
                ..FLOW.options
            },
            ..FLOW
        };
        let mut keys = [FLOW, text, language, title, description, target].map(|r| r.key());
        keys.sort();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
    }

    #[test]
    fn a_damaged_file_is_drawn_and_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureCache::in_folder(folder.path());
        let whole = cache.render(&FLOW, "d", &no_files).unwrap();
        let path = &files(folder.path())[0];
        let good = fs::read(path).unwrap();
        let mut flipped = good.clone();
        flipped[200] ^= 1;
        let checked = format!("{}\n{{}}", sum(&["{}"]));
        let half = &good[..good.len() / 2];
        for bad in [
            &b""[..],
            b"x",
            half,
            &flipped,
            &[0xff; 99],
            checked.as_bytes(),
        ] {
            fs::write(path, bad).unwrap();
            assert_eq!(cache.render(&FLOW, "d", &no_files).unwrap(), whole);
            assert_eq!(fs::read(path).unwrap(), good);
        }
    }

    #[test]
    fn a_chart_is_drawn_again_when_its_table_changes() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureCache::in_folder(folder.path());
        let chart = Request {
            language: Language::Chart,
            source: "title: T\ndescription: D\ntype: line\ndata: t.csv\n",
            ..FLOW
        };
        let draw = |value: &str| {
            let table = format!("x,y\n1,2\n2,{value}\n");
            let load = |_: &str| Ok(table.clone());
            cache.render(&chart, "d", &load).unwrap()
        };
        let first = draw("3");
        forge(folder.path(), "dg-axis", "dg-kept");
        assert!(draw("3").svg.contains("dg-kept"), "it was drawn again");
        let second = draw("9");
        assert!(second != first && !second.svg.contains("dg-kept"));
    }

    #[test]
    fn mistakes_are_not_kept_and_a_folder_that_cannot_be_written_is_no_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let cache = PictureCache::in_folder(folder.path());
        let bad = Request {
            source: "nonsense",
            ..FLOW
        };
        assert!(cache.render(&bad, "d", &no_files).is_err());
        assert!(files(folder.path()).is_empty());
        fs::write(folder.path().join("cache"), "a file").unwrap();
        assert!(cache.render(&FLOW, "d", &no_files).is_ok());
    }

    #[test]
    fn the_oldest_go_when_there_is_no_room() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room {
            files: 4,
            bytes: 1 << 20,
        };
        let sources: Vec<String> = (0..6)
            .map(|n| format!("flowchart TD\n  a --> b{n}"))
            .collect();
        for (index, source) in sources.iter().enumerate() {
            let cache = PictureCache {
                room,
                ..PictureCache::in_folder(folder.path())
            };
            let request = Request { source, ..FLOW };
            cache.render(&request, "d", &no_files).unwrap();
            let file = fs::File::options()
                .write(true)
                .open(cache.path(&request).unwrap());
            let age = Duration::from_secs(1000 - index as u64);
            file.unwrap().set_modified(SystemTime::now() - age).unwrap();
            assert!(files(folder.path()).len() <= room.files);
        }
        let newest = Request {
            source: &sources[5],
            ..FLOW
        };
        assert!(folder.path().join(FOLDER).join(newest.key()).exists());
        let small = Room {
            files: 99,
            bytes: 10,
        };
        trim(&folder.path().join(FOLDER), small);
        assert!(files(folder.path()).is_empty());
    }

    #[test]
    fn builds_at_the_same_time_get_whole_pictures() {
        let folder = tempfile::tempdir().unwrap();
        let expected = FLOW.draw("d", &no_files).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let cache = PictureCache::in_folder(folder.path());
                        let drawn = cache.render(&FLOW, "d", &no_files).unwrap();
                        assert_eq!(drawn, expected);
                        if let Some(path) = files(folder.path()).first() {
                            let _ = fs::remove_file(path);
                        }
                    }
                });
            }
        });
    }
}
