//! What is said of weak questions, and how seriously.
#![cfg(feature = "build")]

use coursebook_model::quiz::author::{
    Level, LevelError, Levels, Parsed, ReadOptions, Severity, lints, read_quiz, read_quiz_with,
};

/// Lints that look at a whole book, where they are tested.
const OF_BOOKS: [&str; 4] = [
    "quiz-unused-tag",
    "quiz-undeclared-tag",
    "quiz-lonely-tag",
    "quiz-many-truefalse",
];

fn single(id: &str, prompt: &str, choices: [&str; 3], more: &str) -> String {
    let [right, second, third] = choices;
    format!(
        "  - id: {id}\n    type: single\n    prompt: {prompt:?}\n    explanation: Because.\n    choices:\n      - {{ id: a, text: {right:?}, correct: true, feedback: \"Yes.\" }}\n      - {{ id: b, text: {second:?}, feedback: \"No.\" }}\n      - {{ id: c, text: {third:?}, feedback: \"Not that.\" }}\n{more}"
    )
}

fn quiz(questions: &str) -> String {
    format!("schema: 1\nid: demo\nquestions:\n{questions}")
}

fn plain(prompt: &str, more: &str) -> String {
    quiz(&single("q1", prompt, ["Alpha", "Beta", "Gamma"], more))
}

fn text(more: &str) -> String {
    quiz(&format!(
        "  - id: t1\n    type: text\n    prompt: Which header?\n    answer: Retry-After\n    explanation: It says when.\n{more}"
    ))
}

fn truefalse(prompt: &str, more: &str) -> String {
    quiz(&format!(
        "  - id: t1\n    type: truefalse\n    prompt: {prompt}\n    answer: true\n    explanation: It does.\n{more}"
    ))
}

fn estimate(bands: &str) -> String {
    quiz(&format!(
        "  - id: e1\n    type: estimate\n    prompt: How many?\n    answer: 100\n    explanation: x\n    bands: {bands}\n"
    ))
}

fn order(feedback: &str) -> String {
    quiz(&format!(
        "  - id: o1\n    type: order\n    prompt: Sort.\n    explanation: x\n    items: [{{ id: a, text: A }}, {{ id: b, text: B }}, {{ id: c, text: C }}]\n    distractors: [{{ id: d, text: D{feedback} }}]\n"
    ))
}

/// Questions of which the right choice is clearly the longest, or not.
fn lengths(longest: usize, others: usize) -> String {
    let right = |index| {
        if index < longest {
            "a much longer right choice"
        } else {
            "right"
        }
    };
    let questions = (0..longest + others).map(|index| {
        single(
            &format!("q{index}"),
            "Which?",
            [right(index), "wrong", "none"],
            "",
        )
    });
    quiz(&questions.collect::<String>())
}

/// Questions without shuffling in which A is always right.
fn letters(count: usize, shuffle: bool) -> String {
    let more = format!("    shuffle: {shuffle}\n");
    let questions = (0..count)
        .map(|index| single(&format!("q{index}"), "Which?", ["one", "two", "six"], &more));
    quiz(&questions.collect::<String>())
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.problems.iter().map(|problem| problem.code).collect()
}

