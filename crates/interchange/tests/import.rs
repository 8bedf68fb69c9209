//! Others' files to ours: what is understood, what is written, and what is said of the rest.

use coursebook_interchange::import::{Format, Imported, MAX_SOURCE, import};
use coursebook_interchange::mdbook_quiz;
use coursebook_model::quiz::author::{Kind, Problem, ReadOptions, Severity, read_quiz_with};
use std::fmt::Write;
use std::path::Path;

const STREAMS: &str = include_str!("fixtures/streams.toml");
const FAULTS: &str = include_str!("fixtures/faults.toml");
const NETWORKS: &str = include_str!("fixtures/networks.gift");
const BASICS: &str = include_str!("fixtures/basics.aiken");

/// The problems, one a line.
fn said(problems: &[Problem]) -> String {
    let mut out = String::new();
    for problem in problems {
        let kind = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (line, column) = (problem.line, problem.column);
        let _ = write!(
            out,
            "{line}:{column} {kind} [{}] {}",
            problem.code, problem.message
        );
        let _ = match &problem.help {
            Some(help) => writeln!(out, "\n    {help}"),
            None => writeln!(out),
        };
    }
    out
}

fn shown(imported: &Imported) -> String {
    let mut out = said(&imported.problems);
    for quiz in &imported.quizzes {
        let (id, questions, missing) = (&quiz.id, quiz.questions, quiz.missing);
        let _ = writeln!(
            out,
            "--- {id}: {questions} questions, {missing} missing\n{}",
            quiz.yaml
        );
    }
    out
}

/// What was written is what the reader made of the foreign file.
fn reads_back(imported: &Imported) {
    let foreign = ReadOptions {
        foreign: true,
        ..ReadOptions::default()
    };
    for quiz in &imported.quizzes {
        let parsed = read_quiz_with(&quiz.yaml, &foreign);
        let read = parsed.quiz.map_or(0, |quiz| quiz.questions.len());
        let of_model = ["quiz-gift-syntax", "quiz-aiken-syntax", "quiz-not-held"];
        let errors = imported.problems.iter().filter(|problem| {
            problem.severity == Severity::Error && !of_model.contains(&problem.code)
        });
        assert!(read + errors.count() >= quiz.questions, "{}", quiz.yaml);
    }
}

