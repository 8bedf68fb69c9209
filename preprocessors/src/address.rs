//! Where a site is, by `site-url` and `cname` in `[output.html]`: [`absolute_url`], [`site_path`].

use mdbook_preprocessor::config::HtmlConfig;

/// The absolute URL of a page, if `site-url` or `cname` names a host.
pub fn absolute_url(html: &HtmlConfig, path: &str) -> Option<String> {
    let url = html.site_url.as_deref();
    match (url.filter(|url| url.contains("://")), &html.cname) {
        (Some(url), _) => Some(format!("{}/{path}", url.trim_end_matches('/'))),
        (None, Some(domain)) => Some(format!("https://{domain}{}{path}", site_path(html))),
        (None, None) => None,
    }
}

/// The site's absolute path on its host, with a slash at each end: `/roadmap/`.
pub fn site_path(html: &HtmlConfig) -> String {
    let url = html.site_url.as_deref().unwrap_or("/");
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => url,
    };
    format!("/{}/", path.trim_matches('/')).replace("//", "/")
}
