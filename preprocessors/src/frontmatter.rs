//! The YAML at a chapter's head, between two `---` lines.
//!
//! [`FrontMatterPreprocessor`] takes it out of the text, so that no renderer prints it, and keeps
//! it as a [`FrontMatter`]. Invariant: parsing is strict; an unknown key is an error, because a
//! misspelt one would be silently lost.

use crate::diagnostic::Diagnostic;
use crate::session::ChapterContext;
use crate::source::{Document, Edit, Span, line_start};
use crate::{Construct, Outcome};
use serde::Deserialize;
use std::ops::Range;

/// What a chapter says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The chapter's id for life; without one, its path stands for it.
    #[serde(default)]
    pub id: Option<String>,
    /// One sentence for search engines and link previews.
    #[serde(default)]
    pub description: Option<String>,
    /// Reading time.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// How many weeks the part of the book takes that begins with this chapter.
    #[serde(default)]
    pub weeks: Option<u32>,
    /// Topics.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// Takes front matter out of chapters.
#[derive(Debug)]
pub struct FrontMatterPreprocessor;

impl Construct for FrontMatterPreprocessor {
    fn name(&self) -> &'static str {
        "frontmatter"
    }

    fn process(&self, _: ChapterContext<'_>, document: &Document) -> Outcome {
        let text = document.text();
        let first_line = text.split_inclusive('\n').next().map_or(0, str::len);
        let mut outcome = Outcome::default();
        outcome.facts.head = Some(document.span(0..first_line));
        if let Some(block) = find(text) {
            outcome.edits.push(Edit::remove(block.whole.clone()));
            match parse(text, &block, document) {
                Ok(front_matter) => outcome.facts.front_matter = Some(front_matter),
                Err(diagnostics) => outcome.diagnostics = diagnostics,
            }
        }
        outcome
    }
}

/// The front matter of a whole file's text, if it has any that can be read.
pub fn of_text(text: &str) -> Option<FrontMatter> {
    let yaml = find(text)?.yaml;
    serde_saphyr::from_str(
        text.get(yaml.clone())
            .filter(|yaml| yaml.len() <= MAX_YAML)?,
    )
    .ok()
}

/// How many bytes of a text its front matter takes; 0 if it has none.
pub fn length_of_front_matter(text: &str) -> usize {
    find(text).map_or(0, |block| block.whole.end)
}

/// Where front matter stands in a text.
struct Block {
    /// From the first `---` to the end of the line of the second.
    whole: Range<usize>,
    /// The YAML between them.
    yaml: Range<usize>,
}

fn find(text: &str) -> Option<Block> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut offset = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return Some(Block {
                whole: 0..offset + line.len(),
                yaml: first.len()..offset,
            });
        }
        offset += line.len();
    }
    None
}

fn parse(text: &str, block: &Block, document: &Document) -> Result<FrontMatter, Vec<Diagnostic>> {
    let yaml = &text[block.yaml.clone()];
    if yaml.len() > MAX_YAML {
        let span = document.span(block.whole.clone());
        return Err(vec![Diagnostic::error(
            "front-matter",
            span,
            "front matter of more than 16 KiB",
        )]);
    }
    let front_matter: FrontMatter = serde_saphyr::from_str(yaml)
        .map_err(|error| vec![syntax_error(&error, yaml, block, document)])?;
    let problems = validate(&front_matter, yaml, block, document);
    if problems.is_empty() {
        Ok(front_matter)
    } else {
        Err(problems)
    }
}

const MAX_YAML: usize = 16 << 10;

fn syntax_error(
    error: &serde_saphyr::Error,
    yaml: &str,
    block: &Block,
    document: &Document,
) -> Diagnostic {
    // The line is enough, because the whole of it is shown; the column counts characters.
    let at = error.location().map_or(0, |location| {
        line_start(yaml, usize::try_from(location.line()).unwrap_or(1))
    });
    let span = whole_line(document, yaml, block, at);
    // The error's own place counts the lines of the YAML; ours is that of the file.
    let message = error.without_snippet().to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    Diagnostic::error("front-matter", span, message)
        .help("allowed keys: id, description (a sentence), minutes (a number), weeks (a number), tags (a list)")
}

