//! The command line of `cargo xtask`, read without a library so that the tool compiles in seconds.
//!
//! [`parse`] is the entry point. Invariant: a word that nobody knows is an error, never ignored.

use crate::bench::build::Options;
use crate::test::Step;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Print this text.
    Help(&'static str),
    /// Build the workspace's own book.
    Book {
        /// Whether to show it in a browser afterwards.
        open: bool,
        /// Whether it offers a zip file of itself.
        zip: bool,
    },
    /// Take the pictures of the documentation.
    Pictures {
        /// The folder with the site.
        site: PathBuf,
    },
    /// Run these steps of the tests, all of them if none is named.
    Test(Vec<Step>),
    /// Measure building beside the stock mdBook.
    BenchBuild(Options),
    /// Measure what quizzes cost.
    BenchQuiz,
    /// Measure how soon a page answers to what a reader does.
    BenchInteraction {
        /// The folder with the site.
        site: PathBuf,
    },
    /// Ask the search of a built site what readers ask.
    BenchSearch {
        /// The folder with the site.
        site: PathBuf,
        /// The file with queries and the pages that they should find.
        queries: PathBuf,
    },
    /// Measure what a PDF costs, beside Chromium's.
    BenchPdf {
        /// The folder with the book.
        book: PathBuf,
    },
    /// Weigh the pages of a built site.
    BenchPage {
        /// The folder with the site.
        site: PathBuf,
    },
}

const HELP: &str = "\
Sets the workspace up, tests it and measures it.

Usage: cargo xtask COMMAND [--help]

Commands:
  book         Build the course book, on a machine with only rustup, git and a C compiler
  test         Install what the tests need and run them all, or only some steps
  pictures     Take the pictures of the documentation anew, of the built book
  bench build  Measure building beside the stock mdBook
  bench page   Weigh the built pages beside their budgets
  bench quiz   Measure what quizzes cost, beside mdbook-quiz
  bench interaction  Measure how soon a page answers to what a reader does
  bench search Ask the search what readers ask, and weigh what it loads
  bench pdf    Measure what a PDF costs, beside Chromium's print of the same book
";

const BOOK_HELP: &str = "\
Builds the coursebook tool, and with it the workspace's own book into book/html.

Adds Rust's target wasm32-unknown-unknown through rustup if it is missing. The first build
compiles all dependencies, which takes some minutes.

Usage: cargo xtask book [--no-open] [--zip]

Options:
  --no-open  Do not show the book in the browser
  --zip      Let the site offer a zip file of the book for a disk
";

const PICTURES_HELP: &str = "\
Takes the pictures in docs/images anew: Chromium, which is installed if it is missing, shows a
built site to a learner who is well on the way.

Usage: cargo xtask pictures [SITE]

Arguments:
  SITE  The folder with the site [default: book/html]
";

/// The options of `book`.
const BOOK_OPTIONS: [&str; 2] = ["--no-open", "--zip"];

const TEST_HELP: &str = "\
Installs what the tests need and runs them; stops at the first step that fails.

Usage: cargo xtask test [STEP]...

Steps, in the order in which they run; without a name, all:
  lint      Formatting, clippy, the API documentation, all without a warning, and the
            licences and sources of dependencies
  unit      All tests that need no browser
  site      Builds the own book into target/test/book, weighs its pages, checks their HTML and
            its PDF, and has its exports read by Anki's library and a reader of GIFT
  browsers  Drives the built site in Chromium, and in Firefox where there is one
  listings  Runs the listings of the book and compares what they print

Missing Debian packages are installed by apt-get, as root or through sudo; cargo-deny and
geckodriver are built into target/tools, and PyPI's pdfua and anki and npm's vnu-jar and
gift-pegjs are installed there. Each is named before it is installed.
";

const BENCH_HELP: &str = "\
Measures the tool.

Usage: cargo xtask bench build [--chapters N] [--runs N]
       cargo xtask bench page [SITE]
       cargo xtask bench quiz
       cargo xtask bench search [SITE QUERIES]
       cargo xtask bench interaction [SITE]
       cargo xtask bench pdf [BOOK]
