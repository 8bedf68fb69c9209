//! `coursebook serve`: build, serve on this machine, rebuild and reload on change.
//!
//! Invariants: only 127.0.0.1 is bound; a build that fails leaves the last good site served and
//! shows its mistakes in the terminal and in the page.

mod server;
mod watch;

use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use coursebook_html::Mode;
use coursebook_preprocessors::diagnostic::{self, Diagnostic};
use server::{Event, RELOAD_SCRIPT};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tokio::sync::broadcast;

/// Serves until it is interrupted.
pub(crate) fn serve(folder: &Path, port: u16) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let listener = server::bind(port)?;
    // From here on, so that what is written during the first build leads to a second.
    let changes = watch::Changes::of(&project)?;
    let (events, _) = broadcast::channel(16);
    let last = std::sync::Arc::new(std::sync::Mutex::new(build(folder)));
    let rebuilding = Rebuild {
        folder: folder.to_owned(),
        events: events.clone(),
        last: last.clone(),
    };
    std::thread::spawn(move || rebuilding.on_each(changes));
    let runtime = tokio::runtime::Runtime::new().context("cannot start the server")?;
    runtime.block_on(server::run(
        project.site_folder(&mode()),
        listener,
        events,
        last,
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Rebuilds on change and tells the open pages.
struct Rebuild {
    folder: PathBuf,
    events: broadcast::Sender<Event>,
    last: std::sync::Arc<std::sync::Mutex<Event>>,
}

impl Rebuild {
    fn on_each(self, mut changes: watch::Changes) {
        while changes.wait() {
            let event = build(&self.folder);
            *self
                .last
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner) = event.clone();
            // Without an open page nobody listens, which is no failure.
            let _ = self.events.send(event);
        }
    }
}

fn mode() -> Mode {
    Mode::Serve {
        reload_script: RELOAD_SCRIPT.to_owned(),
    }
}

/// One build; mistakes go to the terminal and into the event.
fn build(folder: &Path) -> Event {
    let started = Instant::now();
    let result = Project::open(folder).and_then(|project| project.run(mode())?.diagnostics());
    match result {
        Ok(diagnostics) => {
            report::print(&diagnostics);
            let mut errors = diagnostics;
            errors.retain(Diagnostic::is_error);
            if errors.is_empty() {
                let milliseconds = started.elapsed().as_millis();
                report::tell(format_args!("Built in {milliseconds} ms"));
                return Event::Reload;
            }
            let shown = diagnostic::worth_showing(&errors);
            let texts: Vec<_> = errors[..shown]
                .iter()
                .map(|mistake| diagnostic::render(mistake, false))
                .collect();
            Event::Mistakes(texts.join("\n\n"))
        }
        Err(error) => {
            report::tell(format_args!("error: {error:#}"));
            Event::Mistakes(format!("{error:#}"))
        }
    }
}
