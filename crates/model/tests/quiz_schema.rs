//! The JSON Schema of the quiz format, held against the readers.
#![cfg(feature = "schema")]

use coursebook_model::quiz::author::{json_schema, read_quiz};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn schema() -> Value {
    serde_json::from_str(&json_schema()).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).expect("the schema is one")
}

/// A YAML file as an editor's checker sees it.
fn as_json(yaml: &str) -> Value {
    serde_saphyr::from_str(yaml).expect("a quiz is YAML")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn quiz_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            quiz_files(&path, found);
        } else if path.to_string_lossy().ends_with(".quiz.yaml") {
            found.push(path);
        }
    }
}

#[test]
fn every_quiz_of_the_repository_is_valid() {
    let validator = validator();
    let mut files = Vec::new();
    for folder in [
        "content",
        "preprocessors/tests",
        "crates/browser-tests/tests",
    ] {
        quiz_files(&root().join(folder), &mut files);
    }
    let mut checked = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        if read_quiz(&text).has_errors() {
            continue;
        }
        let found: Vec<_> = validator
            .iter_errors(&as_json(&text))
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert_eq!(found, Vec::<String>::new(), "{}", file.display());
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
}

/// A quiz with a question of each type, in which every mapping of the format occurs.
fn sample() -> Value {
    let question = |kind: &str, own: Value| {
        let mut question = json!({
            "id": format!("q-{kind}"),
            "type": kind,
            "prompt": "What is asked?",
            "explanation": "Why it is so.",
        });
        let fields = question.as_object_mut().expect("a mapping");
        fields.extend(own.as_object().expect("a mapping").clone());
        if kind == "cloze" {
            fields.remove("prompt");
        }
        question
    };
    let wrong_range = json!([{ "range": ["1", "2"], "feedback": "Too small." }]);
    let units = json!({ "expect": "kB", "accept": { "MB": 1000 } });
    json!({
        "schema": 1,
        "id": "sample",
        "defaults": { "attempts": 2 },
        "questions": [
            question("single", json!({ "choices": [
                { "id": "a", "text": "A", "correct": true, "feedback": "Yes." },
                { "id": "b", "text": "B", "feedback": "No, b." },
                { "id": "c", "text": "C", "feedback": "No, c." },
            ] })),
            question("multiple", json!({ "choices": [
                { "id": "a", "text": "A", "correct": true },
                { "id": "b", "text": "B", "feedback": "No, b." },
            ] })),
            question("truefalse", json!({ "answer": true, "feedback": { "false": "No." } })),
            question("text", json!({
                "answer": "yes",
                "accept": ["aye", { "regex": "y+", "example": "yy" }],
                "wrong": [{ "match": "no", "feedback": "Look again." }],
            })),
            question("numeric", json!({
                "answer": 500, "tolerance": { "rel": 0.05 }, "unit": units, "wrong": wrong_range,
            })),
            question("estimate", json!({
                "answer": 500, "bands": [{ "within": 3, "score": 1 }], "unit": units, "wrong": wrong_range,
            })),
            question("order", json!({
                "items": [
                    { "id": "a", "text": "A" },
                    { "id": "b", "text": "B" },
                    { "id": "c", "text": "C" },
                ],
                "distractors": [{ "id": "d", "text": "D", "feedback": "Never." }],
                "groups": [["a", "b"]],
                "score": "adjacent",
            })),
            question("match", json!({
                "pairs": [
                    { "id": "a", "left": "A", "right": "1" },
                    { "id": "b", "left": "B", "right": "2" },
                ],
                "extra_right": [{ "id": "x", "text": "3" }, "4"],
            })),
            question("cloze", json!({
                "text": "{{a}} and {{b}}",
                "blanks": {
                    "a": { "answer": "one", "accept": [{ "regex": "o+" }] },
                    "b": { "answer": "two", "choices": ["two", "three"] },
                },
            })),
            question("output", json!({
                "code": "boom()", "lang": "rust", "fails": true, "error": { "line": 1 },
                "wrong": [{ "match": "1", "feedback": "It never gets there." }],
            })),
            question("free", json!({
                "model": "Like this.", "rubric": [{ "id": "a", "text": "Says A" }],
            })),
        ],
    })
}

