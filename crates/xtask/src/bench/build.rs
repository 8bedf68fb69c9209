//! `cargo xtask bench build`: building beside the stock mdBook, on the same text.
//!
//! [`run`] is the entry point. Both tools build a book from nothing and then again without a
//! change, several times; the best run counts. The budget is the share of mdBook's CPU time that
//! ours may take, so that it holds on a fast and on a slow machine.

use super::measure::{Cost, NEEDS, measure};
use super::{generated, plain, table};
use crate::book::{self, TOOL};
use crate::setup::{self, Need};
use crate::shell;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What to measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Options {
    /// Chapters of the generated book.
    pub(crate) chapters: usize,
    /// Runs, of which the best counts.
    pub(crate) runs: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            chapters: 1000,
            runs: 3,
        }
    }
}

const FOLDER: &str = "target/bench";
const MDBOOK_VERSION: &str = "0.5.4";

/// Chapters, and the share of mdBook's CPU time that a build from nothing may take.
const BUDGETS: [(f64, f64); 3] = [(111.0, 0.6), (999.0, 0.25), (4995.0, 0.05)];

/// The most memory at any size, in megabytes.
const PEAK_BUDGET: f64 = 1000.0;

/// The settings of a book for both tools; neither needs more.
const BOOK_TOML: &str =
    "[book]\ntitle = \"Benchmark\"\nlanguage = \"en\"\nsrc = \"content\"\n\n[output.html]\n";

/// Builds everything and prints the table.
pub(crate) fn run(options: &Options) -> Result<()> {
    shell::title("Tools");
    setup::c_compiler()?;
    setup::wasm_target()?;
    Need::install(&NEEDS)?;
    let mdbook = setup::cargo_tool(
        "mdbook",
        MDBOOK_VERSION,
        &["--no-default-features", "--features", "search"],
    )?;
    book::build_tool()?;
    let programs = Programs {
        mdbook: absolute(&mdbook),
        coursebook: absolute(Path::new(TOOL)),
    };
    shell::title("Builds");
    let bench = Bench {
        programs,
        runs: options.runs,
    };
    let mut rows = bench.compare("own text", &own_text()?)?;
    rows.extend(bench.everything()?);
    rows.extend(bench.compare("generated", &generated_text(options.chapters)?)?);
    println!();
    let head = [
        "book",
        "chapters",
        "tool",
        "run",
        "CPU s",
        "wall s",
        "peak MB",
        "of mdBook's CPU",
        "budget",
        "",
    ];
    table::print(4, &head, &rows.iter().map(Row::cells).collect::<Vec<_>>());
    println!(
        "\nThe best of {} runs. coursebook highlights code, mdBook leaves that to the browser.",
        options.runs
    );
    Ok(())
}

struct Programs {
    mdbook: PathBuf,
    coursebook: PathBuf,
}

struct Bench {
    programs: Programs,
    runs: usize,
}

/// A line of the table.
struct Row {
    book: &'static str,
    chapters: usize,
    tool: &'static str,
    is_cold: bool,
    cost: Cost,
    /// What the same run of mdBook costs.
    stock: Option<Cost>,
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let ratio = self.stock.map(|stock| self.cost.cpu / stock.cpu.max(0.001));
        let budget = ratio
            .filter(|_| self.is_cold)
            .map(|_| budget(self.chapters));
        let verdict = match (ratio, budget) {
            (Some(ratio), Some(budget)) if ratio > budget || self.cost.peak > PEAK_BUDGET => "OVER",
            (Some(_), Some(_)) => "within",
            _ => "",
        };
        vec![
            self.book.to_owned(),
            self.chapters.to_string(),
            self.tool.to_owned(),
            if self.is_cold {
                "from nothing"
            } else {
                "unchanged"
            }
            .to_owned(),
            format!("{:.3}", self.cost.cpu),
            format!("{:.3}", self.cost.wall),
            format!("{:.0}", self.cost.peak),
            ratio.map_or_else(String::new, |ratio| format!("{ratio:.3}")),
            budget.map_or_else(String::new, |budget| format!("{budget:.2}")),
            verdict.to_owned(),
        ]
    }
}

impl Bench {
    /// Both tools on the same text.
    fn compare(&self, name: &'static str, book: &Path) -> Result<Vec<Row>> {
        let chapters = chapters(&book.join("content"))?;
        let stock = self.both_runs(&self.programs.mdbook, book, &book.join("book-mdbook"))?;
        let ours = self.both_runs(
            &self.programs.coursebook,
            book,
            &book.join("book-coursebook"),
        )?;
        let row = |tool, is_cold, cost, stock| Row {
            book: name,
            chapters,
            tool,
            is_cold,
            cost,
            stock,
        };
        Ok(vec![
            row("mdbook", true, stock.0, None),
            row("coursebook", true, ours.0, Some(stock.0)),
            row("mdbook", false, stock.1, None),
            row("coursebook", false, ours.1, Some(stock.1)),
        ])
    }