#[test]
fn mdbook_quiz_becomes_yaml() {
    let imported = import(Format::MdbookQuiz, STREAMS, "streams");
    reads_back(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn gift_questions_without_an_empty_line_between_are_told() {
    let gift =
        "::Q1:: TCP carries bytes. {T}\n::Q2:: UDP orders them. {F}\n\n::Q3:: So \\{ is one. {T}\n";
    let imported = import(Format::Gift, gift, "gift");
    let (problem, others) = imported.problems.split_first().unwrap();
    assert!(
        others
            .iter()
            .all(|other| other.severity == Severity::Warning)
    );
    assert_eq!((problem.line, problem.code), (2, "quiz-gift-syntax"));
    assert_eq!(imported.quizzes[0].questions, 1);
}

#[test]
fn mdbook_quiz_is_read_as_it_is() {
    let parsed = mdbook_quiz::read(STREAMS, "streams", &ReadOptions::foreign());
    assert!(!parsed.has_errors(), "{}", said(&parsed.problems));
    let quiz = parsed.quiz.unwrap();
    let kinds: Vec<_> = quiz.questions.iter().map(|q| q.kind.name()).collect();
    assert_eq!(
        kinds,
        [
            "single", "multiple", "single", "text", "free", "output", "output"
        ]
    );
    let (first, fixed) = (&quiz.questions[0], &quiz.questions[2]);
    assert_eq!(first.context.as_ref().unwrap().value, "socket");
    assert!(first.shuffle && !fixed.shuffle);
    let Kind::Single(choices) = &fixed.kind else {
        panic!("a single choice");
    };
    let texts: Vec<_> = choices
        .iter()
        .map(|choice| choice.text.value.as_str())
        .collect();
    assert_eq!(texts, ["80", "8443", "443", "22"]);
    // A text points at the place where the author wrote it.
    let at = first.explanation.as_ref().unwrap().range.clone();
    assert!(STREAMS[at].starts_with("\"\"\"\nTCP carries"));
}

#[test]
fn what_is_wrong_in_toml_is_told_with_its_place() {
    let parsed = mdbook_quiz::read(FAULTS, "faults", &ReadOptions::foreign());
    let broken = mdbook_quiz::read("a = \n[[b\n", "broken", &ReadOptions::foreign());
    insta::assert_snapshot!(format!(
        "{}\n{}",
        said(&parsed.problems),
        said(&broken.problems)
    ));
}

#[test]
fn an_id_outlives_another_import() {
    let edited = STREAMS
        .replace("Always one", "Never one")
        .replace("A second stem", "Another");
    let ids = |source: &str| -> Vec<String> {
        let quiz = mdbook_quiz::read(source, "streams", &ReadOptions::foreign())
            .quiz
            .unwrap();
        quiz.questions.iter().map(|q| q.id.value.clone()).collect()
    };
    assert_eq!(ids(STREAMS), ids(&edited));
}

#[test]
fn gift_becomes_yaml() {
    let imported = import(Format::Gift, NETWORKS, "networks");
    reads_back(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn aiken_becomes_yaml() {
    let imported = import(Format::Aiken, BASICS, "basics");
    reads_back(&imported);
    insta::assert_snapshot!(shown(&imported));
}

#[test]
fn a_large_bank_becomes_several_quizzes() {
    let mut source = String::new();
    for number in 0..250 {
        let _ = writeln!(
            source,
            "::Number {number}:: What is {number}? {{#{number}####It is.}}\n"
        );
    }
    let imported = import(Format::Gift, &source, "numbers");
    let sizes: Vec<_> = imported
        .quizzes
        .iter()
        .map(|q| (q.id.as_str(), q.questions))
        .collect();
    assert_eq!(
        sizes,
        [("numbers", 100), ("numbers-2", 100), ("numbers-3", 50)]
    );
    assert!(imported.problems.is_empty(), "{}", said(&imported.problems));
    assert!(imported.quizzes.iter().all(|quiz| quiz.missing == 0));
}

#[test]
fn line_ends_and_byte_order_marks_do_not_count() {
    let plain = "A b?{=c}\n\nD e?{T}\n";
    let odd = "\u{feff}A b?{=c}\r\n\r\nD e?{T}\r\n";
    let yaml = |source: &str| import(Format::Gift, source, "q").quizzes[0].yaml.clone();
    assert_eq!(yaml(plain), yaml(odd));
    let aiken = "A b?\nA) c\nB) d\nANSWER: A\n";
    let odd = format!("\u{feff}{}", aiken.replace('\n', "\r\n"));
    let yaml = |source: &str| import(Format::Aiken, source, "q").quizzes[0].yaml.clone();
    assert_eq!(yaml(aiken), yaml(&odd));
}

#[test]
fn what_is_too_large_is_refused() {
    let source = "a?{=b}\n\n".repeat(MAX_SOURCE / 8 + 1);
    let imported = import(Format::Gift, &source, "large");
    assert!(imported.quizzes.is_empty());
    assert_eq!(imported.problems[0].code, "quiz-too-large");
    let question = format!("{} {{=b}}\n", "word ".repeat(20_000));
    let imported = import(Format::Gift, &question, "long");
    assert_eq!(imported.problems[0].code, "quiz-too-large");
}

#[test]
fn a_format_is_guessed_by_name_or_content() {
    for (name, source, format) in [
        ("a.toml", "", Some(Format::MdbookQuiz)),
        ("a.GIFT", "", Some(Format::Gift)),
        ("a.txt", "Who?{=me}", Some(Format::Gift)),
        ("a.txt", "Who?\nA) me\n ANSWER: A", Some(Format::Aiken)),
        ("a.txt", "[[questions]]\ntype = 1", Some(Format::MdbookQuiz)),
        ("a.txt", "Who?", None),
    ] {
        assert_eq!(
            Format::guess(Path::new(name), source),
            format,
            "{name} {source}"
        );
    }
}
