//! Our quizzes for other programs.
//!
//! [`export`] is the entry point. Invariants: the same quizzes give the same bytes, and what the
//! other format cannot hold is listed for each question.

pub(crate) mod answer;
mod losses;

pub(crate) use losses::Losses;

use crate::{anki, gift, qti};
use coursebook_model::quiz::author::{Question, Quiz, Text};
use std::collections::BTreeMap;

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Moodle's GIFT: one text file.
    Gift,
    /// A QTI 2.1 package: one zip file.
    Qti,
    /// An Anki deck: one `.apkg` file.
    Anki,
}

/// The quizzes of a book.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The book's id, which makes the ids of Anki's notes stable.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its quizzes, in the order of the book.
    pub quizzes: Vec<Placed<'a>>,
    /// When the quizzes were last changed, in seconds since 1970: Anki takes a note over if it is
    /// newer than the one it has.
    pub modified: i64,
    /// The whole addresses of the book's pages, by their paths in the content folder; none if it
    /// is not known where the site is.
    pub addresses: BTreeMap<String, String>,
}

/// A quiz with the titles of the part and the chapter that it stands in.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    /// The quiz.
    pub quiz: &'a Quiz,
    /// Titles, the outermost first.
    pub path: Vec<String>,
}

impl<'a> Placed<'a> {
    /// Another quiz in its place.
    fn with<'b>(&self, quiz: &'b Quiz) -> Placed<'b> {
        Placed {
            quiz,
            path: self.path.clone(),
        }
    }
}

/// What came of an export.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many questions it holds.
    pub questions: usize,
    /// What it does not hold, in the order of the book.
    pub losses: Vec<Loss>,
}

/// What of a question is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The quiz's id.
    pub quiz: String,
    /// The question's id.
    pub question: String,
    /// What, in words that make a list.
    pub what: Vec<String>,
}

/// Why a file cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database of an Anki deck.
    #[error("Anki's database cannot be made: {0}")]
    Database(#[from] rusqlite::Error),
    /// A zip archive.
    #[error("the archive cannot be made: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// Writing into memory.
    #[error("the archive cannot be made: {0}")]
    Write(#[from] std::io::Error),
}

/// Writes the quizzes of a book.
pub fn export(book: &Book<'_>, target: Target) -> Result<Exported, ExportError> {
    let linked: Vec<Quiz> = book
        .quizzes
        .iter()
        .map(|one| linked(book, one.quiz))
        .collect();
    let quizzes = book.quizzes.iter().zip(&linked);
    let book = &Book {
        quizzes: quizzes.map(|(one, quiz)| one.with(quiz)).collect(),
        ..book.clone()
    };
    let mut losses = Vec::new();
    let bytes = match target {
        Target::Gift => gift::write(book, &mut losses).into_bytes(),
        Target::Qti => qti::write(book, &mut losses)?,
        Target::Anki => anki::write(book, &mut losses)?,
    };
    let quizzes = book.quizzes.iter();
    Ok(Exported {
        bytes,
        questions: quizzes.map(|placed| placed.quiz.questions.len()).sum(),
        losses,
    })
}

/// The quiz, its explanations followed by a link to the page that answers the question, where that
/// has an address. Then the format need not have a place for it.
fn linked(book: &Book<'_>, quiz: &Quiz) -> Quiz {
    let mut quiz = quiz.clone();
    for question in &mut quiz.questions {
        let Some(reference) = question.reference.take() else {
            continue;
        };
        let Some(address) = address(book, &reference.value) else {
            question.reference = Some(reference);
            continue;
        };
        let explanation = question.explanation.as_ref();
        let explanation = explanation.map_or("", |text| text.value.trim());
        question.explanation = Some(Text {
            value: format!("{explanation}\n\n[In the book]({address})")
                .trim()
                .to_owned(),
            range: reference.range,
        });
    }
    quiz
}

/// The whole address of a page and heading.
fn address(book: &Book<'_>, place: &str) -> Option<String> {
    let (page, heading) = place.split_once('#').unwrap_or((place, ""));
    let page = book.addresses.get(page)?;
    let address = match heading {
        "" => page.clone(),
        heading => format!("{page}#{heading}"),
    };
    // It stands between parentheses.
    Some(address.replace('(', "%28").replace(')', "%29"))
}

/// The book's title and those around a quiz, outermost first, each on one line and none twice in a
/// row.
pub(crate) fn titles(book: &Book<'_>, placed: &Placed<'_>) -> Vec<String> {
    let titles = std::iter::once(book.title).chain(placed.path.iter().map(String::as_str));
    let words = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut titles: Vec<String> = titles.map(words).collect();
    titles.retain(|title| !title.is_empty());
    titles.dedup();
    titles
}

/// What is asked, with the stem that the question shares with others.
pub(crate) fn prompt(quiz: &Quiz, question: &Question) -> String {
    let stem = question.context.as_ref().and_then(|name| {
        let mut contexts = quiz.contexts.iter();
        contexts.find(|context| context.name.value == name.value)
    });
    let asked = question.prompt.value.trim();
    match stem {
        Some(stem) => format!("{}\n\n{asked}", stem.text.value.trim()),
        None => asked.to_owned(),
    }
}
