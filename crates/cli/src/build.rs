//! `coursebook build` and `coursebook check`.

use crate::project::Project;
use crate::report;
use anyhow::Result;
use coursebook_html::Mode;
use std::path::Path;
use std::process::ExitCode;

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

/// Looks for mistakes.
pub(crate) fn check(folder: &Path) -> Result<ExitCode> {
    let outcome = Project::open(folder)?.run(Mode::Check)?;
    let chapters = outcome.session.course().chapters.len();
    let code = report::print(&outcome.diagnostics()?);
    if code == ExitCode::SUCCESS {
        report::say(format_args!("Checked {chapters} chapters."))?;
    }
    Ok(code)
}
