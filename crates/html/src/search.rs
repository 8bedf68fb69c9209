//! The search: an index of the book's words, and the text of each page for the excerpts.
//!
//! [`publish`] is the entry point. Both are classic scripts, so that they load from disk too. The
//! index says in which sections a word stands; it is loaded when a reader first searches, and a
//! page's text when a result on that page is shown. Invariant: the words are cut here exactly as
//! `theme/js/search/words.js` cuts a query.

mod postings;
mod words;

use crate::HtmlError;
use crate::body::{Body, Section};
use crate::book::{BookPages, Page};
use crate::link::url_path;
use crate::page::offer_hashed;
use crate::publish::Publisher;
use postings::Postings;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;
use std::path::Path;
use words::each_word;

/// The index's path in the site. It carries no hash: every page names it, and an edit of one
/// chapter must not change every page.
pub(crate) const INDEX: &str = "search-index.js";

#[derive(Serialize)]
struct Index<'a> {
    /// Path, title, the titles above it, and the script with its text.
    pages: Vec<(String, &'a str, String, Option<String>)>,
    /// Number of the page, id, heading (`0` stands for the page's title), and how many words.
    sections: Vec<(usize, &'a str, Heading<'a>, u32)>,
    /// All words, sorted, with a blank between them.
    words: String,
    /// For each word the sections in which it stands, as [`Postings`] writes them.
    found: String,
}

/// A section's heading, which mostly is the page's title in the first one.
#[derive(Serialize)]
#[serde(untagged)]
enum Heading<'a> {
    OfPage(u8),
    Own(&'a str),
}

/// What is indexed of a page.
struct Indexed<'a> {
    sections: Vec<&'a Section>,
    /// How many words each section has.
    lengths: Vec<u32>,
    /// For each word its places: the number of the section on the page, and how often it is there.
    words: HashMap<String, Vec<(u32, u32)>>,
    /// The script with the sections' texts.
    script: Option<String>,
}

/// Publishes the index and the texts.
pub(crate) fn publish(
    publisher: &Publisher,
    pages: &BookPages,
    bodies: &[Body],
) -> Result<(), HtmlError> {
    let indexed: Vec<Indexed<'_>> = bodies[..pages.chapters().len()]
        .par_iter()
        .map(|body| {
            let mut indexed = read(body);
            if let Some(script) = text_script(&indexed.sections) {
                let name = offer_hashed(publisher, "text.js", script.as_bytes())?;
                indexed.script = Some(name);
            }
            Ok(indexed)
        })
        .collect::<Result<_, HtmlError>>()?;
    let script = index_script(pages, indexed);
    publisher.offer(Path::new(INDEX), script.as_bytes())
}

/// Cuts a page into words.
fn read(body: &Body) -> Indexed<'_> {
    let sections: Vec<&Section> = body
        .sections
        .iter()
        .filter(|section| !section.title.is_empty() || !section.text.trim().is_empty())
        .collect();
    let mut words: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
    let mut lengths = Vec::with_capacity(sections.len());
    for (number, section) in (0_u32..).zip(&sections) {
        let mut length = 0;
        let mut take = |word: &str| {
            length += 1;
            let Some(places) = words.get_mut(word) else {
                words.insert(word.to_owned(), vec![(number, 1)]);
                return;
            };
            match places.last_mut() {
                Some((last, count)) if *last == number => *count += 1,
                _ => places.push((number, 1)),
            }
        };
        each_word(&section.title, &mut take);
        each_word(&section.text, &mut take);
        lengths.push(length);
    }
    Indexed {
        sections,
        lengths,
        words,
        script: None,
    }
}

/// The texts of a page's sections as a call of `window.COURSEBOOK_TEXT`; nothing if it has none.
fn text_script(sections: &[&Section]) -> Option<String> {
    let texts: Vec<String> = sections
        .iter()
        .map(|section| squeezed(&section.text))
        .collect();
    let has_text = texts.iter().any(|text| !text.is_empty());
    has_text.then(|| format!("COURSEBOOK_TEXT({});\n", json(&texts)))
}

/// The index as a call of `window.COURSEBOOK_SEARCH`.
fn index_script(pages: &BookPages, indexed: Vec<Indexed<'_>>) -> String {
    let mut index = Index {
        pages: Vec::new(),
        sections: Vec::new(),
        words: String::new(),
        found: String::new(),
    };
    let mut postings = Postings::default();
    for (number, (page, indexed)) in pages.chapters().iter().zip(indexed).enumerate() {
        let first = index.sections.len();
        let sections = indexed.sections.iter().zip(indexed.lengths);
        index.sections.extend(sections.map(|(section, length)| {
            let own = !section.title.is_empty() && section.title != page.name;
            let heading = if own {
                Heading::Own(&section.title)
            } else {
                Heading::OfPage(0)
            };
            (number, section.id.as_str(), heading, length)
        }));
        postings.add(first, indexed.words);
        index.pages.push((
            url_path(&page.path),
            &page.name,
            trail(pages, page),
            indexed.script,
        ));
    }
    (index.words, index.found) = postings.written();
    format!("COURSEBOOK_SEARCH({});\n", json(&index))
}

/// The titles above a page: `Part › Chapter`.
fn trail(pages: &BookPages, page: &Page) -> String {
    page.parents
        .iter()
        .map(|&entry| pages.title_of(entry))
        .collect::<Vec<_>>()
        .join(" › ")
}

/// The text with runs of white space made one blank.
fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

fn json(value: &impl Serialize) -> String {
    // Strings, numbers and lists of them always serialise.
    serde_json::to_string(value).unwrap_or_else(|_| "{}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(title: &str, text: &str) -> Section {
        Section {
            id: String::new(),
            title: title.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn words_are_counted_by_section_with_their_heading() {
        let body = Body {
            sections: vec![
                section("", " "),
                section("Retries", "a retry, a Retry"),
                section("", "a"),
            ],
            ..Body::default()
        };
        let indexed = read(&body);
        assert_eq!(indexed.lengths, [5, 1]);
        assert_eq!(indexed.words["retry"], [(0, 2)]);
        assert_eq!(indexed.words["retries"], [(0, 1)]);
        assert_eq!(indexed.words["a"], [(0, 2), (1, 1)]);
    }

    #[test]
    fn a_text_is_data_and_ends_no_script() {
        let texts = [section("", "a \"b\"\n\\ </script>")];
        let texts: Vec<&Section> = texts.iter().collect();
        assert_eq!(
            text_script(&texts).unwrap(),
            "COURSEBOOK_TEXT([\"a \\\"b\\\" \\\\ </script>\"]);\n"
        );
        assert_eq!(text_script(&[&section("only", " ")]), None);
    }
}