/// Each lint with quizzes that it is told of, and quizzes that only come close.
fn cases() -> Vec<(&'static str, Vec<String>, Vec<String>)> {
    let choice = |third, more| quiz(&single("q1", "Which?", ["Alpha", "Beta", third], more));
    vec![
        (
            "quiz-no-explanation",
            vec![text("").replace("    explanation: It says when.\n", "")],
            vec![
                text(""),
                quiz(
                    "  - id: f1\n    type: free\n    prompt: Design it.\n    model: Like this.\n    rubric: [{ id: a, text: Says why }]\n",
                ),
            ],
        ),
        (
            "quiz-no-reason",
            vec![
                plain("Which?", "").replace(", feedback: \"No.\"", ""),
                truefalse("It holds.", "    feedback: { \"true\": \"Yes.\" }\n"),
                truefalse("It holds.", ""),
                order(""),
            ],
            vec![
                plain("Which?", "").replace(", feedback: \"Yes.\"", ""),
                truefalse("It holds.", "    feedback: { \"false\": \"It does.\" }\n")
                    .replace("explanation: It does.", "explanation: See above."),
                order(", feedback: \"Never.\""),
            ],
        ),
        (
            "quiz-choice-about-choices",
            vec![
                choice("All of these", ""),
                choice("None of the above", "    shuffle: false\n"),
                choice("Only the above", ""),
            ],
            vec![
                choice("Only the above", "    shuffle: false\n"),
                choice("All of the servers", ""),
                choice("Only the above", "").replace("id: c, ", "id: c, pin: last, "),
            ],
        ),
        (
            "quiz-longest-is-right",
            vec![lengths(4, 0), lengths(7, 2)],
            vec![lengths(3, 0), lengths(3, 1), lengths(6, 2)],
        ),
        (
            "quiz-skewed-letters",
            vec![letters(6, false)],
            vec![letters(5, false), letters(6, true)],
        ),
        (
            "quiz-yes-no",
            vec![
                quiz(&single(
                    "q1",
                    "Is TCP reliable?",
                    ["Yes, it is", "No", "Perhaps"],
                    "",
                )),
                quiz(&single(
                    "q1",
                    "A server fails. Does it retry?",
                    ["No", "Yes, at once", "Yes, later"],
                    "",
                )),
                truefalse("Is TCP reliable?", ""),
            ],
            vec![
                quiz(&single(
                    "q1",
                    "Is it A or B?",
                    ["It is A", "It is B", "Neither"],
                    "",
                )),
                quiz(&single("q1", "What is sent?", ["Yes", "No", "Perhaps"], "")),
                truefalse("TCP is reliable.", ""),
            ],
        ),
        (
            "quiz-not-in-prompt",
            vec![plain("Which is NOT safe?", "")],
            vec![
                plain("Which is not safe?", ""),
                plain("What does `IS NOT NULL` do?", ""),
                plain("Which KNOT?", ""),
            ],
        ),
        (
            "quiz-hint-tells",
            vec![
                text("    hints: [\"It is `retry-after`, of course.\"]\n"),
                plain(
                    "Which?",
                    "    hints: [\"Not gamma rays.\", \"The alpha one.\"]\n",
                )
                .replace("Gamma", "Delta"),
            ],
            vec![
                text("    hints: [Look at the date.]\n"),
                plain("Which?", "    hints: [Compare alpha and beta.]\n"),
                plain("Is it Alpha or another?", "    hints: [What is alpha?]\n"),
                plain("Which?", "    hints: [Think of the alphabet.]\n"),
            ],
        ),
        (
            "quiz-repeated-reason",
            vec![
                plain("Which?", "").replace("Because.", "\"no!\""),
                order(", feedback: \"X.\""),
            ],
            vec![plain("Which?", "")],
        ),
        (
            "quiz-wide-band",
            vec![estimate(
                "[{ within: 3, score: 1 }, { within: 100, score: 0.1 }]",
            )],
            vec![estimate(
                "[{ within: 3, score: 1 }, { within: 50, score: 0.1 }]",
            )],
        ),
        (
            "quiz-unused-context",
            vec![text("") + "contexts: { stem: The site is down. }\n"],
            vec![text("    context: stem\n") + "contexts: { stem: The site is down. }\n"],
        ),
        (
            "quiz-yaml-comment",
            vec![
                text("    hints:\n      - See issue #5 there\n      - See page #5\n")
                    .replace("issue #5 there", "page two #5"),
            ],
            vec![
                text("    hints:\n      - \"See page #5\"\n"),
                text("    hints:\n      - look # a remark\n"),
            ],
        ),
    ]
}

#[test]
fn each_lint_tells_what_it_is_for_and_nothing_close_to_it() {
    for (code, weak, close) in cases() {
        for source in weak {
            assert!(
                codes(&read_quiz(&source)).contains(&code),
                "{code}\n{source}"
            );
        }
        for source in close {
            let parsed = read_quiz(&source);
            assert!(!codes(&parsed).contains(&code), "{code}\n{source}");
            let errors = parsed.problems.iter();
            let errors: Vec<_> = errors
                .filter(|problem| problem.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{source}\n{errors:#?}");
        }
    }
}

#[test]
fn every_lint_has_a_case() {
    let mut tested: Vec<_> = cases().into_iter().map(|(code, ..)| code).collect();
    tested.extend(OF_BOOKS);
    tested.sort_unstable();
    let mut all: Vec<_> = lints().iter().map(|lint| lint.code).collect();
    all.sort_unstable();
    assert_eq!(tested, all);
}

#[test]
fn a_book_sets_levels() {
    let source = plain("Which is NOT safe?", "").replace(", feedback: \"No.\"", "");
    let told = |pairs: &[(&str, &str)]| {
        let levels = Levels::parse(pairs.iter().copied()).unwrap();
        let options = ReadOptions {
            levels,
            ..ReadOptions::default()
        };
        let problems = read_quiz_with(&source, &options).problems.into_iter();
        problems
            .map(|problem| (problem.severity, problem.code))
            .collect::<Vec<_>>()
    };
    let (prompt, reason) = ("quiz-not-in-prompt", "quiz-no-reason");
    assert_eq!(
        told(&[]),
        [(Severity::Warning, prompt), (Severity::Warning, reason)]
    );
    assert_eq!(
        told(&[(reason, "deny"), (prompt, "allow")]),
        [(Severity::Error, reason)]
    );
}

#[test]
fn levels_that_do_not_exist_are_all_told() {
    let errors = Levels::parse([
        ("quiz-no-reasons", "deny"),
        ("quiz-unknown-field", "allow"),
        ("quiz-no-reason", "error"),
        ("quiz-yes-no", "deny"),
    ])
    .unwrap_err();
    let told: Vec<_> = errors
        .iter()
        .map(|error| (error.code(), error.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "quiz-no-reasons",
                "there is no lint `quiz-no-reasons`".to_owned()
            ),
            (
                "quiz-unknown-field",
                "there is no lint `quiz-unknown-field`".to_owned()
            ),
            ("quiz-no-reason", "`error` is no level of a lint".to_owned()),
        ]
    );
    assert_eq!(errors[0].help(), "did you mean `quiz-no-reason`?");
    assert!(matches!(
        errors[1],
        LevelError::UnknownLint { nearest: None, .. }
    ));
}

#[test]
fn only_a_missing_explanation_stops_a_build_by_itself() {
    for lint in lints() {
        let deny = lint.code == "quiz-no-explanation";
        assert_eq!(lint.default == Level::Deny, deny, "{}", lint.code);
    }
}
