//! Where links in a quiz lead.
//!
//! [`of_page`] serves links in its texts, [`of_reference`] the field `ref`. Invariant: a link to a
//! page of the book comes back in two forms, as the browser follows it and as it is to be checked.

use crate::source::normalize_inside;
use std::path::{Path, PathBuf};

/// A link, ready for the page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// What the page carries.
    pub(super) href: String,
    /// The page of the book that it means, relative to the content folder, with its anchor.
    pub(super) target: Option<String>,
}

/// A link written in a text on `page` (relative to the content folder). `None` if no browser
/// should follow it.
pub(super) fn of_page(page: &Path, written: &str) -> Option<Link> {
    if let Some((scheme, _)) = written
        .split_once(':')
        .filter(|(scheme, _)| is_scheme(scheme))
    {
        let known = ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str());
        return known.then(|| outside(written));
    }
    let (path, anchor) = split(written);
    if path.is_empty() {
        return Some(Link {
            href: written.to_owned(),
            target: Some(format!("{}{anchor}", slashed(page))),
        });
    }
    if !path.ends_with(".md") {
        return Some(outside(written));
    }
    let folder = page.parent().unwrap_or(Path::new(""));
    let target = normalize_inside(&folder.join(path))?;
    Some(Link {
        href: format!("{}{anchor}", as_html(path)),
        target: Some(format!("{}{anchor}", slashed(&target))),
    })
}

/// The link from `page` to a page given relative to the content folder. `None` if it leaves that.
pub(super) fn of_reference(page: &Path, written: &str) -> Option<Link> {
    let (path, anchor) = split(written);
    let target = normalize_inside(Path::new(path))?;
    let href = if target == page {
        anchor.to_owned()
    } else {
        format!("{}{anchor}", as_html(&slashed(&relative(page, &target))))
    };
    Some(Link {
        href,
        target: Some(format!("{}{anchor}", slashed(&target))),
    })
}

fn outside(written: &str) -> Link {
    Link {
        href: written.to_owned(),
        target: None,
    }
}

fn is_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// A link's path and its anchor with the `#`.
pub(super) fn split(written: &str) -> (&str, &str) {
    let at = written.find('#').unwrap_or(written.len());
    written.split_at(at)
}

/// From the folder of `page` to `target`, both relative to the content folder.
fn relative(page: &Path, target: &Path) -> PathBuf {
    let from: Vec<_> = page
        .parent()
        .unwrap_or(Path::new(""))
        .components()
        .collect();
    let to: Vec<_> = target.components().collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from
        .iter()
        .skip(common)
        .map(|_| Path::new("..").as_os_str());
    up.chain(
        to.iter()
            .skip(common)
            .map(|component| component.as_os_str()),
    )
    .collect()
}

/// A page's path as the site has it: mdBook names what a `README.md` gives `index.html`.
fn as_html(path: &str) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let stem = match stem.rsplit_once('/') {
        Some((folder, "README")) => format!("{folder}/index"),
        None if stem == "README" => "index".to_owned(),
        _ => stem.to_owned(),
    };
    stem + ".html"
}

fn slashed(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_made_relative_to_the_page() {
        let page = Path::new("phase-1/index.md");
        let href = |written: &str| of_reference(page, written).map(|link| link.href);
        assert_eq!(
            href("phase-1/cors.md#preflight"),
            Some("cors.html#preflight".to_owned())
        );
        assert_eq!(
            href("phase-2/README.md"),
            Some("../phase-2/index.html".to_owned())
        );
        assert_eq!(href("phase-1/index.md#a"), Some("#a".to_owned()));
        assert_eq!(
            href("introduction.md"),
            Some("../introduction.html".to_owned())
        );
        assert_eq!(href("../secret.md"), None);
    }

    #[test]
    fn links_in_texts_are_relative_already() {
        let page = Path::new("phase-1/index.md");
        let link = of_page(page, "../phase-2/a.md#b").unwrap();
        assert_eq!(
            (link.href.as_str(), link.target.as_deref()),
            ("../phase-2/a.html#b", Some("phase-2/a.md#b"))
        );
        assert_eq!(
            of_page(page, "#here").unwrap().target.as_deref(),
            Some("phase-1/index.md#here")
        );
        assert_eq!(
            of_page(page, "https://example.org/a.md").unwrap().target,
            None
        );
        assert_eq!(of_page(page, "javascript:alert(1)"), None);
        assert_eq!(of_page(page, "../../a.md"), None);
    }
}
