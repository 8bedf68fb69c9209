//! Quizzes of a small book: what the page gets, and what the author is told of mistakes.
//!
//! The book is in `book/`; a case is a page of it with the quiz files beside it.

use coursebook_preprocessors::diagnostic::{self, Diagnostic};
use coursebook_preprocessors::quiz::QuizPreprocessor;
use coursebook_preprocessors::session::{ChapterContext, Session, Target};
use coursebook_preprocessors::templates::Templates;
use coursebook_preprocessors::{Construct, Outcome};
use std::path::{Path, PathBuf};

struct Case {
    outcome: Outcome,
    text: String,
}

fn process(page: &str) -> Case {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quiz/book");
    let written =
        std::fs::read_to_string(root.join("content").join(page)).expect("the case has a page");
    let templates = Templates::load(None).expect("the built-in templates fit together");
    let src = PathBuf::from("content");
    let session = Session::new(root, src, "demo".to_owned(), Target::Site, templates);
    let path = Path::new(page);
    let document = session.document(path, &written);
    let chapter = ChapterContext {
        session: &session,
        path,
        name: "Demo",
    };
    let mut outcome = QuizPreprocessor.process(chapter, &document);
    diagnostic::sort(&mut outcome.diagnostics);
    let text = document
        .apply(std::mem::take(&mut outcome.edits))
        .text()
        .to_owned();
    Case { outcome, text }
}

fn told(diagnostics: &[Diagnostic]) -> String {
    let each = diagnostics
        .iter()
        .map(|diagnostic| diagnostic::render(diagnostic, false));
    each.collect::<Vec<_>>().join("\n\n")
}

/// HTML with a line for each block, so that a change can be read.
fn in_lines(html: &str) -> String {
    let mut lines = html.to_owned();
    for tag in [
        "<section",
        "<p",
        "<div",
        "<ol",
        "<ul",
        "<li",
        "<details",
        "</section",
        "</details",
        "</ol",
        "</ul",
    ] {
        lines = lines.replace(tag, &format!("\n{tag}"));
    }
    let lines = lines
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_type_is_static_html() {
    let case = process("phase-1/types.md");
    assert_eq!(told(&case.outcome.diagnostics), "");
    insta::assert_snapshot!(in_lines(&case.text));
}

#[test]
fn a_quiz_is_one_line_that_ends_its_block() {
    let case = process("phase-1/types.md");
    let quizzes: Vec<&str> = case
        .text
        .lines()
        .filter(|line| line.contains("class=\"quiz\""))
        .collect();
    assert_eq!(quizzes.len(), 2);
    for quiz in quizzes {
        assert!(
            quiz.trim_start_matches(['>', ' ']).starts_with("<section"),
            "{quiz}"
        );
        assert!(quiz.ends_with("</section>"));
    }
}

#[test]
fn nothing_in_the_page_can_run() {
    let case = process("phase-1/types.md");
    for word in [
        "<script>",
        "onerror=\"",
        " style=",
        "<img",
        "href=\"javascript",
    ] {
        assert!(!case.text.contains(word), "{word}");
    }
}

#[test]
fn the_rest_of_the_page_stays_as_it_was() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quiz/book/content/phase-1/untouched.md");
    let written = std::fs::read_to_string(page).unwrap();
    let case = process("phase-1/untouched.md");
    assert_eq!(case.text, written);
    assert_eq!(told(&case.outcome.diagnostics), "");
}

#[test]
fn facts_are_handed_on() {
    let case = process("phase-1/types.md");
    let facts = &case.outcome.facts;
    let quizzes: Vec<String> = facts
        .quizzes
        .iter()
        .map(|quiz| {
            let questions = quiz.questions.iter();
            let questions = questions.map(|q| {
                format!(
                    "{} {} {:?} {}:{}",
                    q.id,
                    q.kind,
                    q.tags,
                    q.span.file.path.display(),
                    q.span.line()
                )
            });
            format!("{}: {:#?}", quiz.id, questions.collect::<Vec<_>>())
        })
        .collect();
    let links = facts.links.iter().map(|link| {
        let file = link.span.file.path.display();
        format!(
            "{} from {file}:{}:{}",
            link.target,
            link.span.line(),
            link.span.column()
        )
    });
    insta::assert_snapshot!(format!(
        "{}\n{:#?}",
        quizzes.join("\n"),
        links.collect::<Vec<_>>()
    ));
    assert!(
        facts
            .quizzes
            .iter()
            .flat_map(|quiz| &quiz.questions)
            .all(|q| q.retired || q.revision.len() == 6)
    );
}

#[test]
fn mistakes_in_a_file_point_into_that_file() {
    let case = process("phase-1/bad-file.md");
    insta::assert_snapshot!(told(&case.outcome.diagnostics));
    assert!(
        case.text.contains("{{#quiz bad.quiz.yaml}}"),
        "an unusable quiz is not published"
    );
}

#[test]
fn mistakes_in_a_fence_point_into_the_page() {
    insta::assert_snapshot!(told(&process("phase-1/bad-fence.md").outcome.diagnostics));
}

#[test]
fn yaml_that_is_none_is_explained() {
    insta::assert_snapshot!(told(&process("phase-1/bad-yaml.md").outcome.diagnostics));
}

#[test]
fn paths_that_lead_nowhere_or_outside_are_errors() {
    insta::assert_snapshot!(told(&process("phase-1/bad-paths.md").outcome.diagnostics));
}

#[test]
fn weak_questions_are_warned_of() {
    let case = process("phase-1/weak.md");
    assert!(
        case.outcome
            .diagnostics
            .iter()
            .all(|diagnostic| !diagnostic.is_error())
    );
    insta::assert_snapshot!(told(&case.outcome.diagnostics));
}
