//! Where a link leads in a PDF.
//!
//! [`Links::resolve`] is the entry point. Invariants: a [`Destination::Place`] is always one that
//! the PDF holds, because Typst fails a whole book on a missing one; an address is one that a
//! reader's program may follow.

use crate::book::{Chapter, Chapters};
use crate::tree::ids_in;
use coursebook_preprocessors::glossary;
use coursebook_preprocessors::link::{LinkMap, Target, View, url_path};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Where links of one PDF may lead.
pub(crate) struct Links {
    map: LinkMap,
    chapters: HashMap<PathBuf, usize>,
    /// The ids of each chapter that the PDF holds; `None` for one that it does not.
    ids: Vec<Option<HashSet<String>>>,
    all_ids: Vec<HashSet<String>>,
    /// The site's address, with a slash at its end, if the book names it.
    site: Option<String>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// An address outside.
    Url(String),
    /// A place in this PDF.
    Place(Place),
    /// Nowhere that paper knows: only the text is printed.
    Nowhere,
    /// Nowhere, and it should: what is wrong and how to mend it.
    Dead {
        /// What is wrong.
        message: String,
        /// How to mend it.
        help: String,
        /// The chapter that was meant, if the PDF holds it.
        instead: Option<Place>,
    },
}

/// A place in a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    /// The chapter's place in the book.
    pub(crate) chapter: usize,
    /// The id; empty for the chapter's beginning.
    pub(crate) id: String,
}

impl Place {
    /// The name of the place in Typst.
    pub(crate) fn label(&self) -> String {
        format!("{}#{}", self.chapter, self.id)
    }
}

impl Links {
    /// Those of a PDF of the `chosen` chapters.
    pub(crate) fn new(book: &Chapters, chosen: &[usize], site: Option<String>) -> Links {
        let pages = book.all.iter().enumerate();
        let mut chapters: HashMap<PathBuf, usize> = HashMap::new();
        for (place, chapter) in pages {
            chapters.entry(chapter.page.clone()).or_insert(place);
        }
        if !book.all.is_empty() {
            chapters.entry("index.html".into()).or_insert(0);
        }
        let sources = book.all.iter();
        let map = LinkMap::new(
            sources.map(|chapter| (chapter.source.clone(), chapter.page.clone())),
            GENERATED.map(PathBuf::from),
        );
        let all_ids: Vec<_> = book.all.iter().map(ids_of).collect();
        let ids = all_ids.iter().enumerate();
        let ids = ids.map(|(place, ids)| chosen.contains(&place).then(|| ids.clone()));
        Links {
            map,
            chapters,
            ids: ids.collect(),
            all_ids,
            site,
        }
    }

    /// Where a link leads that is written in `chapter`.
    pub(crate) fn resolve(&self, link: &str, chapter: &Chapter) -> Destination {
        self.from(link, &chapter.source, &chapter.page)
    }

    /// The anchor of the term whose entry in the glossary a link means, from another chapter.
    pub(crate) fn term(&self, link: &str, chapter: &Chapter) -> Option<String> {
        if !link.contains(glossary::FILE_NAME) || is_glossary(chapter) {
            return None;
        }
        let view = View::Page(&chapter.page);
        match self.map.resolve(link, &chapter.source, view).target {
            Target::Page { path, fragment } if !fragment.is_empty() => {
                let page = Path::new(glossary::FILE_NAME).with_extension("html");
                (path == page).then_some(fragment)
            }
            _ => None,
        }
    }

    /// Where a path relative to the content folder leads.
    pub(crate) fn of_root_path(&self, link: &str) -> Destination {
        self.from(link, Path::new("index.md"), Path::new("index.html"))
    }

    fn from(&self, link: &str, source: &Path, page: &Path) -> Destination {
        let resolved = self.map.resolve(link, source, View::Page(page));
        match resolved.target {
            Target::External => self.external(link),
            Target::Outside => dead(
                format!("`{link}` leaves the book"),
                "link to a page or file below the content folder",
            ),
            Target::File(path) if path.extension().is_some_and(|extension| extension == "md") => {
                dead(
                    format!("`{link}` is not a page of the book"),
                    "add it to SUMMARY.md, or mend the path",
                )
            }
            Target::File(path) => self.on_site(&url_path(&path)),
            Target::Page { path, fragment } => self.page(&path, &fragment),
        }
    }

    fn page(&self, path: &Path, fragment: &str) -> Destination {
        let address = || match fragment {
            "" => url_path(path),
            fragment => format!("{}#{fragment}", url_path(path)),
        };
        let Some(&chapter) = self.chapters.get(path) else {
            return self.on_site(&address());
        };
        let place = |id: &str| Place {
            chapter,
            id: id.to_owned(),
        };
        let is_known = fragment.is_empty()
            || fragment == "top"
            || self
                .all_ids
                .get(chapter)
                .is_some_and(|ids| ids.contains(fragment));
        let is_here = self.ids.get(chapter).is_some_and(Option::is_some);
        if !is_known {
            return Destination::Dead {
                message: format!("there is no heading `#{fragment}` on `{}`", path.display()),
                help: "a heading's anchor is its text in lower case, with `-` for blanks"
                    .to_owned(),
                instead: is_here.then(|| place("")),
            };
        }
        match (is_here, fragment) {
            (true, "top") => Destination::Place(place("")),
            (true, id) => Destination::Place(place(id)),
            (false, _) => self.on_site(&address()),
        }
    }

    /// What is not in the PDF may be on the site.
    fn on_site(&self, path: &str) -> Destination {
        match &self.site {
            Some(site) => Destination::Url(format!("{site}{path}")),
            None => Destination::Nowhere,
        }
    }

    fn external(&self, link: &str) -> Destination {
        let scheme = link
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_safe = matches!(
            scheme.as_deref(),
            Some("http" | "https" | "mailto" | "ftp" | "tel" | "doi")
        );
        if is_safe && link.len() <= MAX_URL {
            return Destination::Url(link.to_owned());
        }
        match link.strip_prefix('/') {
            Some(path) if !path.starts_with('/') => self.on_host(path),
            _ => Destination::Nowhere,
        }
    }

    /// A path on the site's host.
    fn on_host(&self, path: &str) -> Destination {
        let host = self.site.as_deref().and_then(|site| {
            let (scheme, rest) = site.split_once("://")?;
            Some(format!("{scheme}://{}/", rest.split('/').next()?))
        });
        match host {
            Some(host) => Destination::Url(format!("{host}{path}")),
            None => Destination::Nowhere,
        }
    }
}

/// Whether a chapter is the book's glossary.
pub(crate) fn is_glossary(chapter: &Chapter) -> bool {
    chapter.source == Path::new(glossary::FILE_NAME)
}

/// Pages of a site that no chapter makes.
const GENERATED: [&str; 6] = [
    "index.html",
    "print.html",
    "toc.html",
    "review.html",
    "questions.html",
    "progress.html",
];

/// Longer addresses are refused by Typst.
const MAX_URL: usize = 4_000;

fn dead(message: String, help: &str) -> Destination {
    Destination::Dead {
        message,
        help: help.to_owned(),
        instead: None,
    }
}

/// The ids that a chapter's text has.
fn ids_of(chapter: &Chapter) -> HashSet<String> {
    chapter.tree.blocks.iter().flat_map(ids_in).collect()
}
