//! What programs did when they were last run, so that only a changed one is run again.
//!
//! [`Cache`] is the entry point. It lies in the build folder and may be deleted at any time.
//! Invariant: a run is found again only by the same code in the same language and by the same
//! commands; what could not be run to its end is not kept.

use super::process::Ran;
use super::runners::Runner;
use anyhow::{Context, Result};
use coursebook_preprocessors::course::RunFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const FILE: &str = "cache/run-code.json";
/// Changes with whatever changes what a run gives.
const VERSION: u32 = 1;

/// What a run depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key([u8; 32]);

/// The runs that are known, and those to be known next time.
#[derive(Debug, Default)]
pub(super) struct Cache {
    path: PathBuf,
    known: BTreeMap<String, Ran>,
    next: BTreeMap<String, Ran>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct File {
    version: u32,
    runs: BTreeMap<String, Ran>,
}

impl Key {
    pub(super) fn of(facts: &RunFacts, runner: &Runner) -> Key {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        add(&facts.language);
        add(&facts.code);
        add(&format!("{runner:?}"));
        Key(hash.finalize().into())
    }

    fn name(self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Cache {
    /// That of a build folder. One that cannot be read holds nothing.
    pub(super) fn open(build_folder: &Path) -> Cache {
        let path = build_folder.join(FILE);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let file: File = serde_json::from_str(&text).unwrap_or_default();
        let known = if file.version == VERSION {
            file.runs
        } else {
            BTreeMap::new()
        };
        Cache {
            path,
            known,
            next: BTreeMap::new(),
        }
    }

    /// What such a run gave.
    pub(super) fn get(&self, key: Key) -> Option<&Ran> {
        self.known.get(&key.name())
    }

    /// Keeps a run for the next time.
    pub(super) fn keep(&mut self, key: Key, ran: &Ran) {
        self.next.insert(key.name(), ran.clone());
    }

    /// Writes what is kept; what was not asked for any more is gone.
    pub(super) fn write(self) -> Result<()> {
        if self.next == self.known {
            return Ok(());
        }
        let file = File {
            version: VERSION,
            runs: self.next,
        };
        let (path, beside) = (&self.path, self.path.with_extension("new"));
        let cannot = || format!("cannot write `{}`", path.display());
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder).with_context(cannot)?;
        std::fs::write(&beside, serde_json::to_string(&file)?).with_context(cannot)?;
        std::fs::rename(&beside, path).with_context(cannot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run_code::runners::Runners;
    use coursebook_preprocessors::source::{SourceFile, Span};
    use mdbook_driver::config::Config;

    fn key(language: &str, code: &str) -> Key {
        let span = Span::new(SourceFile::new("q.yaml", ""), 0..0);
        let facts = RunFacts {
            code: code.to_owned(),
            language: language.to_owned(),
            key: String::new(),
            fails: false,
            error_line: None,
            error_text: None,
            language_span: span.clone(),
            answer_span: span,
        };
        let runners = Runners::of_book(&Config::default());
        Key::of(&facts, runners.of(language).unwrap())
    }

    #[test]
    fn runs_are_found_again_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let ran = Ran {
            succeeded: true,
            stdout: "1\n".to_owned(),
            stderr: String::new(),
        };
        let mut cache = Cache::open(folder.path());
        cache.keep(key("js", "1"), &ran);
        cache.write().unwrap();
        let cache = Cache::open(folder.path());
        assert_eq!(cache.get(key("js", "1")), Some(&ran));
        assert_eq!(cache.get(key("js", "2")), None);
        assert_eq!(cache.get(key("python", "1")), None);
        cache.write().unwrap();
        assert_eq!(Cache::open(folder.path()).get(key("js", "1")), None);
    }

    #[test]
    fn a_broken_file_holds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        for text in ["{", "[]", "{\"version\":0,\"runs\":{}}", "\u{0}"] {
            std::fs::write(&path, text).unwrap();
            assert!(Cache::open(folder.path()).known.is_empty(), "{text}");
        }
    }
}
