//! What the constructs share in reading Markdown: the parser's settings, code fences with the
//! origin of every line, and HTML that can stand in a Markdown text.
//!
//! Invariant: the settings are mdBook's defaults, so that what we see is what mdBook renders.

use crate::diagnostic::Diagnostic;
use crate::source::{Document, Edit};
use mdbook_markdown::pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::ops::Range;

/// The events of a text with their byte ranges.
pub fn events(text: &str) -> OffsetIter<'_> {
    new_cmark_parser(text, &MarkdownOptions::default()).into_offset_iter()
}

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// The whole block, from the opening fence to the closing one, without the last line break.
    pub range: Range<usize>,
    /// What follows the opening fence: `rust,ignore`.
    pub info: String,
    /// The code, without the prefixes of the lists and quotations that hold the block.
    pub code: String,
    /// Where the pieces of `code` stand in the text: (offset in `code`, offset in the text).
    pieces: Vec<(usize, usize)>,
}

impl Fence {
    /// The first word of the info string: the language. Empty if there is none.
    pub fn language(&self) -> &str {
        language_of(&self.info)
    }

    /// The line of the opening fence, without the prefixes of what holds the block.
    pub fn opening(&self, text: &str) -> Range<usize> {
        let block = text.get(self.range.clone()).unwrap_or("");
        let length = block.lines().next().map_or(0, |line| line.trim_end().len());
        self.range.start..self.range.start + length
    }

    /// What is said of a block that no line ends, and that so takes in all that follows.
    pub fn unclosed(&self, document: &Document) -> Option<Diagnostic> {
        let text = document.text();
        let block = text.get(self.range.clone()).unwrap_or("");
        let mark = block.chars().next().unwrap_or('`');
        let length = block.chars().take_while(|&c| c == mark).count();
        let last = block.lines().skip(1).last().unwrap_or("");
        let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
        if last.len() >= length && last.chars().all(|c| c == mark) {
            return None;
        }
        let span = document.span(self.opening(text));
        let message = "nothing ends this block of code, which takes in all that follows";
        let help = format!(
            "write {} on a line of its own below it",
            mark.to_string().repeat(length)
        );
        Some(Diagnostic::warning("open-fence", span, message).help(help))
    }

    /// The first back-ticks, for what is wrong with the block as a whole.
    pub fn ticks(&self) -> Range<usize> {
        self.range.start..self.range.start + 3
    }

    /// Where an offset of the code stands in the text.
    pub fn locate(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|&(start, _)| start <= offset);
        match index
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        {
            Some(&(start, at)) => at + (offset - start),
            None => self.range.start,
        }
    }
}

/// The first word of a fence's info string: the language. Empty if there is none.
pub fn language_of(info: &str) -> &str {
    info.split([' ', '\t', ',', '{']).next().unwrap_or("")
}

/// All fenced code blocks of a text, in order. Indented code blocks are not among them.
pub fn fences(text: &str) -> Vec<Fence> {
    if !text.contains("```") && !text.contains("~~~") {
        return Vec::new();
    }
    let (mut fences, mut open) = (Vec::new(), None::<Fence>);
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let end = range.start + text[range.clone()].trim_end_matches('\n').len();
                let range = range.start..end;
                open = Some(Fence {
                    range,
                    info: info.into_string(),
                    code: String::new(),
                    pieces: Vec::new(),
                });
            }
            Event::Text(piece) => {
                if let Some(fence) = &mut open {
                    fence.pieces.push((fence.code.len(), range.start));
                    fence.code.push_str(&piece);
                }
            }
            Event::End(TagEnd::CodeBlock) => fences.extend(open.take()),
            _ => {}
        }
    }
    fences
}

/// Whether `offset` lies inside one of the `fences`.
pub fn in_fence(fences: &[Fence], offset: usize) -> bool {
    let next = fences.partition_point(|fence| fence.range.start <= offset);
    next > 0 && offset < fences[next - 1].range.end
}

