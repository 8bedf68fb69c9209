//! Prints mistakes and the log of mdBook's own crates.

use coursebook_preprocessors::diagnostic::{self, Diagnostic};
use std::fmt::Arguments;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Writes a line to stdout. Unlike `println!` it does not panic where nobody can be written to.
pub(crate) fn say(line: Arguments<'_>) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

/// Writes a line to stderr; where that is impossible, there is nobody to tell.
pub(crate) fn tell(line: Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints all mistakes to stderr, and how many they were; the exit code tells if any is an error.
pub(crate) fn print(diagnostics: &[Diagnostic]) -> ExitCode {
    let styled = std::io::stderr().is_terminal();
    if diagnostic::worth_showing(diagnostics) == diagnostics.len() {
        show(diagnostics, styled);
    } else {
        let mut worst_first = diagnostics.to_vec();
        worst_first.sort_by_key(|mistake| !mistake.is_error());
        let shown = diagnostic::worth_showing(&worst_first);
        show(&worst_first[..shown], styled);
        let more = diagnostics.len() - shown;
        tell(format_args!(
            "{more} more are not shown: mend these first.\n"
        ));
    }
    let errors = diagnostics
        .iter()
        .filter(|mistake| mistake.is_error())
        .count();
    let warnings = diagnostics.len() - errors;
    if !diagnostics.is_empty() {
        tell(format_args!("{}", count(errors, warnings)));
    }
    if errors > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn show(diagnostics: &[Diagnostic], styled: bool) {
    for mistake in diagnostics {
        tell(format_args!("{}\n", diagnostic::render(mistake, styled)));
    }
}

fn count(errors: usize, warnings: usize) -> String {
    let number = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, warnings) => number(warnings, "warning"),
        (errors, 0) => number(errors, "error"),
        (errors, warnings) => format!(
            "{}, {}",
            number(errors, "error"),
            number(warnings, "warning")
        ),
    }
}

/// Lets warnings of the crates below reach stderr; `RUST_LOG` asks for more.
pub(crate) fn show_logs() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        // What is wrong with SUMMARY.md we say ourselves, with its place.
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,mdbook_summary=off"));
    tracing_subscriber::fmt()
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .init();
}
