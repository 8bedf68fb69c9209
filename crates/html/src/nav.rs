//! The contents list beside the text.
//!
//! [`html`] is the entry point. The parts of the book can be folded, without a script too. Invariant: its size is bounded, so that the site grows linearly
//! with the book: of a very long list a page shows the part around itself.

use crate::book::{Entry, EntryKind, Page};
use crate::link::View;
use coursebook_preprocessors::markdown::escape_html;

/// Up to so many lines every page shows the whole list.
const WHOLE: usize = 250;
/// Of a longer list, a page shows so many lines before and after its own.
const AROUND: usize = 30;

/// The list as seen from `view`, around the lines of `page`; without a page, from its start. Of its
/// parts only that of the page is unfolded; of the others the chapters that are only planned are
/// left out, because every page carries this list.
pub(crate) fn html(
    contents: &[Entry],
    view: View<'_>,
    page: Option<&Page>,
    numbers: bool,
) -> String {
    let current = page.map(|page| page.entry);
    let around = current.unwrap_or(0);
    let shown = if contents.len() <= WHOLE {
        0..contents.len()
    } else {
        around.saturating_sub(AROUND)..contents.len().min(around + AROUND + 1)
    };
    let parents = page.map_or(&[][..], |page| &page.parents);
    let above = parents.iter().copied().filter(|&line| line < shown.start);
    let look = Look {
        view,
        current,
        unfolded: Unfolded::These(parents),
        numbers,
    };
    list(contents, above.chain(shown.clone()), &look)
}

/// The whole list, however long it is, with all parts unfolded.
pub(crate) fn whole(contents: &[Entry], view: View<'_>, numbers: bool) -> String {
    of_all(contents, view, numbers, Unfolded::All)
}

/// The whole list for paper, on which nothing can be folded.
pub(crate) fn printed(contents: &[Entry], view: View<'_>, numbers: bool) -> String {
    of_all(contents, view, numbers, Unfolded::Always)
}

fn of_all(contents: &[Entry], view: View<'_>, numbers: bool, unfolded: Unfolded<'_>) -> String {
    let look = Look {
        view,
        current: None,
        unfolded,
        numbers,
    };
    list(contents, 0..contents.len(), &look)
}

/// How a list is shown.
struct Look<'a> {
    view: View<'a>,
    /// The line of the page itself.
    current: Option<usize>,
    unfolded: Unfolded<'a>,
    numbers: bool,
}

/// Which parts are unfolded.
enum Unfolded<'a> {
    All,
    /// All, and they cannot be folded.
    Always,
    /// Those among these lines.
    These(&'a [usize]),
}

impl Unfolded<'_> {
    fn holds(&self, line: usize) -> bool {
        match self {
            Unfolded::All | Unfolded::Always => true,
            Unfolded::These(lines) => lines.contains(&line),
        }
    }

    /// The start of a part; its chapters follow in the list that this opens.
    fn part(&self, title: &str, is_folded: bool) -> String {
        let title = escape_html(title);
        if matches!(self, Unfolded::Always) {
            return format!("<li class=\"nav-phase\"><p>{title}</p><ol>");
        }
        let open = if is_folded { "" } else { " open" };
        format!(
            "<li class=\"nav-phase\"><details{open}><summary><span>{title}</span> <span class=\"nav-part-progress\" data-part-progress></span></summary><ol>"
        )
    }

    /// The end of a part.
    fn part_end(&self) -> &'static str {
        match self {
            Unfolded::Always => "</ol></li>",
            _ => "</ol></details></li>",
        }
    }
}

fn list(contents: &[Entry], lines: impl Iterator<Item = usize>, look: &Look<'_>) -> String {
    let mut list = String::from("<ol class=\"nav-list\">");
    let (mut open, mut in_part, mut is_folded) = (OpenItems::default(), false, false);
    for index in lines {
        let Some(entry) = contents.get(index) else {
            continue;
        };
        if matches!(entry.kind, EntryKind::Part | EntryKind::Separator) && entry.depth == 0 {
            open.close(&mut list);
            list.push_str(if in_part {
                look.unfolded.part_end()
            } else {
                ""
            });
            in_part = matches!(entry.kind, EntryKind::Part);
        }
        if matches!(entry.kind, EntryKind::Part) && in_part {
            is_folded = !look.unfolded.holds(index);
            list.push_str(&look.unfolded.part(&entry.title, is_folded));
        } else if !(in_part && is_folded && entry.is_planned()) {
            open.make_room(&mut list, entry.depth);
            push_entry(&mut list, entry, Some(index) == look.current, look);
        }
    }
    open.close(&mut list);
    list.push_str(if in_part {
        look.unfolded.part_end()
    } else {
        ""
    });
    list.push_str("</ol>");
    list
}

/// The depths of the items that are open, each in the list of the one before. Depths grow from
/// each to the next, but not always by one: a cut list need not start at the top.
#[derive(Default)]
struct OpenItems(Vec<usize>);