/// Replaces a block by HTML on one line, so that it is an HTML block of its own wherever the
/// block stood: in a list, in a quotation, directly before the next paragraph.
pub fn replace_block(text: &str, range: Range<usize>, html: &str) -> Edit {
    let mut block = html.to_owned();
    let next_line = text[range.end..].split_inclusive('\n').nth(1).unwrap_or("");
    if !next_line.trim().is_empty() {
        block.push('\n');
        block.push_str(container_prefix(text, range.start).trim_end());
    }
    Edit::replace(range, block)
}

/// Replaces a block by a fenced one that holds a single line, wherever the block stood. The line
/// may not begin with a back-tick.
pub fn replace_by_fence(text: &str, range: Range<usize>, info: &str, line: &str) -> Edit {
    let prefix = container_prefix(text, range.start);
    let block = format!("```{info}\n{prefix}{line}\n{prefix}```");
    Edit::replace(range, block)
}

/// What a line must begin with to stay in the containers of the block at `offset`: quotation
/// marks stay, list markers become blanks.
fn container_prefix(text: &str, offset: usize) -> String {
    let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    text[line..offset]
        .chars()
        .map(|c| if c == '>' { '>' } else { ' ' })
        .collect()
}

/// Text with the characters that HTML gives a meaning replaced by references.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    push_escaped(&mut escaped, text);
    escaped
}

/// Adds the text as [`escape_html`] gives it.
pub fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_in_a_quotation_knows_where_its_lines_stand() {
        let text = "> ```quiz\n> id: x\n> bad\n> ```\n";
        let fences = fences(text);
        assert_eq!(fences.len(), 1);
        assert_eq!(fences[0].code, "id: x\nbad\n");
        let at = fences[0].locate(fences[0].code.find("bad").unwrap());
        assert_eq!(&text[at..at + 3], "bad");
    }

    #[test]
    fn html_after_a_block_does_not_swallow_the_next_paragraph() {
        let text = "> ```mermaid\n> x\n> ```\n> next\n";
        let fence = &fences(text)[0];
        let edit = replace_block(text, fence.range.clone(), "<figure></figure>");
        let document =
            crate::source::Document::of_file(crate::source::SourceFile::new("a.md", text));
        assert_eq!(
            document.apply(vec![edit]).text(),
            "> <figure></figure>\n>\n> next\n"
        );
    }

    #[test]
    fn a_fence_that_nothing_ends_is_found() {
        for (text, is_open) in [
            ("```js\na\n```\n", false),
            ("```js\na\n```  \r\n", false),
            ("~~~\na\n~~~~\n", false),
            ("> - ```js\n>   a\n>   ```\n", false),
            ("```js\na\n\n# Text\n", true),
            ("```", true),
            ("```` md\n```\n```\n", true),
            ("- ```js\n  a\n\ntext\n", true),
        ] {
            let fence = &fences(text)[0];
            let document = Document::of_file(crate::source::SourceFile::new("a.md", text));
            assert_eq!(fence.unclosed(&document).is_some(), is_open, "{text}");
        }
    }

    #[test]
    fn a_fence_stays_in_its_containers() {
        let text = "> - {{#quiz a.yaml}}\n> next\n";
        let edit = replace_by_fence(text, 4..20, "x", "{}");
        let document =
            crate::source::Document::of_file(crate::source::SourceFile::new("a.md", text));
        let text = document.apply(vec![edit]).text().to_owned();
        assert_eq!(text, "> - ```x\n>   {}\n>   ```\n> next\n");
        assert_eq!(fences(&text)[0].code, "{}\n");
    }

    #[test]
    fn only_fences_count() {
        assert!(fences("    ```quiz\n    ```\n").is_empty());
        assert_eq!(
            fences("````text\n```quiz\n```\n````\n")[0].language(),
            "text"
        );
    }
}
