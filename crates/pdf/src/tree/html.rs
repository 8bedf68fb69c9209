//! What the elements of HTML mean on paper.
//!
//! [`close`] makes pieces of an element and its content, [`void`] of one that has none. Invariant:
//! an element that means nothing here gives its content as it is; only what cannot be printed
//! (scripts, styles, embedded pages) is passed over, and said to be.

use super::pieces::{
    Part, Piece, definitions, into_blocks, into_inlines, items, row, table, trimmed,
};
use super::{
    Block, BlockKind, Callout, Heading, Image, ImageSource, Inline, Item, List, Loss, Marks, Style,
    Width, plain,
};
use coursebook_preprocessors::math::TYPED_CLASS;
use std::ops::Range;

/// An element that has been opened.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its attributes that have values, by their names in lower case.
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn has_class(&self, wanted: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split_whitespace().any(|class| class == wanted)
    }

    /// The place that links may lead to.
    fn anchor(&self) -> Option<Piece> {
        let id = self.get("id").or_else(|| self.get("name"));
        let id = id.filter(|id| !id.is_empty())?;
        Some(Piece::Inline(Inline::Anchor(id.to_owned())))
    }
}

/// What an element with its content means.
pub(super) fn close(
    element: Element,
    pieces: Vec<Piece>,
    at: &Range<usize>,
    losses: &mut Vec<Loss>,
) -> Vec<Piece> {
    let style = match element.name.as_str() {
        "em" | "i" | "cite" | "var" => Some(Style::Emphasis),
        "strong" | "b" => Some(Style::Strong),
        "del" | "s" | "strike" => Some(Style::Struck),
        "u" | "ins" => Some(Style::Underlined),
        "sub" => Some(Style::Sub),
        "sup" => Some(Style::Super),
        "kbd" => Some(Style::Key),
        "small" => Some(Style::Small),
        "mark" => Some(Style::Marked),
        "dfn" => Some(Style::Term),
        "span" if element.has_class("caption") || element.has_class("filename") => {
            Some(Style::Small)
        }
        _ => None,
    };
    let mut made: Vec<Piece> = Vec::new();
    if let Some(tex) = element
        .get("data-tex")
        .filter(|_| element.has_class(TYPED_CLASS))
    {
        return vec![Piece::Inline(Inline::Formula {
            tex: tex.to_owned(),
            display: element.get("data-display").is_some(),
        })];
    }
    if let Some(style) = style {
        made.extend(element.anchor());
        made.push(Piece::Inline(Inline::Styled(style, into_inlines(pieces))));
        return made;
    }
    let block = |kind: BlockKind| {
        Piece::Block(Block {
            at: at.clone(),
            kind,
        })
    };
    // A heading keeps its own id.
    let is_heading = matches!(
        element.name.as_str(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
    );
    if !is_heading && !matches!(element.name.as_str(), "dt" | "td" | "th" | "li" | "tr") {
        made.extend(element.anchor());
    }
    match element.name.as_str() {
        "code" | "tt" | "samp" => {
            made.push(Piece::Inline(Inline::Code(plain(&into_inlines(pieces)))));
        }
        "pre" => made.push(block(BlockKind::Code {
            caption: String::new(),
            language: String::new(),
            text: plain(&into_inlines(pieces)).trim_matches('\n').to_owned(),
        })),
        "a" => {
            let body = into_inlines(pieces);
            match element.get("href") {
                Some(href) => made.push(Piece::Inline(Inline::Link {
                    at: at.clone(),
                    to: href.to_owned(),
                    body,
                })),
                None => made.extend(body.into_iter().map(Piece::Inline)),
            }
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element
                .name
                .as_bytes()
                .get(1)
                .map_or(6, |digit| digit - b'0');
            made.push(block(BlockKind::Heading(Heading {
                level,
                id: element.get("id").map(str::to_owned),
                title: trimmed(into_inlines(pieces)),
            })));
        }
        "p" => made.extend(into_blocks(pieces, at).into_iter().map(Piece::Block)),
        "blockquote" => made.push(block(BlockKind::Quote(into_blocks(pieces, at)))),
        "ul" | "ol" | "menu" => {
            let start = element.get("start").and_then(|start| start.parse().ok());
            let is_ordered = element.name == "ol";
            made.push(block(BlockKind::List(List {
                marks: match is_ordered {
                    true => Marks::Numbers(start.unwrap_or(1)),
                    false => Marks::Bullets,
                },
                tight: true,
                items: items(pieces),
            })));
        }
        "li" => made.push(Piece::Part(Part::Item(Item {
            at: at.clone(),
            task: None,
            body: with_anchor(&element, into_blocks(pieces, at), at),
        }))),
        "dl" => made.push(block(BlockKind::Definitions(definitions(pieces)))),
        "dt" => made.push(Piece::Part(Part::Term {
            id: element.get("id").map(str::to_owned),
            term: trimmed(into_inlines(pieces)),
        })),
        "dd" => made.push(Piece::Part(Part::Meaning(into_blocks(pieces, at)))),
        "table" => {
            let caption = pieces.iter().find_map(|piece| match piece {
                Piece::Part(Part::Caption(caption)) => Some(caption.clone()),
                _ => None,
            });
            let table = block(BlockKind::Table(table(Vec::new(), pieces)));
            made.push(match (caption, table) {
                (Some(caption), Piece::Block(table)) => block(BlockKind::Figure {
                    body: vec![table],
                    caption,
                }),
                (_, table) => table,
            });
        }
        "thead" => made.extend(pieces.into_iter().map(|piece| match piece {
            Piece::Part(Part::Row { cells, .. }) => Piece::Part(Part::Row { cells, head: true }),
            other => other,
        })),
        "tr" => made.extend(row(pieces, false)),
        "td" | "th" => made.push(Piece::Part(Part::Cell {
            body: with_anchor(&element, into_blocks(pieces, at), at),
            head: element.name == "th",
        })),
        "figcaption" | "caption" => {
            made.push(Piece::Part(Part::Caption(trimmed(into_inlines(pieces)))));
        }
        "figure" => made.push(block(figure(pieces, at))),
        "summary" => made.push(Piece::Part(Part::Summary(trimmed(into_inlines(pieces))))),
        "details" => made.push(block(details(pieces, at))),
        "div" | "section" | "article" | "aside" | "header" | "footer" | "main" | "center" => {
            let body = into_blocks(pieces, at);
            made.push(block(match element.has_class("warning") {
                true => BlockKind::Callout {
                    kind: Callout::Warning,
                    body,
                },
                false => BlockKind::Group(body),
            }));
        }
        "math" => {
            losses.push(Loss {
                at: at.clone(),
                message: "formulas in MathML are printed as their text".to_owned(),
            });
            made.extend(pieces);
        }
        _ => made.extend(pieces),
    }
    made
}

fn with_anchor(element: &Element, mut body: Vec<Block>, at: &Range<usize>) -> Vec<Block> {
    if let Some(Piece::Inline(Inline::Anchor(id))) = element.anchor() {
        let kind = BlockKind::Anchor(id);
        let at = at.clone();
        body.insert(0, Block { at, kind });
    }
    body
}

fn figure(mut pieces: Vec<Piece>, at: &Range<usize>) -> BlockKind {
    let mut caption = Vec::new();
    pieces.retain_mut(|piece| match piece {
        Piece::Part(Part::Caption(own)) => {
            caption.append(own);
            false
        }
        _ => true,
    });
    BlockKind::Figure {
        body: into_blocks(pieces, at),
        caption,
    }
}

fn details(mut pieces: Vec<Piece>, at: &Range<usize>) -> BlockKind {
    let mut summary = Vec::new();
    pieces.retain_mut(|piece| match piece {
        Piece::Part(Part::Summary(own)) => {
            summary.append(own);
            false
        }
        _ => true,
    });
    BlockKind::Details {
        summary,
        body: into_blocks(pieces, at),
    }
}

/// What an element without content means; `None` if it has content.
pub(super) fn void(element: &Element, at: &Range<usize>) -> Option<Vec<Piece>> {
    let made = match element.name.as_str() {
        "br" => Piece::Inline(Inline::Break),
        "wbr" => Piece::Inline(Inline::Text("\u{200b}".to_owned())),
        "hr" => Piece::Block(Block {
            at: at.clone(),
            kind: BlockKind::Rule,
        }),
        "img" => Piece::Inline(Inline::Image(Image {
            at: at.clone(),
            source: ImageSource::Link(element.get("src").unwrap_or_default().to_owned()),
            alt: element.get("alt").map(|alt| alt.trim().to_owned()),
            width: width(element),
        })),
        "input" | "col" | "source" | "track" | "meta" | "link" | "base" | "area" | "param" => {
            return Some(element.anchor().into_iter().collect());
        }
        _ => return None,
    };
    let mut pieces: Vec<_> = element.anchor().into_iter().collect();
    pieces.push(made);
    Some(pieces)
}

/// A picture that is written into the page itself.
pub(super) fn svg(element: &Element, svg: &str, at: Range<usize>) -> Inline {
    let label = element.get("aria-label").map(str::to_owned);
    let is_hidden = element.get("aria-hidden") == Some("true");
    let titled = || {
        let (_, rest) = svg.split_once("<title")?;
        let (_, rest) = rest.split_once('>')?;
        rest.split_once("</title>")
            .map(|(title, _)| title.to_owned())
    };
    // A browser takes the namespace for granted.
    let text = if svg.contains("xmlns") {
        svg.to_owned()
    } else {
        svg.replacen("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"", 1)
    };
    Inline::Image(Image {
        at,
        source: ImageSource::Svg(text),
        alt: if is_hidden {
            Some(String::new())
        } else {
            label.or_else(titled)
        },
        width: width(element),
    })
}

/// Whether an element and its content are passed over.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "iframe"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "svg"
    )
}

