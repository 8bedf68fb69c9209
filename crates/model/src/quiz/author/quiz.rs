//! Reads a quiz file as a whole.
//!
//! [`read_quiz`] is the entry point. Invariant: it always ends, with the quiz as far as it could be
//! understood and every problem of the file.

use super::fields::{Fields, as_text};
use super::lint;
use super::problem::{Problem, Report, Severity};
use super::question::{self, Defaults, Entry};
use super::schema::{Question, Quiz, Retired, Text};
use super::selftest;
use super::yaml::{self, Node};

/// The largest quiz file, in bytes.
pub const MAX_SOURCE: usize = 256 << 10;

/// The most questions in one quiz.
const MAX_QUESTIONS: usize = 100;

/// What came of reading a quiz file.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The quiz, as far as it could be understood; `None` if not even its id could.
    pub quiz: Option<Quiz>,
    /// All problems, in the order of the file.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// Whether the quiz must not be published.
    pub fn has_errors(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads, checks and tests a quiz.
pub fn read_quiz(source: &str) -> Parsed {
    let report = Report::new(source);
    let quiz = if source.len() > MAX_SOURCE {
        let message = format!("a quiz of more than {} KiB", MAX_SOURCE >> 10);
        report.error("quiz-too-large", &(0..0), message, "split it");
        None
    } else {
        read_source(&report)
    };
    if let Some(quiz) = &quiz {
        lint::check(quiz, &report);
    }
    Parsed {
        quiz,
        problems: report.finish(),
    }
}

fn read_source(report: &Report<'_>) -> Option<Quiz> {
    let Some(root) = yaml::parse(report) else {
        if report.errors() == 0 {
            let help = "begin with `schema: 1`, `id: …` and `questions:`";
            report.error("quiz-empty", &(0..0), "this quiz is empty", help);
        }
        return None;
    };
    let fields = Fields::open(&root, "a quiz", report)?;
    check_schema(&fields);
    let id = fields
        .required_text("id")
        .filter(|id| question::check_id(id, 2..=60, report));
    let title = fields.text("title");
    let defaults = Defaults::read(&fields);
    let nodes = fields
        .required("questions")
        .and_then(|_| fields.list("questions"));
    let nodes = nodes.unwrap_or_default();
    check_count(&fields, nodes);
    fields.close();
    let (questions, retired) = read_questions(nodes, defaults, report);
    check_ids(&questions, &retired, report);
    Some(Quiz {
        id: id?,
        title,
        questions,
        retired,
    })
}

fn check_schema(fields: &Fields<'_, '_>) {
    let Some(node) = fields.required("schema") else {
        return;
    };
    let report = fields.report();
    if let Some(schema) = as_text(node, "schema", report)
        && schema.value != "1"
    {
        let message = format!("schema {} is not known", schema.value);
        report.error("quiz-schema", &schema.range, message, "write `schema: 1`");
    }
}

fn check_count(fields: &Fields<'_, '_>, nodes: &[Node]) {
    let report = fields.report();
    if nodes.is_empty() && report.errors() == 0 {
        let message = "a quiz needs at least one question";
        report.error(
            "quiz-empty",
            &fields.place(),
            message,
            "add one below `questions:`",
        );
    }
    if let Some(node) = nodes.get(MAX_QUESTIONS) {
        let message = format!("a quiz has at most {MAX_QUESTIONS} questions");
        report.error("quiz-too-large", &node.range, message, "split it");
    }
}

fn read_questions(
    nodes: &[Node],
    defaults: Defaults,
    report: &Report<'_>,
) -> (Vec<Question>, Vec<Retired>) {
    let (mut questions, mut retired) = (Vec::new(), Vec::new());
    for node in nodes.iter().take(MAX_QUESTIONS) {
        let errors = report.errors();
        match question::read(node, defaults, report) {
            Some(Entry::Asked(question)) => {
                // A question that could not be read in full has nothing to be tested against.
                if report.errors() == errors {
                    selftest::check(&question, report);
                }
                questions.push(*question);
            }
            Some(Entry::Retired(question)) => retired.push(question),
            None => {}
        }
    }
    (questions, retired)
}

fn check_ids(questions: &[Question], retired: &[Retired], report: &Report<'_>) {
    let asked = questions
        .iter()
        .map(|question| (&question.id, &question.was));
    let kept = retired.iter().map(|question| (&question.id, &question.was));
    let mut seen: Vec<&Text> = Vec::new();
    for id in asked
        .chain(kept)
        .flat_map(|(id, was)| std::iter::once(id).chain(was))
    {
        if seen.iter().any(|known| known.value == id.value) {
            let message = format!("the id `{}` is used twice in this quiz", id.value);
            let help = "an id belongs to one question for life, also after it is retired";
            report.error("quiz-double-id", &id.range, message, help);
        }
        seen.push(id);
    }
}
