//! What is written as YAML reads back as the same.

use coursebook_interchange::yaml::to_yaml;
use coursebook_model::quiz::author::tree::{Node, Value};
use proptest::prelude::*;
use serde_saphyr::granit_parser::{Event, Options, Parser};

fn scalar(text: &str, plain: bool) -> Node {
    Node {
        range: 0..0,
        value: Value::Scalar {
            text: text.to_owned(),
            plain,
        },
    }
}

/// A tree as nested brackets, with nothing but its texts.
fn outline(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => format!("{text:?}"),
        Value::List(nodes) => {
            let nodes: Vec<_> = nodes.iter().map(outline).collect();
            format!("[{}]", nodes.join(","))
        }
        Value::Map(pairs) => {
            let pairs = pairs.iter();
            let pairs: Vec<_> = pairs
                .map(|(key, value)| format!("{}:{}", outline(key), outline(value)))
                .collect();
            format!("{{{}}}", pairs.join(","))
        }
    }
}

/// The outline of a YAML document, by the parser that reads quizzes.
fn outline_of(yaml: &str) -> Result<String, String> {
    // For each open list or mapping: its sign, and what is in it.
    let mut open: Vec<(char, Vec<String>)> = vec![('[', Vec::new())];
    for item in Parser::new_from_str_with_options(yaml, Options::default()) {
        let (event, _) = item.map_err(|error| error.to_string())?;
        let done = match event {
            Event::Scalar(text, ..) => format!("{text:?}"),
            Event::SequenceStart(..) => {
                open.push(('[', Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(('{', Vec::new()));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(('{', parts)) => {
                    let pairs: Vec<_> = parts.chunks(2).map(|pair| pair.join(":")).collect();
                    format!("{{{}}}", pairs.join(","))
                }
                Some((_, parts)) => format!("[{}]", parts.join(",")),
                None => return Err("too many ends".to_owned()),
            },
            _ => continue,
        };
        let Some((_, parts)) = open.last_mut() else {
            return Err("too many ends".to_owned());
        };
        parts.push(done);
    }
    Ok(open.remove(0).1.join(" "))
}

fn check(node: &Node) -> Result<(), TestCaseError> {
    let yaml = to_yaml(node);
    let read = outline_of(&yaml);
    prop_assert_eq!(read, Ok(outline(node)), "{}", yaml);
    Ok(())
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        // What YAML gives a meaning to, and what it may not hold as it is.
        r#"[-?:,\[\]{}#&*!|>'"%@`=~\\ \n\tab1.0_\r\u{85}\u{2028}\u{feff}é\u{7}]{0,12}"#,
        // Several lines.
        "( {0,3}[a-z#:-]{0,6}\n?){0,5}",
        // Long ones.
        "[a-z:# ]{55,70}",
        "\\PC{0,20}",
        prop::sample::select(vec![
            "true",
            "No",
            "null",
            "~",
            "429",
            "1e3",
            "0x1f",
            "2026-01-02",
            "12:30",
            "---",
            "...",
            "-",
            "- a",
            "a: b",
            "a #b",
            "",
            " ",
            "\n",
            "\n\n",
            "a\n\n",
            "a\n \nb",
            " a\nb",
            "\ta\nb",
            "|",
            ".5",
            "-1",
            "+1",
            "<<",
            "=",
            "a:",
            ":a",
            "{{x}}",
            "[x]",
            "&a",
            "*a",
            "!a",
            "%a",
        ])
        .prop_map(str::to_owned),
    ]
}

fn trees() -> impl Strategy<Value = Node> {
    let leaf = (texts(), any::<bool>()).prop_map(|(text, plain)| scalar(&text, plain));
    leaf.prop_recursive(4, 24, 5, |inner| {
        let key = texts().prop_map(|text| scalar(&text, false));
        let map = prop::collection::vec((key, inner.clone()), 0..5).prop_map(Value::Map);
        let list = prop::collection::vec(inner, 0..5).prop_map(Value::List);
        prop_oneof![map, list].prop_map(|value| Node { range: 0..0, value })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_tree_reads_back_equal(tree in trees()) {
        let root = Node {
            range: 0..0,
            value: Value::Map(vec![(scalar("questions", false), tree)]),
        };
        check(&root)?;
    }
}

#[test]
fn tidy_files_are_written() {
    let list = |nodes: Vec<Node>| Node {
        range: 0..0,
        value: Value::List(nodes),
    };
    let map = |pairs: Vec<(&str, Node)>| Node {
        range: 0..0,
        value: Value::Map(
            pairs
                .into_iter()
                .map(|(k, v)| (scalar(k, false), v))
                .collect(),
        ),
    };
    let question = |id: &str| {
        map(vec![
            ("id", scalar(id, false)),
            ("prompt", scalar("One: `x`\n\n  - two\n", false)),
            ("answer", scalar("429", false)),
            ("points", scalar("429", true)),
            (
                "tags",
                list(vec![scalar("a b", false), scalar("c, d", false)]),
            ),
            (
                "hint",
                scalar(
                    "`a` is code, and this sentence is longer than a line: 60 letters",
                    false,
                ),
            ),
            ("true", map(Vec::new())),
            ("code", scalar("  indented\n", false)),
        ])
    };
    let root = map(vec![
        ("schema", scalar("1", true)),
        ("questions", list(vec![question("a1"), question("b2")])),
    ]);
    insta::assert_snapshot!(to_yaml(&root));
}
