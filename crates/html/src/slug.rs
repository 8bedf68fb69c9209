//! Heading ids, equal to mdBook's, so that links into an existing book keep working.
//!
//! [`Slugs`] is the entry point. Invariant: no two generated ids of a page are equal. As in
//! mdBook, an id that the author wrote is taken as it is and not reserved.

use std::collections::HashSet;

/// Gives out the ids of one page.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    used: HashSet<String>,
}

impl Slugs {
    /// The id of a heading with this text.
    pub(crate) fn id_for(&mut self, text: &str) -> String {
        let id = id_from_text(text);
        let mut candidate = id.clone();
        let mut number = 1;
        while !self.used.insert(candidate.clone()) {
            candidate = format!("{id}-{number}");
            number += 1;
        }
        candidate
    }
}

/// Lower case; letters, digits, `_` and `-` stay, white space becomes `-`, all else goes.
fn id_from_text(text: &str) -> String {
    let keep = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    text.trim()
        .to_lowercase()
        .chars()
        .filter_map(keep)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn ids_are_unique_and_readable() {
        let mut slugs = Slugs::default();
        let ids: Vec<_> = ["Why it’s hard?", "a", "A", "a-1", "Über uns"]
            .iter()
            .map(|text| slugs.id_for(text))
            .collect();
        assert_eq!(ids, ["why-its-hard", "a", "a-1", "a-1-1", "über-uns"]);
    }
}
