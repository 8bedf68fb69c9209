//! Cuts a text into the words under which it is found: [`each_word`].
//!
//! Words are without case and accents. `read_to_string` and `HashMap` are found whole and by their
//! parts, `cache-aside` whole and by its words, and text in scripts without blanks by each two
//! neighbouring characters. Invariant: `theme/js/search/words.js` cuts in the same way; the test
//! `search_finds` of the browser tests fails where they part.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is no word that anybody types: a hash, or encoded bytes.
const LONGEST: usize = 40;
/// Of how many words a word with hyphens may be.
const MOST_JOINED: usize = 5;

/// Gives each word of the text to `take`.
pub(super) fn each_word(text: &str, take: &mut impl FnMut(&str)) {
    let text = without_accents(text);
    let mut buffer = String::new();
    // The words that hyphens join: how many, and from where to where.
    let (mut joined, mut from, mut to) = (0, 0, 0);
    for (start, end) in tokens(&text) {
        let is_joined = joined > 0 && matches!(&text[to..start], "-" | "+");
        if is_joined {
            joined += 1;
        } else {
            if (2..=MOST_JOINED).contains(&joined) {
                give(&text[from..to], &mut buffer, take);
            }
            (joined, from) = (1, start);
        }
        to = end;
        token(&text[start..end], &mut buffer, take);
    }
    if (2..=MOST_JOINED).contains(&joined) {
        give(&text[from..to], &mut buffer, take);
    }
}

/// The text in Unicode's decomposed form, without the marks.
fn without_accents(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    Cow::Owned(letters.collect())
}

/// Runs of letters, digits and underscores; an apostrophe between them belongs to the word.
fn tokens(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, letter)| is_word(*letter))?;
        let mut end = start + first.len_utf8();
        while let Some(&(at, letter)) = letters.peek() {
            let after = || text[at + letter.len_utf8()..].chars().next();
            let goes_on = is_word(letter)
                || (matches!(letter, '\'' | '’') && at == end && after().is_some_and(is_word));
            if !goes_on {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        Some((start, end))
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// A token, whole and in its parts.
fn token(token: &str, buffer: &mut String, take: &mut impl FnMut(&str)) {
    if !token.is_ascii() && token.chars().any(is_unspaced) {
        return unspaced(token, buffer, take);
    }
    give(token, buffer, take);
    // A single part is the token itself, unless underscores stood around it.
    for (start, end) in parts(token) {
        if (start, end) != (0, token.len()) && end - start > 1 {
            give(&token[start..end], buffer, take);
        }
    }
}

/// Where the words of `read_to_string` and `HashMap` are.
fn parts(token: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = token.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, letter)| *letter != '_')?;
        let mut end = start + first.len_utf8();
        let mut last = first;
        while let Some(&(at, letter)) = letters.peek() {
            if letter == '_' || (last.is_lowercase() && letter.is_uppercase()) {
                break;
            }
            end = at + letter.len_utf8();
            last = letter;
            letters.next();
        }
        Some((start, end))
    })
}

/// Each two neighbours of a run without blanks, and what stands between such runs as words.
fn unspaced(token: &str, buffer: &mut String, take: &mut impl FnMut(&str)) {
    let letters: Vec<char> = token.chars().collect();
    for run in letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
        let pairs: Vec<&[char]> = match run {
            [first, ..] if !is_unspaced(*first) => vec![run],
            [_] => vec![run],
            _ => run.windows(2).collect(),
        };
        for pair in pairs {
            give(&pair.iter().collect::<String>(), buffer, take);
        }
    }
}

/// Chinese, Japanese and Thai, which have no blanks between words.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{e7f}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Hands a word over, in small letters and without apostrophes.
fn give(word: &str, buffer: &mut String, take: &mut impl FnMut(&str)) {
    if word.len() > 4 * LONGEST {
        return;
    }
    buffer.clear();
    if word.is_ascii() {
        let letters = word.bytes().filter(|letter| *letter != b'\'');
        buffer.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
    } else {
        let letters = word.chars().filter(|letter| !matches!(letter, '\'' | '’'));
        buffer.extend(letters.flat_map(char::to_lowercase));
    }
    if buffer.chars().count() <= LONGEST {
        take(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_are_small_and_bare() {
        assert_eq!(
            words("Don’t stop: it's a Café!"),
            ["dont", "stop", "its", "a", "cafe"]
        );
        assert_eq!(words("'quoted' 422"), ["quoted", "422"]);
        assert_eq!(words(" -- +"), [""; 0]);
    }

    #[test]
    fn code_is_found_whole_and_by_its_parts() {
        assert_eq!(
            words("fs::read_to_string"),
            ["fs", "read_to_string", "read", "to", "string"]
        );
        assert_eq!(words("HashMap<K>"), ["hashmap", "hash", "map", "k"]);
        assert_eq!(words("__init__"), ["__init__", "init"]);
        assert_eq!(words("HTTP2"), ["http2"]);
    }

    #[test]
    fn joined_words_are_found_whole_and_alone() {
        assert_eq!(
            words("cache-aside, n+1"),
            ["cache", "aside", "cache-aside", "n", "1", "n+1"]
        );
        assert_eq!(words("a - b --c"), ["a", "b", "c"]);
        assert_eq!(words("a-b-c-d-e-f").len(), 6);
    }

    #[test]
    fn text_without_blanks_is_found_by_its_pairs() {
        assert_eq!(words("排他制御"), ["排他", "他制", "制御"]);
        assert_eq!(words("語 SQL文"), ["語", "sql", "文"]);
    }

    #[test]
    fn what_nobody_types_is_left_out() {
        assert_eq!(words(&"x".repeat(41)), [""; 0]);
        assert_eq!(words(&"é".repeat(2000)), [""; 0]);
    }
}
