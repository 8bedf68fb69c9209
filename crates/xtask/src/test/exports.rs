//! Whether programs of others read what `coursebook export` writes: [`check`].
//!
//! Anki's own library, from PyPI, brings in the deck of the own book twice; `gift-pegjs`, from npm,
//! reads its GIFT file. Invariant: both find as many questions.

use crate::book::TOOL;
use crate::setup;
use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Anki's library.
const ANKI: (&str, &str) = ("anki", "26.9.3");
/// A reader of GIFT.
const GIFT: (&str, &str) = ("gift-pegjs", "1.0.2");

const SCRIPTS: &str = "crates/xtask/src/test/exports";
const FOLDER: &str = "target/test/exports";

/// When the two editions of the deck were changed, in seconds since 1970.
const EDITIONS: [&str; 2] = ["1700000000", "1800000000"];

/// Exports the own book and has it read.
pub(super) fn check() -> Result<()> {
    shell::title("Exports in others' programs");
    std::fs::create_dir_all(FOLDER).with_context(|| format!("cannot create `{FOLDER}`"))?;
    let notes = notes_in_anki()?;
    let questions = questions_in_gift()?;
    println!("{notes} notes in Anki, {questions} questions in GIFT");
    if notes != questions {
        bail!("a deck of {notes} notes and a file of {questions} questions are of one book");
    }
    Ok(())
}

fn notes_in_anki() -> Result<u32> {
    let python = setup::python_package(ANKI.0, ANKI.1)?.join("bin/python");
    let mut command = Command::new(python);
    command.arg(Path::new(SCRIPTS).join("bring_in.py"));
    for edition in EDITIONS {
        command.arg(exported("anki", &format!("{edition}.apkg"), edition)?);
    }
    number(&mut command)
}

fn questions_in_gift() -> Result<u32> {
    let folder = setup::npm_package(GIFT.0, GIFT.1)?;
    let node = shell::find(&["node"]).context("there is no Node.js")?;
    let mut command = Command::new(node);
    command.arg(Path::new(SCRIPTS).join("read_gift.mjs"));
    command.arg(shell::workspace_root().join(folder));
    command.arg(exported("gift", "book.gift", EDITIONS[0])?);
    number(&mut command)
}

/// The own book in a format.
fn exported(format: &str, name: &str, edition: &str) -> Result<PathBuf> {
    let path = Path::new(FOLDER).join(name);
    let mut tool = Command::new(TOOL);
    tool.args(["export", "--to", format, "--output"]).arg(&path);
    tool.env("SOURCE_DATE_EPOCH", edition);
    // What the format does not hold is listed there, for every question.
    let output = tool.output().context("cannot start the tool")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(path)
}

/// The number that a script prints.
fn number(command: &mut Command) -> Result<u32> {
    let output = command.output().context("cannot start a script")?;
    let (said, errors) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    if !output.status.success() {
        bail!("{said}{errors}");
    }
    let number = said.trim().parse();
    number.with_context(|| format!("the script says `{said}`"))
}
