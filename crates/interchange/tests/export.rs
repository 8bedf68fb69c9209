//! Our quizzes for other programs.
#![cfg(feature = "export")]
#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

use coursebook_interchange::export::{Book, Exported, Placed, Target, export};
use coursebook_interchange::import::{Format, import};
use coursebook_model::quiz::author::{
    Kind, Question, Quiz, ReadOptions, read_quiz, read_quiz_with,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Read};

const ALL_TYPES: &str = include_str!("fixtures/all-types.quiz.yaml");

fn quiz() -> Quiz {
    let parsed = read_quiz(ALL_TYPES);
    assert!(!parsed.has_errors(), "{:#?}", parsed.problems);
    parsed.quiz.unwrap()
}

fn book(quiz: &Quiz) -> Book<'_> {
    Book {
        id: "demo-book",
        title: "Demo & Book",
        quizzes: vec![Placed {
            quiz,
            path: vec!["Part 1: I/O".to_owned(), "Logs :: and more".to_owned()],
        }],
        modified: 1_700_000_000,
        addresses: BTreeMap::new(),
    }
}

fn exported(target: Target) -> Exported {
    export(&book(&quiz()), target).unwrap()
}

fn losses(exported: &Exported) -> String {
    let mut out = String::new();
    for loss in &exported.losses {
        let _ = writeln!(
            out,
            "{}/{}: {}",
            loss.quiz,
            loss.question,
            loss.what.join("; ")
        );
    }
    out
}

/// The files of an archive, by name.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            let name = file.name().unwrap().into_owned();
            (name, bytes)
        })
        .collect()
}

#[test]
fn the_same_quizzes_give_the_same_bytes() {
    for target in [Target::Gift, Target::Qti, Target::Anki] {
        assert_eq!(exported(target).bytes, exported(target).bytes, "{target:?}");
        assert_eq!(exported(target).questions, 19);
    }
}

/// All that a file says, whatever it is packed in.
fn said(target: Target, bytes: &[u8]) -> String {
    match target {
        Target::Gift => String::from_utf8(bytes.to_vec()).unwrap(),
        Target::Qti => {
            let files = files(bytes);
            let texts = files
                .iter()
                .map(|(_, bytes)| String::from_utf8_lossy(bytes));
            texts.collect()
        }
        Target::Anki => rows(&deck(bytes), "select flds from notes").join("\n"),
    }
}

#[test]
fn the_page_that_answers_is_linked_where_it_has_an_address() {
    let quiz = quiz();
    let mut book = book(&quiz);
    let page = "https://example.org/course/storage/wal.html";
    book.addresses = BTreeMap::from([("storage/wal.md".to_owned(), page.to_owned())]);
    for target in [Target::Gift, Target::Qti, Target::Anki] {
        let linked = export(&book, target).unwrap();
        let address = match target {
            Target::Gift => r"](https\://example.org/course/storage/wal.html\#the-rule)",
            _ => r#"<a href="https://example.org/course/storage/wal.html#the-rule">"#,
        };
        assert!(said(target, &linked.bytes).contains(address), "{target:?}");
        assert!(!losses(&linked).contains("the page that answers it"));
    }
    let unknown = exported(Target::Gift);
    assert!(losses(&unknown).contains("the page that answers it"));
}

#[test]
fn gift_is_written() {
    let exported = exported(Target::Gift);
    let text = String::from_utf8(exported.bytes.clone()).unwrap();
    insta::assert_snapshot!(format!("{text}\n=== lost\n{}", losses(&exported)));
}

