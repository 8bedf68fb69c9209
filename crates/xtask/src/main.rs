//! `cargo xtask`: sets the workspace up, tests it and measures it.
//!
//! [`arguments::parse`] reads the command line, one module does each command. Invariant: all paths
//! start at the workspace's root, so the commands work from every folder of it, and what they make
//! is below `target/` and `book/` only, but for the pictures of `docs/images/`.

mod arguments;
mod bench;
mod book;
mod pdfua;
mod pictures;
mod setup;
mod shell;
mod test;

use anyhow::Result;
use arguments::Command;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments::parse(&words)?;
    std::env::set_current_dir(shell::workspace_root())?;
    match command {
        Command::Help(text) => print!("{text}"),
        Command::Book { open, zip } => book::run(open, zip)?,
        Command::Pictures { site } => pictures::run(&site)?,
        Command::Test(steps) => test::run(&steps)?,
        Command::BenchBuild(options) => bench::build::run(&options)?,
        Command::BenchQuiz => bench::quiz::run()?,
        Command::BenchInteraction { site } => bench::interaction::run(&site)?,
        Command::BenchSearch { site, queries } => return bench::search::run(&site, &queries),
        Command::BenchPdf { book } => bench::pdf::run(&book)?,
        Command::BenchPage { site } => return bench::page::run(&site),
    }
    Ok(ExitCode::SUCCESS)
}
