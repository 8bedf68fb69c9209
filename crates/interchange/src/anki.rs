//! Anki decks.
//!
//! [`write`] is the entry point. Invariant: a note's id for life is made of the book's id and the
//! question's oldest one, so that another export renews a learner's notes and keeps their schedule.
//!
//! An `.apkg` is a zip archive with a SQLite database of the form that all versions of Anki read.

mod card;
mod collection;
mod database;

use crate::archive::Archive;
use crate::export::{Book, ExportError, Loss, Losses, Placed, titles};
use card::Card;
use coursebook_model::quiz::author::{Question, Quiz};
use sha2::{Digest, Sha256};

/// What Anki holds of that which most formats do not.
const HOLDS: &[&str] = &[
    "hints",
    "the page that answers it",
    "difficulty",
    "tags",
    "the order of choices",
    "words for a right choice that was missed",
];

/// A note with the deck that its card goes into.
struct Note {
    guid: String,
    deck: String,
    tags: Vec<String>,
    card: Card,
}

/// The deck of a book's quizzes.
pub(crate) fn write(book: &Book<'_>, list: &mut Vec<Loss>) -> Result<Vec<u8>, ExportError> {
    let mut notes = Vec::new();
    for placed in &book.quizzes {
        for question in &placed.quiz.questions {
            let mut losses = Losses::default();
            losses.add_common(question, HOLDS);
            notes.push(Note {
                guid: guid(book, placed.quiz, question),
                deck: deck(book, placed),
                tags: tags(placed.quiz, question),
                card: card::of(placed.quiz, question, &mut losses),
            });
            losses.finish(placed.quiz, question, list);
        }
    }
    let database = database::build(book, &notes)?;
    let mut archive = Archive::new();
    archive.add("collection.anki2", &database)?;
    archive.add("media", b"{}")?;
    archive.finish()
}

/// The note's id for life.
fn guid(book: &Book<'_>, quiz: &Quiz, question: &Question) -> String {
    // Former ids are listed with the latest at the front.
    let oldest = question.was.last().unwrap_or(&question.id);
    let oldest = match oldest.value.contains('/') {
        true => oldest.value.clone(),
        false => format!("{}/{}", quiz.id.value, oldest.value),
    };
    let digest = Sha256::digest(format!("{}/{oldest}", book.id).as_bytes());
    let digits = digest.iter().take(10).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// The deck's name: one within another for book, part and chapter.
fn deck(book: &Book<'_>, placed: &Placed<'_>) -> String {
    let titles = titles(book, placed).into_iter();
    let titles = titles.map(|title| title.replace("::", ":"));
    titles.collect::<Vec<_>>().join("::")
}

/// Topics, the quiz and the difficulty. A tag of Anki's has no blanks.
fn tags(quiz: &Quiz, question: &Question) -> Vec<String> {
    let own = question.tags.iter().map(|tag| tag.value.clone());
    let quiz = format!("quiz::{}", quiz.id.value);
    let difficulty = question
        .difficulty
        .map(|number| format!("difficulty::{number}"));
    let tags = own.chain([quiz]).chain(difficulty);
    tags.map(|tag| tag.split_whitespace().collect::<Vec<_>>().join("-"))
        .collect()
}

/// A number for life, as Anki numbers things: like a time in milliseconds.
fn number(kind: &str, name: &str) -> i64 {
    let digest = Sha256::digest(format!("{kind}/{name}").as_bytes());
    let value = digest
        .iter()
        .take(6)
        .fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
    1_400_000_000_000 + value % 200_000_000_000
}
