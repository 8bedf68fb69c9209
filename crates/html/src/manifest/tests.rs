//! What the scripts say of a chapter's tasks and questions.

use super::items::{self, Items};
use super::{questions, quizzes};
use crate::book::{BookPages, Entry, EntryKind, Page};
use crate::link::LinkMap;
use coursebook_preprocessors::Construct;
use coursebook_preprocessors::course::{ChapterFacts, TaskFacts};
use coursebook_preprocessors::quiz::QuizPreprocessor;
use coursebook_preprocessors::session::{ChapterContext, Session, Target};
use coursebook_preprocessors::source::{Document, SourceFile, Span};
use coursebook_preprocessors::templates::Templates;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

const QUIZ: &str = r#"# Chapter

```quiz
schema: 1
id: wal
title: The *log*
questions:
  - id: order
    was: [first]
    type: truefalse
    prompt: The **log** comes first.
    answer: true
    feedback: { "true": "Yes.", "false": "No." }
    explanation: Because.
    tags: [durability]
    difficulty: 2
    ref: b.md#the-rule
  - id: one
    type: truefalse
    variants: twin
    prompt: One.
    answer: true
    feedback: { "true": "Yes.", "false": "No." }
    explanation: Because.
  - id: guess
    type: truefalse
    use: [pre]
    prompt: A guess.
    answer: true
    feedback: { "true": "Yes.", "false": "No." }
    explanation: Because.
  - id: two
    type: truefalse
    variants: twin
    prompt: Two.
    answer: false
    feedback: { "true": "No.", "false": "Yes." }
    explanation: Because.
  - id: last
    type: truefalse
    use: [exam]
    prompt: In the examination.
    answer: false
    feedback: { "true": "No.", "false": "Yes." }
    explanation: Because.
  - id: gone
    retired: true
```
"#;

fn facts(markdown: &str) -> ChapterFacts {
    let templates = Templates::load(None).unwrap();
    let session = Session::new("".into(), "".into(), "x".into(), Target::Site, templates);
    let chapter = ChapterContext {
        session: &session,
        path: Path::new("a.md"),
        name: "A",
    };
    let document = Document::of_file(SourceFile::new("a.md", markdown));
    let outcome = QuizPreprocessor.process(chapter, &document);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    outcome.facts
}

fn page(id: &str, facts: ChapterFacts) -> Page {
    Page {
        id: id.to_owned(),
        path: format!("{id}.html").into(),
        source: format!("{id}.md").into(),
        parents: vec![0],
        facts,
        ..Page::default()
    }
}

fn book(pages: Vec<Page>) -> BookPages {
    let links = pages
        .iter()
        .map(|page| (page.source.clone(), page.path.clone()));
    BookPages {
        links: LinkMap::new(links.collect::<Vec<_>>(), []),
        chapters: pages.len(),
        all: pages,
        contents: vec![Entry {
            depth: 0,
            title: "Phase 1".to_owned(),
            kind: EntryKind::Part,
        }],
    }
}

/// The JSON that a script holds.
fn value(script: &str) -> Value {
    let start = script.find('{').unwrap_or_default();
    let end = script.rfind('}').map_or(0, |end| end + 1);
    serde_json::from_str(&script[start..end]).unwrap()
}

#[test]
fn variants_are_one_item_and_only_what_is_asked_in_place_counts() {
    let mut facts = facts(QUIZ);
    facts.tasks.push(TaskFacts {
        id: "new".to_owned(),
        was: vec!["old".to_owned()],
        span: Span::new(SourceFile::new("a.md", ""), 0..0),
    });
    assert_eq!(Items::of(&facts).count(), 3);
    let script = items::script([&page("a", facts)].into_iter()).unwrap();
    let known = script.replace("window.COURSEBOOK_ITEMS||{}", "");
    assert_eq!(
        value(&known),
        json!({"a": {
            "tasks": ["new old"],
            "questions": ["wal/order wal/first", "wal/one|wal/two"],
        }})
    );
}

#[test]
fn chapters_without_items_need_no_script() {
    let pages = [page("a", ChapterFacts::default())];
    assert_eq!(items::script(pages.iter()), None);
    assert_eq!(quizzes::script(&pages[0]), None);
}

#[test]
fn where_nothing_is_asked_any_more_there_is_no_progress() {
    let mut facts = facts(QUIZ);
    assert!(book(vec![page("a", facts.clone())]).has_progress());
    for question in &mut facts.quizzes[0].questions {
        question.retired = true;
    }
    assert!(!book(vec![page("a", facts)]).has_progress());
}

#[test]
fn a_question_is_listed_with_what_is_needed_of_all_at_once() {
    let book = book(vec![
        page("a", facts(QUIZ)),
        page("b", ChapterFacts::default()),
    ]);
    let scripts = HashMap::from([("a", "quiz-a-0.js".to_owned())]);
    let listed = value(&questions::script(&book, &scripts));
    assert_eq!(listed["phases"], json!(["Phase 1"]));
    let chapter = &listed["chapters"][0];
    assert_eq!(chapter["script"], "quiz-a-0.js");
    assert_eq!(chapter["phase"], 0);
    let asked = chapter["quizzes"][0]["questions"].as_array().unwrap();
    let ids: Vec<_> = asked.iter().map(|question| &question["ids"]).collect();
    assert_eq!(
        ids,
        [
            "wal/order wal/first",
            "wal/one",
            "wal/guess",
            "wal/two",
            "wal/last"
        ]
    );
    let first = &asked[0];
    for (field, expected) in [
        ("tags", json!(["durability"])),
        ("uses", json!(["inline", "review"])),
        ("variants", json!(null)),
    ] {
        assert_eq!(first[field], expected, "{field}");
    }
    assert_eq!(asked[3]["variants"], "twin");
    assert_eq!(asked[4]["uses"], json!(["exam"]));
}

#[test]
fn a_chapters_quizzes_are_a_script_that_holds_their_html() {
    let facts = facts(QUIZ);
    let html = facts.quizzes[0].html.clone();
    let script = quizzes::script(&page("a", facts)).unwrap();
    assert!(
        script.starts_with("(window.COURSEBOOK_QUIZZES=window.COURSEBOOK_QUIZZES||{})[\"a\"]=")
    );
    let text = script
        .split_once("]=")
        .map(|(_, text)| text.trim_end_matches(";\n"));
    let text: String = serde_json::from_str(text.unwrap()).unwrap();
    assert!(html.contains("data-question=\"wal/order\""));
    assert_eq!(text, html);
}
