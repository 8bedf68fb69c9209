//! `coursebook preprocess NAME`: mdBook's protocol on stdin and stdout.

use crate::arguments::Request;
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, bail};
use coursebook_preprocessors::session::{PictureCache, Target};
use coursebook_preprocessors::{Adapter, checks, constructs};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
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
        // A quiz and a roadmap can be told to any renderer; see `target_of`. Ours understand all.
        return Ok(
            if ["html", "pdf"].contains(&renderer.as_str()) || ["quiz", "roadmap"].contains(&name) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            },
        );
    }
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin().lock())?;
    let target = target_of(&context.renderer);
    let mut session = Project::open(&context.root)?.session(target)?;
    if empties_build_folder(&context) {
        session = session.with_pictures(PictureCache::default());
    }
    let session = Arc::new(session);
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

/// Whether mdBook empties the build folder when it writes its pages: a single output is written into
/// that folder itself, and what were kept there would be thrown away each time.
fn empties_build_folder(context: &PreprocessorContext) -> bool {
    let outputs = context.config.outputs::<toml::Value>();
    context.renderer == "html" && outputs.is_ok_and(|outputs| outputs.len() <= 1)
}

/// What the result is for: HTML, our PDF, or a renderer that we do not know.
fn target_of(renderer: &str) -> Target {
    match renderer {
        "html" => Target::StockHtml,
        _ => Target::Typed,
    }
}
