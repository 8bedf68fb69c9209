//! `cargo xtask bench quiz`: what quizzes cost, beside mdbook-quiz.
//!
//! [`run`] is the entry point. It builds a generated book without a quiz and with 200, weighs what a
//! page with a quiz loads for it, and lets Chromium open pages. Figures of mdbook-quiz 0.5.0 were
//! measured once, on a book of its own format. Invariant: a figure stands beside its bound.

use super::browser::browser_times;
use super::build::{BOOK_TOML, remove};
use super::generated;
use super::generated_quizzes::{self, QUESTIONS};
use super::measure::{Cost, NEEDS, measure};
use super::page::{Scales, kilobytes};
use super::table;
use crate::book::TOOL;
use crate::setup::{self, Need};
use crate::{shell, test};
use anyhow::Result;
use std::path::{Path, PathBuf};

const FOLDER: &str = "target/bench/quiz";
const CHAPTERS: usize = 100;
const QUIZZES: usize = 200;
const RUNS: usize = 5;

/// Builds, weighs, opens, and prints the tables.
pub(crate) fn run() -> Result<()> {
    shell::title("Tools");
    setup::c_compiler()?;
    setup::wasm_target()?;
    Need::install(&NEEDS)?;
    test::install_chromium()?;
    test::build()?;
    let scratch = shell::workspace_root().join(FOLDER);
    remove(&scratch)?;
    shell::title("Builds");
    let without = book_with(&scratch, 0)?;
    let with = book_with(&scratch, QUIZZES)?;
    let costs = [
        best_build(&without, &scratch)?,
        best_build(&with, &scratch)?,
    ];
    let site = with.join("book/html");
    shell::title("Chromium");
    let times = browser_times("BENCH_SITE", site.as_os_str())?;
    shell::title("What quizzes cost");
    println!(
        "{QUIZZES} quizzes with {} questions of all types in {CHAPTERS} chapters; the best of {RUNS} builds and of 3 loads.\n",
        QUIZZES * QUESTIONS
    );
    let mut rows = time_rows(&costs, &times);
    rows.extend(size_rows(&site)?);
    table::print(1, &["what", "coursebook", "bound", "mdbook-quiz"], &rows);
    remove(&scratch)
}

/// A generated book with so many quizzes.
fn book_with(scratch: &Path, quizzes: usize) -> Result<PathBuf> {
    let book = scratch.join(format!("{quizzes}-quizzes"));
    let content = book.join("content");
    generated::write(&content, CHAPTERS)?;
    let chapters: Vec<String> = (0..CHAPTERS).map(generated::path).collect();
    generated_quizzes::add(&content, &chapters, quizzes)?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(book)
}

fn best_build(book: &Path, scratch: &Path) -> Result<Cost> {
    println!("coursebook build {}", book.display());
    let tool = shell::workspace_root().join(TOOL);
    let build = |number: usize| {
        let folder = book.join(if number == 0 { "book" } else { "again" });
        remove(&book.join("again"))?;
        measure(&tool, book, &folder, scratch)
    };
    let mut best = build(0)?;
    for number in 1..RUNS {
        best = best.best(build(number)?);
    }
    Ok(best)
}

fn time_rows([without, with]: &[Cost; 2], times: &[(String, f64)]) -> Vec<Vec<String>> {
    let time = |name: &str| {
        let found = times.iter().find(|(known, _)| known == name);
        found.map_or("?".to_owned(), |(_, value)| format!("{value:.0} ms"))
    };
    let added = |cost: fn(&Cost) -> f64| format!("{:.2} s", (cost(with) - cost(without)).max(0.0));
    vec![
        row(
            "added to a build, wall time",
            added(|cost| cost.wall),
            "0.20 s",
            "0.2 s",
        ),
        row("added to a build, CPU time", added(|cost| cost.cpu), "", ""),
        row("print.html in Chromium", time("print"), "2000 ms", "105 s"),
        row(
            "scripts of a page of five, 4x slower",
            time("script"),
            "50 ms",
            "500 ms",
        ),
    ]
}

fn size_rows(site: &Path) -> Result<Vec<Vec<String>>> {
    let mut scales = Scales::new(site);
    let mut script =
        |name| -> Result<usize> { Ok(scales.asset(name)?.map_or(0, |(_, size)| size)) };
    let (quiz, grader) = (script("quiz")?, script("grader")?);
    let print = scales.weigh(&site.join("print.html"))?.unwrap_or_default();
    let five = scales.weigh(&site.join("five.html"))?.unwrap_or_default();
    let size = |bytes: usize| format!("{} KB", kilobytes(bytes));
    Ok(vec![
        row(
            "quiz and grader scripts, gzip",
            size(quiz + grader),
            "",
            "456 KB",
        ),
        row(
            "whole runtime of a page with a quiz, CSS too",
            size(five.runtime + five.runtime_styles),
            "35 KB",
            "456 KB",
        ),
        row(
            "a page of five questions, all of it",
            size(five.total()),
            "60 KB",
            "above 800 KB",
        ),
        row(
            "print.html with its style sheet",
            size(print.total()),
            "",
            "",
        ),
    ])
}

fn row(what: &str, ours: String, bound: &str, theirs: &str) -> Vec<String> {
    vec![what.to_owned(), ours, bound.to_owned(), theirs.to_owned()]
}
