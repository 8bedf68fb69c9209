//! The YAML of front matter as a [`FrontMatter`].
//!
//! [`front_matter`] is the entry point. Invariant: all mistakes are found in one run, each at its
//! own place; where there is one, what else was read is not used.

use super::{FrontMatter, ID_HELP, is_id};
use coursebook_model::quiz::author::tree::{Node, Value};
use coursebook_model::quiz::author::{nearest, read_yaml};
use std::ops::Range;

/// The keys that front matter may have.
pub(super) const KEYS: [&str; 5] = ["id", "description", "minutes", "weeks", "tags"];

/// What is wrong, and where in the YAML.
#[derive(Debug)]
pub(super) struct Mistake {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// Reads front matter, and all that is wrong with it.
pub(super) fn front_matter(yaml: &str) -> (FrontMatter, Vec<Mistake>) {
    let mut reader = Reader::default();
    let (root, problems) = read_yaml(yaml);
    for problem in problems {
        reader.mistake(
            &problem.range,
            problem.message,
            problem.help.unwrap_or_default(),
        );
    }
    if let Some(root) = root {
        reader.root(root);
    }
    reader.mistakes.sort_by_key(|mistake| mistake.range.start);
    (reader.front_matter, reader.mistakes)
}

#[derive(Default)]
struct Reader {
    front_matter: FrontMatter,
    mistakes: Vec<Mistake>,
    seen: Vec<String>,
}

impl Reader {
    fn mistake(
        &mut self,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.mistakes.push(Mistake {
            range: range.clone(),
            message: message.into(),
            help: help.into(),
        });
    }

    fn root(&mut self, root: Node) {
        match root.value {
            Value::Map(entries) => entries
                .into_iter()
                .for_each(|(key, value)| self.entry(&key, value)),
            // Nothing between the two lines.
            Value::Scalar { text, plain: true } if text.is_empty() => {}
            _ => self.mistake(
                &root.range,
                "front matter is lines of `key: value`",
                format!("allowed keys: {}", KEYS.join(", ")),
            ),
        }
    }

    fn entry(&mut self, key: &Node, value: Node) {
        let name = match &key.value {
            Value::Scalar { text, .. } => text.as_str(),
            _ => "",
        };
        if self.seen.iter().any(|seen| seen == name) {
            let message = format!("`{name}` stands here twice");
            return self.mistake(&key.range, message, "take one out");
        }
        self.seen.push(name.to_owned());
        match name {
            "id" => self.front_matter.id = self.text(name, value, is_an_id),
            "description" => {
                self.front_matter.description = self.text(name, value, is_a_description);
            }
            "minutes" => self.front_matter.minutes = self.number(name, value, MINUTES),
            "weeks" => self.front_matter.weeks = self.number(name, value, WEEKS),
            "tags" => self.front_matter.tags = self.tags(value),
            _ => {
                let help = match nearest(name, KEYS) {
                    Some(known) => format!("did you mean `{known}`?"),
                    None => format!("allowed keys: {}", KEYS.join(", ")),
                };
                let message = format!("front matter has no key `{name}`");
                self.mistake(&key.range, message, help);
            }
        }
    }

    fn text(
        &mut self,
        name: &str,
        value: Node,
        check: fn(&str) -> Result<(), (String, &'static str)>,
    ) -> Option<String> {
        match value.value {
            Value::Scalar { text, plain } if plain && is_nothing(&text) => None,
            Value::Scalar { text, .. } => {
                if let Err((message, help)) = check(&text) {
                    self.mistake(&value.range, message, help);
                }
                Some(text)
            }
            other => {
                let message = format!("`{name}` is a text, here stands {}", kind(&other));
                let help = "put a text that begins with a bracket in double quotes";
                self.mistake(&value.range, message, help);
                None
            }
        }
    }

    fn number(&mut self, name: &str, value: Node, bounds: Bounds) -> Option<u32> {
        let here = match &value.value {
            Value::Scalar { text, plain } if *plain && is_nothing(text) => return None,
            Value::Scalar { text, .. } => match text.parse() {
                Ok(number) if (bounds.least..=bounds.most).contains(&number) => {
                    return Some(number);
                }
                Ok(_) => {
                    self.mistake(&value.range, bounds.message, bounds.help);
                    return None;
                }
                Err(_) => format!("`{text}`"),
            },
            other => kind(other).to_owned(),
        };
        let message = format!("`{name}` is a whole number, here stands {here}");
        self.mistake(&value.range, message, format!("like this: `{name}: 20`"));
        None
    }

    fn tags(&mut self, value: Node) -> Vec<String> {
        let help = "like this: `tags: [clay, water]`";
        match value.value {
            Value::Scalar { text, plain } if plain && is_nothing(&text) => Vec::new(),
            Value::List(nodes) => {
                let mut tags = Vec::new();
                for node in nodes {
                    match node.value {
                        Value::Scalar { text, .. } => tags.push(text),
                        other => {
                            let message = format!("a tag is a text, here stands {}", kind(&other));
                            self.mistake(&node.range, message, help);
                        }
                    }
                }
                tags
            }
            other => {
                let message = format!("`tags` is a list, here stands {}", kind(&other));
                self.mistake(&value.range, message, help);
                Vec::new()
            }
        }
    }
}

/// Which numbers a key takes, and what is said of others.
#[derive(Clone, Copy)]
struct Bounds {
    least: u32,
    most: u32,
    message: &'static str,
    help: &'static str,
}

const MINUTES: Bounds = Bounds {
    least: 0,
    most: 600,
    message: "a chapter of more than 600 minutes",
    help: "give the reading time in minutes",
};

const WEEKS: Bounds = Bounds {
    least: 1,
    most: 104,
    message: "a part of the book takes 1 to 104 weeks",
    help: "say how long the part takes that begins with this chapter",
};

fn is_an_id(text: &str) -> Result<(), (String, &'static str)> {
    match is_id(text) {
        true => Ok(()),
        false => Err((format!("`{text}` is not an id"), ID_HELP)),
    }
}

fn is_a_description(text: &str) -> Result<(), (String, &'static str)> {
    match text.chars().count() {
        0..=300 => Ok(()),
        _ => Err((
            "a description of more than 300 characters".to_owned(),
            "search engines show about 160",
        )),
    }
}

/// As YAML has it, a key without a value says nothing.
fn is_nothing(plain: &str) -> bool {
    matches!(plain, "" | "~" | "null" | "Null" | "NULL")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Scalar { .. } => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}
