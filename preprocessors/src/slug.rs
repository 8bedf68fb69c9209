//! Heading ids, equal to mdBook's, so that links into an existing book keep working.
//!
//! [`Slugs`] is the entry point. Invariant: no two generated ids of a page are equal. As in
//! mdBook, an id that the author wrote is taken as it is and not reserved.

use std::collections::{HashMap, HashSet};

/// Gives out the ids of one page.
#[derive(Debug, Default)]
pub struct Slugs {
    used: HashSet<String>,
    /// The number to try next for an id that is taken; all lower ones are taken too.
    next: HashMap<String, usize>,
}

impl Slugs {
    /// The id of a heading with this text.
    pub fn id_for(&mut self, text: &str) -> String {
        let id = id_from_text(text);
        if self.used.insert(id.clone()) {
            return id;
        }
        let next = self.next.entry(id.clone()).or_insert(1);
        loop {
            let candidate = format!("{id}-{next}");
            *next += 1;
            if self.used.insert(candidate.clone()) {
                return candidate;
            }
        }
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

    #[test]
    fn many_equal_headings_take_linear_time() {
        let mut slugs = Slugs::default();
        let start = std::time::Instant::now();
        let last = (0..100_000).map(|_| slugs.id_for("Summary")).last();
        assert_eq!(last.as_deref(), Some("summary-99999"));
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
