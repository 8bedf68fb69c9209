//! Where a link leads.
//!
//! [`LinkMap::resolve`] is the entry point. Invariant: a link into the book becomes the relative
//! URL of the page that mdBook would write, and one that leaves the book is never followed.

use crate::source::normalize_inside;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// The pages of a book.
#[derive(Debug, Default)]
pub struct LinkMap {
    /// By the source file they are made of.
    pages: HashMap<PathBuf, PathBuf>,
    /// Paths in the site: the pages, and what else is made without a file of the content.
    published: HashSet<PathBuf>,
}

/// Where a link is read.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// On a page, by its path in the site: URLs are relative to it.
    Page(&'a Path),
    /// At an address that nobody knows before: URLs start with the site's path on its host.
    Anywhere {
        /// That path, with a slash at each end.
        site: &'a str,
        /// The page's path in the site.
        page: &'a Path,
    },
}

impl<'a> View<'a> {
    /// The page's path in the site.
    pub fn page(self) -> &'a Path {
        match self {
            View::Page(page) | View::Anywhere { page, .. } => page,
        }
    }

    /// The URL of another path in the site.
    pub fn href(self, target: &Path) -> String {
        match self {
            View::Page(page) => relative(page, target),
            View::Anywhere { site, .. } => format!("{site}{}", url_path(target)),
        }
    }
}

/// What a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another host, a mail address, an absolute path: not ours to check.
    External,
    /// A page of the book, by its path in the site, and a place on it.
    Page {
        /// Path in the site: `phase-1/index.html`.
        path: PathBuf,
        /// The id after `#`; empty if there is none.
        fragment: String,
    },
    /// Another file of the content folder.
    File(PathBuf),
    /// A path that climbs out of the content folder.
    Outside,
}

/// A resolved link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// What it means.
    pub target: Target,
    /// The URL to print.
    pub url: String,
}

impl LinkMap {
    /// A map of (source file, page) pairs, both relative to their folders' roots, and of `others`
    /// that are published too. Of several pages of one source the first is meant.
    pub fn new(
        pages: impl IntoIterator<Item = (PathBuf, PathBuf)>,
        others: impl IntoIterator<Item = PathBuf>,
    ) -> LinkMap {
        let mut map = LinkMap::default();
        map.published.extend(others);
        for (source, page) in pages {
            map.published.insert(page.clone());
            map.pages.entry(source).or_insert(page);
        }
        map
    }

    /// What `link` means in the text `source`, read at `view`.
    pub fn resolve(&self, link: &str, source: &Path, view: View<'_>) -> Resolved {
        let (path, rest) = split(link);
        let fragment = rest.split_once('#').map_or("", |(_, fragment)| fragment);
        let as_written = |target: Target| Resolved {
            target,
            url: link.to_owned(),
        };
        let page = |path: &Path| Target::Page {
            path: path.to_owned(),
            fragment: fragment.to_owned(),
        };
        if is_external(link) {
            return as_written(Target::External);
        }
        if path.is_empty() {
            return as_written(page(view.page()));
        }
        let folder = source.parent().unwrap_or(Path::new(""));
        let Some(file) = normalize_inside(&folder.join(decode(path))) else {
            return as_written(Target::Outside);
        };
        if let Some(target) = self.page_of(&file) {
            return Resolved {
                target: page(target),
                url: format!("{}{rest}", view.href(target)),
            };
        }
        match view {
            View::Page(_) => as_written(Target::File(file)),
            View::Anywhere { .. } => Resolved {
                url: format!("{}{rest}", view.href(&file)),
                target: Target::File(file),
            },
        }
    }

    /// The page a file stands for: a source file, a page's own path, or a folder with an index.
    fn page_of(&self, file: &Path) -> Option<&Path> {
        let by_source = |file: &Path| self.pages.get(file);
        let by_page = |file: &Path| self.published.get(file);
        by_source(file)
            .or_else(|| by_page(file))
            .or_else(|| by_source(&file.join("index.md")))
            .or_else(|| by_source(&file.join("README.md")))
            .or_else(|| by_page(&file.join("index.html")))
            .map(PathBuf::as_path)
    }
}

/// The URL from one page of the site to another path in it.
fn relative(page: &Path, to: &Path) -> String {
    let from: Vec<_> = page
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .collect();
    let to_parts: Vec<_> = to.components().collect();
    let common = from
        .iter()
        .zip(&to_parts)
        .take_while(|(a, b)| a == b)
        .count();
    let rest: PathBuf = to_parts[common..].iter().collect();
    format!("{}{}", "../".repeat(from.len() - common), url_path(&rest))
}

