//! What the site tells search engines, feed readers and link previews.
//!
//! [`publish`] writes sitemap, feed and `robots.txt`; [`structured`] is in the pages, [`share`] the
//! picture that previews show. Invariant: all of it names whole addresses, so none of it exists
//! where `site-url` names no host.

pub(crate) mod dates;
mod feed;
pub(crate) mod share;
mod sitemap;
pub(crate) mod structured;

use crate::publish::Publisher;
use crate::{HtmlError, Site};
use std::path::Path;

/// The feed's path in the site.
pub(crate) const FEED: &str = "feed.xml";
const SITEMAP: &str = "sitemap.xml";
const ROBOTS: &str = "robots.txt";

/// Publishes them.
pub(crate) fn publish(publisher: &Publisher, site: &Site) -> Result<(), HtmlError> {
    let settings = &site.settings;
    if settings.absolute_url("").is_empty() {
        return Ok(());
    }
    let map = sitemap::xml(site);
    publisher.offer(Path::new(SITEMAP), map.as_bytes())?;
    if let Some(feed) = feed::xml(site) {
        publisher.offer(Path::new(FEED), feed.as_bytes())?;
    }
    // Robots read it at the root of a host only; below a path it would say nothing to anybody.
    if settings.site_path() == "/" {
        let robots = format!(
            "User-agent: *\nAllow: /\nSitemap: {}\n",
            settings.absolute_url(SITEMAP)
        );
        publisher.offer(Path::new(ROBOTS), robots.as_bytes())?;
    }
    Ok(())
}

/// Text as XML has it: without control characters, which no escape makes legal.
fn xml_text(text: &str) -> String {
    let legal = text
        .chars()
        .filter(|letter| !letter.is_control() || *letter == '\n');
    coursebook_preprocessors::markdown::escape_html(&legal.collect::<String>())
}
