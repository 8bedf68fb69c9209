//! The tags, entities and texts of HTML.
//!
//! [`tokens`] is the entry point. Invariant: what is no tag is text; nothing is left out but
//! comments and declarations.

use crate::markdown::escape::begins_entity;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text without entities.
    Text(&'h str),
    /// An entity, from `&` to `;`.
    Entity(&'h str),
    /// An opening tag, or one that needs no closing.
    Open {
        /// Its name in lower case.
        name: String,
        /// What stands after it.
        attributes: &'h str,
    },
    /// A closing tag.
    Close {
        /// Its name in lower case.
        name: String,
    },
}

/// The pieces of `html`, in order.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (token, after) = next(rest)?;
            rest = after;
            if token.is_some() {
                return token;
            }
        }
    })
}

/// The first piece and what follows; a comment is no piece.
fn next(html: &str) -> Option<(Option<Token<'_>>, &str)> {
    let first = html.chars().next()?;
    if let Some(comment) = html.strip_prefix("<!--") {
        return Some((None, after(comment, "-->")));
    }
    let tag = if first == '<' { tag(html) } else { None };
    if let Some((token, rest)) = tag {
        return Some((token, rest));
    }
    if first == '&' && html.get(1..).is_some_and(begins_entity) {
        let end = html.find(';').map_or(html.len(), |at| at + 1);
        let (entity, rest) = html.split_at(end);
        return Some((Some(Token::Entity(entity)), rest));
    }
    let mut letters = html.char_indices().skip(1);
    let end = letters.find(|(_, letter)| "<&".contains(*letter));
    let (text, rest) = html.split_at(end.map_or(html.len(), |(at, _)| at));
    Some((Some(Token::Text(text)), rest))
}

fn tag(html: &str) -> Option<(Option<Token<'_>>, &str)> {
    let inside = html.strip_prefix('<')?;
    if inside.starts_with(['!', '?']) {
        return Some((None, after(inside, ">")));
    }
    let closing = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let letter = |c: char| c.is_ascii_alphanumeric() || c == ':' || c == '-';
    let length = inside.find(|c| !letter(c))?;
    let (name, attributes) = inside.split_at(length);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !attributes.starts_with([' ', '\t', '\n', '\r', '/', '>'])
    {
        return None;
    }
    let end = end_of_tag(attributes)?;
    let name = name.to_ascii_lowercase();
    let rest = attributes.get(end + 1..).unwrap_or("");
    let attributes = attributes.get(..end).unwrap_or("");
    let token = match closing {
        true => Token::Close { name },
        false => Token::Open { name, attributes },
    };
    Some((Some(token), rest))
}

/// The letters of the longest tag; a longer one is text, so that many costs linear time.
const MAX_TAG: usize = 10_000;

/// The place of the `>` that is not in quotes.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    let mut letters = attributes.char_indices().take(MAX_TAG);
    letters
        .find(|(_, letter)| match (quote, letter) {
            (None, '>') => true,
            (None, '"' | '\'') => {
                quote = Some(*letter);
                false
            }
            (Some(open), letter) if open == *letter => {
                quote = None;
                false
            }
            _ => false,
        })
        .map(|(at, _)| at)
}

fn after<'h>(html: &'h str, end: &str) -> &'h str {
    html.split_once(end).map_or("", |(_, rest)| rest)
}

/// The value of an attribute, with the commonest entities undone.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let at = from + lower.get(from..)?.find(name)?;
        from = at + name.len();
        let before = lower.get(..at)?.chars().next_back();
        let value = attributes.get(from..)?.trim_start();
        if before.is_none_or(|c| c.is_whitespace() || c == '"' || c == '\'')
            && let Some(value) = value.strip_prefix('=')
        {
            return Some(plain(unquoted(value.trim_start())));
        }
    }
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            return value.split(quote).next().unwrap_or(value);
        }
    }
    value.split([' ', '\n', '\t', '/']).next().unwrap_or(value)
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        match token {
            Token::Text(text) => out.push_str(text),
            Token::Entity(entity) => out.push_str(&letter(entity).unwrap_or(entity.to_owned())),
            Token::Open { .. } | Token::Close { .. } => {}
        }
    }
    out
}

/// The letter that an entity stands for, as far as no table is needed for it.
pub(super) fn letter(entity: &str) -> Option<String> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => u32::from(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            _ => return None,
        }),
    };
    char::from_u32(code)
        .filter(|c| !c.is_control() || *c == '\n')
        .map(String::from)
}