    /// Our own book with all that the stock mdBook cannot do.
    fn everything(&self) -> Result<Vec<Row>> {
        let chapters = chapters(Path::new("content"))?;
        let build_folder = absolute(Path::new(FOLDER)).join("own-everything");
        let costs = self.both_runs(
            &self.programs.coursebook,
            &shell::workspace_root(),
            &build_folder,
        )?;
        let row = |is_cold, cost| Row {
            book: "own, with quizzes and diagrams",
            chapters,
            tool: "coursebook",
            is_cold,
            cost,
            stock: None,
        };
        Ok(vec![row(true, costs.0), row(false, costs.1)])
    }

    /// The best run from nothing and the best one without a change.
    fn both_runs(&self, program: &Path, book: &Path, build_folder: &Path) -> Result<(Cost, Cost)> {
        println!(
            "{} build {}",
            program.file_name().unwrap_or_default().display(),
            book.display()
        );
        let scratch = absolute(Path::new(FOLDER));
        let one = || measure(program, book, build_folder, &scratch);
        let mut best: Option<(Cost, Cost)> = None;
        for _ in 0..self.runs {
            remove(build_folder)?;
            let (cold, unchanged) = (one()?, one()?);
            best = Some(best.map_or((cold, unchanged), |best| {
                (best.0.best(cold), best.1.best(unchanged))
            }));
        }
        best.context("there must be at least one run")
    }
}

/// A copy of our own text that both tools build.
fn own_text() -> Result<PathBuf> {
    let book = absolute(Path::new(FOLDER)).join("own");
    remove(&book)?;
    plain::copy(Path::new("content"), &book.join("content"))?;
    plain::copy(Path::new("listings"), &book.join("listings"))?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(book)
}

/// A book that is large enough for a growth to show.
fn generated_text(chapters: usize) -> Result<PathBuf> {
    let book = absolute(Path::new(FOLDER)).join(format!("generated-{chapters}"));
    remove(&book)?;
    generated::write(&book.join("content"), chapters)?;
    std::fs::write(book.join("book.toml"), BOOK_TOML)?;
    Ok(book)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove `{}`", folder.display()))?;
    }
    Ok(())
}

fn absolute(path: &Path) -> PathBuf {
    shell::workspace_root().join(path)
}

/// How many chapters the summary in this folder names.
fn chapters(content: &Path) -> Result<usize> {
    let path = content.join("SUMMARY.md");
    let summary = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(summary.matches(".md)").count())
}

/// The budget for a book of this size: that of the design at its three sizes, and on a straight
/// line in the logarithms between them.
fn budget(chapters: usize) -> f64 {
    let size = chapters as f64;
    let line = |from: (f64, f64), to: (f64, f64)| {
        let share = (size / from.0).ln() / (to.0 / from.0).ln();
        from.1 * (to.1 / from.1).powf(share)
    };
    let [small, middle, large] = BUDGETS;
    match size {
        size if size <= small.0 => small.1,
        size if size <= middle.0 => line(small, middle),
        size if size <= large.0 => line(middle, large),
        _ => large.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_those_of_the_design_and_fall_between() {
        assert_eq!(budget(8), 0.6);
        for (chapters, expected) in [(111, 0.6), (999, 0.25), (4995, 0.05), (9000, 0.05)] {
            assert!((budget(chapters) - expected).abs() < 1e-9, "{chapters}");
        }
        assert!(budget(300) < 0.6 && budget(300) > 0.25);
    }

    #[test]
    fn a_build_is_over_its_budget_in_time_or_memory() {
        let cost = Cost {
            cpu: 1.0,
            wall: 1.0,
            peak: 100.0,
        };
        let verdict = |cost, stock| {
            let row = Row {
                book: "b",
                chapters: 999,
                tool: "coursebook",
                is_cold: true,
                cost,
                stock: Some(stock),
            };
            row.cells().pop().unwrap()
        };
        assert_eq!(verdict(cost, Cost { cpu: 5.0, ..cost }), "within");
        assert_eq!(verdict(cost, Cost { cpu: 3.0, ..cost }), "OVER");
        assert_eq!(
            verdict(
                Cost {
                    peak: 1001.0,
                    ..cost
                },
                Cost { cpu: 5.0, ..cost }
            ),
            "OVER"
        );
    }
}
