//! Refuses pikchr texts that would take long to evaluate: macros that multiply, and brackets whose
//! parsing takes twice as long for each level; and texts with words that mean nothing. Entry point:
//! [`check`].
//!
//! Invariant: what passes is evaluated in a time that its length bounds.

use super::vocabulary;
use crate::DiagramError;
use std::collections::HashMap;

/// Deepest nesting of round brackets: the parser tries each level twice.
const MAX_ROUND: usize = 6;
/// The same, with macros expanded and the arguments of their calls put in.
const MAX_EXPANDED: usize = 12;
/// Deepest nesting of blocks.
const MAX_BLOCKS: usize = 12;
/// How many words the text may be with all macros expanded.
const MAX_WORDS: usize = 20_000;

/// Looks at a text before it is evaluated.
pub(super) fn check(source: &str) -> Result<(), DiagramError> {
    let words = words(source);
    check_depth(source, &words)?;
    let macros = macros(&words);
    if let Some(word) = passed_macro(&words, &macros) {
        let message = format!("the macro `{}` is passed to a macro", word.text);
        let help = "Write out what it stands for.".to_owned();
        return Err(DiagramError::at(source, word.at, message, Some(help)));
    }
    if let Some(word) = unclear_argument(&words) {
        let message = format!(
            "`{}` joins a macro's argument with other letters",
            word.text
        );
        let help = "Put a blank between them; a text is passed with its quotes.".to_owned();
        return Err(DiagramError::at(source, word.at, message, Some(help)));
    }
    if let Some(word) = vocabulary::unknown(&words) {
        let message = format!(
            "`{}` is no word of pikchr, and nothing has this name",
            word.text
        );
        let help = "Look for a misspelling; texts stand in double quotes.".to_owned();
        return Err(DiagramError::at(source, word.at, message, Some(help)));
    }
    let total = words.len() + cost(&words, &macros, 0);
    if total > MAX_WORDS {
        let message = format!("with its macros the figure has more than {MAX_WORDS} words");
        let help = "Use fewer macros within macros.";
        return Err(DiagramError::whole(source, message, help));
    }
    // Only after the count, which bounds how much there is to look at.
    if expanded_depth(&words, &macros, 0) > MAX_EXPANDED {
        let message = "with its macros the figure nests brackets too deeply";
        let help = "Give the inner value a name: `$x = 1 + 2`.";
        return Err(DiagramError::whole(source, message.to_owned(), help));
    }
    Ok(())
}

/// A word, a number, a string or a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// Cuts a text into words; comments are left out.
fn words(source: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let length = token_length(rest);
        let text = rest.get(..length).unwrap_or(rest);
        if !text.trim().is_empty() && !is_comment(text) {
            words.push(Word { text, at });
        }
        at += length.max(1);
    }
    words
}

fn is_comment(text: &str) -> bool {
    let is_colour = || colour_length(text) > 1;
    text.starts_with("//") || text.starts_with("/*") || text.starts_with('#') && !is_colour()
}

/// The length of `#` with the hexadecimal digits after it; without any it begins a comment.
fn colour_length(text: &str) -> usize {
    let digits = text.bytes().skip(1);
    1 + digits.take_while(u8::is_ascii_hexdigit).count()
}

