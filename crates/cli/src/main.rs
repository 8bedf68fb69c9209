//! The `coursebook` command.
//!
//! Each subcommand is a module; [`project`] opens a book and runs it through the preprocessors.
//! Invariant: mistakes in content are printed to stderr with their place and end in exit code 1;
//! stdout gets what was asked for and one line on what was done. A reader that closes it early is
//! no failure.

mod arguments;
mod build;
mod export;
mod ids;
mod import;
mod init;
#[cfg(feature = "pdf")]
mod pdf;
mod preprocess;
mod progress_bar;
mod project;
mod report;
mod run_code;
mod schema;
mod serve;
mod settings_check;
mod stats;
mod stock;
mod summary_check;
mod zip;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    report::show_logs();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report::tell(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// What is said where a PDF is asked for.
#[cfg(not(feature = "pdf"))]
const NO_PDF: &str = "this coursebook makes no PDFs: it was built without its feature `pdf`, which is \
                      on unless one builds with `--no-default-features`";

/// Whether somebody who read our output has read enough: `coursebook ids | head -1`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Init { folder, title } => init::init(folder, title.as_deref()),
        Command::Build { book, zip } => build::build(&book.folder, *zip),
        Command::Check {
            book,
            run_code,
            timeout,
        } => {
            let time = Duration::from_secs(*timeout);
            build::check(&book.folder, run_code.then_some(time))
        }
        Command::Stats { book, json } => stats::stats(&book.folder, *json),
        Command::Schema => schema::schema(),
        Command::Serve { book, port } => serve::serve(&book.folder, *port),
        Command::Import {
            files,
            from,
            output,
            force,
        } => import::import(&import::Import {
            files,
            from: *from,
            output,
            force: *force,
        }),
        Command::Export {
            book,
            to,
            output,
            quiz,
            phase,
        } => export::export(&export::Export {
            folder: &book.folder,
            to: *to,
            output: output.as_deref(),
            quizzes: quiz,
            phase: phase.as_deref(),
        }),
        #[cfg(feature = "pdf")]
        Command::Pdf(pdf) => pdf::pdf(pdf),
        #[cfg(feature = "pdf")]
        Command::Render { name } => pdf::render(name),
        #[cfg(not(feature = "pdf"))]
        Command::Pdf { .. } | Command::Render { .. } => anyhow::bail!("{NO_PDF}"),
        Command::Ids { book, write } => ids::ids(&book.folder, *write),
        Command::Assets { book } => stock::write_assets(&book.folder),
        Command::Preprocess { name, request } => preprocess::preprocess(name, request.as_ref()),
    }
}
