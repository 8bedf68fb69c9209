//! Reading quizzes as authors write them: what is understood, and what is said of mistakes.
#![cfg(feature = "build")]

use coursebook_model::quiz::author::{
    Kind, Parsed, ReadOptions, Severity, Use, read_quiz, read_quiz_with,
};
use proptest::prelude::*;

const HEAD: &str = "schema: 1\nid: demo\nquestions:\n";

fn text_question(answer: &str) -> String {
    format!(
        "{HEAD}  - id: code\n    type: text\n    prompt: Which?\n    answer: {answer}\n    explanation: Because.\n"
    )
}

/// Each problem as `line:column code message`.
fn said(parsed: &Parsed) -> Vec<String> {
    let problems = parsed.problems.iter();
    problems
        .map(|p| format!("{}:{} {} {}", p.line, p.column, p.code, p.message))
        .collect()
}

#[test]
fn text_stays_as_typed() {
    for typed in ["429", "no", "007", "3.10", "true", "1e3", "null"] {
        let parsed = read_quiz(&text_question(typed));
        assert_eq!(said(&parsed), Vec::<String>::new(), "{typed}");
        let quiz = parsed.quiz.unwrap();
        let Kind::Text(rules) = &quiz.questions[0].kind else {
            panic!("a text question");
        };
        assert_eq!(rules.answer.value, typed);
    }
}

#[test]
fn every_problem_of_a_file_is_found_in_one_run() {
    let source = format!(
        "{HEAD}  - id: A\n    type: single\n    promt: x\n    choices: []\n  - id: b1\n    type: numeric\n    prompt: x\n    answer: many\n    explanation: y\n  - id: b1\n    type: riddle\n    prompt: z\n    choices: []\n"
    );
    let parsed = read_quiz(&source);
    let said = said(&parsed);
    for expected in [
        "4:9 quiz-bad-id",
        "6:5 quiz-unknown-field a question has no field `promt`",
        "4:5 quiz-missing-field a question needs `prompt`",
        "4:5 quiz-choice-count 0 choices",
        "11:13 quiz-wrong-type `answer` is a number, here stands `many`",
        "14:11 quiz-unknown-type",
    ] {
        assert!(
            said.iter().any(|line| line.starts_with(expected)),
            "{expected}\n{said:#?}"
        );
    }
    assert!(
        !said.iter().any(|line| line.contains("no field `choices`")),
        "{said:#?}"
    );
}

#[test]
fn bombs_are_refused() {
    let aliases = "a: &a [x, x]\nb: &b [*a, *a]\nschema: 1\n";
    assert!(
        read_quiz(aliases)
            .problems
            .iter()
            .any(|p| p.code == "quiz-yaml-alias")
    );
    let deep = format!("a: {}{}", "[".repeat(5000), "]".repeat(5000));
    assert!(read_quiz(&deep).has_errors());
    let block = "- ".repeat(5000);
    assert!(read_quiz(&block).has_errors());
    let large = format!("# {}\n", "x".repeat(300 << 10));
    assert_eq!(read_quiz(&large).problems[0].code, "quiz-too-large");
}

#[test]
fn the_revision_follows_neither_the_order_of_choices_nor_their_present_names() {
    let revision = |choices: [&str; 3]| {
        let choices = choices.join("");
        let source = format!(
            "schema: 1\nid: q1\nquestions:\n  - id: one\n    type: single\n    prompt: Which?\n    explanation: x\n    choices:\n{choices}"
        );
        let quiz = read_quiz(&source).quiz.unwrap();
        quiz.questions[0].revision.clone()
    };
    let a = "      - { id: a, text: Apple, correct: true }\n";
    let (b, c) = (
        "      - { id: b, text: Berry }\n",
        "      - { id: c, text: Cherry }\n",
    );
    let before = revision([a, b, c]);
    assert_eq!(revision([c, a, b]), before);
    let renamed = "      - { id: fruit, was: [a], text: Apple, correct: true }\n";
    assert_eq!(revision([b, renamed, c]), before);
    let again = "      - { id: pome, was: [fruit, a], text: Apple, correct: true }\n";
    assert_eq!(revision([b, again, c]), before);
    let forgotten = "      - { id: fruit, text: Apple, correct: true }\n";
    assert_ne!(revision([forgotten, b, c]), before);
    let reworded = "      - { id: b, text: Blueberry }\n";
    assert_ne!(revision([a, reworded, c]), before);
    let swapped = [
        "      - { id: b, text: Apple, correct: true }\n",
        "      - { id: a, text: Berry }\n",
    ];
    assert_ne!(revision([swapped[0], swapped[1], c]), before);
}

