//! `cargo xtask test`: everything that must hold before a change is merged.
//!
//! [`run`] is the entry point. Invariants: the first failure ends the run; what is left out is
//! said, with the reason. Everything is built with `--workspace`, never for one package, because
//! cargo would choose other features for it and compile the heavy dependencies a second time.

mod exports;
mod html;
mod listings;

use crate::bench;
use crate::book::TOOL;
use crate::setup::{self, Need, POSTGRES};
use crate::{pdfua, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// A part of the tests that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// What the sources look like and depend on.
    Lint,
    /// Tests that need no browser.
    Unit,
    /// The own book, without a mistake, within its weight, and valid HTML.
    Site,
    /// The built site in real browsers.
    Browsers,
    /// The listings of the book.
    Listings,
}

impl Step {
    /// All, in the order in which they run.
    pub(crate) const ALL: [Step; 5] = [
        Step::Lint,
        Step::Unit,
        Step::Site,
        Step::Browsers,
        Step::Listings,
    ];

    /// What it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Step::Lint => "lint",
            Step::Unit => "unit",
            Step::Site => "site",
            Step::Browsers => "browsers",
            Step::Listings => "listings",
        }
    }

    /// The step of that name.
    pub(crate) fn named(name: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.name() == name)
    }

    fn run(self) -> Result<()> {
        match self {
            Step::Lint => lint(),
            Step::Unit => unit(),
            Step::Site => site(),
            Step::Browsers => browsers(),
            Step::Listings => listings::run(),
        }
    }

    fn needs(self) -> &'static [&'static Need] {
        match self {
            Step::Lint => &[],
            Step::Unit => &[&PDFTOTEXT, &QPDF],
            Step::Site => &[&JAVA, &NODE, &NPM, &QPDF, &PYTHON],
            Step::Browsers => &[&CHROMIUM, &CHROMEDRIVER, &FIREFOX, &NODE, &NPM],
            Step::Listings => &[&NODE, &PYTHON, &JAVA, &OPENSSL, &POSTGRES, &CHROMIUM],
        }
    }
}

pub(crate) const CHROMIUM: Need = Need::of(
    &["chromium", "chromium-browser", "google-chrome"],
    "chromium",
);
/// Read PDFs back in tests.
const PDFTOTEXT: Need = Need::of(&["pdftotext"], "poppler-utils");
pub(crate) const PDFINFO: Need = Need::of(&["pdfinfo"], "poppler-utils");
const QPDF: Need = Need::of(&["qpdf"], "qpdf");
const CHROMEDRIVER: Need = Need::of(&["chromedriver"], "chromium-driver");
const FIREFOX: Need = Need {
    programs: &["firefox-esr", "firefox"],
    package: "firefox-esr",
    optional: true,
};
const NODE: Need = Need::of(&["node"], "nodejs");
/// Brings axe-core, with which the browser tests look for barriers, the checker of HTML, and a
/// reader of GIFT.
const NPM: Need = Need::of(&["npm"], "npm");
const PYTHON: Need = Need::of(&["python3"], "python3");
const JAVA: Need = Need::of(&["java"], "default-jdk-headless");
const OPENSSL: Need = Need::of(&["openssl"], "openssl");

const DENY: &str = "cargo-deny";
const DENY_VERSION: &str = "0.20.2";
const GECKODRIVER: &str = "geckodriver";
const GECKODRIVER_VERSION: &str = "0.36.0";

/// Where the own book is built for the tests, beside the one that the user may be reading.
const BOOK: &str = "target/test/book";

/// The tests that need browsers.
const BROWSER_TESTS: &str = "crates/browser-tests";

