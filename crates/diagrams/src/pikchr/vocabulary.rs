//! Finds words that mean nothing: the evaluator takes an unknown word for a macro without a body,
//! and a misspelt name for the last shape. Entry point: [`unknown`].
//!
//! Invariant: a word that the language, a theme or the text itself defines is never reported.

use super::colours::TOKENS;
use super::guard::Word;
use std::collections::HashSet;

const LANGUAGE: &str = "above abs aligned and arc arrow as assert at behind below between big bold \
    bot bottom box c ccw center centre chop circle close color colour cos cw cylinder dashed define \
    diameter diamond dist dot dotted down e east ellipse end error even file fill first fit from go \
    heading height ht in int invis invisible italic last left line ljust max mono monospace move n \
    ne none north nw of off on oval previous prev print r rad radius right rjust s same se sin small \
    solid south spline sqrt start sw t text the then thick thickness thin this to top until up vertex \
    w way west wid width with x y min";

const VARIABLES: &str = "arcrad arrowhead arrowht arrowwid boxht boxrad boxwid charht charwid \
    circlerad cylht cylrad cylwid diamondht diamondwid dotrad ellipseht ellipsewid fileht filerad \
    filewid fontscale layer linerad lineht linewid margin bottommargin topmargin leftmargin \
    rightmargin movewid ovalht ovalwid scale textht textwid";

/// The first word that nothing defines.
pub(super) fn unknown<'a>(words: &[Word<'a>]) -> Option<Word<'a>> {
    let mut known: HashSet<&str> = LANGUAGE
        .split_whitespace()
        .chain(VARIABLES.split_whitespace())
        .chain(TOKENS.iter().map(|(name, _)| *name))
        .collect();
    let macros = after(words, "define");
    known.extend(&macros);
    known.extend(passed(words, &macros));
    known.extend(named(words));
    let is_unknown = |index: usize, word: &Word<'_>| {
        let letter = word
            .text
            .chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_');
        letter && !known.contains(first_part(word.text)) && !is_colour(words, index)
    };
    let mut found = words.iter().enumerate();
    found
        .find(|(index, word)| is_unknown(*index, word))
        .map(|(_, word)| *word)
}

/// `A` of `A.ne.x`.
fn first_part(text: &str) -> &str {
    text.split('.').next().unwrap_or(text)
}

fn text_at<'a>(words: &[Word<'a>], index: usize) -> &'a str {
    words.get(index).map_or("", |word| word.text)
}

/// The words after a word.
fn after<'a>(words: &[Word<'a>], keyword: &str) -> Vec<&'a str> {
    let pairs = words.windows(2).filter(|pair| pair[0].text == keyword);
    pairs.map(|pair| pair[1].text).collect()
}

/// Words between the brackets of calls: a macro may make names of them.
fn passed<'a>(words: &[Word<'a>], macros: &[&str]) -> Vec<&'a str> {
    let calls = words
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| macros.contains(&pair[0].text) && pair[1].text == "(");
    let arguments = calls.flat_map(|(index, _)| {
        let rest = words.get(index + 2..).unwrap_or_default();
        rest.iter().take_while(|word| word.text != ")")
    });
    arguments.map(|word| first_part(word.text)).collect()
}

/// Labels (`A: box`) and variables (`x = 1`, `x += 1`).
fn named<'a>(words: &[Word<'a>]) -> Vec<&'a str> {
    let names = words.iter().enumerate().filter(|(index, _)| {
        let (first, second) = (text_at(words, index + 1), text_at(words, index + 2));
        let changes = matches!(first, "+" | "-" | "*" | "/") && second == "=";
        matches!(first, ":" | "=") || changes
    });
    names.map(|(_, word)| word.text).collect()
}

/// Whether a word stands where a colour is named; the evaluator knows those.
fn is_colour(words: &[Word<'_>], index: usize) -> bool {
    let before = index
        .checked_sub(1)
        .map_or("", |before| text_at(words, before));
    matches!(before, "fill" | "color" | "colour")
}
