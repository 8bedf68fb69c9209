//! Mutations of real input must never make a construct panic, hang or point outside a file.
//!
//! `corpus/` holds whole chapters: good ones to start from, and every text that once broke
//! something. `PROPTEST_CASES=100000` fuzzes for longer.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed")]

use coursebook_preprocessors::constructs;
use coursebook_preprocessors::diagnostic::render;
use coursebook_preprocessors::session::{ChapterContext, Session, Target};
use coursebook_preprocessors::source::{Document, SourceFile};
use coursebook_preprocessors::templates::Templates;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static CORPUS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
});

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::load(None).unwrap());

/// Runs every construct on a chapter, one after the other as in a build.
fn run(text: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let session = Session::new(
        root,
        "corpus".into(),
        "fuzz".into(),
        Target::Site,
        TEMPLATES.clone(),
    );
    let mut document = Document::of_file(SourceFile::new("corpus/x.md", text));
    for construct in constructs() {
        let context = ChapterContext {
            session: &session,
            path: Path::new("x.md"),
            name: "X",
        };
        let outcome = construct.process(context, &document);
        for diagnostic in &outcome.diagnostics {
            let rendered = render(diagnostic, false);
            assert!(rendered.contains(diagnostic.code), "{rendered}");
        }
        document = document.apply(outcome.edits);
    }
}

/// A change of a text: cut, repeat, insert, or exchange a piece.
#[derive(Debug, Clone)]
struct Mutation {
    at: usize,
    len: usize,
    kind: u8,
    insert: String,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let pieces = prop::sample::select(vec![
        "\n",
        "  ",
        "- ",
        ": ",
        "\"",
        "|",
        "{",
        "}",
        "[",
        "]",
        "#",
        "`",
        "```",
        "&a ",
        "*a",
        "---",
        "-->",
        "é",
        "\u{0}",
        "99999999999999999999",
        "-",
        ".",
        "~",
        "<",
        ">",
        "\\",
        "(?=",
        "(a+)+",
        "\t",
        "null",
        "true",
        "accTitle: ",
        "end\n",
        "subgraph x\n",
        "%%",
        "id: a\n",
        "type: text\n",
        "regex: ",
        "\u{202e}",
        "😀",
    ]);
    (any::<usize>(), 0_usize..40, 0_u8..4, pieces).prop_map(|(at, len, kind, insert)| Mutation {
        at,
        len,
        kind,
        insert: insert.to_owned(),
    })
}

fn mutate(text: &str, mutations: &[Mutation]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for Mutation {
        at,
        len,
        kind,
        insert,
    } in mutations
    {
        let at = at % (chars.len() + 1);
        let end = (at + len).min(chars.len());
        match kind {
            0 => drop(chars.drain(at..end)),
            1 => {
                let piece: Vec<char> = chars[at..end].to_vec();
                chars.splice(at..at, piece);
            }
            2 => drop(chars.splice(at..at, insert.chars())),
            _ => drop(chars.splice(at..end, insert.chars())),
        }
    }
    chars.into_iter().collect()
}

#[test]
fn the_corpus_breaks_nothing() {
    for text in CORPUS.iter() {
        run(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutations_break_nothing(file in 0..CORPUS.len(), mutations in prop::collection::vec(mutation(), 1..8)) {
        run(&mutate(&CORPUS[file], &mutations));
    }
}
