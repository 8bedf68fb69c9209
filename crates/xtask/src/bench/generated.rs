//! A book of any size, the same at every run.
//!
//! [`write()`] is the entry point. A chapter has the shape of a technical one: about 4.4 KB of
//! headings, prose, lists, a table, links to other chapters and code in several languages. Each has
//! words of its own, so that the vocabulary, and with it a search index, grows as in a real book.
//! Invariant: the text depends on nothing but the number of chapters.

use super::generated_words::{CODE, NOUNS, QUALITIES, SENTENCES, SYLLABLES, VERBS};
use anyhow::{Context, Result};
use std::path::Path;

/// Chapters in one part of the book; the first leads the others.
const PART: usize = 10;

/// How long a chapter is before it ends with its next section.
const BYTES: usize = 3800;

/// Writes `SUMMARY.md` and the chapters.
pub(super) fn write(folder: &Path, chapters: usize) -> Result<()> {
    let mut summary = String::from("# Summary\n\n");
    for number in 0..chapters {
        let path = path(number);
        let indent = if number % PART == 0 { "" } else { "  " };
        summary.push_str(&format!("{indent}- [{}]({path})\n", title(number)));
        let file = folder.join(&path);
        let part = file.parent().unwrap_or(folder);
        std::fs::create_dir_all(part)
            .with_context(|| format!("cannot create `{}`", part.display()))?;
        std::fs::write(&file, chapter(number))
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    std::fs::write(folder.join("SUMMARY.md"), summary).context("cannot write SUMMARY.md")
}

/// Where a chapter is, relative to the content folder.
pub(super) fn path(number: usize) -> String {
    format!("part-{:03}/chapter-{:04}.md", number / PART, number)
}

fn title(number: usize) -> String {
    let mut writer = Writer::new(number);
    let (quality, noun) = (writer.pick(QUALITIES), writer.pick(NOUNS));
    format!("{} {noun} {}", capitalised(quality), number + 1)
}

fn chapter(number: usize) -> String {
    let mut writer = Writer::new(number);
    writer.text = format!("# {}\n\n", title(number));
    writer.paragraph();
    let mut section = 0;
    while writer.text.len() < BYTES {
        writer.section(section);
        section += 1;
    }
    writer.link_to_another(number);
    writer.text
}

/// Writes one chapter.
struct Writer {
    text: String,
    state: u64,
    own_words: [String; 3],
}

impl Writer {
    fn new(number: usize) -> Writer {
        let mut writer = Writer {
            text: String::new(),
            state: number as u64 + 1,
            own_words: [const { String::new() }; 3],
        };
        writer.own_words =
            std::array::from_fn(|_| (0..3).map(|_| writer.pick(SYLLABLES)).collect());
        writer
    }

    /// A number below `limit`, by a linear congruential generator.
    fn number(&mut self, limit: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.state >> 33) as usize) % limit.max(1)
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        let at = self.number(words.len());
        words.get(at).copied().unwrap_or_default()
    }

    fn noun(&mut self) -> String {
        match self.number(12) {
            own @ 0..3 => self.own_words[own].clone(),
            _ => self.pick(NOUNS).to_owned(),
        }
    }

    fn section(&mut self, number: usize) {
        let heading = format!(
            "## {} of the {}\n\n",
            capitalised(self.pick(NOUNS)),
            self.noun()
        );
        self.text.push_str(&heading);
        self.paragraph();
        match number % 4 {
            0 | 2 => self.code(),
            1 => self.list(),
            _ => self.table(),
        }
        self.paragraph();
    }

    fn paragraph(&mut self) {
        let sentences: Vec<String> = (0..3 + self.number(2)).map(|_| self.sentence()).collect();
        self.text.push_str(&sentences.join(" "));
        self.text.push_str("\n\n");
    }

    fn list(&mut self) {
        for _ in 0..4 {
            let item = format!("- **{}**: {}\n", self.noun(), self.sentence());
            self.text.push_str(&item);
        }
        self.text.push('\n');
    }

    fn table(&mut self) {
        self.text
            .push_str("| part | what it does | limit |\n|---|---|---|\n");
        for _ in 0..4 {
            let (noun, verb, object, limit) = (
                self.noun(),
                self.pick(VERBS),
                self.noun(),
                self.number(5000),
            );
            self.text.push_str(&format!(
                "| `{noun}` | {verb} the {object} | {limit} ms |\n"
            ));
        }
        self.text.push('\n');
    }

    fn code(&mut self) {
        let at = self.number(CODE.len());
        let Some((language, code)) = CODE.get(at) else {
            return;
        };
        let code = self.filled(code);
        self.text
            .push_str(&format!("```{language}\n{code}\n```\n\n"));
    }

    fn sentence(&mut self) -> String {
        let sentence = self.pick(SENTENCES);
        capitalised(&self.filled(sentence))
    }

    /// Fills the places of a text: `N` a noun, `V` a verb, `Q` a quality, `#` a number.
    fn filled(&mut self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() * 2);
        let mut pieces = text.split('$');
        filled.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let kind = piece.chars().next().unwrap_or_default();
            match kind {
                'N' => filled.push_str(&self.noun()),
                'V' => filled.push_str(self.pick(VERBS)),
                'Q' => filled.push_str(self.pick(QUALITIES)),
                _ => filled.push_str(&self.number(900).to_string()),
            }
            filled.push_str(&piece[kind.len_utf8().min(piece.len())..]);
        }
        filled
    }

    /// To a chapter that exists whatever the book's size: one that came before.
    fn link_to_another(&mut self, number: usize) {
        let other = self.number(number + 1);
        let link = format!("See also [{}](../{}).\n", title(other), path(other));
        self.text.push_str(&link);
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_is_always_the_same_and_unlike_the_next() {
        assert_eq!(chapter(7), chapter(7));
        assert_ne!(chapter(7), chapter(8));
    }

    #[test]
    fn chapters_have_the_size_and_the_parts_of_real_ones() {
        let chapters: Vec<String> = (0..200).map(chapter).collect();
        let mean = chapters.iter().map(String::len).sum::<usize>() / chapters.len();
        assert!((4200..4600).contains(&mean), "{mean}");
        let with = |part: &str| {
            chapters
                .iter()
                .filter(|chapter| chapter.contains(part))
                .count()
        };
        assert_eq!(
            (with("\n```\n"), with("\n- **"), with("](../part-")),
            (200, 200, 200)
        );
        assert!(with("|---|") > 20 && with("```rust") > 20 && with("```sql") > 20);
        assert!(chapters.iter().all(|chapter| !chapter.contains('$')));
    }

    #[test]
    fn the_summary_names_every_chapter() {
        let folder = std::env::temp_dir().join(format!("xtask-generated-{}", std::process::id()));
        write(&folder, 12).unwrap();
        let summary = std::fs::read_to_string(folder.join("SUMMARY.md")).unwrap();
        let all_there = (0..12)
            .all(|number| summary.contains(&path(number)) && folder.join(path(number)).is_file());
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(all_there, "{summary}");
    }
}
