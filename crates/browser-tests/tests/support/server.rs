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

/// A built site and where it is served, until it is stopped or goes.
pub(crate) struct Site {
    folder: PathBuf,
    port: u16,
    /// Ends the server when something is sent, or when it goes.
    end: Option<tokio::sync::oneshot::Sender<()>>,
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
        let (end, ended) = tokio::sync::oneshot::channel::<()>();
        servers().spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let ended = async {
                let _ = ended.await;
            };
            let server = axum::serve(listener, router).with_graceful_shutdown(ended);
            server.await.unwrap();
        });
        let end = Some(end);
        Ok(Site { folder, port, end })
    }

    /// Stops the server. Who asks it from now on is refused.
    pub(crate) async fn stop(&mut self) -> Result<()> {
        self.end.take();
        while tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))
            .await
            .is_ok()
        {
            tokio::time::sleep(std::time::Duration::from_millis(15)).await;
        }
        Ok(())
    }

    /// The files of the site's root whose names begin so.
    pub(crate) fn files(&self, start: &str) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(start)).collect()
    }

    /// Makes a file another than the one that was built.
    pub(crate) fn spoil(&self, path: &str) -> Result<()> {
        let file = self.folder.join(path);
        let text = fs::read_to_string(&file)?;
        Ok(fs::write(file, text + "<!-- another -->")?)
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        Ok(fs::read_to_string(self.folder.join(path))?)
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
