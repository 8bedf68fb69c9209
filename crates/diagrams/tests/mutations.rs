//! Thousands of damaged texts: each is a picture or an error, and nothing panics on the way, not
//! even behind the renderer's own guard.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::Source;
use coursebook_diagrams::Options;
use std::cell::Cell;
use std::sync::Mutex;
use std::time::{Duration, Instant};

thread_local! {
    /// Panics of this thread, those caught by the renderer included.
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

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

/// What became of damaged texts.
#[derive(Default)]
struct Tally {
    drawn: usize,
    refused: usize,
    offenders: Vec<String>,
}

/// All mutations together.
const MUTATIONS: usize = 10_000;
/// A text that takes longer is slow, also on a busy machine.
const SLOW: Duration = Duration::from_secs(5);

fn try_one(source: &Source, text: String, tally: &mut Tally) {
    let (before, start) = (PANICS.get(), Instant::now());
    match source.render_text(&text, "m", &Options::default()) {
        Ok(diagram) => {
            tally.drawn += 1;
            let parsed = roxmltree::Document::parse(&diagram.svg);
            assert!(parsed.is_ok(), "not XML: {text}");
        }
        Err(error) => {
            tally.refused += 1;
            let lines = text.split('\n').count().max(1);
            assert!(error.line >= 1 && error.line <= lines, "{error} in {text}");
        }
    }
    if PANICS.get() > before || start.elapsed() > SLOW {
        tally.offenders.push(text);
    }
}

fn try_all(sources: &[Source], each: usize, seed: u64, total: &Mutex<Tally>) {
    let mut dice = Dice(seed);
    let mut tally = Tally::default();
    for source in sources {
        for _ in 0..each {
            try_one(source, damage(&source.text, &mut dice), &mut tally);
        }
    }
    let mut total = total.lock().unwrap();
    total.drawn += tally.drawn;
    total.refused += tally.refused;
    total.offenders.append(&mut tally.offenders);
}

#[test]
fn damaged_texts_are_pictures_or_errors() {
    std::panic::set_hook(Box::new(|_| PANICS.set(PANICS.get() + 1)));
    let sources = common::everything();
    let each = MUTATIONS.div_ceil(sources.len());
    let total = Mutex::new(Tally::default());
    let (first, second) = sources.split_at(sources.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| try_all(first, each, 0x5eed_cafe, &total));
        scope.spawn(|| try_all(second, each, 0xfeed_beef, &total));
    });
    drop(std::panic::take_hook());
    let Tally {
        drawn,
        refused,
        offenders,
    } = total.into_inner().unwrap();
    assert!(
        offenders.is_empty(),
        "{} panicked or were slow, such as:\n{}",
        offenders.len(),
        offenders[0]
    );
    assert!(drawn + refused >= MUTATIONS);
    assert!(
        drawn > 2000 && refused > 2000,
        "{drawn} drawn, {refused} refused: the damage is too weak or too strong"
    );
}
