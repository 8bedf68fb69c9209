//! `coursebook build` and `coursebook check`.

use crate::project::Project;
use crate::report;
use crate::run_code::{self, Proof};
use anyhow::Result;
use coursebook_html::Mode;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Builds the site and says where it is.
pub(crate) fn build(folder: &Path) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let diagnostics = project.run(Mode::Build)?.diagnostics()?;
    let code = report::print(&diagnostics);
    if code == ExitCode::SUCCESS {
        report::say(format_args!(
            "The site is in {}",
            project.site_folder(&Mode::Build).display()
        ))?;
    } else {
        report::tell(format_args!("Nothing was written."));
    }
    Ok(code)
}

/// Looks for mistakes; also in what questions say of programs, if each may run for this long.
pub(crate) fn check(folder: &Path, time: Option<Duration>) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let outcome = project.run(Mode::Check)?;
    let course = outcome.session.course();
    let proof = match time {
        Some(time) => run_code::prove(&project, &course, time),
        None => Proof::default(),
    };
    let (programs, run) = (proof.programs, proof.run);
    outcome.session.report(proof.mistakes);
    let code = report::print(&outcome.diagnostics()?);
    if code == ExitCode::SUCCESS {
        report::say(format_args!("Checked {} chapters.", course.chapters.len()))?;
        if time.is_some() {
            report::say(format_args!(
                "Proved {programs} programs, {run} of them by running."
            ))?;
        }
    }
    Ok(code)
}