";

const BENCH_INTERACTION_HELP: &str = "\
Ticks a box, chooses and checks an answer, changes the theme and opens the search on a page of the
own book in Chromium, four times slower than it is, and prints the time to the next paint beside
its bound.

Usage: cargo xtask bench interaction [SITE]

Arguments:
  SITE  The folder with the site of the own book [default: book/html]
";

const BENCH_SEARCH_HELP: &str = "\
Asks the search of a built site a list of queries, outside of a browser, and prints at which place
a page stands that should be found, what the search loads for its first results, and how long it
takes. The lists are in crates/browser-tests/tests/search; that of The Rust Programming Language
needs a site of it, built by coursebook.

Usage: cargo xtask bench search [SITE QUERIES]

Arguments:
  SITE     The folder with the site [default: book/html]
  QUERIES  The list [default: crates/browser-tests/tests/search/own.txt]
";

const BENCH_PDF_HELP: &str = "\
Makes the PDF of a book with `coursebook pdf`, and with Chromium out of the print.html of the same
book, and prints CPU time, wall time and peak memory of the best of three runs. The exit code is 1
if Chromium takes less than 2.5 times the CPU time.

Usage: cargo xtask bench pdf [BOOK]

Arguments:
  BOOK  The folder with the book.toml [default: the workspace's own book]
";

const BENCH_BUILD_HELP: &str = "\
Builds books with the stock mdBook 0.5.4 and with coursebook, cold and again without a change,
and prints CPU time, wall time and peak memory of the best run beside the budget of the design.

The books are our own text without our directives, so that both tools do the same work; the
same with everything, for coursebook alone; and a generated one. mdBook is built once, into
target/tools; all books are below target/bench.

Usage: cargo xtask bench build [--chapters N] [--runs N]

Options:
  --chapters N  Chapters of the generated book [default: 1000]
  --runs N      Runs, of which the best counts [default: 3]
";

const BENCH_PAGE_HELP: &str = "\
Sums what each page of a built site loads, compressed with gzip -6, and compares the heaviest
page of each kind with its budget. The exit code is 1 if a budget is broken.

Usage: cargo xtask bench page [SITE]

Arguments:
  SITE  The folder with the site [default: book/html]
";

const BENCH_QUIZ_HELP: &str = "\
Builds a generated book without a quiz and with 200, weighs the scripts of quizzes, opens the
print page and a page of five questions in Chromium, and prints all of it beside its bounds and
what mdbook-quiz takes.

Usage: cargo xtask bench quiz
";

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Command> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let asks_help = words.iter().any(|word| matches!(*word, "--help" | "-h"));
    match words.as_slice() {
        ["book", ..] if asks_help => Ok(Command::Help(BOOK_HELP)),
        ["test", ..] if asks_help => Ok(Command::Help(TEST_HELP)),
        ["pictures", ..] if asks_help => Ok(Command::Help(PICTURES_HELP)),
        ["bench", "build", ..] if asks_help => Ok(Command::Help(BENCH_BUILD_HELP)),
        ["bench", "page", ..] if asks_help => Ok(Command::Help(BENCH_PAGE_HELP)),
        ["bench", "quiz", ..] if asks_help => Ok(Command::Help(BENCH_QUIZ_HELP)),
        ["bench", "interaction", ..] if asks_help => Ok(Command::Help(BENCH_INTERACTION_HELP)),
        ["bench", "search", ..] if asks_help => Ok(Command::Help(BENCH_SEARCH_HELP)),
        ["bench", "pdf", ..] if asks_help => Ok(Command::Help(BENCH_PDF_HELP)),
        ["bench", ..] if asks_help => Ok(Command::Help(BENCH_HELP)),
        [] | ["help"] => Ok(Command::Help(HELP)),
        _ if asks_help => Ok(Command::Help(HELP)),
        ["book", options @ ..] if options.iter().all(|option| BOOK_OPTIONS.contains(option)) => {
            Ok(Command::Book {
                open: !options.contains(&"--no-open"),
                zip: options.contains(&"--zip"),
            })
        }
        ["pictures"] => Ok(Command::Pictures {
            site: "book/html".into(),
        }),
        ["pictures", site] => Ok(Command::Pictures {
            site: absolute(site)?,
        }),
        ["test", steps @ ..] => parse_steps(steps).map(Command::Test),
        ["bench", "build", options @ ..] => parse_options(options).map(Command::BenchBuild),
        ["bench", "quiz"] => Ok(Command::BenchQuiz),
        ["bench", "interaction"] => Ok(Command::BenchInteraction {
            site: "book/html".into(),
        }),
        ["bench", "interaction", site] => Ok(Command::BenchInteraction {
            site: absolute(site)?,
        }),
        ["bench", "search"] => Ok(Command::BenchSearch {
            site: "book/html".into(),
            queries: "crates/browser-tests/tests/search/own.txt".into(),
        }),
        ["bench", "search", site, queries] => Ok(Command::BenchSearch {
            site: absolute(site)?,
            queries: absolute(queries)?,
        }),
        ["bench", "pdf"] => Ok(Command::BenchPdf { book: ".".into() }),
        ["bench", "pdf", book] if !book.starts_with('-') => Ok(Command::BenchPdf {
            book: absolute(book)?,
        }),
        ["bench", "page"] => Ok(Command::BenchPage {
            site: "book/html".into(),
        }),
        ["bench", "page", site] if !site.starts_with('-') => Ok(Command::BenchPage {
            site: absolute(site)?,
        }),
        _ => bail!(
            "`{}` is no command; see cargo xtask --help",
            words.join(" ")
        ),
    }
}

