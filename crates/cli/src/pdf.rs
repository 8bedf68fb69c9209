//! `coursebook pdf`, the PDF of `coursebook build`, and `coursebook render pdf` for the stock
//! `mdbook`.

use crate::arguments::BookFolder;
use crate::build::Pdf;
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use coursebook_html::{Download, Form};
use coursebook_pdf::{Options, Paper, PdfRenderer, Written};
use coursebook_preprocessors::diagnostic::Diagnostic;
use coursebook_preprocessors::session::{Session, Target};
use mdbook_renderer::{RenderContext, Renderer};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// What `coursebook pdf` is told.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    book: BookFolder,
    /// The size of the pages.
    #[arg(long, value_name = "SIZE")]
    paper: Option<Size>,
    /// For binding: a wider inner margin, page numbers outside, parts on right-hand pages.
    #[arg(long)]
    two_sided: bool,
    /// Only this chapter, by its path in the content folder.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["phase", "split"])]
    chapter: Option<PathBuf>,
    /// Only one part of the book, by its number, or how its title or folder begins.
    #[arg(long, value_name = "N", conflicts_with = "split")]
    phase: Option<String>,
    /// One PDF for each part of the book.
    #[arg(long)]
    split: bool,
    /// A folder of further fonts (TTF, OTF), for scripts and signs that the built-in faces lack.
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
    /// Without the answers of quizzes at the end.
    #[arg(long)]
    no_answer_key: bool,
    /// The folder to write into.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

/// The size of pages.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches.
    Letter,
    /// 148 × 210 mm, for e-readers.
    A5,
    /// 76 × 150 mm, for a phone held upright.
    Phone,
}

/// Typesets the book and says where it is.
pub(crate) fn pdf(arguments: &Arguments) -> Result<ExitCode> {
    let project = Project::open(&arguments.book.folder)?;
    let folder = arguments
        .output
        .clone()
        .unwrap_or_else(|| folder_of(&project));
    let made = make(&project, &folder, &|options| arguments.change(options))?;
    let code = report::print(&made.diagnostics);
    if code == ExitCode::SUCCESS {
        for written in &made.written {
            report::say(format_args!("{}", line_of(written)))?;
        }
    } else {
        report::tell(format_args!("Nothing was written."));
    }
    Ok(code)
}

/// Reports what is wrong with `[output.pdf]`, if the book has it.
pub(crate) fn check_settings(project: &Project, session: &Session) {
    if project.wants_pdf() {
        // What it reads is of no use here; what it reports is.
        let _ = Options::read(&project.config, session);
    }
}

/// The PDF that a build of the site offers.
pub(crate) fn of_project(project: &Project) -> Result<Pdf> {
    let made = make(project, &folder_of(project), &|_| Ok(()))?;
    let downloads = made.written.iter().map(|written| Download {
        file: written.path.clone(),
        name: written
            .path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        form: Form::Pdf,
        part: written.part.clone(),
        size: written.size,
    });
    Ok(Pdf {
        downloads: downloads.collect(),
        lines: made.written.iter().map(line_of).collect(),
        diagnostics: made.diagnostics,
    })
}

/// `coursebook render pdf`: mdBook's protocol on stdin.
pub(crate) fn render(name: &str) -> Result<ExitCode> {
    if name != "pdf" {
        bail!("there is no renderer `{name}`; there is pdf");
    }
    let context = RenderContext::from_json(std::io::stdin().lock())?;
    let session = Arc::new(Project::open(&context.root)?.session(Target::Typed)?);
    let Some(options) = Options::read(&context.config, &session) else {
        return Ok(report::print(&session.diagnostics()));
    };
    let outcome = PdfRenderer::new(session.clone(), options).render(&context);
    let found = session.diagnostics();
    let code = report::print(&found);
    // Mistakes in the content have just been told.
    if !found.iter().any(Diagnostic::is_error) {
        outcome?;
    }
    Ok(code)
}

/// What came of typesetting.
struct Made {
    written: Vec<Written>,
    diagnostics: Vec<Diagnostic>,
}

fn make(
    project: &Project,
    folder: &Path,
    change: &dyn Fn(&mut Options) -> Result<()>,
) -> Result<Made> {
    let written: Arc<Mutex<Vec<Written>>> = Arc::default();
    let all = written.clone();
    let outcome = project.run_into(Target::Typed, |session: Arc<Session>, book| {
        let Some(mut options) = Options::read(&project.config, &session) else {
            return Ok(());
        };
        change(&mut options)?;
        let renderer = PdfRenderer::new(session, options)
            .into_folder(folder.to_owned())
            .noting_in(all);
        book.execute_build_process(&renderer)
    })?;
    let diagnostics = outcome.diagnostics()?;
    let written = std::mem::take(&mut *written.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Made {
        written,
        diagnostics,
    })
}

fn folder_of(project: &Project) -> PathBuf {
    project.build_folder().join("pdf")
}

fn line_of(written: &Written) -> String {
    let form = if written.accessible {
        "accessible by PDF/UA-1"
    } else {
        "tagged, but not PDF/UA-1"
    };
    format!(
        "The PDF is in {} ({} pages, {} kB, {form})",
        written.path.display(),
        written.pages,
        written.size.div_ceil(1_000),
    )
}

impl Arguments {
    /// What the command line says goes before `book.toml`.
    fn change(&self, options: &mut Options) -> Result<()> {
        if let Some(size) = self.paper {
            options.paper = match size {
                Size::A4 => Paper::A4,
                Size::Letter => Paper::Letter,
                Size::A5 => Paper::A5,
                Size::Phone => Paper::Phone,
            };
        }
        options.two_sided |= self.two_sided;
        options.split =
            self.split || (options.split && self.chapter.is_none() && self.phase.is_none());
        options.chapter = self.chapter.clone();
        options.phase = self.phase.clone();
        if self.no_answer_key {
            options.answer_key = Some(false);
        }
        if let Some(folder) = &self.fonts {
            let folder = folder
                .canonicalize()
                .with_context(|| format!("there is no folder `{}`", folder.display()))?;
            options.fonts = Some(folder);
        }
        Ok(())
    }
}
