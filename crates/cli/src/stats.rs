//! `coursebook stats`: how many questions a book has of what, and what has none.
//!
//! [`stats`] is the entry point. Invariant: the same numbers are printed as tables and as JSON.

mod sections;
mod table;

use crate::project::Project;
use crate::report;
use anyhow::Result;
use coursebook_preprocessors::course::{Course, QuestionFacts, QuizFacts};
use coursebook_preprocessors::session::{Session, Target};
use mdbook_driver::errors::Result as MdResult;
use mdbook_preprocessor::book::{BookItem, Chapter};
use mdbook_renderer::{RenderContext, Renderer};
use sections::Bare;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use table::Table;

/// The share of true-or-false questions, in percent, beyond which a guess is right too often.
const MOST_TRUE_FALSE: usize = 10;

/// Prints the numbers of a book.
pub(crate) fn stats(folder: &Path, json: bool) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let stats = Arc::new(Mutex::new(Stats::default()));
    let outcome = project.run_into(Target::Site, |session, book| {
        let counter = Counter {
            session,
            stats: stats.clone(),
        };
        book.execute_build_process(&counter)
    })?;
    let code = report::print(&outcome.diagnostics()?);
    if code == ExitCode::SUCCESS {
        let stats = stats.lock().unwrap_or_else(PoisonError::into_inner);
        if json {
            report::say(format_args!("{}", serde_json::to_string_pretty(&*stats)?))?;
        } else {
            stats.print()?;
        }
    }
    Ok(code)
}

/// The numbers.
#[derive(Debug, Default, Serialize)]
struct Stats {
    questions: usize,
    chapters: Vec<ChapterStats>,
    types: BTreeMap<&'static str, usize>,
    tags: BTreeMap<String, usize>,
    /// By difficulty, 1 to 5; `none` where it is not given.
    difficulties: BTreeMap<String, usize>,
    uses: BTreeMap<&'static str, usize>,
    true_false_percent: usize,
    chapters_without_questions: Vec<String>,
    sections_without_questions: Vec<Bare>,
}

#[derive(Debug, Serialize)]
struct ChapterStats {
    path: String,
    title: String,
    quizzes: usize,
    questions: usize,
}

/// Stands in the place of a renderer, so that it sees the chapters as the reader will.
struct Counter {
    session: Arc<Session>,
    stats: Arc<Mutex<Stats>>,
}

impl Renderer for Counter {
    fn name(&self) -> &str {
        "html"
    }

    fn render(&self, context: &RenderContext) -> MdResult<()> {
        let course = self.session.course();
        let chapters: Vec<&Chapter> = context
            .book
            .iter()
            .filter_map(|item| match item {
                BookItem::Chapter(chapter) => Some(chapter),
                _ => None,
            })
            .collect();
        let mut stats = self.stats.lock().unwrap_or_else(PoisonError::into_inner);
        *stats = Stats::of(&course, &chapters, &self.session);
        Ok(())
    }
}

impl Stats {
    fn of(course: &Course, chapters: &[&Chapter], session: &Session) -> Stats {
        let mut stats = Stats::default();
        for chapter in chapters {
            stats.add_chapter(course, chapter);
        }
        for question in questions(course) {
            stats.add(question);
        }
        let true_false = stats.types.get("truefalse").copied().unwrap_or(0);
        stats.true_false_percent = (true_false * 100).div_ceil(stats.questions.max(1));
        stats.sections_without_questions = sections::bare(course, chapters, session);
        stats
    }

    fn add_chapter(&mut self, course: &Course, chapter: &Chapter) {
        let Some(path) = &chapter.source_path else {
            return;
        };
        let facts = course.chapters.get(path);
        let quizzes = facts.map_or(&[][..], |facts| &facts.quizzes);
        let asked = quizzes.iter().flat_map(QuizFacts::asked);
        let stats = ChapterStats {
            path: path.display().to_string(),
            title: chapter.name.clone(),
            quizzes: quizzes.len(),
            questions: asked.count(),
        };
        if stats.questions == 0 {
            self.chapters_without_questions.push(stats.path.clone());
        }
        self.chapters.push(stats);
    }

    fn add(&mut self, question: &QuestionFacts) {
        self.questions += 1;
        *self.types.entry(question.kind).or_default() += 1;
        for tag in &question.tags {
            *self.tags.entry(tag.clone()).or_default() += 1;
        }
        let difficulty = question.difficulty.map(|difficulty| difficulty.to_string());
        let difficulty = difficulty.unwrap_or_else(|| "none".to_owned());
        *self.difficulties.entry(difficulty).or_default() += 1;
        for name in &question.uses {
            *self.uses.entry(name).or_default() += 1;
        }
    }

    fn print(&self) -> std::io::Result<()> {
        let mut chapters = Table::new(&["Chapter", "quizzes", "questions"]);
        for chapter in &self.chapters {
            let numbers = [chapter.quizzes, chapter.questions];
            chapters.row(&chapter.title, &numbers);
        }
        let quizzes = self.chapters.iter().map(|chapter| chapter.quizzes).sum();
        chapters.row("All", &[quizzes, self.questions]);
        let counts = |head: &str, counts: &mut dyn Iterator<Item = (&str, usize)>| {
            let mut table = Table::new(&[head, "questions"]);
            counts.for_each(|(name, count)| table.row(name, &[count]));
            table
        };
        let of_names = |counts: &'_ BTreeMap<&'static str, usize>| counts.clone().into_iter();
        let tags = self.tags.iter().map(|(tag, count)| (tag.as_str(), *count));
        let mut tags: Vec<_> = tags.collect();
        tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let difficulties = self.difficulties.iter();
        let mut difficulties = difficulties.map(|(name, count)| (name.as_str(), *count));
        for table in [
            chapters,
            counts("Type", &mut of_names(&self.types)),
            counts("Tag", &mut tags.into_iter()),
            counts("Difficulty", &mut difficulties),
            counts("Use", &mut of_names(&self.uses)),
        ] {
            report::say(format_args!("{table}"))?;
        }
        self.print_what_is_missing()
    }

    fn print_what_is_missing(&self) -> std::io::Result<()> {
        if self.true_false_percent > MOST_TRUE_FALSE {
            report::say(format_args!(
                "Warning: {} % of all questions are true or false, where every second guess is right; {MOST_TRUE_FALSE} % should be the most.\n",
                self.true_false_percent
            ))?;
        }
        if !self.chapters_without_questions.is_empty() {
            report::say(format_args!("Chapters without a question:"))?;
            for path in &self.chapters_without_questions {
                report::say(format_args!("  {path}"))?;
            }
            report::say(format_args!(""))?;
        }
        if !self.sections_without_questions.is_empty() {
            report::say(format_args!("Sections without a question:"))?;
            for section in &self.sections_without_questions {
                report::say(format_args!("  {section}"))?;
            }
        }
        Ok(())
    }
}

/// All questions that are asked.
fn questions(course: &Course) -> impl Iterator<Item = &QuestionFacts> {
    let quizzes = course.chapters.values().flat_map(|facts| &facts.quizzes);
    quizzes.flat_map(QuizFacts::asked)
}
