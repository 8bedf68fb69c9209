//! A chapter as a typed tree: what paper shows, whatever it was written in.
//!
//! [`read`](build::read) makes it of the preprocessed Markdown, in which HTML fragments and the
//! typed forms of our constructs are merged. A construct's paper form is a node of its own here, a
//! case in `build` that makes it, and a case in `emit` that sets it. Invariants: every block knows
//! the bytes of the Markdown that it was made of; no tree is deeper than [`build::MAX_DEPTH`]
//! blocks, whatever the text.

pub(crate) mod build;
mod html;
mod pieces;
pub(crate) mod quiz;

use std::ops::Range;

/// A chapter's text.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// What stands on the page, in order.
    pub(crate) blocks: Vec<Block>,
    /// The footnotes by name; the first definition of a name counts, as in HTML.
    pub(crate) notes: Vec<Note>,
    /// What paper cannot show.
    pub(crate) losses: Vec<Loss>,
}

/// A footnote's text.
#[derive(Debug)]
pub(crate) struct Note {
    /// Its name.
    pub(crate) name: String,
    /// What it says.
    pub(crate) body: Vec<Block>,
}

/// Something that paper cannot show.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// Where it was written.
    pub(crate) at: Range<usize>,
    /// What is lost, without a full stop.
    pub(crate) message: String,
}

/// A block and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The bytes of the chapter's Markdown that it was made of.
    pub(crate) at: Range<usize>,
    /// What it is.
    pub(crate) kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// Running text. A formula on a line of its own ends it, and is a block.
    Paragraph(Vec<Inline>),
    /// A formula on a line of its own, as TeX.
    Formula(String),
    /// A heading.
    Heading(Heading),
    /// A place that links may lead to.
    Anchor(String),
    /// A program, a session, a file.
    Code {
        /// What stands above it: a file's name, or the language of a tab. May be empty.
        caption: String,
        /// The language, as after the fence's back-ticks; may be empty.
        language: String,
        /// The lines, without the last line break.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A note set apart from the text.
    Callout {
        /// How urgent it is.
        kind: Callout,
        /// What it says.
        body: Vec<Block>,
    },
    /// A list.
    List(List),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A table.
    Table(Table),
    /// Something with a caption.
    Figure {
        /// What is shown.
        body: Vec<Block>,
        /// What it is called; may be empty.
        caption: Vec<Inline>,
    },
    /// A box that a page opens on demand; on paper it is open.
    Details {
        /// Its first line; may be empty.
        summary: Vec<Inline>,
        /// What it holds.
        body: Vec<Block>,
    },
    /// A picture that stands alone.
    Image(Image),
    /// A diagram.
    Diagram(Diagram),
    /// A quiz.
    Quiz(Box<quiz::Quiz>),
    /// A line between paragraphs.
    Rule,
    /// Some empty lines to write on.
    Ruled,
    /// Blocks that only share an element, such as a `div`.
    Group(Vec<Block>),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 to 6, as written.
    pub(crate) level: u8,
    /// The id that the page gives it; one in raw HTML may have none.
    pub(crate) id: Option<String>,
    /// Its text.
    pub(crate) title: Vec<Inline>,
}

/// The kinds of call-outs, which are those of GitHub's alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// What stands before its items.
    pub(crate) marks: Marks,
    /// Whether its items stand close to each other.
    pub(crate) tight: bool,
    /// Its items.
    pub(crate) items: Vec<Item>,
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    Bullets,
    /// Numbers from this one on.
    Numbers(u64),
    /// A, B, C.
    Letters,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Where it was written.
    pub(crate) at: Range<usize>,
    /// Whether its box is ticked; `None` if it has no box.
    pub(crate) task: Option<bool>,
    /// What it says.
    pub(crate) body: Vec<Block>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    /// The id that the page gives it.
    pub(crate) id: Option<String>,
    /// The term.
    pub(crate) term: Vec<Inline>,
    /// Its meanings.
    pub(crate) meanings: Vec<Vec<Block>>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// One for each column.
    pub(crate) alignments: Vec<Alignment>,
    /// Rows that are repeated on every page.
    pub(crate) head: Vec<Row>,
    /// The other rows.
    pub(crate) body: Vec<Row>,
}

/// A row of cells; what is missing at its end is empty.
pub(crate) type Row = Vec<Vec<Block>>;

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Alignment {
    #[default]
    Start,
    Center,
    End,
}

/// A picture in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Image {
    /// Where it was written.
    pub(crate) at: Range<usize>,
    /// The file or URL, as written; or the picture itself.
    pub(crate) source: ImageSource,
    /// What it shows, for who cannot see it. Empty: it shows nothing of meaning. `None`: not said.
    pub(crate) alt: Option<String>,
    /// How wide it is to be.
    pub(crate) width: Option<Width>,
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ImageSource {
    /// A file or URL, as written.
    Link(String),
    /// The text of an SVG.
    Svg(String),
}

/// A width that HTML asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// In CSS pixels.
    Pixels(u32),
    /// Of the text's width.
    Percent(u32),
}

/// A diagram in its typed form, as the diagram preprocessor hands it to renderers without HTML.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "DiagramForm")]
pub(crate) struct Diagram {
    /// One line of SVG with its colours resolved.
    pub(crate) svg: String,
    /// Its caption.
    pub(crate) title: String,
    /// What it shows, for who cannot see it.
    pub(crate) description: String,
    /// Width in CSS pixels at full size.
    pub(crate) width: u32,
    /// Height in CSS pixels at full size.
    pub(crate) height: u32,
    /// The smallest letters at full size, in tenths of a CSS pixel.
    pub(crate) letters: u32,
}

