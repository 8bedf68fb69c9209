//! What an element of Markdown means once all of it is read.
//!
//! [`Builder::close_markdown`] is the entry point. Invariant: whatever the element holds, its text is
//! in what comes of it.

use super::super::pieces::{
    Part, Piece, definitions, into_blocks, into_inlines, items, row, table, trimmed,
};
use super::super::quiz::Quiz;
use super::super::{
    Alignment, Block, BlockKind, Callout, Heading, Image, ImageSource, Inline, Item, List, Loss,
    Marks, Note, Style, plain,
};
use super::frame::Frame;
use super::{Builder, Mode};
use coursebook_preprocessors::highlight::{CodeInfo, shown_code};
use coursebook_preprocessors::markdown::language_of;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, LinkType, Tag};
use std::ops::Range;

/// The fences in which the preprocessors hand typed constructs over.
const QUIZ: &str = "coursebook-quiz";
const DIAGRAM: &str = "coursebook-diagram";

impl Builder<'_> {
    /// The pieces that the element gives to what holds it.
    pub(super) fn close_markdown(&mut self, tag: Tag<'static>, frame: Frame) -> Vec<Piece> {
        let Frame {
            at, pieces, task, ..
        } = frame;
        let block = |kind: BlockKind| {
            vec![Piece::Block(Block {
                at: at.clone(),
                kind,
            })]
        };
        let styled = |style: Style, pieces: Vec<Piece>| {
            vec![Piece::Inline(Inline::Styled(style, into_inlines(pieces)))]
        };
        match tag {
            Tag::Paragraph => {
                self.mark_loose();
                let blocks = into_blocks(pieces, &at).into_iter();
                blocks.map(Piece::Block).collect()
            }
            Tag::Heading { level, id, .. } => {
                let title = trimmed(into_inlines(pieces));
                let text = self.heading.take().unwrap_or_default();
                if matches!(self.mode, Mode::Fragment) {
                    let title = vec![Inline::Styled(Style::Strong, title)];
                    return block(BlockKind::Paragraph(title));
                }
                let id = id.map_or_else(|| self.slugs.id_for(&text), |id| id.into_string());
                block(BlockKind::Heading(Heading {
                    level: level as u8,
                    id: Some(id).filter(|id| !id.is_empty()),
                    title,
                }))
            }
            Tag::BlockQuote(kind) => {
                let body = into_blocks(pieces, &at);
                block(match kind {
                    None => BlockKind::Quote(body),
                    Some(kind) => BlockKind::Callout {
                        kind: callout(kind),
                        body,
                    },
                })
            }
            Tag::CodeBlock(kind) => block(self.code(&kind, &code_text(&pieces), &at)),
            Tag::List(start) => block(BlockKind::List(List {
                marks: start.map_or(Marks::Bullets, Marks::Numbers),
                tight: !frame.loose,
                items: items(pieces),
            })),
            Tag::Item => {
                if frame.loose {
                    self.mark_loose();
                }
                vec![Piece::Part(Part::Item(Item {
                    at: at.clone(),
                    task,
                    body: into_blocks(pieces, &at),
                }))]
            }
            Tag::FootnoteDefinition(name) => {
                let is_new = self.tree.notes.iter().all(|note| note.name != *name);
                if is_new {
                    self.tree.notes.push(Note {
                        name: name.into_string(),
                        body: into_blocks(pieces, &at),
                    });
                }
                Vec::new()
            }
            Tag::DefinitionList => block(BlockKind::Definitions(definitions(pieces))),
            Tag::DefinitionListTitle => {
                let text = self.heading.take().unwrap_or_default();
                vec![Piece::Part(Part::Term {
                    id: Some(self.slugs.id_for(&text)).filter(|id| !id.is_empty()),
                    term: trimmed(into_inlines(pieces)),
                })]
            }
            Tag::DefinitionListDefinition => {
                vec![Piece::Part(Part::Meaning(into_blocks(pieces, &at)))]
            }
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(alignment).collect();
                block(BlockKind::Table(table(alignments, pieces)))
            }
            Tag::TableHead => row(pieces, true),
            Tag::TableRow => row(pieces, false),
            Tag::TableCell => vec![Piece::Part(Part::Cell {
                body: into_blocks(pieces, &at),
                head: false,
            })],
            Tag::Emphasis => styled(Style::Emphasis, pieces),
            Tag::Strong => styled(Style::Strong, pieces),
            Tag::Strikethrough => styled(Style::Struck, pieces),
            Tag::Superscript => styled(Style::Super, pieces),
            Tag::Subscript => styled(Style::Sub, pieces),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let to = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let body = into_inlines(pieces);
                vec![Piece::Inline(Inline::Link { at, to, body })]
            }
            Tag::Image { dest_url, .. } => {
                self.images = self.images.saturating_sub(1);
                vec![Piece::Inline(Inline::Image(Image {
                    at,
                    source: ImageSource::Link(dest_url.into_string()),
                    alt: Some(plain(&into_inlines(pieces)).trim().to_owned()),
                    width: None,
                }))]
            }
            Tag::MetadataBlock(_) => Vec::new(),
            Tag::HtmlBlock => pieces,
        }
    }

    /// A paragraph's text; what is no text in it (an HTML `div`, say) stands apart.
    fn code(&mut self, kind: &CodeBlockKind<'_>, code: &str, at: &Range<usize>) -> BlockKind {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = language_of(info);
        let typed = match (language, self.mode) {
            (QUIZ, Mode::Chapter(words)) => {
                Quiz::read(code, at, words).map(|quiz| BlockKind::Quiz(Box::new(quiz)))
            }
            (DIAGRAM, Mode::Chapter(_)) => serde_json::from_str(code)
                .map(BlockKind::Diagram)
                .map_err(|error| error.to_string()),
            _ => return plain_code(info, code),
        };
        typed.unwrap_or_else(|error| {
            self.tree.losses.push(Loss {
                at: at.clone(),
                message: format!("this `{language}` cannot be read: {error}"),
            });
            plain_code(info, code)
        })
    }
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
    }
}

fn plain_code(info: &str, code: &str) -> BlockKind {
    let language = language_of(info);
    // What cannot be read there has been reported by the preprocessor that knows it.
    let CodeInfo { tab, title, .. } = CodeInfo::of(info).unwrap_or_default();
    let caption: Vec<String> = [tab, title].into_iter().flatten().collect();
    let code = shown_code(language, code);
    BlockKind::Code {
        caption: caption.join(": "),
        language: language.to_owned(),
        text: code.trim_end_matches('\n').to_owned(),
    }
}

/// The text of a code block, as it came.
fn code_text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if let Piece::Inline(Inline::Text(piece)) = piece {
            text.push_str(piece);
        }
    }
    text
}
