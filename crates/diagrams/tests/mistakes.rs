//! Mistakes are errors at the author's line and column, with a way out where we know one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use coursebook_diagrams::{DiagramError, Options, render, render_chart, render_pikchr};
use std::fs;
use std::path::PathBuf;

fn mistake(name: &str) -> DiagramError {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/mistakes")
        .join(format!("{name}.mmd"));
    render(&fs::read_to_string(path).unwrap(), "x").expect_err(name)
}

#[test]
fn mistakes_have_places() {
    let expected = [
        ("bad_date", 4, 15),
        ("bad_relation", 3, 9),
        ("empty", 1, 1),
        ("no_colon", 2, 34),
        ("not_active", 3, 5),
        ("open_loop", 4, 25),
        ("open_state", 4, 12),
        ("pie_value", 2, 11),
        ("reserved_word", 3, 11),
        ("unclosed_bracket", 2, 6),
        ("unclosed_label", 2, 10),
        ("unknown_kind", 2, 1),
        ("unsupported_kind", 1, 1),
    ];
    for (name, line, column) in expected {
        let error = mistake(name);
        assert_eq!(
            (error.line, error.column),
            (line, column),
            "{name}: {error}"
        );
    }
}

#[test]
fn common_mistakes_come_with_help() {
    for name in [
        "unclosed_bracket",
        "reserved_word",
        "no_colon",
        "open_loop",
        "not_active",
        "unclosed_label",
        "bad_date",
        "unknown_kind",
    ] {
        let error = mistake(name);
        assert!(
            error.help.as_deref().is_some_and(|help| help.len() > 20),
            "{name}: {error:?}"
        );
    }
    assert!(mistake("unknown_kind").message.contains("flowchrt"));
}

/// What is wrong with a chart whose only file is `t.csv`.
fn chart(text: &str) -> DiagramError {
    let load = |name: &str| match name {
        "t.csv" => Ok("x,y\n1,2\n3,4,5\n".to_owned()),
        "u.csv" => Ok("x,y\n1,2\n\n# said by nobody\n3,many\n".to_owned()),
        _ => Err(format!("there is no file `{name}`")),
    };
    render_chart(text, "x", &Options::default(), &load).expect_err(text)
}

#[test]
fn mistakes_of_charts_have_places_and_reasons() {
    let cases = [
        ("type: line", 1, "data"),
        ("type: lime\ndata: {x: [1], y: [1]}", 1, "lime"),
        ("type: line\nkolor: red\ndata: {x: [1], y: [1]}", 2, "kolor"),
        ("type: line\ndata: nosuch.csv", 2, "nosuch.csv"),
        ("type: line\ndata: t.txt", 2, ".csv"),
        ("type: line\ndata: t.csv", 2, "t.csv, line 3: 3 cells"),
        (
            "type: line\ndata: u.csv",
            2,
            "u.csv, line 5, column `y`: `many`",
        ),
        (
            "type: line\ndata:\n  x: [1, 2]\n  y: [1, much]",
            4,
            "`much` is no number",
        ),
        (
            "type: bar\ny: {scale: log}\ndata:\n  x: [a]\n  y: [-1]",
            5,
            "log scale",
        ),
        (
            "type: line\ndata: {x: [1], y: [1]}\nseries: [z]",
            3,
            "no column `z`",
        ),
        ("type: line\ndata: {x: [1]}", 2, "column of places"),
        ("type: line\ndata: {x: [1], y: [~]}", 2, "empty"),
        ("type: line\ndata: [1, 2]", 2, "CSV file"),
        ("- a list", 1, ""),
        ("", 1, ""),
    ];
    for (text, line, part) in cases {
        let error = chart(text);
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.message.contains(part), "{text}: {error}");
    }
}

#[test]
fn mistakes_of_figures_have_places_and_reasons() {
    let cases = [
        ("box\nbxo", 2, "bxo"),
        ("box\nbox \"a\" \"b", 2, ""),
        ("# nothing", 1, "nothing in it"),
        ("print \"x\"", 1, "nothing in it"),
        ("box width 1e9", 1, "large"),
        ("box width 1/0", 1, "zero"),
        ("box color nosuch", 1, "nosuch"),
    ];
    for (text, line, part) in cases {
        let error = render_pikchr(text, "x", &Options::default()).expect_err(text);
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(
            error.message.to_lowercase().contains(part),
            "{text}: {error}"
        );
    }
}

#[test]
fn own_colours_in_figures_are_warned_of() {
    let codes = |text: &str| {
        let figure = render_pikchr(text, "x", &Options::default()).unwrap();
        figure
            .warnings
            .iter()
            .map(|warning| warning.lint.code())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes("box fill 0xff0000"), ["diagram-colour"]);
    assert!(codes("box fill accent color bad").is_empty());
}

#[test]
fn too_much_is_refused() {
    let long = format!("flowchart TD\n{}", "  A --> B\n".repeat(6000));
    assert!(render(&long, "x").unwrap_err().message.contains("50 KB"));
    let deep = format!(
        "flowchart TD\n{}A --> B\n{}",
        "subgraph s\n".repeat(300),
        "end\n".repeat(300)
    );
    assert!(render(&deep, "x").unwrap_err().message.contains("deep"));
    let states: String = (0..300).map(|n| format!("state s{n} {{\n")).collect();
    assert!(render(&format!("stateDiagram-v2\n{states}"), "x").is_err());
    let many: String = (0..900).map(|n| format!("n{n} --> n{}\n", n + 1)).collect();
    assert!(
        render(&format!("flowchart TD\n{many}"), "x")
            .unwrap_err()
            .message
            .contains("parts")
    );
    let ideas: String = (0..60)
        .map(|n| format!("{}idea\n", " ".repeat(n + 2)))
        .collect();
    assert!(render(&format!("mindmap\n{ideas}"), "x").is_err());
}

#[test]
fn brackets_and_quotes_without_end_are_errors_not_hangs() {
    for text in [
        "[",
        "((",
        "{{{",
        "\"",
        "`",
        "<",
        "|",
        ">",
        "\\",
        "%%{init: {",
        "---\ntitle: x",
    ] {
        for head in [
            "flowchart TD\nA",
            "sequenceDiagram\nA->>B: x\n",
            "stateDiagram-v2\n",
            "classDiagram\nclass A",
            "mindmap\n  r",
        ] {
            let source = format!("{head}{}", text.repeat(2000));
            let _ = render(&source, "x");
        }
    }
}
