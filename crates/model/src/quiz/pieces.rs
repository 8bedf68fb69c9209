//! The pieces of a text between separators.
//!
//! [`Pieces`] is the entry point; [`words`] are the pieces between blanks. Invariant: it takes no
//! memory and copies nothing.
//!
//! What is called from many places is not inlined: it would be in the browser's download as often.

/// The pieces of a text between separators. The standard library's `split` does the same with
/// twice the code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces<'a> {
    rest: Option<&'a str>,
    separator: char,
}

impl<'a> Pieces<'a> {
    /// The pieces of `text`; at least one.
    pub(super) fn of(text: &'a str, separator: char) -> Pieces<'a> {
        Pieces {
            rest: Some(text),
            separator,
        }
    }

    /// The next piece; nothing where there is none.
    #[inline(never)]
    pub(super) fn part(&mut self) -> &'a str {
        self.next().unwrap_or("")
    }

    /// What has not been taken yet, separators included.
    pub(super) fn rest(self) -> &'a str {
        self.rest.unwrap_or("")
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let mut letters = text.chars();
        self.rest = loop {
            match letters.next() {
                None => break None,
                Some(letter) if letter == self.separator => break Some(letters.as_str()),
                Some(_) => {}
            }
        };
        let after = self
            .rest
            .map_or(0, |rest| rest.len() + self.separator.len_utf8());
        text.get(..text.len() - after)
    }
}

/// The words of a response.
pub(super) fn words(response: &str) -> impl Iterator<Item = &str> {
    Pieces::of(response, ' ').filter(|word| !word.is_empty())
}

/// Whether a response has a word.
#[inline(never)]
pub(super) fn has_word(response: &str, wanted: &str) -> bool {
    words(response).any(|word| word == wanted)
}
