//! The contents list beside the text.
//!
//! [`html`] is the entry point. Invariant: its size is bounded, so that the site grows linearly
//! with the book: of a very long list a page shows the part around itself.

use crate::book::{Entry, EntryKind};
use crate::link::relative;
use coursebook_preprocessors::markdown::escape_html;
use std::path::Path;

/// Up to so many lines every page shows the whole list.
const WHOLE: usize = 250;
/// Of a longer list, a page shows so many lines before and after its own.
const AROUND: usize = 60;

/// The list as seen from `page`, which is line `current` of it. With `whole`, all of it.
pub(crate) fn html(
    contents: &[Entry],
    page: &Path,
    current: Option<usize>,
    numbers: bool,
    whole: bool,
) -> String {
    let mut list = String::from("<ol class=\"nav-list\">");
    let mut depth = 0;
    let mut item_open = false;
    for (index, entry) in contents.iter().enumerate() {
        if !whole && !visible(contents, index, current) {
            continue;
        }
        if entry.depth > depth && item_open {
            list.push_str("<ol>");
            depth += 1;
        } else if item_open {
            list.push_str("</li>");
            while depth > entry.depth {
                list.push_str("</ol></li>");
                depth -= 1;
            }
        }
        push_entry(&mut list, entry, page, Some(index) == current, numbers);
        item_open = true;
    }
    if item_open {
        list.push_str("</li>");
    }
    list.push_str(&"</ol></li>".repeat(depth));
    list.push_str("</ol>");
    list
}

fn visible(contents: &[Entry], index: usize, current: Option<usize>) -> bool {
    if contents.len() <= WHOLE {
        return true;
    }
    let current = current.unwrap_or(0);
    index.abs_diff(current) <= AROUND
}

fn push_entry(list: &mut String, entry: &Entry, page: &Path, is_current: bool, numbers: bool) {
    let title = escape_html(&entry.title);
    match &entry.kind {
        EntryKind::Part => list.push_str(&format!("<li class=\"nav-part\"><span>{title}</span>")),
        EntryKind::Separator => list.push_str("<li class=\"nav-separator\" aria-hidden=\"true\">"),
        EntryKind::Chapter {
            number,
            page: target,
        } => {
            let number = if numbers && !number.is_empty() {
                format!("<span class=\"nav-number\">{number}</span> ")
            } else {
                String::new()
            };
            match target {
                None => list.push_str(&format!(
                    "<li class=\"nav-item nav-draft\"><span>{number}{title}</span>"
                )),
                Some((path, id)) => {
                    let href = escape_html(&relative(page, path));
                    let current = if is_current {
                        " aria-current=\"page\""
                    } else {
                        ""
                    };
                    list.push_str(&format!(
                        "<li class=\"nav-item\"><a href=\"{href}\" data-nav-chapter=\"{id}\"{current}>{number}{title}</a><span class=\"nav-progress\" data-progress-for=\"{id}\"></span>"
                    ));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(depth: usize, name: &str) -> Entry {
        let page = Some((format!("{name}.html").into(), name.to_owned()));
        Entry {
            depth,
            title: name.to_owned(),
            kind: EntryKind::Chapter {
                number: String::new(),
                page,
            },
        }
    }

    #[test]
    fn lists_nest_and_close() {
        let contents = [
            chapter(0, "a"),
            chapter(1, "b"),
            chapter(2, "c"),
            chapter(0, "d"),
            chapter(1, "e"),
        ];
        let html = html(&contents, Path::new("a.html"), Some(0), false, false);
        for tag in ["ol", "li"] {
            assert_eq!(
                html.matches(&format!("<{tag}")).count(),
                html.matches(&format!("</{tag}>")).count(),
                "{html}"
            );
        }
        assert!(html.contains("aria-current=\"page\">a</a>"));
    }

    #[test]
    fn a_long_list_is_cut_around_the_page() {
        let contents: Vec<_> = (0..5000)
            .map(|number| chapter(0, &format!("c{number}")))
            .collect();
        let html = html(&contents, Path::new("c900.html"), Some(900), false, false);
        assert_eq!(html.matches("<li").count(), 2 * AROUND + 1);
    }
}