/// Where each mapping of the format occurs in [`sample`].
const PLACES: [(&str, &str); 27] = [
    ("", "Quiz"),
    ("/defaults", "Defaults"),
    ("/questions/0", "Single"),
    ("/questions/0/choices/0", "Choice"),
    ("/questions/1", "Multiple"),
    ("/questions/2", "TrueFalse"),
    ("/questions/2/feedback", "Judgements"),
    ("/questions/3", "ShortText"),
    ("/questions/3/accept/1", "AcceptedRegex"),
    ("/questions/3/wrong/0", "WrongText"),
    ("/questions/4", "Numeric"),
    ("/questions/4/tolerance", "Tolerance"),
    ("/questions/4/unit", "Units"),
    ("/questions/4/wrong/0", "WrongRange"),
    ("/questions/5", "Estimate"),
    ("/questions/5/bands/0", "Band"),
    ("/questions/6", "Order"),
    ("/questions/6/items/0", "Item"),
    ("/questions/6/distractors/0", "Distractor"),
    ("/questions/7", "Match"),
    ("/questions/7/pairs/0", "Pair"),
    ("/questions/7/extra_right/0", "RightSide"),
    ("/questions/8", "Cloze"),
    ("/questions/8/blanks/a", "Blank"),
    ("/questions/9", "Output"),
    ("/questions/9/error", "ErrorRule"),
    ("/questions/10", "Free"),
];
const MORE_PLACES: [(&str, &str); 2] = [
    ("/questions/9/wrong/0", "WrongOutput"),
    ("/questions/10/rubric/0", "Criterion"),
];

fn places() -> impl Iterator<Item = (&'static str, &'static str)> {
    PLACES.into_iter().chain(MORE_PLACES)
}

#[test]
fn the_sample_is_right_for_both() {
    let sample = sample();
    let parsed = read_quiz(&sample.to_string());
    assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
    assert!(validator().is_valid(&sample));
}

/// The fields that the reader asks a mapping for: those it names when it finds another.
fn asked_at(place: &str) -> BTreeSet<String> {
    let unknown = "zzzzzzzzzzzzzzzz";
    let mut quiz = sample();
    let mapping = quiz.pointer_mut(place).and_then(Value::as_object_mut);
    mapping
        .expect("a mapping of the sample")
        .insert(unknown.to_owned(), json!("x"));
    let parsed = read_quiz(&quiz.to_string());
    let problem = parsed
        .problems
        .iter()
        .find(|problem| problem.message.contains(unknown));
    let help = problem.and_then(|problem| problem.help.clone());
    let names = help.unwrap_or_default();
    let names = names.strip_prefix("it may have: ").unwrap_or_default();
    names.split(", ").map(str::to_owned).collect()
}

fn definitions(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let root = [("Quiz".to_owned(), schema.clone())];
    let others = schema["definitions"]
        .as_object()
        .expect("definitions")
        .clone();
    let all = root.into_iter().chain(others);
    let with_fields = all.filter_map(|(name, definition)| {
        let fields: &Map<String, Value> = definition.get("properties")?.as_object()?;
        Some((name, fields.keys().cloned().collect()))
    });
    with_fields.collect()
}

#[test]
fn its_properties_are_the_fields_that_the_reader_asks_for() {
    let mut definitions = definitions(&schema());
    definitions.remove("Retired");
    for (place, name) in places() {
        let properties = definitions
            .remove(name)
            .unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(properties, asked_at(place), "{name}");
    }
    assert!(definitions.is_empty(), "not looked at: {definitions:?}");
}

