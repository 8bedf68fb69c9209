//! Names of icons in labels (`fa:fa-lock Locked`). A book carries no icon font, so a name is left
//! out; one that stands alone becomes a word. Entry point: [`without`].
//!
//! Invariant: a label that is not empty does not become empty.

use std::borrow::Cow;

/// The label without names of icons.
pub(crate) fn without(label: &str) -> Cow<'_, str> {
    if !label.contains(":fa-") {
        return Cow::Borrowed(label);
    }
    let words = label.split(' ');
    let kept: Vec<&str> = words
        .clone()
        .filter(|word| name_of(word).is_none())
        .collect();
    match kept.iter().any(|word| !word.trim().is_empty()) {
        true => Cow::Owned(kept.join(" ")),
        false => {
            let named: Vec<&str> = words.filter_map(name_of).collect();
            Cow::Owned(named.join(" "))
        }
    }
}

/// `spinner` of `fa:fa-spinner`.
fn name_of(word: &str) -> Option<&str> {
    let (set, name) = word.trim().split_once(":fa-")?;
    let known = matches!(set, "fa" | "fab" | "fak" | "fal" | "far" | "fas");
    (known && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_go_and_words_stay() {
        assert_eq!(without("fa:fa-ban forbidden"), "forbidden");
        assert_eq!(without("A fa:fa-camera-retro perhaps?"), "A perhaps?");
        assert_eq!(without("fa:fa-spinner"), "spinner");
        assert_eq!(without("alfa:fa-x is text"), "alfa:fa-x is text");
        assert_eq!(without("fa:fa-"), "fa:fa-", "names no icon");
    }
}