/// Runs the steps, all of them if none is named.
pub(crate) fn run(steps: &[Step]) -> Result<()> {
    let is_chosen = |step: &Step| steps.is_empty() || steps.contains(step);
    let chosen: Vec<Step> = Step::ALL.into_iter().filter(is_chosen).collect();
    let started = Instant::now();
    set_up(&chosen)?;
    for step in &chosen {
        let started = Instant::now();
        step.run()
            .with_context(|| format!("step {} failed", step.name()))?;
        println!(
            "-- {}: passed in {} s",
            step.name(),
            started.elapsed().as_secs()
        );
    }
    let names: Vec<_> = chosen.iter().map(|step| step.name()).collect();
    println!(
        "\nPassed in {} s: {}",
        started.elapsed().as_secs(),
        names.join(", ")
    );
    Ok(())
}

fn set_up(steps: &[Step]) -> Result<()> {
    shell::title("What the tests need");
    setup::c_compiler()?;
    setup::wasm_target()?;
    let needs: Vec<&Need> = steps
        .iter()
        .flat_map(|step| step.needs())
        .copied()
        .collect();
    Need::install(&needs)?;
    let drives_firefox = steps.contains(&Step::Browsers) && FIREFOX.find().is_some();
    if drives_firefox && shell::find(&[GECKODRIVER]).is_none() {
        setup::cargo_tool(GECKODRIVER, GECKODRIVER_VERSION, &[])?;
    }
    println!("All there.");
    Ok(())
}

fn lint() -> Result<()> {
    shell::title("Formatting");
    cargo("fmt --all --check")?;
    licences()?;
    shell::title("Clippy");
    cargo("clippy --release --workspace --all-targets -- -D warnings")?;
    shell::title("API documentation");
    let mut doc = shell::cargo();
    doc.args(shell::words("doc --release --workspace --no-deps"));
    shell::run(doc.env("RUSTDOCFLAGS", "-Dwarnings"))
}

/// Licences and sources of all dependencies. Advisories are left to the workflow of the code host:
/// they change without a change of ours, and need the network.
fn licences() -> Result<()> {
    shell::title("Licences and sources of dependencies");
    let program = setup::cargo_tool(DENY, DENY_VERSION, &[])?;
    shell::run(Command::new(program).args(shell::words("check bans licenses sources")))
}

fn unit() -> Result<()> {
    shell::title("Build");
    build()?;
    shell::title("Unit and integration tests");
    let mut test = shell::cargo();
    test.args(shell::words("test --release --workspace --lib --bins"));
    for name in integration_tests()? {
        test.args(["--test", &name]);
    }
    shell::run(&mut test)?;
    shell::title("Examples in the documentation");
    cargo("test --release --workspace --doc")
}

fn site() -> Result<()> {
    build_site()?;
    shell::title("Weight of the pages");
    if !bench::page::is_within_budget(&site_folder())? {
        bail!("a page is heavier than its budget");
    }
    // The only page that the zip file has and the site has not.
    let whole_book = shell::workspace_root()
        .join(BOOK)
        .join("disk/whole-book.html");
    html::check(&site_folder(), &[whole_book])?;
    exports::check()?;
    shell::title("The PDF");
    let pdf = the_pdf(&shell::workspace_root().join(BOOK).join("pdf"))?;
    shell::run(Command::new("qpdf").arg("--check").arg(&pdf))?;
    pdfua::check(&pdf)
}

/// The only PDF in a folder.
pub(crate) fn the_pdf(folder: &Path) -> Result<PathBuf> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut pdfs = entries.flatten().map(|entry| entry.path());
    let pdf = pdfs.find(|path| path.extension().is_some_and(|end| end == "pdf"));
    pdf.with_context(|| format!("no PDF in `{}`", folder.display()))
}

fn browsers() -> Result<()> {
    build_site()?;
    shell::title("Browsers");
    let names = test_files(Path::new(BROWSER_TESTS))?;
    if names.is_empty() {
        bail!("there are no tests in {BROWSER_TESTS}/tests");
    }
    let mut test = shell::cargo();
    test.args(shell::words("test --release --workspace"));
    for name in names {
        test.args(["--test", &name]);
    }
    test.env("PATH", shell::search_path());
    test.env("COURSEBOOK", shell::workspace_root().join(TOOL));
    test.env("COURSEBOOK_SITE", site_folder());
    for (variable, program) in browser_programs() {
        test.env(variable, program);
    }
    shell::run(&mut test)
}