/// `../` as often as it takes from a page to the site's root.
pub fn path_to_root(page: &Path) -> String {
    "../".repeat(page.components().count().saturating_sub(1))
}

/// A site path as a URL path. Whatever has a meaning in a URL or in an attribute is encoded, so
/// that a file's name leads to that file and nowhere else.
pub fn url_path(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| encode(&part.as_os_str().to_string_lossy()))
        .collect();
    parts.join("/")
}

fn encode(part: &str) -> String {
    let mut encoded = String::with_capacity(part.len());
    for c in part.chars() {
        match u8::try_from(c) {
            Ok(byte) if c.is_ascii() && !is_plain(c) => encoded.push_str(&format!("%{byte:02X}")),
            _ => encoded.push(c),
        }
    }
    encoded
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$()*+,;=@".contains(c)
}

fn is_external(link: &str) -> bool {
    let scheme = link.split_once(':').map(|(scheme, _)| scheme);
    let has_scheme = scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
    });
    has_scheme || link.starts_with('/')
}

/// The path of a link, and its query and fragment.
fn split(link: &str) -> (&str, &str) {
    link.split_at(link.find(['#', '?']).unwrap_or(link.len()))
}

/// `%20` and its like resolved; a sequence that is no UTF-8 stays as it is.
pub(crate) fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = |digit: Option<&u8>| digit.and_then(|&digit| char::from(digit).to_digit(16));
        match (byte, hex(after.first()), hex(after.get(1))) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(link: &str) -> Resolved {
        resolve_at(link, View::Page(Path::new("a/b.html")))
    }

    fn resolve_at(link: &str, view: View<'_>) -> Resolved {
        let page = |source: &str, page: &str| (PathBuf::from(source), PathBuf::from(page));
        let pages = [
            page("a/README.md", "a/index.html"),
            page("a/b.md", "a/b.html"),
            page("c.md", "c.html"),
            page("50%#?.md", "50%#?.html"),
            page("c.md", "index.html"),
        ];
        let map = LinkMap::new(pages, [PathBuf::from("toc.html")]);
        map.resolve(link, Path::new("a/b.md"), view)
    }

    #[test]
    fn links_into_the_book_lead_to_its_pages() {
        for (link, url) in [
            ("README.md", "index.html"),
            ("../c.md#x", "../c.html#x"),
            ("../c.html", "../c.html"),
            ("b.md?x=1#y", "b.html?x=1#y"),
            ("../a/", "index.html"),
            ("#here", "#here"),
            (".", "index.html"),
            ("..", "../index.html"),
            ("../index.html", "../index.html"),
            ("../toc.html", "../toc.html"),
            ("../50%25%23%3F.md", "../50%25%23%3F.html"),
        ] {
            let resolved = resolve(link);
            assert_eq!(resolved.url, url, "{link}");
            assert!(matches!(resolved.target, Target::Page { .. }), "{link}");
        }
    }

    #[test]
    fn other_links_stay() {
        assert_eq!(resolve("https://a.b/c.md").target, Target::External);
        assert_eq!(resolve("mailto:a@b.c").target, Target::External);
        assert_eq!(
            resolve("x%20y.png").target,
            Target::File(PathBuf::from("a/x y.png"))
        );
        assert_eq!(
            resolve("d.md").target,
            Target::File(PathBuf::from("a/d.md"))
        );
        assert_eq!(resolve("../../etc/passwd").target, Target::Outside);
    }

    #[test]
    fn names_neither_lead_elsewhere_nor_leave_an_attribute() {
        let url = url_path(Path::new("a b/\"'<&>\\:%#?.html"));
        assert_eq!(url, "a%20b/%22%27%3C%26%3E%5C%3A%25%23%3F.html");
        assert_eq!(url_path(Path::new("über/導言.html")), "über/導言.html");
    }

    #[test]
    fn links_that_are_read_anywhere_start_at_the_host() {
        let view = View::Anywhere {
            site: "/course/",
            page: Path::new("404.html"),
        };
        for (link, url) in [
            ("b.md#x", "/course/a/b.html#x"),
            ("x.png", "/course/a/x.png"),
            ("#here", "#here"),
            ("https://a.b/c", "https://a.b/c"),
        ] {
            assert_eq!(resolve_at(link, view).url, url);
        }
    }
}
