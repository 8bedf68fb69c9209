//! Serves a built site on the loopback interface, in a folder of the host as code hosts do: [`Site`].

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::{ServeDir, ServeFile};

/// A built site and where it is served, until the process ends.
pub(crate) struct Site {
    folder: PathBuf,
    port: u16,
}

impl Site {
    /// The folder of the host in which the site is.
    pub(crate) const PATH: &str = "/course/";

    /// Serves the site in a folder; a missing page is answered with its `404.html`.
    pub(crate) fn serve(folder: PathBuf) -> Result<Site> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let files =
            ServeDir::new(&folder).not_found_service(ServeFile::new(folder.join("404.html")));
        let router = Router::new()
            .nest_service(Site::PATH, files)
            .layer(map_response(forbid_storing));
        servers().spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
        Ok(Site { folder, port })
    }

    /// The scheme, host and port.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of a page by HTTP.
    pub(crate) fn url(&self, page: &str) -> String {
        format!("{}{}{page}", self.origin(), Site::PATH)
    }

    /// The address of a page on the disk.
    pub(crate) fn file_url(&self, page: &str) -> Result<String> {
        let path = self.folder.join(page);
        let url = url::Url::from_file_path(&path).ok();
        Ok(url
            .with_context(|| format!("{} is no absolute path", path.display()))?
            .into())
    }

    /// The paths of all pages.
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut pages = Vec::new();
        collect_pages(&self.folder, &self.folder, &mut pages);
        pages.sort();
        assert!(pages.len() > 2, "there are hardly any pages: {pages:?}");
        pages
    }
}

/// A page that a test has built anew must not come from the browser's cache.
async fn forbid_storing(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What runs the servers: the tests' own runtimes end with their tests.
fn servers() -> &'static Runtime {
    static SERVERS: OnceLock<Runtime> = OnceLock::new();
    SERVERS.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap()
    })
}

fn collect_pages(root: &Path, folder: &Path, pages: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_pages(root, &path, pages);
        } else if path.extension().is_some_and(|end| end == "html") {
            let page = path.strip_prefix(root).unwrap();
            pages.push(page.to_string_lossy().replace('\\', "/"));
        }
    }
}
