//! The YAML at a chapter's head, between two `---` lines.
//!
//! [`FrontMatterPreprocessor`] takes it out of the text, so that no renderer prints it, and keeps
//! it as a [`FrontMatter`]. Invariant: parsing is strict; an unknown key is an error, because a
//! misspelt one would be silently lost, and so is front matter that would be printed.

mod read;

use crate::diagnostic::Diagnostic;
use crate::session::ChapterContext;
use crate::source::{Document, Edit};
use crate::{Construct, Outcome};
use std::ops::Range;

/// What a chapter says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The chapter's id for life; without one, its path stands for it.
    pub id: Option<String>,
    /// One sentence for search engines and link previews.
    pub description: Option<String>,
    /// Reading time.
    pub minutes: Option<u32>,
    /// How many weeks the part of the book takes that begins with this chapter.
    pub weeks: Option<u32>,
    /// Topics.
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
        } else if let Some(mistake) = printed(text, document) {
            outcome.diagnostics.push(mistake);
        }
        outcome
    }
}

/// The front matter of a whole file's text, if it has any that can be read.
pub fn of_text(text: &str) -> Option<FrontMatter> {
    let yaml = find(text)?.yaml;
    let yaml = text.get(yaml).filter(|yaml| yaml.len() <= MAX_YAML)?;
    let (front_matter, mistakes) = read::front_matter(yaml);
    mistakes.is_empty().then_some(front_matter)
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

/// Front matter that is none, because it does not end, or does not begin in the first line: readers
/// would see it.
fn printed(text: &str, document: &Document) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let (rule, rest) = text[start..].split_once('\n')?;
    let first = rest.lines().next()?;
    let key = first.split_once(':')?.0;
    if rule.trim_end() != "---" || !read::KEYS.contains(&key) {
        return None;
    }
    let from = start + rule.len() + 1;
    let span = document.span(from..from + first.trim_end().len());
    let (message, help) = match start {
        0 => (
            "this front matter has no end",
            "write `---` on a line of its own below the last key",
        ),
        _ => (
            "front matter begins in the first line of a file",
            "take out what stands before its `---`",
        ),
    };
    Some(Diagnostic::error("front-matter", span, message).help(help))
}

fn parse(text: &str, block: &Block, document: &Document) -> Result<FrontMatter, Vec<Diagnostic>> {
    let yaml = &text[block.yaml.clone()];
    if yaml.len() > MAX_YAML {
        let span = document.span(block.whole.clone());
        let message = "front matter of more than 16 KiB";
        return Err(vec![Diagnostic::error("front-matter", span, message).help(
            "it holds only what is said of the chapter; the text stands below it",
        )]);
    }
    let (front_matter, mistakes) = read::front_matter(yaml);
    if mistakes.is_empty() {
        return Ok(front_matter);
    }
    let diagnostics = mistakes.into_iter().map(|mistake| {
        let range = block.yaml.start + mistake.range.start..block.yaml.start + mistake.range.end;
        Diagnostic::error("front-matter", document.span(range), mistake.message).help(mistake.help)
    });
    Err(diagnostics.collect())
}

const MAX_YAML: usize = 16 << 10;

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
    fn all_mistakes_are_told_at_their_places_and_in_an_authors_words() {
        let (_, parsed) = run(
            "---\nid: Bad Id\nminuts: 3\nminutes: twenty\nweeks: 0\ntags: clay\ndescription: [a]\nminutes: 4\n---\n# T\n",
        );
        let told: Vec<String> = parsed
            .unwrap_err()
            .iter()
            .map(|mistake| {
                let help = mistake.help.as_deref().unwrap_or_default();
                let (line, column) = (mistake.span.line(), mistake.span.column());
                format!("{line}:{column} {} / {help}", mistake.message)
            })
            .collect();
        assert_eq!(
            told,
            [
                "2:5 `Bad Id` is not an id / an id has 2 to 60 characters out of a-z, 0-9 and -",
                "3:1 front matter has no key `minuts` / did you mean `minutes`?",
                "4:10 `minutes` is a whole number, here stands `twenty` / like this: `minutes: 20`",
                "5:8 a part of the book takes 1 to 104 weeks / say how long the part takes that begins with this chapter",
                "6:7 `tags` is a list, here stands a text / like this: `tags: [clay, water]`",
                "7:14 `description` is a text, here stands a list / put a text that begins with a bracket in double quotes",
                "8:1 `minutes` stands here twice / take one out",
            ]
        );
    }

    #[test]
    fn what_is_no_yaml_is_told_with_a_way_out() {
        for (text, place, message) in [
            (
                "---\ndescription: What: clay is.\n---\n",
                (2, 18),
                "not YAML",
            ),
            ("---\ntags:\n\t- clay\n---\n", (3, 1), "by a tab"),
            ("---\ntags: [clay\n---\n", (2, 7), "not YAML"),
            ("---\n- a\n---\n", (2, 1), "lines of `key: value`"),
            ("---\nid: &a ab\n---\n", (2, 8), "anchors"),
        ] {
            let problems = run(text).1.unwrap_err();
            let first = &problems[0];
            assert!(first.message.contains(message), "{text}: {problems:?}");
            assert_eq!((first.span.line(), first.span.column()), place, "{text}");
        }
    }

    #[test]
    fn front_matter_that_readers_would_see_is_a_mistake() {
        let told = |text: &str| {
            let document = Document::of_file(SourceFile::new("a.md", text));
            printed(text, &document).map(|mistake| (mistake.span.line(), mistake.message))
        };
        let (line, message) = told("---\nid: clay\n\n# Clay\n").unwrap();
        assert_eq!((line, message.contains("no end")), (2, true));
        let (line, message) = told("\n---\nweeks: 3\n---\n# Fire\n").unwrap();
        assert_eq!((line, message.contains("first line")), (3, true));
        for text in [
            "---\n\nText: more\n",
            "# T\n\n---\nid: x\n",
            "---\nNo: key\n",
            "",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        assert!(find("# T\n\n---\n\ntext\n\n---\n").is_none());
        assert!(find("---\nno end\n").is_none());
    }
}
