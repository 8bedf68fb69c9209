//! Gives ids to task-list items that have none: the work of `coursebook ids --write`.
//!
//! Invariant: an id that was given is never changed; a new one is made from the item's words and
//! taken by nobody else.

use super::items;
use crate::frontmatter::ascii_words;
use std::collections::BTreeSet;

/// The text with an id comment at the end of each item that lacked one, and the ids given.
/// `taken` holds all ids of the book and gets the new ones.
pub fn with_missing_ids(
    text: &str,
    prefix: &str,
    taken: &mut BTreeSet<String>,
) -> (String, Vec<String>) {
    let (mut result, mut given, mut done) = (String::with_capacity(text.len()), Vec::new(), 0);
    for item in items(text).into_iter().filter(|item| item.id.is_none()) {
        let id = unused(&slug(prefix, &text[item.label.clone()]), taken);
        result.push_str(&text[done..item.label.end]);
        result.push_str(&format!(" <!-- id: {id} -->"));
        done = item.label.end;
        given.push(id);
    }
    result.push_str(&text[done..]);
    (result, given)
}

/// The longest id before a number is added: [`is_id`](crate::frontmatter::is_id) allows 60.
const LONGEST: usize = 48;

/// The longest prefix, which leaves room for words of the item.
const LONGEST_PREFIX: usize = 40;

/// A readable id: the prefix and the first words of the text. Characters of the prefix that no id
/// may have are left out.
fn slug(prefix: &str, text: &str) -> String {
    let prefix: String = prefix
        .chars()
        .filter(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')
        .take(LONGEST_PREFIX)
        .collect();
    let mut slug = prefix.trim_matches('-').to_owned();
    for word in ascii_words(text) {
        if slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    if slug.len() < 2 {
        "item".to_owned()
    } else {
        slug
    }
}

fn unused(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = id.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("{id}-{number}");
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_missing_ids_are_added_and_none_twice() {
        let text = "- [ ] Do *it*\n- [ ] Do it <!-- id: mine -->\n- [ ] Do it\n";
        let mut taken = BTreeSet::from(["mine".to_owned()]);
        let (written, given) = with_missing_ids(text, "p1", &mut taken);
        assert_eq!(given, ["p1-do-it", "p1-do-it-2"]);
        assert_eq!(
            written,
            "- [ ] Do *it* <!-- id: p1-do-it -->\n- [ ] Do it <!-- id: mine -->\n- [ ] Do it <!-- id: p1-do-it-2 -->\n"
        );
        assert_eq!(
            with_missing_ids(&written, "p1", &mut taken),
            (written.clone(), vec![])
        );
    }

    #[test]
    fn an_id_given_is_always_one_that_is_accepted() {
        let items = "- [ ] Do it\n".repeat(12) + "- [ ] 做\n- [ ] " + &"x".repeat(70) + "\n";
        for prefix in ["", "导言", "-", "A_b", &"long-".repeat(30)] {
            let (_, given) = with_missing_ids(&items, prefix, &mut BTreeSet::new());
            assert_eq!(given.len(), 14);
            let bad: Vec<_> = given
                .iter()
                .filter(|id| !crate::frontmatter::is_id(id))
                .collect();
            assert!(bad.is_empty(), "{prefix}: {bad:?}");
        }
    }
}