/// What is lost with it.
pub(super) fn skipped(element: &Element) -> String {
    let source = element.get("src").or_else(|| element.get("data"));
    match source {
        Some(source) => format!("paper cannot show the `<{}>` of `{source}`", element.name),
        None => format!("paper cannot show a `<{}>`", element.name),
    }
}

/// The elements that end where this one starts: HTML lets their end tags be left out.
pub(super) fn ended_by(name: &str) -> &'static [&'static str] {
    match name {
        "li" => &["p", "li"],
        "dt" | "dd" => &["p", "dt", "dd"],
        "td" | "th" => &["p", "td", "th"],
        "tr" => &["p", "td", "th", "tr"],
        "thead" | "tbody" | "tfoot" => &["td", "th", "tr", "thead", "tbody"],
        "p" | "div" | "ul" | "ol" | "table" | "pre" | "blockquote" | "figure" | "section"
        | "details" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "dl" => &["p"],
        _ => &[],
    }
}

/// `width="300"`, `width="50%"`, `style="width: 50%"`.
fn width(element: &Element) -> Option<Width> {
    let of_style = || {
        let mut rules = element.get("style")?.split(';');
        rules.find_map(|rule| {
            let (name, value) = rule.split_once(':')?;
            (name.trim() == "width").then(|| value.trim())
        })
    };
    let value = of_style().or_else(|| element.get("width"))?;
    let number = |digits: &str| digits.trim().parse::<f64>().ok().filter(|n| *n >= 1.0);
    match value.strip_suffix('%') {
        Some(percent) => number(percent).map(|n| Width::Percent(n.min(100.0) as u32)),
        None => number(value.trim_end_matches("px")).map(|n| Width::Pixels(n.min(10_000.0) as u32)),
    }
}

/// HTML without its comments.
pub(super) fn without_comments(html: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, after)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}
