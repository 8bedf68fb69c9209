//! The folder in which this run builds its books: [`folder`].
//!
//! It stays after the run, for a look at what was tested, and is emptied by the next. Invariant:
//! it belongs to one run at a time; a second one waits.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

struct Workshop {
    folder: PathBuf,
    /// Locked until the process ends.
    _lock: File,
}

/// An empty folder of this run, of that name.
pub(crate) fn folder(name: &str) -> PathBuf {
    static WORKSHOP: OnceLock<Workshop> = OnceLock::new();
    let folder = WORKSHOP.get_or_init(Workshop::open).folder.join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

impl Workshop {
    fn open() -> Workshop {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = File::create(target.join("learner.lock")).unwrap();
        lock.lock().unwrap();
        let folder = target.join("learner");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        Workshop {
            folder,
            _lock: lock,
        }
    }
}