/// Sees to Chromium and its driver.
pub(crate) fn install_chromium() -> Result<()> {
    Need::install(&[&CHROMIUM, &CHROMEDRIVER])
}

/// The variables under which the tests find the programs that there are.
pub(crate) fn browser_programs() -> Vec<(&'static str, PathBuf)> {
    let programs = [
        ("CHROMIUM", CHROMIUM.find()),
        ("CHROMEDRIVER", CHROMEDRIVER.find()),
        ("FIREFOX", FIREFOX.find()),
        ("GECKODRIVER", shell::find(&[GECKODRIVER])),
    ];
    programs
        .into_iter()
        .filter_map(|(variable, program)| Some((variable, program?)))
        .collect()
}

/// Builds the own book into a fresh folder.
fn build_site() -> Result<()> {
    shell::title("Own book");
    build()?;
    if Path::new(BOOK).exists() {
        std::fs::remove_dir_all(BOOK).with_context(|| format!("cannot remove `{BOOK}`"))?;
    }
    let mut tool = Command::new(TOOL);
    // With a host, so that the pages have what they tell the open web.
    tool.args(["build", "--zip"])
        .env("MDBOOK_BUILD__BUILD_DIR", BOOK)
        .env(
            "MDBOOK_OUTPUT__HTML__SITE_URL",
            "https://example.org/course/",
        );
    shell::run(&mut tool)
}

fn site_folder() -> PathBuf {
    shell::workspace_root().join(BOOK).join("html")
}

/// Builds all targets, because only then cargo chooses the features that the tests have. Benchmarks
/// are built so too: with other features Typst would be compiled a second time.
pub(crate) fn build() -> Result<()> {
    cargo("build --release --workspace --all-targets")
}

fn cargo(line: &str) -> Result<()> {
    shell::run(shell::cargo().args(shell::words(line)))
}

/// The integration tests of all packages but that of the browsers.
fn integration_tests() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for package in packages()? {
        if package != Path::new(BROWSER_TESTS) {
            names.extend(test_files(&package)?);
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// The folders of the workspace's packages.
fn packages() -> Result<Vec<PathBuf>> {
    let crates = std::fs::read_dir("crates").context("cannot read the folder crates")?;
    let mut packages: Vec<PathBuf> = crates.flatten().map(|entry| entry.path()).collect();
    packages.extend(["playground-wasm", "preprocessors"].map(PathBuf::from));
    Ok(packages)
}

/// The names of the integration tests of a package: its files and folders with a `main.rs`.
fn test_files(package: &Path) -> Result<Vec<String>> {
    let folder = package.join("tests");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let tests = paths.filter(|path| {
        path.extension().is_some_and(|end| end == "rs") || path.join("main.rs").is_file()
    });
    Ok(tests
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_found_by_name() {
        for step in Step::ALL {
            assert_eq!(Step::named(step.name()), Some(step));
        }
        assert_eq!(Step::named("Lint"), None);
    }

    #[test]
    fn integration_tests_are_files_and_folders_with_a_main() {
        let package = std::env::temp_dir().join(format!("xtask-tests-{}", std::process::id()));
        let tests = package.join("tests");
        std::fs::create_dir_all(tests.join("big")).unwrap();
        std::fs::create_dir_all(tests.join("fixtures")).unwrap();
        for name in ["small.rs", "big/main.rs", "fixtures/one.md"] {
            std::fs::write(tests.join(name), "").unwrap();
        }
        let mut found = test_files(&package).unwrap();
        found.sort();
        std::fs::remove_dir_all(&package).unwrap();
        assert_eq!(found, ["big", "small"]);
    }
}