#[test]
fn the_revision_follows_the_question_and_not_its_feedback() {
    let revision = |source: &str| {
        read_quiz(source).quiz.unwrap().questions[0]
            .revision
            .clone()
    };
    let before = revision(&text_question("a1"));
    assert_eq!(before.len(), 6);
    assert_eq!(
        revision(&text_question("a1").replace("Because", "Since")),
        before
    );
    assert_ne!(revision(&text_question("a2")), before);
    assert_ne!(
        revision(&text_question("a1").replace("Which", "What")),
        before
    );
}

#[test]
fn a_retired_question_keeps_its_id_taken() {
    let source = format!(
        "{}  - id: old\n    retired: true\n  - id: old\n    retired: true\n",
        text_question("x1")
    );
    let parsed = read_quiz(&source);
    assert_eq!(parsed.quiz.as_ref().unwrap().retired.len(), 2);
    assert_eq!(said(&parsed).len(), 1);
    assert!(said(&parsed)[0].contains("used twice"));
}

#[test]
fn rules_that_the_grader_would_never_reach_are_errors() {
    let source = text_question("\"429\"")
        + "    wrong:\n      - { match: \"429 \", feedback: \"x\" }\n      - { match: \"503\", feedback: \"x\" }\n      - { match: \" 503\", feedback: \"x\" }\n    accept:\n      - { regex: \"5[0-9]{2}\", example: \"600\" }\n";
    let said = said(&read_quiz(&source)).join("\n");
    assert!(
        said.contains("`429 ` is foreseen as wrong, but the grader takes it for right"),
        "{said}"
    );
    assert!(
        said.contains("`503` is foreseen as wrong, but the grader takes it for right"),
        "{said}"
    );
    assert!(
        said.contains("the grader does not take `600` for right"),
        "{said}"
    );
}

/// What is said of a file below `tests/mistakes`, each problem with its help.
fn said_of(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes");
    let source =
        std::fs::read_to_string(format!("{folder}/{name}.yaml")).expect("the file is there");
    let problems = read_quiz(&source).problems.into_iter();
    let told = problems.map(|p| {
        let help = p
            .help
            .map_or(String::new(), |help| format!("\n      {help}"));
        format!("{}:{} {} {}{help}", p.line, p.column, p.code, p.message)
    });
    told.collect::<Vec<_>>().join("\n")
}

macro_rules! mistakes {
    ($($test:ident: $name:literal,)*) => {$(
        #[test]
        fn $test() {
            insta::assert_snapshot!($name, said_of($name));
        }
    )*};
}

mistakes! {
    mistakes_of_any_question_are_told: "common",
    mistakes_of_estimates_are_told: "estimate",
    mistakes_of_orders_are_told: "order",
    mistakes_of_matches_are_told: "match",
    mistakes_of_clozes_are_told: "cloze",
    mistakes_of_outputs_are_told: "output",
    mistakes_of_free_answers_are_told: "free",
}

