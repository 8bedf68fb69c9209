//! `ShortAnswer` to `text`, or to `free` where the answer has several lines.
//!
//! [`read`] is the entry point. Invariant: texts are compared as mdbook-quiz compares them, without
//! regard to case and to blanks at the ends.

use super::Common;
use super::table::Table;
use crate::node::{Map, Written, list, plain, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;

/// The longest answer that is compared letter by letter, in characters.
const MAX_ANSWER: usize = 200;

/// Reads the fields of the type.
pub(super) fn read(
    question: &mut Table<'_, '_>,
    common: &Common<'_>,
    notes: &mut Notes<'_>,
) -> Option<Node> {
    let (mut prompt, mut answer) = question.prompt_and_answer(notes)?;
    let asked = prompt.required_text("prompt", notes);
    let response = prompt.text("response", notes);
    let right = answer.required_text("answer", notes);
    let others = answer.texts("alternatives", notes);
    prompt.close(notes);
    answer.close(notes);
    let code = check_response(response.as_ref(), notes);
    let (asked, right) = (asked?, right?);
    let one_line = |text: &Written| {
        let text = text.value.trim();
        !text.contains('\n') && text.chars().count() <= MAX_ANSWER
    };
    if std::iter::once(&right).chain(&others).all(one_line) {
        return Some(short(common, &asked, &right, &others));
    }
    let what = "an answer of several lines cannot be compared letter by letter";
    let instead = "it becomes a model answer with which readers compare their own";
    notes.not_held(&right.range, what, instead);
    Some(free(common, &asked, &right, &others, code))
}

/// Whether code is asked for.
fn check_response(response: Option<&Written>, notes: &mut Notes<'_>) -> bool {
    let Some(response) = response else {
        return false;
    };
    let known = ["short", "long", "code"].contains(&response.value.as_str());
    if !known {
        let message = format!("`response` cannot be `{}`", response.value);
        let help = "one of: short, long, code";
        notes.error("quiz-wrong-type", &response.range, message, help);
    }
    response.value == "code"
}

fn short(common: &Common<'_>, asked: &Written, right: &Written, others: &[Written]) -> Node {
    let at = &right.range;
    let trimmed = |answer: &Written| text(answer.value.trim(), &answer.range);
    let ways = ["trim", "case"].map(|way| text(way, at));
    let map = common
        .begin("text")
        .with("prompt", asked.prose())
        .with("answer", trimmed(right))
        .with_list("accept", others.iter().map(trimmed).collect())
        .with("normalize", list(ways.into(), at));
    common.end(map).done()
}

fn free(
    common: &Common<'_>,
    asked: &Written,
    right: &Written,
    others: &[Written],
    code: bool,
) -> Node {
    let at = &right.range;
    let answers = std::iter::once(right).chain(others);
    let answers = answers.map(|answer| match code {
        true => fenced(answer.value.trim_end()),
        false => answer.value.trim().to_owned(),
    });
    let model = answers.collect::<Vec<_>>().join("\n\nor\n\n");
    let criterion = Map::new(at)
        .with("id", text("same", at))
        .with("text", text("Says the same as the model answer", at))
        .with("points", plain(1, at));
    let map = common
        .begin("free")
        .with("prompt", asked.prose())
        .with("model", Written::new(model, at).prose())
        .with("rubric", list(vec![criterion.done()], at));
    common.end(map).done()
}

/// Code in a fence that is longer than any in it.
fn fenced(code: &str) -> String {
    let runs = code.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}
