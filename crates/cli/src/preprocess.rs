//! `coursebook preprocess NAME`: mdBook's protocol on stdin and stdout.

use crate::arguments::Request;
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, bail};
use coursebook_preprocessors::session::Target;
use coursebook_preprocessors::{Adapter, checks, constructs};
use mdbook_preprocessor::Preprocessor;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

/// Answers `supports`, or reads a book and writes it preprocessed.
pub(crate) fn preprocess(name: &str, request: Option<&Request>) -> Result<ExitCode> {
    let Some(construct) = constructs()
        .into_iter()
        .find(|construct| construct.name() == name)
    else {
        let known: Vec<_> = constructs()
            .iter()
            .map(|construct| construct.name())
            .collect();
        bail!(
            "there is no preprocessor `{name}`; there are {}",
            known.join(", ")
        );
    };
    if let Some(Request::Supports { renderer }) = request {
        // A quiz can be told to any renderer; see `target_of`. Ours understands all.
        return Ok(
            if matches!(renderer.as_str(), "html" | "pdf") || name == "quiz" {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            },
        );
    }
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin().lock())?;
    let target = target_of(&context.renderer);
    let session = Arc::new(Project::open(&context.root)?.session(target)?);
    let book = Adapter::new(construct, session.clone()).run(&context, book)?;
    session.report(checks::doubles(&session.course()));
    let code = report::print(&session.diagnostics());
    if code == ExitCode::SUCCESS {
        let mut stdout = std::io::stdout().lock();
        serde_json::to_writer(&mut stdout, &book).context("cannot write the book to stdout")?;
        stdout.flush().context("cannot write the book to stdout")?;
    }
    Ok(code)
}

/// What the result is for: HTML, our PDF, or a renderer that we do not know.
fn target_of(renderer: &str) -> Target {
    match renderer {
        "html" => Target::StockHtml,
        _ => Target::Typed,
    }
}
