//! `coursebook build` and `coursebook check`.

use crate::project::Project;
use crate::report;
use crate::run_code::{self, Proof};
use crate::zip;
use anyhow::Result;
use coursebook_html::Mode;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Builds the site, and a zip file of it if that is wanted, and says where it is.
pub(crate) fn build(folder: &Path, zip: bool) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let outcome = if zip {
        project.build_for_disk()?
    } else {
        project.run(Mode::Build)?
    };
    let diagnostics = outcome.diagnostics()?;
    let code = report::print(&diagnostics);
    if code == ExitCode::SUCCESS {
        report::say(format_args!(
            "The site is in {}",
            project.site_folder(&Mode::Build).display()
        ))?;
        if zip {
            let file = zip::write(&project)?;
            report::say(format_args!("To be read from a disk: {}", file.display()))?;
        }
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