/// Each with what is to be put where in the sample.
#[test]
fn what_is_wrong_for_one_is_wrong_for_the_other() {
    let remove = Value::Null;
    let long = "x".repeat(300);
    let many: Vec<_> = (0..60).map(|n| json!(format!("a{n}"))).collect();
    let cases = [
        ("/schema", json!(2)),
        ("/id", json!("Not An Id")),
        ("/id", remove.clone()),
        ("/title", json!("")),
        ("/section", json!("/etc/passwd")),
        ("/section", json!("a/b.html")),
        ("/questions", json!([])),
        ("/questions", json!("none")),
        ("/contexts", json!({ "No Id": "x" })),
        ("/contexts", json!({ "stem": ["x"] })),
        ("/defaults/attempts", json!(9)),
        ("/defaults/shuffle", json!("yes")),
        ("/defaults/hints", json!(1)),
        ("/questions/0/id", remove.clone()),
        ("/questions/0/id", json!("x")),
        ("/questions/0/type", json!("riddle")),
        ("/questions/0/type", remove.clone()),
        ("/questions/0/prompt", remove.clone()),
        ("/questions/0/prompt", json!("  ")),
        ("/questions/0/promt", json!("What?")),
        ("/questions/0/hints", json!("think")),
        ("/questions/0/ref", json!("page.html#x")),
        ("/questions/0/ref", json!("https://example.org/a.md")),
        ("/questions/0/tags", json!(["a, b"])),
        ("/questions/0/difficulty", json!(6)),
        ("/questions/0/use", json!(["sometimes"])),
        ("/questions/0/use", json!([])),
        ("/questions/0/use", json!(["review", "review"])),
        ("/questions/0/attempts", json!(0)),
        ("/questions/0/was", json!(["No Id"])),
        ("/questions/0/retired_ids", json!(["No Id"])),
        (
            "/questions/0/choices",
            json!([{ "id": "a", "text": "A", "correct": true }]),
        ),
        ("/questions/0/choices/0/text", remove.clone()),
        ("/questions/0/choices/0/pin", json!("middle")),
        ("/questions/0/choices/0/correct", json!("perhaps")),
        ("/questions/1/score", json!("adjacent")),
        ("/questions/2/answer", json!("maybe")),
        ("/questions/2/feedback", json!({ "maybe": "x" })),
        ("/questions/3/answer", json!("")),
        ("/questions/3/answer", json!("two\nlines")),
        ("/questions/3/answer", json!("a␞b")),
        ("/questions/3/answer", json!(long)),
        ("/questions/3/accept", json!(many)),
        ("/questions/3/accept", json!([{ "regexp": "x" }])),
        ("/questions/3/normalize", json!(["eol"])),
        ("/questions/3/wrong/0", json!({ "feedback": "x" })),
        (
            "/questions/3/wrong/0",
            json!({ "match": "no", "regex": "no", "feedback": "x" }),
        ),
        ("/questions/4/answer", json!("many")),
        ("/questions/4/answer", json!(true)),
        ("/questions/4/tolerance", json!({})),
        ("/questions/4/unit/expect", json!("1kB")),
        ("/questions/4/wrong/0/range", json!([1])),
        ("/questions/5/bands", json!([])),
        ("/questions/5/bands/0/score", json!(2)),
        ("/questions/5/bands/0/score", json!(0)),
        ("/questions/6/items", json!([{ "id": "a", "text": "A" }])),
        ("/questions/6/groups", json!([["a"]])),
        ("/questions/6/score", json!("partial")),
        ("/questions/7/pairs/0/right", remove.clone()),
        ("/questions/7/extra_right", json!([{ "text": "no id" }])),
        ("/questions/8/text", remove.clone()),
        ("/questions/8/prompt", json!("What?")),
        ("/questions/8/blanks", json!({})),
        ("/questions/8/blanks/b/choices", json!(["two"])),
        ("/questions/9/lang", remove.clone()),
        ("/questions/9/lang", json!("two words")),
        ("/questions/9/error", json!({})),
        ("/questions/9/error/line", json!(0)),
        ("/questions/10/rubric", json!([])),
        ("/questions/10/rubric/0/points", json!(11)),
        ("/questions/10/min_chars", json!(5000)),
    ];
    let validator = validator();
    for (place, value) in cases {
        let mut quiz = sample();
        let (parent, name) = place.rsplit_once('/').unwrap();
        match quiz.pointer_mut(parent).unwrap() {
            Value::Array(list) => list[name.parse::<usize>().unwrap()] = value.clone(),
            Value::Object(map) if value.is_null() => drop(map.remove(name).unwrap()),
            Value::Object(map) => drop(map.insert(name.to_owned(), value.clone())),
            _ => panic!("nothing at {place}"),
        }
        assert!(
            read_quiz(&quiz.to_string()).has_errors(),
            "reader: {place} {value}"
        );
        assert!(!validator.is_valid(&quiz), "schema: {place} {value}");
    }
}

#[test]
fn a_retired_question_may_keep_its_fields() {
    let mut quiz = sample();
    let question = quiz
        .pointer_mut("/questions/0")
        .and_then(Value::as_object_mut)
        .unwrap();
    question.insert("retired".to_owned(), json!(true));
    question.insert("choices".to_owned(), json!("whatever was here"));
    assert!(!read_quiz(&quiz.to_string()).has_errors());
    assert!(validator().is_valid(&quiz));
}

#[test]
fn the_published_schema_is_this_one() {
    let path = root().join("docs/quiz.schema.json");
    let published = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        published == json_schema(),
        "run `coursebook schema > docs/quiz.schema.json`"
    );
}
