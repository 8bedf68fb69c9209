//! Runs the program of a question: [`run`].
//!
//! Invariant: it gets a new folder of its own, which is gone afterwards.

use super::process::{self, Ran, Stopped};
use super::runners::{Runner, Wrap};
use coursebook_preprocessors::course::RunFacts;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What a compiler's result is called.
const PROGRAM: &str = "program";

/// Runs it; each of the runner's commands may take this long. The first one that fails is the last.
pub(super) fn run(facts: &RunFacts, runner: &Runner, time: Duration) -> Result<Ran, Stopped> {
    let folder = tempfile::tempdir().map_err(Stopped::no_folder)?;
    let file = folder.path().join(&runner.file);
    std::fs::write(&file, wrapped(&facts.code, runner.wrap)).map_err(Stopped::no_folder)?;
    let program = folder.path().join(PROGRAM);
    let program = program.to_string_lossy();
    let mut ran = Ran::default();
    for words in &runner.commands {
        let words: Vec<String> = runner.filled(words, &program).collect();
        ran = process::run(&mut command(&words, folder.path()), time)?;
        if !ran.succeeded {
            break;
        }
    }
    Ok(ran)
}

/// Messages come in English and without colours, so that they are the same everywhere.
fn command(words: &[String], folder: &Path) -> Command {
    let mut words = words.iter();
    let mut command = Command::new(words.next().map_or("", String::as_str));
    command
        .args(words)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1");
    command
}

fn wrapped(code: &str, wrap: Wrap) -> String {
    let has_main = code.contains("fn main(");
    match wrap {
        Wrap::RustMain if !has_main => format!("fn main() {{ {code}\n}}\n"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_rust_becomes_a_program_with_the_same_lines() {
        let code = "let a = 1;\nprintln!(\"{a}\");";
        let whole = wrapped(code, Wrap::RustMain);
        assert_eq!(whole.lines().nth(1), code.lines().nth(1));
        assert!(whole.starts_with("fn main() { let a = 1;\n"));
        let program = "fn main() {}";
        assert_eq!(wrapped(program, Wrap::RustMain), program);
        assert_eq!(wrapped(code, Wrap::Nothing), code);
    }
}