impl OpenItems {
    /// Closes what does not hold an item of this depth, and opens the list that does.
    fn make_room(&mut self, list: &mut String, depth: usize) {
        let mut closed = false;
        while self.0.pop_if(|open| *open >= depth).is_some() {
            list.push_str(if closed { "</ol></li>" } else { "</li>" });
            closed = true;
        }
        if !closed && !self.0.is_empty() {
            list.push_str("<ol>");
        }
        self.0.push(depth);
    }

    /// Closes all that is open.
    fn close(&mut self, list: &mut String) {
        for index in (0..self.0.len()).rev() {
            list.push_str(if index > 0 { "</li></ol>" } else { "</li>" });
        }
        self.0.clear();
    }
}

fn push_entry(list: &mut String, entry: &Entry, is_current: bool, look: &Look<'_>) {
    let title = escape_html(&entry.title);
    match &entry.kind {
        EntryKind::Part => list.push_str(&format!("<li class=\"nav-item\"><span>{title}</span>")),
        EntryKind::Separator => list.push_str("<li class=\"nav-separator\" aria-hidden=\"true\">"),
        EntryKind::Chapter {
            number,
            page: target,
        } => {
            let number = if look.numbers && !number.is_empty() {
                format!("<span class=\"nav-number\">{number}</span> ")
            } else {
                String::new()
            };
            match target {
                None => list.push_str(&format!(
                    "<li class=\"nav-item nav-draft\"><span>{number}{title}</span>"
                )),
                Some((path, id)) => {
                    let href = escape_html(&look.view.href(path));
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
    use std::path::Path;

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
        let html = seen(&contents, 0, &[]);
        assert_nested(&html);
        assert!(html.contains("aria-current=\"page\">a</a>"));
    }

    #[test]
    fn a_long_list_is_cut_around_the_page() {
        let contents: Vec<_> = (0..5000)
            .map(|number| chapter(0, &format!("c{number}")))
            .collect();
        let html = seen(&contents, 900, &[]);
        assert_eq!(html.matches("<li").count(), 2 * AROUND + 1);
    }

    #[test]
    fn a_cut_list_keeps_the_lines_above_its_page_and_nests() {
        let mut contents = vec![chapter(0, "part"), chapter(1, "above")];
        contents.extend((0..500).map(|number| chapter(2, &format!("c{number}"))));
        contents.extend([chapter(1, "next"), chapter(0, "end")]);
        let html = seen(&contents, 495, &[0, 1]);
        assert_nested(&html);
        assert!(html.contains(">above</a>") && !html.contains(">c1</a>"));
        let cut_deep = seen(&contents, 495, &[]);
        assert_nested(&cut_deep);
        assert!(cut_deep.ends_with("data-progress-for=\"end\"></span></li></ol>"));
    }

    #[test]
    fn chapters_stand_in_their_part_which_is_unfolded_on_their_page() {
        let line = |title: &str, kind| Entry {
            depth: 0,
            title: title.to_owned(),
            kind,
        };
        let contents = [
            chapter(0, "preface"),
            line("One", EntryKind::Part),
            chapter(0, "a"),
            chapter(1, "b"),
            line("Two", EntryKind::Part),
            chapter(0, "c"),
            line("", EntryKind::Separator),
            chapter(0, "end"),
        ];
        let html = seen(&contents, 5, &[4]);
        assert_nested(&html);
        assert!(
            html.contains("<details><summary><span>One</span>"),
            "{html}"
        );
        assert!(
            html.contains("<details open><summary><span>Two</span>"),
            "{html}"
        );
        let (two, end) = (html.find(">c</a>").unwrap(), html.find(">end</a>").unwrap());
        assert_eq!(html[two..end].matches("</details>").count(), 1, "{html}");
        let whole = whole(&contents, View::Page(Path::new("x.html")), false);
        assert_eq!(whole.matches("<details open>").count(), 2);
        let printed = printed(&contents, View::Page(Path::new("x.html")), false);
        assert_nested(&printed);
        assert!(!printed.contains("<details"));
    }

    #[test]
    fn depths_may_jump() {
        for depths in [[2, 0, 1], [0, 2, 1], [1, 3, 0], [0, 1, 2]] {
            assert_nested(&seen(&depths.map(|depth| chapter(depth, "x")), 0, &[]));
        }
        assert_nested(&seen(&[], 0, &[]));
    }

    fn seen(contents: &[Entry], entry: usize, parents: &[usize]) -> String {
        let page = Page {
            entry,
            parents: parents.to_vec(),
            ..Page::default()
        };
        html(
            contents,
            View::Page(Path::new("x.html")),
            Some(&page),
            false,
        )
    }

    /// Every list and item is closed, in the reverse order of opening, and lists hold only items.
    fn assert_nested(html: &str) {
        let mut open = Vec::new();
        for tag in html
            .split('<')
            .filter_map(|tag| tag.split(['>', ' ']).next())
        {
            match tag {
                "ol" => {
                    assert_ne!(open.last(), Some(&"ol"), "{html}");
                    open.push("ol");
                }
                "li" => {
                    assert_eq!(open.last(), Some(&"ol"), "{html}");
                    open.push("li");
                }
                "/ol" => assert_eq!(open.pop(), Some("ol"), "{html}"),
                "/li" => assert_eq!(open.pop(), Some("li"), "{html}"),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{html}");
    }
}