/// What a question is graded by, without the ids of its parts, and what it says.
fn essence(question: &Question) -> String {
    let of = |text: &coursebook_model::quiz::author::Text| text.value.trim().to_owned();
    let said = |text: &Option<coursebook_model::quiz::author::Text>| text.as_ref().map(of);
    let kind = match &question.kind {
        Kind::Single(choices) | Kind::Multiple { choices, .. } => {
            let choices = choices.iter();
            let parts = choices.map(|c| (of(&c.text), c.correct, said(&c.feedback)));
            format!(
                "{:?} {}",
                parts.collect::<Vec<_>>(),
                question.key.starts_with("part")
            )
        }
        Kind::TrueFalse {
            answer,
            when_true,
            when_false,
        } => {
            format!("{answer} {:?} {:?}", said(when_true), said(when_false))
        }
        Kind::Match(rules) => {
            let pairs = rules
                .pairs
                .iter()
                .map(|pair| (of(&pair.left), of(&pair.right)));
            let extra = rules.extra.iter().map(|extra| of(&extra.text));
            format!(
                "{:?} {:?}",
                pairs.collect::<Vec<_>>(),
                extra.collect::<Vec<_>>()
            )
        }
        Kind::Cloze(blanks) => {
            let blanks = blanks.iter();
            let parts = blanks.map(|b| {
                (
                    of(&b.answer),
                    b.accept.iter().map(of).collect::<Vec<_>>(),
                    b.choices.iter().map(of).collect::<Vec<_>>(),
                )
            });
            format!("{:?}", parts.collect::<Vec<_>>())
        }
        Kind::Text(rules) => {
            let wrong = rules.wrong.iter().map(|rule| of(&rule.feedback));
            format!("{} {:?}", question.key, wrong.collect::<Vec<_>>())
        }
        Kind::Numeric(rules) => {
            let wrong = rules
                .wrong
                .iter()
                .map(|rule| (rule.shown.clone(), of(&rule.feedback)));
            format!("{} {:?}", question.key, wrong.collect::<Vec<_>>())
        }
        _ => question.key.clone(),
    };
    let prompt = of(&question.prompt).replace("{{what}}", "{{word}}");
    format!(
        "{} {prompt:?} {kind} {:?}",
        question.kind.name(),
        said(&question.explanation)
    )
}

/// Quizzes of which GIFT holds everything.
const HELD: &str = r##"
schema: 1
id: held
questions:
  - id: one
    type: single
    prompt: "Which *one*: `{a=1}`, ~2 or #3?\n\nA second paragraph \\n here."
    choices:
      - { id: a, text: "`a`: 100%", correct: true, feedback: "Yes = right." }
      - { id: b, text: "%25% b", feedback: "No\n\n- because\n- of this" }
      - { id: c, text: "c -> d" }
    explanation: "Because {it} is."
  - id: part
    type: multiple
    prompt: Which ones?
    choices:
      - { id: a, text: a, correct: true, feedback: Yes. }
      - { id: b, text: b, correct: true }
      - { id: c, text: c, correct: true }
      - { id: d, text: d, feedback: No. }
    score: partial
    explanation: So.
  - id: exact
    type: multiple
    prompt: Which ones?
    choices:
      - { id: a, text: a, correct: true }
      - { id: b, text: b, correct: true }
      - { id: c, text: c }
    explanation: So.
  - id: claim
    type: truefalse
    prompt: It is so.
    answer: false
    feedback: { "true": "No: #1.", "false": Right. }
    explanation: So.
  - id: half-claim
    type: truefalse
    prompt: It is so, too.
    answer: true
    feedback: { "true": Right. }
    explanation: So.
  - id: word
    type: text
    prompt: Which word?
    answer: "a=b*c"
    accept: [other, { regex: "any.*thing" }]
    wrong: [{ match: "no: #1", feedback: Not that. }]
    explanation: So.
  - id: number
    type: numeric
    prompt: How many?
    answer: 500
    tolerance: { abs: 25 }
    wrong: [{ range: [3900, 4100], feedback: Kilobits. }, { match: -1, feedback: Negative. }]
    explanation: So.
  - id: pairs
    type: match
    prompt: Match.
    pairs:
      - { id: a, left: "A `x`", right: one }
      - { id: b, left: B, right: two }
      - { id: c, left: C, right: two }
    extra_right: [three]
    explanation: So.
  - id: blank
    type: cloze
    text: "Retry only {{what}} requests, with *care*."
    blanks: { what: { answer: idempotent, accept: [safe] } }
    explanation: So.
  - id: pick
    type: cloze
    text: "Add {{what}}, then wait."
    blanks: { what: { choices: [locks, jitter], answer: jitter } }
    explanation: So.
"##;

