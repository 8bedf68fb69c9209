//! Gives ids to task-list items that have none: the work of `coursebook ids --write`.
//!
//! Invariant: an id that was given is never changed; a new one is made from the item's words and
//! taken by nobody else.

use super::items;
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

/// A readable id: the prefix and the first words of the text, at most 48 characters.
fn slug(prefix: &str, text: &str) -> String {
    let mut slug = prefix.to_owned();
    for word in text
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if slug.len() + 1 + word.len() > 48 {
            break;
        }
        slug.push('-');
        slug.push_str(word);
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
}
