//! `Tracing` to `output`.
//!
//! [`read`] is the entry point. Invariant: the reader is asked whether the program compiles, and
//! what it prints if it does; as in mdbook-quiz, no more is asked of one that does not.

use super::table::Table;
use super::{Common, Purpose};
use crate::node::{plain, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// What mdbook-quiz asks of every program, in our words.
const PROMPT: &str = "Does this program compile? If it does, what does it print?";

/// Reads the fields of the type.
pub(super) fn read(
    question: &mut Table<'_, '_>,
    common: &Common<'_>,
    notes: &mut Notes<'_>,
) -> Option<Node> {
    let (mut prompt, mut answer) = question.prompt_and_answer(notes)?;
    let program = prompt.required_text("program", notes);
    let compiles = answer.flag("doesCompile", notes);
    let stdout = answer.text("stdout", notes);
    let line = answer.whole("lineNumber", notes);
    let place = answer.place();
    prompt.close(notes);
    answer.close(notes);
    let Some((compiles, at)) = compiles else {
        let message = "the answer needs `doesCompile`";
        notes.error("quiz-missing-field", &place, message, "");
        return None;
    };
    let program = program?;
    let map = common
        .begin("output")
        .with("prompt", text(PROMPT, &program.range))
        .with("code", program.verbatim())
        .with("lang", text("rust", &program.range))
        .with("fails", plain(!compiles, &at));
    if !compiles {
        say_of_line(line, common, notes);
        return Some(common.end(map).done());
    }
    let Some(stdout) = stdout else {
        let message = "the answer needs `stdout`, because the program compiles";
        notes.error("quiz-missing-field", &at, message, "");
        return None;
    };
    let map = map.with("answer", stdout.verbatim());
    Some(common.end(map).done())
}

fn say_of_line(line: Option<(usize, Range<usize>)>, common: &Common<'_>, notes: &mut Notes<'_>) {
    if let (Some((line, at)), Purpose::Convert) = (line, common.purpose) {
        let what =
            "mdbook-quiz does not ask for the line of the error, and no more does the import";
        let instead = format!("to ask for it, add `error: {{ line: {line} }}` and check it");
        notes.not_held(&at, what, instead);
    }
}
