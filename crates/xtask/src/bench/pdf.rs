//! `cargo xtask bench pdf`: what a PDF costs, beside Chromium's print of the same book.
//!
//! [`run`] is the entry point. Both print one book: `coursebook pdf` from its Markdown, Chromium
//! from the site's `print.html`, whose build is not counted. Invariant: both are run as often, in
//! turn, and the best run of each counts.

use super::build::remove;
use super::measure::{Cost, NEEDS, measure_command};
use super::table;
use crate::book::TOOL;
use crate::setup::{self, Need};
use crate::test::{CHROMIUM, PDFINFO, the_pdf};
use crate::{shell, test};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "target/bench/pdf";
const RUNS: usize = 3;
/// How much less CPU time than Chromium's it must take.
const FACTOR: f64 = 2.5;

/// Prints the book both ways, and the table; an error if the bound is broken.
pub(crate) fn run(book: &Path) -> Result<()> {
    shell::title("Tools");
    setup::c_compiler()?;
    setup::wasm_target()?;
    Need::install(&NEEDS)?;
    Need::install(&[&PDFINFO])?;
    test::install_chromium()?;
    test::build()?;
    let scratch = shell::workspace_root().join(FOLDER);
    remove(&scratch)?;
    std::fs::create_dir_all(&scratch)
        .with_context(|| format!("cannot make `{}`", scratch.display()))?;
    shell::title("Site");
    let page = print_page(book, &scratch)?;
    shell::title("PDFs");
    let ways = Ways {
        book,
        page: &page,
        scratch: &scratch,
    };
    let (mut ours, mut theirs) = (ways.typst()?, ways.chromium()?);
    for _ in 1..RUNS {
        ours = ours.best(ways.typst()?);
        theirs = theirs.best(ways.chromium()?);
    }
    shell::title("What a PDF costs");
    println!("{}; the best of {RUNS} runs.\n", book.display());
    let rows = [
        row("coursebook pdf", &ours, &the_pdf(&scratch.join("typst"))?)?,
        row(
            "Chromium, print.html",
            &theirs,
            &scratch.join("chromium.pdf"),
        )?,
    ];
    table::print(1, &["way", "CPU", "wall", "peak", "pages", "size"], &rows);
    let factor = theirs.cpu / ours.cpu;
    println!("\nChromium takes {factor:.1} times the CPU time; the bound is {FACTOR}.");
    remove(&scratch)?;
    if factor < FACTOR {
        bail!("the PDF takes too much CPU time");
    }
    Ok(())
}

/// The site's page for printing; a book that asks for a PDF gets one too, and none of it is counted. What the site's build refuses (a dead link in
/// somebody else's book) is an error here too.
fn print_page(book: &Path, scratch: &Path) -> Result<PathBuf> {
    let mut tool = Command::new(shell::workspace_root().join(TOOL));
    tool.arg("build").arg(book);
    tool.env("MDBOOK_BUILD__BUILD_DIR", scratch.join("site"));
    shell::run(&mut tool)?;
    let page = scratch.join("site/html/print.html");
    match page.is_file() {
        true => Ok(page),
        false => bail!("the site of `{}` has no print.html", book.display()),
    }
}

/// Chromium leaves the processes that print behind, and their time with nobody. As process 1 of a
/// space of its own, bash inherits them, waits for them and so counts their time.
const WITH_ORPHANS: &str = r#""$@"; status=$?; sleep 1; exit $status"#;

/// The two ways to the PDF of a book.
struct Ways<'a> {
    book: &'a Path,
    page: &'a Path,
    scratch: &'a Path,
}

impl Ways<'_> {
    fn typst(&self) -> Result<Cost> {
        let folder = self.scratch.join("typst");
        let mut tool = Command::new(shell::workspace_root().join(TOOL));
        tool.arg("pdf").arg(self.book).arg("--output").arg(folder);
        // Its own folder, and so its own pictures: not those of an earlier build of the book.
        tool.env("MDBOOK_BUILD__BUILD_DIR", self.scratch.join("site"));
        measure_command(&tool, self.scratch)
    }

    fn chromium(&self) -> Result<Cost> {
        let profile = self.scratch.join("profile");
        remove(&profile)?;
        let program = CHROMIUM.find().context("Chromium is not there")?;
        let mut chromium = Command::new("unshare");
        let is_root = shell::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
        if !is_root {
            chromium.args(["--user", "--map-root-user"]);
        }
        chromium.args(["--pid", "--fork", "bash", "-c", WITH_ORPHANS, "bash"]);
        chromium.arg(program).args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
        ]);
        chromium.arg(joined("--user-data-dir=", &profile));
        chromium.arg(joined(
            "--print-to-pdf=",
            &self.scratch.join("chromium.pdf"),
        ));
        chromium.arg(joined("file://", self.page));
        measure_command(&chromium, self.scratch)
    }
}

fn joined(option: &str, path: &Path) -> String {
    format!("{option}{}", path.display())
}

fn row(way: &str, cost: &Cost, pdf: &Path) -> Result<Vec<String>> {
    let size = pdf
        .metadata()
        .with_context(|| format!("there is no `{}`", pdf.display()))?
        .len();
    let said = shell::output(Command::new("pdfinfo").arg(pdf));
    let pages = said.and_then(|said| {
        let line = said.lines().find_map(|line| line.strip_prefix("Pages:"))?;
        Some(line.trim().to_owned())
    });
    Ok(vec![
        way.to_owned(),
        format!("{:.1} s", cost.cpu),
        format!("{:.1} s", cost.wall),
        format!("{:.0} MB", cost.peak),
        pages.unwrap_or_else(|| "?".to_owned()),
        format!("{:.1} MB", size as f64 / 1e6),
    ])
}
