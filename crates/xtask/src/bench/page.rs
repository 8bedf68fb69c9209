//! `cargo xtask bench page`: what each page of a built site loads.
//!
//! [`run`] prints the table, [`is_within_budget`] is the same as a step of the tests. Sizes are
//! those of gzip -6 in units of 1,000 bytes; they depend on nothing but the site, so that a test
//! may rest on them. Invariant: a file that is named and is not there breaks the budget as a heavy
//! one does.

mod scales;
mod styles;

use super::table;
use anyhow::{Context, Result, bail};
use scales::Page;
pub(super) use scales::Scales;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A chapter of [`TEXT`] characters with a quiz and a diagram, and everything that it loads.
const PAGE_BYTES: usize = 60_000;
const TEXT: usize = 25_000;
/// What a longer chapter may weigh more: so many bytes for 10 further characters of text. Prose
/// alone takes 4 of them compressed, with its markup 6.
const BYTES_FOR_TEN_CHARACTERS: usize = 6;
const REQUESTS: usize = 10;
/// What the learner's own pages (Review, All questions, Progress) may load more than a chapter of
/// the same text: they know every item and question of the book, and run the review engine at once.
const LEARNER_BYTES: usize = 35_000;
const LEARNER_REQUESTS: usize = 4;
/// The learner runtime on a page without a quiz.
const PROGRESS_BYTES: usize = 18_000;
/// The scripts of the learner runtime on a page with one, the grader included.
const QUIZ_BYTES: usize = 32_800;
/// What quizzes and progress may add to the style sheet: 35 KB together with the scripts.
const RUNTIME_STYLE_BYTES: usize = 2_200;
/// What the first search of a book of 213,000 words loads.
const SEARCH_BYTES: usize = 350_000;
const SEARCH_INDEX: &str = "search-index.js";
/// How many results are in view at first, and so have their excerpts loaded.
const IN_VIEW: usize = 8;

/// Prints the table; fails if a budget is broken.
pub(crate) fn run(site: &Path) -> Result<ExitCode> {
    Ok(if is_within_budget(site)? {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints the table and says whether all pages keep their budgets.
pub(crate) fn is_within_budget(site: &Path) -> Result<bool> {
    let mut scales = Scales::new(site);
    let mut pages = Vec::new();
    for path in html_files(site)? {
        pages.extend(scales.weigh(&path)?);
    }
    if pages.is_empty() {
        bail!(
            "there are no pages in `{}`; build the book first: cargo xtask book",
            site.display()
        );
    }
    print(&pages);
    let mut broken: Vec<String> = pages.iter().flat_map(Page::broken).collect();
    broken.extend(weigh_search(&mut scales)?);
    for line in &broken {
        println!("OVER: {line}");
    }
    Ok(broken.is_empty())
}

impl Page {
    fn runtime_budget(&self) -> usize {
        if self.has_quiz {
            QUIZ_BYTES
        } else {
            PROGRESS_BYTES
        }
    }

    /// What the page may weigh.
    fn page_budget(&self) -> usize {
        let longer = self.text.saturating_sub(TEXT) * BYTES_FOR_TEN_CHARACTERS / 10;
        let more = if self.is_learners() { LEARNER_BYTES } else { 0 };
        PAGE_BYTES + longer + more
    }

    fn request_budget(&self) -> usize {
        let more = if self.is_learners() {
            LEARNER_REQUESTS
        } else {
            0
        };
        REQUESTS + more
    }

    fn is_learners(&self) -> bool {
        self.kind.starts_with(scales::LEARNERS)
    }

    /// Which budgets the page breaks.
    fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mut limit = |what: &str, value: usize, budget: usize| {
            if value > budget {
                broken.push(format!("{}: {what}: {value}, budget {budget}", self.path));
            }
        };
        limit("bytes in all", self.total(), self.page_budget());
        limit("bytes of the runtime", self.runtime, self.runtime_budget());
        limit(
            "bytes of the runtime's styles",
            self.runtime_styles,
            RUNTIME_STYLE_BYTES,
        );
        limit("requests", self.requests, self.request_budget());
        broken.extend(
            self.outside
                .iter()
                .map(|url| format!("{}: another host: {url}", self.path)),
        );
        broken.extend(
            self.missing
                .iter()
                .map(|url| format!("{}: there is no file {url}", self.path)),
        );
        broken
    }
}

/// Prints the weight of what the first search loads: the script, the index, and the texts of the
/// results in view, for which the heaviest stand here. Says whether it is over its budget.
fn weigh_search(scales: &mut Scales<'_>) -> Result<Option<String>> {
    let Some(index) = scales.file(SEARCH_INDEX)? else {
        return Ok(None);
    };
    let (_, script) = scales.asset("search")?.context("there is no search.js")?;
    let in_view: usize = scales.assets("text")?.iter().take(IN_VIEW).sum();
    let size = index + script + in_view;
    println!(
        "\nThe first search with excerpts: {} of {} KB (index {}, texts of {IN_VIEW} results at most {})",
        kilobytes(size),
        kilobytes(SEARCH_BYTES),
        kilobytes(index),
        kilobytes(in_view),
    );
    Ok((size > SEARCH_BYTES)
        .then(|| format!("the first search: {size} bytes, budget {SEARCH_BYTES}")))
}

/// Prints the heaviest page of each kind.
fn print(pages: &[Page]) {
    let mut kinds: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        kinds.entry(&page.kind).or_default().push(page);
    }
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .filter_map(|(kind, pages)| row(kind, pages))
        .collect();
    let request_budget = format!("requests, of {REQUESTS}");
    let head = [
        "kind",
        "heaviest page",
        "pages",
        "characters",
        "HTML",
        "CSS",
        "scripts",
        "others",
        "KB",
        "budget",
        "used",
        "runtime",
        "of",
        "its CSS",
        &request_budget,
    ];
    table::print(2, &head, &rows);
}

fn row(kind: &str, pages: &[&Page]) -> Option<Vec<String>> {
    let page = pages.iter().max_by_key(|page| page.total())?;
    let share = page.total() * 100 / page.page_budget();
    Some(vec![
        kind.to_owned(),
        page.path.clone(),
        pages.len().to_string(),
        page.text.to_string(),
        kilobytes(page.html),
        kilobytes(page.styles),
        kilobytes(page.scripts),
        kilobytes(page.others),
        kilobytes(page.total()),
        kilobytes(page.page_budget()),
        format!("{share} %"),
        kilobytes(page.runtime),
        (page.runtime_budget() / 1000).to_string(),
        kilobytes(page.runtime_styles),
        page.requests.to_string(),
    ])
}

/// Bytes in units of 1,000, with one digit behind the point.
pub(super) fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// All HTML files of a folder, sorted.
fn html_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(html_files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