#[test]
fn what_gift_holds_comes_back_the_same() {
    let parsed = read_quiz(HELD);
    assert!(!parsed.has_errors(), "{:#?}", parsed.problems);
    let quiz = parsed.quiz.unwrap();
    let exported = export(&book(&quiz), Target::Gift).unwrap();
    // Moodle gives points for a part of the right choices; our reader knows what was meant.
    let lost = "held/exact: all or nothing: a part of the right choices gives points\n";
    assert_eq!(losses(&exported), lost);
    let text = String::from_utf8(exported.bytes).unwrap();
    let imported = import(Format::Gift, &text, "held");
    assert!(
        imported.problems.is_empty(),
        "{:#?}\n{text}",
        imported.problems
    );
    let foreign = ReadOptions {
        foreign: true,
        ..ReadOptions::default()
    };
    let back = read_quiz_with(&imported.quizzes[0].yaml, &foreign)
        .quiz
        .unwrap();
    for (ours, theirs) in quiz.questions.iter().zip(&back.questions) {
        assert_eq!(ours.id.value, theirs.id.value);
        assert_eq!(essence(ours), essence(theirs), "{text}");
    }
    assert_eq!(quiz.questions.len(), back.questions.len());
}

/// A quiz file whose question says these things; JSON is YAML.
fn saying(texts: &[String]) -> String {
    let text = |at: usize| serde_json::to_string(&format!("{}x", texts[at].trim_start())).unwrap();
    format!(
        "{{schema: 1, id: odd, questions: [\
         {{id: one, type: single, prompt: {}, choices: [\
         {{id: a, text: {}, correct: true, feedback: {}}}, {{id: b, text: {}, feedback: {}}}, {{id: c, text: third}}], explanation: {}}},\
         {{id: two, type: text, prompt: {}, answer: {}, wrong: [{{match: wrong, feedback: {}}}], explanation: {}}}]}}",
        text(0),
        text(1),
        text(2),
        text(3),
        text(4),
        text(5),
        text(0),
        text(1),
        text(2),
        text(5)
    )
}

proptest::proptest! {
    #[test]
    fn no_text_is_taken_for_a_sign(texts in proptest::collection::vec("([a-z ~=#{}:%0-9.\\\\\\-\"'/,]|####|::|%50%|//|\\[html\\]|=|~){0,12}", 6)) {
        let Some(quiz) = read_quiz(&saying(&texts)).quiz else {
            return Ok(());
        };
        if quiz.questions.len() < 2 {
            return Ok(());
        }
        let exported = export(&book(&quiz), Target::Gift).unwrap();
        let text = String::from_utf8(exported.bytes).unwrap();
        let imported = import(Format::Gift, &text, "odd");
        let foreign = ReadOptions { foreign: true, ..ReadOptions::default() };
        let back = read_quiz_with(&imported.quizzes[0].yaml, &foreign).quiz;
        let essences = |quiz: &Quiz| quiz.questions.iter().map(essence).collect::<Vec<_>>();
        proptest::prop_assert_eq!(back.as_ref().map(essences), Some(essences(&quiz)), "{}", text);
    }
}

#[test]
fn a_qti_package_is_written() {
    let exported = exported(Target::Qti);
    let mut shown = String::new();
    for (name, bytes) in files(&exported.bytes) {
        let text = String::from_utf8(bytes).unwrap();
        let parsed = roxmltree::Document::parse(&text);
        assert!(parsed.is_ok(), "{name}: {parsed:?}\n{text}");
        let lines = text.replace("><", ">\n<");
        let _ = writeln!(shown, "=== {name}\n{lines}");
    }
    insta::assert_snapshot!(format!("{shown}\n=== lost\n{}", losses(&exported)));
}

