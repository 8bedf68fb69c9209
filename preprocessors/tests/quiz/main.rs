//! Quizzes of a small book: what the page gets, and what the author is told of mistakes.
//!
//! The book is in `book/`; a case is a page of it with the quiz files beside it.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

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
    process_for(page, Target::Site)
}

fn process_for(page: &str, target: Target) -> Case {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quiz/book");
    let written =
        std::fs::read_to_string(root.join("content").join(page)).expect("the case has a page");
    let templates = Templates::load(None).expect("the built-in templates fit together");
    let src = PathBuf::from("content");
    let session = Session::new(root, src, "demo".to_owned(), target, templates);
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
fn the_other_types_are_static_html_too() {
    let case = process("phase-1/more-types.md");
    assert_eq!(told(&case.outcome.diagnostics), "");
    insta::assert_snapshot!(in_lines(&case.text));
}

#[test]
fn guesses_variants_and_shared_stems_have_their_places() {
    let case = process("phase-1/uses.md");
    assert_eq!(told(&case.outcome.diagnostics), "");
    insta::assert_snapshot!(in_lines(&case.text));
}

#[test]
fn renderers_without_html_get_quizzes_typed() {
    let texts = ["types", "more-types", "uses"].map(|page| {
        let case = process_for(&format!("phase-1/{page}.md"), Target::Typed);
        assert_eq!(told(&case.outcome.diagnostics), "");
        assert!(
            case.outcome
                .facts
                .quizzes
                .iter()
                .all(|quiz| quiz.html.is_empty())
        );
        case.text
    });
    let lines = texts.iter().flat_map(|text| text.lines());
    let quizzes = lines.filter_map(|line| line.trim_start_matches(['>', ' ']).strip_prefix('{'));
    let quizzes = quizzes.map(|line| {
        let quiz: serde_json::Value = serde_json::from_str(&format!("{{{line}")).unwrap();
        serde_json::to_string_pretty(&quiz).unwrap()
    });
    insta::assert_snapshot!(quizzes.collect::<Vec<_>>().join("\n"));
    assert!(
        texts[0].contains("> ```coursebook-quiz\n> {"),
        "{}",
        texts[0]
    );
}

#[test]
fn quizzes_of_mdbook_quiz_work_as_they_are() {
    let case = process("phase-1/foreign.md");
    insta::assert_snapshot!(format!(
        "{}\n{}",
        in_lines(&case.text),
        told(&case.outcome.diagnostics)
    ));
}

#[test]
fn a_quiz_on_a_page_that_is_not_its_own_is_an_error() {
    let case = process("phase-1/elsewhere.md");
    insta::assert_snapshot!(told(&case.outcome.diagnostics));
    assert!(case.text.contains("{{#quiz"));
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

/// The names of a page's tags and attributes, read as a browser does; an attribute without quotes
/// is one that nobody here writes.
fn markup(html: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        let end = tag.find([' ', '>']).unwrap_or(tag.len());
        names.push(tag[..end].trim_start_matches('/').to_owned());
        rest = &tag[end..];
        while let Some(attribute) = rest.strip_prefix(' ') {
            let end = attribute.find(['=', ' ', '>']).unwrap();
            names.push(format!("@{}", &attribute[..end]));
            rest = &attribute[end..];
            if let Some(value) = rest.strip_prefix("=\"") {
                rest = &value[value.find('"').unwrap() + 1..];
            }
        }
        assert!(rest.starts_with('>'), "{rest}");
    }
    names
}

#[test]
fn what_authors_write_is_text_in_every_form() {
    let case = process("phase-1/hostile.md");
    let errors = case
        .outcome
        .diagnostics
        .iter()
        .filter(|found| found.is_error());
    assert_eq!(told(&errors.cloned().collect::<Vec<_>>()), "");
    let quiz = &case.outcome.facts.quizzes[0];
    for html in [&quiz.html, &quiz.print_html, &quiz.key_html] {
        let mut names = markup(html);
        names.sort();
        names.dedup();
        for name in ["img", "script", "u", "@onerror", "@src", "@style"] {
            assert!(
                !names.iter().any(|found| found == name),
                "{name} in {names:?}"
            );
        }
        assert!(names.iter().any(|name| name == "section"), "{names:?}");
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
