//! `cargo xtask bench build`: building beside the stock mdBook, on the same text.
//!
//! [`run`] is the entry point. Both tools build a book from nothing and then again without a
//! change, several times. Invariant: nothing is deleted before the last measurement, because ext4
//! passes over inodes that were freed a short time ago, at a cost that would be counted as the
//! tool's; hence a new folder for each run, and our runs before those of mdBook, which deletes the
//! old site at every build. A new folder has no cache either: in a build from nothing every picture
//! is drawn, in one without a change none.

use super::measure::{Cost, NEEDS, measure};
use super::verdict::{self, Row};
use super::{generated, generated_pictures, plain};
use crate::book::TOOL;
use crate::setup::{self, Need};
use crate::{shell, test};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Chapters of the generated book.
    pub(crate) chapters: usize,
    /// Runs, of which the best counts.
    pub(crate) runs: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            chapters: 1000,
            runs: 3,
        }
    }
}

const FOLDER: &str = "target/bench";
/// Chapters of the book of pictures.
const PICTURED: usize = 250;
const MDBOOK_VERSION: &str = "0.5.4";

/// The settings of a book for both tools; neither needs more.
pub(super) const BOOK_TOML: &str =
    "[book]\ntitle = \"Benchmark\"\nlanguage = \"en\"\nsrc = \"content\"\n\n[output.html]\n";

/// Builds everything and prints the table.
pub(crate) fn run(options: &Options) -> Result<()> {
    shell::title("Tools");
    setup::c_compiler()?;
    setup::wasm_target()?;
    Need::install(&NEEDS)?;
    let search_only = ["--no-default-features", "--features", "search"];
    let mdbook = setup::cargo_tool("mdbook", MDBOOK_VERSION, &search_only)?;
    test::build()?;
    shell::title("Builds");
    let scratch = absolute(FOLDER);
    let own = own_text(&scratch)?;
    let generated = generated_text(&scratch, options.chapters)?;
    let pictures = pictures_text(&scratch)?;
    let whole = Text {
        name: "own, with quizzes and diagrams",
        chapters: chapters(Path::new("content"))?,
        book: shell::workspace_root(),
    };
    let measured = |program: &Path, text: &Text| {
        Runs {
            program,
            text,
            scratch: &scratch,
        }
        .best_of(options.runs)
    };
    let coursebook = absolute(TOOL);
    let ours = [&own, &whole, &generated, &pictures].map(|text| measured(&coursebook, text));
    let stock = [&own, &generated].map(|text| measured(&absolute(&mdbook), text));
    let [own_ours, whole_ours, generated_ours, pictures_ours] = ours;
    let [own_stock, generated_stock] = stock;
    let rows = [
        compared(&own, own_stock?, own_ours?),
        alone(&whole, whole_ours?),
        compared(&generated, generated_stock?, generated_ours?),
        alone(&pictures, pictures_ours?),
    ];
    verdict::print(&rows.concat(), options.runs);
    let drawn = generated_pictures::count(PICTURED);
    println!("The pictures are {drawn}: drawn from nothing, then taken from the cache.");
    remove(&scratch)
}

/// A book to build.
struct Text {
    name: &'static str,
    chapters: usize,
    book: PathBuf,
}

/// The lines of a text that both tools build.
fn compared(text: &Text, stock: Pair, ours: Pair) -> Vec<Row> {
    vec![
        row(text, "mdbook", true, stock.cold, None),
        row(text, "coursebook", true, ours.cold, Some(stock.cold)),
        row(text, "mdbook", false, stock.unchanged, None),
        row(
            text,
            "coursebook",
            false,
            ours.unchanged,
            Some(stock.unchanged),
        ),
    ]
}

/// The lines of a text that only ours can build.
fn alone(text: &Text, ours: Pair) -> Vec<Row> {
    vec![
        row(text, "coursebook", true, ours.cold, None),
        row(text, "coursebook", false, ours.unchanged, None),
    ]
}

fn row(text: &Text, tool: &'static str, is_cold: bool, cost: Cost, stock: Option<Cost>) -> Row {
    Row {
        book: text.name,
        chapters: text.chapters,
        tool,
        is_cold,
        cost,
        stock,
    }
}

/// The cost of a build from nothing and of one without a change.
#[derive(Clone, Copy)]
struct Pair {
    cold: Cost,
    unchanged: Cost,
}

/// The runs of one tool over one text.
struct Runs<'a> {
    program: &'a Path,
    text: &'a Text,
    scratch: &'a Path,
}

impl Runs<'_> {
    /// The best builds of so many runs.
    fn best_of(&self, runs: usize) -> Result<Pair> {
        let tool = self.program.file_name().unwrap_or_default().display();
        println!("{tool} build {}", self.text.book.display());
        let mut best = self.one(0)?;
        for number in 1..runs {
            let next = self.one(number)?;
            best = Pair {
                cold: best.cold.best(next.cold),
                unchanged: best.unchanged.best(next.unchanged),
            };
        }
        Ok(best)
    }

    fn one(&self, number: usize) -> Result<Pair> {
        let tool = self
            .program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let folder = format!("{}-{}-{tool}-{number}", self.text.name, self.text.chapters);
        let folder = self
            .scratch
            .join("sites")
            .join(folder.replace([' ', ','], "-"));
        let build = || measure(self.program, &self.text.book, &folder, self.scratch);
        Ok(Pair {
            cold: build()?,
            unchanged: build()?,
        })
    }
}

/// A copy of our own text that both tools build.
fn own_text(scratch: &Path) -> Result<Text> {
    let book = scratch.join("own");
    remove(scratch)?;
    plain::copy(Path::new("content"), &book.join("content"))?;
    plain::copy(Path::new("listings"), &book.join("listings"))?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(Text {
        name: "own text",
        chapters: chapters(&book.join("content"))?,
        book,
    })
}

/// A book that is large enough for a growth to show.
fn generated_text(scratch: &Path, chapters: usize) -> Result<Text> {
    let book = scratch.join("generated");
    generated::write(&book.join("content"), chapters)?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(Text {
        name: "generated",
        chapters,
        book,
    })
}

/// A book of nothing but pictures, which shows what the cache saves.
fn pictures_text(scratch: &Path) -> Result<Text> {
    let book = scratch.join("pictures");
    generated_pictures::write(&book.join("content"), PICTURED)?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(Text {
        name: "pictures",
        chapters: PICTURED,
        book,
    })
}

/// Removes a folder, if it is there.
pub(super) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove `{}`", folder.display()))?;
    }
    Ok(())
}

fn absolute(path: impl AsRef<Path>) -> PathBuf {
    shell::workspace_root().join(path)
}

/// How many chapters the summary in this folder names.
fn chapters(content: &Path) -> Result<usize> {
    let path = content.join("SUMMARY.md");
    let summary = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(summary.matches(".md)").count())
}
