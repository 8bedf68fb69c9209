//! Writes a quiz's tree as tidy YAML.
//!
//! [`to_yaml`] is the entry point. Invariant: what it writes reads back as the same tree, scalar by
//! scalar, whatever they hold; and a text that looks like a number is quoted, so that no other
//! reader of YAML takes it for one.

use coursebook_model::quiz::author::tree::{Node, Value};
use std::fmt::Write;

/// From this length on, a text that needs quotes is easier to edit as a block.
const LONG: usize = 60;
/// A list is put on one line if its line is no longer than this.
const WIDE: usize = 80;

/// The tree as a YAML document. Its root is a mapping, and so are keys scalars.
pub fn to_yaml(root: &Node) -> String {
    let mut out = String::new();
    match &root.value {
        Value::Map(pairs) if !pairs.is_empty() => write_map(&mut out, pairs, 0),
        _ => {
            write_value(&mut out, root, 0);
            out.push('\n');
        }
    }
    out
}

fn write_map(out: &mut String, pairs: &[(Node, Node)], indent: usize) {
    for (index, (key, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push_str(&" ".repeat(indent));
        }
        match &key.value {
            Value::Scalar { text, plain } => out.push_str(&in_line(text, *plain, Place::Key)),
            _ => out.push_str("\"\""),
        }
        out.push(':');
        write_nested(out, value, indent);
    }
}

/// A value after its key, with the line's end.
fn write_nested(out: &mut String, value: &Node, indent: usize) {
    match &value.value {
        Value::Map(pairs) if !pairs.is_empty() && short_map(pairs).is_none() => {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 2));
            write_map(out, pairs, indent + 2);
        }
        Value::List(nodes) if !nodes.is_empty() && short_list(nodes).is_none() => {
            write_list(out, nodes, indent + 2);
        }
        _ => {
            out.push(' ');
            write_value(out, value, indent);
            out.push('\n');
        }
    }
}

fn write_list(out: &mut String, nodes: &[Node], indent: usize) {
    out.push('\n');
    // Questions are long; an empty line between two helps the eye.
    let airy = indent == 2 && nodes.iter().all(|node| matches!(node.value, Value::Map(_)));
    for (index, node) in nodes.iter().enumerate() {
        if airy && index > 0 {
            out.push('\n');
        }
        out.push_str(&" ".repeat(indent));
        out.push('-');
        match &node.value {
            Value::Map(pairs) if !pairs.is_empty() => {
                out.push(' ');
                write_map(out, pairs, indent + 2);
            }
            _ => write_nested(out, node, indent),
        }
    }
}

/// A value that begins on the line of its key; `indent` is that of the key.
fn write_value(out: &mut String, node: &Node, indent: usize) {
    match &node.value {
        Value::Map(pairs) if pairs.is_empty() => out.push_str("{}"),
        Value::Map(pairs) => out.push_str(&short_map(pairs).unwrap_or_default()),
        Value::List(nodes) => out.push_str(&short_list(nodes).unwrap_or_default()),
        Value::Scalar { text, plain } if wants_block(text, *plain) => {
            write_block(out, text, indent + 2);
        }
        Value::Scalar { text, plain } => out.push_str(&in_line(text, *plain, Place::Block)),
    }
}

/// `[a, b]`, for a list of a few words.
fn short_list(nodes: &[Node]) -> Option<String> {
    let mut words = Vec::new();
    for node in nodes {
        match &node.value {
            Value::Scalar { text, plain } if !text.contains('\n') => {
                words.push(in_line(text, *plain, Place::Flow));
            }
            _ => return None,
        }
    }
    let line = format!("[{}]", words.join(", "));
    (line.chars().count() <= WIDE).then_some(line)
}

/// `{ abs: 5 }`, for numbers with their names. Prose is safer on a line of its own.
fn short_map(pairs: &[(Node, Node)]) -> Option<String> {
    let mut words = Vec::new();
    for (key, value) in pairs {
        match (&key.value, &value.value) {
            (Value::Scalar { text: name, .. }, Value::Scalar { text, plain: true })
                if may_be_plain(name, false, Place::Flow)
                    && may_be_plain(text, true, Place::Flow) =>
            {
                words.push(format!("{name}: {text}"));
            }
            _ => return None,
        }
    }
    let line = format!("{{ {} }}", words.join(", "));
    (line.chars().count() <= WIDE).then_some(line)
}

fn wants_block(text: &str, plain: bool) -> bool {
    let several = text.trim_end_matches('\n').contains('\n');
    let long = text.chars().count() > LONG && !may_be_plain(text, plain, Place::Block);
    (several || long) && may_be_block(text)
}

/// Whether a literal block gives the text back to the letter.
fn may_be_block(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let odd = |c: char| (is_odd(c) && c != '\n') || c == '\r';
    let mut lines = body.split('\n');
    !text.chars().any(odd)
        && !body.ends_with('\n')
        && !body.is_empty()
        && lines.all(|line| line.is_empty() || line.chars().any(|c| c != ' ' && c != '\t'))
}

fn write_block(out: &mut String, text: &str, indent: usize) {
    out.push('|');
    // The block's own indentation cannot be told from a first line that begins with blanks.
    if text.starts_with([' ', '\n', '\t']) {
        out.push('2');
    }
    if !text.ends_with('\n') {
        out.push('-');
    }
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
}

/// Where a scalar stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a colon.
    Key,
    /// In a list of a single line.
    Flow,
    /// After a key or a hyphen.
    Block,
}

/// A scalar on one line, with quotes where YAML needs them.
fn in_line(text: &str, plain: bool, place: Place) -> String {
    match may_be_plain(text, plain, place) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn may_be_plain(text: &str, plain: bool, place: Place) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let begins_well = match first {
        '-' => plain && is_number(text),
        '.' => !text.starts_with("..."),
        _ => !"?:,[]{}#&*!|>'\"%@` \t".contains(first),
    };
    let flow = |c: char| ",[]{}".contains(c);
    begins_well
        && !text.ends_with([' ', '\t', ':'])
        && !text.contains(": ")
        && !text.contains(":\t")
        && !text.contains(" #")
        && !text.contains("\t#")
        && !text.chars().any(is_odd)
        && (place == Place::Block || !text.chars().any(flow) && !text.contains(':'))
        && (plain || !looks_like_another_type(text))
}

/// What neither a plain scalar nor a block may hold.
fn is_odd(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// What readers of YAML take for something else than a text.
fn looks_like_another_type(text: &str) -> bool {
    let word = text.to_ascii_lowercase();
    let words = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", "", "=", "<<",
    ];
    words.contains(&word.as_str()) || is_number(text) || text.starts_with('+')
}

/// A number, a date or a time, in any of the ways that readers of YAML know.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = text.strip_prefix('.').unwrap_or(text);
    let mut bases = ["0x", "0o", "0b"].iter();
    let based = bases.find_map(|base| text.strip_prefix(base));
    let of = |letters: &str, text: &str| text.chars().all(|c| letters.contains(c));
    match based {
        Some(digits) => of("0123456789abcdefABCDEF_", digits),
        None if digits.starts_with(|c: char| c.is_ascii_digit()) => of("0123456789_.:eE+-", text),
        None => [".inf", ".nan"].contains(&&*text.to_ascii_lowercase()),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            odd if is_odd(odd) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\U{:08x}", u32::from(odd));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
