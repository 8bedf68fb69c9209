//! Aiken: multiple choice as plain text.
//!
//! [`bank`] is the entry point. Invariant: one question that cannot be read costs no other.

use crate::bank::{Bank, Entry};
use crate::ids::{self, Ids};
use crate::markdown::escape;
use crate::node::{Map, Written, list, plain, text};
use crate::notes::Notes;
use coursebook_model::quiz::author::tree::Node;
use std::ops::Range;

/// The most choices: the letters of the alphabet.
const MAX_CHOICES: usize = 26;

/// A question in the making.
#[derive(Default)]
struct Draft {
    prompt: Option<Written>,
    choices: Vec<Written>,
    /// Whether a mistake in it has been noted.
    spoilt: bool,
}

/// The questions of a file.
pub(crate) fn bank(source: &str) -> Bank {
    let mut notes = Notes::new(source);
    let mut bank = Bank::default();
    let mut ids = Ids::default();
    let mut draft = Draft::default();
    for (at, line) in lines(source) {
        let place = at..at + line.len();
        match Line::of(line, at) {
            Line::Answer(letter) => {
                let draft = std::mem::take(&mut draft);
                let node = finish(draft, letter, &place, &mut ids, &mut notes);
                bank.questions.extend(node.map(|node| Entry {
                    node,
                    context: None,
                }));
            }
            Line::Choice(letter, says) => take_choice(&mut draft, letter, says, &mut notes),
            Line::Text => take_text(&mut draft, line, &place, &mut notes),
        }
    }
    if let Some(prompt) = draft.prompt {
        let message = "this question has no line `ANSWER: A`";
        notes.error("quiz-aiken-syntax", &prompt.range, message, "");
    }
    if bank.questions.is_empty() && !notes.has_errors() {
        let message = "there is no question in this file";
        notes.error("quiz-empty", &(0..0), message, "");
    }
    bank.problems = notes.finish();
    bank
}

/// The lines that say something, each with its place.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let lines = source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let text = line.trim_start_matches(['\u{feff}', ' ', '\t']);
        (start + line.len() - text.len(), text.trim_end())
    });
    lines.filter(|(_, line)| !line.is_empty())
}

/// What a line is.
enum Line {
    /// `ANSWER: B`.
    Answer(char),
    /// `B) Words` or `B. Words`.
    Choice(char, Written),
    /// Anything else: the question.
    Text,
}

impl Line {
    fn of(line: &str, at: usize) -> Line {
        if let Some(answer) = line.strip_prefix("ANSWER:") {
            return Line::Answer(answer.trim().chars().next().unwrap_or(' '));
        }
        let mut letters = line.chars();
        let (letter, mark) = (letters.next(), letters.next());
        let says = letters.as_str();
        match (letter, mark) {
            (Some(letter @ 'A'..='Z'), Some(')' | '.')) if says.starts_with([' ', '\t']) => {
                let start = at + line.len() - says.trim_start().len();
                let place = start..at + line.len();
                Line::Choice(letter, Written::new(says.trim(), &place))
            }
            _ => Line::Text,
        }
    }
}

fn take_text(draft: &mut Draft, line: &str, place: &Range<usize>, notes: &mut Notes<'_>) {
    if let Some(prompt) = draft.prompt.as_ref().filter(|_| !draft.choices.is_empty()) {
        let message = "the question before this line has no line `ANSWER: A`";
        notes.error("quiz-aiken-syntax", &prompt.range, message, "");
        *draft = Draft::default();
    }
    match &mut draft.prompt {
        Some(prompt) => {
            prompt.value.push(' ');
            prompt.value.push_str(line);
            prompt.range.end = place.end;
        }
        None => draft.prompt = Some(Written::new(line, place)),
    }
}

fn take_choice(draft: &mut Draft, letter: char, says: Written, notes: &mut Notes<'_>) {
    let expected = ('A'..='Z').nth(draft.choices.len());
    if expected != Some(letter) && !draft.spoilt {
        draft.spoilt = true;
        let message = format!("the choice `{letter}` is out of order");
        let help = format!("choices are lettered from A on, at most {MAX_CHOICES}");
        notes.error("quiz-aiken-syntax", &says.range, message, help);
    }
    draft.choices.push(says);
}

fn finish(
    draft: Draft,
    letter: char,
    place: &Range<usize>,
    ids: &mut Ids,
    notes: &mut Notes<'_>,
) -> Option<Node> {
    let Some(prompt) = draft.prompt else {
        let message = "this answer belongs to no question";
        notes.error("quiz-aiken-syntax", place, message, "");
        return None;
    };
    let right = ('A'..='Z').position(|known| known == letter);
    let right = right.filter(|right| *right < draft.choices.len());
    let Some(right) = right else {
        let message = format!("there is no choice `{letter}`");
        notes.error(
            "quiz-aiken-syntax",
            place,
            message,
            "name one of its letters",
        );
        return None;
    };
    if draft.spoilt {
        return None;
    }
    let id = ids.unique(ids::hashed("q", &prompt.value));
    let escaped = |text: &Written| Written::new(escape::lines(&text.value), &text.range).prose();
    let mut parts = Ids::default();
    let choices = draft.choices.iter().enumerate().map(|(index, choice)| {
        let at = &choice.range;
        let id = parts.unique(ids::hashed("c", &choice.value));
        Map::new(at)
            .with("id", text(&id, at))
            .with("text", escaped(choice))
            .with_some("correct", (index == right).then(|| plain(true, at)))
            .done()
    });
    let map = Map::new(&prompt.range)
        .with("id", text(&id, &prompt.range))
        .with("type", text("single", &prompt.range))
        .with("prompt", escaped(&prompt))
        .with("choices", list(choices.collect(), place));
    Some(map.done())
}
