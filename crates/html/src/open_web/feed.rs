//! An Atom feed (RFC 4287) of the chapters that were changed last: [`xml`].

use super::{FEED, xml_text};
use crate::Site;
use crate::book::Page;
use crate::link::url_path;
use std::fmt::Write as _;

/// How many chapters it tells of.
const MOST: usize = 30;

/// The feed; nothing if no chapter has a date.
pub(super) fn xml(site: &Site) -> Option<String> {
    let settings = &site.settings;
    let pages = site.pages.chapters().iter();
    let mut changed: Vec<(usize, &str, &Page)> = pages
        .filter_map(|page| {
            let (commit, date) = site.dates.of_page(page, &site.src)?;
            Some((commit, date, page))
        })
        .collect();
    changed.sort_by_key(|(commit, _, page)| (*commit, page.order));
    let (_, newest, _) = changed.first()?;
    let book = &settings.book;
    let home = xml_text(&settings.absolute_url(""));
    let own = xml_text(&settings.absolute_url(FEED));
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{newest}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n<link href=\"{home}\"/>\n",
        xml_text(&book.language),
        xml_text(&book.title),
    );
    let authors: &[String] = &book.authors;
    let unnamed = std::slice::from_ref(&book.title);
    for author in if authors.is_empty() { unnamed } else { authors } {
        let _infallible = writeln!(feed, "<author><name>{}</name></author>", xml_text(author));
    }
    for (_, date, page) in changed.into_iter().take(MOST) {
        feed.push_str(&entry(
            page,
            date,
            &settings.absolute_url(&url_path(&page.path)),
        ));
    }
    feed.push_str("</feed>\n");
    Some(feed)
}

fn entry(page: &Page, date: &str, url: &str) -> String {
    let url = xml_text(url);
    let front_matter = page.facts.front_matter.as_ref();
    let description = front_matter.and_then(|front_matter| front_matter.description.as_deref());
    let summary = description.map_or(String::new(), |text| {
        format!("<summary>{}</summary>\n", xml_text(text))
    });
    format!(
        "<entry>\n<id>{url}</id>\n<title>{}</title>\n<updated>{date}</updated>\n<link href=\"{url}\"/>\n{summary}</entry>\n",
        xml_text(&page.title)
    )
}
