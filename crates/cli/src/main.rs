//! The `coursebook` command.
//!
//! Each subcommand is a module; [`project`] opens a book and runs it through the preprocessors.
//! Invariant: mistakes in content are printed with their place and end in exit code 1; nothing
//! but the site's address and lists asked for goes to stdout.

mod arguments;
mod build;
mod ids;
mod preprocess;
mod progress_bar;
mod project;
mod report;
mod serve;
mod stock;
mod summary_check;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    report::show_logs();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Build { book } => build::build(&book.folder),
        Command::Check { book } => build::check(&book.folder),
        Command::Serve { book, port } => serve::serve(&book.folder, *port),
        Command::Ids { book, write } => ids::ids(&book.folder, *write),
        Command::Assets { book } => stock::write_assets(&book.folder),
        Command::Preprocess { name, request } => preprocess::preprocess(name, request.as_ref()),
    }
}
