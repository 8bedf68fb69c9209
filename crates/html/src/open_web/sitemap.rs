//! `sitemap.xml` (sitemaps.org, 0.9): the pages that a search engine should know: [`xml`].

use super::xml_text;
use crate::Site;
use crate::generated::Generated;
use crate::link::url_path;
use std::fmt::Write as _;

/// More addresses no sitemap may hold.
const MOST: usize = 50_000;

/// The sitemap.
pub(super) fn xml(site: &Site) -> String {
    let settings = &site.settings;
    let start = std::iter::once((String::new(), None));
    let chapters = site.pages.chapters().iter().map(|page| {
        let date = site.dates.of_page(page, &site.src);
        (url_path(&page.path), date.map(|(_, date)| date))
    });
    // What the others show is each reader's own.
    let all = [Generated::Contents, Generated::Questions];
    let generated = site.generated.iter().filter(|page| all.contains(page));
    let generated = generated.map(|page| (page.path().to_owned(), None));
    let addresses = start
        .chain(chapters.filter(|(path, _)| path != "index.html"))
        .chain(generated);
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, date) in addresses.take(MOST) {
        let url = xml_text(&settings.absolute_url(&path));
        let date = date.map_or(String::new(), |date| format!("<lastmod>{date}</lastmod>"));
        let _infallible = writeln!(map, "<url><loc>{url}</loc>{date}</url>");
    }
    map.push_str("</urlset>\n");
    map
}
