//! Quizzes for a generated book, the same at every run.
//!
//! [`add`] is the entry point. Every type of question comes about equally often. Invariant: the
//! text depends on nothing but the number of chapters and quizzes.

use anyhow::{Context, Result};
use std::path::Path;

/// Questions of a quiz; with 200 quizzes that makes 600.
pub(super) const QUESTIONS: usize = 3;

/// The page with one quiz of five questions, relative to the content folder.
pub(super) const FIVE: &str = "five.md";

/// A question's own fields by type; `$` stands for the number of the question.
const TYPES: [&str; 11] = [
    "type: single
prompt: Which reply tells a client of service $ to wait before it asks again?
choices:
  - { id: a, text: \"`429` with `Retry-After`\", correct: true, feedback: \"It names the reason and the time.\" }
  - { id: b, text: \"`404`\", feedback: \"Then the client believes that there is nothing.\" }
  - { id: c, text: \"`500`\", feedback: \"Then it believes that the server is broken.\" }",
    "type: multiple
prompt: Which of these may be sent twice to service $ without harm?
choices:
  - { id: a, text: \"`GET`\", correct: true, feedback: \"It changes nothing.\" }
  - { id: b, text: \"`PUT`\", correct: true, feedback: \"It sets the same state again.\" }
  - { id: c, text: \"`POST`\", feedback: \"It may create a second one.\" }
score: partial",
    "type: truefalse
prompt: Service $ sees requests in the order in which clients sent them.
answer: false
feedback: { \"true\": Only those of one connection., \"false\": Right. }",
    "type: text
prompt: What is the header called that lets service $ know a repeated request?
answer: Idempotency-Key
accept: [idempotency key]
wrong: [{ match: ETag, feedback: That names a version of the answer. }]",
    "type: numeric
prompt: Service $ takes 50 ms a request and gets 40 a second. How many are under way on average?
answer: 2
tolerance: { rel: 0.05 }",
    "type: estimate
prompt: How many requests a day are 40 a second?
answer: 3456000",
    "type: order
prompt: Put the steps of request $ in order.
items:
  - { id: dns, text: The name is looked up }
  - { id: tcp, text: A connection is opened }
  - { id: tls, text: Keys are agreed on }
  - { id: http, text: The request is sent }
score: adjacent",
    "type: match
prompt: Match each status of service $ with what it says.
pairs:
  - { id: ok, left: \"`200`\", right: It worked }
  - { id: gone, left: \"`410`\", right: It was there once }
  - { id: busy, left: \"`503`\", right: Not at this time }
extra_right: [It never was]",
    "type: cloze
text: \"Retry call $ only if it is {{a}}, and wait with {{b}}.\"
blanks:
  a: { answer: idempotent }
  b: { answer: jitter, choices: [jitter, locks] }",
    "type: output
prompt: What does program $ print?
lang: js
code: |
  let total = 0;
  for (const n of [1, 2, 3]) total += n;
  console.log(total);
answer: \"6\"",
    "type: free
prompt: Say in two sentences how service $ should behave when its database is slow.
model: It answers from its cache where it may, and refuses early where it may not.
rubric:
  - { id: cache, text: Names a cache, points: 1 }
  - { id: refuse, text: Refuses before it is full, points: 2 }",
];

/// Adds quizzes to the chapters in the folder, shared out among them, and the page of five.
pub(super) fn add(folder: &Path, chapters: &[String], quizzes: usize) -> Result<()> {
    for number in 0..quizzes {
        let Some(chapter) = chapters.get(number % chapters.len().max(1)) else {
            break;
        };
        let path = folder.join(chapter);
        let file = format!("quiz-{number:03}.yaml");
        write(&path.with_file_name(&file), &quiz(number))?;
        append(&path, &format!("\n{{{{#quiz {file}}}}}\n"))?;
    }
    if quizzes > 0 {
        write(
            &folder.join("five.yaml"),
            &yaml("five", [0, 3, 6, 7, 8].into_iter()),
        )?;
        write(
            &folder.join(FIVE),
            "# Five questions\n\n{{#quiz five.yaml}}\n",
        )?;
        append(&folder.join("SUMMARY.md"), &format!("- [Five]({FIVE})\n"))?;
    }
    Ok(())
}

fn quiz(number: usize) -> String {
    let first = number * QUESTIONS;
    yaml(&format!("quiz-{number}"), first..first + QUESTIONS)
}

fn yaml(id: &str, numbers: impl Iterator<Item = usize>) -> String {
    let mut yaml = format!("schema: 1\nid: {id}\ntitle: Check {id}\nquestions:\n");
    for number in numbers {
        yaml.push_str(&format!("  - id: q-{number}\n"));
        let fields = TYPES.get(number % TYPES.len()).copied().unwrap_or_default();
        for line in fields.replace('$', &number.to_string()).lines() {
            yaml.push_str(&format!("    {line}\n"));
        }
        yaml.push_str("    hints: [Think of what the client knows.]\n    explanation: A server that says what it wants is asked less.\n    tags: [http]\n    difficulty: 2\n");
    }
    yaml
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

fn append(path: &Path, text: &str) -> Result<()> {
    let old = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    write(path, &(old + text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hundred_quizzes_ask_six_hundred_questions_of_every_type() {
        let quizzes: String = (0..200).map(quiz).collect();
        assert_eq!(quizzes.matches("  - id: q-").count(), 600);
        for fields in TYPES {
            let kind = fields.lines().next().unwrap_or_default();
            let count = quizzes.matches(&format!("    {kind}\n")).count();
            assert!((54..=55).contains(&count), "{kind}: {count}");
        }
    }
}
