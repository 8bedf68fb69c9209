//! What a program did, beside what its question says.
//!
//! [`mistake`] is the entry point. Invariant: an output is right exactly if the grader would take
//! it from a reader.

use super::lines;
use super::process::{Ran, Stopped};
use coursebook_model::quiz::author::StdPlatform;
use coursebook_model::quiz::encode::{OutputParts, output_key};
use coursebook_model::quiz::key::{Mode, UNIT};
use coursebook_model::quiz::{Flags, Outcome, grade};
use coursebook_preprocessors::course::RunFacts;
use coursebook_preprocessors::diagnostic::Diagnostic;
use std::time::Duration;

/// The most of an output that is shown, in characters.
const SHOWN: usize = 300;

/// What is not as the question says, if anything is.
pub(super) fn mistake(facts: &RunFacts, ran: &Ran, file: &str) -> Option<Diagnostic> {
    match (facts.fails, ran.succeeded) {
        (false, true) => wrong_output(facts, ran),
        (false, false) => Some(
            error(facts, "run-fails", "the program fails".to_owned())
                .help(shown("it says", &ran.stderr)),
        ),
        (true, true) => Some(
            error(
                facts,
                "run-succeeds",
                "the program does not fail".to_owned(),
            )
            .help(shown("it prints", &ran.stdout)),
        ),
        (true, false) => wrong_error(facts, ran, file),
    }
}

/// Nobody can run it.
pub(super) fn no_runner(facts: &RunFacts) -> Diagnostic {
    let language = &facts.language;
    let message = format!("there is no runner for `{language}`");
    let help = format!(
        "add `{language} = [\"program\", \"{{file}}\"]` below [preprocessor.quiz.runners] in book.toml, or take `verify` out"
    );
    Diagnostic::error("run-no-runner", facts.language_span.clone(), message).help(help)
}

/// It could not be run to its end.
pub(super) fn stopped(facts: &RunFacts, stopped: &Stopped, time: Duration) -> Diagnostic {
    let mistake = |code, message: String| error(facts, code, message);
    match stopped {
        Stopped::Missing(program) => {
            let message = format!("{stopped}, which runs `{}`", facts.language);
            let help = format!(
                "install `{program}`, or name another program below [preprocessor.quiz.runners] in book.toml"
            );
            Diagnostic::error("run-no-program", facts.language_span.clone(), message).help(help)
        }
        Stopped::TimedOut => {
            let message = format!("the program did not end within {} s", time.as_secs());
            mistake("run-time", message).help("make it shorter, or give it more with `--timeout`")
        }
        Stopped::TooMuch => mistake("run-too-much", format!("the program fails: {stopped}")),
        Stopped::System(..) => mistake("run-system", format!("{stopped}")),
    }
}

fn wrong_output(facts: &RunFacts, ran: &Ran) -> Option<Diagnostic> {
    // A reader does not type the last line break.
    let printed = ran.stdout.strip_suffix('\n').unwrap_or(&ran.stdout);
    let is_right = is_right(&facts.key, "prints", printed);
    (!is_right).then(|| {
        let message = "the program prints something else".to_owned();
        error(facts, "run-output", message).help(shown("it prints", &ran.stdout))
    })
}

fn wrong_error(facts: &RunFacts, ran: &Ran, file: &str) -> Option<Diagnostic> {
    let says = || shown("it says", &ran.stderr);
    if let Some(line) = facts.error_line
        && !lines::named(&ran.stderr, file).contains(&line)
    {
        let message = format!("the program does not fail in line {line}");
        return Some(error(facts, "run-line", message).help(says()));
    }
    let text = facts.error_text.as_deref()?;
    let key = key_of_words(text);
    let mut lines = ran.stderr.lines();
    if lines.any(|line| is_right(&key, "fails", line)) {
        return None;
    }
    let message = format!("the error's message does not contain `{text}`");
    Some(error(facts, "run-error", message).help(says()))
}

fn is_right(key: &str, says: &str, text: &str) -> bool {
    let response = format!("{says}{UNIT}{text}");
    grade(key, &response, &StdPlatform).outcome == Outcome::Right
}

/// The key of a question that asks for these words of an error. A question that also knows the
/// line asks readers for that alone.
fn key_of_words(text: &str) -> String {
    output_key(&OutputParts {
        flags: Flags::default(),
        mode: Mode::Fails,
        accept: Vec::new(),
        line: None,
        contains: Some(text),
        wrong: Vec::new(),
    })
}

fn error(facts: &RunFacts, code: &'static str, message: String) -> Diagnostic {
    Diagnostic::error(code, facts.answer_span.clone(), message)
}

fn shown(what: &str, text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() {
        return format!("{what} nothing");
    }
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{what}:\n{}…", &text[..end]),
        None => format!("{what}:\n{text}"),
    }
}
