//! `coursebook import`: quizzes of other programs become quiz files.
//!
//! [`import()`] is the entry point. Invariant: no file is overwritten unless that was asked for, and
//! nothing is written before every target has been looked at.

use crate::arguments::ImportFrom;
use crate::report;
use anyhow::{Context, Result, bail};
use coursebook_interchange::ids::quiz_id;
use coursebook_interchange::import::{self, Format, MAX_SOURCE, QuizFile};
use coursebook_model::quiz::author::{Problem, Severity};
use coursebook_preprocessors::diagnostic::{self, Diagnostic};
use coursebook_preprocessors::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Import<'a> {
    /// The files, each with quizzes of another program.
    pub(crate) files: &'a [PathBuf],
    /// Their format, where it is not to be guessed.
    pub(crate) from: Option<ImportFrom>,
    /// The folder for the quiz files; `-` for stdout.
    pub(crate) output: &'a Path,
    /// Whether files that are there already are replaced.
    pub(crate) force: bool,
}

/// Reads the files, writes quizzes, and tells what could not be held.
pub(crate) fn import(asked: &Import<'_>) -> Result<ExitCode> {
    let mut quizzes = Vec::new();
    let mut told = Vec::new();
    for file in asked.files {
        let source = match read(file) {
            Ok(source) => SourceFile::new(file.clone(), source),
            Err(error) => {
                let message = format!("{error:#}");
                told.push(refused(SourceFile::new(file.clone(), ""), message));
                continue;
            }
        };
        let Some(format) = format(asked.from, file, &source.text) else {
            let message = "the format of this file cannot be guessed".to_owned();
            let help = "add `--from mdbook-quiz`, `gift` or `aiken`";
            told.push(refused(source, message).help(help));
            continue;
        };
        let imported = import::import(format, &source.text, &quiz_id(file));
        let problems = imported.problems.into_iter();
        told.extend(problems.map(|problem| located(problem, &source)));
        quizzes.extend(imported.quizzes);
    }
    diagnostic::sort(&mut told);
    // Before anything is written, because that may fail.
    let code = report::print(&told);
    if asked.output == Path::new("-") {
        print(&quizzes)?;
    } else {
        write(&quizzes, asked)?;
    }
    Ok(code)
}

fn format(from: Option<ImportFrom>, file: &Path, source: &str) -> Option<Format> {
    match from {
        Some(ImportFrom::MdbookQuiz) => Some(Format::MdbookQuiz),
        Some(ImportFrom::Gift) => Some(Format::Gift),
        Some(ImportFrom::Aiken) => Some(Format::Aiken),
        None => Format::guess(file, source),
    }
}

/// A file of which nothing comes; the others are read all the same.
fn refused(file: Arc<SourceFile>, message: String) -> Diagnostic {
    Diagnostic::error("import-file", Span::new(file, 0..0), message)
}

/// The file's text, and not a byte more than a file may have.
fn read(path: &Path) -> Result<String> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
    let mut bytes = Vec::new();
    let most = MAX_SOURCE as u64 + 1;
    file.take(most)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{name}`"))?;
    if bytes.len() > MAX_SOURCE {
        bail!("`{name}` has more than {} MiB; split it", MAX_SOURCE >> 20);
    }
    String::from_utf8(bytes)
        .ok()
        .with_context(|| format!("`{name}` is not UTF-8; save it as UTF-8 text"))
}

fn located(problem: Problem, source: &Arc<SourceFile>) -> Diagnostic {
    let span = Span::new(Arc::clone(source), problem.range);
    let new = match problem.severity {
        Severity::Warning => Diagnostic::warning,
        Severity::Error => Diagnostic::error,
    };
    let mut diagnostic = new(problem.code, span, problem.message);
    diagnostic.help = problem.help;
    diagnostic
}

fn print(quizzes: &[QuizFile]) -> Result<()> {
    match quizzes {
        [] => Ok(()),
        [quiz] => Ok(report::say(format_args!("{}", quiz.yaml.trim_end()))?),
        several => bail!(
            "{} quizzes do not fit into one file; name a folder",
            several.len()
        ),
    }
}

fn write(quizzes: &[QuizFile], asked: &Import<'_>) -> Result<()> {
    let mut files: BTreeMap<PathBuf, &QuizFile> = BTreeMap::new();
    for quiz in quizzes {
        let path = asked.output.join(format!("{}.quiz.yaml", quiz.id));
        if files.insert(path, quiz).is_some() {
            bail!("two of the files become the quiz `{}`; rename one", quiz.id);
        }
    }
    let there = files.keys().filter(|path| path.exists());
    let there: Vec<String> = there.map(|path| format!("`{}`", path.display())).collect();
    if !asked.force && !there.is_empty() {
        bail!(
            "{} would be overwritten; add --force to do so",
            there.join(", ")
        );
    }
    if !files.is_empty() {
        std::fs::create_dir_all(asked.output)
            .with_context(|| format!("cannot make the folder `{}`", asked.output.display()))?;
    }
    for (path, quiz) in files {
        std::fs::write(&path, &quiz.yaml)
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        let questions = count(quiz.questions, "question");
        let missing = match quiz.missing {
            0 => String::new(),
            missing => format!(
                "; before it can be published, `coursebook check` will ask for {}",
                count(missing, "thing")
            ),
        };
        report::say(format_args!("{}: {questions}{missing}", path.display()))?;
    }
    Ok(())
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