#[test]
fn equal_right_sides_share_an_id() {
    let source = format!(
        "{HEAD}  - id: m1\n    type: match\n    prompt: x\n    explanation: y\n    pairs:\n      - {{ id: a, left: A, right: same }}\n      - {{ id: b, left: B, right: other }}\n      - {{ id: c, left: C, right: \"same \" }}\n    extra_right: [third, {{ id: own, text: fourth }}, fifth]\n"
    );
    let quiz = read_quiz(&source).quiz.unwrap();
    assert_eq!(
        quiz.questions[0].key,
        "match␞+a␟a␞+b␟b␞+c␟a␞-extra-1␞-own␞-extra-3"
    );
}

#[test]
fn the_blanks_of_a_key_follow_the_text() {
    let source = format!(
        "{HEAD}  - id: c1\n    type: cloze\n    text: \"{{{{second}}}} {{{{first}}}}\"\n    explanation: y\n    blanks:\n      first: {{ answer: x, choices: [x, y] }}\n      second: {{ answer: \"no\", accept: [{{ regex: n+ }}], normalize: [trim] }}\n"
    );
    let parsed = read_quiz(&source);
    assert_eq!(said(&parsed), Vec::<String>::new());
    let quiz = parsed.quiz.unwrap();
    assert_eq!(quiz.questions[0].key, "cloze␞_second␟t␞=no␞~n+␞_first␟!␞=x");
}

#[test]
fn quizzes_of_other_tools_are_read_less_strictly() {
    let source = format!(
        "{HEAD}  - id: s1\n    type: single\n    prompt: x\n    choices:\n      - {{ id: a, text: A, correct: true }}\n      - {{ id: b, text: B }}\n"
    );
    let codes = |foreign| {
        let options = ReadOptions {
            foreign,
            ..ReadOptions::default()
        };
        let problems = read_quiz_with(&source, &options).problems.into_iter();
        problems
            .map(|problem| (problem.severity, problem.code))
            .collect::<Vec<_>>()
    };
    use Severity::{Error, Warning};
    assert_eq!(
        codes(false),
        [
            (Error, "quiz-choice-count"),
            (Error, "quiz-no-explanation"),
            (Warning, "quiz-no-reason"),
        ]
    );
    assert_eq!(codes(true), [(Warning, "quiz-no-explanation")]);
}

#[test]
fn no_problem_is_told_twice() {
    let source = format!(
        "{HEAD}  - id: c1\n    type: cloze\n    text: Fill {{{{a}}}} in #5\n    explanation: y\n    blanks: {{ a: {{ answer: x }} }}\n  - id: c2\n    type: [cloze]\n    prompt: x\n"
    );
    let said = said(&read_quiz(&source));
    assert_eq!(said.len(), 2, "{said:#?}");
}

#[test]
fn a_context_is_part_of_what_is_asked() {
    let source = |stem: &str| {
        format!(
            "schema: 1\nid: demo\ncontexts: {{ stem: {stem} }}\nquestions:\n  - {{ id: q1, type: text, prompt: x, answer: y, explanation: z, context: stem }}\n"
        )
    };
    let revision = |stem: &str| {
        read_quiz(&source(stem)).quiz.unwrap().questions[0]
            .revision
            .clone()
    };
    assert_ne!(revision("One"), revision("Two"));
}

#[test]
fn without_review_a_question_is_asked_in_its_place_only() {
    let source = format!("{}defaults: {{ review: false }}\n", text_question("x"));
    let quiz = read_quiz(&source).quiz.unwrap();
    assert_eq!(quiz.questions[0].uses, [Use::Inline]);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        read_quiz(&text);
    }

    #[test]
    fn no_mangled_quiz_makes_the_reader_panic(cut in 0_usize..400, insert in "[-:\\[\\]{}|>\"'#&*!%@` \n\t]{0,6}") {
        let mut text = text_question("\"429\"") + "    wrong:\n      - { match: \"503\", feedback: \"x\" }\n    hints: [a, b]\n    ref: a/b.md#c\n";
        let at = (0..=cut.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        text.insert_str(at, &insert);
        let parsed = read_quiz(&text);
        prop_assert!(parsed.problems.iter().all(|p| p.range.end <= text.len()));
    }
}