fn parse_steps(words: &[&str]) -> Result<Vec<Step>> {
    words
        .iter()
        .map(|word| Step::named(word).with_context(|| unknown_step(word)))
        .collect()
}

fn unknown_step(word: &str) -> String {
    let names: Vec<_> = Step::ALL.iter().map(|step| step.name()).collect();
    format!("`{word}` is no step; there are: {}", names.join(", "))
}

fn parse_options(words: &[&str]) -> Result<Options> {
    let mut options = Options::default();
    for pair in words.chunks(2) {
        let [name, value] = pair else {
            bail!("`{}` needs a number", pair.join(" "))
        };
        let number = value.parse().ok().filter(|number| *number > 0);
        let number = number
            .with_context(|| format!("`{value}` is not a number of {name} that can be built"))?;
        match *name {
            "--chapters" => options.chapters = number,
            "--runs" => options.runs = number,
            _ => bail!("`{name}` is no option; see cargo xtask bench build --help"),
        }
    }
    Ok(options)
}

/// A path that the user gave, before the working folder changes to the workspace's root.
fn absolute(path: &str) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("`{path}` is no path"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn commands_are_read_with_their_options() {
        assert_eq!(
            parsed("book --no-open --zip").unwrap(),
            Command::Book {
                open: false,
                zip: true
            }
        );
        assert_eq!(
            parsed("test listings unit").unwrap(),
            Command::Test(vec![Step::Listings, Step::Unit])
        );
        let options = Options {
            chapters: 50,
            ..Options::default()
        };
        assert_eq!(
            parsed("bench build --chapters 50").unwrap(),
            Command::BenchBuild(options)
        );
        assert_eq!(
            parsed("bench page").unwrap(),
            Command::BenchPage {
                site: "book/html".into()
            }
        );
    }

    #[test]
    fn every_command_has_its_own_help() {
        for line in [
            "book",
            "test",
            "pictures",
            "bench",
            "bench build",
            "bench page",
            "bench quiz",
            "bench search",
            "bench interaction",
            "bench pdf",
        ] {
            let Command::Help(text) = parsed(&format!("{line} --help")).unwrap() else {
                panic!("{line}")
            };
            assert!(
                text.contains(&format!("Usage: cargo xtask {line}")),
                "{line}"
            );
        }
    }

    #[test]
    fn unknown_words_are_refused() {
        for line in [
            "books",
            "book --open",
            "test unti",
            "bench build --chapters",
            "bench build --chapters 0",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
