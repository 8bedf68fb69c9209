//! Reads a quiz file as a whole.
//!
//! [`read_quiz`] is the entry point. Invariant: it always ends, with the quiz as far as it could be
//! understood and every problem of the file.

use super::fields::{Fields, as_text};
use super::ids::check_id;
use super::problem::{Problem, ReadOptions, Report, Severity};
use super::prose::is_short;
use super::question::{self, Defaults, Entry, Surroundings};
use super::schema::{Context, Question, Quiz, Retired, Text};
use super::selftest;
use super::tree::Node;
use super::yaml;
use super::{limits, lint, variants};

/// The largest quiz file, in bytes.
pub const MAX_SOURCE: usize = 256 << 10;

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

/// Reads, checks and tests a quiz that is written in YAML; see [`read_quiz_with`].
pub fn read_quiz(source: &str) -> Parsed {
    read_quiz_with(source, &ReadOptions::default())
}

/// Reads, checks and tests a quiz that is written in YAML.
pub fn read_quiz_with(source: &str, options: &ReadOptions) -> Parsed {
    read(source, options, |report| {
        let root = yaml::parse(report);
        if root.is_none() && report.errors() == 0 {
            let help = "begin with `schema: 1`, `id: …` and `questions:`";
            report.error("quiz-empty", &(0..0), "this quiz is empty", help);
        }
        root
    })
}

/// Reads, checks and tests a quiz that was written in another format, as foreign; see
/// [`read_tree_with`].
pub fn read_tree(source: &str, root: Node) -> Parsed {
    read_tree_with(source, root, &ReadOptions::foreign())
}

/// Reads, checks and tests a quiz that was written in another format, as the tree that YAML of
/// the same content would give; `source` is the file in which the nodes have their places.
pub fn read_tree_with(source: &str, root: Node, options: &ReadOptions) -> Parsed {
    read(source, options, |_| Some(root))
}

fn read<'a>(
    source: &'a str,
    options: &'a ReadOptions,
    parse: impl FnOnce(&Report<'a>) -> Option<Node>,
) -> Parsed {
    let report = Report::new(source, options);
    let quiz = if source.len() > MAX_SOURCE {
        let message = format!("a quiz of more than {} KiB", MAX_SOURCE >> 10);
        report.error("quiz-too-large", &(0..0), message, "split it");
        None
    } else {
        parse(&report).and_then(|root| read_root(&root, &report))
    };
    if let Some(quiz) = &quiz {
        lint::check(quiz, &report);
    }
    Parsed {
        quiz,
        problems: report.finish(),
    }
}

fn read_root(root: &Node, report: &Report<'_>) -> Option<Quiz> {
    let fields = Fields::open(root, "a quiz", report)?;
    check_schema(&fields);
    let id = fields
        .required_text("id")
        .filter(|id| check_id(id, 2..=60, report));
    let title = fields.optional("title");
    let title = title.and_then(|_| fields.required_text("title"));
    let title = title.filter(|title| check_title(title, report));
    let section = fields.text("section");
    let section = section.filter(|section| check_section(section, report));
    let defaults = Defaults::read(&fields);
    let contexts = read_contexts(&fields);
    let nodes = fields
        .required("questions")
        .and_then(|_| fields.list("questions", limits::QUESTIONS));
    let nodes = nodes.unwrap_or_default();
    check_count(&fields, nodes);
    fields.close();
    let surroundings = Surroundings {
        defaults,
        contexts: &contexts,
    };
    let (questions, retired) = read_questions(nodes, &surroundings, report);
    check_ids(&questions, &retired, report);
    variants::check(&questions, report);
    Some(Quiz {
        id: id?,
        title,
        section,
        contexts,
        questions,
        retired,
    })
}

fn check_title(title: &Text, report: &Report<'_>) -> bool {
    let short = title.value.chars().count() <= limits::TITLE;
    if !short {
        let message = format!("`title` is longer than {} characters", limits::TITLE);
        report.error("quiz-too-large", &title.range, message, "shorten it");
    }
    short
}

fn check_section(section: &Text, report: &Report<'_>) -> bool {
    let legal = question::is_place(&section.value);
    if !legal {
        let message = "`section` names the page that uses the quiz, or a heading of it";
        let help =
            "write `folder/page.md` or `folder/page.md#heading`, relative to the content folder";
        report.error("quiz-bad-section", &section.range, message, help);
    }
    legal
}

fn read_contexts(fields: &Fields<'_, '_>) -> Vec<Context> {
    let report = fields.report();
    let named = fields
        .named("contexts", limits::CONTEXTS)
        .unwrap_or_default();
    let contexts = named.into_iter().filter_map(|(name, node)| {
        let text = as_text(node, "a context", report)?;
        if text.value.trim().is_empty() {
            let message = format!("the context `{}` is empty", name.value);
            report.error("quiz-empty", &text.range, message, "write something");
            return None;
        }
        let legal = check_id(&name, 1..=40, report) && is_short(&text, "contexts", report);
        legal.then_some(Context { name, text })
    });
    contexts.collect()
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
}

fn read_questions(
    nodes: &[Node],
    surroundings: &Surroundings<'_>,
    report: &Report<'_>,
) -> (Vec<Question>, Vec<Retired>) {
    let (mut questions, mut retired) = (Vec::new(), Vec::new());
    for node in nodes {
        let errors = report.errors();
        match question::read(node, surroundings, report) {
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
