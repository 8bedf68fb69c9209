//! `coursebook build` and `coursebook check`.

use crate::project::Project;
use crate::report;
use crate::run_code::{self, Proof};
use crate::zip;
use anyhow::Result;
use coursebook_html::{Download, Mode};
use coursebook_preprocessors::diagnostic::{self, Diagnostic};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Builds the site, before it the zip file that it offers if that is wanted, and says where it is.
pub(crate) fn build(folder: &Path, zip: bool) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let pdf = pdf_of(&project)?;
    let mut downloads = pdf.downloads;
    let mut zipped = None;
    if zip {
        zipped = zip_with(&project, &downloads)?;
        downloads.extend(zipped.clone());
    }
    let site = project.run_with(Mode::Build, downloads)?;
    let mut diagnostics = site.diagnostics()?;
    // Both forms of the book have its mistakes; each is told once.
    diagnostics.extend(pdf.diagnostics);
    diagnostic::sort(&mut diagnostics);
    diagnostics.dedup_by(|a, b| (&a.span, &a.message) == (&b.span, &b.message));
    let code = report::print(&diagnostics);
    for line in &pdf.lines {
        report::say(format_args!("{line}"))?;
    }
    if code == ExitCode::SUCCESS {
        report::say(format_args!(
            "The site is in {}",
            project.site_folder(&Mode::Build).display()
        ))?;
        if let Some(zip) = zipped {
            let file = zip.file.display();
            report::say(format_args!("To be read from a disk: {file}"))?;
        }
    } else if pdf.lines.is_empty() {
        report::tell(format_args!("Nothing was written."));
    } else {
        report::tell(format_args!("The site was not written."));
    }
    Ok(code)
}

/// The zip file of a site that offers these files itself; nothing if the content has mistakes, which
/// the build of the site reports.
fn zip_with(project: &Project, downloads: &[Download]) -> Result<Option<Download>> {
    let disk = project.run_with(Mode::Disk, downloads.to_vec())?;
    let has_mistakes = disk.diagnostics()?.iter().any(Diagnostic::is_error);
    Ok(match has_mistakes {
        true => None,
        false => Some(zip::write(project)?),
    })
}

/// The book's PDF, as far as a build of the site needs it.
#[derive(Default)]
pub(crate) struct Pdf {
    /// What the site offers.
    pub(crate) downloads: Vec<Download>,
    /// What was found on the way.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What was written, for who asked for the build.
    pub(crate) lines: Vec<String>,
}

/// The PDF, if `book.toml` asks for one.
fn pdf_of(project: &Project) -> Result<Pdf> {
    if !project.wants_pdf() {
        return Ok(Pdf::default());
    }
    #[cfg(feature = "pdf")]
    return crate::pdf::of_project(project);
    #[cfg(not(feature = "pdf"))]
    {
        report::tell(format_args!("book.toml asks for a PDF: {}", crate::NO_PDF));
        Ok(Pdf::default())
    }
}

/// Looks for mistakes; also in what questions say of programs, if each may run for this long.
pub(crate) fn check(folder: &Path, time: Option<Duration>) -> Result<ExitCode> {
    let project = Project::open(folder)?;
    let outcome = project.run(Mode::Check)?;
    #[cfg(feature = "pdf")]
    crate::pdf::check_settings(&project, &outcome.session);
    let course = outcome.session.course();
    let proof = match time {
        Some(time) => run_code::prove(&project, &course, time),
        None => Proof::default(),
    };
    let (programs, run) = (proof.programs, proof.run);
    outcome.session.report(proof.mistakes);
    let code = report::print(&outcome.diagnostics()?);
    if code == ExitCode::SUCCESS {
        let what = match course.chapters.len() {
            1 => "one chapter".to_owned(),
            chapters => format!("{chapters} chapters"),
        };
        report::say(format_args!("Checked {what}."))?;
        if time.is_some() {
            let what = if programs == 1 { "program" } else { "programs" };
            report::say(format_args!(
                "Proved {programs} {what}, {run} of them by running."
            ))?;
        }
    }
    Ok(code)
}