fn validate(
    front_matter: &FrontMatter,
    yaml: &str,
    block: &Block,
    document: &Document,
) -> Vec<Diagnostic> {
    let at = |key: &str| whole_line(document, yaml, block, start_of_key(yaml, key));
    let mut problems = Vec::new();
    if let Some(id) = front_matter.id.as_deref().filter(|id| !is_id(id)) {
        let message = format!("`{id}` is not an id");
        problems.push(Diagnostic::error("front-matter", at("id"), message).help(ID_HELP));
    }
    if front_matter.minutes.is_some_and(|minutes| minutes > 600) {
        let message = "a chapter of more than 600 minutes";
        problems.push(
            Diagnostic::error("front-matter", at("minutes"), message)
                .help("give the reading time in minutes"),
        );
    }
    if front_matter
        .weeks
        .is_some_and(|weeks| !(1..=104).contains(&weeks))
    {
        let message = "a part of the book takes 1 to 104 weeks";
        problems.push(
            Diagnostic::error("front-matter", at("weeks"), message)
                .help("say how long the part takes that begins with this chapter"),
        );
    }
    if front_matter
        .description
        .as_ref()
        .is_some_and(|text| text.chars().count() > 300)
    {
        let message = "a description of more than 300 characters";
        problems.push(
            Diagnostic::error("front-matter", at("description"), message)
                .help("search engines show about 160"),
        );
    }
    problems
}

/// Where the line of a top-level key starts; the YAML's start if the key is written otherwise.
fn start_of_key(yaml: &str, key: &str) -> usize {
    let mut offset = 0;
    for line in yaml.split_inclusive('\n') {
        let rest = line.strip_prefix(key).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return offset;
        }
        offset += line.len();
    }
    0
}

/// The line of the YAML that holds `offset`.
fn whole_line(document: &Document, yaml: &str, block: &Block, offset: usize) -> Span {
    let before = yaml.get(..offset).unwrap_or(yaml);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let len = yaml[start..].split('\n').next().map_or(0, str::len);
    document.span(block.yaml.start + start..block.yaml.start + start + len)
}

/// How an id may look, for messages.
pub const ID_HELP: &str = "an id has 2 to 60 characters out of a-z, 0-9 and -";

/// Whether a text can be an id for life.
pub fn is_id(text: &str) -> bool {
    (2..=60).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The words of a text in small ASCII letters and digits, of which ids are made.
pub fn ascii_words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn run(text: &str) -> (String, Result<FrontMatter, Vec<Diagnostic>>) {
        let document = Document::of_file(SourceFile::new("content/a.md", text));
        let block = find(text).unwrap();
        let parsed = parse(text, &block, &document);
        (
            document
                .apply(vec![Edit::remove(block.whole)])
                .text()
                .to_owned(),
            parsed,
        )
    }

    #[test]
    fn it_is_taken_out_and_kept() {
        let (rest, parsed) = run("---\nid: cors\nminutes: 30\ntags: [http]\n---\n# CORS\n");
        assert_eq!(rest, "# CORS\n");
        let expected = FrontMatter {
            id: Some("cors".into()),
            minutes: Some(30),
            tags: vec!["http".into()],
            ..FrontMatter::default()
        };
        assert_eq!(parsed.unwrap(), expected);
    }

    #[test]
    fn an_unknown_key_is_reported_at_its_line() {
        let (_, parsed) = run("---\nid: cors\nminuets: 30\n---\n# CORS\n");
        let problems = parsed.unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].span.line(), 3, "{problems:?}");
        assert!(
            problems[0].message.contains("minuets"),
            "{}",
            problems[0].message
        );
    }

    #[test]
    fn mistakes_are_found_at_their_own_line() {
        let (_, parsed) = run("---\ndescription: a valid id\nid: No Id\n---\n");
        assert_eq!(parsed.unwrap_err()[0].span.line(), 3);
        let (_, parsed) = run("---\ndescription: 网络网络网络网络网络\nminuten: 3\n---\n# T\n");
        assert_eq!(parsed.unwrap_err()[0].span.line(), 3);
    }

    #[test]
    fn a_bomb_is_refused() {
        let mut yaml = String::from("---\na: &a [x, x]\n");
        for i in 0..40 {
            let name = char::from(b'b' + i % 20);
            yaml.push_str(&format!(
                "{name}{i}: &{name}{i} [*a, *a, *a, *a, *a, *a, *a, *a]\n"
            ));
        }
        yaml.push_str("---\n");
        assert!(run(&yaml).1.is_err());
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        assert!(find("# T\n\n---\n\ntext\n\n---\n").is_none());
        assert!(find("---\nno end\n").is_none());
    }
}
