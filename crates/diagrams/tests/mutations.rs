//! Thousands of damaged texts: each is a picture or an error, and nothing panics on the way, not
//! even behind the renderer's own guard.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use coursebook_diagrams::render;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// A small xorshift generator: the same damage in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

const SNIPPETS: [&str; 26] = [
    "\n",
    " ",
    "end",
    "subgraph x\n",
    "[",
    "]",
    "(",
    "\"",
    "-->",
    "-.->",
    "|",
    "{",
    "}",
    "&",
    "<br/>",
    "\u{1}",
    "é",
    "🌙",
    "note over A: x\n",
    "A->>A: y\n",
    "[*]",
    "--",
    ":",
    "classDef a fill:#f00\n",
    "%%",
    "999999999999",
];

fn damage(source: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = source.chars().collect();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(letters.len());
        match dice.roll(5) {
            0 => letters.truncate(at),
            1 => drop(letters.splice(at..(at + 1 + dice.roll(12)).min(letters.len()), [])),
            2 => drop(letters.splice(at..at, SNIPPETS[dice.roll(SNIPPETS.len())].chars())),
            3 => {
                let end = (at + dice.roll(60)).min(letters.len());
                let copy: Vec<char> = letters[at..end].to_vec();
                let to = dice.roll(letters.len());
                drop(letters.splice(to..to, copy));
            }
            _ => {
                let other = dice.roll(letters.len());
                if !letters.is_empty() {
                    letters.swap(at, other);
                }
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn damaged_texts_are_pictures_or_errors() {
    std::panic::set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::SeqCst);
    }));
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut dice = Dice(0x5eed_cafe);
    let (mut drawn, mut refused) = (0, 0);
    let mut offenders = Vec::new();
    for path in paths {
        let source = fs::read_to_string(path).unwrap();
        for _ in 0..150 {
            let text = damage(&source, &mut dice);
            let (before, start) = (PANICS.load(Ordering::SeqCst), Instant::now());
            match render(&text, "m") {
                Ok(diagram) => {
                    drawn += 1;
                    assert!(
                        roxmltree::Document::parse(&diagram.svg).is_ok(),
                        "not XML: {text}"
                    );
                }
                Err(error) => {
                    refused += 1;
                    assert!(
                        error.line >= 1 && error.line <= text.split('\n').count().max(1),
                        "{error} in {text}"
                    );
                }
            }
            if PANICS.load(Ordering::SeqCst) > before || start.elapsed() > Duration::from_secs(3) {
                offenders.push(text);
            }
        }
    }
    drop(std::panic::take_hook());
    assert!(
        offenders.is_empty(),
        "{} panicked or were slow, such as:\n{}",
        offenders.len(),
        offenders[0]
    );
    assert!(
        drawn > 200 && refused > 200,
        "{drawn} drawn, {refused} refused: the damage is too weak or too strong"
    );
}
