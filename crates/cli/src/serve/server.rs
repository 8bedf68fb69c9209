//! The loopback server: the site's files, a reload script, and a stream of events.

use crate::report;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::convert::Infallible;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};
use tower_http::services::ServeDir;

/// The URL path of the script that pages load while they are served.
pub(super) const RELOAD_SCRIPT: &str = "/__coursebook/reload.js";
const EVENTS: &str = "/__coursebook/events";

/// What open pages are told.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// The site has changed.
    Reload,
    /// The content has mistakes; the site is still the last good one.
    Mistakes(String),
}

#[derive(Clone)]
struct Pages {
    events: broadcast::Sender<Event>,
    last: Arc<Mutex<Event>>,
}

/// Takes a port of this machine; readers who come before [`run`] wait.
pub(super) fn bind(port: u16) -> Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .with_context(|| format!("cannot listen on port {port}; try another with --port"))?;
    listener
        .set_nonblocking(true)
        .context("cannot start the server")?;
    Ok(listener)
}

/// Serves `site` until Ctrl-C.
pub(super) async fn run(
    site: PathBuf,
    listener: TcpListener,
    events: broadcast::Sender<Event>,
    last: Arc<Mutex<Event>>,
) -> Result<()> {
    let listener =
        tokio::net::TcpListener::from_std(listener).context("cannot start the server")?;
    let address = listener.local_addr()?;
    report::say(format_args!("Reading at http://{address}/"))?;
    let page = site.join("404.html");
    let not_found = get(move || not_found(page.clone()));
    let app = Router::new()
        .route(RELOAD_SCRIPT, get(reload_script))
        .route(EVENTS, get(stream))
        .with_state(Pages { events, last })
        .fallback_service(ServeDir::new(site).not_found_service(not_found));
    let interrupted = async {
        // If the signal cannot be had, the server runs until its process is ended.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        // Open event streams would keep a graceful end waiting for ever.
        std::process::exit(0);
    };
    tokio::select! {
        served = axum::serve(listener, app) => served.context("the server has ended"),
        () = interrupted => Ok(()),
    }
}

/// The site's own page for what is not there. Before the first good build there is none; then a
/// bare page stands in, which shows the mistakes and reloads when they are mended.
async fn not_found(page: PathBuf) -> Response {
    let waiting = || {
        format!(
            "<!DOCTYPE html><title>No site yet</title><p>The book has not been built yet.</p><script src=\"{RELOAD_SCRIPT}\"></script>"
        )
    };
    let html = std::fs::read_to_string(page).unwrap_or_else(|_| waiting());
    (StatusCode::NOT_FOUND, Html(html)).into_response()
}

async fn reload_script() -> Response {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("reload.js"),
    )
        .into_response()
}

/// The last event if it told of mistakes, and all that follow.
async fn stream(
    State(pages): State<Pages>,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    // First of all, so that no event falls between the two.
    let following = BroadcastStream::new(pages.events.subscribe()).filter_map(Result::ok);
    let last = pages
        .last
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    let standing = matches!(last, Event::Mistakes(_)).then_some(last);
    let events = tokio_stream::iter(standing)
        .chain(following)
        .map(|event| Ok(message(event)));
    Sse::new(events).keep_alive(KeepAlive::default())
}

fn message(event: Event) -> sse::Event {
    match event {
        Event::Reload => sse::Event::default().event("reload").data("now"),
        Event::Mistakes(text) => sse::Event::default().event("mistakes").data(text),
    }
}