#[test]
fn what_a_qti_package_names_is_there() {
    let files = files(&exported(Target::Qti).bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let manifest = String::from_utf8(files[0].1.clone()).unwrap();
    let manifest = roxmltree::Document::parse(&manifest).unwrap();
    let named: Vec<_> = manifest
        .descendants()
        .filter(|n| n.has_tag_name(("http://www.imsglobal.org/xsd/imscp_v1p1", "file")))
        .collect();
    assert_eq!(named.len(), 20);
    for file in named {
        assert!(names.contains(&file.attribute("href").unwrap()));
    }
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("items/")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let item = roxmltree::Document::parse(&text).unwrap();
        let of = |tag: &str, attribute: &str| -> Vec<String> {
            let nodes = item.descendants().filter(|n| n.tag_name().name() == tag);
            nodes
                .filter_map(|n| n.attribute(attribute).map(str::to_owned))
                .collect()
        };
        let declared = of("responseDeclaration", "identifier");
        let used: Vec<String> = item
            .descendants()
            .filter_map(|n| n.attribute("responseIdentifier").map(str::to_owned))
            .collect();
        assert_eq!(declared, used, "{name}");
        // Every choice that is right is there to be picked.
        let there: Vec<String> = ["simpleChoice", "inlineChoice"]
            .iter()
            .flat_map(|tag| of(tag, "identifier"))
            .collect();
        if !there.is_empty() && !text.contains("textEntry") {
            let right = item.descendants().filter(|n| {
                n.tag_name().name() == "value"
                    && n.parent().unwrap().tag_name().name() == "correctResponse"
            });
            for value in right {
                assert!(there.contains(&value.text().unwrap().to_owned()), "{name}");
            }
        }
    }
}

fn deck(bytes: &[u8]) -> rusqlite::Connection {
    let files = files(bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["collection.anki2", "media"]);
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection
        .deserialize_read_exact("main", files[0].1.as_slice(), files[0].1.len(), false)
        .unwrap();
    connection
}

fn rows(connection: &rusqlite::Connection, query: &str) -> Vec<String> {
    let mut statement = connection.prepare(query).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells = (0..columns).map(|at| match row.get_ref(at)? {
            rusqlite::types::ValueRef::Text(text) => Ok(String::from_utf8_lossy(text).into_owned()),
            rusqlite::types::ValueRef::Integer(number) => Ok(number.to_string()),
            other => Ok(format!("{other:?}")),
        });
        Ok(cells
            .collect::<Result<Vec<_>, rusqlite::Error>>()?
            .join(" | "))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn an_anki_deck_is_written() {
    let exported = exported(Target::Anki);
    let connection = deck(&exported.bytes);
    assert_eq!(rows(&connection, "pragma integrity_check"), ["ok"]);
    let notes = rows(
        &connection,
        "select guid, tags, sfld, csum, flds from notes order by rowid",
    );
    let cards = rows(
        &connection,
        "select count(*), count(distinct nid), min(due), max(due) from cards",
    );
    let decks = rows(&connection, "select decks from col");
    let decks: serde_json::Value = serde_json::from_str(&decks[0]).unwrap();
    let models = rows(&connection, "select models from col");
    let models: serde_json::Value = serde_json::from_str(&models[0]).unwrap();
    // Each card's deck and note type are among those of the collection.
    for number in rows(&connection, "select distinct did from cards") {
        assert_eq!(
            decks[&number]["name"],
            "Demo & Book::Part 1: I/O::Logs : and more"
        );
    }
    for number in rows(&connection, "select distinct mid from notes") {
        assert_eq!(models[&number]["flds"].as_array().unwrap().len(), 4);
    }
    let notes = notes.join("\n").replace('\u{1f}', "\n    ");
    insta::assert_snapshot!(format!(
        "{}\n{notes}\n=== lost\n{}",
        cards[0],
        losses(&exported)
    ));
}

#[test]
fn notes_keep_their_ids() {
    let quiz = quiz();
    let renamed = ALL_TYPES.replace("  - id: tcp-order\n", "  - id: tcp\n    was: [tcp-order]\n");
    let edited = renamed.replace("TCP keeps the order", "TCP always keeps the order");
    let edited = read_quiz(&edited).quiz.unwrap();
    let guids = |quiz: &Quiz| {
        let exported = export(&book(quiz), Target::Anki).unwrap();
        rows(
            &deck(&exported.bytes),
            "select guid from notes order by guid",
        )
    };
    assert_eq!(guids(&quiz), guids(&edited));
    let mut other = book(&quiz);
    other.id = "another-book";
    let other = export(&other, Target::Anki).unwrap();
    let other = rows(&deck(&other.bytes), "select guid from notes order by guid");
    assert!(guids(&quiz).iter().all(|guid| !other.contains(guid)));
}