fn token_length(rest: &str) -> usize {
    let line = || rest.find('\n').unwrap_or(rest.len());
    let until = |stop: fn(char) -> bool| rest.find(stop).unwrap_or(rest.len());
    match rest.chars().next() {
        Some('#') if !is_comment(rest) => colour_length(rest),
        Some('#') => line(),
        Some('/') if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
        Some('/') if rest.starts_with("//") => line(),
        Some('"') => string_length(rest),
        Some(c) if c.is_whitespace() => until(|c| !c.is_whitespace()),
        Some(c) if is_letter(c) => until(|c| !is_letter(c)),
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || "_$@.".contains(c)
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

fn check_depth(source: &str, words: &[Word<'_>]) -> Result<(), DiagramError> {
    let (mut round, mut blocks) = (0_usize, 0_usize);
    for word in words {
        match word.text {
            "(" => round += 1,
            ")" => round = round.saturating_sub(1),
            "[" | "{" => blocks += 1,
            "]" | "}" => blocks = blocks.saturating_sub(1),
            _ => {}
        }
        if round > MAX_ROUND || blocks > MAX_BLOCKS {
            let message = "brackets are nested too deeply";
            let help = "Give the inner value a name: `$x = 1 + 2`.".to_owned();
            return Err(DiagramError::at(source, word.at, message, Some(help)));
        }
    }
    Ok(())
}

type Macros<'a> = HashMap<&'a str, &'a [Word<'a>]>;

/// The bodies of all macros. Of two with one name the longer one counts.
fn macros<'a>(words: &'a [Word<'a>]) -> Macros<'a> {
    let mut macros = Macros::new();
    for (name, body) in definitions(words) {
        let known = macros.entry(name).or_insert(body);
        if known.len() < body.len() {
            *known = body;
        }
    }
    macros
}

/// The names and bodies of macros.
fn definitions<'a>(words: &'a [Word<'a>]) -> impl Iterator<Item = (&'a str, &'a [Word<'a>])> {
    let windows = words.windows(3).enumerate();
    windows.filter_map(|(index, window)| {
        let body = words.get(index + 3..)?;
        let defines = window[0].text == "define" && window[2].text == "{";
        defines.then(|| {
            (
                window[1].text,
                body.get(..body_length(body)).unwrap_or(body),
            )
        })
    })
}

/// A word or string that the evaluator makes of a macro's argument and other letters, so that it
/// cannot be told what it will be.
fn unclear_argument<'a>(words: &'a [Word<'a>]) -> Option<Word<'a>> {
    let bodies = definitions(words).flat_map(|(_, body)| body);
    let is_unclear = |word: &&Word<'_>| {
        let text = word.text;
        // After a dot comes a place of an object: `$1.n`.
        let head = match text.starts_with('"') {
            true => text,
            false => text.split('.').next().unwrap_or(text),
        };
        let digit =
            |(at, _): (usize, _)| head.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit);
        head.len() > 2 && head.match_indices('$').any(digit)
    };
    bodies.into_iter().find(is_unclear).copied()
}

fn body_length(words: &[Word<'_>]) -> usize {
    let mut depth = 1_usize;
    let ends = |word: &Word<'_>| {
        match word.text {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        depth == 0
    };
    words.iter().position(ends).unwrap_or(words.len())
}

/// A macro's name among the arguments of a call: how often it is expanded cannot be told.
fn passed_macro<'a>(words: &'a [Word<'a>], macros: &Macros<'_>) -> Option<Word<'a>> {
    let is_macro = |word: &Word<'_>| macros.contains_key(word.text);
    words.iter().enumerate().find_map(|(index, word)| {
        let called = is_macro(word) && words.get(index + 1)?.text == "(";
        let arguments = words
            .get(index + 2..)?
            .iter()
            .take_while(|word| word.text != ")");
        let mut arguments = arguments.filter(|_| called);
        arguments.find(|word| is_macro(word)).copied()
    })
}

/// How deep round brackets are at most, if each macro's text stands in the innermost of those
/// around it.
fn expanded_depth(words: &[Word<'_>], macros: &Macros<'_>, level: usize) -> usize {
    if level > DEEPEST {
        return 0;
    }
    let (mut round, mut own) = (0_usize, 0_usize);
    for word in words {
        match word.text {
            "(" => round += 1,
            ")" => round = round.saturating_sub(1),
            _ => {}
        }
        own = own.max(round);
    }
    let bodies = words.iter().filter_map(|word| macros.get(word.text));
    let inner = bodies.map(|body| expanded_depth(body, macros, level + 1));
    own + inner.max().unwrap_or(0)
}

/// The evaluator expands macros within macros no deeper.
const DEEPEST: usize = 10;

/// How many words come in for the macros among these words.
fn cost(words: &[Word<'_>], macros: &Macros<'_>, depth: usize) -> usize {
    if depth > DEEPEST {
        return 0;
    }
    let mut total = 0_usize;
    for body in words.iter().filter_map(|word| macros.get(word.text)) {
        total = total.saturating_add(body.len() + cost(body, macros, depth + 1));
        if total > MAX_WORDS {
            break;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_figures_pass() {
        let figure = "define field { box $1 fit width $2 } # (((((((((\nfield(\"a ((((((((\",1in); field(\"b\", (1+2)*3)";
        assert!(check(figure).is_ok());
    }

    #[test]
    fn macros_that_multiply_are_refused() {
        let mut bomb = String::from("define a0 { box; box; box; box }\n");
        for level in 1..9 {
            let call = format!("a{}; ", level - 1).repeat(8);
            bomb += &format!("define a{level} {{ {call} }}\n");
        }
        bomb += "a8\n";
        assert!(check(&bomb).unwrap_err().message.contains("words"));
        assert!(check("define a { a a a a a a a a }\na").is_err());
        assert!(check("define a { a a a a a a a a } /* a */\na").is_err());
        assert!(check("define /**/ a { a a a a a a a a }\na").is_err());
        let passed = "define a { $1 $1 }\ndefine b { box }\na(b)";
        assert_eq!(check(passed).unwrap_err().line, 3);
    }

    #[test]
    fn what_arguments_will_be_can_be_told() {
        for unclear in ["$1c($1)", "x$2", "box \"$1\""] {
            let source = format!("define a {{ {unclear} }}\na(b)");
            let message = check(&source).unwrap_err().message;
            assert!(message.contains("joins"), "{unclear}: {message}");
        }
        assert!(check("define a { box $1 at $2.n }\na(\"costs $5\", last box)").is_ok());
    }

    #[test]
    fn brackets_count_behind_colours_and_through_macros() {
        let deep = "(".repeat(7);
        assert!(check(&format!("box fill #fff; x = {deep}1")).is_err());
        assert!(check("box fill #fff # ((((((((").is_ok());
        assert!(check("box /* (((((((( */").is_ok());
        let mut chain = String::from("define q0 { box wid $1 }\n");
        for level in 1..5 {
            chain += &format!("define q{level} {{ q{}(((((($1)))))) }}\n", level - 1);
        }
        let message = check(&(chain + "q4(1)\n")).unwrap_err().message;
        assert!(message.contains("nests"), "{message}");
    }

    #[test]
    fn deep_brackets_are_refused() {
        let deep = format!("x = {}1{}", "(".repeat(7), ")".repeat(7));
        assert_eq!(check(&deep).unwrap_err().column, 11);
        assert!(check(&"[".repeat(13)).is_err());
        assert!(check("\"unclosed (((((((((((").is_ok());
    }
}
