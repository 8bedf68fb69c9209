//! Where a link leads.
//!
//! [`LinkMap::resolve`] is the entry point. Invariant: a link into the book becomes the relative
//! URL of the page that mdBook would write, and one that leaves the book is never followed.

use coursebook_preprocessors::source::normalize_inside;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The pages of a book by the source file they are made of.
#[derive(Debug, Default)]
pub(crate) struct LinkMap {
    pages: HashMap<PathBuf, PathBuf>,
}

/// What a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
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
pub(crate) struct Resolved {
    /// What it means.
    pub(crate) target: Target,
    /// The URL to print.
    pub(crate) url: String,
}

impl LinkMap {
    /// A map of (source file, page) pairs; both relative to their folders' roots.
    pub(crate) fn new(pages: impl IntoIterator<Item = (PathBuf, PathBuf)>) -> LinkMap {
        LinkMap {
            pages: pages.into_iter().collect(),
        }
    }

    /// What `link` means on the page made of `source` and published as `page`.
    pub(crate) fn resolve(&self, link: &str, source: &Path, page: &Path) -> Resolved {
        if is_external(link) {
            return Resolved {
                target: Target::External,
                url: link.to_owned(),
            };
        }
        let (path, rest) = split(link);
        let fragment = rest
            .split_once('#')
            .map_or("", |(_, fragment)| fragment)
            .to_owned();
        if path.is_empty() {
            return Resolved {
                target: Target::Page {
                    path: page.to_owned(),
                    fragment,
                },
                url: link.to_owned(),
            };
        }
        let folder = source.parent().unwrap_or(Path::new(""));
        let Some(file) = normalize_inside(&folder.join(decode(path))) else {
            return Resolved {
                target: Target::Outside,
                url: link.to_owned(),
            };
        };
        match self.page_of(&file) {
            Some(target) => {
                let url = format!("{}{rest}", relative(page, target));
                Resolved {
                    target: Target::Page {
                        path: target.to_owned(),
                        fragment,
                    },
                    url,
                }
            }
            None => Resolved {
                target: Target::File(file),
                url: link.to_owned(),
            },
        }
    }

    /// The page a file stands for: a source file, a page's own path, or a folder with an index.
    fn page_of(&self, file: &Path) -> Option<&Path> {
        let source = file.with_extension("md");
        let candidates = [
            file.to_owned(),
            file.join("index.md"),
            file.join("README.md"),
        ];
        let by_source = candidates
            .iter()
            .find_map(|candidate| self.pages.get(candidate));
        let by_page = || self.pages.get(&source).filter(|page| *page == file);
        by_source.or_else(by_page).map(PathBuf::as_path)
    }
}

/// The relative URL from one page to another.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let from: Vec<_> = from
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
    let mut url = "../".repeat(from.len() - common);
    let rest: Vec<_> = to_parts[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    url.push_str(&rest.join("/"));
    url
}

/// `../` as often as it takes from a page to the site's root.
pub(crate) fn path_to_root(page: &Path) -> String {
    "../".repeat(page.components().count().saturating_sub(1))
}

/// A site path as a URL path.
pub(crate) fn url_path(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
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
fn decode(path: &str) -> String {
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
        let page = |source: &str, page: &str| (PathBuf::from(source), PathBuf::from(page));
        let map = LinkMap::new([
            page("a/README.md", "a/index.html"),
            page("a/b.md", "a/b.html"),
            page("c.md", "c.html"),
        ]);
        map.resolve(link, Path::new("a/b.md"), Path::new("a/b.html"))
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
}