#[derive(serde::Deserialize)]
struct DiagramForm {
    format: u32,
    svg: String,
    title: String,
    description: String,
    width: f64,
    height: f64,
    letters: f64,
}

impl TryFrom<DiagramForm> for Diagram {
    type Error = String;

    fn try_from(form: DiagramForm) -> Result<Diagram, String> {
        if form.format != 1 {
            return Err(format!("a diagram of the unknown format {}", form.format));
        }
        Ok(Diagram {
            svg: form.svg,
            title: form.title,
            description: form.description,
            width: whole(form.width),
            height: whole(form.height),
            letters: whole(form.letters * 10.0),
        })
    }
}

/// A length as a whole number of at least 1.
fn whole(length: f64) -> u32 {
    // The cast saturates; a diagram is at most some thousand pixels wide.
    (length.ceil() as u32).clamp(1, 100_000)
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Plain text.
    Text(String),
    /// Code in running text.
    Code(String),
    /// Text in a style.
    Styled(Style, Vec<Inline>),
    /// A link.
    Link {
        /// Where it was written.
        at: Range<usize>,
        /// Where it leads, as written.
        to: String,
        /// Its text.
        body: Vec<Inline>,
    },
    /// A small picture in the text.
    Image(Image),
    /// A place that links may lead to.
    Anchor(String),
    /// A reference to the footnote of this name.
    Note(String),
    /// Room to write in, with what stands below it.
    Blank(String),
    /// A formula.
    Formula {
        /// As TeX.
        tex: String,
        /// Whether it is as large as on a line of its own.
        display: bool,
    },
    /// A new line.
    Break,
}

/// How text is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Emphasis,
    Strong,
    Struck,
    Underlined,
    Sub,
    Super,
    Key,
    Small,
    Marked,
    /// A term where it is defined: the index leads there.
    Term,
}

/// The ids in a block, to which links may lead.
pub(crate) fn ids_in(block: &Block) -> Vec<String> {
    let mut ids = Vec::new();
    block.walk(&mut |block: &Block| {
        match &block.kind {
            BlockKind::Anchor(id) => ids.push(id.clone()),
            BlockKind::Heading(heading) => ids.extend(heading.id.clone()),
            BlockKind::Definitions(all) => ids.extend(all.iter().filter_map(|one| one.id.clone())),
            BlockKind::Quiz(quiz) => {
                ids.push(format!("quiz-{}", quiz.id));
                let questions = quiz.questions.iter();
                ids.extend(questions.map(|question| format!("q-{}-{}", quiz.id, question.id)));
            }
            _ => {}
        }
        for inlines in block.inlines() {
            walk_inlines(inlines, &mut |inline| {
                if let Inline::Anchor(id) = inline {
                    ids.push(id.clone());
                }
            });
        }
    });
    ids
}

/// The text of inlines, without pictures, notes and anchors.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(inlines, &mut text);
    text
}

fn push_plain(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(piece) | Inline::Code(piece) | Inline::Formula { tex: piece, .. } => {
                text.push_str(piece);
            }
            Inline::Styled(_, body) | Inline::Link { body, .. } => push_plain(body, text),
            Inline::Break | Inline::Blank(_) => text.push(' '),
            Inline::Image(_) | Inline::Anchor(_) | Inline::Note(_) => {}
        }
    }
}

impl Block {
    /// Calls `visit` for this block and all blocks inside it, in reading order.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        visit(self);
        for block in self.children() {
            block.walk(visit);
        }
    }

    /// The blocks directly inside.
    pub(crate) fn children(&self) -> Vec<&Block> {
        match &self.kind {
            BlockKind::Quote(body)
            | BlockKind::Group(body)
            | BlockKind::Callout { body, .. }
            | BlockKind::Figure { body, .. }
            | BlockKind::Details { body, .. } => body.iter().collect(),
            BlockKind::List(list) => list.items.iter().flat_map(|item| &item.body).collect(),
            BlockKind::Definitions(all) => all
                .iter()
                .flat_map(|definition| definition.meanings.iter().flatten())
                .collect(),
            BlockKind::Table(table) => {
                let rows = table.head.iter().chain(&table.body);
                rows.flatten().flatten().collect()
            }
            BlockKind::Quiz(quiz) => quiz.blocks(),
            BlockKind::Paragraph(_)
            | BlockKind::Formula(_)
            | BlockKind::Heading(_)
            | BlockKind::Anchor(_)
            | BlockKind::Code { .. }
            | BlockKind::Image(_)
            | BlockKind::Diagram(_)
            | BlockKind::Rule
            | BlockKind::Ruled => Vec::new(),
        }
    }

    /// The running text of the block itself.
    pub(crate) fn inlines(&self) -> Vec<&[Inline]> {
        match &self.kind {
            BlockKind::Paragraph(inlines) => vec![inlines],
            BlockKind::Heading(heading) => vec![&heading.title],
            BlockKind::Figure { caption, .. } => vec![caption],
            BlockKind::Details { summary, .. } => vec![summary],
            BlockKind::Definitions(all) => all
                .iter()
                .map(|definition| definition.term.as_slice())
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// Calls `visit` for each of `inlines` and all inside them.
pub(crate) fn walk_inlines<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        if let Inline::Styled(_, body) | Inline::Link { body, .. } = inline {
            walk_inlines(body, visit);
        }
    }
}
