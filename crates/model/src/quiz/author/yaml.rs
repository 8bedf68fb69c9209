//! YAML as a tree of located nodes.
//!
//! [`parse`] is the entry point. Invariant: the tree is no larger than the text (no aliases) and
//! no deeper than the parser's nesting limit, and every scalar is what was typed.

use super::problem::{Problem, ReadOptions, Report};
use super::tree::{Node, Value};
use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};
use std::ops::Range;

/// How deep lists and mappings may nest.
const MAX_DEPTH: usize = 16;

/// Reads YAML that is no quiz, such as a chapter's front matter, as strictly; `None` if there is
/// none, or if it is no YAML.
pub fn read_yaml(source: &str) -> (Option<Node>, Vec<Problem>) {
    let options = ReadOptions::default();
    let report = Report::new(source, &options);
    let root = parse(&report);
    (root, report.finish())
}

/// Reads the one document in a text; `None` if there is none or it is no YAML.
pub(super) fn parse(report: &Report<'_>) -> Option<Node> {
    let mut builder = Builder::default();
    let mut options = Options::default();
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    for item in Parser::new_from_str_with_options(report.source(), options) {
        match item {
            Ok((event, span)) => builder.take(event, &span, report),
            Err(error) => {
                report_syntax(&error, report);
                return None;
            }
        }
    }
    builder.root
}

fn report_syntax(error: &ScanError, report: &Report<'_>) {
    let mistake = SyntaxMistake::of(error, report.source());
    report.error(
        "quiz-yaml-syntax",
        &mistake.range,
        mistake.message,
        mistake.help,
    );
}

/// What is wrong with a text that is no YAML.
struct SyntaxMistake {
    range: Range<usize>,
    message: String,
    help: &'static str,
}

impl SyntaxMistake {
    /// Says what the parser found in `source`, in the words of an author.
    fn of(error: &ScanError, source: &str) -> SyntaxMistake {
        let at = error.marker().byte_offset().unwrap_or(0);
        let at = source.floor_char_boundary(at);
        let info = error.info().replace('\n', " ");
        match indenting_tab(source, at).filter(|_| info.contains("tab")) {
            Some(tab) => SyntaxMistake {
                range: tab..tab + 1,
                message: "this line is indented by a tab, and YAML knows only blanks".to_owned(),
                help: "put blanks in the place of each tab at a line's beginning",
            },
            None => SyntaxMistake {
                range: at..at,
                message: format!("this is not YAML: {info}"),
                help: "put prose in double quotes, or in a block that begins with `|` \
                       (a plain value must not start with a back-tick or one of @ % & * ! [ { and must not contain `: ` or ` #`)",
            },
        }
    }
}

/// The first tab before the text of a line, from the line that holds `at` on: a scalar that the tab
/// ends is reported where it begins.
fn indenting_tab(source: &str, at: usize) -> Option<usize> {
    let start = source[..at].rfind('\n').map_or(0, |at| at + 1);
    let mut offset = start;
    for line in source[start..].split_inclusive('\n') {
        let blank = line.len() - line.trim_start().len();
        if let Some(tab) = line[..blank].find('\t') {
            return Some(offset + tab);
        }
        offset += line.len();
    }
    None
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    documents: usize,
}

/// A list or mapping that has not ended yet.
struct Open {
    range: Range<usize>,
    nodes: Vec<Node>,
    map: bool,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: &Span, report: &Report<'_>) {
        let range = span.byte_range().unwrap_or(0..0);
        self.refuse(&event, &range, report);
        match event {
            Event::DocumentStart(..) => self.documents += 1,
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let text = text.into_owned();
                self.add(Node {
                    range,
                    value: Value::Scalar { text, plain },
                });
            }
            Event::SequenceStart(..) => self.start(range, false),
            Event::MappingStart(..) => self.start(range, true),
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            // An alias has been refused; a node in its place keeps keys and values in step.
            Event::Alias(_) => self.add(Node {
                range,
                value: Value::List(Vec::new()),
            }),
            _ => {}
        }
    }

    fn refuse(&self, event: &Event<'_>, range: &Range<usize>, report: &Report<'_>) {
        let anchored = event.anchor_id().is_some_and(|id| id > 0) || event.is_alias();
        if anchored || event.tag().is_some() {
            let help = "write the value out; if it begins with `&`, `*` or `!`, quote it";
            report.error(
                "quiz-yaml-alias",
                range,
                "anchors, aliases and tags are not used here",
                help,
            );
        }
        if matches!(event, Event::DocumentStart(..)) && self.documents == 1 {
            report.error(
                "quiz-yaml-documents",
                range,
                "a quiz is one YAML document",
                "take the `---` out",
            );
        }
    }

    fn start(&mut self, range: Range<usize>, map: bool) {
        self.open.push(Open {
            range,
            nodes: Vec::new(),
            map,
        });
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let value = if open.map {
            Value::Map(in_pairs(open.nodes))
        } else {
            Value::List(open.nodes)
        };
        self.add(Node {
            range: open.range,
            value,
        });
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None if self.documents <= 1 => self.root = Some(node),
            None => {}
        }
    }
}

fn in_pairs(nodes: Vec<Node>) -> Vec<(Node, Node)> {
    let mut pairs = Vec::with_capacity(nodes.len() / 2);
    let mut nodes = nodes.into_iter();
    while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
        pairs.push((key, value));
    }
    pairs
}
